from __future__ import annotations

from datetime import date

import pytest

from bot.catalog.query import Term
from bot.catalog.results import SearchQuery
from bot.catalog.suggestions import alternatives

FULL = SearchQuery("qwzx models", "cs.RO", date(2023, 3, 1), None)
QWZX = Term(0, 4, ())


def offered(query: SearchQuery, totals: dict[SearchQuery, int], missed: tuple[Term, ...] = ()) -> list[tuple[str, int]]:
    found = alternatives(query, missed, lambda other: totals.get(other, 0))
    return [(suggestion.reason, suggestion.total) for suggestion in found]


def test_as_little_as_possible_is_given_up() -> None:
    totals = {
        SearchQuery("qwzx models", None, date(2023, 3, 1), None): 2,
        SearchQuery("qwzx models", None, None, None): 50,
        SearchQuery("models", "cs.RO", None, None): 4,
    }
    assert offered(FULL, totals, (QWZX,)) == [("without the category", 2), ('without the dates and "qwzx"', 4)]


def test_of_equal_sacrifices_the_one_that_finds_most_comes_first() -> None:
    totals = {
        SearchQuery("qwzx models", None, date(2023, 3, 1), None): 2,
        SearchQuery("qwzx models", "cs.RO", None, None): 7,
        SearchQuery("models", "cs.RO", date(2023, 3, 1), None): 1,
    }
    assert offered(FULL, totals, (QWZX,)) == [
        ("without the dates", 7),
        ("without the category", 2),
        ('without "qwzx"', 1),
    ]


def test_what_keeps_the_words_comes_before_all_that_a_filter_holds() -> None:
    query = SearchQuery("qwzx", "cs.RO", date(2023, 3, 1), None)
    totals = {
        SearchQuery("qwzx", None, date(2023, 3, 1), None): 1,
        SearchQuery("qwzx", "cs.RO", None, None): 2,
        SearchQuery("", "cs.RO", date(2023, 3, 1), None): 80,
    }
    assert [reason for reason, _ in offered(query, totals, (QWZX,))] == [
        "without the dates",
        "without the category",
        'without "qwzx"',
    ]


def test_all_that_is_missed_is_given_up_together() -> None:
    query = SearchQuery("qwzx models vbnm")
    assert offered(query, {SearchQuery("models"): 9}, (QWZX, Term(12, 16, ()))) == [('without "qwzx" and "vbnm"', 9)]


@pytest.mark.parametrize("text", ["qwzx", "the qwzx", '"qwzx"'])
def test_everything_there_is_is_not_offered_for_a_word_that_is_nowhere(text: str) -> None:
    missed = (Term(text.index("qwzx"), text.index("qwzx") + 4, ()),)
    assert offered(SearchQuery(text), {SearchQuery(""): 106}, missed) == []


@pytest.mark.parametrize(
    ("text", "left"),
    [("<@qwzx> **models** #", "models"), ('"qwzx models"', "models"), ("GPT-4 qwzx (3.5)!", "GPT-4 3.5")],
)
def test_what_is_left_are_words_without_signs(text: str, left: str) -> None:
    missed = (Term(text.index("qwzx"), text.index("qwzx") + 4, ()),)
    (found,) = alternatives(SearchQuery(text), missed, lambda other: 9)
    assert found.query == SearchQuery(left)


def test_a_filter_alone_can_be_given_up_for_everything() -> None:
    assert offered(SearchQuery("", since=date(2030, 1, 1)), {SearchQuery(""): 106}) == [("without the dates", 106)]


def test_nothing_to_give_up_offers_nothing() -> None:
    assert offered(SearchQuery("models"), {SearchQuery(""): 106}) == []
