"""What is typed into options, and how Discord sends it."""

from __future__ import annotations

import math
from typing import Any

import pytest

from bot.sandbox import DriverError, Upload
from bot.sandbox.driver.options import Resolved, command_data, filled, menu_data, nested_in
from bot.sandbox.world.attachments import Attachment
from tests.sandbox.town import Town


def option(kind: int = 3, name: str = "o", **fields: Any) -> dict[str, Any]:
    return {"type": kind, "name": name, "description": "d", **fields}


def fill(town: Town, *options: dict[str, Any], typing: bool = False, **given: Any) -> list[dict[str, Any]]:
    return filled({"options": options}, given, Resolved(town.ada.user, town.general), typing=typing)


@pytest.mark.parametrize(
    ("kind", "value"),
    [(3, "text"), (4, 7), (5, False), (10, 2.5), (10, 3)],
)
async def test_plain_values_are_sent_as_they_are(town: Town, kind: int, value: object) -> None:
    assert fill(town, option(kind), o=value) == [{"name": "o", "type": kind, "value": value}]


@pytest.mark.parametrize(
    ("kind", "value"), [(3, 7), (3, None), (4, "7"), (4, 2.5), (4, True), (5, "true"), (10, "x"), (11, "file")]
)
async def test_values_of_another_type_are_not_typed(town: Town, kind: int, value: object) -> None:
    with pytest.raises(DriverError, match=r"^o: "):
        fill(town, option(kind), o=value)


@pytest.mark.parametrize(("kind", "value"), [(3, ""), (4, 2**53 + 1), (4, -(2**53) - 1), (10, 1e300), (10, math.nan)])
async def test_values_that_no_option_takes(town: Town, kind: int, value: object) -> None:
    with pytest.raises(DriverError, match=r"^o: the (text|number) must "):
        fill(town, option(kind), o=value)


async def test_a_file_is_named_and_described(town: Town) -> None:
    file = Attachment(7, "a.txt", "text/plain", b"words", "http://127.0.0.1/attachments/1/7/a.txt")
    resolved = Resolved(town.ada.user, town.general)
    assert filled({"options": [option(11)]}, {"o": file}, resolved) == [{"name": "o", "type": 11, "value": "7"}]
    assert resolved.data == {"attachments": {"7": file.payload()}}


async def test_a_file_may_come_straight_from_the_disk(town: Town) -> None:
    (sent,) = fill(town, option(11), o=Upload.of("a.txt", b"words"))
    kept = town.sandbox.world.attachments[int(str(sent["value"]))]
    assert (kept.filename, kept.content_type, kept.data) == ("a.txt", "text/plain", b"words")
    assert kept.url.startswith(f"{town.sandbox.url}/attachments/{town.general.id}/")


async def test_a_value_that_is_refused_leaves_no_file_behind(town: Town) -> None:
    with pytest.raises(DriverError, match="not what an option of type 6 takes"):
        fill(town, option(6), o=Upload.of("a.txt", b"words"))
    assert town.sandbox.world.attachments == {}


async def test_options_come_in_the_commands_order(town: Town) -> None:
    sent = fill(town, option(name="a"), option(name="b"), b="2", a="1")
    assert [one["name"] for one in sent] == ["a", "b"]


async def test_while_typing_others_may_be_missing(town: Town) -> None:
    needed = option(required=True)
    assert fill(town, needed, typing=True) == []
    with pytest.raises(DriverError, match="This option is required: o"):
        fill(town, needed)


@pytest.mark.parametrize(
    ("fields", "fitting", "wrong"),
    [
        ({"kind": 3, "min_length": 2, "max_length": 3}, ["ab", "abc"], ["a", "abcd"]),
        ({"kind": 3}, ["x" * 6000], ["x" * 6001]),
        ({"kind": 4, "min_value": 0, "max_value": 2}, [0, 2], [-1, 3]),
        ({"kind": 10, "max_value": 2.5}, [2.5, -100], [2.6]),
    ],
)
async def test_bounds(town: Town, fields: dict[str, Any], fitting: list[Any], wrong: list[Any]) -> None:
    for value in fitting:
        assert fill(town, option(**fields), o=value)
    for value in wrong:
        with pytest.raises(DriverError, match="must"):
            fill(town, option(**fields), o=value)


async def test_a_choice_goes_by_its_value_or_the_name_that_is_shown(town: Town) -> None:
    offered = option(choices=[{"name": "Only me", "value": "private"}, {"name": "Everyone", "value": "public"}])
    assert [fill(town, offered, o=one)[0]["value"] for one in ("private", "Everyone")] == ["private", "public"]
    with pytest.raises(DriverError, match="choose one of Only me, Everyone"):
        fill(town, offered, o="nobody")


async def test_things_are_sent_as_ids_and_resolved_beside(town: Town) -> None:
    role = town.guild.add_role("Readers")
    resolved = Resolved(town.ada.user, town.general)
    options = [option(6, "who"), option(7, "where"), option(8, "role"), option(9, "any")]
    given = {"who": town.chief, "where": town.news, "role": role, "any": town.ada.user}
    sent = filled({"options": options}, given, resolved)
    assert [one["value"] for one in sent] == [str(one.id) for one in (town.chief, town.news, role, town.ada)]
    assert set(resolved.data) == {"users", "members", "channels", "roles"}
    assert set(resolved.data["users"]) == {str(town.chief.id), str(town.ada.id)}
    assert "user" not in resolved.data["members"][str(town.chief.id)]
    assert resolved.data["channels"][str(town.news.id)]["permissions"]


async def test_a_channel_must_be_of_the_asked_kinds(town: Town) -> None:
    texts = option(7, channel_types=[0])
    assert fill(town, texts, o=town.general)
    with pytest.raises(DriverError, match=r"#news is not of the kinds \[0\]"):
        fill(town, texts, o=town.news)


@pytest.mark.parametrize("kind", [6, 7, 8, 9])
async def test_a_word_names_nothing(town: Town, kind: int) -> None:
    with pytest.raises(DriverError, match="is not what an option of type"):
        fill(town, option(kind), o="general")


async def test_subcommands_wrap_their_options(town: Town) -> None:
    plain = [{"name": "o", "type": 3, "value": "x"}]
    assert nested_in("week", plain) == plain
    assert nested_in("digest post", plain) == [{"name": "post", "type": 1, "options": plain}]
    inner = [{"name": "post", "type": 1, "options": plain}]
    assert nested_in("digest now post", plain) == [{"name": "now", "type": 2, "options": inner}]


async def test_a_servers_command_names_its_server(town: Town) -> None:
    resolved = Resolved(town.ada.user, town.general)
    command = {"id": "1", "name": "week", "type": 1, "guild_id": "7"}
    assert command_data(command, [], resolved) == {**command, "options": []}


@pytest.mark.parametrize("guild", [{}, {"guild_id": "7"}])
async def test_a_menus_data_has_a_target_and_no_options(town: Town, guild: dict[str, str]) -> None:
    message = town.chief.say(town.general, "words")
    resolved = Resolved(town.ada.user, town.general)
    data = menu_data({"id": "1", "name": "Count", "type": 3, **guild}, message, resolved)
    assert data.pop("resolved")["messages"][str(message.id)]["content"] == "words"
    assert data == {"id": "1", "name": "Count", "type": 3, "target_id": str(message.id), **guild}
