"""Making something anew only when what it is made of has changed."""

from __future__ import annotations

from collections.abc import Callable
from operator import is_
from typing import Any, Generic, TypeVar
from weakref import WeakKeyDictionary

__all__ = ["Memo"]

K = TypeVar("K")
V = TypeVar("V")


class Memo(Generic[K, V]):
    """What was made of things, until one of a thing's attributes is another object.

    So a thing must replace what changes, never change it in place. Things are forgotten with their last reference.
    """

    def __init__(self, make: Callable[[K], V]) -> None:
        self._make = make
        self._made: WeakKeyDictionary[K, tuple[tuple[Any, ...], V]] = WeakKeyDictionary()

    def __call__(self, thing: K) -> V:
        """Return what was made of a thing as it is now."""
        state = tuple(vars(thing).values())
        known = self._made.get(thing)
        if known is not None and len(known[0]) == len(state) and all(map(is_, known[0], state)):
            return known[1]
        made = self._make(thing)
        self._made[thing] = state, made
        return made
