"""Who the bot is, its servers, members, roles and channels."""

from __future__ import annotations

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
