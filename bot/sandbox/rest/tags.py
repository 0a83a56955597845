"""Tags of forums: those it offers, and those of a post."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from bot.sandbox.errors import ApiError
from bot.sandbox.permissions import Permission
from bot.sandbox.rest.access import require
from bot.sandbox.world.channels import Channel, Tag

__all__ = ["check_tags", "new_tags"]


def check_tags(forum: Channel, tags: Sequence[int]) -> None:
    """Refuse tags that a post in a forum may not have."""
    known = {tag.id: tag for tag in forum.tags}
    if any(tag not in known for tag in tags):
        raise ApiError.unknown(10087, "tag")
    if any(known[tag].moderated for tag in tags):
        require(forum, Permission.MANAGE_THREADS)
    if forum.require_tag and not tags:
        raise ApiError(400, 40067, "A tag is required to create a forum post in this channel")


def new_tags(forum: Channel, bodies: Iterable[Mapping[str, Any]]) -> list[Tag]:
    """Return the tags that a request gives a forum; those with the id of an old one stay it.

    :raises ApiError: 40061 for two of one name, 10087 for an id that is none of the forum's
    """
    old = {tag.id for tag in forum.tags}
    tags = [_tag(forum, body) for body in bodies]
    if len({tag.name for tag in tags}) < len(tags):
        raise ApiError(400, 40061, "Tag names must be unique")
    named = {int(body["id"]) for body in bodies if body.get("id") is not None}
    if named - old:
        raise ApiError.unknown(10087, "tag")
    return tags


def _tag(forum: Channel, body: Mapping[str, Any]) -> Tag:
    number = int(body["id"]) if body.get("id") is not None else forum.world.snowflakes.next()
    emoji = body.get("emoji_id")
    own = None if emoji is None else int(emoji)
    return Tag(number, body["name"], bool(body.get("moderated")), own, body.get("emoji_name"))
