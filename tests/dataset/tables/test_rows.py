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


@pytest.mark.parametrize(
    ("missing", "sentence"),
    [("week", "it has no week"), ("title", "it has no title"), ("link", "it has no link")],
)
def test_an_essential_that_is_not_even_there(missing: str, sentence: str) -> None:
    with pytest.raises(CellError) as caught:
        read_row({column: value for column, value in CELLS.items() if column != missing})
    assert str(caught.value) == sentence


def test_an_identifier_is_enough_for_a_link() -> None:
    paper, notes = read_row({**CELLS, "link": "", "arxiv_id": "2303.00007v2"})
    assert (paper.links, str(paper.arxiv_id), notes) == (
        (Link("Paper", "https://arxiv.org/abs/2303.00007v2"),),
        "2303.00007v2",
        (),
    )


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"link": "soon"}, "the paper link 'soon' is not a link such as https://arxiv.org/abs/2303.12712"),
        (
            {"link": "", "links": {"code": "soon"}},
            "the list of links 'soon' is not a link such as https://arxiv.org/abs/2303.12712",
        ),
        ({"link": "", "arxiv_id": "n/a"}, "the arXiv id 'n/a' is not one such as 2303.12712"),
        ({"link": None, "arxiv_id": ""}, "the paper link is empty"),
    ],
)
def test_why_there_is_no_link(values: dict[str, object], sentence: str) -> None:
    with pytest.raises(CellError) as caught:
        read_row({**CELLS, **values})
    assert str(caught.value) == sentence


@pytest.mark.parametrize(
    ("values", "note"),
    [
        (
            {"link": "soon", "arxiv_id": "2303.00001"},
            "the paper link 'soon' is not a link such as https://arxiv.org/abs/2303.12712",
        ),
        ({"arxiv_id": "n/a"}, "the arXiv id 'n/a' is not one such as 2303.12712"),
        ({"rank": "x"}, "the rank 'x' is not a number from 1"),
        ({"abstract": []}, "the abstract is a list, not text"),
    ],
)
def test_what_cannot_be_used_costs_only_itself(values: dict[str, object], note: str) -> None:
    paper, notes = read_row({**CELLS, **values})
    assert notes == (f"{note}; the paper is kept without it",)
    assert (str(paper.arxiv_id), paper.rank, paper.abstract) == ("2303.00001", UNRANKED, "")


def test_an_identifier_that_contradicts_the_link_counts_and_is_said() -> None:
    paper, notes = read_row({**CELLS, "arxiv_id": "2303.00009"})
    assert str(paper.arxiv_id) == "2303.00009"
    assert notes == ("its arXiv id is 2303.00009, but its link leads to 2303.00001; the id counts",)


@pytest.mark.parametrize(
    ("column", "link", "kept"), [("", "v2", "v2"), ("v2", "", "v2"), ("v1", "v2", "v1"), ("", "", "")]
)
def test_a_version_is_kept_from_wherever_it_stands(column: str, link: str, kept: str) -> None:
    values = {**CELLS, "arxiv_id": f"2303.00001{column}", "link": f"https://arxiv.org/pdf/2303.00001{link}"}
    paper, notes = read_row(values)
    assert (str(paper.arxiv_id), notes) == (f"2303.00001{kept}", ())


def test_links_of_all_columns_each_once() -> None:
    tweet, code = "https://x.com/a/status/1", "https://github.com/x/y"
    paper, _ = read_row({**CELLS, "links": [CELLS["link"], {"label": "Code", "url": code}, tweet], "tweet": tweet})
    assert [(link.label, link.url) for link in paper.links] == [
        ("Paper", CELLS["link"]),
        ("Code", code),
        ("Tweet", tweet),
    ]
