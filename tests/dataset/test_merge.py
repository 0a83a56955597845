from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.arxiv import ArxivId
from bot.dataset.merge import merge_weeks
from bot.models import Link, Paper, Week
from tests.factories import SUNDAY, make_paper, make_week

PDF = Link("Paper", "https://arxiv.org/pdf/2303.00001")


def merged(*sources: Paper | list[Paper]) -> tuple[Paper, ...]:
    """Merge sources that hold these papers of one week, and return its papers."""
    lists = [[source] if isinstance(source, Paper) else source for source in sources]
    (week,) = merge_weeks([make_week(SUNDAY, papers)] for papers in lists)
    return week.papers


def test_no_source_no_weeks() -> None:
    assert merge_weeks([]) == merge_weeks([[], []]) == ()


def test_weeks_of_all_sources_oldest_first() -> None:
    old, new = make_week(SUNDAY - timedelta(weeks=1)), make_week(SUNDAY)
    assert merge_weeks([[new], [old]]) == (old, new)


def test_the_first_source_says_when_a_week_began() -> None:
    longer = Week(SUNDAY - timedelta(days=7), SUNDAY, (make_paper(2),))
    (week,) = merge_weeks([[longer], [make_week(SUNDAY, [make_paper(1)])]])
    assert (week.start, len(week.papers)) == (longer.start, 2)


def test_the_last_text_that_is_there_counts() -> None:
    first = make_paper(1, title="First", abstract="A1", category="C1", summary="S1")
    second = make_paper(1, title="Second", abstract="A2", category="", summary="S2")
    third = make_paper(1, title="Third", abstract="", category="")
    (paper,) = merged(first, second, third)
    assert (paper.title, paper.abstract, paper.category, paper.summary) == ("Third", "A2", "C1", "S2")


def test_a_correction_leaves_the_paper_in_its_place() -> None:
    papers = merged([make_paper(number, rank=number) for number in (1, 2, 3)], make_paper(2, rank=1, title="Mended"))
    assert [paper.title for paper in papers][1] == "Mended"
    assert [paper.rank for paper in papers] == [1, 2, 3]


def test_a_corrected_link_takes_the_place_of_the_one_with_its_label() -> None:
    tweet = Link("Tweet", "https://twitter.com/x/status/12")
    first = make_paper(1, arxiv_id=None, links=(Link("Paper", "https://gone.example/a.pdf"), tweet))
    (paper,) = merged(first, make_paper(1, arxiv_id=None, links=(Link("Paper", "https://here.example/a.pdf"),)))
    assert paper.links == (Link("Paper", "https://here.example/a.pdf"), tweet)
    assert paper.url == "https://here.example/a.pdf"


def test_ranks_of_the_first_source_then_what_only_others_have() -> None:
    papers = merged(
        [make_paper(5, rank=1), make_paper(3, rank=2)],
        [make_paper(9, rank=1), make_paper(3, rank=2), make_paper(4, rank=3)],
    )
    assert [(paper.rank, paper.identity) for paper in papers] == [
        (1, "2303.00005"),
        (2, "2303.00003"),
        (3, "2303.00009"),
        (4, "2303.00004"),
    ]


def test_links_of_all_sources_each_once_the_last_source_s_first() -> None:
    code = Link("Code", "https://github.com/x/y")
    first = make_paper(1, links=(PDF, Link("Tweet", "https://twitter.com/x/status/12?s=20")))
    second = make_paper(
        1,
        links=(
            Link("Paper", "https://arxiv.org/abs/2303.00001v2"),
            Link("Tweet", "https://x.com/somebody/status/12"),
            code,
            Link("Repo", "https://github.com/x/y/"),
            Link("Other", "https://x.com/x/status/123"),
        ),
    )
    assert [link.label for link in merged(second, first)[0].links] == ["Paper", "Tweet", "Code", "Other"]
    assert merged(second, first)[0].links[:2] == first.links


@pytest.mark.parametrize("known_first", [True, False])
def test_a_paper_without_identifier_is_found_by_its_title(known_first: bool) -> None:
    known = make_paper(1, title="Sparks of A.G.I.")
    unknown = make_paper(1, title="sparks of a g i", arxiv_id=None, links=(Link("Paper", "https://a.b"),))
    sources = (known, unknown) if known_first else (unknown, known)
    (paper,) = merged(*sources)
    assert paper.arxiv_id == ArxivId("2303.00001")
    assert paper.title == sources[1].title
    assert [link.label for link in paper.links] == ["Paper", "Tweet"]
    assert paper.links[0] == sources[1].links[0]


def test_versions_are_one_paper_and_the_last_version_counts() -> None:
    (paper,) = merged(
        make_paper(1, arxiv_id=ArxivId("2303.00001", 1)), make_paper(1, arxiv_id=ArxivId("2303.00001", 2))
    )
    assert paper.arxiv_id == ArxivId("2303.00001", 2)


def test_two_identifiers_are_two_papers_whatever_they_are_called() -> None:
    assert len(merged(make_paper(1, title="Same"), make_paper(2, title="Same"))) == 2


def test_the_same_paper_in_another_week_is_another_entry() -> None:
    before = SUNDAY - timedelta(weeks=1)
    weeks = merge_weeks([[make_week(before, [make_paper(1, week=before)])], [make_week(SUNDAY, [make_paper(1)])]])
    assert [len(week.papers) for week in weeks] == [1, 1]


weeks_of_papers = st.lists(
    st.builds(
        lambda number, title, known: make_paper(
            number,
            title=title,
            arxiv_id=ArxivId(f"2303.{number:05}") if known else None,
            links=(Link("Paper", f"https://a.b/{number}"),),
        ),
        st.integers(1, 6),
        st.sampled_from(["A", "B", "C", "∀", "∃"]),
        st.booleans(),
    ),
    max_size=6,
).map(lambda papers: merge_weeks([[make_week(SUNDAY, papers)]]))


@given(st.lists(weeks_of_papers, max_size=4))
def test_whatever_is_merged(sources: list[tuple[Week, ...]]) -> None:
    result = merge_weeks(sources)
    for week in result:
        assert [paper.rank for paper in week.papers] == list(range(1, len(week.papers) + 1))
        assert len({paper.identity for paper in week.papers}) == len(week.papers)
        ids = {paper.arxiv_id.base for paper in week.papers if paper.arxiv_id}
        assert ids == {
            paper.arxiv_id.base for source in sources for part in source for paper in part.papers if paper.arxiv_id
        }
        for paper in week.papers:
            assert [link.label for link in paper.links] == ["Paper"]
    assert [week.end for week in result] == ([date(2023, 3, 26)] if sources else [])
