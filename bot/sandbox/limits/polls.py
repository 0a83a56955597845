"""Limits of polls: https://discord.com/developers/docs/resources/poll#poll-create-request-object."""

from __future__ import annotations

from bot.sandbox.limits.emoji import check_emoji
from bot.sandbox.limits.form import Form

__all__ = ["check_poll"]

_MAX_HOURS = 32 * 24


def check_poll(message: Form) -> None:
    """Note what is wrong with a message's poll."""
    poll = message.form("poll")
    if poll is None:
        return
    if question := poll.form("question", required=True):
        question.text("text", 300, minimum=1, required=True)
        check_emoji(question, id_alone=True)
    for answer in poll.forms("answers", 10, minimum=1, required=True):
        if media := answer.form("poll_media", required=True):
            media.text("text", 55, minimum=1, required=True)
            check_emoji(media, id_alone=True)
    poll.number("duration", 1, _MAX_HOURS)
    poll.truth("allow_multiselect")
    poll.choice("layout_type", (1,))
