"""What was probably meant: nearest words, time zones. The libraries behind it load only when something is wrong."""

from __future__ import annotations

import re
from collections.abc import Iterable
from zoneinfo import available_timezones

__all__ = ["did_you_mean", "nearest", "nearest_time_zones"]

_CUTOFF = 65  # of 100; below it a suggestion puzzles more than it helps
_ZONE_CUTOFF = 75
_LONGEST = 100  # characters; nobody means a longer text by a key, a word or a zone


def nearest(text: str, options: Iterable[str], *, limit: int = 1, cutoff: float = _CUTOFF) -> tuple[str, ...]:
    """Return the options most like ``text``, best first, whatever its case and its hyphens."""
    from rapidfuzz import fuzz, process  # noqa: PLC0415 - not loaded by a bot whose settings are right

    if len(text) > _LONGEST:
        return ()
    found = process.extract(
        text, sorted(options), scorer=fuzz.ratio, processor=_folded, limit=limit, score_cutoff=cutoff
    )
    return tuple(option for option, _, _ in found)


def did_you_mean(text: str, options: Iterable[str]) -> str:
    """Return a question that offers the nearest option, or "" where none is near."""
    found = nearest(text, options)
    return f"Did you mean `{found[0]}`?" if found else ""


def nearest_time_zones(text: str) -> tuple[str, ...]:
    """Return up to three zone names that are like ``text``, which may also be a city's name alone."""
    zones = {zone for zone in available_timezones() if not zone.startswith(("posix/", "right/", "SystemV/"))}
    wanted = _folded(text)
    same = sorted(zone for zone in zones if wanted in {_folded(zone), _folded(zone.rpartition("/")[2])})
    if same:
        return tuple(same[:3])
    by_city = {_folded(zone.rpartition("/")[2]): zone for zone in sorted(zones)}
    cities = nearest(text.rpartition("/")[2], by_city, cutoff=_ZONE_CUTOFF)
    return tuple(dict.fromkeys([*nearest(text, zones, cutoff=_ZONE_CUTOFF), *(by_city[city] for city in cities)]))


def _folded(text: str) -> str:
    return re.sub(r"[\s_-]+", "_", text.strip().casefold())
