"""What the buttons of a posted digest tell of it: which part of which edition it is, and which papers it shows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from bot.digests.model import Marker
from bot.discord_app.custom_ids.kinds import OpenPaper, WeekOfDigest

__all__ = ["Json", "marker_in", "papers_in"]

Json = Mapping[str, Any]
"""A message as the API returns it, or the body of a request that creates one."""


def marker_in(message: Json) -> Marker | None:
    """Return the marker in a message, None if it is no digest."""
    for custom_id in _custom_ids(message.get("components", [])):
        if match := WeekOfDigest.PATTERN.fullmatch(custom_id):
            try:
                return WeekOfDigest.decode(match).marker
            except ValueError:  # a day that does not exist: not an id of ours
                continue
    return None


def papers_in(message: Json) -> tuple[str, ...]:
    """Return the identities of the papers that a message has buttons for, in order."""
    matches = map(OpenPaper.PATTERN.fullmatch, _custom_ids(message.get("components", [])))
    return tuple(dict.fromkeys(match["identity"] for match in matches if match))


def _custom_ids(components: Iterable[Json]) -> Iterator[str]:
    for component in components:
        if custom_id := component.get("custom_id"):
            yield custom_id
        yield from _custom_ids(component.get("components", []))
        if accessory := component.get("accessory"):
            yield from _custom_ids([accessory])
