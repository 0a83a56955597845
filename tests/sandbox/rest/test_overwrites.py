"""What a channel gives to roles and members, set one at a time."""

from __future__ import annotations

from bot.sandbox.permissions import Permission
from tests.sandbox.town import Api, Town

SEND = str(int(Permission.SEND_MESSAGES))


def place(town: Town, target: int) -> str:
    return f"/channels/{town.general.id}/permissions/{target}"


async def test_they_need_manage_roles(town: Town, api: Api) -> None:
    assert (await api.put(place(town, town.guild.id), {"type": 0, "deny": SEND})).code == (403, 50013)
    assert (await api.delete(place(town, town.guild.id))).code == (403, 50013)


async def test_they_are_set_and_removed(town: Town, api: Api) -> None:
    town.guild.set_bot_permissions(manage_roles=True)
    assert (await api.put(place(town, town.guild.id), {"type": 0, "deny": SEND})).status == 204
    assert (await api.put(place(town, town.ada.id), {"type": 1, "allow": int(SEND)})).status == 204
    listed = (await api.get(f"/channels/{town.general.id}")).body["permission_overwrites"]
    assert listed == [
        {"id": str(town.guild.id), "type": 0, "allow": "0", "deny": SEND},
        {"id": str(town.ada.id), "type": 1, "allow": SEND, "deny": "0"},
    ]
    assert Permission.SEND_MESSAGES in town.ada.permissions(town.general)
    assert (await api.delete(place(town, town.ada.id))).status == 204
    assert Permission.SEND_MESSAGES not in town.ada.permissions(town.general)
    assert (await api.delete(place(town, town.ada.id))).code == (404, 10009)


async def test_the_bot_gives_only_what_it_has(town: Town, api: Api) -> None:
    town.guild.set_bot_permissions(manage_roles=True)
    bits = int(Permission.MANAGE_MESSAGES)
    assert (await api.put(place(town, town.guild.id), {"type": 0, "allow": bits})).code == (403, 50013)
    town.general.set_bot_permissions(manage_roles=True)
    assert (await api.put(place(town, town.guild.id), {"type": 0, "allow": bits})).status == 204
    assert (await api.put(f"/channels/{town.news.id}/permissions/1", {"type": 0, "allow": bits})).code == (403, 50013)


async def test_wrong_ones_are_refused(town: Town, api: Api) -> None:
    town.guild.set_bot_permissions(manage_roles=True)
    assert (await api.put(place(town, 1), {"type": 0, "deny": SEND})).code == (404, 10009)
    assert (await api.put(place(town, town.guild.id), {"type": 1, "deny": SEND})).code == (404, 10009)
    assert (await api.put(place(town, town.guild.id), {"type": 2})).code == (400, 50035)
    assert (await api.put(place(town, town.guild.id), {"type": 0, "deny": "some"})).code == (400, 50035)
    thread = town.general.add_thread("chat")
    assert (await api.put(f"/channels/{thread.id}/permissions/1", {"type": 0})).code == (400, 50024)
