"""Commands, and the channels that offer them."""

from __future__ import annotations

from typing import Any

import pytest

from bot.sandbox import Guild, Member
from bot.sandbox.page.shapes import CommandView
from bot.sandbox.page.views.commands import command_views
from bot.sandbox.world.world import World

OPTION = {"type": 3, "name": "week", "description": "Which week", "required": False}


@pytest.fixture
def guild(world: World) -> Guild:
    guild = world.add_guild("Reading group")
    guild.add_channel("general")
    guild.add_channel("papers", "forum").add_thread("post")
    guild.add_channel("all", "category")
    return guild


@pytest.fixture
def ada(guild: Guild) -> Member:
    ada = guild.add_member("Ada")
    guild.world.dm(ada.user)
    return ada


def register(world: World, name: str, place: int | None = None, **fields: Any) -> str:
    body = {"name": name, "description": "", "options": [], **fields}
    command_id: str = world.commands.put(body, place)["id"]
    return command_id


def views(member: Member) -> dict[str, CommandView]:
    world = member.guild.world
    return {one["id"]: one for one in command_views(world, member.user, world.channels.values())}


def offered(member: Member, command_id: str) -> list[str]:
    channels = member.guild.world.channels
    command = views(member).get(command_id)
    return [channels[int(number)].name for number in command["channels"]] if command else []


def test_a_command_is_shown_as_it_was_registered(world: World, ada: Member) -> None:
    number = register(world, "week", description="Papers of a week", options=[OPTION])
    shown = views(ada)[number]
    assert (shown["name"], shown["description"], shown["options"]) == ("week", "Papers of a week", [OPTION])


def test_it_is_offered_where_one_can_type(world: World, ada: Member) -> None:
    assert offered(ada, register(world, "week")) == ["general", "post", "Ada, Paperboy"]


def test_contexts_keep_it_from_places(world: World, ada: Member) -> None:
    assert offered(ada, register(world, "here", contexts=[0])) == ["general", "post"]
    assert offered(ada, register(world, "there", contexts=[1])) == ["Ada, Paperboy"]
    assert offered(ada, register(world, "brought", integration_types=[1])) == []


def test_permissions_keep_it_from_people(world: World, guild: Guild, ada: Member) -> None:
    number = register(world, "admin", default_member_permissions="32", contexts=[0])
    assert number not in views(ada)
    assert offered(guild.add_member("Chief", permissions=["manage_guild"]), number) == ["general", "post"]


def test_a_channel_may_forbid_commands(world: World, guild: Guild, ada: Member) -> None:
    number = register(world, "week", contexts=[0])
    guild.channels[0].set_overwrite(guild.everyone, deny=("use_application_commands",))
    assert offered(ada, number) == ["post"]


def test_a_servers_own_command_covers_the_global_one(world: World, guild: Guild, ada: Member) -> None:
    everywhere = register(world, "week")
    own = register(world, "week", guild.id)
    assert offered(ada, own) == ["general", "post"]
    assert offered(ada, everywhere) == ["Ada, Paperboy"]


def test_other_kinds_of_commands_are_not_typed(world: World, ada: Member) -> None:
    assert register(world, "Report", type=3) not in views(ada)


def test_a_server_without_the_bot_has_none(world: World, guild: Guild, ada: Member) -> None:
    number = register(world, "week", contexts=[0])
    guild.remove_bot()
    assert offered(ada, number) == []
