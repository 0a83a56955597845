"""Limits that Discord does not publish, or that only people who met them tell of: they are told, not enforced."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Doubt"]


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something in a request that Discord may refuse, or count against a limit that no page of it states.

    ``name`` is the limit's, the same for every request that meets it; ``told`` the sentence for this one.
    """

    name: str
    told: str
