from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import timedelta
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.arxiv import ArxivId
from bot.dataset.merge import merge_weeks
from bot.models import Link, Paper, Week
from tests.factories import SUNDAY, make_paper, make_week

PDF = Link("Paper", "https://arxiv.org/pdf/2303.00001")
BEFORE = SUNDAY - timedelta(weeks=1)


def merged(**lists: Paper | list[Paper]) -> tuple[Paper, ...]:
    """Merge lists of one week's papers, in order, and return its papers; those whose names begin with ``page`` are curated."""
    sources = [
        (name, name.startswith("page"), [make_week(SUNDAY, papers if isinstance(papers, list) else [papers])])
        for name, papers in lists.items()
    ]
    (week,) = merge_weeks(sources)
    return week.papers


def test_no_source_no_weeks() -> None:
    assert merge_weeks([]) == merge_weeks([("a", False, []), ("b", True, [])]) == ()


def test_weeks_of_all_sources_oldest_first_naming_their_source() -> None:
    old, new = make_week(BEFORE), make_week(SUNDAY)
    weeks = merge_weeks([("a", False, [new]), ("b", True, [old])])
    assert [week.end for week in weeks] == [BEFORE, SUNDAY]
    assert [{paper.sources for paper in week.papers} for week in weeks] == [{("b",)}, {("a",)}]
    assert [replace(paper, sources=()) for paper in weeks[1].papers] == list(new.papers)


@pytest.mark.parametrize("curated", [True, False])
def test_a_curated_list_says_when_a_week_began_else_the_first(curated: bool) -> None:
    shorter = Week(SUNDAY - timedelta(days=5), SUNDAY, (make_paper(1),))
    longer = Week(SUNDAY - timedelta(days=7), SUNDAY, (make_paper(2),))
    (week,) = merge_weeks([("a", False, [shorter]), ("b", curated, [longer]), ("c", curated, [make_week(SUNDAY)])])
    assert week.start == (longer if curated else shorter).start


def test_a_table_says_what_a_paper_is_and_a_curated_list_what_readers_are_told() -> None:
    table = make_paper(1, title="Full", category="C", abstract="A", summary="own", authors=("Ada Lovelace",))
    page = make_paper(1, title="Name", category="X", abstract="Y", summary="told", authors=("A. L.",))
    expected = ("Full", "C", "A", "told", ("Ada Lovelace",))
    for lists in ({"table": table, "page": page}, {"page": page, "table": table}):
        (paper,) = merged(**lists)
        assert (paper.title, paper.category, paper.abstract, paper.summary, paper.authors) == expected
        assert paper.sources == tuple(lists)


def test_what_the_better_list_leaves_out_comes_from_the_other() -> None:
    table = make_paper(1, category="", abstract="", summary="own")
    page = make_paper(1, category="X", abstract="Y", authors=("A. L.",))
    (paper,) = merged(table=table, page=page)
    assert (paper.category, paper.abstract, paper.summary, paper.authors) == ("X", "Y", "own", ("A. L.",))


@pytest.mark.parametrize("kind", ["table", "page"])
def test_of_several_of_a_kind_the_last_that_has_it(kind: str) -> None:
    first = make_paper(1, title="First", abstract="A1", category="C1", summary="S1")
    second = make_paper(1, title="Second", abstract="A2", category="", summary="S2")
    third = make_paper(1, title="Third", abstract="", category="")
    (paper,) = merged(**{f"{kind}_1": first, f"{kind}_2": second, f"{kind}_3": third})
    assert (paper.title, paper.abstract, paper.category, paper.summary) == ("Third", "A2", "C1", "S2")


@pytest.mark.parametrize("names", [*permutations(["table", "table_2", "page"])])
def test_a_short_title_never_replaces_the_full_one(names: tuple[str, ...]) -> None:
    titles = {"table": "CoLT5: Faster Long-Range Transformers", "table_2": "CoLT5", "page": "CoLT5"}
    (paper,) = merged(**{name: make_paper(1, title=titles[name]) for name in names})
    assert paper.title == titles["table"]


def test_a_table_s_title_counts_also_where_a_page_has_a_longer_one() -> None:
    full = "Dissociating Language and Thought: A Cognitive Perspective"
    (paper,) = merged(table=make_paper(1, title="Dissociating Language and Thought"), page=make_paper(1, title=full))
    assert paper.title == "Dissociating Language and Thought"
    (paper,) = merged(page=make_paper(1, title=full), page_2=make_paper(1, title="Dissociating Language and Thought"))
    assert paper.title == full


def test_the_curated_order_then_what_only_tables_have() -> None:
    papers = merged(
        table=[make_paper(7, rank=1), make_paper(3, rank=2), make_paper(5, rank=3)],
        page=[make_paper(5, rank=1), make_paper(3, rank=2), make_paper(9, rank=4)],
        page_2=[make_paper(4, rank=1), make_paper(9, rank=2), make_paper(5, rank=3)],
    )
    assert [(paper.rank, paper.identity[-1]) for paper in papers] == [(1, "5"), (2, "3"), (3, "9"), (4, "4"), (5, "7")]
    assert papers[0].sources == ("table", "page", "page_2")


def test_papers_of_one_rank_keep_the_order_of_their_list() -> None:
    papers = merged(page=[make_paper(2, rank=1), make_paper(1, rank=1)])
    assert [paper.identity[-1] for paper in papers] == ["2", "1"]


def test_links_of_all_each_once_the_curated_ones_first() -> None:
    code = Link("Code", "https://github.com/x/y")
    table = make_paper(1, links=(PDF, Link("Tweet", "https://twitter.com/x/status/12?s=20")))
    page = make_paper(
        1,
        links=(
            Link("Paper", "https://arxiv.org/abs/2303.00001v2"),
            Link("Tweet", "https://x.com/somebody/status/12"),
            code,
            Link("Repo", "https://github.com/x/y/"),
            Link("Other", "https://x.com/x/status/123"),
        ),
    )
    (paper,) = merged(page=page, table=table)
    assert paper.links == (*page.links[:3], page.links[4])
    (paper,) = merged(table=replace(page, links=(code, *table.links)), page=replace(table, links=page.links[:1]))
    assert paper.links == (page.links[0], code, table.links[1])


def test_a_corrected_link_takes_the_place_of_the_one_with_its_label() -> None:
    tweet = Link("Tweet", "https://twitter.com/x/status/12")
    first = make_paper(1, arxiv_id=None, links=(Link("Paper", "https://gone.example/a.pdf"), tweet))
    (paper,) = merged(a=first, b=make_paper(1, arxiv_id=None, links=(Link("Paper", "https://here.example/a.pdf"),)))
    assert paper.links == (Link("Paper", "https://here.example/a.pdf"), tweet)
    assert paper.url == "https://here.example/a.pdf"


def test_the_paper_stays_in_front_of_a_curated_tweet() -> None:
    tweet = Link("Tweet", "https://x.com/x/status/12")
    (paper,) = merged(table=make_paper(1, links=(PDF,)), page=make_paper(1, links=(tweet,)))
    assert paper.links == (PDF, tweet)


def test_the_identifier_is_that_of_the_list_whose_links_count() -> None:
    bare, second = ArxivId("2303.00001"), ArxivId("2303.00001", 2)
    (paper,) = merged(page=make_paper(1, arxiv_id=bare), table=make_paper(1, arxiv_id=second))
    assert paper.arxiv_id == bare
    (paper,) = merged(a=make_paper(1, arxiv_id=second), b=make_paper(1, arxiv_id=bare))
    assert paper.arxiv_id == bare
    (paper,) = merged(table=make_paper(1, title="T", arxiv_id=second), page=make_paper(1, title="T", arxiv_id=None))
    assert paper.arxiv_id == second


def test_the_same_paper_in_another_week_is_another_entry() -> None:
    weeks = merge_weeks(
        [("a", False, [make_week(BEFORE, [make_paper(1, week=BEFORE)])]), ("b", True, [make_week(SUNDAY, 1)])]
    )
    assert [len(week.papers) for week in weeks] == [1, 1]


TITLES = ["A", "B", "A: b", "A: c", "B: d", "∀", "∃"]
weeks_of_papers = st.lists(
    st.builds(
        lambda number, title, known, link: make_paper(
            number,
            title=title,
            arxiv_id=ArxivId(f"2303.{number:05}") if known else None,
            links=(Link("Paper", f"https://a.b/{link}"),),
        ),
        st.integers(1, 6),
        st.sampled_from(TITLES),
        st.booleans(),
        st.integers(1, 4),
    ),
    max_size=6,
).map(lambda papers: [make_week(SUNDAY, papers)])
lists = st.lists(st.tuples(st.booleans(), weeks_of_papers), max_size=4).map(
    lambda given: [(f"list{place}", curated, weeks) for place, (curated, weeks) in enumerate(given)]
)


@given(lists)
def test_nothing_is_lost_and_nothing_is_there_twice(sources: list[tuple[str, bool, list[Week]]]) -> None:
    given = [(name, paper) for name, _, weeks in sources for week in weeks for paper in week.papers]
    result = merge_weeks(sources)
    assert [week.end for week in result] == ([SUNDAY] if sources else [])
    for week in result:
        assert [paper.rank for paper in week.papers] == list(range(1, len(week.papers) + 1))
        ids = Counter(paper.arxiv_id.base for paper in week.papers if paper.arxiv_id)
        assert ids == Counter({paper.arxiv_id.base for _, paper in given if paper.arxiv_id})
        assert all(paper.links and paper.sources for paper in week.papers)
        # Every title that went in is that of a paper which came out, or stands in one that names its source.
        for name, paper in given:
            assert any(name in kept.sources and may_be(kept, paper) for kept in week.papers)


def may_be(kept: Paper, paper: Paper) -> bool:
    return paper.arxiv_id is None or (kept.arxiv_id is not None and kept.arxiv_id.base == paper.arxiv_id.base)


@given(lists, st.booleans())
def test_merging_again_changes_nothing(sources: list[tuple[str, bool, list[Week]]], curated: bool) -> None:
    once = merge_weeks(sources)
    again = merge_weeks([("all", curated, once)])
    assert [[replace(paper, sources=()) for paper in week.papers] for week in again] == [
        [replace(paper, sources=()) for paper in week.papers] for week in once
    ]


@given(st.tuples(weeks_of_papers, weeks_of_papers))
def test_a_table_and_a_page_merge_alike_in_either_order(pair: tuple[list[Week], list[Week]]) -> None:
    table, page = (("table", False, pair[0]), ("page", True, pair[1]))
    one, other = merge_weeks([table, page]), merge_weeks([page, table])
    assert [[replace(paper, sources=()) for paper in week.papers] for week in one] == [
        [replace(paper, sources=()) for paper in week.papers] for week in other
    ]
