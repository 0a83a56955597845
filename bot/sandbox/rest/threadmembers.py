"""Who is in a thread: https://discord.com/developers/docs/resources/channel#join-thread."""

from __future__ import annotations

from typing import Any

from bot.sandbox.errors import ApiError
from bot.sandbox.permissions import Permission
from bot.sandbox.rest.access import refuse_closed, require, require_members_intent, visible_channel
from bot.sandbox.rest.routing import Call, Route
from bot.sandbox.world.channels import Thread
from bot.sandbox.world.users import User

__all__ = ["MAX_MEMBERS", "ROUTES"]

MAX_MEMBERS = 1000
"""Per thread."""


def _thread(call: Call) -> Thread:
    channel = visible_channel(call)
    if not isinstance(channel, Thread):
        raise ApiError(400, 50024, "Cannot execute action on this channel type")
    return channel


def _user(call: Call) -> User:
    user = call.world.users.get(call.id("user_id"))
    if user is None:
        raise ApiError.unknown(10013, "User")
    return user


def join(call: Call) -> None:
    """Join Thread."""
    thread = _thread(call)
    _let_in(thread, call.world.bot)


def add(call: Call) -> None:
    """Add Thread Member: somebody of the server, by somebody who may write there."""
    thread, user = _thread(call), _user(call)
    require(thread, Permission.SEND_MESSAGES_IN_THREADS)
    if thread.private and not thread.invitable and thread.owner is not call.world.bot:
        require(thread, Permission.MANAGE_THREADS)
    if thread.guild is None or user.id not in thread.guild.members:
        raise ApiError.unknown(10007, "Member")
    _let_in(thread, user)


def _let_in(thread: Thread, user: User) -> None:
    refuse_closed(thread)
    if user.id not in thread.members and len(thread.members) >= MAX_MEMBERS:
        raise ApiError(400, 30033, f"Maximum number of thread participants reached ({MAX_MEMBERS})")
    thread.join(user)


def leave(call: Call) -> None:
    """Leave Thread."""
    thread = _thread(call)
    refuse_closed(thread)
    thread.leave(call.world.bot)


def remove(call: Call) -> None:
    """Remove Thread Member: by a moderator, or by whoever opened a private thread."""
    thread, user = _thread(call), _user(call)
    if not (thread.private and thread.owner is call.world.bot):
        require(thread, Permission.MANAGE_THREADS)
    refuse_closed(thread)
    thread.leave(user)


def get(call: Call) -> Any:
    """Get Thread Member."""
    thread, number = _thread(call), call.id("user_id")
    if number not in thread.members:
        raise ApiError.unknown(10007, "Member")
    return _payload(call, thread, number)


def list_all(call: Call) -> Any:
    """List Thread Members, by their ids: for applications with the intent of members."""
    thread = _thread(call)
    require_members_intent(call)
    limit = call.query_number("limit", 100, 1, 100)
    after = call.query_id("after") or 0
    numbers = [number for number in sorted(thread.members) if number > after]
    paged = call.query_truth("with_member")
    return [_payload(call, thread, number) for number in (numbers[:limit] if paged else numbers)]


def _payload(call: Call, thread: Thread, number: int) -> dict[str, Any]:
    payload = thread.member_payload(number)
    member = thread.guild.members.get(number) if thread.guild and call.query_truth("with_member") else None
    return payload | ({"member": member.payload()} if member else {})


_BASE = "/channels/{channel_id}/thread-members"
ROUTES = (
    Route("GET", _BASE, list_all),
    Route("PUT", f"{_BASE}/@me", join),
    Route("DELETE", f"{_BASE}/@me", leave),
    Route("GET", f"{_BASE}/{{user_id}}", get),
    Route("PUT", f"{_BASE}/{{user_id}}", add),
    Route("DELETE", f"{_BASE}/{{user_id}}", remove),
)
