"""BibTeX: one entry for each paper, for LaTeX and reference managers.

Everything is ``@misc``, as arXiv's own entries are: where a paper appeared besides is not known here. Text beyond ASCII is kept,
which biber and all reference managers read. https://info.arxiv.org/help/hypertex/bibstyles/index.html describes arXiv's fields.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from bot.arxiv.taxonomy import find_category
from bot.exports.authors import latex_authors
from bot.exports.keys import Keys
from bot.exports.latex import latex, latex_title
from bot.exports.plain import address, one_line
from bot.models import Paper

__all__ = ["write_bibtex"]

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_FIRST_YEAR = 91
"""Of arXiv, whose older identifiers begin with two digits of the year."""


def write_bibtex(papers: Sequence[Paper], name: str) -> str:
    """Return an entry for each paper; one that stands in several weeks has one entry, which names them all."""
    # Between entries BibTeX passes over everything but what begins with an @.
    head = f"% Papers: {one_line(name).replace('@', '(at)')}\n"
    keys = Keys()
    return "\n".join([head, *(_entry(alike, keys) for alike in _by_identity(papers))])


def _by_identity(papers: Iterable[Paper]) -> Iterable[list[Paper]]:
    found: dict[str, list[Paper]] = {}
    for paper in papers:
        found.setdefault(paper.identity, []).append(paper)
    return found.values()


def _entry(entries: Sequence[Paper], keys: Keys) -> str:
    paper = entries[0]
    year, month = _published(paper)
    fields = {
        "title": f"{{{latex_title(paper.title) or 'Untitled'}}}",
        "author": f"{{{latex_authors(paper.authors)}}}",
        "year": f"{{{year}}}",
        "month": _MONTHS[month - 1],
        **_arxiv_fields(paper),
        "url": f"{{{address(paper.url)}}}",
        "abstract": f"{{{latex(paper.abstract)}}}",
        "annote": f"{{{latex(paper.summary)}}}",
        "note": f"{{{_note(entries)}}}",
    }
    known = [f"  {field:<13} = {value}" for field, value in fields.items() if value != "{}"]
    return f"@misc{{{keys.new(paper, year)},\n" + ",\n".join(known) + "\n}\n"


def _arxiv_fields(paper: Paper) -> dict[str, str]:
    if paper.arxiv_id is None:
        return {}
    category = find_category(paper.category)
    return {
        "eprint": f"{{{paper.arxiv_id}}}",
        "archivePrefix": "{arXiv}",
        "primaryClass": f"{{{category.code if category else ''}}}",
    }


def _published(paper: Paper) -> tuple[int, int]:
    """Return year and month of the identifier, which arXiv gives out on submission; else of the paper's week."""
    digits = re.search(r"(\d\d)(\d\d)", paper.arxiv_id.base) if paper.arxiv_id else None
    if digits is None:
        return paper.week.year, paper.week.month
    year = int(digits[1])
    return (1900 if year >= _FIRST_YEAR else 2000) + year, int(digits[2])


def _note(entries: Iterable[Paper]) -> str:
    weeks = sorted({paper.week for paper in entries})
    return "Paper of the week to " + " and ".join(week.isoformat() for week in weeks)
