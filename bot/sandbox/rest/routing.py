"""Routes, and what their handlers are given."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bot.sandbox.errors import ApiError
from bot.sandbox.limits.form import Form, Problem, is_snowflake
from bot.sandbox.limits.unverified import Doubt
from bot.sandbox.world.attachments import Upload
from bot.sandbox.world.world import World

__all__ = ["Answer", "Call", "Route", "Router"]

_PARAMETER = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True)
class Call:
    """One request to a route. ``body`` is the JSON, of a multipart request its ``payload_json``."""

    world: World
    base_url: str
    parameters: Mapping[str, str]
    query: Mapping[str, str]
    body: Any
    uploads: tuple[Upload, ...] = ()
    doubts: list[Doubt] = field(default_factory=list)
    """What Discord may refuse although this sandbox does not; handlers add to it."""

    def id(self, name: str) -> int:
        """Return a snowflake of the path; error 50035 where it is none."""
        return self._snowflake(name, self.parameters[name])

    def query_id(self, name: str) -> int | None:
        """Return a snowflake of the query, or None."""
        value = self.query.get(name)
        return None if value is None else self._snowflake(name, value)

    def query_number(self, name: str, default: int, minimum: int, maximum: int) -> int:
        """Return a bounded number of the query; error 50035 where it is none."""
        value = self.query.get(name)
        if value is None:
            return default
        form = Form({name: int(value) if value.isdecimal() else value})
        number = form.number(name, minimum, maximum)
        if form.problems or number is None:
            raise ApiError.form(form.problems)
        return int(number)

    def query_time(self, name: str) -> datetime | None:
        """Return a time of the query, UTC where it tells no other, or None; error 50035 where it is none."""
        form = Form(self.query)
        time = form.time(name)
        if form.problems:
            raise ApiError.form(form.problems)
        return time

    def query_truth(self, name: str) -> bool:
        """Return a boolean of the query, False where absent."""
        return self.query.get(name, "").lower() in ("1", "true")

    def json_object(self) -> Mapping[str, Any]:
        """Return the body where it must be an object; error 50109 where it is not."""
        if not isinstance(self.body, Mapping):
            raise ApiError(400, 50109, "The request body contains invalid JSON.")
        return self.body

    @staticmethod
    def _snowflake(name: str, value: str) -> int:
        if not is_snowflake(value):
            told = f'Value "{value}" is not snowflake.'
            raise ApiError.form([Problem((name,), "NUMBER_TYPE_COERCE", told)])
        return int(value)


@dataclass(frozen=True)
class Answer:
    """What a handler returns where it is not simply 200 with JSON, or 204 with None."""

    body: Any
    status: int = 200


@dataclass(frozen=True)
class Route:
    """A method and a path template such as ``/channels/{channel_id}``, below ``/api/v10``."""

    method: str
    template: str
    handler: Callable[[Call], Any]
    authorised: bool = True
    """Whether the bot's token is asked for; webhooks and interactions carry their own in the path."""


class Router:
    """Finds the route of a request."""

    def __init__(self, routes: Iterable[Route]) -> None:
        self._routes = [(re.compile(_PARAMETER.sub(r"(?P<\1>[^/]+)", route.template)), route) for route in routes]

    def find(self, method: str, path: str) -> tuple[Route, Mapping[str, str]]:
        """Return the route and its parameters; Discord's 404 or 405 where there is none.

        Routes are tried in the order of the table, so that ``@me`` stands before ``{user_id}``.
        """
        known = False
        for pattern, route in self._routes:
            match = pattern.fullmatch(path)
            if match and route.method == method:
                return route, match.groupdict()
            known = known or match is not None
        raise ApiError.plain(405 if known else 404)
