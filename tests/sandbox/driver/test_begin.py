"""What a bot is told of what a member did."""

from __future__ import annotations

from typing import Any

import pytest

from bot.sandbox import DriverError
from bot.sandbox.driver.begin import begin, context_of, owners_of, require_sight
from bot.sandbox.permissions import Permission
from bot.sandbox.world.channels import Channel
from bot.sandbox.world.interactions import InteractionKind
from bot.sandbox.world.sight import permissions_of
from bot.sandbox.world.world import Event
from tests.sandbox.town import Town


def told(town: Town, channel: Channel, **owners: str) -> dict[str, Any]:
    """Do something as Ada and return what the bot hears of it."""
    heard: list[Event] = []
    town.sandbox.world.listeners.append(heard.append)
    by = {"0": str(town.guild.id)} if not owners else {key.removeprefix("o"): value for key, value in owners.items()}
    begin(town.ada.user, channel, InteractionKind.COMMAND, {"name": "week"}, owners=by)
    (event,) = heard
    assert event.name == "INTERACTION_CREATE"
    return event.data


async def test_in_a_server_the_member_and_the_server_are_told(town: Town) -> None:
    data = told(town, town.general)
    assert (data["context"], data["guild_id"], data["guild"]["id"]) == (0, str(town.guild.id), str(town.guild.id))
    assert data["member"]["user"]["id"] == str(town.ada.id)
    assert (data["locale"], data["guild_locale"]) == ("de", "en-US")
    assert "user" not in data
    assert "message" not in data


async def test_permissions_are_those_of_the_channel(town: Town) -> None:
    town.general.set_bot_permissions(send_messages=False)
    data = told(town, town.general)
    assert (
        int(data["member"]["permissions"]) == int(data["channel"]["permissions"]) == town.ada.permissions(town.general)
    )
    assert not Permission(int(data["app_permissions"])) & Permission.SEND_MESSAGES


async def test_in_direct_messages_the_account_is_told(town: Town) -> None:
    data = told(town, town.sandbox.dm(town.ada), o0="0")
    assert (data["context"], data["user"]["id"]) == (1, str(town.ada.id))
    assert not {"member", "guild_id", "guild", "guild_locale"} & set(data)


async def test_ids_are_of_now_and_tokens_differ(town: Town) -> None:
    first, second = told(town, town.general), told(town, town.general)
    assert int(first["id"]) < int(second["id"])
    assert first["token"] != second["token"]


async def test_contexts(town: Town) -> None:
    dm, private = town.sandbox.dm(town.ada), town.sandbox.private_channel(town.ada, town.chief)
    assert [context_of(one) for one in (town.general, dm, private)] == [0, 1, 2]


async def test_owners(town: Town) -> None:
    ada, dm = town.ada.user, town.sandbox.dm(town.ada)
    assert owners_of(ada, town.general, user_install=False) == {"0": str(town.guild.id)}
    assert owners_of(ada, dm, user_install=False) == {"0": "0"}
    assert owners_of(ada, dm, user_install=True) == {"1": str(ada.id)}
    town.guild.remove_bot()
    with pytest.raises(DriverError, match="The application is not in Reading group"):
        owners_of(ada, town.general, user_install=False)


async def test_strangers_may_nothing(town: Town) -> None:
    stranger = town.sandbox.add_user("Stranger")
    for channel in (town.general, town.sandbox.dm(town.ada)):
        assert permissions_of(stranger, channel) == Permission(0)
        with pytest.raises(DriverError, match="Stranger cannot see"):
            require_sight(stranger, channel)
