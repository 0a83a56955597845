from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.dataset.cells import CellError
from bot.dataset.tables.authors import authors_of


@pytest.mark.parametrize(
    ("value", "authors"),
    [
        ("", ()),
        (None, ()),
        ([], ()),
        ("OpenAI", ("OpenAI",)),
        ("Ada Lovelace", ("Ada Lovelace",)),
        ("Ada Lovelace; Charles Babbage", ("Ada Lovelace", "Charles Babbage")),
        ("Ada Lovelace; Charles Babbage;", ("Ada Lovelace", "Charles Babbage")),
        ("Lovelace, Ada; Babbage, Charles", ("Lovelace, Ada", "Babbage, Charles")),
        ("Ada Lovelace\nCharles Babbage", ("Ada Lovelace", "Charles Babbage")),
        ("Ada Lovelace, Charles Babbage", ("Ada Lovelace", "Charles Babbage")),
        ("Ada Lovelace, Charles Babbage and Alan Turing", ("Ada Lovelace", "Charles Babbage", "Alan Turing")),
        ("Ada Lovelace, Charles Babbage, and Alan Turing", ("Ada Lovelace", "Charles Babbage", "Alan Turing")),
        ("Ada Lovelace & Charles Babbage", ("Ada Lovelace", "Charles Babbage")),
        ("Ada Lovelace and Plato", ("Ada Lovelace", "Plato")),
        ("A. Lovelace, C. Babbage", ("A. Lovelace", "C. Babbage")),
        ("Ada Lovelace, Charles Babbage, Plato", ("Ada Lovelace", "Charles Babbage", "Plato")),
        ("Jo Li, Bo Xu", ("Jo Li", "Bo Xu")),
        # A comma that parts a name
        ("Lovelace, Ada", ("Lovelace, Ada",)),
        ("Lovelace, A.", ("Lovelace, A.",)),
        ("Lovelace, Ada and Babbage, Charles", ("Lovelace, Ada", "Babbage, Charles")),
        ("Lovelace, A., Babbage, C. B., Turing, A.-M.", ("Lovelace, A.", "Babbage, C. B.", "Turing, A.-M.")),
        ("Lovelace, A, Babbage, CB", ("Lovelace, A", "Babbage, CB")),
        ("Martin King, Jr., Ada Lovelace", ("Martin King, Jr.", "Ada Lovelace")),
        # Nobody can tell: it stays as it is
        ("Lovelace, Ada, Babbage, Charles", ("Lovelace, Ada, Babbage, Charles",)),
        ("Plato, Kant", ("Plato, Kant",)),
        (["Ada Lovelace", " ", "Lovelace, Ada"], ("Ada Lovelace", "Lovelace, Ada")),
        ([{"name": "Ada Lovelace"}, {"given": "Charles", "family": "Babbage"}], ("Ada Lovelace", "Charles Babbage")),
        ([{"firstName": "Ada"}, {"first": "Ada", "last": "Lovelace"}], ("Ada Lovelace",)),
        ({"name": "Ada Lovelace", "affiliation": "London"}, ("Ada Lovelace",)),
    ],
)
def test_authors(value: object, authors: tuple[str, ...]) -> None:
    assert authors_of(value) == authors


@pytest.mark.parametrize("value", [True, [True], [["Ada"]], [{"name": []}], {"name": {}}])
def test_what_is_no_name(value: object) -> None:
    with pytest.raises(CellError):
        authors_of(value)


@given(st.text() | st.text(alphabet="AaBb ,.;&and\n"))
def test_no_text_crashes_it_or_loses_a_letter(text: str) -> None:
    authors = authors_of(text)
    assert all(author.strip() for author in authors)
    assert "\n" not in "".join(authors)


@given(st.lists(st.sampled_from(["Ada Lovelace", "Bo Xu", "J. K. Rowling", "Łukasz Kaiser"]), min_size=2, max_size=8))
def test_full_names_are_told_apart_however_they_are_joined(names: list[str]) -> None:
    *others, last = names
    for text in (", ".join(names), "; ".join(names), " and ".join(names), f"{', '.join(others)} & {last}"):
        assert authors_of(text) == tuple(names)


@pytest.mark.parametrize("text", [" " * 200_000 + ",", "a, " * 100_000, "a and " * 100_000, ";\n" * 100_000])
def test_long_texts_take_no_time(text: str) -> None:
    start = time.process_time()
    authors_of(text)
    assert time.process_time() - start < 5
