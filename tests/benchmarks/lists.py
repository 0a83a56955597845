"""A list of any length, and what people ask about the papers of a list."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from importlib import resources
from pathlib import Path

from bot.dataset.weekly_pages import read_weekly_pages
from bot.models import Paper

__all__ = ["LIVING_PAGE", "bundled_list", "living_pages", "queries", "repeated_list", "typed_titles"]

LIVING_PAGE = Path(__file__).parents[3] / "shared" / "data" / "weekly-page-2023.md"
"""A page of the real list, which lies beside the checkout of whoever has it; it is not ours to pass on."""

_LAST = date(2026, 8, 30)
_PAPERS_A_WEEK = 10
_ASKED_ABOUT = 100
_LIVING_YEARS = (2023, 2024, 2025, 2026)
_LIVING_END = date(2026, 6, 21)
_SECTION = re.compile(r"^## .*$", re.MULTILINE)
_IDS_OF_LINKS = re.compile(r"(?<=arxiv\.org/)(?P<form>abs|pdf)/(?P<year>\d\d)(?P<rest>\d\d\.\d{4,5})")
_BOLD_TITLE = re.compile(r"^(\| *\d+\) \*\*[^*\n]+)\*\*", re.MULTILINE)
_ARXIV_ID = re.compile(r"(?<=arxiv\.org/)(abs|pdf)/\d{4}\.\d{4,5}")


def bundled_list() -> str:
    """Return the list that comes with Paperboy, as Markdown."""
    return (resources.files("bot.dataset") / "data" / "papers-of-the-week.md").read_text(encoding="utf-8")


def repeated_list(papers: int) -> str:
    """Return a list of that many papers, ten a week: the bundled rows over and over, each with a title and id of its own."""
    header, rule, *rows = bundled_list().strip().splitlines()
    made = [header, rule]
    for number in range(papers):
        week = _LAST - timedelta(weeks=number // _PAPERS_A_WEEK)
        _, _, title, rest = rows[number % len(rows)].split("|", 3)
        rest = _ARXIV_ID.sub(rf"\g<1>/{week:%y%m}.{number:05}", rest)
        made.append(f"| {week} | {title.strip()}, part {number // len(rows) + 1} |{rest}")
    return "\n".join([*made, ""])


def living_pages(page: str) -> dict[int, str]:
    """Return pages of four years to June 2026, as long as the living list was then: 181 weeks, 1,810 papers.

    Each year is the given page of 2023 once more, under its own dates, ids and titles.
    """
    ends = [week.end for week in reversed(read_weekly_pages(page, "page", page_year=_LIVING_YEARS[0]).weeks)]
    head, *sections = _SECTION.split(page)
    made: dict[int, str] = {}
    for number, year in enumerate(_LIVING_YEARS):
        moved = [end + timedelta(weeks=52 * number) for end in ends]
        text = [head]
        for end, section in zip(moved, sections, strict=True):
            if end <= _LIVING_END:
                start = end - timedelta(days=6)
                text.append(f"## Top AI Papers of the Week ({start:%B} {start.day} - {end:%B} {end.day}) - {end.year}")
                text.append(_of_year(section, number))
        made[year] = "".join(text)
    return made


def _of_year(section: str, number: int) -> str:
    if not number:
        return section
    later = _IDS_OF_LINKS.sub(lambda match: f"{match['form']}/{int(match['year']) + number:02}{match['rest']}", section)
    return _BOLD_TITLE.sub(rf"\1, part {number + 1}**", later)


def queries(papers: Sequence[Paper]) -> Iterator[str]:
    """Yield searches: words of titles, a word with a slip, what an abstract says, and a word that most have."""
    yield "model"
    for paper in _some(papers):
        title, abstract = paper.title.split(), paper.abstract.split()
        yield " ".join(title[:3])
        yield with_slip(max(title, key=len))
        yield " ".join(abstract[10:16])


def typed_titles(papers: Sequence[Paper]) -> Iterator[str]:
    """Yield beginnings of titles as they are typed, and some with a slip."""
    for paper in _some(papers):
        yield from (paper.title[:length] for length in (1, 3, 8, 20))
        yield with_slip(paper.title[:12])


def with_slip(text: str) -> str:
    """Swap two letters in the middle."""
    middle = len(text) // 2
    return text[: middle - 1] + text[middle : middle + 1] + text[middle - 1 : middle] + text[middle + 1 :]


def _some(papers: Sequence[Paper]) -> Sequence[Paper]:
    return papers[:: max(1, len(papers) // _ASKED_ABOUT)]
