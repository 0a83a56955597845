"""Values of options: from JSON to what they name."""

from __future__ import annotations

from typing import Any

import pytest

from bot.sandbox import Sandbox
from bot.sandbox.driver.commandline import CommandLine
from bot.sandbox.page.values import named_values
from bot.sandbox.page.wanted import BadActionError
from bot.sandbox.world.attachments import Attachment
from tests.sandbox.town import Clock, Town, build

OPTIONS: dict[str, dict[str, Any]] = {
    name: {"name": name, "type": kind}
    for kind, name in enumerate(("text", "number", "truth", "who", "where", "role", "whom", "share", "file"), start=3)
}


@pytest.fixture
def house() -> Town:
    return build(Sandbox(clock=Clock()), Clock())


def named(house: Town, **given: Any) -> dict[str, object]:
    return named_values(given, OPTIONS, house.ada.user, house.general)


def test_plain_values_stay_as_they_are(house: Town) -> None:
    plain = {"text": "17", "number": 3, "truth": True, "share": 0.5, "unknown": "17"}
    assert named(house, **plain) == plain


def test_ids_name_people_channels_roles_and_files(house: Town) -> None:
    file = house.sandbox.world.attachments[7] = Attachment(7, "a.txt", "text/plain", b"x", "")
    role = house.guild.add_role("Readers")
    given = {"who": house.chief.id, "where": house.news.id, "role": role.id, "file": 7}
    assert named(house, **{name: str(number) for name, number in given.items()}) == {
        "who": house.chief.user,
        "where": house.news,
        "role": role,
        "file": file,
    }
    assert named(house, whom=str(house.chief.id)) == {"whom": house.chief.user}
    assert named(house, whom=str(role.id)) == {"whom": role}


@pytest.mark.parametrize(
    ("name", "word"),
    [("who", "person"), ("where", "channel"), ("role", "role"), ("whom", "person or role"), ("file", "uploaded file")],
)
@pytest.mark.parametrize("value", ["1", "", "x", 5, None, ["1"]])
def test_what_names_nothing_is_refused(house: Town, name: str, word: str, value: object) -> None:
    with pytest.raises(BadActionError, match=f"^{name}: there is no such {word} here.$"):
        named(house, **{name: value})


def test_other_servers_and_hidden_channels_have_nothing_to_choose(house: Town) -> None:
    elsewhere = house.sandbox.add_guild("Elsewhere")
    secret = house.guild.add_channel("secret")
    secret.set_overwrite(house.guild.everyone, deny=("view_channel",))
    there, stranger = elsewhere.add_channel("there"), elsewhere.add_member("Stranger")
    for name, number in (("where", there.id), ("where", secret.id), ("who", stranger.id), ("role", elsewhere.id)):
        with pytest.raises(BadActionError):
            named(house, **{name: str(number)})


def test_in_direct_messages_there_are_two(house: Town) -> None:
    dm = house.sandbox.dm(house.ada)
    both = {"who": str(house.ada.id), "whom": str(house.sandbox.bot_user.id)}
    assert named_values(both, OPTIONS, house.ada.user, dm) == {"who": house.ada.user, "whom": house.sandbox.bot_user}
    with pytest.raises(BadActionError):
        named_values({"who": str(house.chief.id)}, OPTIONS, house.ada.user, dm)


def test_a_file_reaches_the_bot(house: Town) -> None:
    world = house.sandbox.world
    world.attachments[7] = Attachment(7, "a.txt", "text/plain", b"words", "http://127.0.0.1/attachments/1/7/a.txt")
    world.commands.put({"name": "read", "description": "", "options": [{**OPTIONS["file"], "required": True}]})
    line = CommandLine(house.ada.user, house.general, "read")
    sent = line.send(named_values({"file": "7"}, line.options(), house.ada.user, house.general))
    assert sent.data["options"] == [{"name": "file", "type": 11, "value": "7"}]
    assert sent.data["resolved"]["attachments"]["7"]["filename"] == "a.txt"
