"""A colon, or the space after it, that was forgotten: to YAML such a line is text, and it complains somewhere below."""

from __future__ import annotations

import re
from collections.abc import Iterable

from bot.errors import SettingsProblem
from bot.settings.outline import keys

__all__ = ["colon_hint", "forgotten_colon"]

_SLIP = re.compile(r"[ \t]*(?:- +)*(?P<key>[a-z_]{1,30})(?:(?P<colon>:)(?=\S)|(?=[ \t]+[^\s:]|\s*$))")
_IDLE = re.compile(r"\s*(?:#.*)?$")


def colon_hint(text: str, names: Iterable[str]) -> str:
    """Say what is missing in a text that begins with one of the names of keys, "" if nothing is."""
    slip = _SLIP.match(text)
    if slip is None or slip["key"] not in names:
        return ""
    key = slip["key"]
    return f"A space is missing after `{key}:`." if slip["colon"] else f"A colon is missing after `{key}`."


def forgotten_colon(text: str, line: int) -> SettingsProblem | None:
    """Look for the slip in a line, counted from 1, or in the one with content above it; None if it is in neither."""
    names = {key.name for key in keys()}
    lines = list(enumerate(text.split("\n")[:line], 1))
    above = [(number, content) for number, content in lines[:-1] if not _IDLE.match(content)]
    for number, content in (*lines[-1:], *above[-1:]):
        if hint := colon_hint(content, names):
            column = len(content) - len(content.lstrip(" \t-")) + 1
            return SettingsProblem(number, column, "", "this line is not of the form `key: value`.", hint)
    return None
