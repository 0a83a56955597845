"""Who may use which command, read over REST."""

from __future__ import annotations

from bot.sandbox.world.commandaccess import GrantKind
from tests.sandbox.limits.test_commands import command
from tests.sandbox.town import Api, Town


def base(town: Town) -> str:
    return f"/applications/{town.sandbox.application_id}/guilds/{town.guild.id}/commands"


async def registered(town: Town, api: Api) -> str:
    return str((await api.post(f"/applications/{town.sandbox.application_id}/commands", command())).body["id"])


async def test_what_a_server_set_is_read(town: Town, api: Api) -> None:
    number = await registered(town, api)
    assert (await api.get(f"{base(town)}/permissions")).body == []
    assert (await api.get(f"{base(town)}/{number}/permissions")).code == (404, 10066)
    town.guild.set_command_permissions("week", {town.guild.everyone: False, town.ada: True, town.general: True})
    town.guild.set_command_permissions(None, {town.guild: False})
    one = (await api.get(f"{base(town)}/{number}/permissions")).body
    assert one["permissions"] == [
        {"id": str(town.guild.id), "type": int(GrantKind.ROLE), "permission": False},
        {"id": str(town.ada.id), "type": int(GrantKind.USER), "permission": True},
        {"id": str(town.general.id), "type": int(GrantKind.CHANNEL), "permission": True},
    ]
    whole = (await api.get(f"{base(town)}/{town.sandbox.application_id}/permissions")).body
    assert whole["permissions"] == [{"id": str(town.guild.id - 1), "type": int(GrantKind.CHANNEL), "permission": False}]
    assert (await api.get(f"{base(town)}/permissions")).body == [one, whole]


async def test_a_bot_cannot_set_them(town: Town, api: Api) -> None:
    number = await registered(town, api)
    body = {"permissions": [{"id": str(town.ada.id), "type": 2, "permission": True}]}
    got = await api.put(f"{base(town)}/{number}/permissions", body)
    assert (got.status, got.body) == (403, {"message": "Bots cannot use this endpoint", "code": 20001})
    assert (await api.put(f"{base(town)}/permissions", [])).status == 405
    assert (await api.put(f"{base(town)}/1/permissions", body)).code == (404, 10063)
