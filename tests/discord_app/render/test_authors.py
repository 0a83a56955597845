from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.discord_app.render.authors import byline, short_name
from bot.discord_app.text.markdown import length
from tests.discord_app.markdown import acts
from tests.discord_app.render.hostile import NASTY_TEXT


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("Ashish Vaswani", "A. Vaswani"),
        ("Aidan N. Gomez", "A. N. Gomez"),
        ("A. Vaswani", "A. Vaswani"),
        ("Jean-Luc van der Meer", "J.-L. van der Meer"),
        ("de Finetti", "de Finetti"),
        ("Sammy Davis Jr.", "S. Davis Jr."),
        ("Łukasz Kaiser", "Ł. Kaiser"),
        ("Conor O’Brien", "C. O’Brien"),
        ("Plato", "Plato"),
        ("Gemini Team", "Gemini Team"),
        ("The ATLAS Collaboration", "The ATLAS Collaboration"),
        ("OpenAI", "OpenAI"),
        ("王小明", "王小明"),
        ("Vaswani, Ashish", "A. Vaswani"),
        ("van der Meer, Jean-Luc", "J.-L. van der Meer"),
        ("Davis, Jr.", "Davis, Jr."),
        ("Davis, Sammy, Jr.", "Davis, Sammy, Jr."),
        ("Llama Team, AI", "Llama Team, AI"),
        ("Vaswani et al.", "Vaswani et al."),
        ("Ai Weiwei", "A. Weiwei"),
        ("A - B", "A. - B"),
    ],
)
def test_first_names_are_initials(name: str, short: str) -> None:
    assert short_name(name) == short


@pytest.mark.parametrize(
    ("authors", "said"),
    [
        ([], ""),
        (["", " "], ""),
        (["Ada Lovelace"], "A. Lovelace"),
        (["Ada Lovelace", "Alan Turing"], "A. Lovelace and A. Turing"),
        (["Ada Lovelace", "Alan Turing", "OpenAI"], "A. Lovelace, A. Turing and OpenAI"),
        (["Ada Lovelace", "Alan Turing", "OpenAI", "Plato"], "A. Lovelace, A. Turing and 2 more"),
        (["Ada Lovelace", "et al."], "A. Lovelace and others"),
        (["Lovelace, Ada", "Turing, Alan", "Plato", "OpenAI", "others"], "A. Lovelace, A. Turing and others"),
        (["et al."], "others"),
        (["Ada Lovelace"] * 3000, "A. Lovelace, A. Lovelace and 2,998 more"),
    ],
)
def test_the_first_are_named_and_the_others_counted(authors: list[str], said: str) -> None:
    assert byline(authors) == said


@given(st.lists(NASTY_TEXT, max_size=5))
def test_whoever_they_are_nothing_acts_and_the_line_is_short(authors: list[str]) -> None:
    said = byline(authors)
    assert not acts(said)
    assert "\n" not in said
    assert length(said) <= 250
