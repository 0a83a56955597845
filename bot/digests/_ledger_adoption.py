"""Recording what an earlier life of the bot left in a channel."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Row, insert, select

from bot.digests._ledger_revisions import Saying, saying_row
from bot.digests._ledger_rows import is_edition
from bot.digests.model import EditionKey, Marker, Posted, StepKind, StepState
from bot.digests.said import Said
from bot.store.tables import contents, editions, sightings, steps
from bot.store.upsert import insert_missing, put

__all__ = ["Adoption"]

Found = Mapping[int, Posted]
"""By part: the message that carries it."""


class Adoption:
    """The taking over of one channel's messages, within a transaction."""

    def __init__(self, connection: Connection, digest: str, channel_id: int, now: datetime, *, forum: bool) -> None:
        self._connection = connection
        self._digest = digest
        self._channel_id = channel_id
        self._now = now
        self._forum = forum

    def take(self, posted: Iterable[Posted]) -> frozenset[date]:
        """Record complete editions and sightings of others; return the weeks of the complete ones."""
        complete = set()
        for (week, attempt, parts), found in self._editions_in(posted).items():
            key = EditionKey(self._digest, self._channel_id, week, attempt)
            if set(found) == set(range(1, parts + 1)):
                self._record(key, found)
                complete.add(week)
            else:
                self._remember(key, found)
        return frozenset(complete)

    @staticmethod
    def to_posted(row: Row[Any], key: EditionKey) -> Posted:
        """Return a sighting as it was found."""
        marker = Marker(Marker.tag_of(key.digest), row.week, row.attempt, row.part, row.parts)
        return Posted(row.message_id, row.channel_id, marker, tuple(row.papers or ()))

    def _editions_in(self, posted: Iterable[Posted]) -> dict[tuple[date, int, int], dict[int, Posted]]:
        """Group messages by edition and by the number of its parts, the oldest of each part."""
        tag = Marker.tag_of(self._digest)
        groups: dict[tuple[date, int, int], dict[int, Posted]] = {}
        for message in sorted(posted, key=lambda message: message.message_id):
            marker = message.marker
            if marker.digest_tag == tag:
                group = groups.setdefault((marker.week, marker.attempt, marker.parts), {})
                group.setdefault(marker.part, message)
        return groups

    def _record(self, key: EditionKey, found: Found) -> None:
        row = {"digest": key.digest.casefold(), "digest_name": key.digest, "channel_id": key.channel_id}
        row |= {"week": key.week, "attempt": key.attempt, "adopted": True, "planned_at": self._now}
        if insert_missing(self._connection, editions, row):
            edition = self._connection.execute(select(editions.c.id).where(is_edition(key))).scalar_one()
            messages = [message for _, message in sorted(found.items())]
            self._connection.execute(insert(steps), [self._step(edition, message) for message in messages])
            papers = tuple(dict.fromkeys(paper for message in messages for paper in message.papers))
            self._connection.execute(insert(contents), saying_row(edition, Saying(Said(papers=papers))))

    def _step(self, edition: int, message: Posted) -> dict[str, Any]:
        marker = message.marker
        opens = self._forum and marker.part == 1
        return {
            "edition_id": edition,
            "ordinal": marker.part,
            "kind": (StepKind.OPEN_POST if opens else StepKind.POST).value,
            "part": marker.part,
            "parts": marker.parts,
            "title": "",
            "state": StepState.SENT.value,
            "doubtful": False,
            "message_id": message.message_id,
            "reason": "",
            "changed_at": self._now,
        }

    def _remember(self, key: EditionKey, found: Found) -> None:
        for part, message in found.items():
            row: dict[str, Any] = {"digest": key.digest.casefold(), "channel_id": key.channel_id}
            row |= {"week": key.week, "attempt": key.attempt, "part": part, "parts": message.marker.parts}
            row |= {"message_id": message.message_id, "papers": list(message.papers), "seen_at": self._now}
            put(self._connection, sightings, row)
