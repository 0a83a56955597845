"""Channels, threads and direct messages, as one person sees them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal

from bot.sandbox.page.shapes import ChannelView, TagView
from bot.sandbox.world.channels import Channel, ChannelKind, Tag, Thread
from bot.sandbox.world.sight import may_write, sees_channel
from bot.sandbox.world.users import User

__all__ = ["channel_view", "may_write", "sees_channel"]

Kind = Literal["text", "announcement", "forum", "voice", "category", "thread", "dm", "group"]

_KINDS: Final[Mapping[ChannelKind, Kind]] = {
    ChannelKind.TEXT: "text",
    ChannelKind.DM: "dm",
    ChannelKind.VOICE: "voice",
    ChannelKind.GROUP_DM: "group",
    ChannelKind.CATEGORY: "category",
    ChannelKind.ANNOUNCEMENT: "announcement",
    ChannelKind.ANNOUNCEMENT_THREAD: "thread",
    ChannelKind.PUBLIC_THREAD: "thread",
    ChannelKind.PRIVATE_THREAD: "thread",
    ChannelKind.FORUM: "forum",
}
# A snowflake is 42 bits of time, 10 of machine and 12 of counting; the machine's are left out, so that the rest is a
# number which JavaScript keeps exactly.
_TIME_BITS, _COUNT_BITS = 22, 12


def channel_view(channel: Channel, viewer: User) -> ChannelView:
    """Return a channel as the viewer sees it."""
    thread = channel if isinstance(channel, Thread) else None
    return {
        "id": str(channel.id),
        "kind": _KINDS[channel.kind],
        "name": _name(channel, viewer),
        "topic": channel.topic or "",
        "server": str(channel.guild.id) if channel.guild else None,
        "parent": _parent(channel),
        "order": channel.position if channel.guild and not thread else _age(channel.id),
        "can_send": may_write(viewer, channel),
        "archived": thread is not None and thread.archived,
        "locked": thread is not None and thread.locked,
        "tags": _tags(channel),
        "people": [str(user.id) for user in channel.recipients if user is not viewer],
        "starter": str(thread.id) if thread and thread.id in thread.parent.messages else None,
    }


def _name(channel: Channel, viewer: User) -> str:
    others = [user.name for user in channel.recipients if user is not viewer]
    return ", ".join(others) or channel.name


def _parent(channel: Channel) -> str | None:
    parent = channel.parent if isinstance(channel, Thread) else channel.category
    return str(parent.id) if parent else None


def _age(snowflake: int) -> int:
    counted = snowflake & ((1 << _COUNT_BITS) - 1)
    return snowflake >> _TIME_BITS << _COUNT_BITS | counted


def _tags(channel: Channel) -> list[TagView]:
    if isinstance(channel, Thread):
        offered = {tag.id: tag for tag in channel.parent.tags}
        return [_tag(offered[number]) for number in channel.applied_tags if number in offered]
    return [_tag(tag) for tag in channel.tags]


def _tag(tag: Tag) -> TagView:
    return {"id": str(tag.id), "name": tag.name}
