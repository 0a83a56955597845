"""Commands as they are typed, without waiting for an answer."""

from __future__ import annotations

from typing import Any

import pytest

from bot.sandbox import DriverError, Sandbox
from bot.sandbox.driver.commandline import CommandLine
from bot.sandbox.world.interactions import InteractionKind
from tests.sandbox.town import Clock, Town, build

WEEK = {"type": 3, "name": "week", "description": "d", "required": True, "autocomplete": True}
COUNT = {"type": 4, "name": "count", "description": "d"}


@pytest.fixture
def house() -> Town:
    house = build(Sandbox(clock=Clock()), Clock())
    preview = {"type": 1, "name": "preview", "description": "d", "options": [WEEK, COUNT]}
    house.sandbox.world.commands.put({"name": "digest", "description": "d", "options": [preview]})
    return house


def line(house: Town, path: str = "digest preview", **fields: Any) -> CommandLine:
    return CommandLine(house.ada.user, house.general, path, **fields)


def test_options_are_known_by_name(house: Town) -> None:
    assert line(house).options() == {"week": WEEK, "count": COUNT}


def test_a_whole_command_is_sent(house: Town) -> None:
    sent = line(house).send({"count": 3, "week": "latest"})
    (inner,) = sent.data["options"]
    assert (sent.kind, sent.data["name"], inner["name"]) == (InteractionKind.COMMAND, "digest", "preview")
    assert [(one["name"], one["value"]) for one in inner["options"]] == [("week", "latest"), ("count", 3)]
    assert sent.owners == {"0": str(house.guild.id)}


def test_half_a_command_asks_for_suggestions(house: Town) -> None:
    asked = line(house).ask("week", "26", {"count": 1})
    (inner,) = asked.data["options"]
    assert asked.kind is InteractionKind.AUTOCOMPLETE
    assert inner["options"] == [
        {"name": "count", "type": 4, "value": 1},
        {"name": "week", "type": 3, "value": "26", "focused": True},
    ]


@pytest.mark.parametrize(
    ("path", "told"), [("nothing", "There is no command /nothing"), ("digest", "/digest needs a subcommand: preview")]
)
def test_a_wrong_path_is_said(house: Town, path: str, told: str) -> None:
    wrong = line(house, path)
    for attempt in (wrong.options, lambda: wrong.send({}), lambda: wrong.ask("week", "", {})):
        with pytest.raises(DriverError, match=told):
            attempt()


def test_what_suggests_nothing_is_not_asked(house: Town) -> None:
    for option in ("count", "other"):
        with pytest.raises(DriverError, match=f"/digest preview suggests nothing for '{option}'"):
            line(house).ask(option, "", {})


def test_one_must_see_the_channel_and_the_application_must_be_there(house: Town) -> None:
    house.general.set_overwrite(house.guild.everyone, deny=("view_channel",))
    with pytest.raises(DriverError, match="Ada cannot see #general"):
        line(house).send({"week": "latest"})
    house.general.set_overwrite(house.guild.everyone)
    house.guild.remove_bot()
    with pytest.raises(DriverError, match="The application is not in Reading group"):
        line(house).send({"week": "latest"})
