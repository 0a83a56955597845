"""Which command is meant, and to whom it is offered."""

from __future__ import annotations

from typing import Any

import pytest

from bot.sandbox import DriverError, Member
from bot.sandbox.driver.lookup import find_command, is_offered, leaf_of
from tests.sandbox.town import Town

BOTH = {"integration_types": [0, 1]}


def find(
    town: Town, who: Member, *, user_install: bool = False, bypass_permissions: bool = False, **fields: Any
) -> dict[str, Any]:
    town.sandbox.world.commands.put({"name": "week", "description": "d", **fields})
    return find_command(
        who.user, town.general, "week", user_install=user_install, bypass_permissions=bypass_permissions
    )


async def test_the_name_is_enough(town: Town) -> None:
    assert find(town, town.ada)["name"] == "week"


@pytest.mark.parametrize(
    ("fields", "user_install", "told"),
    [
        ({"contexts": [1, 2]}, False, r"/week is not offered in #general: its contexts are \[1, 2\]"),
        ({"integration_types": [1]}, False, "/week is not offered to a server install"),
        ({"integration_types": [0]}, True, "/week is not offered to a user install"),
    ],
)
async def test_the_place_must_fit(town: Town, fields: dict[str, Any], user_install: bool, told: str) -> None:
    with pytest.raises(DriverError, match=told):
        find(town, town.ada, user_install=user_install, **fields)


@pytest.mark.parametrize("bits", ["32", "0", "40"])
async def test_the_permissions_must_be_had_all(town: Town, bits: str) -> None:
    assert find(town, town.chief, default_member_permissions=bits)
    assert find(town, town.ada, default_member_permissions=bits, bypass_permissions=True)
    manager = town.guild.add_member("Manager", permissions=["manage_guild"])
    if bits == "32":
        assert find(town, manager, default_member_permissions=bits)
    else:
        with pytest.raises(DriverError, match="Manager is not offered /week"):
            find(town, manager, default_member_permissions=bits)
    with pytest.raises(DriverError, match="Ada is not offered /week"):
        find(town, town.ada, default_member_permissions=bits)


async def test_using_commands_is_a_permission_itself(town: Town) -> None:
    town.general.set_overwrite(town.guild.everyone, deny=("use_application_commands",))
    with pytest.raises(DriverError, match="Ada may not use commands in #general"):
        find(town, town.ada)


async def test_a_servers_settings_hide_and_show_commands(town: Town) -> None:
    find(town, town.ada)
    town.guild.set_command_permissions("week", {town.guild.everyone: False})
    with pytest.raises(DriverError, match=r"Ada is not offered /week in #general: the server's settings say so"):
        find(town, town.ada)
    assert find(town, town.ada, bypass_permissions=True)
    assert find(town, town.chief)["name"] == "week"
    town.guild.set_command_permissions("week", {town.ada: True})
    assert find(town, town.ada, default_member_permissions="32")["name"] == "week"


async def test_without_commands_that_is_said(town: Town) -> None:
    with pytest.raises(DriverError, match="There is no command /week; registered are: none"):
        find_command(town.ada.user, town.general, "week", user_install=False, bypass_permissions=False)


@pytest.mark.parametrize("path", ["", " "])
async def test_nothing_is_no_command(town: Town, path: str) -> None:
    with pytest.raises(DriverError, match="There is no command /; registered are: none"):
        find_command(town.ada.user, town.general, path, user_install=False, bypass_permissions=False)


async def test_subcommands_are_followed_down(town: Town) -> None:
    leaf = {"type": 1, "name": "show", "description": "d", "options": [{"type": 3, "name": "what", "description": "d"}]}
    group = {"type": 2, "name": "digest", "description": "d", "options": [leaf, {**leaf, "name": "hide"}]}
    command = find(town, town.ada, options=[group])
    assert leaf_of(command, "week digest show") == leaf
    for path, told in [
        ("week", "/week needs a subcommand: digest"),
        ("week digest", "/week digest needs a subcommand: show, hide"),
        ("week digest send", "there is no 'send' in /week"),
    ]:
        with pytest.raises(DriverError, match=told):
            leaf_of(command, path)


@pytest.mark.parametrize(
    ("fields", "offered"),
    [
        ({}, True),
        ({"contexts": [0]}, True),
        ({"contexts": [1]}, False),
        ({"integration_types": [1]}, False),
        ({"default_member_permissions": "32"}, False),
    ],
)
async def test_what_can_be_typed_is_offered(town: Town, fields: dict[str, Any], offered: bool) -> None:
    command = town.sandbox.world.commands.put({"name": "week", "description": "d", **fields})
    assert is_offered(command, town.ada.user, town.general) is offered


async def test_where_the_application_is_not_nothing_is_offered(town: Town) -> None:
    command = town.sandbox.world.commands.put({"name": "week", "description": "d"})
    friends = town.sandbox.private_channel(town.ada, town.chief)
    assert is_offered(command, town.ada.user, town.sandbox.dm(town.ada))
    assert not is_offered(command, town.ada.user, friends)
    town.guild.remove_bot()
    assert not is_offered(command, town.ada.user, town.general)
