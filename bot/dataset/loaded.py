"""What all sources come to together, at one moment."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from bot.dataset.merge import merge_weeks
from bot.dataset.overlaps import overlapping
from bot.dataset.reading import Reading, Source
from bot.models import Change, Complaint, SourceReport, Week

__all__ = ["Loaded", "merge", "reports"]


@dataclass(frozen=True, slots=True)
class Loaded:
    """Everything there is to know about papers at one moment: weeks oldest first, complaints by source, sources in order.

    ``changes`` are what this reading differs in from the one before. ``renamed`` leads from identities that papers had before
    they were corrected to those that they have now.
    """

    weeks: tuple[Week, ...]
    complaints: tuple[Complaint, ...]
    sources: tuple[SourceReport, ...]
    changes: tuple[Change, ...] = ()
    renamed: Mapping[str, str] = field(default_factory=dict)

    @property
    def incomplete(self) -> int:
        """How many papers arXiv could tell more of: they have an arXiv id, but no abstract, authors or category."""
        papers = (paper for week in self.weeks for paper in week.papers if paper.arxiv_id is not None)
        return sum(not (paper.abstract and paper.authors and paper.category) for paper in papers)


def merge(sources: Sequence[Source], readings: Iterable[Reading]) -> tuple[Week, ...]:
    """Return the weeks of all sources as one list."""
    return merge_weeks(
        (source.name, reading.curated, reading.weeks) for source, reading in zip(sources, readings, strict=True)
    )


def reports(sources: Sequence[Source], readings: Sequence[Reading]) -> tuple[SourceReport, ...]:
    """Return how the sources stand after a reading, in order; the bundled one is the first."""
    pairs = zip(sources, readings, strict=True)
    return tuple(_report(source, reading, _overlaps(place, readings)) for place, (source, reading) in enumerate(pairs))


def _overlaps(place: int, readings: Sequence[Reading]) -> tuple[date, ...]:
    """Return the overlapping weeks of a table of one's own; those of weekly pages are as they are written, and nobody's slip."""
    if place == 0 or readings[place].curated:
        return ()
    others = (week for other, reading in enumerate(readings) if other != place for week in reading.weeks)
    return overlapping(readings[place].weeks, others)


def _report(source: Source, reading: Reading, overlaps: tuple[date, ...]) -> SourceReport:
    return SourceReport(
        name=source.name,
        papers=sum(len(week.papers) for week in reading.weeks),
        weeks=len(reading.weeks),
        fetched_at=reading.fetched_at,
        origin=source.origin,
        problem=reading.problem,
        overlapping=overlaps,
        newest=max((week.end for week in reading.weeks), default=None),
    )
