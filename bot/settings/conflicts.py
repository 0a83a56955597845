"""Settings that are each fine and contradict one another.

The checks read plain mappings, so that a file with other mistakes is checked for these too, and all are reported at once.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

__all__ = ["Conflict", "Path", "digest_conflicts", "name_conflicts"]

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Conflict:
    """A contradiction: the path of the key or value that makes it, seen from the mapping that was checked."""

    path: Path
    message: str
    hint: str = ""


def digest_conflicts(digest: Mapping[str, object]) -> Iterator[Conflict]:
    """Check one entry of ``digests``."""
    if digest.get("at") is not None and digest.get("cron") is not None:
        yield Conflict(("cron",), "the digest has both `at` and `cron`.", "Keep one of them.")
    for index, channel, _ in _repeated(digest.get("channels")):
        yield Conflict(("channels", index), f'the channel "{channel}" is named twice.', "Keep it once.")


def name_conflicts(entries: object, kind: str) -> Iterator[Conflict]:
    """Check that the entries of a list have different names, whatever their case."""
    names = [entry.get("name") if isinstance(entry, Mapping) else None for entry in _listed(entries)]
    for index, name, first in _repeated(names):
        message = f'another {kind} has the name "{first}".'
        if name != first:
            message = f'"{name}" and "{first}" are one name: upper and lower case do not count.'
        yield Conflict((index, "name"), message, f"Each {kind} needs its own.")


def _listed(value: object) -> Sequence[object]:
    return value if isinstance(value, Sequence) and not isinstance(value, str) else ()


def _repeated(values: object) -> Iterator[tuple[int, str, str]]:
    """Yield place and text of each text that stood there before, and how it was written first; case does not count."""
    seen: dict[str, str] = {}
    for index, value in enumerate(_listed(values)):
        if isinstance(value, str):
            if value.casefold() in seen:
                yield index, value, seen[value.casefold()]
            seen.setdefault(value.casefold(), value)
