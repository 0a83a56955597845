"""Every command with each of its options, each autocomplete, and where commands work, as a member meets them."""

from __future__ import annotations

import asyncio
import sqlite3
import threading
from contextlib import closing
from datetime import timedelta
from typing import Any

import pytest

from bot.sandbox import DriverError
from tests.discord_schema import schema_problems
from tests.end_to_end.house import MONDAY, House

TOOLFORMER = "Toolformer: Language Models Can Teach Themselves to Use Tools"


@pytest.mark.parametrize(
    ("command", "options", "expected"),
    [
        ("paper", {"paper": "Sparks of Artificial General Intelligence: Early experiments with GPT-4"}, "No. 1 of 9"),
        ("paper", {"paper": "2302.04761"}, "Toolformer"),
        ("paper", {"paper": "https://arxiv.org/pdf/2302.04761v1.pdf"}, "Toolformer"),
        ("paper", {"paper": "toolfrmer"}, "Did you mean"),
        ("week", {}, "20–26 March 2023"),
        ("week", {"week": "2023-03-08"}, "6–12 March 2023"),
        ("week", {"week": "latest"}, "20–26 March 2023"),
        ("week", {"week": "previous"}, "13–19 March 2023"),
        ("week", {"week": "march 2023"}, "March 2023"),
        ("week", {"week": "2023-W12"}, "20–26 March 2023"),
        ("week", {"week": "2019-01-01"}, "2023"),
        ("week", {"category": "cs.CV"}, "Text2Room"),
        ("search", {"query": "rlhf"}, "**RLHF**"),
        ("search", {"query": "toolformr"}, "Toolformer"),
        ("search", {"query": "arxiv.org/abs/2302.04761"}, "Toolformer"),
        ("search", {"query": "language", "category": "Robotics"}, "Robotics"),
        ("search", {"query": "language", "since": "2023-03-20"}, "week to 26 March 2023"),
        ("search", {"query": "language", "until": "2023-01-10"}, "week to 8 January 2023"),
        ("search", {"query": "zzzzqqq"}, "zzzzqqq"),
        ("export", {}, "9 papers as BibTeX"),
        ("export", {"week": "march 2023", "format": "markdown"}, "March 2023: 4 weeks"),
        ("export", {"query": "rlhf", "format": "csv"}, "Search for “rlhf”"),
        ("export", {"category": "Robotics", "week": "2023"}, "In Robotics · 2023: 12 weeks"),
        ("export", {"query": "zzzzqqq"}, "Nothing found"),
        ("help", {}, "106 papers of 12 weeks"),
    ],
)
async def test_each_command_answers(house: House, command: str, options: dict[str, Any], expected: str) -> None:
    async with house.bot():
        reply = await house.reader.slash(house.papers, command, **options)
    assert expected in reply.text()


@pytest.mark.parametrize("visibility", ["public", "private"])
@pytest.mark.parametrize(("command", "options"), [("paper", {"paper": "2302.04761"}), ("week", {}), ("help", {})])
async def test_the_asker_chooses_who_sees_it(
    house: House, command: str, options: dict[str, Any], visibility: str
) -> None:
    async with house.bot():
        reply = await house.reader.slash(house.papers, command, visibility=visibility, **options)
    assert reply.ephemeral is (visibility == "private")


async def test_the_settings_choose_who_sees_it_otherwise(house: House) -> None:
    house.set_up("replies: {week: private}\n")
    async with house.bot():
        assert (await house.reader.slash(house.papers, "week")).ephemeral
        assert not (await house.reader.slash(house.papers, "paper", paper="2302.04761")).ephemeral


@pytest.mark.parametrize(
    ("command", "option", "typed", "expected"),
    [
        ("paper", "paper", "toolfo", TOOLFORMER),
        ("paper", "paper", "toolfromer", TOOLFORMER),
        ("paper", "paper", "", "Sparks of Artificial General Intelligence"),
        ("week", "week", "", "20–26 March 2023 · 9 papers"),
        ("week", "week", "feb", "February 2023"),
        ("week", "category", "robot", "Robotics"),
        ("search", "category", "", "Computation and Language"),
        ("search", "since", "2023-02", "February 2023"),
        ("search", "until", "", "March 2023"),
        ("export", "week", "2023-02", "February 2023"),
        ("export", "category", "robot", "Robotics"),
    ],
)
async def test_each_autocomplete_offers(house: House, command: str, option: str, typed: str, expected: str) -> None:
    needed: dict[str, Any] = {"query": "x"} if command == "search" else {}
    async with house.bot():
        choices = await house.reader.complete(house.papers, command, option=option, typed=typed, **needed)
    assert choices
    assert expected in choices[0].name
    assert len(choices) <= 25


async def test_a_suggestion_that_is_taken_leads_to_its_paper(house: House) -> None:
    async with house.bot():
        choices = await house.reader.complete(house.papers, "paper", option="paper", typed="toolfo")
        reply = await house.reader.slash(house.papers, "paper", paper=choices[0].value)
    assert "2302.04761" in reply.text()


async def test_commands_work_in_direct_messages_and_where_a_member_brings_the_bot(house: House) -> None:
    elsewhere = house.world.add_guild("Elsewhere", with_bot=False)
    lounge = elsewhere.add_channel("lounge")
    guest = elsewhere.add_member("Cleo")
    async with house.bot():
        private = await house.reader.account.slash(house.world.dm(house.reader.account), "week")
        brought = await guest.slash(lounge, "search", query="rlhf", user_install=True)
        with pytest.raises(DriverError):
            await guest.slash(lounge, "digest status", user_install=True)
    assert "20–26 March 2023" in private.text()
    assert "RLHF" in brought.text()


async def test_everything_that_was_sent_is_what_discord_documents(house: House) -> None:
    house.set_up_digest(nothing_new="archive")
    async with house.bot():
        for command in ("week", "help", "digest preview", "digest post", "digest status"):
            await house.admin.slash(house.papers, command)
    refused = [record for record in house.world.requests if (record.status or 500) >= 400]
    assert not refused
    for sent in house.world.sent("POST", "/channels/{channel_id}/messages"):
        assert not schema_problems("MessageCreateRequest", sent.json)


async def test_members_are_answered_while_digests_wait_for_the_database(house: House) -> None:
    house.set_up_digest(*(house.guild.add_channel(f"channel-{number}") for number in range(20)))
    house.now = MONDAY - timedelta(hours=1)
    async with house.bot():
        await house.admin.slash(house.papers, "digest status")
    house.now = MONDAY
    idle = threading.active_count()
    async with house.bot():
        # Every channel waits for this writer, as it does where a database server does not answer.
        with closing(sqlite3.connect(house.folder / "paperboy.db", isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            async with asyncio.timeout(5):
                while threading.active_count() < idle + 6:  # noqa: ASYNC110 - threads that wait set no event
                    await asyncio.sleep(0)
            found = await house.reader.slash(house.papers, "search", query="rlhf")
            other.execute("ROLLBACK")
    assert "**RLHF**" in found.text()


async def test_commands_are_told_to_discord_once(house: House) -> None:
    async with house.bot():
        await house.world.wait_for_commands()
    async with house.bot():
        await house.reader.slash(house.papers, "help")
    assert len([record for record in house.world.requests if record.method == "PUT"]) == 1


async def test_what_members_type_is_in_no_log(house: House, caplog: pytest.LogCaptureFixture) -> None:
    async with house.bot():
        await house.reader.slash(house.papers, "search", query="a very private question")
    assert "private question" not in caplog.text
    assert str(house.reader.id) not in caplog.text
    assert house.world.token not in caplog.text
