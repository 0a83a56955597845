"""Somebody who has the sandbox's page open, without a browser: what they were told, and what they press."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any, TypeVar

import aiohttp

T = TypeVar("T")


class PageClient:
    """The map that the page's stream tells, by the keys of bot/sandbox/page/shapes.py."""

    def __init__(self, session: aiohttp.ClientSession, address: str) -> None:
        self._session = session
        self._address = address.rstrip("/")
        self._changed = asyncio.Event()
        self.known: dict[str, Any] = {}

    async def listen(self) -> None:
        """Take over what the stream tells, until it ends."""
        async with self._session.get(f"{self._address}/page/events") as stream:
            async for line in stream.content:
                if line.startswith(b"data:"):
                    told = json.loads(line[5:])
                    self.known = {key: value for key, value in self.known.items() if key not in told["gone"]}
                    self.known |= told["set"]
                    self._changed.set()

    def all(self, prefix: str) -> list[Any]:
        return [value for key, value in self.known.items() if key.startswith(prefix)]

    def channel(self, name: str) -> Any:
        return next((one for one in self.all("channel:") if one["name"] == name), None)

    def messages(self, channel: str) -> list[Any]:
        return [one for one in self.all("message:") if one["channel_id"] == channel]

    def entry(self, section: str, key: str = "") -> Any:
        """Return an entry of the bar, the section's first without ``key``; None where there is none."""
        entries = self.known.get(f"panel:{section}", {}).get("entries", ())
        return next((one for one in entries if key in ("", one["key"])), None)

    def text(self, section: str, key: str = "") -> str:
        return str((self.entry(section, key) or {}).get("text", ""))

    async def until(self, condition: Callable[[], T | None], *, within: float = 30) -> T:
        """Wait until something is true of what the page was told, and return it."""
        async with asyncio.timeout(within):
            while not (found := condition()):
                self._changed.clear()
                await self._changed.wait()
        return found

    async def act(self, **action: Any) -> dict[str, Any]:
        viewer = self.known["me"]["id"]
        async with self._session.post(
            f"{self._address}/page/act", json={"viewer": viewer, **action}, headers={"Origin": self._address}
        ) as answer:
            done: dict[str, Any] = await answer.json()
        return done

    async def press(self, section: str, entry: str, action: str) -> dict[str, Any]:
        """Press a button of the bar."""
        return await self.act(do="panel", section=section, entry=entry, action=action)


@asynccontextmanager
async def open_page(address: str) -> AsyncIterator[PageClient]:
    """Open the page, and wait until it was told everything once."""
    async with aiohttp.ClientSession() as session:
        page = PageClient(session, address)
        listening = asyncio.create_task(page.listen(), name="listening to the page's stream")
        try:
            await page.until(lambda: page.known.get("me"))
            yield page
        finally:
            listening.cancel()
            await asyncio.wait({listening})
