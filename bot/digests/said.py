"""What an edition says, remembered so that it can be said anew when its week is corrected at the source. Pure."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Self

from bot.digests.model import DigestContent
from bot.digests.selection import Selection
from bot.models import Paper

__all__ = ["Said", "fingerprint", "known_of", "sources_of"]

_COMPLETED = ("abstract", "authors", "category")


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """An edition's papers by their identities when it was last said, in order, and all of its header but the week.

    ``selection`` is None where only the papers are known: of an edition that was found in its channel. ``known`` has, for each
    paper, what was known of it, and ``sources`` are all that these papers came from: by both it is told whether the list at
    hand is whole. At a start it may lack sources that have not answered yet, and what arXiv completed.
    """

    papers: tuple[str, ...]
    selection: Selection | None = None
    known: tuple[frozenset[str], ...] = ()
    sources: frozenset[str] = frozenset()
    archive: bool = False
    mention_role: int | None = None
    late_since: datetime | None = None
    next_due: datetime | None = None

    @classmethod
    def by(cls, content: DigestContent) -> Self:
        """Return what a content says."""
        return cls(
            papers=tuple(paper.identity for paper in content.week.papers),
            selection=content.selection,
            known=tuple(known_of(paper) for paper in content.week.papers),
            sources=sources_of(content.week.papers),
            archive=content.archive,
            mention_role=content.mention_role,
            late_since=content.late_since,
            next_due=content.next_due,
        )

    def to_json(self) -> dict[str, Any]:
        """Return it as the ledger keeps it."""
        if self.selection is None:
            return {"papers": list(self.papers)}
        chosen = self.selection
        return {
            "papers": list(self.papers),
            "known": [sorted(fields) for fields in self.known],
            "sources": sorted(self.sources),
            "archive": self.archive,
            "mention_role": self.mention_role,
            "late_since": _iso(self.late_since),
            "next_due": _iso(self.next_due),
            "selection": {
                "categories": list(chosen.categories),
                "keywords": list(chosen.keywords),
                "uncategorised": chosen.uncategorised,
                "limit": chosen.limit,
            },
        }

    @classmethod
    def of_json(cls, kept: Mapping[str, Any]) -> Self:
        """Read back what :meth:`to_json` made."""
        papers = tuple(kept["papers"])
        if "selection" not in kept:
            return cls(papers=papers)
        chosen = kept["selection"]
        return cls(
            papers=papers,
            selection=Selection(
                categories=tuple(chosen["categories"]),
                keywords=tuple(chosen["keywords"]),
                uncategorised=chosen["uncategorised"],
                limit=chosen["limit"],
            ),
            known=tuple(map(frozenset, kept["known"])),
            sources=frozenset(kept["sources"]),
            archive=kept["archive"],
            mention_role=kept["mention_role"],
            late_since=_moment(kept["late_since"]),
            next_due=_moment(kept["next_due"]),
        )


def known_of(paper: Paper) -> frozenset[str]:
    """Return which of the fields that may be completed later are there; what is there once does not become unknown."""
    return frozenset(field for field in _COMPLETED if getattr(paper, field))


def sources_of(papers: Iterable[Paper]) -> frozenset[str]:
    """Return the names of all sources that have one of the papers."""
    return frozenset(name for paper in papers for name in paper.sources)


def fingerprint(content: DigestContent) -> str:
    """Return 64 hex digits that change whenever the week or anything of its papers that a digest may show does.

    By this and not by the rendered messages it is told whether a week was corrected: another version of the bot may render
    the same week otherwise, and that is no reason to edit what members have read.
    """
    week = content.week
    shown = [week.start.isoformat(), week.end.isoformat(), content.total, [_of_paper(paper) for paper in week.papers]]
    return hashlib.sha256(json.dumps(shown).encode()).hexdigest()


def _of_paper(paper: Paper) -> list[Any]:
    links = [[link.label, link.url] for link in paper.links]
    arxiv_id = str(paper.arxiv_id) if paper.arxiv_id else ""
    about = [paper.title, paper.category, paper.abstract, paper.summary, list(paper.authors)]
    return [paper.rank, arxiv_id, *about, links]


def _iso(moment: datetime | None) -> str | None:
    return None if moment is None else moment.isoformat()


def _moment(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)
