from __future__ import annotations

import time
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.arxiv import ArxivId
from bot.dataset.matching import Entry, same_papers
from bot.models import Link
from tests.factories import make_paper


def entry(source: int, title: str, number: int | None = None, *, link: str = "", version: int | None = None) -> Entry:
    """Return what a list has: with an arXiv id if there is a number, else with a link of its own unless one is given."""
    arxiv_id = ArxivId(f"2303.{number:05}", version) if number else None
    url = link or (arxiv_id.url if arxiv_id else f"https://list{source}.example/{title.replace(' ', '-')}")
    return Entry(source, source > 0, 0, make_paper(1, title=title, arxiv_id=arxiv_id, links=(Link("Paper", url),)))


def sorted_out(*entries: Entry) -> list[list[str]]:
    """Return which titles are one paper, with the place of their list, and that the order of the entries is all the same."""
    found = {
        frozenset(tuple(sorted((of.source, of.paper.title) for of in group)) for group in same_papers(order))
        for order in permutations(entries)
    }
    assert len(found) == 1
    return sorted([f"{source} {title}" for source, title in group] for group in next(iter(found)))


def test_papers_come_in_the_order_of_their_first_entries() -> None:
    entries = [entry(0, "B", 2), entry(0, "A", 1), entry(1, "C"), entry(1, "A", 1), entry(1, "b")]
    assert same_papers(entries) == [[entries[0], entries[4]], [entries[1], entries[3]], [entries[2]]]
    assert same_papers([]) == []


def test_versions_are_one_paper() -> None:
    assert sorted_out(entry(0, "A", 1, version=1), entry(1, "B", 1, version=2)) == [["0 A", "1 B"]]


def test_two_identifiers_are_two_papers_whatever_they_are_called_and_lead_to() -> None:
    both = (entry(0, "Same", 1, link="https://a.b/c"), entry(1, "Same", 2, link="https://a.b/c"))
    assert len(sorted_out(*both)) == 2
    assert len(sorted_out(entry(0, "A", 1), entry(1, "A: b", 2))) == 2


@pytest.mark.parametrize("number", [1, None])
def test_a_title_is_enough_where_one_has_no_identifier(number: int | None) -> None:
    assert sorted_out(entry(0, "Sparks of A.G.I.", number), entry(1, "sparks of a g i")) == [
        ["0 Sparks of A.G.I.", "1 sparks of a g i"]
    ]


def test_a_link_to_the_same_place_is_enough() -> None:
    page = entry(1, "GPT-4", link="https://cdn.openai.com/papers/gpt-4.pdf/")
    table = entry(0, "The GPT-4 Technical Report", 8, link="https://cdn.openai.com/papers/gpt-4.pdf")
    assert len(sorted_out(page, table, entry(2, "Report", link="https://cdn.openai.com/papers/gpt-4.pdf"))) == 1


def test_a_link_to_a_whole_site_or_one_that_two_papers_share_is_not() -> None:
    assert len(sorted_out(entry(0, "A", link="https://openai.com/"), entry(1, "B", link="https://openai.com"))) == 2
    shared = "https://github.com/x/y"
    assert (
        len(sorted_out(entry(0, "A", 1, link=shared), entry(0, "B", 2, link=shared), entry(1, "C", link=shared))) == 3
    )
    assert len(sorted_out(entry(0, "A", link=shared), entry(0, "B", link=shared), entry(1, "C", link=shared))) == 3


@pytest.mark.parametrize(("short", "full"), [(None, 9), (9, None), (None, None)])
def test_a_title_that_is_cut_at_the_colon_is_enough(short: int | None, full: int | None) -> None:
    assert len(sorted_out(entry(1, "CoLT5", short), entry(0, "CoLT5: Faster", full))) == 1
    assert len(sorted_out(entry(1, "CoLT5", short), entry(0, "CoLT5: Faster", full), entry(2, "COLT5", short))) == 1


def test_a_cut_title_is_not_guessed_at() -> None:
    assert len(sorted_out(entry(1, "GPT-4"), entry(0, "GPT-4: Report", 1), entry(0, "GPT-4: System Card", 2))) == 3
    assert len(sorted_out(entry(1, "GPT-4"), entry(0, "GPT-4: Report"), entry(2, "GPT-4: System Card"))) == 3
    assert len(sorted_out(entry(0, "GPT-4"), entry(0, "GPT-4: Report", 1))) == 2, "one list has both"
    assert len(sorted_out(entry(0, "GPT-4"), entry(1, "GPT-4:"), entry(2, ": Report", 3))) == 2
    assert len(sorted_out(entry(0, "GPT"), entry(1, "GPT-4: Report", 3))) == 2


ENTRIES = st.lists(
    st.builds(
        entry,
        st.integers(0, 2),
        st.sampled_from(["A", "B", "A: b", "A: c", "B: d", "∀", "∃"]),
        st.none() | st.integers(1, 4),
        link=st.sampled_from(["", "", "https://a.b/1", "https://a.b/2", "https://a.b"]),
    ),
    max_size=12,
)


@given(ENTRIES)
def test_no_entry_is_lost_and_no_identifier_in_two_papers(entries: list[Entry]) -> None:
    groups = same_papers(entries)
    assert sorted(map(repr, entries)) == sorted(repr(entry) for group in groups for entry in group)
    ids = [{entry.paper.arxiv_id.base for entry in group if entry.paper.arxiv_id} for group in groups]
    assert all(len(found) <= 1 for found in ids)
    assert len(set().union(*ids)) == sum(map(len, ids))


def test_many_that_could_be_each_other_take_no_time() -> None:
    entries = [entry(place % 2, f"A: {place}" if place % 3 else "A", link="https://a.b/c") for place in range(20_000)]
    start = time.process_time()
    same_papers(entries)
    assert time.process_time() - start < 5
