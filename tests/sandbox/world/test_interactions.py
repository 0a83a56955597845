"""An interaction: how it came, and what its messages tell of it."""

from __future__ import annotations

from typing import Any

import pytest

from bot.sandbox.world.channels import Channel
from bot.sandbox.world.interactions import CallbackKind, Interaction, InteractionKind
from bot.sandbox.world.world import World
from tests.sandbox.town import START


@pytest.fixture
def text(world: World) -> Channel:
    return world.add_guild("Group").add_channel("text")


def made(channel: Channel, kind: InteractionKind = InteractionKind.COMMAND, **fields: Any) -> Interaction:
    user = channel.world.add_user("Ada")
    values: dict[str, Any] = {"data": {"name": "week"}, "created": START, "owners": {"0": "1"}, "context": 0, **fields}
    return Interaction(7, "secret", kind, user, channel, **values)


def test_its_token_is_in_no_repr(text: Channel) -> None:
    assert "secret" not in repr(made(text))


@pytest.mark.parametrize(("owners", "alone"), [({"0": "1"}, False), ({"1": "2"}, True), ({"0": "1", "1": "2"}, False)])
def test_an_application_is_there_by_server_or_by_member(text: Channel, owners: dict[str, str], alone: bool) -> None:
    assert made(text, owners=owners).by_user_install_only is alone


def test_the_first_message_of_a_command_is_its_answer(text: Channel) -> None:
    assert made(text).awaits_answer_to_command
    assert not made(text, answer=CallbackKind.MESSAGE).awaits_answer_to_command
    assert not made(text, InteractionKind.MODAL).awaits_answer_to_command


def test_what_messages_tell_of_it(text: Channel) -> None:
    assert text.guild is not None
    source = text.guild.add_member("Bob").say(text, "x")
    assert made(text).metadata()["name"] == "week"
    pressed = made(text, InteractionKind.COMPONENT, source=source).metadata()
    assert (pressed["interacted_message_id"], "name" in pressed) == (str(source.id), False)


@pytest.mark.parametrize(
    ("options", "path"),
    [
        ([], "digest"),
        ([{"type": 3, "name": "week", "value": "latest"}], "digest"),
        ([{"type": 1, "name": "preview", "options": []}], "digest preview"),
        ([{"type": 1, "name": "preview"}], "digest preview"),
        ([{"type": 2, "name": "admin", "options": [{"type": 1, "name": "post", "options": []}]}], "digest admin post"),
    ],
)
def test_a_command_is_named_as_it_was_typed(text: Channel, options: list[dict[str, Any]], path: str) -> None:
    assert made(text, data={"name": "digest", "options": options}).metadata()["name"] == path


def test_a_command_of_a_menu_says_on_what_it_was_used(text: Channel) -> None:
    account = {"id": "5"}
    data = {"name": "Greet", "type": 2, "target_id": "5", "resolved": {"users": {"5": account}}}
    of_account = made(text, data=data).metadata()
    assert (of_account["command_type"], of_account["target_user"]) == (2, account)
    of_message = made(text, data={"name": "Count", "type": 3, "target_id": "6"}).metadata()
    assert (of_message["command_type"], of_message["target_message_id"]) == (3, "6")
    assert made(text).metadata()["command_type"] == 1
