"""Registering commands over REST."""

from __future__ import annotations

from tests.sandbox.limits.test_commands import command, option, with_option
from tests.sandbox.town import Api, Town


def place(town: Town) -> str:
    return f"/applications/{town.sandbox.application_id}/commands"


async def test_commands_are_overwritten_and_keep_their_ids(town: Town, api: Api) -> None:
    first = await api.put(place(town), [command(), command(name="old")])
    second = await api.put(place(town), [command(description="Another"), command(name="new")])
    assert [one["name"] for one in second.body] == ["week", "new"]
    assert second.body[0]["id"] == first.body[0]["id"]
    assert [one["description"] for one in (await api.get(place(town))).body] == ["Another", "Shows a week"]
    assert town.sandbox.world.commands.synced == 2


async def test_what_is_wrong_is_named_by_its_place(town: Town, api: Api) -> None:
    got = await api.put(place(town), [command(), with_option(name="Not Lower")])
    told = got.errors["1"]["options"]["0"]["name"]["_errors"]
    assert told == [{"code": "APPLICATION_COMMAND_INVALID_NAME", "message": "Command name is invalid"}]
    assert (await api.get(place(town))).body == []


async def test_names_are_unique_per_type(town: Town, api: Api) -> None:
    menu = {"type": 2, "name": "week"}
    assert (await api.put(place(town), [command(), menu])).status == 200
    assert (await api.put(place(town), [command(), command()])).code == (400, 50035)


async def test_there_are_a_hundred_at_most(town: Town, api: Api) -> None:
    hundred = [command(name=f"c{number}") for number in range(100)]
    assert (await api.put(place(town), hundred)).status == 200
    assert (await api.put(place(town), [*hundred, command()])).code == (400, 30032)
    assert (await api.post(place(town), command())).code == (400, 30032)


async def test_menus_have_a_number_of_their_own(town: Town, api: Api) -> None:
    menus = [{"type": kind, "name": f"m{number}"} for kind in (2, 3) for number in range(15)]
    assert (await api.put(place(town), [command(), *menus])).status == 200
    assert (await api.post(place(town), {"type": 2, "name": "one more"})).code == (400, 30032)
    assert (await api.post(place(town), {"type": 2, "name": "m0"})).status == 200
    assert (await api.post(place(town), command(name="m0"))).status == 201


async def test_two_hundred_are_made_a_day(town: Town, api: Api) -> None:
    hundreds = [[command(name=f"c{start}-{number}") for number in range(100)] for start in range(2)]
    for hundred in hundreds:
        assert (await api.put(place(town), hundred)).status == 200
    assert (await api.put(place(town), hundreds[1])).status == 200
    assert (await api.put(place(town), [command()])).code == (400, 30034)
    await api.delete(f"{place(town)}/{(await api.get(place(town))).body[0]['id']}")
    assert (await api.post(place(town), command())).code == (400, 30034)
    own = f"/applications/{town.sandbox.application_id}/guilds/{town.guild.id}/commands"
    assert (await api.post(own, command())).status == 201
    town.clock.turn(days=1)
    assert (await api.post(place(town), command())).status == 201


async def test_none_is_renamed_to_anothers_name(town: Town, api: Api) -> None:
    await api.put(place(town), [command(), command(name="month")])
    number = town.sandbox.world.commands.all()[1]["id"]
    got = await api.patch(f"{place(town)}/{number}", {"name": "week"})
    assert got.errors["name"]["_errors"][0]["code"] == "APPLICATION_COMMANDS_DUPLICATE_NAME"
    assert (await api.patch(f"{place(town)}/{number}", {"name": "month"})).status == 200


async def test_one_is_made_read_changed_and_deleted(town: Town, api: Api) -> None:
    made = await api.post(place(town), command(options=[option()]))
    assert made.status == 201
    assert (await api.post(place(town), command())).status == 200
    own = f"{place(town)}/{made.body['id']}"
    changed = await api.patch(own, {"description": "Another", "default_member_permissions": 32})
    assert (changed.body["description"], changed.body["default_member_permissions"]) == ("Another", "32")
    assert (await api.patch(own, {"description": "x" * 101})).code == (400, 50035)
    assert (await api.get(own)).body == changed.body
    assert (await api.delete(own)).status == 204
    assert (await api.get(own)).code == (404, 10063)


async def test_a_server_may_have_its_own(town: Town, api: Api) -> None:
    own = f"/applications/{town.sandbox.application_id}/guilds/{town.guild.id}/commands"
    made = await api.put(own, [command()])
    assert made.body[0]["guild_id"] == str(town.guild.id)
    assert (await api.get(place(town))).body == []
    assert (await api.get("/applications/1/commands")).code == (403, 20012)


async def test_languages_come_when_asked_for(town: Town, api: Api) -> None:
    await api.put(place(town), [command(name_localizations={"de": "woche"})])
    assert "name_localizations" not in (await api.get(place(town))).body[0]
    full = await api.get(f"{place(town)}?with_localizations=1")
    assert full.body[0]["name_localizations"] == {"de": "woche"}


async def test_a_list_of_objects_is_expected(town: Town, api: Api) -> None:
    assert (await api.put(place(town), {"name": "week"})).code == (400, 50109)
    got = await api.put(place(town), [command(), "week"])
    assert got.errors["1"]["_errors"][0]["code"] == "MODEL_TYPE_CONVERT"
    assert (await api.post(place(town), [])).code == (400, 50035)
