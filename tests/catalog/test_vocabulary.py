from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from bot.catalog.vocabulary import Vocabulary, slips_allowed


def in_titles(frequency: Mapping[str, int]) -> Vocabulary:
    return Vocabulary(frequency, frequency)


def in_texts(*words: str) -> Vocabulary:
    return Vocabulary(dict.fromkeys(words, 1), ())


KNOWN = in_titles(
    {"diffusion": 9, "diffusing": 1, "transformer": 5, "language": 30, "models": 40, "modules": 2, "gpt4": 3, "nerf": 2}
)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("difusion", "diffusion"),
        ("diffussion", "diffusion"),
        ("deffusion", "diffusion"),
        ("diffuison", "diffusion"),
        ("xiffusion", "diffusion"),
        ("langauge", "language"),
        ("trnsfrmer", "transformer"),
        ("gtp4", "gpt4"),
        ("nref", "nerf"),
    ],
)
def test_a_slip_finds_the_word(typed: str, meant: str) -> None:
    assert KNOWN.near(typed)[0] == meant


def test_only_the_words_with_the_fewest_slips_are_guessed() -> None:
    assert KNOWN.near("diffusiong") == ("diffusion", "diffusing")
    assert KNOWN.near("diffusionn") == ("diffusion",)


def test_of_equally_near_words_the_common_one_comes_first() -> None:
    assert in_titles({"rode": 1, "code": 9, "mode": 1}).near("zode") == ("code", "mode", "rode")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("reinforcment", "reinforcement"),
        ("enviroment", "environment"),
        ("perfromance", "performance"),
        ("epxeriment", "experiment"),
        ("simulatoin", "simulation"),
    ],
)
def test_a_word_of_texts_alone_is_told_by_how_it_begins(typed: str, meant: str) -> None:
    found = in_texts("reinforcement", "environment", "performance", "experiment", "simulation").near(typed)
    assert found == (meant,)


@pytest.mark.parametrize(
    ("typed", "other"),
    [
        ("protein", "protect"),  # another ending
        ("absent", "ascent"),  # two slips of six letters
        ("annual", "manual"),  # another beginning
        ("analytics", "analytical"),  # two slips at the end
        ("race", "rate"),  # too short to tell
        ("adequately", "inadequately"),
    ],
)
def test_another_word_is_no_slip_of_one_that_only_texts_have(typed: str, other: str) -> None:
    assert in_texts(other).near(typed) == ()


@pytest.mark.parametrize(("typed", "other"), [("protein", "protect"), ("absent", "ascent")])
def test_short_words_of_titles_are_told_through_one_slip_only(typed: str, other: str) -> None:
    assert in_titles({other: 1}).near(typed) == ()


@pytest.mark.parametrize("typed", ["gan", "xyz", "2023", "12712", "", "quetzalcoatl", "你好"])
def test_short_words_numbers_and_strangers_are_left_alone(typed: str) -> None:
    assert KNOWN.near(typed) == ()


@pytest.mark.parametrize(
    ("typed", "parts"),
    [
        ("languagemodels", ("language", "models")),
        ("diffusionmodels", ("diffusion", "models")),
        ("models", ()),
        ("languagexyz", ()),
    ],
)
def test_words_run_together_are_parted(typed: str, parts: tuple[str, ...]) -> None:
    assert KNOWN.split(typed) == parts


def test_of_two_ways_to_part_it_takes_the_one_with_the_commoner_words() -> None:
    known = in_titles({"super": 5, "vision": 5, "supervi": 1, "sion": 1})
    assert known.split("supervision") == ("super", "vision")


@given(st.text(alphabet="abcdefgh4", max_size=14))
def test_every_guess_is_as_near_as_is_allowed(typed: str) -> None:
    known = in_titles(dict.fromkeys(["abcdefgh", "abcd4", "hgfe", "aabbccddee", "ab"], 1))
    for guess in known.near(typed):
        assert OSA.distance(typed, guess) <= slips_allowed(typed)


def test_no_vocabulary_knows_nothing() -> None:
    assert in_titles({}).near("diffusion") == ()
    assert in_titles({}).split("languagemodels") == ()
