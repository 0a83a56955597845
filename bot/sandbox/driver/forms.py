"""Filling in a form: https://discord.com/developers/docs/components/reference (Label and what it may hold).

What each field sends is told there under "interaction response structure".
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from bot.sandbox.driver.options import Resolved
from bot.sandbox.driver.selects import chosen, require_offered
from bot.sandbox.errors import DriverError
from bot.sandbox.limits.components import ACTION_ROW
from bot.sandbox.limits.modals import CHECKBOX, CHECKBOX_GROUP, FILE_UPLOAD, LABEL, RADIO_GROUP, TEXT_INPUT
from bot.sandbox.limits.selects import SELECT_TYPES, STRING_SELECT
from bot.sandbox.world.attachments import Attachment

if TYPE_CHECKING:
    from bot.sandbox.world.channels import Channel
    from bot.sandbox.world.users import User

__all__ = ["Form", "Values"]

Values = str | bool | Sequence[object]
"""Text or a radio group's value, a checkbox, or what was chosen in a select, ticked or uploaded."""
Field = Mapping[str, Any]

_MAX_TEXT = 4000


class Form:
    """A form as one person fills it in; ``resolved`` holds what the values name, once its rows were read."""

    def __init__(self, user: User, channel: Channel, values: Mapping[str, Values]) -> None:
        self.resolved = Resolved(user, channel)
        self._user = user
        self._channel = channel
        self._values = values
        self._kinds: Mapping[int, Callable[[Field], dict[str, Any]]] = {
            **dict.fromkeys(SELECT_TYPES, self._select),
            TEXT_INPUT: self._text,
            FILE_UPLOAD: self._files,
            RADIO_GROUP: self._radio,
            CHECKBOX_GROUP: self._ticks,
            CHECKBOX: self._tick,
        }

    def row(self, row: Field) -> dict[str, Any]:
        """Return what a label, a row or a text of the form sends.

        :raises DriverError: in the words in which a client refuses a field
        """
        base = {"type": row["type"], "id": row["id"]}
        if row["type"] == LABEL:
            return base | {"component": self._field(row["component"])}
        if row["type"] == ACTION_ROW:
            return base | {"components": [self._field(one) for one in row["components"]]}
        return base

    def _field(self, field: Field) -> dict[str, Any]:
        base = {"type": field["type"], "id": field["id"], "custom_id": field["custom_id"]}
        return base | self._kinds[field["type"]](field)

    def _given(self, field: Field, otherwise: Values) -> Values:
        return self._values.get(field["custom_id"], otherwise)

    def _text(self, field: Field) -> dict[str, Any]:
        value = self._given(field, field.get("value") or "")
        low, high = field.get("min_length") or 0, field.get("max_length") or _MAX_TEXT
        if not isinstance(value, str):
            raise _refused(field, f"{value!r} is not text")
        _require(field, value)
        if value and not low <= len(value) <= high:
            raise _refused(field, f"the text must have between {low} and {high} characters")
        return {"value": value}

    def _radio(self, field: Field) -> dict[str, Any]:
        value = self._given(field, next(iter(_defaults(field)), ""))
        if not isinstance(value, str):
            raise _refused(field, f"{value!r} is not the value of one option")
        _require(field, value)
        require_offered(field, [value] if value else [])
        return {"value": value or None}

    def _tick(self, field: Field) -> dict[str, Any]:
        value = self._given(field, bool(field.get("default")))
        if not isinstance(value, bool):
            raise _refused(field, f"{value!r} is neither True nor False")
        return {"value": value}

    def _ticks(self, field: Field) -> dict[str, Any]:
        values = self._several(field, _defaults(field), most=len(field["options"]))
        require_offered(field, values)
        return {"values": list(values)}

    def _select(self, field: Field) -> dict[str, Any]:
        values = self._several(field, _defaults(field), most=1)
        return {"values": chosen(field, values, self._user, self._channel, self.resolved)}

    def _files(self, field: Field) -> dict[str, Any]:
        files = self._several(field, (), most=1)
        return {"values": [self._file(field, file) for file in files]}

    def _file(self, field: Field, file: object) -> str:
        uploaded = self._channel.world.attachments
        attachment = uploaded.get(int(file)) if isinstance(file, str) and file.isdecimal() else file
        if not isinstance(attachment, Attachment):
            raise _refused(field, f"{file!r} was not uploaded")
        self.resolved.data.setdefault("attachments", {})[str(attachment.id)] = attachment.payload()
        return str(attachment.id)

    def _several(self, field: Field, otherwise: Sequence[str], *, most: int) -> Sequence[object]:
        values = self._given(field, otherwise)
        if isinstance(values, str) or not isinstance(values, Sequence):
            raise _refused(field, f"{values!r} is not a list")
        _require(field, values)
        low, high = _bound(field, "min_values", 1), _bound(field, "max_values", most)
        if values and not low <= len(values) <= high:
            raise _refused(field, f"choose between {low} and {high}")
        return values


def _bound(field: Field, key: str, otherwise: int) -> int:
    return otherwise if field.get(key) is None else int(field[key])


def _defaults(field: Field) -> list[str]:
    if field["type"] in SELECT_TYPES and field["type"] != STRING_SELECT:
        return [str(one["id"]) for one in field.get("default_values") or ()]
    return [option["value"] for option in field["options"] if option.get("default")]


def _require(field: Field, value: Sequence[object]) -> None:
    if field.get("required", True) and not value:
        raise _refused(field, "this field is required")


def _refused(field: Field, why: str) -> DriverError:
    return DriverError(f"{field['custom_id']}: {why}")
