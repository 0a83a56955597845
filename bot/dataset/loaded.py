"""What all sources come to together, at one moment."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from bot.dataset.merge import merge_weeks
from bot.dataset.overlaps import overlapping
from bot.dataset.reading import Reading, Source
from bot.models import Change, Complaint, SourceReport, Week

__all__ = ["Loaded", "merge", "report"]


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


def report(source: Source, reading: Reading) -> SourceReport:
    """Return how a source stands after a reading."""
    return SourceReport(
        name=source.name,
        papers=sum(len(week.papers) for week in reading.weeks),
        weeks=len(reading.weeks),
        fetched_at=reading.fetched_at,
        origin=source.origin,
        problem=reading.problem,
        overlapping=overlapping(reading.weeks),
        newest=max((week.end for week in reading.weeks), default=None),
    )
