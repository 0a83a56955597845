"""Whether the bot is up: its section of the bar, and the buttons that start it again."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from bot.playground.child import ARRIVING, BotProcess, Ending, arrival
from bot.sandbox import DriverError, Sandbox
from bot.sandbox.panel import Panel, PanelAction, PanelAnswer, PanelEntry, Tone

__all__ = ["Keeper"]

_LEAVING = 3.0
"""Seconds until the gateway must have noticed that a process is gone."""
_LONGEST_WAIT = 15.0
"""Seconds for which somebody who pressed a button is let wait for the bot."""


class Keeper:
    """Starts the bot, says on the page how it is, and starts it again when somebody presses a button; never by itself.

    :param say: told of a bot that ended though nobody asked it to, for the terminal
    :param news: called whenever the bot came online, or ended though nobody asked it to
    :param patience: seconds until the log of a bot is shown that has not arrived
    """

    def __init__(
        self,
        discord_: Sandbox,
        bot: BotProcess,
        panel: Panel,
        *,
        say: Callable[[str], object],
        news: Callable[[], object],
        patience: float = ARRIVING,
    ) -> None:
        self._discord = discord_
        self._bot = bot
        self._panel = panel
        self._say = say
        self._news = news
        self._patience = patience
        self._watch: asyncio.Task[None] | None = None
        self._lock = asyncio.Lock()
        self._turning = asyncio.Lock()

    @property
    def begun(self) -> bool:
        """Whether the bot was ever started."""
        return self._bot.pid is not None

    def wait_for_settings(self) -> None:
        """Say that the bot is not started, because it has no settings."""
        self._show("Not started: the settings file cannot be used. It starts by itself when that is mended.", Tone.ODD)

    async def start(self) -> None:
        """Start the bot where it does not run; what becomes of it shows on the page."""
        async with self._lock:
            if self._bot.running:
                return
            await self._forget()
            self._show("Starting …")
            await self._bot.start()
            self._watch = asyncio.create_task(self._look_after(), name="looking after the bot")

    async def stop(self) -> None:
        """Stop the bot, and say nothing of it."""
        async with self._lock:
            await self._bot.stop()
            await self._forget()

    async def start_again(self) -> PanelAnswer:
        """Stop the bot where it runs, start it, and wait until it is there; DriverError where it does not come."""
        await self.turn()
        await arrival(self._discord, self._bot, within=self._patience)
        return PanelAnswer("The bot is online again. Press a button of an older message: it still works.")

    async def turn(self) -> None:
        """Stop the bot where it runs, and start it; DriverError, which shows on the page too, where the old one stays."""
        async with self._turning:
            if self._bot.running:
                self._show("Stopping …")
            await self.stop()
            try:
                await self._discord.wait_until(
                    lambda: not self._discord.gateway.online, "The old bot is still connected", within=_LEAVING
                )
            except DriverError as error:
                self._show(f"{error}.", Tone.BAD, label="Start it again")
                raise
            await self.start()

    async def until_online(self) -> None:
        """Wait until the bot can answer, if it is about to; DriverError, with what to do, where it cannot."""
        async with self._turning:
            pass
        self._require_running()
        try:
            await arrival(self._discord, self._bot, within=min(self._patience, _LONGEST_WAIT))
        except DriverError as error:
            self._require_running()
            raise DriverError("The bot is not online yet. Try again in a moment.") from error

    def _require_running(self) -> None:
        if not self._bot.running:
            raise DriverError("The bot is not running. Start it, then try again.")

    async def _look_after(self) -> None:
        late = False
        while self._bot.running or not late:
            try:
                await arrival(self._discord, self._bot, within=self._patience)
            except DriverError as error:
                late = True
                if self._bot.running:
                    self._show(f"{error} yet. The end of its log:", Tone.ODD, self._bot.log_end, "Restart the bot")
                continue
            self._show("Online.", Tone.GOOD, label="Restart the bot")
            self._news()
            break
        ending = await self._bot.ended()
        if not ending.asked:
            self._tell_of(ending)

    def _tell_of(self, ending: Ending) -> None:
        self._say(f"The bot {ending}. The page shows the end of its log, with a button to start it again.")
        self._show(f"The bot {ending}. The end of its log:", Tone.BAD, self._bot.log_end, "Start it again")
        self._news()

    async def _forget(self) -> None:
        if self._watch is not None:
            self._watch.cancel()
            await asyncio.wait({self._watch})
            self._watch = None

    def _show(self, text: str, tone: Tone = Tone.PLAIN, code: str = "", label: str = "") -> None:
        actions = (PanelAction("restart", label, self.start_again),) if label else ()
        self._panel.put(
            "bot", "Bot", [PanelEntry("bot", "Paperboy", text, tone, code=code, actions=actions, from_end=True)]
        )
