"""Roles over REST."""

from __future__ import annotations

import pytest

from bot.sandbox.permissions import Permission
from tests.sandbox.town import Api, Town


@pytest.fixture
def place(town: Town) -> str:
    town.guild.set_bot_permissions(manage_roles=True)
    return f"/guilds/{town.guild.id}/roles"


async def test_they_need_the_permission(town: Town, api: Api) -> None:
    assert (await api.post(f"/guilds/{town.guild.id}/roles")).code == (403, 50013)
    assert (await api.delete(f"/guilds/{town.guild.id}/roles/1")).code == (403, 50013)


async def test_they_are_made_changed_and_deleted(town: Town, api: Api, place: str) -> None:
    made = (await api.post(place, {"name": "Readers", "permissions": str(int(Permission.SEND_MESSAGES))})).body
    assert (made["name"], made["permissions"], made["position"]) == ("Readers", "2048", 1)
    own = f"{place}/{made['id']}"
    town.ada.roles = [town.guild.roles[int(made["id"])]]
    changed = (await api.patch(own, {"name": "Writers", "mentionable": True})).body
    assert (changed["name"], changed["mentionable"], changed["permissions"]) == ("Writers", True, "2048")
    assert (await api.get(own)).body == changed
    assert (await api.delete(own)).status == 204
    assert town.ada.roles == []
    assert (await api.get(own)).code == (404, 10011)


async def test_a_role_without_a_word_is_like_everyone(town: Town, api: Api, place: str) -> None:
    made = (await api.post(place)).body
    assert (made["name"], int(made["permissions"])) == ("new role", int(town.guild.everyone.permissions))


async def test_those_above_and_discords_own_are_not_touched(town: Town, api: Api, place: str) -> None:
    above = town.guild.add_role("Staff")
    me = town.guild.members[town.sandbox.bot_user.id]
    for role in (above, me.roles[0]):
        assert (await api.patch(f"{place}/{role.id}", {"name": "x"})).code == (403, 50013)
    assert (await api.delete(f"{place}/{town.guild.id}")).code == (403, 50013)
    bits = str(int(Permission.VIEW_CHANNEL))
    assert (await api.patch(f"{place}/{town.guild.id}", {"permissions": bits})).body["permissions"] == bits


async def test_only_what_the_bot_may_do_itself_is_given(town: Town, api: Api, place: str) -> None:
    assert (await api.post(place, {"permissions": str(int(Permission.BAN_MEMBERS))})).code == (403, 50013)
    assert (await api.post(place, {"permissions": "all"})).code == (400, 50035)
    assert (await api.post(place, {"name": "x" * 101})).code == (400, 50035)


async def test_a_server_takes_so_many(town: Town, api: Api, place: str) -> None:
    while len(town.guild.roles) < 249:
        town.guild.add_role("r")
    assert (await api.post(place)).status == 200
    assert (await api.post(place)).code == (400, 30005)


async def test_their_first_colour_is_for_every_server(town: Town, api: Api, place: str) -> None:
    made = (await api.post(place, {"colors": {"primary_color": 0x5865F2}, "hoist": True})).body
    assert (made["color"], made["colors"]["primary_color"], made["hoist"]) == (0x5865F2, 0x5865F2, True)
    own = f"{place}/{made['id']}"
    assert (await api.patch(own, {"color": 0, "hoist": False})).body["color"] == 0
    assert (await api.patch(own, {"colors": {"primary_color": 1, "secondary_color": 2}})).code == (400, 50101)
    assert (await api.patch(own, {"unicode_emoji": "🔥"})).code == (400, 50101)
    assert (await api.patch(own, {"colors": {"primary_color": 0x1000000}})).code == (400, 50035)
