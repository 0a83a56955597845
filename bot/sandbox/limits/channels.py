"""Limits of channels, threads and tags: https://discord.com/developers/docs/resources/channel."""

from __future__ import annotations

from bot.sandbox.limits.form import Form

__all__ = [
    "AUTO_ARCHIVE_MINUTES",
    "CHANNEL_TYPES",
    "KINDS",
    "MAX_TAGS",
    "MAX_TAGS_OF_A_POST",
    "check_channel",
    "check_thread",
]

TEXT, VOICE, CATEGORY, ANNOUNCEMENT, FORUM = 0, 2, 4, 5, 15
KINDS = (TEXT, VOICE, CATEGORY, ANNOUNCEMENT, FORUM)
"""The types that a server's channel may have, by Discord's numbers."""
CHANNEL_TYPES = (0, 1, 2, 3, 4, 5, 10, 11, 12, 13, 14, 15, 16)
"""All types of channels and threads there are."""
AUTO_ARCHIVE_MINUTES = (60, 1440, 4320, 10080)
MAX_TAGS = 20
"""Per forum."""
MAX_TAGS_OF_A_POST = 5
_MAX_NAME = 100
_MAX_TOPIC, _MAX_FORUM_TOPIC = 1024, 4096
_MAX_TAG = 20
"""https://discord.com/developers/docs/resources/channel#forum-tag-object; the schema's 50 is an outer bound."""
_MAX_EMOJI = 100
_SLOWMODE = 21600
_MAX_OVERWRITES = 100


def check_channel(channel: Form, kind: int, *, new: bool) -> None:
    """Note what is wrong with a request that makes or changes a server's channel of a kind."""
    channel.text("name", _MAX_NAME, minimum=1, required=new or "name" in channel.body)
    channel.choice("type", KINDS if new else (TEXT, ANNOUNCEMENT))
    channel.number("position", 0, 2**31 - 1)
    channel.text("topic", _MAX_FORUM_TOPIC if kind == FORUM else _MAX_TOPIC)
    channel.truth("nsfw")
    channel.snowflake("parent_id")
    channel.number("flags", 0, 2**31 - 1)
    channel.number("rate_limit_per_user", 0, _SLOWMODE)
    channel.number("default_thread_rate_limit_per_user", 0, _SLOWMODE)
    channel.choice("default_auto_archive_duration", AUTO_ARCHIVE_MINUTES)
    for overwrite in channel.forms("permission_overwrites", _MAX_OVERWRITES):
        overwrite.snowflake("id", required=True)
        check_overwrite(overwrite)
    # What another kind of channel has is checked all the same, and passed over.
    _check_voice(channel)
    _check_forum(channel)


def _check_voice(channel: Form) -> None:
    channel.number("bitrate", 8000, 96_000)
    channel.number("user_limit", 0, 99)
    channel.text("rtc_region", _MAX_NAME)
    channel.choice("video_quality_mode", (1, 2))


def check_overwrite(overwrite: Form) -> None:
    """Note what is wrong with what a channel gives to a role (0) or member (1), or takes from it."""
    overwrite.choice("type", (0, 1))
    overwrite.bits("allow")
    overwrite.bits("deny")


def _check_forum(forum: Form) -> None:
    forum.choice("default_sort_order", (0, 1))
    forum.choice("default_forum_layout", (0, 1, 2))
    forum.choice("default_tag_setting", ("match_all", "match_some"))
    if emoji := forum.form("default_reaction_emoji"):
        emoji.snowflake("emoji_id")
        emoji.text("emoji_name", _MAX_EMOJI)
    for tag in forum.forms("available_tags", MAX_TAGS):
        check_tag(tag)


def check_tag(tag: Form) -> None:
    """Note what is wrong with a tag of a forum."""
    tag.text("name", _MAX_TAG, required=True)
    tag.truth("moderated")
    tag.snowflake("id")
    tag.snowflake("emoji_id")
    tag.text("emoji_name", _MAX_EMOJI)
    if tag.body.get("emoji_id") is not None and tag.body.get("emoji_name") is not None:
        tag.note("BASE_TYPE_CHOICES", "A tag has an emoji by id or by name, not by both.", "emoji_name")


def check_thread(thread: Form, *, new: bool) -> None:
    """Note what is wrong with a request that opens or changes a thread or post."""
    thread.text("name", _MAX_NAME, minimum=1, required=new)
    thread.choice("auto_archive_duration", AUTO_ARCHIVE_MINUTES)
    thread.number("rate_limit_per_user", 0, _SLOWMODE)
    thread.snowflakes("applied_tags", MAX_TAGS_OF_A_POST)
    thread.number("flags", 0, 2**31 - 1)
    for key in ("archived", "locked", "invitable"):
        thread.truth(key)
