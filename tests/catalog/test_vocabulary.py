from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from bot.catalog.vocabulary import Vocabulary, slips_allowed

KNOWN = Vocabulary(
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
    assert Vocabulary({"rode": 1, "code": 9, "mode": 1}).near("zode") == ("code", "mode", "rode")


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
    known = Vocabulary({"super": 5, "vision": 5, "supervi": 1, "sion": 1})
    assert known.split("supervision") == ("super", "vision")


@given(st.text(alphabet="abcdefgh4", max_size=14))
def test_every_guess_is_as_near_as_is_allowed(typed: str) -> None:
    known = Vocabulary(dict.fromkeys(["abcdefgh", "abcd4", "hgfe", "aabbccddee", "ab"], 1))
    for guess in known.near(typed):
        assert OSA.distance(typed, guess) <= slips_allowed(typed)


def test_no_vocabulary_knows_nothing() -> None:
    assert Vocabulary({}).near("diffusion") == ()
    assert Vocabulary({}).split("languagemodels") == ()
