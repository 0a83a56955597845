from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from bot.arxiv import ArxivId
from bot.dataset.arxiv_api.completion import completed, wanted_ids
from bot.dataset.arxiv_api.store import ArxivStore
from bot.models import Week
from tests.dataset.arxiv_api.fake_arxiv import paper
from tests.dataset.arxiv_api.weeks import FIRST, bare, week_of

NOW = datetime(2023, 4, 1, 12, tzinfo=UTC)
SECOND = FIRST + timedelta(days=7)
FULL: dict[str, Any] = {"abstract": "We do.", "authors": ("A. Uthor",), "category": "Machine Learning"}


def test_what_lacks_is_filled_in(store: ArxivStore) -> None:
    record = paper("2303.00001", primary="cs.CL")
    store.keep([record], NOW)
    (week,) = completed([week_of("2303.00001")], store)
    (found,) = week.papers
    assert (found.abstract, found.authors, found.category) == (record.abstract, record.authors, "cs.CL")
    assert (found.title, found.links, found.rank) == ("Paper 2303.00001", bare("2303.00001").links, 1)


def test_what_is_there_stays(store: ArxivStore) -> None:
    record = paper("2303.00001")
    store.keep([record], NOW)
    for name, value in FULL.items():
        (week,) = completed([Week.ending(FIRST, (bare("2303.00001", **{name: value}),))], store)
        (found,) = week.papers
        assert getattr(found, name) == value
        assert found.abstract
        assert found.authors
        assert found.category


def test_a_week_without_a_change_is_the_same_object(store: ArxivStore) -> None:
    store.keep([paper("2303.00001"), paper("2303.00003", abstract="", authors=(), primary="")], NOW)
    unknown = week_of("2303.00002", "2303.00003")
    full = Week.ending(FIRST, (bare("2303.00001", **FULL),))
    unlinked = Week.ending(FIRST, (bare("2303.00001", arxiv_id=None),))
    weeks = (unknown, full, unlinked)
    assert all(after is before for after, before in zip(completed(weeks, store), weeks, strict=True))


def test_in_a_week_that_changes_the_other_papers_stay_the_same(store: ArxivStore) -> None:
    store.keep([paper("2303.00002")], NOW)
    before = week_of("2303.00001", "2303.00002", "2303.00003")
    (after,) = completed([before], store)
    assert [a is b for a, b in zip(after.papers, before.papers, strict=True)] == [True, False, True]


def test_a_version_finds_what_is_kept_without_it(store: ArxivStore) -> None:
    store.keep([paper("2303.00001")], NOW)
    (week,) = completed([Week.ending(FIRST, (bare("2303.00001", arxiv_id=ArxivId("2303.00001", 2)),))], store)
    assert week.papers[0].abstract


def test_completing_twice_changes_nothing_more(store: ArxivStore) -> None:
    store.keep([paper("2303.00001", primary="")], NOW)
    once = completed([week_of("2303.00001", "2303.00002")], store)
    assert completed(once, store)[0] is once[0]


def test_the_newest_week_is_asked_for_first_and_each_paper_once(store: ArxivStore) -> None:
    weeks = [week_of("2303.00001", "2303.00002"), week_of("2303.00003", "2303.00001", end=SECOND)]
    assert wanted_ids(weeks, store, NOW) == ("2303.00003", "2303.00001", "2303.00002")


def test_only_what_lacks_something_is_asked_for(store: ArxivStore) -> None:
    papers = [
        bare("2303.00001", **FULL),
        *(bare(f"2303.0001{n}", **(FULL | {name: type(FULL[name])()})) for n, name in enumerate(FULL)),
        bare("2303.00020", arxiv_id=None),
    ]
    weeks = [Week.ending(FIRST, tuple(papers))]
    assert wanted_ids(weeks, store, NOW) == ("2303.00010", "2303.00011", "2303.00012")


def test_what_is_known_or_was_asked_for_lately_is_not_asked_for(store: ArxivStore) -> None:
    # arXiv said all it has of the first one, even if that is little.
    store.keep([paper("2303.00001", authors=())], NOW)
    store.keep_unknown(["2303.00002"], NOW)
    weeks = [week_of("2303.00001", "2303.00002", "2303.00003")]
    assert wanted_ids(weeks, store, NOW) == ("2303.00003",)
    assert wanted_ids(weeks, store, NOW + timedelta(days=7)) == ("2303.00002", "2303.00003")


def test_an_id_that_arxiv_cannot_have_given_out_is_not_asked_for(store: ArxivStore) -> None:
    bases = [
        "2313.00001",
        "2303.1",
        "either/1234567",
        "2303.00001v2",
        "2303.00001&max_results=0",
        "",
        "a,b",
        "2303.00001\n",
    ]
    papers = tuple(bare("2303.00001", arxiv_id=ArxivId(base)) for base in bases)
    assert wanted_ids([Week.ending(FIRST, papers)], store, NOW) == ()


@given(st.lists(st.sampled_from(["abstract", "authors", "category"]), unique=True), st.booleans())
def test_completing_only_ever_adds(names: list[str], known: bool) -> None:
    store = _Remembered(known)
    before = bare("2303.00001", week=date(2023, 3, 26), **{name: FULL[name] for name in names})
    ((after,),) = (week.papers for week in completed([Week.ending(FIRST, (before,))], store))
    for name in FULL:
        assert getattr(after, name) == getattr(before, name) or not getattr(before, name)
        assert bool(getattr(after, name)) is (known or name in names)


class _Remembered(ArxivStore):
    """A store that nothing was read into."""

    def __init__(self, known: bool) -> None:
        self._records = {"2303.00001": paper("2303.00001")} if known else {}
        self._read = True
