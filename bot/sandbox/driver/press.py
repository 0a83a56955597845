"""Using the components of a message, and filling in forms."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from bot.sandbox.driver.begin import begin, owners_of, require_sight
from bot.sandbox.driver.options import Resolved
from bot.sandbox.errors import DriverError
from bot.sandbox.limits.components import walk
from bot.sandbox.limits.modals import LABEL, TEXT_INPUT
from bot.sandbox.limits.selects import SELECT_TYPES, STRING_SELECT
from bot.sandbox.world.interactions import Interaction, InteractionKind

if TYPE_CHECKING:
    from bot.sandbox.world.messages import Message
    from bot.sandbox.world.users import User

__all__ = ["choose", "press", "submit"]

BUTTON = 2
Values = str | Sequence[str]


def press(user: User, message: Message, *, custom_id: str | None, label: str | None) -> Interaction:
    """Press the one button with that custom id or label."""
    key, wanted = ("custom_id", custom_id) if custom_id is not None else ("label", label)
    button = _component(message, (BUTTON,), key, wanted)
    if "custom_id" not in button:
        raise DriverError(f"The button only opens {button.get('url')}")
    data = {"component_type": BUTTON, "custom_id": button["custom_id"], "id": button["id"]}
    return _use(user, message, button, data)


def choose(user: User, message: Message, custom_id: str, values: Sequence[object]) -> Interaction:
    """Choose in a select: option values of a string select, else accounts, roles or channels."""
    select = _component(message, SELECT_TYPES, "custom_id", custom_id)
    if not select["min_values"] <= len(values) <= select["max_values"]:
        raise DriverError(f"Choose between {select['min_values']} and {select['max_values']} options")
    resolved = Resolved(user, message.channel)
    data = {
        "component_type": select["type"],
        "custom_id": custom_id,
        "id": select["id"],
        "values": [_chosen(select, value, resolved) for value in values],
    }
    return _use(user, message, select, data | ({"resolved": resolved.data} if resolved.data else {}))


def _chosen(select: Mapping[str, Any], value: object, resolved: Resolved) -> str:
    if select["type"] != STRING_SELECT:
        number = resolved.name(value)
        if number is None:
            raise DriverError(f"{value!r} cannot be chosen there")
        return number
    offered = [option["value"] for option in select["options"]]
    if value not in offered:
        raise DriverError(f"There is no option {value!r}; there are: {', '.join(offered)}")
    return str(value)


def _component(message: Message, kinds: Sequence[int], key: str, wanted: str | None) -> dict[str, Any]:
    if message.deleted:
        raise DriverError("The message is gone")
    offered = [one for one in message.components_flat() if one["type"] in kinds]
    found = [one for one in offered if one.get(key) == wanted]
    if len(found) != 1:
        names = ", ".join(str(one.get(key)) for one in offered)
        raise DriverError(f"{len(found)} components have {key} {wanted!r}; there are: {names or 'none'}")
    return found[0]


def _use(user: User, message: Message, component: Mapping[str, Any], data: Mapping[str, Any]) -> Interaction:
    if message.seen_only_by not in (None, user):
        raise DriverError(f"{user.name} does not see this message")
    require_sight(user, message.channel)
    if component.get("disabled"):
        raise DriverError("The component is disabled")
    owners = (message.interaction or {}).get("authorizing_integration_owners")
    owners = owners or owners_of(user, message.channel, user_install=False)
    return begin(user, message.channel, InteractionKind.COMPONENT, data, owners=owners, source=message)


def submit(user: User, opened_by: Interaction, values: Mapping[str, Values]) -> Interaction:
    """Send a form with values by custom id; fields that are not named keep what they were opened with."""
    modal = opened_by.modal
    if modal is None or opened_by.user is not user:
        raise DriverError(f"No modal is open for {user.name}")
    known = {one["custom_id"] for one in walk(modal["components"]) if "custom_id" in one}
    unknown = set(values) - known
    if unknown:
        raise DriverError(f"The modal has no {', '.join(sorted(unknown))}; there are: {', '.join(sorted(known))}")
    rows = [_row(row, values) for row in modal["components"]]
    data = {"custom_id": modal["custom_id"], "components": rows}
    opened_by.modal = None
    return begin(user, opened_by.channel, InteractionKind.MODAL, data, owners=opened_by.owners, source=opened_by.source)


def _row(row: Mapping[str, Any], values: Mapping[str, Values]) -> dict[str, Any]:
    base = {"type": row["type"], "id": row["id"]}
    if row["type"] == LABEL:
        return base | {"component": _field(row["component"], values)}
    return base | {"components": [_field(one, values) for one in row.get("components", ())]}


def _field(field: Mapping[str, Any], values: Mapping[str, Values]) -> dict[str, Any]:
    base = {"type": field["type"], "id": field["id"], "custom_id": field["custom_id"]}
    if field["type"] == TEXT_INPUT:
        return base | {"value": _text(field, values.get(field["custom_id"], field.get("value") or ""))}
    chosen = values.get(field["custom_id"], ())
    offered = [option["value"] for option in field.get("options") or ()]
    for value in chosen:
        if offered and value not in offered:
            raise DriverError(f"{field['custom_id']}: there is no option {value!r}; there are: {', '.join(offered)}")
    if field.get("required", True) and not chosen:
        raise DriverError(f"{field['custom_id']}: this field is required")
    return base | {"values": list(chosen)}


def _text(field: Mapping[str, Any], value: Values) -> str:
    low, high = field.get("min_length") or 0, field.get("max_length") or 4000
    if not isinstance(value, str):
        raise DriverError(f"{field['custom_id']}: {value!r} is not text")
    if field.get("required", True) and not value:
        raise DriverError(f"{field['custom_id']}: this field is required")
    if value and not low <= len(value) <= high:
        raise DriverError(f"{field['custom_id']}: the text must have between {low} and {high} characters")
    return value
