"""CSV: a row for each paper, for spreadsheets and for Paperboy itself, which reads such a file as a source.

As https://www.rfc-editor.org/rfc/rfc4180 has it, and made for Excel, the strictest of its readers:

- It begins with a byte order mark; without it Excel takes UTF-8 for the system's old encoding.
- All cells are quoted: a spreadsheet that expects semicolons would otherwise part cells at those within a text.
- A cell that a spreadsheet would run as a formula begins with an apostrophe
  (https://owasp.org/www-community/attacks/CSV_Injection), which our own reader takes off again.
- ``arxiv_id`` reads ``arXiv:2303.10130``; as a bare number it would lose its last zero when the sheet is saved.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Final

from bot.arxiv.taxonomy import find_category
from bot.exports.plain import address, clean, one_line
from bot.models import Link, Paper

__all__ = ["COLUMNS", "write_csv"]

COLUMNS: Final = (
    *("week", "rank", "title", "category", "abstract", "summary"),
    *("authors", "link", "tweet", "links", "arxiv_id"),
)
"""The header; ``links`` holds further links as ``[label](address)``, ``authors`` names with semicolons between them."""

_FORMULA = tuple("=+-@\t\r＝＋－＠")
_TWEET = "tweet"
_BRACKETS = str.maketrans("[]", "()")


def write_csv(papers: Iterable[Paper]) -> str:
    """Return a header and a row for each paper."""
    sheet = io.StringIO(newline="")
    writer = csv.writer(sheet, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerows(chain([COLUMNS], ([_defused(cell) for cell in _cells(paper)] for paper in papers)))
    return "\ufeff" + sheet.getvalue()


def _cells(paper: Paper) -> Iterator[str]:
    first, *others = paper.links
    tweet = next((one for one in others if one.label.casefold() == _TWEET), None)
    yield from (paper.week.isoformat(), str(paper.rank), one_line(paper.title), _category(paper))
    yield from (clean(paper.abstract).strip(), clean(paper.summary).strip())
    yield "; ".join(name for author in paper.authors if (name := one_line(author).replace(";", ",")))
    yield from (address(first.url), address(tweet.url) if tweet else "")
    yield " ".join(_labelled(one) for one in others if one is not tweet and address(one.url))
    yield f"arXiv:{paper.arxiv_id}" if paper.arxiv_id else ""


def _category(paper: Paper) -> str:
    """Return arXiv's code where there is one, so that a column has one word for one thing whatever the lists call it."""
    category = find_category(paper.category)
    return category.code if category else one_line(paper.category)


def _labelled(link: Link) -> str:
    return f"[{one_line(link.label).translate(_BRACKETS) or 'Link'}]({address(link.url)})"


def _defused(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
