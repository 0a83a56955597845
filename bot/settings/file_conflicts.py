"""All contradictions of a settings file, each with its full path."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from bot.settings.conflicts import Conflict, Path, digest_conflicts, name_conflicts
from bot.settings.source_conflicts import arxiv_conflicts, source_conflicts

__all__ = ["all_conflicts"]

_Check = Callable[[Mapping[str, object]], Iterator[Conflict]]


def all_conflicts(settings: object) -> Iterator[Conflict]:
    """Check a whole settings file, however wrong the rest of it is."""
    if not isinstance(settings, Mapping):
        return
    yield from _in_list(("digests",), settings.get("digests"), "digest", digest_conflicts)
    dataset = settings.get("dataset")
    if not isinstance(dataset, Mapping):
        return
    yield from _in_list(("dataset", "sources"), dataset.get("sources"), "source", source_conflicts)
    if isinstance(arxiv := dataset.get("arxiv"), Mapping):
        yield from _below(("dataset", "arxiv"), arxiv_conflicts(arxiv))


def _in_list(path: Path, entries: object, kind: str, check: _Check) -> Iterator[Conflict]:
    if isinstance(entries, Sequence) and not isinstance(entries, str):
        for index, entry in enumerate(entries):
            if isinstance(entry, Mapping):
                yield from _below((*path, index), check(entry))
    yield from _below(path, name_conflicts(entries, kind))


def _below(path: Path, conflicts: Iterator[Conflict]) -> Iterator[Conflict]:
    for conflict in conflicts:
        yield Conflict((*path, *conflict.path), conflict.message, conflict.hint)
