"""Every key that the settings know, read off the models: for suggestions, and to hold the documentation against."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, get_args

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from bot.settings.models import Settings

__all__ = ["Key", "dotted", "keys", "model_at"]

_KEY_MAX = 60  # characters of a key that a message repeats; the longest of ours has 13


@dataclass(frozen=True, slots=True)
class Key:
    """A key of the YAML: where it stands (``digests[].at``, ``weekday``) and how it is declared.

    ``model`` is the model of the keys below it, if there are any; ``many`` says whether it holds a list.
    """

    parent: str
    name: str
    field: FieldInfo
    model: type[BaseModel] | None
    many: bool

    @property
    def path(self) -> str:
        """The dotted path, with ``[]`` after each list of mappings on the way: ``digests[].at.weekday``."""
        return f"{self.parent}.{self.name}" if self.parent else self.name


def keys(model: type[BaseModel] = Settings, parent: str = "") -> Iterator[Key]:
    """Yield every key, each before those below it, in the order of declaration."""
    for name, field in model.model_fields.items():
        below = _model_in(field.annotation)
        key = Key(parent, name, field, below, _is_list(field.annotation))
        yield key
        if below is not None:
            yield from keys(below, key.path + ("[]" if key.many else ""))


def model_at(path: tuple[str | int, ...]) -> type[BaseModel] | None:
    """Return the model of the mapping at a path such as ``("digests", 0, "at")``; None where there is none."""
    model: type[BaseModel] | None = Settings
    for step in path:
        if isinstance(step, str):
            field = model.model_fields.get(step) if model is not None else None
            model = _model_in(field.annotation) if field is not None else None
    return model


def dotted(path: tuple[str | int, ...]) -> str:
    """Write a path as ``digests[0].at.weekday``, on one line whatever a file has for keys."""
    text = "".join(f"[{step}]" if isinstance(step, int) else f".{_on_one_line(step)}" for step in path)
    return text.removeprefix(".")


def _on_one_line(key: str) -> str:
    shortened = key if len(key) <= _KEY_MAX else key[: _KEY_MAX - 1] + "…"
    return "".join(character if character.isprintable() else "�" for character in shortened)


def _is_list(annotation: Any) -> bool:
    return getattr(annotation, "__origin__", None) is tuple


def _model_in(annotation: Any) -> type[BaseModel] | None:
    """Find the model in ``Model``, ``Model | None`` or ``tuple[Model, ...]``."""
    if isinstance(annotation, type) and not hasattr(annotation, "__origin__"):
        return annotation if issubclass(annotation, BaseModel) else None
    return next((found for argument in get_args(annotation) if (found := _model_in(argument)) is not None), None)
