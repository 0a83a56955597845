"""Who is on the page, and what they are told of each other."""

from __future__ import annotations

import pytest

from bot.sandbox.page.views.people import (
    default_viewer,
    guilds_of,
    me_view,
    people_of,
    person_view,
    role_view,
    server_view,
)
from bot.sandbox.world.world import World


def names(world: World) -> list[str]:
    return [user.name for user in people_of(world)]


def test_people_are_those_whom_the_bot_meets(world: World) -> None:
    guild = world.add_guild("One")
    guild.add_member("Ada")
    elsewhere = world.add_guild("Without the bot", with_bot=False)
    elsewhere.add_member("Stranger")
    world.dm(world.add_user("Ben"))
    world.add_user("Nobody")
    assert names(world) == ["Ada", "Ben"]


def test_the_owner_is_there_where_nobody_else_is(world: World) -> None:
    assert names(world) == ["Owner"]
    guild = world.add_guild("One")
    assert names(world) == ["Owner"]
    guild.add_member("Ada")
    assert names(world) == ["Ada"]


def test_an_admin_looks_first(world: World) -> None:
    guild = world.add_guild("One")
    ada = guild.add_member("Ada")
    assert default_viewer(world) is ada.user
    chief = guild.add_member("Chief", permissions=["manage_guild"])
    assert default_viewer(world) is chief.user


def test_one_is_told_who_one_is_and_may_become(world: World) -> None:
    guild = world.add_guild("One")
    ada, chief = guild.add_member("Ada"), guild.add_member("Chief", administrator=True)
    assert me_view(world, ada.user) == {"id": str(ada.id), "name": "Ada", "admin": False, "others": [str(chief.id)]}
    assert me_view(world, chief.user)["admin"]


def test_an_admin_is_one_in_a_shared_server(world: World) -> None:
    here, there = world.add_guild("Here"), world.add_guild("There")
    chief = here.add_member("Chief", administrator=True)
    ben = there.add_member("Ben")
    there.add_member(chief.user)
    assert not person_view(chief.user, guilds_of(world, ben.user))["admin"]
    assert person_view(chief.user, guilds_of(world, chief.user))["admin"]
    assert person_view(world.bot, [here]) == {
        "id": str(world.bot.id),
        "name": "Paperboy",
        "bot": True,
        "admin": False,
        "servers": [str(here.id)],
    }


def test_of_an_accounts_servers_the_viewers_own_are_told(world: World) -> None:
    here, there, away = (world.add_guild(name) for name in ("Here", "There", "Away"))
    ada, ben = here.add_member("Ada").user, here.add_member("Ben").user
    there.add_member(ben)
    away.add_member(ada)
    assert person_view(ben, guilds_of(world, ada))["servers"] == [str(here.id)]


@pytest.mark.parametrize(
    ("name", "initials"), [("Reading group", "Rg"), ("Ada's papers", "Ap"), ("Überall 2", "Ü2"), ("—", "")]
)
def test_initials_stand_for_an_icon(world: World, name: str, initials: str) -> None:
    guild = world.add_guild(name)
    assert server_view(guild) == {"id": str(guild.id), "name": name, "initials": initials}


def test_a_role_has_its_name_and_server(world: World) -> None:
    guild = world.add_guild("One")
    role = guild.add_role("Readers")
    assert role_view(guild, role.id) == {"id": str(role.id), "server": str(guild.id), "name": "Readers"}
