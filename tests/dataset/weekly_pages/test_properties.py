"""What holds for every text: it ends, in time, and a lost line costs no more than what it held."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.dataset.weekly_pages import has_weekly_headings, read_weekly_pages
from bot.errors import TableError
from bot.models import Paper
from tests.dataset.weekly_pages.pages import HEADER, page, papers, row

ONE_PAGE = (Path(__file__).parent / "one_page.md").read_text(encoding="utf-8").split("\n")
LISTED = [
    "# Papers — 2023",
    "",
    "## Papers of the week (June 12 - June 18)",
    "",
    "1. **One** - text [Paper](https://arxiv.org/abs/2306.00001)",
    "2. **Two** - text",
    "   - point",
    "   - [Paper](https://arxiv.org/abs/2306.00002)",
    "",
    "## Papers of the week (June 5 - June 11)",
    "",
    "1. **Three** - text [Paper](https://arxiv.org/abs/2306.00003)",
    "2. **Four** - text [Paper](https://arxiv.org/abs/2306.00004)",
    "",
    "Footer with a [link](https://a.b).",
]


def read(lines: list[str]) -> list[Paper]:
    """Return the papers of a page, none where nothing can be read."""
    try:
        return papers(read_weekly_pages("\n".join(lines), "test"))
    except TableError:
        return []


def held_by(lines: list[str], place: int) -> set[str]:
    """Return what a line holds: a row its paper, a week's heading its week, the page's the year of those that name none."""
    line = lines[place]
    if line.startswith("# ") and "—" in line:
        return {paper.reference for paper in read(lines)}
    end = place + 1
    if line.startswith("## "):
        while end < len(lines) and not lines[end].startswith("## "):
            end += 1
    held = "\n".join(lines[place:end])
    return {paper.reference for paper in read(lines) if paper.title in held or paper.links[0].url in held}


@pytest.mark.parametrize("lines", [ONE_PAGE, LISTED], ids=["tables", "lists"])
def test_dropping_any_line_loses_at_most_what_it_held(lines: list[str]) -> None:
    everything = {paper.reference for paper in read(lines)}
    assert everything
    for place, line in enumerate(lines):
        left = {paper.reference for paper in read([*lines[:place], *lines[place + 1 :]])}
        # Nor is anything put where it does not belong.
        assert left <= everything, line
        assert everything - left <= held_by(lines, place), line


JUNK = st.text(alphabet=st.sampled_from("|*_#<>[]()-1).: \taZ●`$\\&~!"), max_size=60)


@given(st.integers(0, len(ONE_PAGE) - 1), JUNK)
def test_breaking_any_line_loses_at_most_what_it_held(place: int, junk: str) -> None:
    broken = [*ONE_PAGE[:place], junk, *ONE_PAGE[place + 1 :]]
    everything = {paper.reference for paper in read(ONE_PAGE)}
    left = {paper.reference for paper in read(broken)}
    lost = everything - left
    # A broken line may look like a heading, or like the end of a table; then it costs what stands below it, and says so.
    if lost - held_by(ONE_PAGE, place):
        assert read_weekly_pages("\n".join(broken), "test").complaints


PIECES = st.sampled_from(
    [
        "## Top AI Papers of the Week (June 5 - June 11) - 2023", "## Papers (May 29 - June 4)", "## Papers of the week",
        "# 2023", "### Agents", *HEADER, "---", "", "<!--", "-->", "text", row(1), row(2), row(2), "| 3) T  text | |", "| x |",
        "1. **T** - x [Paper](https://a.b)", "   - point", "- **T** [a](https://b.c)", "**Papers (June 12-18) - 2023**",
        "### 1. [T](https://a.b)", "[Paper](https://d.e)",
    ]
)  # fmt: skip


@given(
    st.text()
    | JUNK
    | st.lists(PIECES | JUNK, max_size=14).map("\n".join)
    | JUNK.map(lambda text: page(row(1, text=text)))
)
def test_no_text_crashes_it(text: str) -> None:
    assert has_weekly_headings(text) in {True, False}
    try:
        parsed = read_weekly_pages(text, "test", page_year=2023)
    except TableError:
        return
    assert [week.end for week in parsed.weeks] == sorted({week.end for week in parsed.weeks})
    for week in parsed.weeks:
        assert week.papers
        assert 0 <= (week.end - week.start).days < 31
        ranks = [paper.rank for paper in week.papers]
        assert ranks == sorted(set(ranks))
        assert ranks[0] >= 1
        assert len({paper.identity for paper in week.papers}) == len(week.papers)
        for paper in week.papers:
            assert paper.week == week.end
            assert paper.title.strip()
            assert "\n" not in paper.title
            assert paper.links


def _seconds(text: str) -> float:
    start = time.process_time()
    read([text])
    return time.process_time() - start


def in_row(piece: str) -> Callable[[int], str]:
    return lambda size: page(row(1, text="**T** - " + piece * (size // len(piece))))


def in_links(piece: str) -> Callable[[int], str]:
    return lambda size: page(row(1, links=piece * (size // len(piece))))


def in_list(piece: str) -> Callable[[int], str]:
    return lambda size: page(row(1)) + "\n2. **T** - " + piece * (size // len(piece))


def in_lines(piece: str) -> Callable[[int], str]:
    return lambda size: page(row(1)) + piece * (size // len(piece))


ROW_PIECES = [
    "*", "**", "*a", "**a ", "__a", "__a__ ", "_( ", "***a* **b* ", "`", "`` `", "$a ", "$", "<b>", "<br", "<br ", "<li", "\\",
    "&", "&a", "[", "[a](", "[a](b", "![", "<a ", "<a href=", "● ", " ●", "| ", "  ", " - ", "a. B", "<!--", "-",
]  # fmt: skip
LINK_PIECES = ["[a](https://b.c) ", "[a]", "](", "https://", "(", "https://b.c/)", "[a](https://b.c/d)[", "<a href=x>"]
LIST_PIECES = ["[a](https://b.c) ", "a ", "* ", "https://a.b "]
LINE_PIECES = [
    "\n", "#", "# \n", "## June 1 - 2\n", "## Week\n", "## Abcd 1\n", "**June 1 - 2\n", "a week \n", "<h2 ", "<!--\n", "-->",
    "| a |\n", "|", "|-", "|-|\n", "---\n", "1. a\n", "   a\n", "- a\n", "1) **T** - x https://a.b\n",
    "2. [a](https://b.c)\n   d [e](https://f.g)\n",
]  # fmt: skip
MAKERS = [
    pytest.param(make(piece), id=f"{make.__name__} {piece!r}")
    for make, pieces in ((in_row, ROW_PIECES), (in_links, LINK_PIECES), (in_list, LIST_PIECES), (in_lines, LINE_PIECES))
    for piece in pieces
]


def is_linear(text: Callable[[int], str], size: int) -> bool:
    """Tell whether four times the text takes about four times the time; a square would take sixteen times as long."""
    # Small times are all noise, and other processes disturb a measurement now and then.
    return any(_seconds(text(size)) < 8 * _seconds(text(size // 4)) + 0.1 for _ in range(3))


@pytest.mark.parametrize("text", MAKERS)
def test_time_grows_no_faster_than_the_text(text: Callable[[int], str]) -> None:
    assert is_linear(text, 60_000)


@pytest.mark.parametrize(
    "text", [in_row("● a "), in_links("[a](https://b.c) "), in_lines("x")], ids=["row", "links", "line"]
)
def test_a_line_of_a_million_characters(text: Callable[[int], str]) -> None:
    assert is_linear(text, 1_000_000)
