"""Which command a member means, and whether Discord would offer it to them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.sandbox.driver.begin import BOT_DM, GUILD, PRIVATE_CHANNEL, context_of, owners_of
from bot.sandbox.errors import DriverError
from bot.sandbox.limits.commands import CHAT_INPUT, GROUP, MESSAGE, SUBCOMMAND, USER
from bot.sandbox.permissions import Permission
from bot.sandbox.world.sight import permissions_of

if TYPE_CHECKING:
    from bot.sandbox.world.channels import Channel
    from bot.sandbox.world.users import User

__all__ = ["find_command", "find_menu", "is_offered", "leaf_of", "told"]

Command = dict[str, Any]


def find_command(user: User, channel: Channel, path: str, *, user_install: bool, bypass_permissions: bool) -> Command:
    """Return the registered command that a member's typing means.

    :raises DriverError: where there is none, or Discord would not show it to this member here
    """
    found = _found(channel, path.strip().partition(" ")[0], CHAT_INPUT)
    return _offered(found, user, channel, user_install=user_install, bypass_permissions=bypass_permissions)


def find_menu(
    user: User, channel: Channel, name: str, *, on_message: bool, user_install: bool, bypass_permissions: bool
) -> Command:
    """Return the registered command that a member finds in the context menu of a message, or of an account.

    :raises DriverError: where there is none, or Discord would not show it to this member here
    """
    found = _found(channel, name, MESSAGE if on_message else USER)
    return _offered(found, user, channel, user_install=user_install, bypass_permissions=bypass_permissions)


def _found(channel: Channel, name: str, kind: int) -> Command:
    book, place = channel.world.commands, channel.guild.id if channel.guild else None
    command = book.find(name, place, kind)
    if command is None:
        known = sorted(told(one) for one in book.known(place, kind))
        asked = told({"type": kind, "name": name})
        raise DriverError(f"There is no command {asked}; registered are: {', '.join(known) or 'none'}")
    return command


def _offered(
    command: Command, user: User, channel: Channel, *, user_install: bool, bypass_permissions: bool
) -> Command:
    _require_place(command, channel, user_install=user_install)
    if not bypass_permissions:
        _require_permission(command, user, channel)
    return command


def told(command: Command) -> str:
    """Return what a command is called where it is offered."""
    places = {USER: "“{}” for accounts", MESSAGE: "“{}” for messages"}
    return places.get(command["type"], "/{}").format(command["name"])


def is_offered(command: Command, user: User, channel: Channel) -> bool:
    """Tell whether a member is offered a registered command in a channel, without an application of their own."""
    try:
        owners_of(user, channel, user_install=False)
        _require_place(command, channel, user_install=False)
        _require_permission(command, user, channel)
    except DriverError:
        return False
    return True


def _require_place(command: Command, channel: Channel, *, user_install: bool) -> None:
    contexts = command["contexts"] or [GUILD, BOT_DM, PRIVATE_CHANNEL]
    if "guild_id" in command or (command["contexts"] is None and not command["dm_permission"]):
        contexts = [GUILD]
    if context_of(channel) not in contexts:
        raise DriverError(f"{told(command)} is not offered in #{channel.name}: its contexts are {contexts}")
    if int(user_install) not in command["integration_types"]:
        how = "user" if user_install else "server"
        raise DriverError(f"{told(command)} is not offered to a {how} install")


def _require_permission(command: Command, user: User, channel: Channel) -> None:
    if channel.guild is None:
        return
    own = permissions_of(user, channel)
    if Permission.USE_APPLICATION_COMMANDS not in own:
        raise DriverError(f"{user.name} may not use commands in #{channel.name}")
    if Permission.ADMINISTRATOR in own:
        return
    allowed = channel.guild.command_access.allows(int(command["id"]), channel.guild.members[user.id], channel)
    if allowed is False:
        raise DriverError(
            f"{user.name} is not offered {told(command)} in #{channel.name}: the server's settings say so"
        )
    needed = command["default_member_permissions"]
    if allowed or needed is None:
        return
    # "0" means nobody but administrators, who have every bit.
    missing = (Permission(int(needed)) or Permission.ADMINISTRATOR) & ~own
    if missing:
        raise DriverError(f"{user.name} is not offered {told(command)}: it needs {missing!r}")


def leaf_of(command: Command, path: str) -> Command:
    """Return the command itself or the subcommand that a path such as ``digest preview`` leads to.

    :raises DriverError: where the path ends early or leads nowhere
    """
    leaf = command
    for name in path.split()[1:]:
        inner = [one for one in leaf["options"] if one["type"] in (SUBCOMMAND, GROUP)]
        found = next((one for one in inner if one["name"] == name), None)
        if found is None:
            raise DriverError(f"/{path}: there is no {name!r} in /{command['name']}")
        leaf = {"options": []} | found
    if any(one["type"] in (SUBCOMMAND, GROUP) for one in leaf["options"]):
        names = ", ".join(one["name"] for one in leaf["options"])
        raise DriverError(f"/{path} needs a subcommand: {names}")
    return leaf
