"""What a member typed into a command's options, checked as their client checks it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any

from bot.sandbox.errors import DriverError
from bot.sandbox.limits.commands import SUBCOMMAND
from bot.sandbox.world.attachments import Attachment, Upload
from bot.sandbox.world.channels import Channel
from bot.sandbox.world.messages import Message
from bot.sandbox.world.roles import Role
from bot.sandbox.world.sight import permissions_of

if TYPE_CHECKING:
    from bot.sandbox.world.users import User

__all__ = ["Resolved", "command_data", "filled", "menu_data", "nested_in"]

STRING, INTEGER, BOOLEAN, USER, CHANNEL, ROLE, MENTIONABLE, NUMBER, ATTACHMENT = range(3, 12)
_TYPES: Mapping[int, tuple[str, tuple[type, ...]]] = {
    STRING: ("text", (str,)),
    INTEGER: ("a whole number", (int,)),
    BOOLEAN: ("true or false", (bool,)),
    NUMBER: ("a number", (int, float)),
}

_MAX_NUMBER = 2**53
"""https://discord.com/developers/docs/interactions/application-commands (application command option type)."""

Option = Mapping[str, Any]


class Resolved:
    """The accounts, channels, roles, files and messages that values name, as Discord sends them beside the ids."""

    def __init__(self, user: User, channel: Channel) -> None:
        self._user = user
        self._channel = channel
        self.data: dict[str, dict[str, Any]] = {}

    def name(self, value: object) -> str | None:
        """Note what a value names and return its id; None for a value that names nothing."""
        account = getattr(value, "account", None)
        if isinstance(value, Message):
            return self._note("messages", value.id, value.payload())
        if isinstance(value, Channel):
            permissions = str(int(permissions_of(self._user, value)))
            return self._note("channels", value.id, value.payload() | {"permissions": permissions})
        if isinstance(value, Role):
            return self._note("roles", value.id, value.payload())
        if isinstance(value, Upload):
            value = self._channel.world.keep_file(value, self._channel.id)
        if isinstance(value, Attachment):
            return self._note("attachments", value.id, value.payload())
        if account is not None:
            self._note_member(account)
            return self._note("users", account.id, account.payload())
        return None

    def _note_member(self, account: User) -> None:
        guild = self._channel.guild
        member = guild.members.get(account.id) if guild else None
        if member:
            fields = {key: value for key, value in member.payload().items() if key not in ("user", "deaf", "mute")}
            self._note(
                "members", account.id, fields | {"permissions": str(int(permissions_of(account, self._channel)))}
            )

    def _note(self, kind: str, number: int, payload: dict[str, Any]) -> str:
        self.data.setdefault(kind, {})[str(number)] = payload
        return str(number)


def filled(
    leaf: Option, given: Mapping[str, object], resolved: Resolved, *, typing: bool = False
) -> list[dict[str, Any]]:
    """Return the option objects of an interaction, in the order of the command.

    :param typing: an option is still being typed, so that others may be missing
    :raises DriverError: for an unknown option, a missing one, or a value that the client would not let through
    """
    known = {option["name"]: option for option in leaf["options"]}
    for name in given:
        if name not in known:
            raise DriverError(f"There is no option {name!r}; there are: {', '.join(known) or 'none'}")
    missing = [name for name, option in known.items() if option.get("required") and name not in given]
    if missing and not typing:
        raise DriverError(f"This option is required: {', '.join(missing)}")
    return [
        {"name": name, "type": option["type"], "value": _value(option, given[name], resolved)}
        for name, option in known.items()
        if name in given
    ]


def _value(option: Option, value: object, resolved: Resolved) -> object:
    kind = option["type"]
    if kind in _TYPES:
        words, types = _TYPES[kind]
        if not isinstance(value, types) or (isinstance(value, bool) and kind != BOOLEAN):
            raise DriverError(f"{option['name']}: {value!r} is not {words}")
        _CHECKS[kind](option, value)
        return _chosen(option, value)
    number = resolved.name(value) if _names(kind, value) else None
    if number is None:
        raise DriverError(f"{option['name']}: {value!r} is not what an option of type {kind} takes")
    kinds = option.get("channel_types")
    if kinds and isinstance(value, Channel) and value.kind not in kinds:
        raise DriverError(f"{option['name']}: #{value.name} is not of the kinds {kinds}")
    return number


def _names(kind: int, value: object) -> bool:
    fits: Mapping[int, bool] = {
        USER: hasattr(value, "account"),
        CHANNEL: isinstance(value, Channel),
        ROLE: isinstance(value, Role),
        MENTIONABLE: hasattr(value, "account") or isinstance(value, Role),
        ATTACHMENT: isinstance(value, Attachment | Upload),
    }
    return fits.get(kind, False)


def _chosen(option: Option, value: object) -> object:
    """Return the value of a choice, given by its value or by the name that the member sees."""
    choices = option.get("choices")
    if not choices:
        return value
    for choice in choices:
        if value in (choice["value"], choice["name"]):
            return choice["value"]
    raise DriverError(f"{option['name']}: choose one of {', '.join(str(one['name']) for one in choices)}")


def _check_text(option: Option, value: Any) -> None:
    # An option without a letter is one that is not filled in.
    low, high = option.get("min_length") or 1, option.get("max_length") or 6000
    if not low <= len(value) <= high:
        raise DriverError(f"{option['name']}: the text must have between {low} and {high} characters")


def _check_number(option: Option, value: Any) -> None:
    low, high = option.get("min_value"), option.get("max_value")
    low, high = -_MAX_NUMBER if low is None else low, _MAX_NUMBER if high is None else high
    if not low <= value <= high:
        raise DriverError(f"{option['name']}: the number must be between {low} and {high}")


def _check_nothing(option: Option, value: Any) -> None:
    """Take both truth values."""


_CHECKS: Mapping[int, Callable[[Option, Any], None]] = {
    STRING: _check_text,
    INTEGER: _check_number,
    BOOLEAN: _check_nothing,
    NUMBER: _check_number,
}


def nested_in(path: str, options: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Wrap a subcommand's options as Discord sends them: group, subcommand, options."""
    names = path.split()[1:]
    for depth, name in enumerate(reversed(names)):
        options = [{"name": name, "type": SUBCOMMAND + (depth > 0), "options": options}]
    return options


def command_data(command: Option, options: Iterable[Mapping[str, Any]], resolved: Resolved) -> dict[str, Any]:
    """Return the ``data`` of a command or autocomplete interaction."""
    data: dict[str, Any] = {
        "id": command["id"],
        "name": command["name"],
        "type": command["type"],
        "options": list(options),
    }
    return data | _in_guild(command) | ({"resolved": resolved.data} if resolved.data else {})


def menu_data(command: Option, target: object, resolved: Resolved) -> dict[str, Any]:
    """Return the ``data`` of a command of a context menu, used on a message or an account."""
    data = {"id": command["id"], "name": command["name"], "type": command["type"], "target_id": resolved.name(target)}
    return data | _in_guild(command) | {"resolved": resolved.data}


def _in_guild(command: Option) -> dict[str, Any]:
    return {"guild_id": command["guild_id"]} if "guild_id" in command else {}
