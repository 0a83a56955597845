"""Markdown: a list to read, under a heading for each week.

Written for CommonMark and GitHub's tables and task lists alike: whatever stands in a title or summary shows as it is there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from bot.arxiv.taxonomy import category_name
from bot.exports.plain import address, clean, one_line
from bot.models import Paper

__all__ = ["write_markdown"]

_POINT = "• "
_MOST_AUTHORS = 8
_MARKUP = re.compile(
    r"""
    [\\`*_\[\]<>|~$]          # anywhere; a dollar begins a formula in many readers
    | &(?=[#A-Za-z])          # a character by its name
    | ^[#+=-]                 # headings, points, and lines below a heading
    """,
    re.VERBOSE,
)
_NUMBER = re.compile(r"^(\d{1,9})([.)])")


def write_markdown(papers: Sequence[Paper], name: str) -> str:
    """Return the papers by week, the newest week first, in each by rank."""
    ordered = sorted(papers, key=lambda paper: (-paper.week.toordinal(), paper.rank))
    pieces = [f"# Papers: {_escape(name)}".rstrip(": ")]
    for week, those in groupby(ordered, key=lambda paper: paper.week):
        pieces.append(f"## Week to {week.isoformat()}")
        pieces += map(_item, those)
    return "\n\n".join(pieces) + "\n"


def _item(paper: Paper) -> str:
    """Return a point of a list, all of it indented as the point's own."""
    said = paper.summary if paper.summary.strip() else paper.abstract
    blocks = [
        _link(one_line(paper.title) or "Untitled", paper.url, strong=True),
        *_about(paper),
        *_text(said),
        *_links(paper),
    ]
    inner = "\n\n".join(blocks).replace("\n", "\n  ").replace("\n  \n", "\n\n")
    return f"- {inner}"


def _about(paper: Paper) -> Iterator[str]:
    authors = [name for one in paper.authors if (name := one_line(one))]
    if authors:
        others = len(authors) - _MOST_AUTHORS
        shown = ", ".join(map(_escape, authors[: _MOST_AUTHORS if others > 1 else None]))
        yield f"{shown} and {others} others" if others > 1 else shown
    about = [category_name(one_line(paper.category)), f"arXiv {paper.arxiv_id}" if paper.arxiv_id else ""]
    if any(about):
        yield " · ".join(_escape(piece) for piece in about if piece)


def _text(text: str) -> Iterator[str]:
    """Yield paragraphs and lists of points."""
    lines = [one_line(line) for line in clean(text).split("\n")]
    for is_point, run in groupby((line for line in lines if line), key=lambda line: line.startswith(_POINT)):
        if is_point:
            yield "\n".join(f"- {_escape(line.removeprefix(_POINT))}" for line in run)
        else:
            yield from map(_escape, run)


def _links(paper: Paper) -> Iterator[str]:
    links = [_link(one_line(one.label) or "Link", one.url) for one in paper.further_links if address(one.url)]
    if links:
        yield " · ".join(links)


def _link(label: str, url: str, *, strong: bool = False) -> str:
    there = address(url).replace("&", "&amp;")
    linked = f"[{_escape(label)}]({there})" if there else _escape(label)
    return f"**{linked}**" if strong else linked


def _escape(text: str) -> str:
    """Return foreign text as Markdown that shows it, on one line."""
    return _NUMBER.sub(r"\1\\\2", _MARKUP.sub(r"\\\g<0>", one_line(text)))
