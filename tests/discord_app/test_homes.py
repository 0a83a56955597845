from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import discord
import pytest

from bot.discord_app.homes import ChannelHomes
from tests.discord_app.memory import MemoryNotes
from tests.discord_app.servers import GUILD, OTHER_GUILD, add_guild, channel_data, logged_in_client

HERE, ARCHIVED, THERE, GONE = 11, 12, 21, 99

Fetched = list[int]


@pytest.fixture
def client(monkeypatch: pytest.MonkeyPatch) -> discord.Client:
    client = logged_in_client()
    guild = add_guild(client, [channel_data(HERE, "here")])
    add_guild(client, [channel_data(THERE, "there")], guild_id=OTHER_GUILD)
    data: Any = channel_data(ARCHIVED, "archived")
    asked: Fetched = []

    async def fetch_channel(channel_id: int) -> discord.TextChannel:
        asked.append(channel_id)
        if channel_id == ARCHIVED:
            return discord.TextChannel(state=client._connection, guild=guild, data=data)
        raise failure()

    def failure() -> Exception:
        response: Any = SimpleNamespace(status=404, reason="Not Found")
        return discord.NotFound(response, {"code": 10003, "message": "Unknown Channel"})

    monkeypatch.setattr(client, "fetch_channel", fetch_channel)
    client.asked = asked  # type: ignore[attr-defined]
    return client


def asked(client: discord.Client) -> Fetched:
    return client.asked  # type: ignore[attr-defined, no-any-return]


async def test_knows_a_servers_channels_from_the_gateway(client: discord.Client) -> None:
    homes = ChannelHomes(client, MemoryNotes())
    assert homes.names_in(GUILD, [HERE, THERE, GONE]) == {HERE: "here"}
    assert homes.names_in(OTHER_GUILD, [HERE, THERE]) == {THERE: "there"}


async def test_asks_once_for_what_the_gateway_does_not_mention(client: discord.Client) -> None:
    homes = ChannelHomes(client, MemoryNotes())
    for _ in range(3):
        await homes.learn([HERE, ARCHIVED, GONE])
    assert homes.names_in(GUILD, [HERE, ARCHIVED, GONE]) == {HERE: "here", ARCHIVED: "archived"}
    assert sorted(asked(client)) == [ARCHIVED, GONE]


async def test_asks_again_after_a_broken_connection(client: discord.Client, monkeypatch: pytest.MonkeyPatch) -> None:
    homes = ChannelHomes(client, MemoryNotes())

    async def broken(_channel_id: int) -> Any:
        raise ConnectionResetError

    with monkeypatch.context() as patch:
        patch.setattr(client, "fetch_channel", broken)
        await homes.learn([ARCHIVED])
    assert not homes.names_in(GUILD, [ARCHIVED])
    await homes.learn([ARCHIVED])
    assert homes.names_in(GUILD, [ARCHIVED]) == {ARCHIVED: "archived"}


async def test_a_deleted_channel_stays_its_servers_own_after_a_restart(client: discord.Client) -> None:
    notes = MemoryNotes()
    await ChannelHomes(client, notes).learn([HERE, THERE])
    later = ChannelHomes(logged_in_client(), notes)
    await later.load()
    assert later.names_in(GUILD, [HERE, THERE]) == {HERE: "here"}
    assert later.names_in(OTHER_GUILD, [HERE, THERE]) == {THERE: "there"}


async def test_writes_only_what_changed_and_forgets_what_no_digest_names(client: discord.Client) -> None:
    notes = MemoryNotes()
    homes = ChannelHomes(client, notes)
    await homes.learn([HERE, THERE])
    await homes.learn([THERE, HERE])
    assert notes.written == 1
    await homes.learn([HERE])
    assert notes.written == 2
    assert "21" not in notes.texts["channel-homes"]
