"""What contradicts itself in an entry of ``dataset.sources``, or cannot be meant.

As in :mod:`bot.settings.conflicts`, plain mappings are read: whatever else is wrong in the entry, this is said beside it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from bot.settings.addresses import is_private_host, raw_address, wrong_form
from bot.settings.conflicts import Conflict
from bot.settings.source_values import KINDS, PAGES, YEAR_MARK, folded_kind
from bot.settings.values import shown

__all__ = ["arxiv_conflicts", "source_conflicts"]

# What bot.dataset calls the bundled table in messages and reports.
_BUNDLED = "bundled"
_TRUE = ("true", "yes", "on", "1")


def source_conflicts(source: Mapping[str, object]) -> Iterator[Conflict]:
    """Check one entry of ``dataset.sources``."""
    name = source.get("name")
    if isinstance(name, str) and name.casefold() == _BUNDLED:
        yield Conflict(("name",), f'"{name}" is the name of the list that comes with Paperboy.', "Choose another.")
    yield from _place_conflicts(source)
    yield from _year_conflicts(source)
    yield from _address_conflicts(source)
    yield from _column_conflicts(source)


def arxiv_conflicts(arxiv: Mapping[str, object]) -> Iterator[Conflict]:
    """Check ``dataset.arxiv``."""
    if _braces(arxiv.get("url")):
        yield Conflict(("url",), "nothing in braces has a meaning in this address.", "Remove the braces.")
    yield from _address_conflicts(arxiv)


def _place_conflicts(source: Mapping[str, object]) -> Iterator[Conflict]:
    has_path, has_url = source.get("path") is not None, source.get("url") is not None
    if has_path and has_url:
        yield Conflict(("url",), "the source has both `path` and `url`.", "Keep one of them.")
    if not has_path and not has_url:
        yield Conflict((), "the source has neither `path` nor `url`.", "Say where the list is, with one of them.")


def _year_conflicts(source: Mapping[str, object]) -> Iterator[Conflict]:
    for key in ("path", "url"):
        if _braces(str(source.get(key)).replace(YEAR_MARK, "")):
            # What stands in them is not repeated: in an address it may be a password.
            message = f"only the year of a page can stand in braces, written `{YEAR_MARK}`."
            yield Conflict((key,), message, f"Did you mean {YEAR_MARK}?")
    kind = _kind(source)
    if _has_year(source) and kind in KINDS and kind != PAGES:
        message = (
            f"`{YEAR_MARK}` in the address stands for pages by the year, which a list of kind {shown(kind)} has not."
        )
        hint = f"Write `kind: {PAGES}`, or name one {'file' if source.get('path') else 'address'} without {YEAR_MARK}."
        yield Conflict(("kind",), message, hint)


def _address_conflicts(settings: Mapping[str, object]) -> Iterator[Conflict]:
    address = settings.get("url")
    if not isinstance(address, str) or not address.startswith(("http://", "https://")):
        return
    if wrong_form(address):
        yield Conflict(("url",), "the address cannot be read.", "Such as https://example.org/papers.md.")
    elif raw := raw_address(address):
        yield Conflict(("url",), "this is the page that shows the file, not the file itself.", f"Write {raw}")
    elif str(settings.get("allow_private")).lower() not in _TRUE and is_private_host(address):
        message = "the address is on this machine or in the local network."
        yield Conflict(("url",), message, "If that is meant, add `allow_private: true` beside it.")


def _column_conflicts(source: Mapping[str, object]) -> Iterator[Conflict]:
    columns = source.get("columns")
    if not isinstance(columns, Mapping) or not columns:
        return
    if _kind(source) == PAGES or (_has_year(source) and _kind(source) is None):
        yield Conflict(("columns",), f"{PAGES} have no columns that could be called otherwise.", "Remove it.")
    first: dict[str, object] = {}
    for name, title in columns.items():
        if not isinstance(title, str):
            continue
        if (folded := title.strip().casefold()) in first:
            message = f"the column {shown(title.strip())} is named for `{first[folded]}` already."
            yield Conflict(("columns", str(name)), message, "A column is one thing only: keep one of them.")
        first.setdefault(folded, name)


def _kind(source: Mapping[str, object]) -> object:
    kind = source.get("kind")
    return folded_kind(kind) if isinstance(kind, str) else kind


def _has_year(source: Mapping[str, object]) -> bool:
    return any(YEAR_MARK in str(source.get(key)) for key in ("path", "url"))


def _braces(value: object) -> bool:
    return isinstance(value, str) and ("{" in value or "}" in value)
