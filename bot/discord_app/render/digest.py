"""The digest: a week for a channel, in as few messages as hold it well."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache, partial
from itertools import pairwise
from typing import NamedTuple

from bot.digests.model import DigestContent, Marker, Part, Payload
from bot.discord_app.custom_ids.in_messages import papers_in
from bot.discord_app.custom_ids.kinds import WeekOfDigest
from bot.discord_app.render.blocks import Item, Layout, button, message, rows, text
from bot.discord_app.render.categories import glance
from bot.discord_app.render.entries import COMFORTABLE, entries, entry_text
from bot.discord_app.render.measure import MOST_CHARACTERS, measure
from bot.discord_app.render.payloads import payload_of
from bot.discord_app.text.markdown import length, plural, timestamp, week_span
from bot.models import Paper

__all__ = ["DigestRenderer"]

_MOST_PAPERS = 10
"""In a message: three components each, beside mention, frame, head, foot and a button make 36 of Discord's 40."""


class _Place(NamedTuple):
    """Which message of how many."""

    part: int
    parts: int


class _Frame(NamedTuple):
    """What stands around the papers of one message."""

    mention: str
    head: str
    foot: str


class DigestRenderer:
    """Makes the messages of an edition; implements :class:`bot.digests.model.Renderer`."""

    def parts(self, content: DigestContent) -> tuple[Part, ...]:
        """Return the messages of an edition, at least one.

        Where ten papers are too long for one message, further links give way first, then long sentences; only then are the
        papers spread over more messages, evenly and never within one.
        """
        views = _views(content)
        return tuple(_part(content, view, _Place(part, len(views))) for part, view in enumerate(views, 1))

    def post_title(self, content: DigestContent) -> str:
        """Return the name of a forum post, at most 100 characters."""
        return f"Papers of the week · {week_span(content.week)}"

    def papers_in(self, payload: Payload) -> tuple[str, ...]:
        """Return the identities of the papers that one of its messages shows, in order."""
        return papers_in(payload)


def _part(content: DigestContent, view: Layout, place: _Place) -> Part:
    measure(view)
    role = content.mention_role if place.part == 1 else None
    return Part(_marker(content, place), payload_of(view, mention_role=role))


def _marker(content: DigestContent, place: _Place) -> Marker:
    return Marker(Marker.tag_of(content.digest), content.week.end, content.attempt, *place)


def _views(content: DigestContent) -> list[Layout]:
    papers, head = content.week.papers, _head(content)
    fewest = max(1, -(-len(papers) // _MOST_PAPERS))
    texts = cache(entry_text)
    for parts in range(fewest, len(papers) + 1):
        frames, chunks = _frames(content, head, parts), _spread(papers, parts)
        for style in COMFORTABLE:
            describe = partial(texts, style=style)
            if all(_fits(frame, map(describe, chunk)) for frame, chunk in zip(frames, chunks, strict=True)):
                return [
                    _view(content, _Place(part, parts), frame, entries(chunk, map(describe, chunk)))
                    for part, (frame, chunk) in enumerate(zip(frames, chunks, strict=True), 1)
                ]
    # A paper alone always fits, its title and address being cut; so this is a digest without papers.
    return [_view(content, _Place(1, 1), _frames(content, head, 1)[0], [])]


def _fits(frame: _Frame, texts: Iterable[str]) -> bool:
    return sum(map(length, (*frame, *texts))) <= MOST_CHARACTERS


def _spread(papers: Sequence[Paper], parts: int) -> list[Sequence[Paper]]:
    """Return the papers in that many stretches, whose lengths differ by one at most."""
    least, longer = divmod(len(papers), parts)
    starts = [part * least + min(part, longer) for part in range(parts + 1)]
    return [papers[start:end] for start, end in pairwise(starts)]


def _frames(content: DigestContent, head: str, parts: int) -> list[_Frame]:
    """Return the frames of that many messages: the first one pings, and the last one says when the next digest comes."""
    mention = f"<@&{content.mention_role}>" if content.mention_role is not None else ""
    foot = f"-# Next digest {timestamp(content.next_due, 'F')}" if content.next_due else ""
    return [
        _Frame(
            mention if part == 1 else "",
            head if part == 1 else f"**{week_span(content.week)}** · continued, {part} of {parts}",
            foot if part == parts else "",
        )
        for part in range(1, parts + 1)
    ]


def _view(content: DigestContent, place: _Place, frame: _Frame, papers: Iterable[Item]) -> Layout:
    whole = button("All papers of this week", WeekOfDigest(_marker(content, place)).encode())
    foot = [text(frame.foot)] if frame.foot else []
    return message([text(frame.head), *papers, *foot, *rows([whole])], above=frame.mention)


def _head(content: DigestContent) -> str:
    shown, about = len(content.week.papers), glance(content.week.papers)
    whole = plural(content.total, "paper")
    lines = (
        "## Papers of the week",
        f"**{week_span(content.week)}** · " + (whole if shown == content.total else f"{shown} of the week’s {whole}"),
        f"-# {about}" if about else "",
        "-# From the archive: nothing newer is waiting to be posted." if content.archive else "",
        f"-# Late: this was due {timestamp(content.late_since, 'F')}." if content.late_since else "",
    )
    return "\n".join(line for line in lines if line)
