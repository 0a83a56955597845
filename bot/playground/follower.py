"""Whether the settings file is in force: its section of the bar, with the words that the terminal has for what is wrong.

While a default stands in for the admin's own file, that is looked at too, and takes over as soon as it sets a digest.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from datetime import datetime
from pathlib import Path

from bot.errors import SettingsError
from bot.playground.settings_file import SettingsFile, is_missing, unasked, why_default
from bot.playground.told import clock_time
from bot.sandbox.panel import Panel, PanelEntry, Tone
from bot.settings.diff import describe_changes
from bot.settings.loader import Loaded
from bot.settings.models import Settings
from bot.settings.watcher import SettingsWatcher

__all__ = ["Follower", "OnSettings"]

_POLL = 0.5
"""Seconds between two looks at the file: what people save is to be seen on the page while they still look for it."""

OnFile = Callable[[Path], Awaitable[object]]
"""Told of the file that is used from now on, before its settings come into force."""
OnSettings = Callable[[Settings], Awaitable[object]]
"""Told of settings that came into force, and of the same ones when their file is mended."""


class Follower:
    """Follows the file as the bot does, by the same rules, and tells the page, the terminal and ``on_settings``."""

    def __init__(
        self,
        file: SettingsFile,
        panel: Panel,
        *,
        clock: Callable[[], datetime],
        say: Callable[[str], object],
        on_file: OnFile,
        on_settings: OnSettings,
    ) -> None:
        self._loaded = file.loaded
        self._remark = file.remark
        self._own = file.own
        self._panel = panel
        self._clock = clock
        self._say = say
        self._on_file = on_file
        self._on_settings = on_settings
        self._online = file.online
        self._watcher = SettingsWatcher(file.path, file.loaded or Loaded())
        self._own_watcher = SettingsWatcher(file.own.absolute(), Loaded()) if file.own else None
        self._settings: Settings | None = None
        self._problem = ""
        self._own_problem = ""
        self._since = ""
        self._changes: tuple[str, ...] = ()

    @property
    def settings(self) -> Settings | None:
        """The settings in force, None as long as there never were any."""
        return self._settings

    @property
    def broken(self) -> bool:
        """Whether the file as it stands is not in force."""
        return bool(self._problem)

    async def run(self) -> None:
        """Follow the file until cancelled."""
        while True:
            await self.look()
            await asyncio.sleep(_POLL)

    async def begin(self) -> None:
        """Put the settings into force that the file had when it was chosen; else look at it now."""
        if self._loaded is None:
            await self.look()
        else:
            await self._take(self._loaded.settings)

    async def look(self) -> None:
        """Look at the file now."""
        if self._own is not None and self._own_watcher is not None:
            await self._look_at_own(self._own, self._own_watcher)
        await self._watcher.reload()
        problem = self._watcher.problem
        if problem is not None:
            self._refuse(problem)
        elif self._problem or self._watcher.current != self._settings:
            await self._take(self._watcher.current)

    async def _look_at_own(self, own: Path, watcher: SettingsWatcher) -> None:
        await watcher.reload()
        if watcher.problem is None and watcher.current.digests:
            await self._take_over(own, watcher)
            return
        remark = why_default(own, watcher.problem)
        problem = str(watcher.problem) if watcher.problem and not is_missing(watcher.problem) else ""
        if (remark, problem) != (self._remark, self._own_problem):
            self._remark, self._own_problem = remark, problem
            self._say("\n".join(filter(None, [remark, problem])))
            self._show()

    async def _take_over(self, own: Path, watcher: SettingsWatcher) -> None:
        self._say(f"{own} sets a digest now, so it is used from here on. The bot is started again with it.")
        self._watcher = watcher
        self._own = self._own_watcher = None
        self._remark = self._problem = self._own_problem = ""
        await self._on_file(watcher.path)
        await self._take(watcher.current)

    def _refuse(self, problem: SettingsError) -> None:
        if str(problem) == self._problem:
            return
        self._problem = str(problem)
        self._say(f"{self._consequence}\n{problem}")
        self._show()

    async def _take(self, settings: Settings) -> None:
        mended, self._problem = bool(self._problem), ""
        old, self._settings = self._settings, settings
        if settings != old:
            self._since = clock_time(self._clock())
            self._changes = describe_changes(old, settings) if old else ()
        self._show()
        if mended:
            self._say("The settings file is mended.")
        if (unasked_now := self._unasked(settings)) and (mended or old) and unasked_now != self._unasked(old):
            self._say(unasked_now)
        if settings != old:
            for line in self._changes:
                self._say(line)
        if settings != old or mended:
            await self._on_settings(settings)

    def _unasked(self, settings: Settings | None) -> str:
        return unasked(settings, online=self._online) if settings is not None else ""

    @property
    def _consequence(self) -> str:
        if self._settings is None:
            return "The settings file cannot be used. The bot starts as soon as it is mended:"
        return f"The settings file cannot be used. Those of {self._since} stay in force until it is mended:"

    def _show(self) -> None:
        self._panel.put("settings", "Settings", self._entries())

    def _entries(self) -> Iterator[PanelEntry]:
        name = str(self._watcher.path)
        if self._problem:
            yield PanelEntry("file", name, self._consequence, Tone.BAD, code=self._problem)
        else:
            told = filter(None, [f"In force since {self._since}. Edit this file and watch.", self._remark])
            yield PanelEntry("file", name, " ".join(told), Tone.GOOD)
        if told_of_sources := self._unasked(self._settings):
            yield PanelEntry("sources", "Sources of papers", told_of_sources)
        if self._own_problem:
            yield PanelEntry("own", str(self._own), "What is wrong with it:", Tone.BAD, code=self._own_problem)
        if self._changes and not self._problem:
            yield PanelEntry("changes", f"Changed at {self._since}", code="\n".join(self._changes))
