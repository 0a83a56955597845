"""What a select lets a member choose."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from bot.sandbox import Channel, DriverError, Member, Role
from bot.sandbox.driver.options import Resolved
from bot.sandbox.driver.selects import chosen
from tests.sandbox.town import Town

WRONG: dict[str, tuple[int, Callable[[Town], Any]]] = {
    "a role is no account": (5, lambda town: town.guild.everyone),
    "an account is no role": (6, lambda town: town.ada),
    "a channel is nobody to mention": (7, lambda town: town.general),
    "an account is no channel": (8, lambda town: town.ada),
    "nothing has that id": (5, lambda town: "1"),
    "text is no id": (8, lambda town: "general"),
}


def choose(town: Town, kind: int, value: object, **fields: Any) -> tuple[list[str], dict[str, Any]]:
    resolved = Resolved(town.ada.user, town.general)
    select = {"type": kind, "custom_id": "s", **fields}
    return chosen(select, [value], town.ada.user, town.general, resolved), resolved.data


@pytest.mark.parametrize("case", WRONG)
async def test_what_a_select_does_not_offer_is_refused(town: Town, case: str) -> None:
    kind, value = WRONG[case]
    with pytest.raises(DriverError, match="cannot be chosen there"):
        choose(town, kind, value(town))


@pytest.mark.parametrize(("kind", "place"), [(5, "users"), (7, "users"), (7, "roles"), (8, "channels")])
async def test_an_id_names_a_thing_as_the_thing_itself(town: Town, kind: int, place: str) -> None:
    things: dict[str, Member | Role | Channel] = {
        "users": town.chief,
        "roles": town.guild.add_role("Readers"),
        "channels": town.news,
    }
    by_thing = choose(town, kind, things[place])
    assert by_thing == choose(town, kind, str(things[place].id))
    assert by_thing[0] == [str(things[place].id)] == [*by_thing[1][place]]


async def test_only_channels_of_the_kinds_that_were_asked_for(town: Town) -> None:
    assert choose(town, 8, town.forum, channel_types=[15])[0] == [str(town.forum.id)]
    with pytest.raises(DriverError, match="cannot be chosen there"):
        choose(town, 8, town.general, channel_types=[15])


async def test_a_thread_is_a_channel_too(town: Town) -> None:
    thread = town.general.add_thread("Week 12")
    assert choose(town, 8, thread)[0] == [str(thread.id)]


async def test_a_channel_out_of_sight_is_not_offered(town: Town) -> None:
    town.news.set_overwrite(town.guild.everyone, deny=("view_channel",))
    with pytest.raises(DriverError, match="cannot be chosen there"):
        choose(town, 8, town.news)


async def test_in_direct_messages_there_are_the_two_of_them(town: Town) -> None:
    dm = town.sandbox.world.dm(town.ada.user)
    resolved = Resolved(town.ada.user, dm)
    select = {"type": 5, "custom_id": "s"}
    assert chosen(select, [town.ada], town.ada.user, dm, resolved) == [str(town.ada.id)]
    with pytest.raises(DriverError, match="cannot be chosen there"):
        chosen(select, [town.chief], town.ada.user, dm, resolved)
