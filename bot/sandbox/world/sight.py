"""Who sees what: channels by permission, private threads by membership, messages that only one account is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.sandbox.permissions import IN_DIRECT_MESSAGES, Permission
from bot.sandbox.world.channels import Channel, ChannelKind, Thread

if TYPE_CHECKING:
    from bot.sandbox.world.messages import Message
    from bot.sandbox.world.users import User

__all__ = ["may_write", "permissions_of", "sees_channel", "sees_message"]

_WITHOUT_MESSAGES = frozenset({ChannelKind.FORUM, ChannelKind.CATEGORY})


def permissions_of(user: User, channel: Channel) -> Permission:
    """Return what an account may do in a channel; nothing in a server it is not in."""
    if channel.guild is None:
        return IN_DIRECT_MESSAGES if user in channel.recipients else Permission(0)
    member = channel.guild.members.get(user.id)
    return member.permissions(channel) if member else Permission(0)


def sees_channel(user: User, channel: Channel) -> bool:
    """Tell whether an account sees a channel: by its permissions, and of private threads only those that it is in."""
    own = permissions_of(user, channel)
    if isinstance(channel, Thread) and channel.private:
        return Permission.VIEW_CHANNEL in own and (user.id in channel.members or Permission.MANAGE_THREADS in own)
    return Permission.VIEW_CHANNEL in own


def sees_message(user: User, message: Message) -> bool:
    """Tell whether somebody who sees the channel sees the message too."""
    return message.seen_only_by in (None, user)


def may_write(user: User, channel: Channel) -> bool:
    """Tell whether an account sees a channel and may write a message there."""
    if channel.kind in _WITHOUT_MESSAGES or not sees_channel(user, channel):
        return False
    own = permissions_of(user, channel)
    if isinstance(channel, Thread):
        open_to_all = not channel.locked or Permission.MANAGE_THREADS in own
        return open_to_all and Permission.SEND_MESSAGES_IN_THREADS in own
    return Permission.SEND_MESSAGES in own
