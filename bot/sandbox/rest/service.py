"""From an HTTP request to an answer: route, fault, authorisation, handler, record."""

from __future__ import annotations

import json
import logging
import re
import socket
import struct
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from aiohttp import web

from bot.sandbox.errors import ApiError
from bot.sandbox.faults import Fault, Faults, How
from bot.sandbox.limits.unverified import Doubt
from bot.sandbox.rest.bodyreader import read_body
from bot.sandbox.rest.invalid import InvalidRequests
from bot.sandbox.rest.ratelimits import RateLimits
from bot.sandbox.rest.ratetable import RateTable
from bot.sandbox.rest.routing import Answer, Call, Route, Router
from bot.sandbox.rest.table import ROUTES
from bot.sandbox.world.world import World

__all__ = ["API_PATH", "RequestRecord", "RestService"]

_log = logging.getLogger(__name__)

API_PATH = "/api/v10"
# discord.py takes a 429 without this header for a ban by Discord's proxy, and bodies of no other type for JSON.
_VIA = {"Via": "1.1 sandbox"}
_JSON = "application/json"
_NUMBER = re.compile(r"\d{15,20}")
_KEPT = 2_000
"""Requests of which a record is kept: a sandbox may run for weeks, and nobody looks back further."""
_RESET_ON_CLOSE = struct.pack("ii", 1, 0)


@dataclass(eq=False)
class RequestRecord:
    """A request as it came; ``status`` is None while it is open and where the connection was dropped."""

    method: str
    route: str
    """The template, ``/channels/{channel_id}/messages``; of an unknown route the path."""
    path: str
    query: Mapping[str, str]
    at: datetime
    """When it came, by the world's clock."""
    json: Any = None
    files: tuple[str, ...] = ()
    status: int | None = None
    answer: Any = None
    warnings: tuple[str, ...] = ()
    """What Discord may well refuse or count, where no source says so for certain; a sentence each."""
    ended: bool = False
    """Whether nothing more comes of it; without a status then, the connection was cut."""
    number: int = 0
    """The first request ever has number 1."""


class RestService:
    """Answers everything below ``/api/v10`` and keeps a record of it.

    :param rates: the limits of requests; None counts none
    """

    def __init__(self, world: World, faults: Faults, rates: RateTable | None = None) -> None:
        self._world = world
        self._faults = faults
        self._router = Router(ROUTES)
        self._rates = RateLimits(rates, world.clock) if rates else None
        self._invalid = InvalidRequests(world.clock)
        self._told: set[str] = set()
        self._count = 0
        self.requests: list[RequestRecord] = []
        """The last requests, in the order of their arrival."""

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """Answer one request."""
        record = self._begun(request)
        try:
            response = await self._answer_or_refuse(request, record)
            self._warn(record, self._invalid.count(record.status, record.path, response.headers))
        except Exception:
            # What the server makes of a mistake in the sandbox itself.
            record.status = 500
            raise
        finally:
            record.ended = True
            self._world.changes.notify()
        return response

    def _begun(self, request: web.Request) -> RequestRecord:
        self._count += 1
        path, query = request.path.removeprefix(API_PATH), dict(request.query)
        record = RequestRecord(request.method, path, path, query, self._world.clock(), number=self._count)
        self.requests.append(record)
        del self.requests[:-_KEPT]
        return record

    async def _answer_or_refuse(self, request: web.Request, record: RequestRecord) -> web.StreamResponse:
        try:
            return await self._answer(request, record)
        except ApiError as error:
            return self._respond(record, error.body, error.status, error.headers)

    async def _answer(self, request: web.Request, record: RequestRecord) -> web.StreamResponse:
        route, parameters = self._route(record)
        record.json, uploads = await read_body(request)
        record.files = tuple(upload.filename for upload in uploads)
        fault = self._faults.find(record.method, record.route, record.path)
        if fault and not fault.after and (broken := await self._act(fault, request, record)):
            return broken
        if route.authorised and request.headers.get("Authorization") != f"Bot {self._world.token}":
            raise ApiError.plain(401)
        base = f"{request.scheme}://{request.host}"
        call = Call(self._world, base, parameters, record.query, record.json, uploads)
        headers = self._rates.take(route.method, route.template, parameters, call.body) if self._rates else {}
        refused: ApiError | None = None
        try:
            answer = self._handled(route, call, record)
        except ApiError as error:
            error.headers = {**headers, **error.headers}
            refused = error
        # A refusal gets lost on its way as well as any other answer.
        if fault and fault.after and (broken := await self._act(fault, request, record)):
            return broken
        if refused is not None:
            raise refused
        return self._respond(record, answer.body, answer.status, headers)

    def _handled(self, route: Route, call: Call, record: RequestRecord) -> Answer:
        try:
            result = route.handler(call)
        finally:
            self._warn(record, call.doubts)
            self._world.changes.notify()
        return result if isinstance(result, Answer) else Answer(result, 204 if result is None else 200)

    def _warn(self, record: RequestRecord, doubts: Iterable[Doubt]) -> None:
        """Keep what is doubtful with its request, and log each kind once."""
        for doubt in doubts:
            record.warnings = (*record.warnings, doubt.told)
            self._log_once(doubt.name, record, doubt.told)

    def _log_once(self, name: str, record: RequestRecord, told: str) -> None:
        if name not in self._told:
            self._told.add(name)
            _log.warning("%s %s: %s", record.method, record.path, told)

    def _route(self, record: RequestRecord) -> tuple[Route, Mapping[str, str]]:
        try:
            route, parameters = self._router.find(record.method, record.path)
        except ApiError as error:
            told = "no such route here" if error.status == 404 else "this route is not there for that method"
            # Ids aside, so that a route is named once and not for every message.
            self._log_once(f"{record.method} {_NUMBER.sub('{id}', record.path)}", record, told)
            raise
        record.route = route.template
        return route, parameters

    async def _act(self, fault: Fault, request: web.Request, record: RequestRecord) -> web.Response | None:
        self._world.changes.notify()
        if fault.how is How.HANG:
            await fault.hang()
            return None
        if fault.how is How.ANSWER:
            return self._respond(record, fault.body, fault.status, fault.headers)
        _reset(request)
        return web.Response()

    def _respond(
        self, record: RequestRecord, body: Any, status: int, headers: Mapping[str, str] | None = None
    ) -> web.Response:
        record.status, record.answer = status, body
        extra = {**(headers or {}), **(_VIA if status == 429 else {})}
        if status == 204:
            return web.Response(status=status, headers=extra)
        # As ASCII, for a body may have brought half a surrogate pair, which UTF-8 has no bytes for.
        text = json.dumps(body).encode()
        return web.Response(body=text, status=status, headers={"Content-Type": _JSON, **extra})


def _reset(request: web.Request) -> None:
    """Close a connection the hard way, so that the other end sees a reset and no end of file."""
    transport = request.transport
    if transport is None:
        return
    raw = transport.get_extra_info("socket")
    if raw is not None:
        raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET_ON_CLOSE)
    transport.abort()
