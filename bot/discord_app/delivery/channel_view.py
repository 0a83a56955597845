"""What a channel asks of whoever posts there. Pure: a channel and the bot's permissions in, a ChannelView out."""

from __future__ import annotations

from collections.abc import Iterable

import discord

from bot.digests.model import ChannelKind, ChannelView, Role
from bot.errors import RefusedError

__all__ = ["GuildChannel", "describe"]

GuildChannel = discord.abc.GuildChannel | discord.Thread

# The names that Discord's own client shows for these permissions, which in forums speaks of posts.
_IN_TEXT = {"view_channel": "View Channel", "send_messages": "Send Messages"}
_IN_THREAD = {"view_channel": "View Channel", "send_messages_in_threads": "Send Messages in Threads"}
_IN_LOCKED_THREAD = {**_IN_THREAD, "manage_threads": "Manage Threads"}
_IN_FORUM = {
    "view_channel": "View Channel",
    "send_messages": "Create Posts",
    "send_messages_in_threads": "Send Messages in Posts",
}


def describe(
    channel: object, permissions: discord.Permissions, roles: Iterable[discord.Role] | None = None
) -> ChannelView:
    """Return what posting to ``channel`` needs; RefusedError if it is of a kind that takes no digest.

    ``permissions`` are the bot's in the channel, for a thread those in its parent. ``roles`` are the server's, by default those
    that came with the channel: without a gateway none do.
    """
    if not isinstance(channel, GuildChannel):
        raise RefusedError("That is a direct message. Name a channel of a server.")
    kind, needed = _demands(channel)
    return ChannelView(
        channel_id=channel.id,
        guild_id=channel.guild.id,
        name=channel.name,
        kind=kind,
        missing=tuple(name for flag, name in needed.items() if not getattr(permissions, flag)),
        readable=permissions.read_message_history,
        tags_required=isinstance(channel, discord.ForumChannel) and channel.flags.require_tag,
        roles=tuple(
            Role(role.id, role.name.removeprefix("@"), role.mentionable or permissions.mention_everyone)
            for role in (channel.guild.roles if roles is None else roles)
        ),
    )


def _demands(channel: GuildChannel) -> tuple[ChannelKind, dict[str, str]]:
    match channel:
        case discord.TextChannel():
            return ChannelKind.ANNOUNCEMENT if channel.is_news() else ChannelKind.TEXT, _IN_TEXT
        case discord.Thread():
            return ChannelKind.THREAD, _IN_LOCKED_THREAD if channel.locked else _IN_THREAD
        case discord.ForumChannel() if not channel.is_media():
            return ChannelKind.FORUM, _IN_FORUM
        case _:
            kind = str(channel.type).replace("_", " ")
            raise RefusedError(
                f"“{channel.name}” is a {kind} channel, which takes no digest. Name a text, announcement or forum channel, "
                "or a thread."
            )
