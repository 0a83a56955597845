"""A list that has a page for each year: which years, the pages put together, and what is said of those that fail. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from bot.dataset.reading import Reading
from bot.dataset.sameness import KnownPapers
from bot.dataset.sources.answers import Answer, sentence, since, words
from bot.errors import NotThereError, SourceError
from bot.models import Complaint, Paper, Week

__all__ = ["joined_years", "years_from"]


def years_from(first: int, now: datetime) -> Sequence[int]:
    """Return the years of which there may be a page, newest first: on the last of December the next has begun in the east."""
    return range((now + timedelta(days=1)).year, first - 1, -1)


def joined_years(name: str, answers: Mapping[int, Answer]) -> Reading:
    """Return all pages of the source ``name`` as one reading, which is as old as the page that was confirmed longest ago."""
    newest_first = dict(sorted(answers.items(), reverse=True))
    readings = {year: answer.reading for year, answer in newest_first.items()}
    problems = tuple(_problems(name, newest_first))
    return Reading(
        weeks=_joined_weeks(readings.values()),
        complaints=(*_complaints(readings), *(Complaint(name, 0, problem) for problem in problems)),
        fetched_at=min((reading.fetched_at for reading in readings.values() if reading.fetched_at), default=None),
        problem=" ".join(sentence(problem[:1].upper() + problem[1:]) for problem in problems).removesuffix("."),
        curated=any(reading.curated for reading in readings.values()),
    )


def _joined_weeks(readings: Iterable[Reading]) -> tuple[Week, ...]:
    """Return the weeks of all pages, oldest first; of a week that two pages have, the former's papers come first."""
    weeks: dict[date, Week] = {}
    for reading in readings:
        for week in reading.weeks:
            first = weeks.get(week.end)
            weeks[week.end] = week if first is None else replace(first, papers=_joined_papers(first, week))
    return tuple(weeks[end] for end in sorted(weeks))


def _joined_papers(first: Week, second: Week) -> tuple[Paper, ...]:
    known, papers = KnownPapers(), list(first.papers)
    for paper in first.papers:
        known.add(paper)
    for paper in second.papers:
        if known.place(paper) is None:
            known.add(paper)
            papers.append(replace(paper, rank=len(papers) + 1))
    return tuple(papers)


def _complaints(readings: Mapping[int, Reading]) -> Iterator[Complaint]:
    for year, reading in readings.items():
        for complaint in reading.complaints:
            yield replace(complaint, reason=f"page {year}: {complaint.reason}")


def _problems(name: str, answers: Mapping[int, Answer]) -> Iterator[str]:
    """Yield a sentence for each thing that is wrong, with all the years that it is wrong with."""
    if all(isinstance(answer.error, NotThereError) for answer in answers.values()):
        yield _none_there(name, answers)
        return
    years: dict[str, list[int]] = {}
    for year, answer in answers.items():
        if answer.error is not None and not _is_expected(year, answers):
            years.setdefault(_reason(name, answer), []).append(year)
    for reason, failing in years.items():
        yield _told(f"{_pages(failing)}: {reason}", [answers[year].reading for year in failing])


def _is_expected(year: int, answers: Mapping[int, Answer]) -> bool:
    """Return whether a page is only not there yet: later than every page that is, or was, there."""
    there = [year for year, answer in answers.items() if not _is_missing(answer)]
    return _is_missing(answers[year]) and year > max(there, default=0)


def _is_missing(answer: Answer) -> bool:
    return isinstance(answer.error, NotThereError) and not answer.reading.weeks


def _reason(name: str, answer: Answer) -> str:
    if not isinstance(answer.error, NotThereError):
        return words(name, answer.error) if answer.error else ""
    if answer.reading.weeks:
        return f"the server no longer has it ({answer.error.status})"
    return f"the server does not have it ({answer.error.status}); `first_year` is the year of the first page"


def _none_there(name: str, answers: Mapping[int, Answer]) -> str:
    first, last = min(answers), max(answers)
    missing = (
        f"there is no page of {first}" if first == last else f"there is no page of any year from {first} to {last}"
    )
    advice = words(name, answers[last].error or SourceError(name, ""))
    return _told(f"{missing}: {advice}", [answer.reading for answer in answers.values()])


def _told(problem: str, readings: Sequence[Reading]) -> str:
    """Return the problem, and that older pages serve meanwhile where there are any."""
    serving = [reading for reading in readings if reading.weeks]
    if not serving:
        return problem
    noun, verb = ("page", "goes") if len(serving) == 1 else ("pages", "go")
    return f"{sentence(problem)} The last good {noun}{since(serving)} {verb} on serving"


def _pages(years: Sequence[int]) -> str:
    *most, last = map(str, years)
    return f"pages {', '.join(most)} and {last}" if most else f"page {last}"
