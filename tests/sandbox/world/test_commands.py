"""The book of registered commands."""

from __future__ import annotations

from itertools import count

import pytest

from bot.sandbox.world.commands import CommandBook

GUILD = 5


@pytest.fixture
def book() -> CommandBook:
    numbers = count(1)
    return CommandBook(lambda: next(numbers), application_id=9)


def test_what_is_absent_gets_discords_defaults(book: CommandBook) -> None:
    command = book.put({"name": "week", "description": "d"})
    assert (command["type"], command["options"], command["contexts"]) == (1, [], None)
    assert (command["integration_types"], command["dm_permission"], command["application_id"]) == ([0], True, "9")
    assert "guild_id" not in command
    assert book.put({"name": "week"}, GUILD)["guild_id"] == str(GUILD)


def test_the_same_name_of_another_type_is_another_command(book: CommandBook) -> None:
    first, menu = book.put({"name": "week"}), book.put({"name": "week", "type": 2})
    assert first["id"] != menu["id"]
    assert book.put({"name": "week", "description": "new"})["id"] == first["id"]
    assert [one["description"] for one in book.all()] == ["new", ""]


def test_versions_change_with_every_write(book: CommandBook) -> None:
    assert book.put({"name": "week"})["version"] != book.put({"name": "week"})["version"]


def test_a_servers_own_command_comes_first(book: CommandBook) -> None:
    everywhere, here = book.put({"name": "week"}), book.put({"name": "week"}, GUILD)
    assert book.find("week", GUILD) == here
    assert book.find("week", 6) == book.find("week", None) == everywhere
    assert book.find("weak", GUILD) is None


def test_menus_are_not_typed(book: CommandBook) -> None:
    menu = book.put({"name": "week", "type": 2})
    assert book.find("week", None) is None
    assert book.find("week", None, 2) == menu
    here = book.put({"name": "Count", "type": 2}, GUILD)
    assert book.known(GUILD, 2) == [here, menu]


def test_overwriting_removes_the_others(book: CommandBook) -> None:
    kept, gone = book.put({"name": "kept"}), book.put({"name": "gone"})
    book.overwrite([{"name": "kept"}, {"name": "new"}])
    assert [one["name"] for one in book.all()] == ["kept", "new"]
    assert book.get(int(kept["id"])) is not None
    assert book.get(int(gone["id"])) is None


def test_changing_and_removing(book: CommandBook) -> None:
    number = int(book.put({"name": "week", "description": "old"})["id"])
    assert book.replace(number, {"description": "new", "contexts": [0]})["contexts"] == [0]
    assert book.replace(number, {"contexts": None})["contexts"] is None
    book.remove(number)
    assert book.all() == []


def test_permissions_are_told_as_text(book: CommandBook) -> None:
    assert book.put({"name": "a", "default_member_permissions": 32})["default_member_permissions"] == "32"
    assert book.put({"name": "b", "default_member_permissions": "0"})["default_member_permissions"] == "0"
