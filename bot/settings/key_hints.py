"""An unknown key, and which one was probably meant: here, or on another level of the file."""

from __future__ import annotations

import re

from pydantic import BaseModel

from bot.settings.colons import colon_hint
from bot.settings.outline import Key, keys
from bot.settings.suggestions import did_you_mean, nearest

__all__ = ["key_hint"]

_SECRETS = {
    "token": "DISCORD_TOKEN",
    "bottoken": "DISCORD_TOKEN",
    "discordtoken": "DISCORD_TOKEN",
    "database": "DATABASE_URL",
    "databaseurl": "DATABASE_URL",
}


def key_hint(level: type[BaseModel] | None, key: str) -> str:
    """Say what was probably meant by a key that the mapping of ``level`` does not have."""
    known = list(keys())
    here = list(level.model_fields) if level is not None else []
    folded = _folded(key)
    if folded in _SECRETS:
        return f"Secrets are not in this file: set the environment variable {_SECRETS[folded]}, or put it into `.env`."
    for name in here:
        if folded == _folded(name):
            return f"Did you mean `{name}`?"
    if elsewhere := [other for other in known if folded == _folded(other.name)]:
        return f"It belongs {_places(elsewhere)}."
    if hint := (colon_hint(key, here) if ":" in key else "") or did_you_mean(key, here):
        return hint
    if names := nearest(key, {other.name for other in known}):
        return f"Did you mean `{names[0]}`? It belongs {_places([other for other in known if other.name == names[0]])}."
    return f"Known here: {', '.join(f'`{name}`' for name in here)}." if here else ""


def _places(found: list[Key]) -> str:
    return " or ".join(dict.fromkeys(_under(key.parent) for key in found))


def _under(parent: str) -> str:
    """Name a level in words: `at`, in an entry of `digests`."""
    if not parent:
        return "at the top level, at the beginning of a line"
    entry, _, rest = parent.rpartition("[]")
    if not entry:
        return f"under `{parent}`"
    inner = f"under `{rest.removeprefix('.')}`, " if rest else ""
    return f"{inner}in an entry of `{entry}`"


def _folded(name: str) -> str:
    return re.sub(r"[\s_-]+", "", name).casefold()
