from __future__ import annotations

import pytest

from bot.catalog.query import read_terms
from bot.catalog.ranking import Ranking, rank, telling
from bot.catalog.search_index import SearchIndex
from bot.catalog.vocabulary import Vocabulary
from bot.models import Paper
from tests.factories import make_paper

FILLER = [
    make_paper(number, title=f"Notes {number}", abstract="Models of common things, and more.")
    for number in range(20, 40)
]
PAPERS = [
    make_paper(1, title="Watermarks", abstract="We mark text."),
    make_paper(2, title="On Text", abstract="A watermark is compared with other models, and watermarks are kept."),
    make_paper(3, title="Watermarks for Models", abstract="We mark it."),
    make_paper(4, title="Mathematical Capabilities", abstract="Numbers."),
    make_paper(5, title="Other Things", abstract="Some math is done here, once, and nothing else is."),
    *FILLER,
]
INDEX = SearchIndex(PAPERS)
VOCABULARY = Vocabulary(INDEX.frequency, INDEX.titles)


def ranking(text: str, allowed: frozenset[int] | None = None) -> Ranking:
    return rank(read_terms(text, INDEX, VOCABULARY), INDEX, PAPERS, allowed)


def titles(text: str) -> list[str]:
    return [PAPERS[place].title for place in ranking(text).places]


def test_the_title_that_is_the_query_comes_first() -> None:
    assert titles("watermarks")[:2] == ["Watermarks", "Watermarks for Models"]
    assert titles("watermarks models")[0] == "Watermarks for Models"


def test_papers_with_every_word_come_before_those_with_some() -> None:
    assert set(titles("watermark models")[:2]) == {"Watermarks for Models", "On Text"}


def test_where_few_have_every_word_some_with_most_of_it_follow() -> None:
    assert "Watermarks" in titles("watermark models text")


def test_where_enough_have_every_word_no_others_are_listed() -> None:
    assert len(titles("common things")) == len(FILLER)


def test_a_title_that_begins_like_the_word_counts_too() -> None:
    assert titles("math numbers")[0] == "Mathematical Capabilities"


def test_equal_papers_keep_their_order() -> None:
    assert list(ranking("common").places) == sorted(ranking("common").places)


def test_filters_are_kept() -> None:
    assert ranking("watermarks", frozenset({1, 7})).places == (1,)
    found = ranking("watermarks", frozenset({7, 8}))
    assert found.places == ()
    assert [term.forms for term in found.missed] == [("watermarks",)]


def test_a_common_word_alone_is_noise_where_a_rare_one_is_nowhere() -> None:
    assert ranking("models").places
    assert ranking("qwzxqwzx models").places == ()
    assert len(ranking("qwzxqwzx models").missed) == 1


def test_a_rare_word_is_an_answer_even_if_another_is_nowhere() -> None:
    assert titles("qwzxqwzx watermarks")[0] == "Watermarks"


def test_no_terms_find_nothing() -> None:
    assert ranking("").places == ()


def test_a_guess_counts_less_than_a_word_as_typed() -> None:
    typed, guessed = (read_terms(text, INDEX, VOCABULARY)[0] for text in ("watermarks", "watermrks"))
    assert telling(guessed, INDEX, len(PAPERS)) < telling(typed, INDEX, len(PAPERS))


@pytest.mark.parametrize("text", ["common", "watermarks", "math"])
def test_what_a_word_tells_grows_with_its_rarity(text: str) -> None:
    (term,) = read_terms(text, INDEX, VOCABULARY)
    assert telling(term, INDEX, len(PAPERS)) >= 0
    assert telling(term, INDEX, len(PAPERS)) <= telling(read_terms("Numbers", INDEX, VOCABULARY)[0], INDEX, len(PAPERS))


def test_of_equal_papers_the_newer_comes_first() -> None:
    papers: list[Paper] = [make_paper(number, title="Same", abstract="Same text.") for number in range(1, 8)]
    index = SearchIndex(papers)
    found = rank(read_terms("same", index, Vocabulary(index.frequency, index.titles)), index, papers, None)
    assert found.places == tuple(range(7))
