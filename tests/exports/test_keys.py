from __future__ import annotations

import re

import pytest
from hypothesis import given

from bot.exports.keys import Keys
from bot.models import Paper
from tests.exports.hostile import LISTS
from tests.factories import make_paper


@pytest.mark.parametrize(
    ("title", "authors", "key"),
    [
        ("Sparks of Artificial General Intelligence", (), "sparks2023artificial"),
        ("Sparks of Artificial General Intelligence", ("Sébastien Bubeck", "Varun X"), "bubeck2023sparks"),
        ("The GPT-4 Technical Report", (), "gpt2023technical"),
        ("GPTs are GPTs: An Early Look", (), "gpts2023early"),
        ("Toolformer", (), "toolformer2023"),
        ("You've Signed Up", ("Conan O'Brien",), "obrien2023youve"),
        ("語", ("王",), "paper2023"),
        ("On the", (), "paper2023"),
        ("x" * 100, (), "x" * 24 + "2023"),
    ],
)
def test_a_key_can_be_typed_and_remembered(title: str, authors: tuple[str, ...], key: str) -> None:
    assert Keys().new(make_paper(1, title=title, authors=authors), 2023) == key


def test_a_number_that_was_made_up_is_not_given_out_twice() -> None:
    keys = Keys()
    papers = [make_paper(1, title="One Two"), make_paper(2, title="One Two"), make_paper(3, title="One Two")]
    assert [keys.new(paper, 2023) for paper in papers] == ["one2023two", "one2023two-2", "one2023two-3"]


@given(LISTS)
def test_all_keys_differ_whatever_their_case(papers: list[Paper]) -> None:
    keys = Keys()
    made = [keys.new(paper, 2023) for paper in papers]
    assert all(re.fullmatch(r"[a-z0-9]+2023[a-z0-9]*(?:-\d+)?", key) for key in made)
    assert len({key.casefold() for key in made}) == len(made)
