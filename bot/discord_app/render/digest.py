"""The digest: a week for a channel, in as few messages as hold it well."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache, partial
from typing import NamedTuple

from bot.digests.model import DigestContent, Marker, Part
from bot.discord_app.custom_ids import WeekOfDigest
from bot.discord_app.render.blocks import Layout, button, message, rows, text
from bot.discord_app.render.categories import glance
from bot.discord_app.render.entries import COMFORTABLE, PLAIN, entries, entry_text
from bot.discord_app.render.measure import fits, measure
from bot.discord_app.render.payloads import payload_of
from bot.discord_app.text import plural, timestamp, week_span
from bot.models import Paper

__all__ = ["DigestRenderer"]

_MOST_PAPERS = 10
"""In a message: three components each, beside mention, frame, head, foot and a button make 36 of Discord's 40."""


class _Place(NamedTuple):
    """Which message of how many."""

    part: int
    parts: int


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


def _part(content: DigestContent, view: Layout, place: _Place) -> Part:
    measure(view)
    role = content.mention_role if place.part == 1 else None
    return Part(_marker(content, place), payload_of(view, mention_role=role))


def _marker(content: DigestContent, place: _Place) -> Marker:
    return Marker(Marker.tag_of(content.digest), content.week.end, content.attempt, *place)


def _views(content: DigestContent) -> list[Layout]:
    papers = content.week.papers
    fewest = max(1, -(-len(papers) // _MOST_PAPERS))
    texts = cache(entry_text)
    for parts in range(fewest, len(papers) + 1):
        for style in COMFORTABLE:
            views = _spread(content, parts, partial(texts, style=style))
            if all(fits(view) for view in views):
                return views
    # A paper alone always fits, its title and address being cut; so this is a digest without papers.
    return _spread(content, fewest, partial(texts, style=PLAIN))


def _spread(content: DigestContent, parts: int, describe: Callable[[Paper], str]) -> list[Layout]:
    """Return the papers in that many messages, whose numbers of papers differ by one at most."""
    papers = content.week.papers
    least, longer = divmod(len(papers), parts)
    views, start = [], 0
    for part in range(1, parts + 1):
        end = start + least + (part <= longer)
        views.append(_view(content, papers[start:end], describe, _Place(part, parts)))
        start = end
    return views


def _view(content: DigestContent, papers: Sequence[Paper], describe: Callable[[Paper], str], place: _Place) -> Layout:
    first, last = place.part == 1, place.part == place.parts
    head = _head(content) if first else _continued(content, place)
    foot = f"-# Next digest {timestamp(content.next_due, 'F')}" if last and content.next_due else ""
    whole = button("All papers of this week", WeekOfDigest(_marker(content, place)).encode())
    mention = f"<@&{content.mention_role}>" if first and content.mention_role is not None else ""
    return message(
        [text(*head), *entries(papers, describe), *([text(foot)] if foot else []), *rows([whole])], above=mention
    )


def _head(content: DigestContent) -> tuple[str, ...]:
    shown, about = len(content.week.papers), glance(content.week.papers)
    whole = plural(content.total, "paper")
    count = whole if shown == content.total else f"{shown} of the week’s {whole}"
    late = f"-# Late: this was due {timestamp(content.late_since)}." if content.late_since else ""
    archive = "-# From the archive: nothing newer is waiting to be posted." if content.archive else ""
    return (
        "## Papers of the week",
        f"**{week_span(content.week)}** · {count}",
        f"-# {about}" if about else "",
        archive,
        late,
    )


def _continued(content: DigestContent, place: _Place) -> tuple[str, ...]:
    return (f"**{week_span(content.week)}** · continued, {place.part} of {place.parts}",)
