"""The answers as plain objects for ``--json``: stable keys, dates as ISO 8601, text exactly as the source gave it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from bot.catalog.results import SearchResults
from bot.digests.reports import ChannelStatus, DigestStatus, EditionRecord, PostResult, Preview, RunRecord
from bot.models import Change, Complaint, Paper, SourceReport, Week
from bot.wording import say_change

__all__ = [
    "dumps",
    "error_object",
    "papers_object",
    "post_object",
    "preview_object",
    "search_object",
    "sources_object",
    "status_object",
    "week_object",
]

_LINE_BREAKS = {ord(sign): f"\\u{ord(sign):04x}" for sign in "\x85\u2028\u2029"}
"""What JSON lets stand, and some programs take for the end of a line; the ends below U+0020 are escaped anyway."""


def dumps(value: object, *, indent: int | None = None) -> str:
    """Return JSON, one line of it without ``indent``; characters outside ASCII stand as they are."""
    return json.dumps(value, ensure_ascii=False, indent=indent).translate(_LINE_BREAKS)


def _paper(paper: Paper) -> dict[str, Any]:
    return {
        "title": paper.title,
        "authors": list(paper.authors),
        "week": paper.week.isoformat(),
        "rank": paper.rank,
        "category": paper.category,
        "arxiv_id": str(paper.arxiv_id) if paper.arxiv_id else None,
        "abstract": paper.abstract,
        "summary": paper.summary,
        "links": [{"label": link.label, "url": link.url} for link in paper.links],
        "sources": list(paper.sources),
    }


def papers_object(papers: Iterable[Paper], **more: object) -> dict[str, Any]:
    """Return the one shape that every answer about papers has, with what else there is to say."""
    return {**more, "papers": [_paper(paper) for paper in papers]}


def error_object(error: Exception) -> dict[str, Any]:
    """Return the answer where there is none: why, and no papers."""
    return papers_object((), error=str(error))


def week_object(label: str, weeks: Iterable[Week]) -> dict[str, Any]:
    """Return the weeks that were asked for, and their papers in order."""
    weeks = tuple(weeks)
    return papers_object(
        (paper for week in weeks for paper in week.papers),
        asked=label,
        weeks=[{"start": week.start.isoformat(), "end": week.end.isoformat()} for week in weeks],
    )


def search_object(results: SearchResults) -> dict[str, Any]:
    """Return a ranking; an arXiv id or link answers with that one paper."""
    papers = [results.direct] if results.direct else [hit.paper for hit in results.hits]
    return papers_object(
        papers,
        query=results.query.text,
        corrected=results.corrected,
        total=1 if results.direct else results.total,
        offset=results.offset,
        suggestions=[
            {"query": offer.query.text, "total": offer.total, "reason": offer.reason} for offer in results.suggestions
        ],
        nearest=[paper.title for paper in results.nearest],
    )


def _edition(edition: EditionRecord | None) -> dict[str, Any] | None:
    if edition is None:
        return None
    return {
        "week": edition.key.week.isoformat(),
        "attempt": edition.key.attempt,
        "state": edition.state.value,
        "message_ids": [str(message) for message in edition.message_ids],
        "changed_at": edition.changed_at.isoformat(),
        "reason": edition.reason,
        "adopted": edition.adopted,
    }


def _run(run: RunRecord | None) -> dict[str, Any] | None:
    if run is None:
        return None
    return {
        "slot": run.slot.isoformat(),
        "outcome": run.outcome.value,
        "at": run.at.isoformat(),
        "week": run.week.isoformat() if run.week else None,
        "reason": run.reason,
    }


def _channel(channel: ChannelStatus) -> dict[str, Any]:
    return {
        "channel_id": str(channel.channel_id),
        "last_run": _run(channel.last_run),
        "last_edition": _edition(channel.last_edition),
        "last_corrected": _correction(channel.last_corrected),
        "next_week": channel.next_week.isoformat() if channel.next_week else None,
        "next_reason": channel.next_reason,
    }


def _correction(edition: EditionRecord | None) -> dict[str, Any] | None:
    if edition is None or edition.correction is None:
        return None
    correction = edition.correction
    return {
        "week": edition.key.week.isoformat(),
        "at": correction.at.isoformat(),
        "state": correction.state.value,
        "reason": correction.reason,
    }


def status_object(statuses: Iterable[DigestStatus]) -> dict[str, Any]:
    """Return every digest as it stands; ids are strings, because JSON readers round long numbers."""
    return {
        "digests": [
            {
                "digest": status.digest,
                "next_due": status.next_due.isoformat() if status.next_due else None,
                "channels": [_channel(channel) for channel in status.channels],
            }
            for status in statuses
        ]
    }


def preview_object(preview: Preview) -> dict[str, Any]:
    """Return what the next run would post: its papers, and the very bodies of the requests."""
    content = preview.content
    return papers_object(
        content.week.papers if content else (),
        digest=preview.digest,
        channel_id=str(preview.channel_id),
        due=preview.due.isoformat() if preview.due else None,
        week=content.week.end.isoformat() if content else None,
        reason=preview.reason,
        messages=[part.payload for part in preview.parts],
    )


def post_object(result: PostResult) -> dict[str, Any]:
    """Return what became of "post now" in one channel."""
    return {
        "digest": result.digest,
        "channel_id": str(result.channel_id),
        "outcome": result.outcome.value,
        "already": result.already,
        "reason": result.reason,
        "edition": _edition(result.edition),
    }


def sources_object(
    reports: Iterable[SourceReport], changes: Iterable[Change], complaints: Iterable[Complaint], **more: object
) -> dict[str, Any]:
    """Return how the sources stand, what changed in them, newest first, and what could not be read."""
    return {
        **more,
        "sources": [_source(report) for report in reports],
        "changes": [_change(change) for change in changes],
        "complaints": [
            {"source": complaint.source, "line": complaint.line, "reason": complaint.reason} for complaint in complaints
        ],
    }


def _source(report: SourceReport) -> dict[str, Any]:
    return {
        "name": report.name,
        "origin": report.origin,
        "papers": report.papers,
        "weeks": report.weeks,
        "newest": report.newest.isoformat() if report.newest else None,
        "fetched_at": report.fetched_at.isoformat() if report.fetched_at else None,
        "problem": report.problem,
    }


def _change(change: Change) -> dict[str, Any]:
    return {
        "source": change.source,
        "kind": change.kind.value,
        "at": change.at.isoformat(),
        "week": change.week.isoformat(),
        "former": change.former.isoformat() if change.former else None,
        "weeks": change.weeks,
        "papers": change.papers,
        "title": change.title,
        "fields": list(change.fields),
        "identity": change.identity,
        "formerly": change.formerly,
        "text": say_change(change),
    }
