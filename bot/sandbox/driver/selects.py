"""What may be chosen in a select, in a message as in a form."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import TYPE_CHECKING, Any, Protocol

from bot.sandbox.errors import DriverError
from bot.sandbox.limits.selects import STRING_SELECT
from bot.sandbox.permissions import Permission
from bot.sandbox.world.sight import permissions_of

if TYPE_CHECKING:
    from bot.sandbox.driver.options import Resolved
    from bot.sandbox.world.channels import Channel
    from bot.sandbox.world.users import User

__all__ = ["chosen", "require_offered"]

USERS, ROLES, MENTIONABLES, CHANNELS = 5, 6, 7, 8


class _Named(Protocol):
    @property
    def id(self) -> int: ...


def chosen(
    select: Mapping[str, Any], values: Collection[object], user: User, channel: Channel, resolved: Resolved
) -> list[str]:
    """Return the values that a select sends, and note in ``resolved`` what they name.

    :param values: option values of a string select, else accounts, roles or channels, by themselves or by id
    :raises DriverError: for what the select does not offer to that account in that channel, or offers once
    """
    if select["type"] == STRING_SELECT:
        require_offered(select, values)
        return [str(value) for value in values]
    offered = {one.id: one for one in _offered(select, user, channel)}
    names = [_named(offered, value, resolved) for value in values]
    _require_once(select, names)
    return names


def require_offered(component: Mapping[str, Any], values: Collection[object]) -> None:
    """Refuse values that are not among a component's options, and one that is chosen twice."""
    offered = [option["value"] for option in component["options"]]
    for value in values:
        if value not in offered:
            told = f"There is no option {value!r}; there are: {', '.join(offered)}"
            raise DriverError(f"{component['custom_id']}: {told}")
    _require_once(component, values)


def _require_once(component: Mapping[str, Any], values: Collection[object]) -> None:
    if len({*values}) < len(values):
        raise DriverError(f"{component['custom_id']}: nothing can be chosen twice")


def _named(offered: Mapping[int, _Named], value: object, resolved: Resolved) -> str:
    number = str(getattr(value, "id", value))
    thing = offered.get(int(number)) if number.isdecimal() else None
    name = resolved.name(thing)
    if name is None:
        raise DriverError(f"{value!r} cannot be chosen there")
    return name


def _offered(select: Mapping[str, Any], user: User, channel: Channel) -> Iterable[_Named]:
    kind, guild = select["type"], channel.guild
    if kind in (USERS, MENTIONABLES):
        yield from guild.members.values() if guild else channel.recipients
    if kind in (ROLES, MENTIONABLES) and guild:
        yield from guild.roles.values()
    if kind == CHANNELS and guild:
        kinds = select.get("channel_types")
        for one in (*guild.channels, *guild.threads):
            if (not kinds or one.kind in kinds) and Permission.VIEW_CHANNEL in permissions_of(user, one):
                yield one
