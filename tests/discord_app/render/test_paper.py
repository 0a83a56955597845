from __future__ import annotations

import time
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.arxiv import find_arxiv_id
from bot.catalog import Catalog
from bot.discord_app.custom_ids.kinds import ShowWeek
from bot.discord_app.render.paper import nearest_papers, paper_card
from bot.discord_app.text.markdown import escape
from bot.models import Link
from tests.discord_app.markdown import links, shown
from tests.discord_app.render.checks import buttons, labels, opened, taken, texts, weeks_shown, whole
from tests.discord_app.render.hostile import NASTY, nastiest, papers
from tests.factories import SUNDAY, make_paper


def test_every_paper_has_a_card_with_its_whole_abstract(catalog: Catalog) -> None:
    for place, paper in enumerate(catalog.papers):
        card = paper_card(paper, total=catalog.size_of_its_week(paper), related=catalog.related(paper))
        taken(card, schema=place % 10 == 0)
        assert escape(paper.abstract) in texts(card)
        assert f"No. {paper.rank} of {catalog.size_of_its_week(paper)}" in whole(card)
        assert len(opened(card)) == 3


def test_the_card_says_what_it_is(catalog: Catalog) -> None:
    paper = catalog.find("2303.12712")
    assert paper is not None
    card = paper_card(paper, total=9, related=catalog.related(paper))
    head = texts(card)[0].split("\n")
    assert head == [
        "## [Sparks of Artificial General Intelligence: Early experiments with GPT-4](https://arxiv.org/abs/2303.12712)",
        "Computation and Language · arXiv 2303.12712",
        "-# No. 1 of 9 · week to 26 March 2023",
    ]
    assert labels(card) == ["Open"] * 3 + ["Paper", "PDF", "Tweet", "Week to 26 March 2023"]
    assert weeks_shown(card) == [ShowWeek(SUNDAY)]
    assert [one.url for one in buttons(card) if one.label == "PDF"] == ["https://arxiv.org/pdf/2303.12712"]


def test_a_curated_summary_stands_before_the_abstract() -> None:
    card = paper_card(make_paper(summary="It does *more* with less."), total=1)
    assert texts(card)[1] == "**In short**\nIt does \\*more\\* with less."
    assert texts(card)[2].startswith("**Abstract**\nWe study")
    assert texts(paper_card(make_paper(), total=1))[1].startswith("We study")


def test_its_points_are_a_list() -> None:
    card = paper_card(make_paper(summary="In short.\n• First: a.\n• Second: *b*."), total=1)
    assert texts(card)[1] == "**In short**\nIn short.\n- First: a.\n- Second: \\*b\\*."
    taken(card, schema=True, points=True)


def test_a_summary_stands_alone_while_no_abstract_is_known() -> None:
    summary = "In short.\n" + "\n".join(f"• Point {number} says something about the paper." for number in range(40))
    card = paper_card(make_paper(abstract=" ", summary=summary), total=1)
    taken(card, points=True)
    assert texts(card)[1].startswith("In short.\n- Point 0")
    assert texts(card)[1].count("\n") == 40
    assert "abstract" not in whole(card)


def test_who_wrote_it_stands_below_the_title() -> None:
    authors = ("Ashish Vaswani", "Noam Shazeer", *(f"Somebody {number}" for number in range(6)))
    card = paper_card(make_paper(authors=authors), total=1)
    assert texts(card)[0].split("\n")[1:3] == [
        "A. Vaswani, N. Shazeer and 6 more",
        "Computation and Language · arXiv 2303.00001",
    ]


@pytest.mark.parametrize(
    ("sources", "said"),
    [
        ((), ""),
        (("bundled",), ""),
        (("bundled", "living-list"), " · from living-list"),
        (("our_list",), " · from our\\_list"),
        (("bundled", "a", "b", "c"), " · from a, b and c"),
    ],
)
def test_the_lists_that_have_it_are_named_where_that_says_something(sources: tuple[str, ...], said: str) -> None:
    card = paper_card(make_paper(sources=sources), total=9)
    assert texts(card)[0].split("\n")[-1] == f"-# No. 1 of 9 · week to 26 March 2023{said}"


def test_links_are_buttons_by_their_labels_numbered_where_one_is_there_twice() -> None:
    sites = [("Tweet", "t"), ("Code", "c"), ("Code", "d"), ("Project", "p")]
    links_ = tuple(Link(label, f"https://{name}.example/") for label, name in sites)
    card = paper_card(make_paper(arxiv_id=None, links=links_), total=1)
    assert labels(card)[:-1] == ["Tweet", "Code", "Code 2", "Project"]
    assert [one.url for one in buttons(card)][:4] == [one.url for one in links_]


def test_without_anything_but_a_title_and_a_link() -> None:
    paper = make_paper(category="", abstract="", arxiv_id=None, links=(Link("Paper", "https://a.example/p"),))
    card = paper_card(paper, total=1)
    taken(card, schema=True)
    assert "The list has no abstract" in whole(card)
    assert labels(card) == ["Paper", "Week to 26 March 2023"]


@pytest.mark.parametrize("abstract", ["\x1b", " \u200b\n\u202e"])
def test_an_abstract_of_hidden_characters_is_none(abstract: str) -> None:
    card = paper_card(make_paper(abstract=abstract), total=1)
    taken(card)
    assert "The list has no abstract" in whole(card)


def test_an_abstract_beyond_a_message_ends_after_a_sentence_with_a_link_to_the_rest() -> None:
    abstract = "This sentence is one of very many that say nothing new at all. " * 100
    card = paper_card(make_paper(abstract=abstract), total=1, related=[make_paper(n) for n in (2, 3, 4)])
    size = taken(card)
    text = texts(card)[1]
    assert text.endswith("new at all. …\n-# [Read the rest](https://arxiv.org/abs/2303.00001)")
    assert size.characters > 3900


def test_a_link_that_no_button_can_hold_is_text() -> None:
    long = "https://a.example/" + "x" * 600
    paper = make_paper(links=(*make_paper().links, Link("Code", long), Link("Odd", "ftp://a.example")))
    card = paper_card(paper, total=1)
    taken(card)
    assert labels(card)[:4] == ["Paper", "PDF", "Tweet", "Week to 26 March 2023"]
    assert "-# Code: https\\://a.example/xxx" in whole(card)
    assert links(whole(card)) == [("A Study of Things, Part 1", "https://arxiv.org/abs/2303.00001")]


def test_many_links_stay_within_two_rows() -> None:
    many = tuple(Link(f"Link {number}", f"https://a.example/{number}") for number in range(20))
    card = paper_card(make_paper(links=many), total=1)
    taken(card)
    assert len(labels(card)) == 10
    assert labels(card)[-1].startswith("Week")


def test_a_paper_that_is_related_twice_has_two_different_buttons() -> None:
    other = make_paper(2)
    card = paper_card(make_paper(), total=2, related=[other, replace(other, rank=3)])
    taken(card)
    assert [one.identity for one in opened(card)] == ["2303.00002", "2303.00002"]


@pytest.mark.parametrize("nasty", NASTY, ids=range(len(NASTY)))
def test_the_nastiest_card(nasty: str) -> None:
    started = time.perf_counter()
    paper = nastiest(nasty=nasty, authors=(nasty,) * 9, sources=("a" * 32,) * 9)
    taken(paper_card(paper, total=10**6, related=[nastiest(n, nasty) for n in (2, 3, 4)]), schema=True)
    taken(paper_card(replace(paper, abstract="", summary=f"{nasty}\n• {nasty}"), total=10**6), points=True)
    assert time.perf_counter() - started < 2, "a card is made on the event loop"


@settings(max_examples=40, deadline=None)
@given(papers(), st.lists(papers(), max_size=4))
def test_any_card(paper: object, related: list[object]) -> None:
    taken(paper_card(paper, total=9, related=related), points=True)  # type: ignore[arg-type]


def test_near_titles_are_one_click_away(catalog: Catalog) -> None:
    near = catalog.suggest_papers("sparks of general inteligence", 5)
    view = nearest_papers("sparks of *general* inteligence", near)
    taken(view)
    assert texts(view)[0] == r"No title matches “sparks of \*general\* inteligence”. Did you mean:"
    assert [one.identity for one in opened(view)] == [paper.identity for paper in near]
    assert shown(texts(view)[1]).startswith("**[Sparks of Artificial")


@pytest.mark.parametrize("nasty", NASTY, ids=range(len(NASTY)))
def test_near_titles_whatever_was_asked(nasty: str) -> None:
    taken(nearest_papers(nasty, [nastiest(rank, nasty) for rank in range(1, 13)]))


def test_nothing_near_says_what_to_do() -> None:
    view = nearest_papers("qwzx", ())
    taken(view)
    assert "/search" in whole(view)
    assert not buttons(view)


@pytest.mark.parametrize("asked", ["2401.00001", "https://arxiv.org/pdf/2401.00001v2", "cs/0112017"])
def test_an_id_that_is_not_listed_leads_to_arxiv(asked: str) -> None:
    view = nearest_papers(asked, ())
    taken(view, schema=True)
    assert "**Not in the list:** arXiv " in whole(view)
    assert "/search" not in whole(view)
    [button] = buttons(view)
    assert (button.label, button.url) == ("Look on arXiv", find_arxiv_id(asked).url)  # type: ignore[union-attr]
