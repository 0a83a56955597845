"""What keeps a copy of a flat map up to date."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypedDict

__all__ = ["Update", "diff"]


class Update(TypedDict):
    """The keys that are new or have another value, with their values, and the keys that are gone."""

    set: dict[str, Any]
    gone: list[str]


def diff(old: Mapping[str, Any], new: Mapping[str, Any]) -> Update:
    """Return what makes ``new`` of ``old``."""
    changed = {key: value for key, value in new.items() if key not in old or old[key] != value}
    return {"set": changed, "gone": [key for key in old if key not in new]}
