"""Markdown, read back by the reference implementation's port."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from bot.exports.markdown import write_markdown
from bot.exports.plain import address, one_line
from bot.models import Link, Paper
from tests.exports.hostile import LISTS, TEXT
from tests.factories import SUNDAY, make_paper

OURS = {
    *("root", "heading", "inline", "text", "bullet_list", "list_item", "paragraph", "strong", "link", "softbreak"),
    "text_special",
}


def nodes(text: str) -> Iterator[SyntaxTreeNode]:
    reader = MarkdownIt("gfm-like", {"linkify": False})
    return SyntaxTreeNode(reader.parse(text)).walk()


def shown(text: str) -> str:
    """Return what a reader sees, without any markup."""
    return "".join(
        node.content if node.type in {"text", "text_special"} else "\n" if node.type in {"paragraph", "heading"} else ""
        for node in nodes(text)
    )


def links(text: str) -> list[str]:
    return [str(node.attrs["href"]) for node in nodes(text) if node.type == "link"]


def test_a_list_as_a_whole() -> None:
    paper = make_paper(
        12712,
        rank=1,
        title="Sparks of AGI_1",
        authors=("Ada Lovelace", "Paul Erdős"),
        summary="It is *new*:\n• first\n• second\nand done",
        links=(
            Link("Paper", "https://arxiv.org/pdf/2303.12712"),
            Link("Tweet", "https://x.com/a_b/1"),
            Link("Code", "https://github.com/a/b"),
        ),
    )
    assert write_markdown(
        [paper, make_paper(2, rank=2, links=(Link("Paper", "https://arxiv.org/abs/2303.00002"),))], "March 2023"
    ) == (
        "# Papers: March 2023\n"
        "\n"
        "## Week to 2023-03-26\n"
        "\n"
        "- **[Sparks of AGI\\_1](https://arxiv.org/abs/2303.12712)**\n"
        "\n"
        "  Ada Lovelace, Paul Erdős\n"
        "\n"
        "  Computation and Language · arXiv 2303.12712\n"
        "\n"
        "  It is \\*new\\*:\n"
        "\n"
        "  - first\n"
        "  - second\n"
        "\n"
        "  and done\n"
        "\n"
        "  [Tweet](https://x.com/a_b/1) · [Code](https://github.com/a/b)\n"
        "\n"
        "- **[A Study of Things, Part 2](https://arxiv.org/abs/2303.00002)**\n"
        "\n"
        "  Computation and Language · arXiv 2303.00002\n"
        "\n"
        "  We study thing 2. It works well. It is released.\n"
    )


def test_the_newest_week_comes_first_and_each_by_rank() -> None:
    later = replace(make_paper(9, rank=1), week=SUNDAY + timedelta(weeks=1))
    text = write_markdown([make_paper(2, rank=2), make_paper(1, rank=1), later], "x")
    assert [line for line in text.splitlines() if line.startswith("## ")] == [
        "## Week to 2023-04-02",
        "## Week to 2023-03-26",
    ]
    assert [url[-1] for url in links(text) if "arxiv.org/abs" in url] == ["9", "1", "2"]


def test_many_authors_are_counted() -> None:
    authors = tuple(f"Author {number}" for number in range(1, 12))
    text = write_markdown([make_paper(1, authors=authors)], "x")
    assert "Author 7, Author 8 and 3 others\n" in text
    assert "Author 8, Author 9\n" in write_markdown([make_paper(1, authors=authors[:9])], "x")


def test_an_address_that_is_none_is_not_linked() -> None:
    text = write_markdown([make_paper(1, arxiv_id=None, links=(Link("Paper", "javascript:alert(1)"),))], "x")
    assert links(text) == []
    assert "**A Study of Things, Part 1**" in text


def test_a_list_of_nothing() -> None:
    assert write_markdown([], "search qwzx") == "# Papers: search qwzx\n"
    assert write_markdown([], "") == "# Papers\n"


@pytest.mark.parametrize(
    "title",
    [
        "# Heading",
        "1. point",
        "12) point",
        "- a",
        "+ a",
        "===",
        "a | b",
        "<b>",
        "&amp;",
        "[x](y)",
        "`c`",
        "~~s~~",
        "$x$",
        "a\\",
        "*",
    ],
)
def test_a_title_shows_as_it_is(title: str) -> None:
    paper = make_paper(
        1, title=title, abstract=title, category=title, authors=(title,), links=(Link(title, "https://a.example/"),)
    )
    assert shown(write_markdown([paper], title)).split("\n")[1:].count(title) >= 3


@given(LISTS, TEXT)
def test_any_text_shows_as_it_is_and_does_nothing(papers: list[Paper], name: str) -> None:
    text = write_markdown(papers, name)
    assert {node.type for node in nodes(text)} <= OURS
    assert links_expected(papers) == len(links(text))
    words = shown(text).split()
    for paper in papers:
        assert contains(words, one_line(paper.title).split())


def links_expected(papers: Sequence[Paper]) -> int:
    return sum(
        sum(bool(address(one.url)) for one in paper.further_links) + bool(address(paper.url)) for paper in papers
    )


def contains(words: Sequence[str], wanted: Sequence[str]) -> bool:
    return " ".join(wanted) in " ".join(words)
