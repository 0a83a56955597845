"""The bot's requests, as the bar shows them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final, Literal

from bot.sandbox.page.shapes import RequestView
from bot.sandbox.rest.service import RequestRecord

__all__ = ["SHOWN", "request_in_full", "request_view", "shown_requests"]

SHOWN: Final = 200
"""How many of the last requests the bar shows."""
# Whoever has an interaction's token can answer in the bot's place.
_TOKEN: Final = re.compile(r"(?<=^/)((?:interactions|webhooks)/[^/]+)/[^/]+")
_LIMITED: Final = 429

Outcome = Literal["open", "taken", "refused", "limited", "broken"]


def shown_requests(records: Sequence[RequestRecord]) -> Sequence[RequestRecord]:
    """Return the last requests."""
    return records[-SHOWN:]


def request_view(record: RequestRecord) -> RequestView:
    """Return a request in short."""
    return {
        "n": record.number,
        "at": record.at.isoformat(),
        "method": record.method,
        "path": _masked(record.path),
        # The route of an unknown address is the address itself.
        "route": _masked(record.route) if record.route == record.path else record.route,
        "status": record.status,
        "outcome": _outcome(record),
        "told": _told(record),
        "warnings": list(record.warnings),
    }


def request_in_full(record: RequestRecord) -> dict[str, Any]:
    """Return a request with its query, its body, the names of its files, and the answer."""
    return {
        **request_view(record),
        "query": dict(record.query),
        "json": record.json,
        "files": list(record.files),
        "answer": record.answer,
    }


def _masked(path: str) -> str:
    return _TOKEN.sub(r"\1/…", path)


def _outcome(record: RequestRecord) -> Outcome:
    status = record.status
    if status is None:
        return "broken" if record.ended else "open"
    if status == _LIMITED:
        return "limited"
    if status >= 500:
        return "broken"
    return "refused" if status >= 400 else "taken"


def _told(record: RequestRecord) -> str:
    """Return Discord's sentence with its code, and a line for every wrong field."""
    if _outcome(record) == "broken" and record.status is None:
        return "The connection was cut before an answer."
    answer = record.answer
    if record.status is None or record.status < 400 or not isinstance(answer, Mapping):
        return ""
    code = f" ({answer['code']})" if answer.get("code") else ""
    return "\n".join([f"{answer.get('message', '')}{code}", *_wrong_fields(answer.get("errors") or {}, "")])


def _wrong_fields(errors: Mapping[Any, Any], place: str) -> Iterator[str]:
    for key, inner in errors.items():
        if key == "_errors":
            yield from (f"{place or 'the body'}: {problem['message']}" for problem in inner)
        elif isinstance(inner, Mapping):
            yield from _wrong_fields(inner, _joined(place, str(key)))


def _joined(place: str, key: str) -> str:
    if key.isdecimal():
        return f"{place}[{key}]"
    return f"{place}.{key}" if place else key
