from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pybtex.database import parse_string

from bot.exports.authors import last_name, latex_authors
from bot.exports.plain import one_line
from tests.exports.hostile import TEXT


@pytest.mark.parametrize(
    ("authors", "written"),
    [
        ([], ""),
        (["", " \n"], ""),
        (["Ada Lovelace", "Erdős, Paul"], "Ada Lovelace and Erdős, Paul"),
        (["OpenAI"], "OpenAI"),
        (["Ai Weiwei"], "Ai Weiwei"),
        (["Microsoft Research"], "{Microsoft Research}"),
        (["Vaswani et al."], "{Vaswani et al.}"),
        (["Gemini Team"], "{Gemini Team}"),
        (["Llama Team, AI @ Meta"], "{Llama Team, AI @ Meta}"),
        (["Johnson and Johnson"], "{Johnson and Johnson}"),
        (["a, b, c, d"], "{a, b, c, d}"),
        ([", Paul"], "{, Paul}"),
        (["Ada Lovelace", "et al."], "Ada Lovelace and others"),
        (["R&D_Lab"], r"R\&D\_Lab"),
    ],
)
def test_names_are_joined_as_bibtex_reads_them(authors: list[str], written: str) -> None:
    assert latex_authors(authors) == written


@pytest.mark.parametrize(
    ("author", "last"),
    [
        ("Ludwig van Beethoven", "Beethoven"),
        ("Lovelace, Ada", "Lovelace"),
        ("Sammy Davis Jr.", "Davis"),
        ("Gemini Team", "Gemini"),
        ("OpenAI", "OpenAI"),
        (" ", ""),
    ],
)
def test_the_name_that_an_author_is_sorted_by(author: str, last: str) -> None:
    assert last_name(author) == last


@given(st.lists(TEXT, max_size=5))
def test_any_names_are_read_back_one_by_one(authors: list[str]) -> None:
    written = latex_authors(authors)
    entry = parse_string(f"@misc{{key, author = {{{written}}}}}", "bibtex").entries["key"]
    assert len(entry.persons.get("author", ())) == len([author for author in authors if one_line(author)])
    assert all(last_name(author) for author in authors if one_line(author).strip(", "))
