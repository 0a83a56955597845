from __future__ import annotations

from io import BytesIO

import discord
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.catalog.results import SearchQuery, SearchResults, WeekAnswer
from bot.discord_app.render.export import FORMATS, Picked, export_card
from bot.exports import Form
from bot.models import Week
from tests.discord_app.render.checks import items, taken, whole
from tests.discord_app.render.hostile import NASTY, NASTY_TEXT
from tests.factories import SUNDAY, make_paper, make_weeks

PAPERS = (make_paper(1), make_paper(2))
ONE_WEEK = WeekAnswer("the latest week", (Week.ending(SUNDAY, PAPERS),))
MONTH = WeekAnswer("March 2023", make_weeks(4)[::-1])


def card(picked: Picked, form: Form = Form.BIBTEX) -> discord.ui.LayoutView:
    return export_card(picked, form, discord.File(BytesIO(b"x"), "papers-2023-03-26.bib"))


def found(text: str, *, corrected: str | None = None, **filters: object) -> SearchResults:
    return SearchResults(SearchQuery(text, **filters), 2, (), corrected=corrected)  # type: ignore[arg-type]


@pytest.mark.parametrize("form", Form)
def test_the_file_is_shown_with_what_it_is_good_for(form: Form) -> None:
    view = card(Picked(papers=PAPERS, total=2, weeks=ONE_WEEK), form)
    taken(view, schema=True)
    lines = whole(view).splitlines()
    assert lines[0].startswith("## 2 papers as ")
    assert lines[1] == "The week 20–26 March 2023"
    assert lines[2].startswith("-# ")
    assert [one.url for one in items(view) if isinstance(one, discord.ui.File)] == [
        "attachment://papers-2023-03-26.bib"
    ]


@pytest.mark.parametrize(
    ("picked", "name", "said"),
    [
        (Picked(papers=PAPERS, total=2, weeks=ONE_WEEK), "2023-03-26", "The week 20–26 March 2023"),
        (Picked(papers=PAPERS, total=2, weeks=MONTH), "March 2023", "March 2023: 4 weeks"),
        (Picked(papers=PAPERS, total=2, results=found("rlhf")), "search rlhf", "Search for “rlhf”"),
        (
            Picked(papers=PAPERS, total=2, results=found("", category="Robotics"), weeks=MONTH),
            "search cs.RO March 2023",
            "In Robotics · March 2023: 4 weeks",
        ),
        (
            Picked(
                papers=PAPERS,
                total=2,
                results=found("x", category="Our own", since=SUNDAY, until=SUNDAY),
                weeks=ONE_WEEK,
            ),
            "search x Our own 2023-03-26",
            "Search for “x” · in Our own · The week 20–26 March 2023",
        ),
        (
            Picked(papers=PAPERS, total=2, results=found("rlfh", corrected="rlhf")),
            "search rlhf",
            "Search for “rlhf”\n-# Nothing has “rlfh”.",
        ),
    ],
)
def test_what_it_holds_is_said(picked: Picked, name: str, said: str) -> None:
    view = card(picked)
    taken(view)
    assert picked.name == name
    assert said in whole(view)


def test_papers_beyond_what_a_file_holds_are_counted() -> None:
    assert whole(card(Picked(papers=PAPERS, total=2345, weeks=MONTH))).startswith(
        "## The first 2 papers of 2,345 as BibTeX"
    )


def test_each_form_can_be_chosen_the_default_first() -> None:
    assert list(FORMATS) == list(Form)
    assert len(set(FORMATS.values())) == len(Form)


@given(st.sampled_from(NASTY) | NASTY_TEXT, st.sampled_from(NASTY) | NASTY_TEXT, st.none() | NASTY_TEXT)
def test_whatever_was_typed_does_nothing(query: str, category: str, corrected: str | None) -> None:
    results = found(query, category=category, corrected=corrected)
    taken(card(Picked(papers=PAPERS, total=2, results=results, weeks=WeekAnswer(query, MONTH.weeks))))
