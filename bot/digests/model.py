"""The nouns of delivery, and the two contracts that join it to Discord.

An *edition* is one week of one digest in one channel. Planning it writes all its *steps* with their payloads; delivering it
performs them in order. Nothing here knows discord.py: a payload is the JSON body of a Create Message request.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Protocol

from bot.digests.selection import Selection
from bot.models import Week

__all__ = [
    "ChannelKind",
    "ChannelView",
    "DigestContent",
    "EditionKey",
    "Marker",
    "Part",
    "Payload",
    "Posted",
    "Publisher",
    "Renderer",
    "Role",
    "StepKind",
    "StepState",
]

Payload = Mapping[str, Any]
"""The JSON body of Discord's Create Message request, without nonce."""


class ChannelKind(StrEnum):
    """What a digest can be posted to, as far as posting differs."""

    TEXT = "text"
    ANNOUNCEMENT = "announcement"
    FORUM = "forum"
    THREAD = "thread"


class StepKind(StrEnum):
    """What a step asks of Discord."""

    POST = "post"  # a message in a channel or thread
    OPEN_POST = "open_post"  # a forum post: a thread together with its first message
    PUBLISH = "publish"  # crosspost the message of an earlier step to following servers
    EDIT = "edit"  # put a corrected message in place of that of an earlier step


class StepState(StrEnum):
    """Where a step stands; only ``SENDING`` has an owner and a lease."""

    PLANNED = "planned"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, order=True)
class EditionKey:
    """The identity of an edition; ``attempt`` is 1, and counts up with each confirmed "post again"."""

    digest: str
    channel_id: int
    week: date
    attempt: int = 1


@dataclass(frozen=True, slots=True)
class Marker:
    """What a posted part carries, so that a look at the channel's history tells which part of which edition it is.

    ``digest_tag`` is :meth:`tag_of` the digest's name; ``part`` counts from 1 to ``parts``.
    """

    digest_tag: str
    week: date
    attempt: int
    part: int
    parts: int

    @staticmethod
    def tag_of(digest: str) -> str:
        """Return eight hex digits that stand for a digest's name, whatever its case."""
        return hashlib.sha256(digest.casefold().encode()).hexdigest()[:8]


@dataclass(frozen=True, slots=True)
class Part:
    """One rendered message of an edition; ``payload`` contains ``marker`` in a form that :meth:`Publisher.posted` reads back."""

    marker: Marker
    payload: Payload


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestContent:
    """What a digest says, the same for every channel: rendered once, posted to many.

    ``week`` holds only the papers that passed the digest's filters and limit; ``total`` is how many the week has in all.
    ``archive`` marks an older week posted for want of a new one; ``late_since`` is the due time of a late delivery, and
    ``next_due`` the next one, both aware. ``selection`` is how its papers were chosen, so that a correction of the week chooses
    alike; None, and it is never corrected.
    """

    digest: str
    week: Week
    total: int
    attempt: int = 1
    archive: bool = False
    mention_role: int | None = None
    late_since: datetime | None = None
    next_due: datetime | None = None
    selection: Selection | None = None


@dataclass(frozen=True, slots=True)
class Role:
    """A role of a server; ``mentionable`` if a message of the bot's in the channel at hand would ping who has it."""

    role_id: int
    name: str
    mentionable: bool


@dataclass(frozen=True, slots=True)
class ChannelView:
    """What can be known of a channel before posting.

    ``missing`` are the permissions that posting needs and the bot lacks, by their names in Discord's own client;
    ``readable`` says whether the history can be read (without that permission Discord answers an empty list, not an error).
    """

    channel_id: int
    guild_id: int
    name: str
    kind: ChannelKind
    missing: tuple[str, ...] = ()
    readable: bool = True
    tags_required: bool = False
    """A forum that takes no post without a tag."""
    roles: tuple[Role, ...] = ()
    """All roles of the channel's server."""


@dataclass(frozen=True, slots=True)
class Posted:
    """A message of the bot's own that carries a marker; in a forum ``message_id`` is the post's thread as well.

    ``papers`` are the identities of the papers that it shows, as they were when it was posted.
    """

    message_id: int
    channel_id: int
    marker: Marker
    papers: tuple[str, ...] = ()


class Renderer(Protocol):
    """Turns an edition into messages. Pure: no network, no clock."""

    def parts(self, content: DigestContent) -> tuple[Part, ...]:
        """Return the messages in posting order, at least one, each within Discord's limits and with its marker."""
        ...

    def post_title(self, content: DigestContent) -> str:
        """Return the name of a forum post, at most 100 characters."""
        ...

    def papers_in(self, payload: Payload) -> tuple[str, ...]:
        """Return the identities of the papers that one of its messages shows, in order."""
        ...


class Publisher(Protocol):
    """The sending end. Every method raises a :class:`bot.errors.DeliveryError` and nothing else of its own.

    None of them puts a short time limit around a request that creates something: a limit that fires leaves nobody knowing.
    """

    async def view(self, channel_id: int) -> ChannelView:
        """Look at a channel; :class:`~bot.errors.RefusedError` where it is gone, unseen, or not a kind that can be posted to."""
        ...

    async def posted(self, channel: ChannelView, *, since: datetime | None = None) -> Sequence[Posted]:
        """Return the bot's own marked messages, newest first: those after ``since``, or the most recent hundred."""
        ...

    async def post(self, channel_id: int, payload: Payload, *, nonce: str) -> int:
        """Create a message in a channel or thread and return its id; ``nonce`` (25 characters) makes a repeat harmless."""
        ...

    async def open_post(self, channel: ChannelView, name: str, payload: Payload) -> int:
        """Create a forum post and return the id of its thread, which is that of its first message; there is no nonce."""
        ...

    async def publish(self, channel_id: int, message_id: int) -> None:
        """Crosspost an announcement; one that is already published counts as done."""
        ...

    async def edit(self, channel_id: int, message_id: int, payload: Payload, *, name: str = "") -> None:
        """Let a message of the bot's own say ``payload``; a repeat is harmless, and nobody is pinged.

        ``channel_id`` is the channel or thread that it stands in; with ``name`` that is a forum post, called so from then on.
        A thread that was archived meanwhile is opened first.
        """
        ...
