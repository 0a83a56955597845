from __future__ import annotations

import logging
import re

import pytest

from bot.discord_app.custom_ids.kinds import ShowWeek
from tests.discord_app.stage import Stage, relabel


@pytest.mark.parametrize("custom_id", ["vote:1", "paper:", "week:2023-03-26", "x" * 100, "search:now"])
async def test_a_button_of_another_version_is_answered(stage: Stage, custom_id: str) -> None:
    async with stage.bot():
        week = await stage.reader.slash(stage.papers, "week")
        relabel(week.message, "paper:2023-03-26:2303.01681", custom_id)
        reply = await stage.reader.press(week.message, custom_id=custom_id)
    assert "another version of the bot" in reply.text()
    assert reply.ephemeral


@pytest.mark.parametrize(
    "custom_id",
    ["week:2023-02-30:0::", "paper:2023-13-01:2303.00001", "month:2023-13", "digest:0123abcd:20230230:1:1:1"],
)
async def test_a_day_that_does_not_exist_is_answered(stage: Stage, custom_id: str) -> None:
    async with stage.bot():
        week = await stage.reader.slash(stage.papers, "week")
        relabel(week.message, "paper:2023-03-26:2303.01681", custom_id)
        reply = await stage.reader.press(week.message, custom_id=custom_id)
    assert "can no longer be read" in reply.text()
    assert "PB-" not in reply.text()


async def test_a_fault_behind_a_button_has_a_number(
    stage: Stage, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("boom")

    async with stage.bot():
        week = await stage.reader.slash(stage.papers, "week", week="2023-03-19")
        monkeypatch.setattr("bot.discord_app.pages.week_page", fail)
        [shown] = {
            str(one["custom_id"])
            for one in week.message.components_flat()
            if str(one.get("custom_id", "")).startswith(f"week:{ShowWeek.decode('week:2023-03-12:0::').end}")
        }
        reply = await stage.reader.press(week.message, custom_id=shown)
    number = re.search(r"PB-[0-9A-F]{8}", reply.text())
    assert number is not None
    assert number[0] in caplog.text
    assert "boom" in caplog.text
    assert [record.levelno for record in caplog.records] == [logging.ERROR]


async def test_nothing_of_what_was_sent_is_kept_in_memory(stage: Stage) -> None:
    async with stage.bot() as client:
        for _ in range(3):
            week = await stage.reader.slash(stage.papers, "week")
            await stage.reader.press(week.message, custom_id="paper:2023-03-26:2303.01682")
        assert not client.persistent_views
        assert not client._connection._view_store._views
        assert not client._connection._view_store._synced_message_views
