"""What goes wrong here: an answer that refuses, and a member who cannot do what a test asks.

::

    Exception
    ├── ApiError       an error answer of the REST API, in Discord's shape
    │   └── RateLimitError  429, with how long to wait
    └── DriverError    what a member's client would not let them do, or what they would see as a failure
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Literal

from bot.sandbox.limits.form import Problem, nested

__all__ = ["ApiError", "DriverError", "RateLimitError", "below"]

_REASONS = {401: "Unauthorized", 404: "Not Found", 405: "Method Not Allowed", 503: "Service Unavailable"}


class DriverError(Exception):
    """A member could not do that; the message says why, in the words their client would use where it has any."""


class ApiError(Exception):
    """An error answer: HTTP status, Discord's code and sentence, and for a wrong form where it is wrong.

    Codes: https://discord.com/developers/docs/topics/opcodes-and-status-codes#json
    """

    def __init__(self, status: int, code: int, message: str, errors: Mapping[str, Any] | None = None) -> None:
        super().__init__(f"{status} {code}: {message}")
        self.status = status
        self.code = code
        self.message = message
        self.errors = errors
        self.headers: Mapping[str, str] = {}
        """What the answer's header says beside the type of its body."""

    @property
    def body(self) -> dict[str, Any]:
        """The JSON body as Discord writes it."""
        body: dict[str, Any] = {"message": self.message, "code": self.code}
        return body | {"errors": dict(self.errors)} if self.errors else body

    @classmethod
    def plain(cls, status: int) -> ApiError:
        """Return an error that has a status and no code of its own, such as an unknown route."""
        return cls(status, 0, f"{status}: {_REASONS.get(status, 'Error')}")

    @classmethod
    def unknown(cls, code: int, thing: str) -> ApiError:
        """Return "Unknown <thing>"."""
        return cls(404, code, f"Unknown {thing}")

    @classmethod
    def form(cls, problems: Iterable[Problem]) -> ApiError:
        """Return error 50035 with every problem in its place."""
        return cls(400, 50035, "Invalid Form Body", nested(problems))

    @classmethod
    def missing_access(cls) -> ApiError:
        """Return the answer where a channel may not even be seen."""
        return cls(403, 50001, "Missing Access")

    @classmethod
    def missing_permissions(cls) -> ApiError:
        """Return the answer where a permission other than to see is missing."""
        return cls(403, 50013, "Missing Permissions")


@contextmanager
def below(step: str) -> Iterator[None]:
    """Report what is wrong with one field's object under that field."""
    try:
        yield
    except ApiError as error:
        error.errors = {step: error.errors} if error.errors else error.errors
        raise


class RateLimitError(ApiError):
    """Error 429: https://discord.com/developers/docs/topics/rate-limits#exceeding-a-rate-limit.

    :param retry_after: seconds until the next request is taken
    :param scope: the limit of the bot (``user``), of the resource (``shared``), or that over all routes
    :param headers: those of the route's bucket; none where the limit is over all routes
    """

    def __init__(
        self,
        retry_after: float,
        scope: Literal["user", "shared", "global"],
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(429, 0, "You are being rate limited.")
        self.retry_after = math.ceil(retry_after * 1000) / 1000
        self.scope = scope
        own = {"Retry-After": str(max(1, math.ceil(retry_after))), "X-RateLimit-Scope": scope}
        everywhere = {"X-RateLimit-Global": "true"} if scope == "global" else {}
        self.headers = {**(headers or {}), **own, **everywhere}

    @property
    def body(self) -> dict[str, Any]:
        """The JSON body as Discord writes it."""
        return {"message": self.message, "retry_after": self.retry_after, "global": self.scope == "global"}
