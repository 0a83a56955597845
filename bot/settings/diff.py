"""What changed between two settings, for the log: a line for each change, in the YAML's own words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pydantic import BaseModel

from bot.settings.addresses import without_secrets
from bot.settings.models import Settings

__all__ = ["describe_changes"]


def describe_changes(old: Settings, new: Settings) -> tuple[str, ...]:
    """Return lines such as ``digest `weekly`: time 09:00 -> 10:00``; empty exactly if both are equal."""
    lines = [
        *_in_list("digest", _by_name(old.digests), _by_name(new.digests)),
        *_in_list("source", _by_name(old.dataset.sources), _by_name(new.dataset.sources)),
        *_in_sections(old, new),
    ]
    if not lines and old != new:
        # The same entries in another order: for sources it decides whose word counts.
        lines = ["the order of the entries changed"]
    return tuple(lines)


def _by_name(entries: tuple[BaseModel, ...]) -> dict[str, dict[str, object]]:
    """Return the entries as plain data by name; its case does not make another entry."""
    dumped = [entry.model_dump(mode="json") for entry in entries]
    return {str(entry["name"]).casefold(): entry for entry in dumped}


def _in_list(kind: str, old: Mapping[str, dict[str, object]], new: Mapping[str, dict[str, object]]) -> Iterator[str]:
    for name, entry in old.items():
        if name not in new:
            yield f"{kind} `{entry['name']}` removed"
    for name, entry in new.items():
        if name not in old:
            yield f"{kind} `{entry['name']}` added"
        elif changes := ", ".join(_changes(old[name], entry)):
            yield f"{kind} `{old[name]['name']}`: {changes}"


def _in_sections(old: Settings, new: Settings) -> Iterator[str]:
    before = old.model_dump(mode="json", exclude={"digests": True, "dataset": {"sources"}})
    after = new.model_dump(mode="json", exclude={"digests": True, "dataset": {"sources"}})
    for section, values in after.items():
        yield from _in_section(section, before[section], values)


def _in_section(name: str, old: Mapping[str, object], new: Mapping[str, object]) -> Iterator[str]:
    """Name each change in full; sections within it, such as ``dataset.arxiv``, come after its own settings."""
    within = {key for key, value in new.items() if isinstance(value, Mapping)}
    own = [{key: value for key, value in values.items() if key not in within} for values in (old, new)]
    for change in _changes(*own):
        yield f"{name}.{change}"
    for key in new:
        if isinstance(before := old[key], Mapping) and isinstance(after := new[key], Mapping):
            yield from _in_section(f"{name}.{key}", before, after)


def _changes(old: Mapping[str, object], new: Mapping[str, object]) -> Iterator[str]:
    """Yield ``key old -> new`` for each value; the keys of a mapping one by one, also those that come and go."""
    for key in dict.fromkeys([*old, *new]):
        before, after = old.get(key), new.get(key)
        if before == after:
            continue
        if isinstance(before, Mapping) and isinstance(after, Mapping):
            yield from _changes(before, after)
        elif isinstance(before, list) and isinstance(after, list):
            yield f"{key} {_list_change(before, after)}"
        else:
            yield f"{key} {_change(before, after)}"


def _change(before: object, after: object) -> str:
    old, new = _written(before), _written(after)
    return f"{old} -> {new}" if old != new else "changed in a part that is not shown"


def _list_change(before: list[object], after: list[object]) -> str:
    gone = [f"-{_written(value)}" for value in before if value not in after]
    come = [f"+{_written(value)}" for value in after if value not in before]
    return " ".join([*gone, *come]) or "in another order"


def _written(value: object) -> str:
    if value is None:
        return "unset"
    if isinstance(value, Mapping):
        return " ".join(str(part) for part in value.values())
    text = str(value)
    return without_secrets(text) if text.startswith(("http://", "https://")) else text
