from __future__ import annotations

import pytest

from bot.dataset.cells import CellError
from bot.dataset.tables.rows import UNRANKED, has_essentials, read_row
from bot.models import Link
from tests.factories import SUNDAY

CELLS = {"week": "2023-03-26", "title": "A Title", "link": "https://arxiv.org/abs/2303.00001"}


def test_the_least_that_makes_a_paper() -> None:
    paper, notes = read_row(CELLS)
    assert (paper.week, paper.rank, paper.title, notes) == (SUNDAY, UNRANKED, "A Title", ())
    assert paper.links == (Link("Paper", "https://arxiv.org/abs/2303.00001"),)


@pytest.mark.parametrize(
    ("column", "cell", "sentence"),
    [
        ("week", "x", "the week 'x' is not a date such as 2023-03-26"),
        ("title", " ", "the title is empty"),
        ("title", "\x00\u200b", "the title is empty"),
        ("link", "", "the paper link is empty"),
    ],
)
def test_a_missing_essential_is_named(column: str, cell: str, sentence: str) -> None:
    with pytest.raises(CellError) as caught:
        read_row({**CELLS, column: cell})
    assert str(caught.value) == sentence
    assert not has_essentials({**CELLS, column: cell})


def test_a_title_of_foreign_letters_or_signs_is_one() -> None:
    assert all(has_essentials({**CELLS, "title": title}) for title in ("名", "∀", "?", "💥"))


@pytest.mark.parametrize("cell", ["", "  ", "\u00a0"])
def test_an_empty_tweet_is_nothing_to_speak_of(cell: str) -> None:
    paper, notes = read_row({**CELLS, "tweet": cell})
    assert (len(paper.links), notes) == (1, ())


def test_a_tweet_whatever_its_label() -> None:
    paper, _ = read_row({**CELLS, "tweet": "[Twitter](https://x.com/a/status/1)"})
    assert paper.links[1] == Link("Tweet", "https://x.com/a/status/1")


def test_the_identifier_is_that_of_the_first_link_that_has_one() -> None:
    paper, _ = read_row(
        {**CELLS, "link": "https://a.b https://arxiv.org/abs/2303.00002 https://arxiv.org/abs/2303.00003"}
    )
    assert str(paper.arxiv_id) == "2303.00002"
