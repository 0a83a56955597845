"""Whether the settings file is in force: its section of the bar, with the words that the terminal has for what is wrong."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from datetime import datetime

from bot.errors import SettingsError
from bot.playground.settings_file import SettingsFile
from bot.playground.told import clock_time
from bot.sandbox.panel import Panel, PanelEntry, Tone
from bot.settings.diff import describe_changes
from bot.settings.loader import Loaded
from bot.settings.models import Settings
from bot.settings.watcher import SettingsWatcher

__all__ = ["Follower", "OnSettings"]

_POLL = 0.5
"""Seconds between two looks at the file: what people save is to be seen on the page while they still look for it."""

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
        on_settings: OnSettings,
    ) -> None:
        self._file = file
        self._panel = panel
        self._clock = clock
        self._say = say
        self._on_settings = on_settings
        self._watcher = SettingsWatcher(file.path, file.loaded or Loaded())
        self._settings: Settings | None = None
        self._problem = ""
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
        if self._file.loaded is None:
            await self.look()
        else:
            await self._take(self._file.loaded.settings)

    async def look(self) -> None:
        """Look at the file now."""
        await self._watcher.reload()
        problem = self._watcher.problem
        if problem is not None:
            self._refuse(problem)
        elif self._problem or self._watcher.current != self._settings:
            await self._take(self._watcher.current)

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
        if settings != old:
            for line in self._changes:
                self._say(line)
        if settings != old or mended:
            await self._on_settings(settings)

    @property
    def _consequence(self) -> str:
        if self._settings is None:
            return "The settings file cannot be used. The bot starts as soon as it is mended:"
        return f"The settings file cannot be used. Those of {self._since} stay in force until it is mended:"

    def _show(self) -> None:
        self._panel.put("settings", "Settings", self._entries())

    def _entries(self) -> Iterator[PanelEntry]:
        name = str(self._file.path)
        if self._problem:
            yield PanelEntry("file", name, self._consequence, Tone.BAD, code=self._problem)
            return
        told = filter(None, [f"In force since {self._since}.", self._file.remark, "Edit it and watch."])
        yield PanelEntry("file", name, " ".join(told), Tone.GOOD)
        if self._changes:
            yield PanelEntry("changes", f"Changed at {self._since}", code="\n".join(self._changes))
