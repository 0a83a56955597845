from __future__ import annotations

import pytest

from bot.catalog.words import STOP_WORDS, Token, fold, joined_forms, tokens, words


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("GPT-4", "gpt-4"),
        ("Résumé", "resume"),
        ("re\u0301sume\u0301", "resume"),
        ("PanGu-Σ", "pangu-σ"),
        ("Straße", "strasse"),
        ("pre\u2011training", "pre-training"),
        ("state\u2010of\u2013the\u2212art", "state-of-the-art"),
        ("ﬁne", "fine"),
    ],
)
def test_folding_forgets_case_accents_and_kinds_of_hyphens(text: str, folded: str) -> None:
    assert fold(text) == folded


def test_words_are_letters_and_digits_of_any_script() -> None:
    assert words(fold("D3VAE's x_1 (3.5%): 你好, привет!")) == ["d3vae", "s", "x", "1", "3", "5", "你好", "привет"]


def test_words_of_plain_text_are_the_same_by_either_pattern() -> None:
    text = "a-b_c 3.5 $x^2$ \x00 it's"
    assert words(text) == words(text + " é")[:-1]


@pytest.mark.parametrize(
    ("text", "joined"),
    [
        ("pre-training", ["pretraining"]),
        ("Text-to-Image", ["texttoimage"]),
        ("GPT-3.5-turbo", ["gpt35turbo"]),
        ("text2image", ["texttoimage"]),
        ("Noise2Music", ["noisetomusic"]),
        ("10^2 and v2", []),
        ("well - spaced -dash- ", []),
        ("end.Start", []),
        ("plain words", []),
    ],
)
def test_joined_forms_are_compounds_as_one_word(text: str, joined: list[str]) -> None:
    assert joined_forms(fold(text)) == joined


@pytest.mark.parametrize(("text", "name"), [("PanGu-Σ", "pangusigma"), ("TD(λ)", "lambda"), ("β-VAE", "betavae")])
def test_greek_letters_go_by_their_names(text: str, name: str) -> None:
    assert name in joined_forms(fold(text))


def test_tokens_stand_where_they_are_in_the_text_as_written() -> None:
    text = "The Re\u0301sume\u0301: GPT-4"
    found = list(tokens(text))
    assert [token.word for token in found] == ["the", "resume", "gpt", "4"]
    assert [text[token.start : token.end] for token in found] == ["The", "Re\u0301sume\u0301", "GPT", "4"]


def test_a_sign_that_folds_to_two_words_gives_both_at_its_place() -> None:
    assert list(tokens("½")) == [Token("1", 0, 1), Token("2", 0, 1)]


def test_stop_words_are_folded_words() -> None:
    assert all(words(fold(word)) == [word] for word in STOP_WORDS)
