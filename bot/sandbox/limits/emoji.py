"""Emoji of buttons, options and polls: https://discord.com/developers/docs/resources/emoji#emoji-object."""

from __future__ import annotations

from bot.sandbox.limits.form import Form

__all__ = ["check_emoji"]

_MAX_NAME = 32


def check_emoji(holder: Form, *, id_alone: bool = False) -> None:
    """Note what is wrong with the ``emoji`` of something.

    :param id_alone: whether a server's own needs no name beside its id, as in a poll
    """
    emoji = holder.form("emoji")
    if emoji is None:
        return
    emoji.snowflake("id")
    emoji.truth("animated")
    emoji.text("name", _MAX_NAME, required=not (id_alone and emoji.body.get("id")))
