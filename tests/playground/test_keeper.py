"""The bot's section of the bar, over real processes that are not the bot; the bot itself is in test_play."""

from __future__ import annotations

import os
import sys
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from pathlib import Path

import pytest

from bot.playground.child import BotProcess
from bot.playground.keeper import Keeper
from bot.sandbox import DriverError, Sandbox
from bot.sandbox.panel import PanelEntry, Tone

SLEEPS = "import time; print('here', flush=True); time.sleep(60)"


class Shop:
    """A sandbox with a keeper; ``source`` is what its bot does."""

    def __init__(self, discord_: Sandbox, folder: Path, patience: float) -> None:
        self.discord = discord_
        self.source = SLEEPS
        self.said: list[str] = []
        self.news = 0
        self.bot = BotProcess(
            os.environ, folder, discord_.panel.log, lambda _folder: (sys.executable, "-c", self.source)
        )
        self.keeper = Keeper(
            discord_, self.bot, discord_.panel, say=self.said.append, news=self._count, patience=patience
        )

    def _count(self) -> None:
        self.news += 1

    @property
    def entry(self) -> PanelEntry:
        (found,) = self.discord.panel.sections["bot"].entries
        return found

    async def until(self, tone: Tone) -> PanelEntry:
        await self.discord.wait_until(lambda: self.entry.tone is tone, f"The entry is not {tone}", within=20)
        return self.entry


@pytest.fixture
async def shop(tmp_path: Path, patience: float) -> AsyncIterator[Shop]:
    async with Sandbox() as discord_, AsyncExitStack() as stack:
        made = Shop(discord_, tmp_path, patience)
        stack.push_async_callback(made.keeper.stop)
        yield made


@pytest.fixture
def patience() -> float:
    return 30.0


async def test_without_settings_it_waits(shop: Shop) -> None:
    shop.keeper.wait_for_settings()
    assert not shop.keeper.begun
    assert (shop.entry.tone, shop.entry.actions) == (Tone.ODD, ())
    assert "starts by itself when that is mended" in shop.entry.text


async def test_a_start_shows_at_once(shop: Shop) -> None:
    await shop.keeper.start()
    assert shop.keeper.begun
    assert shop.entry.text == "Starting …"
    first = shop.bot.pid
    await shop.keeper.start()
    assert shop.bot.pid == first


async def test_a_crash_shows_with_its_code_and_the_end_of_the_log_and_nothing_starts_by_itself(shop: Shop) -> None:
    shop.source = "print('what went wrong'); raise SystemExit(3)"
    await shop.keeper.start()
    entry = await shop.until(Tone.BAD)
    assert entry.text == "The bot ended with exit code 3. The end of its log:"
    assert entry.code == "what went wrong"
    assert [action.label for action in entry.actions] == ["Start it again"]
    assert not shop.bot.running
    assert shop.said == [
        "The bot ended with exit code 3. The page shows the end of its log, with a button to start it again."
    ]
    assert shop.news == 1


@pytest.mark.parametrize("patience", [0.3])
async def test_one_that_does_not_come_online_shows_its_log_and_may_still_crash(shop: Shop) -> None:
    await shop.keeper.start()
    entry = await shop.until(Tone.ODD)
    assert entry.text == "The bot is not online yet. The end of its log:"
    assert [action.label for action in entry.actions] == ["Restart the bot"]
    assert shop.bot.pid is not None
    os.kill(shop.bot.pid, 15)
    assert (await shop.until(Tone.BAD)).text.startswith("The bot ")


async def test_a_stop_that_was_asked_for_is_no_crash(shop: Shop) -> None:
    await shop.keeper.start()
    await shop.keeper.stop()
    assert (shop.entry.text, shop.said, shop.news) == ("Starting …", [], 0)


async def test_started_again_it_may_crash_again(shop: Shop) -> None:
    shop.source = "raise SystemExit(3)"
    await shop.keeper.start()
    entry = await shop.until(Tone.BAD)
    shop.source = "raise SystemExit(4)"
    with pytest.raises(DriverError, match="The bot ended with exit code 4"):
        await entry.actions[0].run()
    await shop.discord.wait_until(lambda: "exit code 4" in shop.entry.text, "The second crash is not shown")


async def test_who_needs_the_bot_is_told_what_to_do(shop: Shop) -> None:
    with pytest.raises(DriverError, match=r"not running\. Start it"):
        await shop.keeper.until_online()
    shop.source = "raise SystemExit(3)"
    await shop.keeper.start()
    with pytest.raises(DriverError, match=r"not running\. Start it"):
        await shop.keeper.until_online()


@pytest.mark.parametrize("patience", [0.3])
async def test_who_needs_a_bot_that_does_not_come_is_not_let_wait_for_ever(shop: Shop) -> None:
    await shop.keeper.start()
    with pytest.raises(DriverError, match=r"not online yet\. Try again"):
        await shop.keeper.until_online()
