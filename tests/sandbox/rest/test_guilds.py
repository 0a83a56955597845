"""Servers as the bot may read them: channels, members, roles."""

from __future__ import annotations

from bot.sandbox.permissions import INVITED_BOT
from tests.sandbox.town import Api, Town


async def test_members_and_roles(town: Town, api: Api) -> None:
    base = f"/guilds/{town.guild.id}"
    me = await api.get(f"{base}/members/{town.sandbox.bot_user.id}")
    roles = {role["id"]: role for role in (await api.get(f"{base}/roles")).body}
    (own,) = me.body["roles"]
    assert int(roles[own]["permissions"]) == INVITED_BOT
    assert roles[own]["tags"] == {"bot_id": str(town.sandbox.bot_user.id)}
    assert (await api.get(f"/users/@me{base}/member")).body == me.body
    assert (await api.get(f"{base}/members/1")).code == (404, 10007)


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
