"""Using the components of a message, and filling in forms."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from bot.sandbox.driver.begin import begin, owners_of
from bot.sandbox.driver.forms import Form, Values
from bot.sandbox.driver.options import Resolved
from bot.sandbox.driver.selects import chosen
from bot.sandbox.driver.writing import require_message
from bot.sandbox.errors import DriverError
from bot.sandbox.limits.components import walk
from bot.sandbox.limits.selects import SELECT_TYPES
from bot.sandbox.world.interactions import Interaction, InteractionKind

if TYPE_CHECKING:
    from bot.sandbox.world.messages import Message
    from bot.sandbox.world.users import User

__all__ = ["Values", "choose", "open_until_sent", "press", "submit"]

BUTTON = 2


def press(user: User, message: Message, *, custom_id: str | None, label: str | None) -> Interaction:
    """Press the one button with that custom id or label."""
    if (custom_id is None) == (label is None):
        raise DriverError("A button is named by its custom_id or by its label")
    require_message(user, message)
    key, wanted = ("custom_id", custom_id) if custom_id is not None else ("label", label)
    button = _component(message, (BUTTON,), key, wanted)
    if "custom_id" not in button:
        raise DriverError(f"The button only opens {button.get('url')}")
    data = {"component_type": BUTTON, "custom_id": button["custom_id"], "id": button["id"]}
    return _use(user, message, button, data)


def choose(user: User, message: Message, custom_id: str, values: Sequence[object]) -> Interaction:
    """Choose in a select: option values of a string select, else accounts, roles or channels."""
    require_message(user, message)
    select = _component(message, SELECT_TYPES, "custom_id", custom_id)
    if not select["min_values"] <= len(values) <= select["max_values"]:
        raise DriverError(f"Choose between {select['min_values']} and {select['max_values']} options")
    resolved = Resolved(user, message.channel)
    data = {
        "component_type": select["type"],
        "custom_id": custom_id,
        "id": select["id"],
        "values": chosen(select, values, user, message.channel, resolved),
    }
    return _use(user, message, select, data | ({"resolved": resolved.data} if resolved.data else {}))


def _component(message: Message, kinds: Sequence[int], key: str, wanted: str | None) -> dict[str, Any]:
    offered = [one for one in message.components_flat() if one["type"] in kinds]
    found = [one for one in offered if one.get(key) == wanted]
    if len(found) != 1:
        names = ", ".join(str(one.get(key)) for one in offered)
        raise DriverError(f"{len(found)} components have {key} {wanted!r}; there are: {names or 'none'}")
    return found[0]


def _use(user: User, message: Message, component: Mapping[str, Any], data: Mapping[str, Any]) -> Interaction:
    if component.get("disabled"):
        raise DriverError("The component is disabled")
    owners = (message.interaction or {}).get("authorizing_integration_owners")
    owners = owners or owners_of(user, message.channel, user_install=False)
    return begin(user, message.channel, InteractionKind.COMPONENT, data, owners=owners, source=message)


@contextmanager
def open_until_sent(opened_by: Interaction) -> Iterator[None]:
    """Open a form again when what happens inside fails: at Discord it stays open then, to be sent again."""
    form = opened_by.modal
    try:
        yield
    except DriverError:
        opened_by.modal = form
        raise


def submit(user: User, opened_by: Interaction, values: Mapping[str, Values]) -> Interaction:
    """Send a form with values by custom id; fields that are not named keep what they were opened with.

    :param values: text and radio groups take a string, a single checkbox True or False, all others a list: option values,
        accounts, roles, channels or uploaded attachments (by themselves or by id)
    :raises DriverError: where no form is open, or the client would not send it like that
    """
    modal = opened_by.modal
    if modal is None or opened_by.user is not user:
        raise DriverError(f"No modal is open for {user.name}")
    known = {one["custom_id"] for one in walk(modal["components"]) if "custom_id" in one}
    unknown = set(values) - known
    if unknown:
        raise DriverError(f"The modal has no {', '.join(sorted(unknown))}; there are: {', '.join(sorted(known))}")
    form = Form(user, opened_by.channel, values)
    data = {"custom_id": modal["custom_id"], "components": [form.row(row) for row in modal["components"]]}
    data |= {"resolved": form.resolved.data} if form.resolved.data else {}
    opened_by.modal = None
    return begin(user, opened_by.channel, InteractionKind.MODAL, data, owners=opened_by.owners, source=opened_by.source)
