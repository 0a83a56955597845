"""Asking for members: by name, by id, or for all of them with the intent for it."""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import Any

import pytest

from bot.sandbox.gateway.closing import CloseCode, CloseError
from bot.sandbox.gateway.identity import Identity
from bot.sandbox.gateway.intents import KNOWN, Intent
from bot.sandbox.gateway.requests import request_members, request_sounds
from bot.sandbox.gateway.session import Session
from bot.sandbox.world.guilds import Guild
from bot.sandbox.world.world import World
from tests.sandbox.town import Clock


@pytest.fixture
def turned(world: World) -> Clock:
    """The world's clock, to be turned."""
    world.clock = clock = Clock()
    return clock


@pytest.fixture
def guild(world: World) -> Guild:
    guild = world.add_guild("Group")
    for name in ("Ada", "Adam", "Ben"):
        guild.add_member(name)
    return guild


def session_of(guild: Guild, intents: int = KNOWN, shard: tuple[int, int] | None = None) -> Session:
    return Session(guild.world, "session-1", Identity(intents, shard), 100)


def chunks(guild: Guild, session: Session | None = None, **fields: Any) -> list[dict[str, Any]]:
    """Return the data of what answers a request."""
    asked = session or session_of(guild)
    request_members(asked, {"guild_id": str(guild.id), **fields})
    frames = asked.pending()
    assert {frame["t"] for frame in frames} <= {"GUILD_MEMBERS_CHUNK"}
    return [frame["d"] for frame in frames]


def names(chunk: dict[str, Any]) -> list[str]:
    return [one["user"]["username"] for one in chunk["members"]]


def test_members_are_found_by_the_beginning_of_their_names(guild: Guild) -> None:
    (chunk,) = chunks(guild, query="AD", limit=10)
    assert (names(chunk), chunk["chunk_index"], chunk["chunk_count"]) == (["ada", "adam"], 0, 1)
    assert "presences" not in chunk
    assert names(*chunks(guild, query="ad", limit=1)) == ["ada"]
    assert names(*chunks(guild, query="zoe", limit=1)) == []


def test_a_query_finds_a_hundred_at_most(guild: Guild) -> None:
    for number in range(101):
        guild.add_member(f"Crowd {number}")
    for limit in (0, 1000):
        (chunk,) = chunks(guild, query="crowd", limit=limit)
        assert len(chunk["members"]) == 100


def test_all_members_are_asked_for_once_in_half_a_minute(guild: Guild, turned: Clock) -> None:
    session = session_of(guild)
    session.all_members_every = timedelta(seconds=30)
    everybody = {"guild_id": str(guild.id), "query": "", "limit": 0, "nonce": "n"}
    other = guild.world.add_guild("Other")
    request_members(session, everybody)
    turned.turn(seconds=20)
    request_members(session, everybody)
    request_members(session, everybody | {"query": "a"})
    request_members(session, everybody | {"guild_id": str(other.id)})
    turned.turn(seconds=10)
    request_members(session, everybody)
    frames = session.pending()
    assert [frame["t"] == "RATE_LIMITED" for frame in frames] == [False, True, False, False, False]
    meta = {"guild_id": str(guild.id), "nonce": "n"}
    assert frames[1]["d"] == {"opcode": 8, "retry_after": 10.0, "meta": meta}


def test_members_are_found_by_id(guild: Guild) -> None:
    ada = next(one for one in guild.members.values() if one.user.name == "Ada")
    (chunk,) = chunks(guild, user_ids=[str(ada.id), "5"])
    assert (names(chunk), chunk["not_found"]) == (["ada"], ["5"])
    (single,) = chunks(guild, user_ids=str(ada.id))
    assert names(single) == ["ada"]
    assert "not_found" not in single


def test_all_members_come_in_chunks_of_a_thousand(guild: Guild) -> None:
    for number in range(1000):
        guild.add_member(f"Crowd {number}")
    found = chunks(guild, query="", limit=0)
    assert [(len(one["members"]), one["chunk_index"], one["chunk_count"]) for one in found] == [(1000, 0, 2), (5, 1, 2)]


def test_all_members_are_for_the_members_intent(guild: Guild, caplog: pytest.LogCaptureFixture) -> None:
    session = session_of(guild, KNOWN & ~Intent.GUILD_MEMBERS)
    with caplog.at_level(logging.WARNING):
        assert chunks(guild, session, query="", limit=0) == []
    assert "needs the intent GUILD_MEMBERS" in caplog.text
    assert chunks(guild, session, query="ada", limit=5)


def test_presences_are_for_theirs(guild: Guild) -> None:
    (chunk,) = chunks(guild, query="ada", limit=1, presences=True)
    assert [one["status"] for one in chunk["presences"]] == ["online"]
    session = session_of(guild, KNOWN & ~Intent.GUILD_PRESENCES)
    (chunk,) = chunks(guild, session, query="ada", limit=1, presences=True)
    assert "presences" not in chunk


def test_a_nonce_of_32_bytes_comes_back(guild: Guild) -> None:
    assert chunks(guild, query="ada", limit=1, nonce="x" * 32)[0]["nonce"] == "x" * 32
    assert "nonce" not in chunks(guild, query="ada", limit=1, nonce="x" * 33)[0]
    assert "nonce" not in chunks(guild, query="ada", limit=1, nonce=5)[0]


def test_servers_of_others_are_not_answered_for(guild: Guild) -> None:
    elsewhere = guild.world.add_guild("Elsewhere", with_bot=False)
    assert chunks(elsewhere, query="a", limit=1) == []
    far = session_of(guild, shard=(1 - ((guild.id >> 22) % 2), 2))
    assert chunks(guild, far, query="a", limit=1) == []
    request_members(session := session_of(guild), {"guild_id": "5", "query": "a", "limit": 1})
    assert session.pending() == []


@pytest.mark.parametrize(
    "data",
    [
        None,
        {},
        {"guild_id": "1"},
        {"guild_id": "1", "query": "", "limit": 0, "user_ids": []},
        {"guild_id": ["1", "2"], "query": "", "limit": 0},
        {"guild_id": "one", "query": "", "limit": 0},
    ],
)
def test_what_is_no_request_is_refused(guild: Guild, data: object) -> None:
    with pytest.raises(CloseError) as refused:
        request_members(session_of(guild), data)
    assert refused.value.code is CloseCode.DECODE_ERROR


@pytest.mark.parametrize("fields", [{"query": ""}, {"query": None, "limit": 1}, {"query": "a", "limit": -1}])
def test_a_query_is_text_with_a_limit(guild: Guild, fields: dict[str, Any]) -> None:
    with pytest.raises(CloseError, match="needs a limit"):
        chunks(guild, **fields)


def test_there_are_no_sounds(guild: Guild) -> None:
    session = session_of(guild)
    request_sounds(session, {"guild_ids": [str(guild.id), "5"]})
    (frame,) = session.pending()
    assert frame["t"] == "SOUNDBOARD_SOUNDS"
    assert frame["d"] == {"guild_id": str(guild.id), "soundboard_sounds": []}
    with pytest.raises(CloseError, match="needs guild_ids"):
        request_sounds(session, {})
