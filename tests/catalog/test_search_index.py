from __future__ import annotations

import gc
import sqlite3
import weakref
from concurrent.futures import ThreadPoolExecutor

import pytest

from bot.catalog.search_index import SearchIndex
from tests.factories import make_paper

PAPERS = [
    make_paper(1, title="Diffusion Models", abstract="On pre-training, with naïve résumés.", authors=("Łukasz Čapek",)),
    make_paper(2, title="A Survey", abstract="Diffusing models diffuse.", summary="Text2Image in short."),
    make_paper(3, title="GPT-4 and PanGu-Σ", category="Robotics", abstract="Nothing."),
]


@pytest.fixture(scope="module")
def index() -> SearchIndex:
    return SearchIndex(PAPERS)


@pytest.mark.parametrize(
    ("word", "places"),
    [
        ("diffusion", {0, 1}),
        ("diffuse", {0, 1}),
        ("pretraining", {0}),
        ("naive", {0}),
        ("resume", {0}),
        ("texttoimage", {1}),
        ("text2image", {1}),
        ("gpt4", {2}),
        ("pangusigma", {2}),
        ("robotics", {2}),
        ("computation", {0, 1}),
        ("capek", {0}),
        ("absent", set()),
    ],
)
def test_what_a_word_matches(index: SearchIndex, word: str, places: set[int]) -> None:
    assert index.matching(f'"{word}"') == places


def test_names_of_authors_are_found_and_are_no_words_that_a_slip_is_mended_into(index: SearchIndex) -> None:
    assert index.words_of('"capek"') == {"capek"}
    assert "capek" not in index.frequency


def test_a_list_of_thousands_of_authors_is_no_reason_to_rank_a_paper_last() -> None:
    many = make_paper(1, title="Gemini", authors=tuple(f"Author{number} Name{number}" for number in range(3000)))
    index = SearchIndex([many, *(make_paper(number, title="Gemini") for number in range(2, 9))])
    scores = index.scores('"gemini"')
    assert scores[0] > scores[1] / 2
    assert index.matching('"name99"') == {0}
    assert index.matching('"name100"') == frozenset()


def test_words_of_a_stem_are_the_corpus_own(index: SearchIndex) -> None:
    assert index.words_of('"diffused"') == {"diffusion", "diffusing", "diffuse"}
    assert index.words_of('"pret" *') == {"pretraining"}


def test_a_title_weighs_more_than_an_abstract(index: SearchIndex) -> None:
    scores = index.scores('"models"')
    assert scores[0] > scores[1] > 0


def test_frequencies_count_papers_and_not_occurrences(index: SearchIndex) -> None:
    assert index.frequency["models"] == 2
    assert index.frequency["diffuse"] == 1
    assert index.frequency["absent"] == 0
    assert {"pretraining", "gpt4", "texttoimage", "pangusigma"} <= index.compounds


def test_the_words_of_titles_are_told_from_those_of_texts(index: SearchIndex) -> None:
    assert {"diffusion", "models", "gpt4", "pangusigma"} <= index.titles
    assert not {"pretraining", "texttoimage", "robotics", "diffuse"} & index.titles


def test_an_index_of_nothing_answers() -> None:
    empty = SearchIndex([])
    assert empty.matching('"a"') == frozenset()
    assert empty.scores('"a"') == {}


def test_threads_may_ask_at_once(index: SearchIndex) -> None:
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda number: index.scores(f'"models" OR "x{number}"'), range(64)))
    assert len({tuple(sorted(answer.items())) for answer in answers}) == 1


def test_text_that_sqlite_cannot_take_is_folded_away() -> None:
    index = SearchIndex([make_paper(title="A \ud800 lone\x00 surrogate", abstract="\udfff\x00")])
    assert index.matching('"surrogate"') == {0}


def test_a_dropped_index_closes_its_connection() -> None:
    index = SearchIndex(PAPERS)
    connection = index._tables._connection
    gone = weakref.ref(index)
    del index
    gc.collect()
    assert gone() is None
    with pytest.raises(sqlite3.ProgrammingError):
        connection.execute("SELECT 1")
