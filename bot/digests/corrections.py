"""What becomes of an edition that stands when its week is corrected at the source. Pure."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from bot.digests.model import DigestContent, EditionKey, Part, Payload, StepKind, StepState
from bot.digests.said import Said, known_of, sources_of
from bot.digests.selection import Selection, passing
from bot.digests.steps import MESSAGES, PlannedStep, StepRecord
from bot.models import Paper, Week

__all__ = ["Lookup", "Revision", "in_full", "revised", "revision_of"]

Lookup = Callable[[str, date], Paper | None]
"""The paper of an identity, also a former one, by preference its entry in that week: :meth:`bot.catalog.Catalog.paper`."""


@dataclass(frozen=True, slots=True)
class Revision:
    """What is to be asked of Discord.

    With a ``refusal``, which is a sentence for the admin, nothing is: then the ``edits`` have no payload and only say so.
    """

    edits: tuple[PlannedStep, ...] = ()
    refusal: str = ""


def revised(key: EditionKey, said: Said, week: Week | None, lookup: Lookup) -> DigestContent | None:
    """Return what an edition is to say of its week as the list has it now; None if that is no reason to touch it.

    Papers that were posted stay as long as the week has them, under whatever identity; others that pass the selection of
    the edition, not that of the settings of today, join as far as its limit goes. A week that is gone, also from only one of
    its sources, or of which no paper is left, changes nothing; nor does one of whose papers less is known than before.
    """
    if week is None or said.selection is None:
        return None
    there = [_in(week, lookup, identity) for identity in said.papers]
    stayed = {paper.identity for paper in there if paper is not None}
    if not stayed or not _is_whole(said, week):
        return None
    return DigestContent(
        digest=key.digest,
        week=replace(week, papers=_chosen(week, said.selection, stayed)),
        total=len(week.papers),
        attempt=key.attempt,
        archive=said.archive,
        mention_role=said.mention_role,
        late_since=said.late_since,
        next_due=said.next_due,
        selection=said.selection,
    )


def revision_of(steps: Sequence[StepRecord], parts: Sequence[Part], title: str = "") -> Revision:
    """Return how the messages of an edition become ``parts``: an edit for each that would say something else.

    Compared is with what each says once all that was planned before is done. ``title`` is what a forum post is to be called.
    """
    posts = [step for step in steps if step.kind in MESSAGES]
    edits = {step.after: step for step in steps if step.kind is StepKind.EDIT}
    last = max(step.ordinal for step in steps if step.kind is not StepKind.EDIT)
    if len(posts) != len(parts):
        notes = tuple(_edit(post, last, None) for post in posts)
        return Revision(notes, refusal=_of_another_size(len(posts), len(parts)))
    return Revision(
        tuple(
            _edit(post, last, part.payload, _new_title(post, edits.get(post.ordinal), title))
            for post, part in zip(posts, parts, strict=True)
            if _says_otherwise(edits.get(post.ordinal, post), part.payload)
        )
    )


def in_full(steps: Sequence[StepRecord]) -> bool:
    """Tell whether all messages of an edition stand in the channel."""
    return all(step.state is StepState.SENT for step in steps if step.kind in MESSAGES)


def _in(week: Week, lookup: Lookup, identity: str) -> Paper | None:
    paper = lookup(identity, week.end)
    return paper if paper is not None and paper.week == week.end else None


def _is_whole(said: Said, week: Week) -> bool:
    """Tell whether a list has all that it had: at a start a source may be missing, or what arXiv said may have been lost.

    Of a paper with another identity it need not: what was known was known of another paper, by a link that was wrong.
    """
    knew = dict(zip(said.papers, said.known, strict=False))
    as_known = all(knew.get(paper.identity, frozenset()) <= known_of(paper) for paper in week.papers)
    return as_known and said.sources <= sources_of(week.papers)


def _chosen(week: Week, selection: Selection, stayed: set[str]) -> tuple[Paper, ...]:
    joining = [paper.identity for paper in passing(week, selection) if paper.identity not in stayed]
    chosen = stayed.union(joining[: max(0, selection.limit - len(stayed))])
    return tuple(sorted((paper for paper in week.papers if paper.identity in chosen), key=lambda paper: paper.rank))


def _new_title(post: StepRecord, edit: StepRecord | None, title: str) -> str:
    """Return the title if the forum post that is opened by ``post`` has, or may have, another; "" leaves it as it is."""
    if post.kind is not StepKind.OPEN_POST:
        return ""
    renamed = edit is not None and edit.title != ""
    return title if renamed or title != post.title else ""


def _edit(post: StepRecord, last: int, payload: Payload | None, title: str = "") -> PlannedStep:
    return PlannedStep(
        ordinal=last + post.ordinal,
        kind=StepKind.EDIT,
        part=post.part,
        parts=post.parts,
        payload=payload,
        title=title,
        after=post.ordinal,
    )


def _says_otherwise(step: StepRecord, payload: Payload) -> bool:
    # An edit without a payload is the note of one that could not be made: what stands is not known from it.
    return step.payload is None or _as_stored(step.payload) != _as_stored(payload)


def _as_stored(payload: Payload) -> Any:
    return json.loads(json.dumps(payload))


def _of_another_size(standing: int, needed: int) -> str:
    messages = "1 message" if needed == 1 else f"{needed} messages"
    stand = "1 stands" if standing == 1 else f"{standing} stand"
    return (
        f"The week was corrected at its source, but would now take {messages} where {stand}, so the post stays as it is. "
        "/digest post can post it once more."
    )
