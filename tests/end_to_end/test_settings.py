"""The settings file edited while the bot runs."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import timedelta

import pytest

from bot.sandbox import Reply
from tests.end_to_end.house import MONDAY, House

WITHIN = 2.0
"""Seconds within which an edit is in force."""


async def answered(house: House, command: str, expected: Callable[[Reply], bool]) -> Reply:
    """Ask until the answer is as expected, for as long as an edit may take."""
    async with asyncio.timeout(WITHIN):
        while True:
            reply = await house.admin.slash(house.papers, command)
            if expected(reply):
                return reply


async def test_an_edit_is_in_force_within_two_seconds(house: House, caplog: pytest.LogCaptureFixture) -> None:
    async with house.bot():
        assert (await house.reader.slash(house.papers, "help")).ephemeral
        house.set_up("replies: {help: public}\n")
        await answered(house, "help", lambda reply: not reply.ephemeral)
    assert "replies.help private -> public" in caplog.text


async def test_a_slip_changes_nothing_until_it_is_mended(house: House, caplog: pytest.LogCaptureFixture) -> None:
    house.set_up_digest()
    async with house.bot():
        house.set_up_digest(timezon="Europe/Paris")
        reply = await answered(house, "digest status", lambda reply: "settings file has an error" in reply.text())
        assert "line 5, column 5." in reply.text()
        assert "timezon`" not in reply.text()
        assert f"<t:{int((MONDAY + timedelta(weeks=1)).timestamp())}" in reply.text()
        assert "`digests[0].timezon`: there is no such setting. Did you mean `timezone`?" in caplog.text
        house.set_up_digest(at='{weekday: tuesday, time: "09:00"}')
        tuesday = MONDAY + timedelta(days=1)
        reply = await answered(house, "digest status", lambda reply: f"<t:{int(tuesday.timestamp())}" in reply.text())
        assert "mended" not in reply.text()
    assert "The settings file is mended." in caplog.text


async def test_a_digest_that_is_added_while_running_is_known(house: House) -> None:
    async with house.bot():
        house.set_up_digest()
        await answered(house, "digest status", lambda reply: "weekly" in reply.text())


async def test_the_next_post_follows_the_settings_as_they_are_then(house: House) -> None:
    house.set_up_digest()
    house.now = MONDAY - timedelta(hours=1)
    async with house.bot():
        await answered(house, "digest preview", lambda reply: "9 papers" in reply.text())
        house.set_up_digest(limit="3")
        await answered(house, "digest preview", lambda reply: "3 papers" in reply.text())
        house.now = MONDAY
        house.set_up_digest(limit="4")
        (message,) = await house.wait_for_posts()
    assert "of the week’s 9" in message.text()
