"""What a request says of a server's channel, put into the channel."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from bot.sandbox.errors import ApiError
from bot.sandbox.limits.form import Problem
from bot.sandbox.permissions import Permission, beyond
from bot.sandbox.rest.tags import new_tags
from bot.sandbox.world.channels import REQUIRE_TAG, Channel, ChannelKind, Overwrite
from bot.sandbox.world.guilds import Guild

__all__ = ["MAX_IN_A_CATEGORY", "apply_fields", "overwrite_of", "refuse_overwrites"]

MAX_IN_A_CATEGORY = 50
"""Channels per category."""
_KEPT = ("nsfw", "rate_limit_per_user", "default_auto_archive_duration")
_KEPT_OF: Mapping[ChannelKind, tuple[str, ...]] = {
    ChannelKind.TEXT: (*_KEPT, "default_thread_rate_limit_per_user"),
    ChannelKind.ANNOUNCEMENT: (*_KEPT, "default_thread_rate_limit_per_user"),
    ChannelKind.VOICE: ("nsfw", "rate_limit_per_user", "bitrate", "user_limit"),
    ChannelKind.FORUM: (
        *_KEPT,
        "default_thread_rate_limit_per_user",
        "default_sort_order",
        "default_forum_layout",
        "default_reaction_emoji",
    ),
}


def apply_fields(channel: Channel, body: Mapping[str, Any]) -> None:
    """Take over the fields of a checked request; those that another kind of channel has are passed over."""
    if "parent_id" in body:
        channel.category = _category(channel, body["parent_id"])
    if body.get("available_tags") is not None and channel.kind is ChannelKind.FORUM:
        channel.tags = new_tags(channel, body["available_tags"])
    if body.get("permission_overwrites") is not None:
        channel.overwrites = {int(one["id"]): overwrite_of(one) for one in body["permission_overwrites"]}
    channel.kind = ChannelKind(body.get("type") or channel.kind) if "type" in body else channel.kind
    channel.name = body.get("name") or channel.name
    channel.topic = (body["topic"] or None) if "topic" in body else channel.topic
    channel.position = channel.position if body.get("position") is None else body["position"]
    if body.get("flags") is not None and channel.kind is ChannelKind.FORUM:
        channel.require_tag = bool(int(body["flags"]) & REQUIRE_TAG)
    kept = {key: body[key] for key in _KEPT_OF.get(channel.kind, ()) if key in body}
    channel.settings = {**channel.settings, **{key: value for key, value in kept.items() if value is not None}}


def _category(channel: Channel, number: Any) -> Channel | None:
    if number is None:
        return None
    category = channel.world.channels.get(int(number))
    if category is None or category.guild is not channel.guild:
        raise _wrong_parent("CHANNEL_PARENT_INVALID", "Category does not exist")
    if category.kind is not ChannelKind.CATEGORY or channel.kind is ChannelKind.CATEGORY:
        raise _wrong_parent("CHANNEL_PARENT_INVALID_TYPE", "Not a category")
    siblings = [one for one in category.world.channels.values() if one.category is category and one is not channel]
    if len(siblings) >= MAX_IN_A_CATEGORY:
        told = f"Maximum number of channels in category reached ({MAX_IN_A_CATEGORY})"
        raise _wrong_parent("CHANNEL_PARENT_MAX_CHANNELS", told)
    return category


def _wrong_parent(code: str, told: str) -> ApiError:
    return ApiError.form([Problem(("parent_id",), code, told)])


def refuse_overwrites(channel: Channel, body: Mapping[str, Any]) -> None:
    """Refuse to give or take, by a list of overwrites, what the bot itself may not do."""
    listed = body.get("permission_overwrites")
    if listed is not None and channel.guild is not None:
        refuse_bits(channel.guild, channel, listed)


def refuse_bits(guild: Guild, channel: Channel | None, overwrites: Iterable[Mapping[str, Any]]) -> None:
    """Refuse bits that the bot does not have in the server, unless the channel itself lets it manage roles.

    https://discord.com/developers/docs/resources/channel#edit-channel-permissions
    """
    me = guild.members[guild.world.bot.id]
    given = channel.overwrites.get(me.id) if channel else None
    if given and Permission.MANAGE_ROLES in given.allow:
        return
    own = me.permissions()
    if any(beyond(one.allow | one.deny, own) for one in map(overwrite_of, overwrites)):
        raise ApiError.missing_permissions()


def overwrite_of(body: Mapping[str, Any]) -> Overwrite:
    """Return what a checked request gives and takes."""
    allow, deny = Permission(int(body.get("allow") or 0)), Permission(int(body.get("deny") or 0))
    return Overwrite(allow, deny, for_member=body.get("type") == 1)
