"""Asks the page's server as the page does, without a browser."""

from __future__ import annotations

import asyncio
import io
import json
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import aiohttp

from bot.sandbox import Channel, Member, Message, Sandbox
from bot.sandbox.page.mirror import Update

__all__ = ["Mirror", "Visitor", "apply", "visiting"]

WITHIN = 10.0
"""Seconds after which a test has waited long enough."""


def apply(update: Update, to: Mapping[str, Any]) -> dict[str, Any]:
    """Return a map with an update made, as the page does it."""
    gone = set(update["gone"])
    return {key: value for key, value in to.items() if key not in gone} | update["set"]


@dataclass
class Mirror:
    """What a page has been told: every update, and the map that they make."""

    stream: aiohttp.ClientResponse
    map: dict[str, Any] = field(default_factory=dict)
    updates: list[Update] = field(default_factory=list)
    comments: int = 0

    async def take(self) -> bool:
        """Take in what comes next; False where the stream has ended."""
        async with asyncio.timeout(WITHIN):
            frame = await self.stream.content.readuntil(b"\n\n") if not self.stream.content.at_eof() else b""
        text = frame.decode().strip()
        if text.startswith("data: "):
            update: Update = json.loads(text.removeprefix("data: "))
            self.updates.append(update)
            self.map = apply(update, self.map)
        self.comments += text.startswith(":")
        return bool(frame)

    async def until(self, condition: Callable[[dict[str, Any]], object]) -> dict[str, Any]:
        """Take in what comes until the map is as wanted, and return it."""
        while not condition(self.map):
            assert await self.take(), f"the stream ended with {sorted(self.map)}"
        return self.map

    def kind(self, prefix: str) -> list[Any]:
        """Return the values of one kind: ``message``."""
        return [value for key, value in self.map.items() if key.startswith(f"{prefix}:")]


@dataclass
class Visitor:
    """Somebody in front of the page."""

    sandbox: Sandbox
    session: aiohttp.ClientSession
    id: str = ""

    def become(self, member: Member) -> Visitor:
        """Return the same browser, with the page open as somebody else."""
        return Visitor(self.sandbox, self.session, str(member.id))

    @property
    def origin(self) -> dict[str, str]:
        return {"Origin": self.sandbox.url}

    async def ask(self, do: str, **fields: Any) -> tuple[int, dict[str, Any]]:
        """Post an action and return status and answer."""
        return await self.post({"viewer": self.id, "do": do, **fields})

    async def post(self, action: Any) -> tuple[int, dict[str, Any]]:
        url = f"{self.sandbox.url}/page/act"
        async with self.session.post(url, json=action, headers=self.origin) as response:
            return response.status, await response.json()

    async def act(self, do: str, **fields: Any) -> dict[str, Any]:
        """Post an action that makes sense."""
        status, done = await self.ask(do, **fields)
        assert status == 200, done
        return done

    async def slash(self, channel: Channel, command: str, /, **options: Any) -> dict[str, Any]:
        return await self.act("slash", channel=str(channel.id), command=command, options=options)

    async def press(self, message: Message, custom_id: str) -> dict[str, Any]:
        return await self.act("press", message=str(message.id), custom_id=custom_id)

    async def upload(self, filename: str, data: bytes, kind: str = "text/plain") -> tuple[int, dict[str, Any]]:
        url = f"{self.sandbox.url}/page/uploads"
        headers = {**self.origin, "Content-Type": kind}
        async with self.session.post(
            url, params={"filename": filename}, data=io.BytesIO(data), headers=headers
        ) as response:
            return response.status, await response.json()

    async def get(self, path: str, **headers: str) -> tuple[int, Any, dict[str, str]]:
        """Return status, body as bytes, and headers."""
        async with self.session.get(self.sandbox.url + path, headers=headers) as response:
            return response.status, await response.read(), dict(response.headers)

    @asynccontextmanager
    async def mirror(self) -> AsyncIterator[Mirror]:
        """Open the stream and take in the whole map."""
        url = f"{self.sandbox.url}/page/events"
        async with self.session.get(url, params={"viewer": self.id} if self.id else {}) as stream:
            mirror = Mirror(stream)
            await mirror.until(bool)
            yield mirror


@asynccontextmanager
async def visiting(sandbox: Sandbox, member: Member | None = None) -> AsyncIterator[Visitor]:
    """Open a browser, as it were."""
    async with aiohttp.ClientSession() as session:
        yield Visitor(sandbox, session, str(member.id) if member else "")
