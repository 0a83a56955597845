"""What the bot may see and do: every handler's first lines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from bot.sandbox.errors import ApiError
from bot.sandbox.limits.form import Problem
from bot.sandbox.permissions import Permission
from bot.sandbox.rest.routing import Call
from bot.sandbox.world.channels import Channel, ChannelKind, Thread
from bot.sandbox.world.guilds import Guild
from bot.sandbox.world.messages import Message
from bot.sandbox.world.sight import sees_channel

__all__ = [
    "guild_of",
    "message_of",
    "refuse",
    "refuse_closed",
    "refuse_textless",
    "require",
    "require_for",
    "require_in_guild",
    "require_members_intent",
    "require_sending",
    "sees",
    "visible_channel",
]

_GUILD_MEMBERS = 1 << 1


def refuse(problems: Sequence[Problem]) -> None:
    """Answer error 50035 where a form has problems."""
    if problems:
        raise ApiError.form(problems)


def guild_of(call: Call) -> Guild:
    """Return the server of the path, if the bot is in it."""
    guild = call.world.guilds.get(call.id("guild_id"))
    if guild is None:
        raise ApiError.unknown(10004, "Guild")
    if guild.me is None:
        raise ApiError.missing_access()
    return guild


def visible_channel(call: Call) -> Channel:
    """Return the channel of the path: 10003 where there is none, 50001 where the bot does not see it."""
    channel = call.world.channel_for_bot(call.id("channel_id"))
    if channel is None:
        raise ApiError.unknown(10003, "Channel")
    if channel.guild is None:
        if call.world.bot not in channel.recipients:
            raise ApiError.missing_access()
    elif not sees(channel):
        raise ApiError.missing_access()
    return channel


def sees(channel: Channel) -> bool:
    """Tell whether the bot sees a channel; a private thread only if it is in it, or moderates."""
    return sees_channel(channel.world.bot, channel)


def require_members_intent(call: Call) -> None:
    """Refuse to list people to an application that was not granted the privileged intent of members."""
    if not call.world.privileged_intents & _GUILD_MEMBERS:
        raise ApiError.missing_access()


def may(channel: Channel, permission: Permission) -> bool:
    """Tell whether the bot has a permission in a channel; in direct messages it has what matters."""
    if channel.guild is None:
        return True
    return channel.guild.me is not None and permission in channel.guild.me.permissions(channel)


def require(channel: Channel, permission: Permission) -> None:
    """Refuse with 50013 what the bot may not do, and with 50003 to moderate direct messages, which nobody can."""
    if channel.guild is None and permission is Permission.MANAGE_MESSAGES:
        raise ApiError(403, 50003, "Cannot execute action on a DM channel")
    if not may(channel, permission):
        raise ApiError.missing_permissions()


def require_in_guild(guild: Guild, permission: Permission) -> None:
    """Refuse with 50013 what the bot may not do in the whole server."""
    if guild.me is None or permission not in guild.me.permissions():
        raise ApiError.missing_permissions()


def require_sending(channel: Channel) -> None:
    """Refuse a message that the bot may not write there."""
    refuse_textless(channel)
    require(channel, Permission.SEND_MESSAGES_IN_THREADS if channel.is_thread else Permission.SEND_MESSAGES)
    if isinstance(channel, Thread) and channel.locked and not may(channel, Permission.MANAGE_THREADS):
        raise ApiError(400, 160005, "Thread is locked")


def require_for(channel: Channel, call: Call, message: Mapping[str, Any]) -> None:
    """Refuse what a new message holds beside text, where the bot may not send such."""
    if call.uploads:
        require(channel, Permission.ATTACH_FILES)
    if message.get("poll"):
        require(channel, Permission.SEND_POLLS)
    if message.get("tts"):
        require(channel, Permission.SEND_TTS_MESSAGES)


def refuse_textless(channel: Channel) -> None:
    """Refuse what needs messages, in a channel that holds none itself."""
    if channel.kind is ChannelKind.FORUM:
        raise ApiError(400, 40058, "Cannot send a message in a forum channel")
    if channel.kind is ChannelKind.CATEGORY:
        raise ApiError(400, 50008, "Cannot send messages in a non-text channel")


def refuse_closed(channel: Channel) -> None:
    """Refuse to change something in an archived thread."""
    if isinstance(channel, Thread) and channel.archived:
        raise ApiError(400, 50083, "Thread is archived")


def message_of(call: Call, channel: Channel) -> Message:
    """Return the message of the path; 10008 where there is none that the bot's token may reach."""
    message = channel.messages.get(call.id("message_id"))
    if message is None or message.ephemeral:
        raise ApiError.unknown(10008, "Message")
    return message
