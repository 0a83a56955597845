from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from bot.catalog import Catalog, Fragment, Hit, SearchQuery, SearchResults, Suggestion
from bot.terminal.papers import draw_card, draw_nearest, draw_paper, draw_results, draw_week
from tests.factories import make_paper, make_week, make_weeks
from tests.terminal.screen import drawn


def test_a_card_holds_everything() -> None:
    paper = make_paper(1, title="[bold]Not markup[/bold]", summary="Short.")
    shown = drawn(draw_paper(paper, total=9, related=[make_paper(2)]))
    for expected in ("[bold]Not markup[/bold]", "no. 1 of 9", "Short.", "We study thing 1.", "2303.00001", "Part 2"):
        assert expected in shown


def test_a_card_of_a_catalogue_counts_the_week_and_knows_what_to_read_next() -> None:
    catalog = Catalog([make_week(papers=3)])
    shown = drawn(draw_card(catalog, catalog.papers[0]))
    assert "no. 1 of 3" in shown
    assert catalog.papers[1].title in shown


def test_a_card_without_category_and_arxiv_id() -> None:
    shown = drawn(draw_paper(make_paper(1, category="", arxiv_id=None), total=1, related=()))
    assert "none given" in shown
    assert "arXiv" not in shown


def test_a_card_names_who_wrote_it_and_which_lists_have_it() -> None:
    few = drawn(
        draw_paper(make_paper(authors=("Ada Lovelace", "Plato"), sources=("bundled", "ours")), total=1, related=())
    )
    # Below the title, before all that is to be read.
    assert few.splitlines()[1].strip("│ ") == "Ada Lovelace, Plato"
    assert "bundled, ours" in few
    many = make_paper(authors=tuple(f"A{number}" for number in range(3000)))
    assert "A8, A9 and 2,990 more" in drawn(draw_paper(many, total=1, related=()))
    nobody = drawn(draw_paper(make_paper(), total=1, related=()))
    assert nobody.splitlines()[1].startswith("│ We study")
    assert "lists" not in nobody


def test_a_card_tells_a_summary_from_the_abstract() -> None:
    both = drawn(draw_paper(make_paper(1, summary="It adapts."), total=1, related=()))
    lines = [line.strip("│ ") for line in both.splitlines()]
    assert lines[lines.index("In short") + 1] == "It adapts."
    assert lines[lines.index("Abstract") + 1].startswith("We study thing 1.")
    for alone in (make_paper(1), make_paper(1, summary="It adapts.", abstract=" ")):
        shown = drawn(draw_paper(alone, total=1, related=()))
        assert "In short" not in shown
        assert "Abstract" not in shown


def test_a_category_has_arxivs_name_whatever_a_list_calls_it() -> None:
    papers = [make_paper(1, category="cs.CL"), make_paper(2, category="Our Own", arxiv_id=None)]
    hits = SearchResults(SearchQuery("things"), 2, tuple(Hit(paper, ()) for paper in papers))
    for shown in (
        drawn(draw_paper(papers[0], total=2, related=())),
        drawn(draw_week(make_week(papers=papers)), width=140),
        drawn(draw_results(hits)),
    ):
        assert "Computation and Language" in shown
        assert "cs.CL" not in shown
    assert "Our Own · 2023-03-26\n" in "\n".join(line.strip() for line in drawn(draw_results(hits)).splitlines()) + "\n"


def test_a_week_lists_titles_and_first_sentences() -> None:
    week = make_week(papers=3)
    shown = drawn(draw_week(week), width=140)
    assert "2023-03-20 to 2023-03-26: 3 papers" in shown
    assert all(paper.title in shown for paper in week.papers)
    assert "It is released" not in shown


def test_results_set_off_the_passage_and_count() -> None:
    snippet = (Fragment("about "), Fragment("things", matched=True))
    results = SearchResults(SearchQuery("tings"), 1, (Hit(make_paper(1), snippet),), corrected="things")
    shown = drawn(draw_results(results))
    for expected in ("No paper has “tings”", "1 paper for “things”", "about things", "1. A Study"):
        assert expected in shown


@pytest.mark.parametrize(
    ("query", "head"),
    [
        (SearchQuery("things"), "0 papers for “things”"),
        (SearchQuery("things", "cs.CL"), "0 papers for “things” in Computation and Language"),
        (
            SearchQuery("", "cs.CL", date(2023, 2, 1), date(2023, 2, 28)),
            "0 papers in Computation and Language from 2023-02-01 to 2023-02-28",
        ),
        (SearchQuery("", since=date(2023, 2, 1)), "0 papers from 2023-02-01"),
        (SearchQuery("things", source="ours"), "0 papers for “things” of the list ours"),
        (SearchQuery(""), "0 papers"),
    ],
)
def test_results_begin_with_what_was_asked(query: SearchQuery, head: str) -> None:
    shown = drawn(draw_results(SearchResults(query, 0, ()))).splitlines()
    assert [line.rstrip() for line in shown] == [head, *(["No title comes close."] if query.text else [])]


def test_a_narrow_terminal_leaves_room_for_titles() -> None:
    shown = drawn(draw_week(make_week(papers=1)), width=40)
    assert "A Study of Things, Part" in shown
    assert "Computation and Language" in shown


def test_nothing_found_says_what_would() -> None:
    offer = Suggestion(SearchQuery("rlhf"), 3, "without the category")
    results = SearchResults(SearchQuery("x"), 0, (), suggestions=(offer,), nearest=(make_paper(1),))
    shown = drawn(draw_results(results))
    assert "Try “rlhf” without the category: 3 papers" in shown
    alone = SearchResults(SearchQuery(""), 0, (), suggestions=(replace(offer, query=SearchQuery("")),))
    assert "Try without the category: 3 papers" in drawn(draw_results(alone))
    assert "A Study of Things, Part 1" in shown


def test_nothing_near() -> None:
    assert "No title comes close" in drawn(draw_nearest(()))


@pytest.mark.parametrize("query", ["things", "thngs", "qqqq", "[/]"])
def test_what_a_real_catalogue_answers_can_be_drawn(query: str) -> None:
    results = Catalog(make_weeks(3)).search(SearchQuery(query))
    assert query in drawn(draw_results(results))
