"""What a client asks for over the gateway, and the dispatches that answer it.

https://discord.com/developers/docs/events/gateway-events#request-guild-members
"""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from bot.sandbox.gateway.closing import CloseCode, CloseError
from bot.sandbox.gateway.frames import Op
from bot.sandbox.gateway.intents import Intent
from bot.sandbox.gateway.session import Session
from bot.sandbox.world.guilds import Guild
from bot.sandbox.world.members import Member

__all__ = ["request_members", "request_sounds"]

_log = logging.getLogger(__name__)

_PER_CHUNK = 1000
_MAX_MATCHES = 100
_MAX_NONCE = 32
"""Bytes; a longer one is ignored."""


def request_members(session: Session, data: object) -> None:
    """Answer with as many GUILD_MEMBERS_CHUNK as it takes; with none where the session may not ask, or too soon again.

    :raises CloseError: 4002 for what is no such request
    """
    if not isinstance(data, Mapping) or ("query" in data) == ("user_ids" in data):
        raise _malformed("It needs one of query and user_ids.")
    guild = session.world.guilds.get(_snowflake(data.get("guild_id")))
    if guild is None or guild.me is None or not session.identity.is_home_of(guild.id):
        return
    if data.get("query") == "" and data.get("limit") == 0 and (wait := session.wait_for_members(guild.id)):
        _refuse(session, guild, data, wait)
        return
    members: Sequence[Member] | None
    missing: list[str] = []
    if "user_ids" in data:
        members, missing = _named(guild, data["user_ids"])
    else:
        members = _matching(session, guild, data["query"], data.get("limit"))
    _send(session, guild, data, members, missing)


def _matching(session: Session, guild: Guild, query: object, limit: object) -> list[Member] | None:
    if not isinstance(query, str) or not isinstance(limit, int) or limit < 0:
        raise _malformed("query is text, and needs a limit.")
    if query:
        found = [one for one in guild.members.values() if one.user.payload()["username"].startswith(query.lower())]
        return found[: min(limit or _MAX_MATCHES, _MAX_MATCHES)]
    if not session.identity.intents & Intent.GUILD_MEMBERS:
        _log.warning("a list of all members of %s needs the intent GUILD_MEMBERS; nothing is answered", guild.name)
        return None
    return list(guild.members.values())[: limit or None]


def _named(guild: Guild, wanted: object) -> tuple[list[Member], list[str]]:
    listed = wanted if isinstance(wanted, list) else [wanted]
    numbers = [_snowflake(one) for one in listed][:_MAX_MATCHES]
    found = [guild.members[number] for number in numbers if number in guild.members]
    return found, [str(number) for number in numbers if number not in guild.members]


def _send(
    session: Session, guild: Guild, data: Mapping[str, Any], members: Sequence[Member] | None, missing: Sequence[str]
) -> None:
    if members is None:
        return
    more = ({"not_found": list(missing)} if missing else {}) | _nonce(data)
    with_presences = bool(data.get("presences")) and bool(session.identity.intents & Intent.GUILD_PRESENCES)
    chunks = [members[start : start + _PER_CHUNK] for start in range(0, len(members), _PER_CHUNK)] or [[]]
    for index, chunk in enumerate(chunks):
        payload = {
            "guild_id": str(guild.id),
            "members": [member.payload() for member in chunk],
            "chunk_index": index,
            "chunk_count": len(chunks),
        }
        if with_presences:
            payload["presences"] = [member.user.presence.payload(member.id) for member in chunk]
        session.dispatch("GUILD_MEMBERS_CHUNK", payload | more)


def _refuse(session: Session, guild: Guild, data: Mapping[str, Any], wait: timedelta) -> None:
    meta = {"guild_id": str(guild.id)} | _nonce(data)
    refusal = {"opcode": int(Op.REQUEST_GUILD_MEMBERS), "retry_after": wait.total_seconds(), "meta": meta}
    session.dispatch("RATE_LIMITED", refusal)


def _nonce(data: Mapping[str, Any]) -> dict[str, Any]:
    nonce = data.get("nonce")
    return {"nonce": nonce} if isinstance(nonce, str) and len(nonce.encode()) <= _MAX_NONCE else {}


def request_sounds(session: Session, data: object) -> None:
    """Answer a request of soundboard sounds, which servers here have none of.

    :raises CloseError: 4002 for what is no such request
    """
    if not isinstance(data, Mapping) or not isinstance(data.get("guild_ids"), list):
        raise _malformed("It needs guild_ids.")
    for number in map(_snowflake, data["guild_ids"]):
        guild = session.world.guilds.get(number)
        if guild and guild.me and session.identity.is_home_of(guild.id):
            session.dispatch("SOUNDBOARD_SOUNDS", {"guild_id": str(guild.id), "soundboard_sounds": []})


def _snowflake(value: object) -> int:
    text = str(value)
    if isinstance(value, bool) or not text.isascii() or not text.isdecimal():
        raise _malformed(f"{text[:30]!r} is no id.")
    return int(text)


def _malformed(why: str) -> CloseError:
    return CloseError(CloseCode.DECODE_ERROR, why)
