from __future__ import annotations

import pytest

from bot.catalog.query import Term, read_terms, rewritten
from bot.catalog.search_index import SearchIndex
from bot.catalog.vocabulary import Vocabulary
from tests.factories import make_paper

INDEX = SearchIndex(
    [
        make_paper(1, title="Pre-training Language Models", abstract="Diffusion transformers for text2image."),
        make_paper(2, title="GPT-4 is ChatGPT", abstract="A chat with a watermark on a dataset of music."),
    ]
)
VOCABULARY = Vocabulary(INDEX.frequency, INDEX.titles)


def terms(text: str) -> tuple[Term, ...]:
    return read_terms(text, INDEX, VOCABULARY)


def forms(text: str) -> list[tuple[str, ...]]:
    return [term.forms for term in terms(text)]


def test_words_that_say_nothing_are_left_out() -> None:
    assert forms("what is a watermark of the music") == [("watermark",), ("music",)]


def test_a_query_of_nothing_else_keeps_them() -> None:
    assert len(terms("what is it")) == 3


def test_each_word_counts_once() -> None:
    assert forms("music Music MUSIC") == [("music",)]


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("pre training", "pretraining"),
        ("pre-training", "pretraining"),
        ("gpt 4", "gpt4"),
        ("text to image", "texttoimage"),
        ("chat gpt", "chatgpt"),
        ("data set", "dataset"),
    ],
)
def test_neighbours_count_as_the_word_they_are_together(text: str, form: str) -> None:
    found = forms(text)
    assert found
    assert all(form in one for one in found)


def test_a_2_between_letters_is_read_to() -> None:
    assert forms("text2image") == [("text2image", "texttoimage")]


def test_the_last_word_may_be_unfinished() -> None:
    (term,) = terms("waterm")
    assert (term.prefix, term.expression) == (True, '"waterm" *')


def test_an_unfinished_word_before_the_last_is_no_beginning() -> None:
    assert not any(term.prefix for term in terms("waterm music"))


def test_a_slip_is_guessed_only_where_the_word_is_unknown() -> None:
    slip, known = terms("watermrak music")
    assert (slip.slip, slip.forms) == (True, ("watermark",))
    assert (known.slip, known.forms) == (False, ("music",))


def test_word_forms_of_known_words_are_known() -> None:
    assert not any(term.slip for term in terms("diffusing transforming"))


def test_words_run_together_are_a_phrase() -> None:
    (term,) = terms("languagemodels")
    assert (term.phrase, term.expression) == (True, '"language models"')


def test_a_word_that_nothing_is_near_counts_for_nothing() -> None:
    (term,) = terms("qwzxqwzx")
    assert term.forms == ()


def test_a_text_without_words_has_no_terms() -> None:
    assert terms(' "*()^ - \x00 ') == ()


def test_terms_of_a_very_long_text_are_limited() -> None:
    assert len(terms(" ".join(f"word{number}" for number in range(500)))) == 64


def test_rewriting_keeps_the_rest_as_typed() -> None:
    text = 'A  "Watermrak" for Music'
    slip = terms(text)[0]
    assert rewritten(text, {slip: "watermark"}) == 'A "watermark" for Music'
    assert rewritten(text, dict.fromkeys(terms(text), "")) == 'A "" for'


def test_rewriting_a_sign_that_is_two_words_replaces_it_once() -> None:
    text = "½ music"
    assert rewritten(text, dict.fromkeys(terms(text)[:2], "x")) == "x music"
