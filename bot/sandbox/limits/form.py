"""A request body, read field by field; what is wrong with it is noted under its path, as Discord reports it.

The inner codes (``BASE_TYPE_MAX_LENGTH`` and the like) are those Discord answers with where they are known from
published reports; Discord documents only the shape:
https://discord.com/developers/docs/reference#error-messages
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from bot.sandbox.limits.unverified import Doubt, about_length, units

__all__ = ["Form", "Problem", "as_list", "as_mapping", "is_snowflake", "nested"]

_BITS = re.compile(r"[0-9]{1,20}")
_SNOWFLAKE = re.compile(r"[0-9]{1,20}")
_URL = re.compile(r"(?P<scheme>[a-zA-Z][a-zA-Z0-9+.-]*)://(?P<rest>[^\s]+)")


def is_snowflake(value: object) -> bool:
    """Tell whether a value is an id, as text or as a number."""
    return isinstance(value, str | int) and bool(_SNOWFLAKE.fullmatch(str(value)))


def as_mapping(value: object) -> Mapping[str, Any]:
    """Return an object of a body, an empty one for anything else."""
    return value if isinstance(value, Mapping) else {}


def as_list(value: object) -> list[Any]:
    """Return a list of a body, an empty one for anything else."""
    return value if isinstance(value, list) else []


@dataclass(frozen=True)
class Problem:
    """One thing that Discord would refuse: where in the body, Discord's inner code, and its sentence."""

    path: tuple[str, ...]
    code: str
    message: str

    def __str__(self) -> str:
        return f"{'.'.join(self.path)}: {self.message}" if self.path else self.message


def nested(problems: Iterable[Problem]) -> dict[str, Any]:
    """Return the ``errors`` object of error 50035: the path as nested keys, the findings under ``_errors``."""
    tree: dict[str, Any] = {}
    for problem in problems:
        place = tree
        for step in problem.path:
            place = place.setdefault(step, {})
        place.setdefault("_errors", []).append({"code": problem.code, "message": problem.message})
    return tree


@dataclass
class Form:
    """One object of a request body and its place in the whole; all forms of a body share one list of problems.

    They share one list of ``doubts`` too: what Discord may refuse where nobody knows for certain.
    """

    body: Mapping[str, Any]
    path: tuple[str, ...] = ()
    problems: list[Problem] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)

    def note(self, code: str, message: str, *steps: str) -> None:
        """Record a problem at ``steps`` below this form."""
        self.problems.append(Problem((*self.path, *steps), code, message))

    def absent(self, key: str, *, required: bool) -> bool:
        """Tell whether the field is missing or null, and note it where it is required."""
        if self.body.get(key) is not None:
            return False
        if required:
            self.note("BASE_TYPE_REQUIRED", "This field is required", key)
        return True

    def text(self, key: str, maximum: int, *, minimum: int = 0, required: bool = False, trim: bool = False) -> str:
        """Return a string field, empty where absent or of another type; lengths are in code points."""
        if self.absent(key, required=required):
            return ""
        value = self.body[key]
        if not isinstance(value, str):
            self.note("STRING_TYPE_CONVERT", f'Could not interpret "{value}" as string.', key)
            return ""
        counted = value.strip() if trim else value
        length = len(counted)
        self.doubts += about_length(".".join((*self.path, key)), length, units(counted), maximum)
        if minimum and not minimum <= length <= maximum:
            self.note("BASE_TYPE_BAD_LENGTH", f"Must be between {minimum} and {maximum} in length.", key)
        elif length > maximum:
            self.note("BASE_TYPE_MAX_LENGTH", f"Must be {maximum} or fewer in length.", key)
        return value

    def number(
        self, key: str, minimum: float, maximum: float, *, required: bool = False, whole: bool = True
    ) -> float | None:
        """Return a number field within its bounds, or None."""
        if self.absent(key, required=required):
            return None
        value = self.body[key]
        # A whole number may be written 1.0, as discord.py writes the hours of a poll.
        if isinstance(value, bool) or not isinstance(value, int | float) or (whole and value != value // 1):
            self.note("NUMBER_TYPE_COERCE", f'Value "{value}" is not {"int" if whole else "float"}.', key)
            return None
        if value < minimum:
            self.note("NUMBER_TYPE_MIN", f"int value should be greater than or equal to {minimum}.", key)
        elif value > maximum:
            self.note("NUMBER_TYPE_MAX", f"int value should be less than or equal to {maximum}.", key)
        return value

    def bits(self, key: str, maximum: int = 2**64 - 1) -> int | None:
        """Return a set of permission bits, which Discord writes as text and takes as a number too, or None."""
        value = self.body.get(key)
        if value is None:
            return None
        if isinstance(value, bool) or not _BITS.fullmatch(str(value)):
            self.note("NUMBER_TYPE_COERCE", f'Value "{value}" is not a permission bit set.', key)
            return None
        if int(value) > maximum:
            self.note("NUMBER_TYPE_MAX", f"int value should be less than or equal to {maximum}.", key)
        return int(value)

    def truth(self, key: str) -> bool:
        """Return a boolean field, False where absent."""
        value = self.body.get(key)
        if value is not None and not isinstance(value, bool):
            self.note("BOOLEAN_TYPE_CONVERT", "Must be either true or false.", key)
        return value is True

    def choice(self, key: str, allowed: Collection[int | str], *, required: bool = False) -> int | str | None:
        """Return a field that must hold one of ``allowed``, or None."""
        if self.absent(key, required=required):
            return None
        value = self.body[key]
        if isinstance(value, bool) or not isinstance(value, int | str) or value not in allowed:
            listed = ", ".join(str(one) for one in allowed)
            self.note("BASE_TYPE_CHOICES", f"Value must be one of {{{listed}}}.", key)
            return None
        return value

    def picks(self, key: str, allowed: Collection[int | str], *, minimum: int = 0) -> list[Any]:
        """Return a list of different values out of ``allowed``, with whatever else it holds."""
        picked = self.items(key, len(allowed), minimum=minimum)
        listed = ", ".join(str(one) for one in allowed)
        for place, value in enumerate(picked):
            if isinstance(value, bool) or not isinstance(value, int | str) or value not in allowed:
                self.note("BASE_TYPE_CHOICES", f"Value must be one of {{{listed}}}.", key, str(place))
            elif value in picked[:place]:
                self.note("SET_TYPE_ALREADY_CONTAINS_VALUE", "The set already contains this value", key, str(place))
        return picked

    def time(self, key: str) -> datetime | None:
        """Return a time as ISO 8601 writes it, UTC where it tells no other, or None."""
        if self.absent(key, required=False):
            return None
        try:
            time = datetime.fromisoformat(str(self.body[key]))
        except ValueError:
            self.note("DATE_TIME_TYPE_PARSE", f"Could not parse {self.body[key]}. Should be ISO8601.", key)
            return None
        return time if time.tzinfo else time.replace(tzinfo=UTC)

    def url(self, key: str, maximum: int, schemes: Collection[str], *, required: bool = False) -> str:
        """Return an address with one of ``schemes``, or an empty string."""
        value = self.text(key, maximum, required=required)
        if not value:
            return ""
        match = _URL.fullmatch(value)
        if match is None:
            self.note("URL_TYPE_INVALID_URL", "Not a well formed URL.", key)
        elif match["scheme"].lower() not in schemes:
            listed = ", ".join(f"'{scheme}'" for scheme in schemes)
            message = f'Scheme "{match["scheme"]}" is not supported. Scheme must be one of ({listed}).'
            self.note("URL_TYPE_INVALID_SCHEME", message, key)
        return value

    def form(self, key: str, *, required: bool = False) -> Form | None:
        """Return the form of an object field, or None."""
        if self.absent(key, required=required):
            return None
        return self._below(self.body[key], key)

    def forms(self, key: str, maximum: int, *, minimum: int = 0, required: bool = False) -> list[Form]:
        """Return the forms of a field that lists objects; ``minimum`` counts only where the field is there."""
        items = self.items(key, maximum, minimum=minimum, required=required)
        below = (self._below(item, key, str(place)) for place, item in enumerate(items))
        return [form for form in below if form is not None]

    def items(self, key: str, maximum: int, *, minimum: int = 0, required: bool = False) -> list[Any]:
        """Return the items of a list field, an empty list where absent or of another type."""
        if self.absent(key, required=required):
            return []
        value = self.body[key]
        if not isinstance(value, list):
            self.note("LIST_TYPE_CONVERT", "Only iterables may be used in a ListType.", key)
            return []
        if minimum and not minimum <= len(value) <= maximum:
            self.note("BASE_TYPE_BAD_LENGTH", f"Must be between {minimum} and {maximum} in length.", key)
        elif len(value) > maximum:
            self.note("BASE_TYPE_MAX_LENGTH", f"Must be {maximum} or fewer in length.", key)
        return value

    def snowflake(self, key: str, *, required: bool = False) -> int | None:
        """Return an id, or None."""
        if self.absent(key, required=required):
            return None
        value = self.body[key]
        if not is_snowflake(value):
            self.note("NUMBER_TYPE_COERCE", f'Value "{value}" is not snowflake.', key)
            return None
        return int(value)

    def snowflakes(self, key: str, maximum: int) -> list[str]:
        """Return a list of ids, unique and well-formed."""
        found: list[str] = []
        for place, item in enumerate(self.items(key, maximum)):
            if not is_snowflake(item):
                self.note("NUMBER_TYPE_COERCE", f'Value "{item}" is not snowflake.', key, str(place))
            elif str(item) in found:
                message = "The set already contains this value"
                self.note("SET_TYPE_ALREADY_CONTAINS_VALUE", message, key, str(place))
            else:
                found.append(str(item))
        return found

    def _below(self, value: object, *steps: str) -> Form | None:
        if isinstance(value, Mapping):
            return Form(value, (*self.path, *steps), self.problems, self.doubts)
        self.note("MODEL_TYPE_CONVERT", "Only dictionaries may be used in a ModelType", *steps)
        return None
