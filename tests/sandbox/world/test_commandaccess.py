"""Which of a server's grants decides whether a member may use a command in a channel."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from bot.sandbox import Channel, Guild, Member, Role, User
from bot.sandbox.world.world import World

Targets = Mapping[Role | User | Member | Channel | Guild, bool]


class Place:
    """A server with a command, a member with two roles, and a channel."""

    def __init__(self, world: World) -> None:
        self.guild = world.add_guild("Group")
        self.one, self.two = self.guild.add_role("One"), self.guild.add_role("Two")
        self.ada = self.guild.add_member("Ada", roles=[self.one, self.two])
        self.channel = self.guild.add_channel("general")
        self.number = int(world.commands.put({"name": "week", "description": "d"})["id"])

    def allowed(self, channel: Channel | None = None) -> bool | None:
        return self.guild.command_access.allows(self.number, self.ada, channel or self.channel)


@pytest.fixture
def place(world: World) -> Place:
    return Place(world)


def test_nothing_set_leaves_it_to_the_command(place: Place) -> None:
    assert place.allowed() is None


def test_an_account_goes_before_its_roles_and_these_before_everyone(place: Place) -> None:
    steps: list[tuple[Targets, bool]] = [
        ({place.guild.everyone: False}, False),
        ({place.guild.everyone: False, place.one: True}, True),
        ({place.guild.everyone: True, place.one: False}, False),
        ({place.one: False, place.two: True}, True),
        ({place.one: True, place.two: True, place.ada: False}, False),
        ({place.one: False, place.ada.user: True}, True),
    ]
    for targets, expected in steps:
        place.guild.set_command_permissions("week", targets)
        assert place.allowed() is expected


def test_what_is_set_for_the_command_goes_before_what_is_set_for_all(place: Place) -> None:
    place.guild.set_command_permissions(None, {place.guild.everyone: False})
    assert place.allowed() is False
    place.guild.set_command_permissions("week", {place.ada: True})
    assert place.allowed() is True
    place.guild.set_command_permissions("week", {})
    place.guild.set_command_permissions(None, {place.ada: True})
    assert place.allowed() is None


def test_channels_are_asked_first(place: Place) -> None:
    other, thread = place.guild.add_channel("other"), place.channel.add_thread("talk")
    place.guild.set_command_permissions("week", {place.guild: False, place.channel: True, place.ada: True})
    assert (place.allowed(), place.allowed(thread), place.allowed(other)) == (True, True, False)
    place.guild.set_command_permissions("week", {place.ada: True})
    place.guild.set_command_permissions(None, {place.channel: False})
    assert place.allowed() is False
    place.guild.set_command_permissions("week", {place.channel: True})
    assert place.allowed() is None


def test_there_are_a_hundred_per_command_at_most(place: Place) -> None:
    roles: dict[Role | User | Member | Channel | Guild, bool] = {
        place.guild.add_role(f"r{number}"): True for number in range(100)
    }
    place.guild.set_command_permissions("week", roles)
    with pytest.raises(ValueError, match="takes 100 permissions per command, not 101"):
        place.guild.set_command_permissions("week", {**roles, place.one: True})


def test_an_unknown_command_has_none(place: Place) -> None:
    with pytest.raises(KeyError):
        place.guild.set_command_permissions("month", {})
