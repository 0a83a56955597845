"""From the text of weekly pages to weeks of papers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from bot.dataset.cells import CellError, shown
from bot.dataset.complaints import Complaints
from bot.dataset.parsed import Parsed
from bot.dataset.sameness import KnownPapers
from bot.dataset.weekly_pages.belonging import count_belonging
from bot.dataset.weekly_pages.headings import Heading, read_heading
from bot.dataset.weekly_pages.lines import visible_lines
from bot.dataset.weekly_pages.outline import Draft, Section, read_outline
from bot.dataset.weekly_pages.papers import read_paper
from bot.dataset.weekly_pages.spans import SpanError
from bot.dataset.weekly_pages.years import Dated, years_of
from bot.errors import TableError
from bot.models import Paper, Week

__all__ = ["EXPECTED", "has_weekly_headings", "read_weekly_pages"]

_EXAMPLE = "(June 21 - June 28) - 2026"
EXPECTED = (
    f"headings such as ## Top AI Papers of the Week {_EXAMPLE}, and below each of them rows such as "
    "| 1) **Title** - description | [Paper](https://...) |"
)
"""How weekly pages look, for errors that found none."""


def read_weekly_pages(text: str, source: str, *, page_year: int | None = None) -> Parsed:
    """Read every week of a page, be it the page of one year or of many; ``source`` names it in complaints.

    ``page_year`` is that of a page with the weeks of one year. Without it, the year of headings that name none is the one in the
    page's own heading (``# ... — 2023``), else it is told from the headings around them, never from today's date. A week is named
    by its last day.

    What is read wrongly or not at all costs as little as can be: a row only itself; a week's heading its week, as its papers
    are never put into the week before; the page's own heading the year of those that name none. Each is said by its line.
    Raise TableError where not one paper can be read. Time is linear in the length of the text.
    """
    complaints = Complaints(source)
    sections = read_outline(visible_lines(text))
    reader = _Reader(complaints)
    reader.read(sections, page_year or _year_of_page(sections), only_that_year=page_year is not None)
    weeks = tuple(filter(None, (_week(found, complaints) for _, found in sorted(reader.found.items()))))
    if not weeks:
        raise TableError(source, _nothing_read(text, sections, complaints), EXPECTED)
    return Parsed(weeks, complaints.all())


def has_weekly_headings(text: str) -> bool:
    """Tell whether a text looks like weekly pages: whether it has a heading that names a week, or was meant to.

    A heading below the first level that speaks of a week counts also where its dates cannot be read: then somebody hears of it.
    """
    headings = (read_heading(line) for line in visible_lines(text))
    return any(heading is not None and heading.weekly and _speaks_of_papers(heading) for heading in headings)


def _speaks_of_papers(heading: Heading) -> bool:
    """Tell a list's heading from that of an event: it speaks of a week or papers, or of nothing but days."""
    words = heading.text.casefold()
    return "week" in words or "paper" in words or heading.only_days


def _year_of_page(sections: Sequence[Section]) -> int | None:
    """Return the year in the page's own heading; None where its headings of the first level name several."""
    titles = (section.heading for section in sections if section.heading and section.heading.level == 1)
    years = {heading.year for heading in titles if not heading.weekly and heading.year}
    return years.pop() if len(years) == 1 else None


def _nothing_read(text: str, sections: Sequence[Section], complaints: Complaints) -> str:
    if not text.strip("\ufeff \t\r\n"):
        return "the text is empty"
    if told := complaints.all():
        return f"not one paper can be read; line {told[0].line}: {told[0].reason}"
    if not any(section.heading and section.heading.weekly for section in sections):
        return "there is no heading of a week in it"
    return "there are no papers below its headings"


@dataclass(slots=True)
class _FoundWeek:
    """The rows of one week, maybe from several sections."""

    start: date
    end: date
    line: int
    drafts: list[Draft] = field(default_factory=list)


class _Reader:
    """Puts the rows of sections into weeks, and complains of those that it cannot put into any."""

    def __init__(self, complaints: Complaints) -> None:
        self.found: dict[date, _FoundWeek] = {}
        self._complaints = complaints

    def read(self, sections: Sequence[Section], page_year: int | None, *, only_that_year: bool) -> None:
        dated = [
            (section, Dated(section.heading.span, section.above))
            for section in sections
            if section.heading and section.heading.span
        ]
        found = years_of([heading for _, heading in dated], page_year, only_that_year=only_that_year)
        years = {id(section): year for (section, _), year in zip(dated, found, strict=True)}
        for (section, heading), year in zip(dated, found, strict=True):
            if heading.span.year not in {None, year}:
                self._complaints.add(
                    section.line, f"the heading says {heading.span.year} on the page of {year}, which counts"
                )
        for section in sections:
            self._take(section, years.get(id(section)))

    def _take(self, section: Section, year: int | None) -> None:
        """Take the rows of a section, those behind a lost heading aside."""
        if not section.drafts:
            return
        try:
            start, end = _days(section, year)
        except SpanError as error:
            self._leave_out(section, str(error))
            return
        belonging = count_belonging(section.drafts)
        self._keep(section, start, end, section.drafts[:belonging])
        if lost := section.drafts[belonging:]:
            self._complaints.add(lost[0].line, f"the heading of a week is missing above this; {_left_out(lost)}")

    def _keep(self, section: Section, start: date, end: date, drafts: list[Draft]) -> None:
        week = self.found.get(end)
        if week is None:
            week = self.found[end] = _FoundWeek(start, end, section.line)
        else:
            self._complaints.add(
                section.line,
                f"the week to {end} has a heading in line {week.line} already; its papers are put together",
            )
        week.drafts += drafts

    def _leave_out(self, section: Section, reason: str) -> None:
        weekly = section.heading is not None and section.heading.weekly
        lost = section.drafts if weekly else [draft for draft in section.drafts if draft.telling]
        if lost:
            self._complaints.add(section.line if section.heading else lost[0].line, f"{reason}; {_left_out(lost)}")


def _days(section: Section, year: int | None) -> tuple[date, date]:
    """Return the first and last day of a section's week; raise SpanError with a sentence where it has none."""
    heading = section.heading
    if heading is None:
        raise SpanError("no heading with the dates of a week stands above this")
    name = f"the heading {shown(heading.text)}"
    if heading.span is None:
        raise SpanError(f"{name}: {heading.fault}" if heading.fault else f"{name} has no dates such as {_EXAMPLE}")
    if year is None:
        raise SpanError(f"{name} does not say its year, nor does the page; write it as in {_EXAMPLE}")
    try:
        return heading.span.ending_in(year)
    except SpanError as error:
        raise SpanError(f"{name}: its dates {error}") from None


def _left_out(lost: Sequence[Draft]) -> str:
    return "the paper below it is left out" if len(lost) == 1 else f"the {len(lost)} papers below it are left out"


def _week(found: _FoundWeek, complaints: Complaints) -> Week | None:
    """Make the week, its papers by rank; None where not one of its rows can be read."""
    known = KnownPapers()
    lines: list[int] = []
    papers: list[Paper] = []
    for draft, rank in zip(found.drafts, _ranks(found.drafts), strict=True):
        try:
            paper, notes = read_paper(draft, found.start, found.end, rank)
        except CellError as error:
            complaints.add(draft.line, f"{error}; the row is left out")
            continue
        for note in notes:
            complaints.add(draft.line, note)
        place = known.place(paper)
        if place is not None:
            complaints.add(
                draft.line, f"{shown(paper.title)} is in this week already, in line {lines[place]}, which stays"
            )
            continue
        known.add(paper)
        lines.append(draft.line)
        papers.append(paper)
    return Week(found.start, found.end, tuple(sorted(papers, key=lambda paper: paper.rank))) if papers else None


def _ranks(drafts: Sequence[Draft]) -> Sequence[int]:
    """Return the numbers as written, or the order where one is missing or written twice."""
    numbers = [draft.number or 0 for draft in drafts]
    return numbers if all(numbers) and len(set(numbers)) == len(numbers) else range(1, len(numbers) + 1)
