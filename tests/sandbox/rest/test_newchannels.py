"""Making channels and ordering them over REST."""

from __future__ import annotations

import pytest

from bot.sandbox.permissions import Permission
from tests.sandbox.sample_bot import connected
from tests.sandbox.town import Api, Town


@pytest.fixture
def place(town: Town) -> str:
    town.guild.set_bot_permissions(manage_channels=True)
    return f"/guilds/{town.guild.id}/channels"


async def test_making_one_needs_the_permission(town: Town, api: Api) -> None:
    assert (await api.post(f"/guilds/{town.guild.id}/channels", {"name": "x"})).code == (403, 50013)
    assert (await api.patch(f"/guilds/{town.guild.id}/channels", [])).code == (403, 50013)


async def test_a_channel_is_made_with_all_that_is_asked_for(town: Town, api: Api, place: str) -> None:
    category = (await api.post(place, {"name": "Rooms", "type": 4})).body
    body = {"name": "quiet", "topic": "hush", "parent_id": category["id"], "rate_limit_per_user": 5, "nsfw": True}
    deny = [{"id": str(town.guild.id), "type": 0, "deny": str(int(Permission.SEND_MESSAGES))}]
    made = await api.post(place, body | {"permission_overwrites": deny})
    assert made.status == 201
    assert {key: made.body[key] for key in body} == body
    channel = town.sandbox.world.channels[int(made.body["id"])]
    assert Permission.SEND_MESSAGES not in town.ada.permissions(channel)
    assert (await api.get(f"/channels/{channel.id}")).body == made.body


async def test_a_forum_is_made_with_its_tags(town: Town, api: Api, place: str) -> None:
    tags = [{"name": "weekly", "emoji_name": "🔥"}, {"name": "official", "moderated": True}]
    body = {"name": "posts", "type": 15, "available_tags": tags, "default_sort_order": 1, "flags": 1 << 4}
    made = (await api.post(place, body)).body
    assert [(tag["name"], tag["emoji_name"], tag["moderated"]) for tag in made["available_tags"]] == [
        ("weekly", "🔥", False),
        ("official", None, True),
    ]
    assert (made["default_sort_order"], made["flags"]) == (1, 1 << 4)
    kept = made["available_tags"][0] | {"name": "every week"}
    edited = (await api.patch(f"/channels/{made['id']}", {"available_tags": [kept, {"name": "new"}]})).body
    assert [tag["name"] for tag in edited["available_tags"]] == ["every week", "new"]
    assert edited["available_tags"][0]["id"] == kept["id"]
    twins = {"available_tags": [{"name": "a"}, {"name": "a"}]}
    assert (await api.patch(f"/channels/{made['id']}", twins)).code == (400, 40061)
    unknown = {"available_tags": [{"name": "a", "id": "1"}]}
    assert (await api.patch(f"/channels/{made['id']}", unknown)).code == (404, 10087)


async def test_only_what_the_bot_may_do_itself_is_given(town: Town, api: Api, place: str) -> None:
    allow = [{"id": str(town.guild.id), "type": 0, "allow": str(int(Permission.BAN_MEMBERS))}]
    assert (await api.post(place, {"name": "x", "permission_overwrites": allow})).code == (403, 50013)


async def test_a_category_takes_fifty_and_must_be_one(town: Town, api: Api, place: str) -> None:
    category = town.guild.add_channel("Rooms", "category")
    for number in range(49):
        town.guild.add_channel(f"r{number}").category = category
    inside = {"name": "x", "parent_id": str(category.id)}
    assert (await api.post(place, inside)).status == 201
    got = await api.post(place, inside)
    assert got.errors["parent_id"]["_errors"] == [
        {
            "code": "CHANNEL_PARENT_MAX_CHANNELS",
            "message": "Maximum number of channels in category reached (50)",
        }
    ]
    for parent, code in ((str(town.general.id), "CHANNEL_PARENT_INVALID_TYPE"), ("1", "CHANNEL_PARENT_INVALID")):
        got = await api.post(place, {"name": "x", "parent_id": parent})
        assert got.errors["parent_id"]["_errors"][0]["code"] == code


async def test_a_server_takes_five_hundred(town: Town, api: Api, place: str) -> None:
    for number in range(496):
        town.guild.add_channel(f"c{number}")
    assert (await api.post(place, {"name": "x"})).status == 201
    assert (await api.post(place, {"name": "x"})).code == (400, 30013)


async def test_channels_are_ordered(town: Town, api: Api, place: str) -> None:
    category = town.guild.add_channel("Rooms", "category")
    moves = [{"id": str(town.general.id), "position": 7, "parent_id": str(category.id)}]
    assert (await api.patch(place, moves)).status == 204
    moved = (await api.get(f"/channels/{town.general.id}")).body
    assert (moved["position"], moved["parent_id"]) == (7, str(category.id))
    assert (await api.patch(place, [{"id": "1", "position": 1}])).code == (404, 10003)
    assert (await api.patch(place, [{"position": 1}])).code == (400, 50035)
    assert (await api.patch(place, {})).code == (400, 50109)


async def test_discord_py_makes_and_changes_them(live: Town) -> None:
    live.guild.set_bot_permissions(manage_channels=True, manage_roles=True)
    async with connected(live.sandbox) as bot:
        guild = bot.get_guild(live.guild.id)
        assert guild is not None
        category = await guild.create_category("Rooms")
        channel = await guild.create_text_channel("quiet", category=category, topic="hush")
        await channel.set_permissions(guild.default_role, send_messages=False)
        await channel.edit(topic="loud", slowmode_delay=5)
        forum = await guild.create_forum("posts", topic="read this")
        await forum.create_tag(name="weekly")
        made = {one.name: one for one in live.guild.channels}
        assert (made["quiet"].category, made["quiet"].topic) == (made["Rooms"], "loud")
        assert made["quiet"].settings["rate_limit_per_user"] == 5
        assert made["quiet"].overwrites[live.guild.id].deny == Permission.SEND_MESSAGES
        assert [tag.name for tag in made["posts"].tags] == ["weekly"]
        await channel.delete()
    assert made["quiet"] not in live.guild.channels
