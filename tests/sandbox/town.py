"""A running sandbox with a small world, and a plain HTTP client at it."""

from __future__ import annotations

import io
import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import aiohttp

from bot.sandbox import Channel, Guild, Member, Sandbox
from tests.discord_schema import answer_problems

START = datetime(2023, 3, 27, 9, 0, tzinfo=UTC)


class Clock:
    """A clock that tests turn."""

    def __init__(self, now: datetime = START) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def turn(self, **by: float) -> None:
        self.now += timedelta(**by)


@dataclass(frozen=True)
class Got:
    """An answer: status, parsed body, headers."""

    status: int
    body: Any
    headers: dict[str, str]

    @property
    def code(self) -> tuple[int, int]:
        return self.status, self.body["code"]

    @property
    def errors(self) -> Any:
        return self.body["errors"]


class Api:
    """Asks as a bot does, and holds every good answer against Discord's published description."""

    def __init__(self, sandbox: Sandbox, session: aiohttp.ClientSession) -> None:
        self.sandbox = sandbox
        self.session = session

    async def ask(self, method: str, path: str, body: Any = None, *, token: str | None = None) -> Got:
        headers = {"Authorization": f"Bot {token or self.sandbox.token}"}
        return await self._send(method, path, headers, json=body)

    async def upload(self, method: str, path: str, body: Any, **files: bytes) -> Got:
        form = aiohttp.FormData()
        form.add_field("payload_json", json.dumps(body), content_type="application/json")
        for number, (name, data) in enumerate(files.items()):
            form.add_field(f"files[{number}]", io.BytesIO(data), filename=f"{name}.txt", content_type="text/plain")
        return await self._send(method, path, {"Authorization": f"Bot {self.sandbox.token}"}, data=form)

    async def upload_named(self, method: str, path: str, body: Any, filename: str) -> Got:
        """Send one file of a name, with whatever in it."""
        form = aiohttp.FormData()
        form.add_field("payload_json", json.dumps(body), content_type="application/json")
        form.add_field("files[0]", io.BytesIO(b"x"), filename=filename, content_type="application/octet-stream")
        return await self._send(method, path, {"Authorization": f"Bot {self.sandbox.token}"}, data=form)

    async def _send(self, method: str, path: str, headers: dict[str, str], **content: Any) -> Got:
        url = self.sandbox.api_url + path
        async with self.session.request(method, url, headers=headers, **content) as response:
            text = await response.read()
            got = Got(response.status, json.loads(text) if text else None, dict(response.headers))
        if got.status < 400:
            record = self.sandbox.requests[-1]
            problems = answer_problems(method, record.route, got.status, got.body)
            assert not problems, problems
        return got

    async def get(self, path: str) -> Got:
        return await self.ask("GET", path)

    async def post(self, path: str, body: Any = None) -> Got:
        return await self.ask("POST", path, {} if body is None else body)

    async def patch(self, path: str, body: Any) -> Got:
        return await self.ask("PATCH", path, body)

    async def put(self, path: str, body: Any) -> Got:
        return await self.ask("PUT", path, body)

    async def delete(self, path: str) -> Got:
        return await self.ask("DELETE", path)


@dataclass(frozen=True)
class Town:
    """A server with a channel of each kind and two members."""

    sandbox: Sandbox
    clock: Clock
    guild: Guild
    general: Channel
    news: Channel
    forum: Channel
    ada: Member
    chief: Member


def build(sandbox: Sandbox, clock: Clock) -> Town:
    guild = sandbox.add_guild("Reading group")
    return Town(
        sandbox,
        clock,
        guild,
        guild.add_channel("general"),
        guild.add_channel("news", "announcement"),
        guild.add_channel("papers", "forum", tags=["weekly"]),
        guild.add_member("Ada", locale="de"),
        guild.add_member("Chief", administrator=True),
    )
