"""The settings while the bot runs: an edit is taken over within two seconds, a broken one changes nothing."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncGenerator, Awaitable, Callable, Iterable
from contextlib import aclosing
from pathlib import Path

from watchfiles import awatch

from bot.errors import SettingsError, SettingsProblem
from bot.settings.diff import describe_changes
from bot.settings.file_text import read_file
from bot.settings.loader import Loaded, category_warnings, parse_settings
from bot.settings.models import Settings

__all__ = ["OnChange", "SettingsWatcher"]

_logger = logging.getLogger(__name__)

OnChange = Callable[[Settings, Settings], Awaitable[None]]
"""Told of the old and the new settings."""

_POLL = 1.0  # seconds; half of the two within which an edit is in force
_SETTLE = 0.2  # seconds that a content must stand before it counts
_SETTLE_TRIES = 4
_QUIET = 400  # milliseconds that a busy folder may hold back a change


class SettingsWatcher:
    """Holds the settings in force, and follows their file.

    Every way of saving is followed: in place, by a file renamed over it, by delete and create, by a symbolic link that is
    turned (also that of a folder, as Kubernetes does). The folder is watched, and besides the content is looked at every
    second, because network drives and exhausted watch limits tell nothing. The file is read off the event loop.
    """

    def __init__(
        self,
        path: Path,
        loaded: Loaded,
        *,
        known_categories: Callable[[], Iterable[str]] = tuple,
        settle: float = _SETTLE,
    ) -> None:
        """Begin with what was loaded at start; ``settle`` is in seconds, ``known_categories`` as for category_warnings."""
        self._path = path
        self._loaded = loaded
        self._known_categories = known_categories
        self._settle = settle
        self._problem: SettingsError | None = None
        self._last: bytes | str | None = None
        self._on_change: OnChange | None = None
        self._lock = asyncio.Lock()

    @property
    def path(self) -> Path:
        """The file that is followed."""
        return self._path

    @property
    def current(self) -> Settings:
        """The settings in force."""
        return self._loaded.settings

    @property
    def problem(self) -> SettingsError | None:
        """Why the file as it stands is not in force; None while all is well."""
        return self._problem

    @property
    def warnings(self) -> tuple[SettingsProblem, ...]:
        """What is odd about the settings in force, judged by the categories that are known now."""
        return self._loaded.warnings + category_warnings(self._loaded, self._known_categories())

    async def run(self, on_change: OnChange) -> None:
        """Follow the file until cancelled, and tell ``on_change`` of each change that is in force.

        An edit made since the start counts at once. An error of ``on_change`` is logged and ends nothing.
        """
        self._on_change = on_change
        async with aclosing(self._wakings()) as wakings:
            async for _ in wakings:
                await self.reload()

    async def reload(self) -> bool:
        """Look at the file now; True if other settings came into force by it. Must not be called from ``on_change``."""
        async with self._lock:
            reading = await self._settled()
            if _told(reading) == self._last:
                return False
            self._last = _told(reading)
            try:
                if isinstance(reading, SettingsError):
                    raise reading
                loaded = await asyncio.to_thread(parse_settings, reading, self._path)
            except SettingsError as error:
                self._keep_old(error)
                return False
            return await self._take_over(loaded)

    def _keep_old(self, error: SettingsError) -> None:
        if str(error) != str(self._problem):
            _logger.error(
                "The settings file cannot be used; the old settings stay in force until it is mended:\n%s", error
            )
        self._problem = error

    async def _take_over(self, loaded: Loaded) -> bool:
        if self._problem is not None:
            self._problem = None
            _logger.info("The settings file is mended.")
        old = self.current
        self._loaded = loaded
        if loaded.settings == old:
            return False
        for change in describe_changes(old, loaded.settings):
            _logger.info("Settings changed: %s", change)
        for warning in self.warnings:
            _logger.warning("%s", warning.text(self._path))
        if self._on_change is not None:
            try:
                await self._on_change(old, loaded.settings)
            except Exception:
                _logger.exception("The new settings are in force, but not everything could follow them.")
        return True

    async def _settled(self) -> bytes | SettingsError:
        """Read the file, once more if its content is new: a save in two steps passes through an empty or a missing file."""
        reading = await asyncio.to_thread(_try_read, self._path)
        for _ in range(_SETTLE_TRIES):
            if _told(reading) == self._last:
                break
            await asyncio.sleep(self._settle)
            again = await asyncio.to_thread(_try_read, self._path)
            if _told(again) == _told(reading):
                break
            reading = again
        return reading

    async def _wakings(self) -> AsyncGenerator[None, None]:
        """Yield at once, after each change in a folder that matters, and every second in any case."""
        told = False
        while True:
            yield
            folders = await asyncio.to_thread(_folders, self._path)
            try:
                async with aclosing(_changes(folders)) as changes:
                    async for _ in changes:
                        yield
                        if await asyncio.to_thread(_folders, self._path) != folders:
                            break
            except (OSError, RuntimeError) as error:
                # The folder is gone, or the machine has no watches left; the look at every second goes on.
                if not told:
                    _logger.warning(
                        "%s cannot be watched (%s); it is looked at every second instead.", folders[0], error
                    )
                told = True
                await asyncio.sleep(_POLL)


def _changes(folders: tuple[Path, ...]) -> AsyncGenerator[object, None]:
    return awatch(
        *folders,
        watch_filter=None,
        debounce=_QUIET,
        rust_timeout=int(_POLL * 1000),
        yield_on_timeout=True,
        recursive=False,
        ignore_permission_denied=True,
    )


def _folders(path: Path) -> tuple[Path, ...]:
    """Return the folder of the file, and that of the file behind it if it is a symbolic link."""
    return tuple(dict.fromkeys((path.absolute().parent, path.resolve().parent)))


def _told(reading: bytes | SettingsError) -> bytes | str:
    """Return what two readings are compared by; two errors that say the same are the same."""
    return str(reading) if isinstance(reading, SettingsError) else reading


def _try_read(path: Path) -> bytes | SettingsError:
    try:
        return read_file(path)
    except SettingsError as error:
        return error
