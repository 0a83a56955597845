"""A Discord in memory, as far as a publisher goes: channels, messages, nonces, and failures on demand."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from itertools import count

from bot.digests.model import ChannelKind, ChannelView, DigestContent, Marker, Part, Payload, Posted
from bot.errors import RefusedError

__all__ = ["FakeDiscord", "FakeMessage", "FakeRenderer", "Fault", "view_of"]

GUILD = 9


def view_of(channel_id: int, kind: ChannelKind = ChannelKind.TEXT, **fields: object) -> ChannelView:
    """Return a channel in which everything is allowed."""
    return replace(ChannelView(channel_id, GUILD, f"papers-{channel_id}", kind), **fields)  # type: ignore[arg-type]


class FakeRenderer:
    """Makes ``parts`` small messages of an edition; counts how often it was asked."""

    def __init__(self, parts: int = 2, *, version: str = "") -> None:
        self.count = parts
        self.version = version
        self.asked = 0

    def parts(self, content: DigestContent) -> tuple[Part, ...]:
        self.asked += 1
        tag = Marker.tag_of(content.digest)
        markers = [
            Marker(tag, content.week.end, content.attempt, part, self.count) for part in range(1, self.count + 1)
        ]
        return tuple(Part(marker, self._payload(content, marker)) for marker in markers)

    def post_title(self, content: DigestContent) -> str:
        return f"Papers of the week to {content.week.end}"

    def papers_in(self, payload: Payload) -> tuple[str, ...]:
        return tuple(identity for identity, _ in payload["papers"])

    def _payload(self, content: DigestContent, marker: Marker) -> Payload:
        mark = [marker.digest_tag, marker.week.isoformat(), marker.attempt, marker.part, marker.parts]
        text = f"{content.digest} {content.week.end} part {marker.part}{self.version}"
        head = f"{len(content.week.papers)} of {content.total}{' from the archive' if content.archive else ''}"
        papers = [[paper.identity, paper.title] for paper in content.week.papers[marker.part - 1 :: self.count]]
        return {"content": text, "allowed_mentions": {"parse": []}, "mark": mark, "head": head, "papers": papers}


@dataclass(slots=True)
class FakeMessage:
    """A message that stands in a channel or thread."""

    message_id: int
    channel_id: int
    payload: Payload
    created_at: datetime
    nonce: str | None = None
    published: bool = False
    edits: int = 0

    @property
    def titles(self) -> list[str]:
        """The papers that it shows."""
        return [title for _, title in self.payload.get("papers", [])]

    @property
    def marker(self) -> Marker:
        tag, week, attempt, part, parts = self.payload["mark"]
        return Marker(tag, date.fromisoformat(week), attempt, part, parts)


@dataclass(frozen=True, slots=True)
class Fault:
    """An error in place of the answer; with ``after`` it comes when the effect has happened already."""

    error: BaseException
    after: bool = False


class FakeDiscord:
    """A publisher whose channels are in memory.

    ``faults`` maps the number of a call (from 1, as listed in ``calls``) to what goes wrong with it. ``before`` is called
    with the name of each call first, and may wait or raise; each call lets the event loop turn ``turns`` times.
    """

    def __init__(self, *channels: ChannelView) -> None:
        self.channels = {channel.channel_id: channel for channel in channels}
        self.messages: list[FakeMessage] = []
        self.calls: list[str] = []
        self.titles: dict[int, str] = {}
        self.faults: dict[int, Fault] = {}
        self.refusals: dict[str, Exception] = {}
        self.before: Callable[[str], object] | None = None
        self.turns = 0
        self.clock_is_ahead = timedelta()
        self._nonces: dict[str, FakeMessage] = {}
        self._ids = count(1_000_001)

    # What tests ask and do.

    def in_channel(self, channel_id: int) -> list[FakeMessage]:
        """Return the messages of a channel or thread, oldest first."""
        return [message for message in self.messages if message.channel_id == channel_id]

    def everything(self) -> list[tuple[date, int, int]]:
        """Return week, attempt and part of every message, oldest first."""
        return [(m.marker.week, m.marker.attempt, m.marker.part) for m in self.messages]

    def forget_nonces(self) -> None:
        """Let so much time pass that a repeated nonce is new again."""
        self._nonces.clear()

    def fail(self, call: int, error: BaseException, *, after: bool = False) -> None:
        """Let the ``call``-th call (from 1) fail."""
        self.faults[call] = Fault(error, after)

    def refuse(self, name: str, error: Exception) -> None:
        """Let every call of that name fail, until it is taken out of ``refusals``."""
        self.refusals[name] = error

    def place(self, channel_id: int, payload: Payload, nonce: str | None = None) -> FakeMessage:
        """Put a message of the bot's own into a channel."""
        message = FakeMessage(next(self._ids), channel_id, payload, datetime.now(UTC) + self.clock_is_ahead, nonce)
        self.messages.append(message)
        return message

    # The contract.

    async def view(self, channel_id: int) -> ChannelView:
        fault = await self._begin("view")
        if channel_id not in self.channels:
            raise RefusedError(f"There is no channel {channel_id}.", code=10003)
        _end(fault)
        return self.channels[channel_id]

    async def posted(self, channel: ChannelView, *, since: datetime | None = None) -> Sequence[Posted]:
        fault = await self._begin("posted")
        _end(fault)
        if not channel.readable:
            return []
        here = [m for m in self.messages if m.channel_id == channel.channel_id or self._opens(m, channel)]
        recent = [m for m in here if since is None or m.created_at >= since]
        found = [Posted(m.message_id, m.channel_id, m.marker, _papers(m.payload)) for m in reversed(recent)]
        return found[: None if since else 100]

    async def post(self, channel_id: int, payload: Payload, *, nonce: str) -> int:
        fault = await self._begin("post")
        message = self._nonces.get(nonce) or self.place(channel_id, payload, nonce)
        self._nonces[nonce] = message
        _end(fault)
        return message.message_id

    async def open_post(self, channel: ChannelView, name: str, payload: Payload) -> int:
        fault = await self._begin("open_post")
        message = self.place(channel.channel_id, payload)
        # The first message stands in the thread, which has its id.
        message.channel_id = message.message_id
        self.titles[message.message_id] = name
        self.channels[message.message_id] = view_of(message.message_id, ChannelKind.THREAD, readable=channel.readable)
        _end(fault)
        return message.message_id

    async def publish(self, channel_id: int, message_id: int) -> None:
        fault = await self._begin("publish")
        self._message(channel_id, message_id).published = True
        _end(fault)

    async def edit(self, channel_id: int, message_id: int, payload: Payload, *, name: str = "") -> None:
        fault = await self._begin("edit")
        message = next((m for m in self.in_channel(channel_id) if m.message_id == message_id), None)
        if message is None:
            raise RefusedError("The message was deleted after it had been posted.", code=10008)
        message.payload = payload
        message.edits += 1
        if name:
            self.titles[channel_id] = name
        _end(fault)

    def _message(self, channel_id: int, message_id: int) -> FakeMessage:
        return next(m for m in self.in_channel(channel_id) if m.message_id == message_id)

    def _opens(self, message: FakeMessage, channel: ChannelView) -> bool:
        return channel.kind is ChannelKind.FORUM and message.message_id in self.titles

    async def _begin(self, name: str) -> Fault | None:
        self.calls.append(name)
        fault = self.faults.get(len(self.calls))
        for _ in range(self.turns):
            await asyncio.sleep(0)
        if self.before is not None:
            waiting = self.before(name)
            if asyncio.iscoroutine(waiting):
                await waiting
        if name in self.refusals:
            raise self.refusals[name]
        if fault is not None and not fault.after:
            raise fault.error
        return fault


def _papers(payload: Payload) -> tuple[str, ...]:
    return tuple(identity for identity, _ in payload.get("papers", []))


def _end(fault: Fault | None) -> None:
    if fault is not None:
        raise fault.error
