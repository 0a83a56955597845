"""Polls as Discord gives them back, and votes in them: https://discord.com/developers/docs/resources/poll."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from bot.sandbox.world.messages import Message
    from bot.sandbox.world.users import User

__all__ = ["cast_votes", "is_closed", "received_poll", "votes_of"]

_DEFAULT_HOURS = 24


def received_poll(request: Mapping[str, Any], now: datetime) -> dict[str, Any]:
    """Return a checked poll of a request with its end and its counts."""
    answers = [
        {"answer_id": number, "poll_media": _media(answer["poll_media"])}
        for number, answer in enumerate(request["answers"], start=1)
    ]
    counts = [{"id": answer["answer_id"], "count": 0, "me_voted": False} for answer in answers]
    return {
        "question": {"text": request["question"]["text"]},
        "answers": answers,
        "expiry": (now + timedelta(hours=request.get("duration") or _DEFAULT_HOURS)).isoformat(),
        "allow_multiselect": bool(request.get("allow_multiselect")),
        "layout_type": 1,
        "results": {"answer_counts": counts, "is_finalized": False},
    }


def _media(media: Mapping[str, Any]) -> dict[str, Any]:
    emoji = media.get("emoji")
    return {"text": media["text"], **({"emoji": {"id": None, "name": None, **emoji}} if emoji else {})}


def is_closed(poll: Mapping[str, Any], now: datetime) -> bool:
    """Tell whether a poll takes no more votes."""
    return bool(poll["results"]["is_finalized"]) or datetime.fromisoformat(poll["expiry"]) <= now


def votes_of(message: Message, user: User) -> list[int]:
    """Return the answers that an account voted for."""
    return sorted(answer for answer, voters in message.votes.items() if user.id in voters)


def cast_votes(message: Message, user: User, answers: Collection[int]) -> None:
    """Make these the answers that an account votes for, and tell the connected bots what changed."""
    before = votes_of(message, user)
    for answer in before:
        message.votes[answer].discard(user.id)
    for answer in answers:
        message.votes.setdefault(answer, set()).add(user.id)
    if message.poll is not None:
        message.poll = message.poll | {"results": _counted(message.poll["results"], message)}
    _tell("MESSAGE_POLL_VOTE_REMOVE", message, user, sorted(set(before) - set(answers)))
    _tell("MESSAGE_POLL_VOTE_ADD", message, user, sorted(set(answers) - set(before)))


def _counted(results: Mapping[str, Any], message: Message) -> dict[str, Any]:
    counts = [one | {"count": len(message.votes.get(one["id"], ()))} for one in results["answer_counts"]]
    return {**results, "answer_counts": counts}


def _tell(event: str, message: Message, user: User, answers: list[int]) -> None:
    guild = message.channel.guild
    for answer in answers:
        data = {
            "user_id": str(user.id),
            "channel_id": str(message.channel.id),
            "message_id": str(message.id),
            "answer_id": answer,
        }
        place = {"guild_id": str(guild.id)} if guild else {}
        message.channel.world.emit(event, data | place, guild=guild)
