"""What Discord is told about the commands, held against its limits and against who may use what."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import discord
import pytest

from bot.catalog import Catalog
from bot.discord_app.client import PaperboyTree
from bot.discord_app.commands import add_commands
from bot.discord_app.homes import ChannelHomes
from bot.discord_app.services import Services
from bot.sandbox.limits import Form, check_command
from bot.settings.models import Settings
from tests.discord_app.memory import MemoryNotes, MemorySources
from tests.discord_schema import assert_valid

STRING = 3
GUILD_ONLY = {"digest"}
PRIVATE = {"digest", "export"}


@pytest.fixture(scope="module")
def payloads() -> list[dict[str, Any]]:
    notes, desk = MemoryNotes(), object()
    services = Services(
        catalog=lambda: Catalog(()),
        settings=Settings,
        settings_error=lambda: None,
        desk=desk,  # type: ignore[arg-type]  # never asked here
        sources=lambda: (),
        papers=MemorySources(),
        notes=notes,
    )
    client = discord.Client(intents=discord.Intents(guilds=True))
    tree = PaperboyTree(client)
    add_commands(tree, services, ChannelHomes(client, notes), command_ids=dict)
    return [command.to_dict(tree) for command in tree.get_commands()]


def described(payload: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield payload
    for option in payload.get("options", []):
        yield from described(option)


def options(payload: dict[str, Any]) -> list[dict[str, Any]]:
    return [one for one in described(payload) if one["type"] == STRING]


def test_these_are_the_commands(payloads: list[dict[str, Any]]) -> None:
    assert [payload["name"] for payload in payloads] == ["paper", "week", "search", "export", "digest", "help"]
    digest = payloads[4]
    assert [command["name"] for command in digest["options"]] == ["preview", "status", "post"]


def test_discord_takes_each_of_them(payloads: list[dict[str, Any]]) -> None:
    for payload in payloads:
        form = Form(payload)
        check_command(form)
        assert not form.problems
        assert_valid("ApplicationCommandCreateRequest", payload)


def test_every_name_and_description_is_a_finished_one(payloads: list[dict[str, Any]]) -> None:
    for one in (one for payload in payloads for one in described(payload)):
        assert re.fullmatch(r"[a-z]{1,32}", one["name"])
        assert 10 <= len(one["description"]) <= 100
        assert one["description"] not in {"…", "..."}
        assert not one["description"].endswith(".")


def test_all_but_digest_work_everywhere(payloads: list[dict[str, Any]]) -> None:
    for payload in payloads:
        if payload["name"] in GUILD_ONLY:
            continue
        assert payload["contexts"] == [0, 1, 2]
        assert payload["integration_types"] == [0, 1]
        assert payload["default_member_permissions"] is None


def test_digest_is_for_managers_of_servers_that_invited_the_bot(payloads: list[dict[str, Any]]) -> None:
    digest = next(payload for payload in payloads if payload["name"] == "digest")
    assert digest["contexts"] == [0]
    assert digest["integration_types"] == [0]
    assert int(digest["default_member_permissions"]) == discord.Permissions(manage_guild=True).value


def test_free_text_is_bounded_and_all_else_is_chosen(payloads: list[dict[str, Any]]) -> None:
    for option in (option for payload in payloads for option in options(payload)):
        assert option.get("choices") or 1 <= option["max_length"] <= 200, option["name"]


def test_answers_that_may_be_public_let_the_asker_choose(payloads: list[dict[str, Any]]) -> None:
    for payload in payloads:
        choices = [option["choices"] for option in options(payload) if option["name"] == "visibility"]
        if payload["name"] in PRIVATE:
            assert not choices
        else:
            assert [[choice["name"] for choice in one] for one in choices] == [["Only me", "Everyone"]]


def test_what_is_looked_up_is_completed_while_typing(payloads: list[dict[str, Any]]) -> None:
    completed = {
        (payload["name"], option["name"])
        for payload in payloads
        for option in options(payload)
        if option.get("autocomplete")
    }
    assert completed == {
        ("paper", "paper"),
        ("week", "week"),
        ("week", "category"),
        ("search", "category"),
        ("search", "since"),
        ("search", "until"),
        ("search", "source"),
        ("export", "week"),
        ("export", "category"),
        ("export", "source"),
        ("digest", "digest"),
        ("digest", "channel"),
    }
