"""Who the bot is, its servers, members, roles and channels."""

from __future__ import annotations

from bot.sandbox.permissions import INVITED_BOT
from tests.sandbox.town import Api, Town


async def test_the_gateway_is_on_the_same_port(town: Town, api: Api) -> None:
    url = f"ws://127.0.0.1:{town.sandbox.port}/gateway"
    assert (await api.get("/gateway")).body["url"] == url
    assert (await api.get("/gateway/bot")).body["url"] == url


async def test_the_bot_and_its_application(town: Town, api: Api) -> None:
    me = await api.get("/users/@me")
    assert (me.body["id"], me.body["bot"]) == (str(town.sandbox.bot_user.id), True)
    for path in ("/applications/@me", "/oauth2/applications/@me"):
        application = await api.get(path)
        assert application.body["id"] == str(town.sandbox.application_id)
    assert (await api.get(f"/users/{town.ada.id}")).body["global_name"] == "Ada"
    assert (await api.get("/users/1")).code == (404, 10013)


async def test_servers_are_those_that_the_bot_is_in(town: Town, api: Api) -> None:
    other = town.sandbox.add_guild("Elsewhere", with_bot=False)
    assert [one["name"] for one in (await api.get("/users/@me/guilds")).body] == ["Reading group"]
    assert (await api.get(f"/guilds/{other.id}")).code == (403, 50001)
    assert (await api.get("/guilds/1")).code == (404, 10004)
    counted = await api.get(f"/guilds/{town.guild.id}?with_counts=true")
    assert counted.body["approximate_member_count"] == 4


async def test_channels_of_servers_without_the_bot_are_out_of_reach(town: Town, api: Api) -> None:
    other = town.sandbox.add_guild("Elsewhere", with_bot=False).add_channel("secret")
    assert (await api.get(f"/channels/{other.id}")).code == (403, 50001)
    private = town.sandbox.private_channel(town.ada.user, town.chief.user)
    assert (await api.get(f"/channels/{private.id}")).code == (403, 50001)


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


async def test_a_channel_is_changed_with_permission_only(town: Town, api: Api) -> None:
    place = f"/channels/{town.general.id}"
    assert (await api.patch(place, {"name": "x"})).code == (403, 50013)
    town.guild.set_bot_permissions(manage_channels=True)
    assert (await api.patch(place, {"name": "x", "topic": "y"})).body["topic"] == "y"
    assert (await api.patch(place, {"name": "x" * 101})).code == (400, 50035)
    assert (await api.delete(place)).body["name"] == "x"
    assert (await api.get(place)).code == (404, 10003)


async def test_a_thread_is_changed_by_its_owner(town: Town, api: Api) -> None:
    own, other = town.general.add_thread("own"), town.general.add_thread("other", owner=town.ada.user)
    assert (await api.patch(f"/channels/{own.id}", {"archived": True})).status == 200
    assert (await api.patch(f"/channels/{own.id}", {"name": "x"})).code == (400, 50083)
    assert (await api.patch(f"/channels/{own.id}", {"archived": False, "name": "x"})).body["name"] == "x"
    assert (await api.patch(f"/channels/{other.id}", {"name": "x"})).code == (403, 50013)
    assert (await api.patch(f"/channels/{own.id}", {"applied_tags": ["a"]})).code == (400, 50035)
    post, (tag,) = town.forum.add_thread("post"), town.forum.tags
    tagged = await api.patch(f"/channels/{post.id}", {"applied_tags": [str(tag.id)]})
    assert tagged.body["applied_tags"] == [str(tag.id)]


async def test_typing_and_joining(town: Town, api: Api) -> None:
    assert (await api.post(f"/channels/{town.general.id}/typing")).status == 204
    thread = town.general.add_thread("chat")
    assert (await api.put(f"/channels/{thread.id}/thread-members/@me", {})).status == 204
    assert (await api.delete(f"/channels/{town.general.id}/thread-members/@me")).code == (400, 50024)
