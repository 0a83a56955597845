"""Servers as the bot may read them."""

from __future__ import annotations

from tests.sandbox.town import Api, Town


async def test_channels_of_every_kind_are_listed_without_threads(town: Town, api: Api) -> None:
    town.general.add_thread("chat")
    channels = await api.get(f"/guilds/{town.guild.id}/channels")
    assert [(one["name"], one["type"]) for one in channels.body] == [("general", 0), ("news", 5), ("papers", 15)]
    forum = await api.get(f"/channels/{town.forum.id}")
    assert [tag["name"] for tag in forum.body["available_tags"]] == ["weekly"]


async def test_a_server_is_counted_when_asked(town: Town, api: Api) -> None:
    place = f"/guilds/{town.guild.id}"
    assert "approximate_member_count" not in (await api.get(place)).body
    assert (await api.get(f"{place}?with_counts=true")).body["approximate_member_count"] == len(town.guild.members)


async def test_servers_without_the_bot_and_unknown_ones_are_told_apart(town: Town, api: Api) -> None:
    other = town.sandbox.add_guild("Elsewhere", with_bot=False)
    assert (await api.get(f"/guilds/{other.id}/roles")).code == (403, 50001)
    assert (await api.get("/guilds/1/roles")).code == (404, 10004)


async def test_its_servers_are_listed_by_id(town: Town, api: Api) -> None:
    guilds = [town.guild, town.sandbox.add_guild("Two"), town.sandbox.add_guild("Three")]
    town.sandbox.add_guild("Elsewhere", with_bot=False)
    ids = [str(guild.id) for guild in guilds]

    async def listed(query: str) -> list[str]:
        return [one["id"] for one in (await api.get(f"/users/@me/guilds{query}")).body]

    assert await listed("") == ids
    assert await listed("?limit=1") == ids[:1]
    assert await listed(f"?after={ids[0]}") == ids[1:]
    assert await listed(f"?before={ids[2]}&limit=1") == ids[1:2]


async def test_it_may_leave(town: Town, api: Api) -> None:
    assert (await api.delete(f"/users/@me/guilds/{town.guild.id}")).status == 204
    assert town.guild.me is None
    assert (await api.get(f"/guilds/{town.guild.id}")).code == (403, 50001)
