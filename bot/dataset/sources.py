"""The places that papers come from, all alike to whoever reads them.

A source never raises for what is wrong with its text or its server: it answers with what it still has, a complaint, and its
``problem`` in words. So one that fails never stops the others, and the last good list goes on serving.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from bot.dataset.cache import Copy, CopyCache, CorruptCopyError
from bot.dataset.parsed import Parsed
from bot.dataset.reading import PLAINLY, Asking, Reading
from bot.dataset.tables import read_papers
from bot.errors import DatasetError, SourceError
from bot.models import Complaint

if TYPE_CHECKING:
    from bot.dataset.fetch import Fetcher

__all__ = ["AddressSource", "BundledSource", "FileSource"]

_BUNDLED = "data/papers-of-the-week.md"


class BundledSource:
    """The table that is part of the package."""

    name = "bundled"
    origin = "the list that comes with Paperboy"
    curated = False

    def __init__(self) -> None:
        self._read: Reading | None = None

    def local(self) -> Reading:
        """Read the table, once; a package without it is broken, and the OSError is left to say so."""
        if self._read is None:
            parsed = _parse(resources.files("bot.dataset").joinpath(_BUNDLED).read_bytes(), self.name)
            self._read = Reading(parsed.weeks, parsed.complaints)
        return self._read

    async def ask(self, asking: Asking = PLAINLY) -> Reading:
        """Read the table in a thread."""
        return await asyncio.to_thread(self.local)


class FileSource:
    """A table in a file, at most ``most_bytes`` large. What was last read well goes on serving while the file is broken."""

    def __init__(self, name: str, path: Path, most_bytes: int) -> None:
        self.name = name
        self.origin = str(path)
        self.curated = False
        self._path = path
        self._most_bytes = most_bytes
        self._good = Reading()

    def local(self) -> Reading:
        """Read the file."""
        try:
            parsed = _parse(self._body(), self.name)
        except DatasetError as error:
            return _failing(self.name, error, self._good)
        self._good = Reading(parsed.weeks, parsed.complaints)
        return self._good

    async def ask(self, asking: Asking = PLAINLY) -> Reading:
        """Read the file in a thread."""
        return await asyncio.to_thread(self.local)

    def _body(self) -> bytes:
        try:
            # A pipe or a device would block, or never end.
            if self._path.exists() and not self._path.is_file():
                raise SourceError(self.name, f"{self._path} is not a file")
            with self._path.open("rb") as file:
                body = file.read(self._most_bytes + 1)
        except FileNotFoundError:
            raise SourceError(self.name, f"there is no file {self._path}") from None
        except OSError as error:
            raise SourceError(self.name, f"{self._path} cannot be read ({error.strerror})") from error
        except ValueError as error:
            raise SourceError(self.name, f"{str(self._path)!r} is no path of a file ({error})") from error
        if len(body) > self._most_bytes:
            raise SourceError(self.name, f"{self._path} is larger than {self._most_bytes / 2**20:g} MiB")
        return body


class AddressSource:
    """A table at an http or https address, whose last good copy is kept on disk.

    Only a text that holds papers replaces the copy; then its validators are what the next conditional request is made with.
    """

    def __init__(self, name: str, url: str, cache: CopyCache, fetcher: Callable[[], Fetcher]) -> None:
        self.name = name
        self.origin = _without_secrets(url)
        self.curated = False
        self._url = url
        self._cache = cache
        self._fetcher = fetcher
        self._good = Reading()

    def local(self) -> Reading:
        """Read the copy on disk; without one, the source is empty until it is asked."""
        return self._kept()[1]

    async def ask(self, asking: Asking = PLAINLY) -> Reading:
        """Ask the address, and keep what it has if it holds papers."""
        copy, kept = await asyncio.to_thread(self._kept)
        try:
            fresh = await self._fetcher().fetch(self.name, self._url, copy)
            parsed = await asyncio.to_thread(_parse, fresh.body, self.name)
        except DatasetError as error:
            # What is in memory is never older than the disk, which may refuse to keep anything.
            return _failing(self.name, error, self._good if self._good.weeks else kept)
        self._good = Reading(parsed.weeks, parsed.complaints, fresh.fetched_at)
        unkept = await asyncio.to_thread(self._keep, fresh)
        return replace(self._good, complaints=(*parsed.complaints, *unkept))

    def _kept(self) -> tuple[Copy | None, Reading]:
        """Return the copy on disk and what it says; no copy if it is none, damaged, or no longer readable as papers."""
        try:
            copy = self._cache.load(self._url)
            if copy is None:
                return None, Reading(problem="not asked yet; its papers come with the first refresh")
            parsed = _parse(copy.body, self.name)
        except (CorruptCopyError, DatasetError, OSError) as error:
            reason = f"the copy on disk cannot be used and is fetched anew ({_words(self.name, error)})"
            return None, Reading(complaints=(Complaint(self.name, 0, reason),), problem=reason)
        return copy, Reading(parsed.weeks, parsed.complaints, copy.fetched_at)

    def _keep(self, copy: Copy) -> tuple[Complaint, ...]:
        try:
            self._cache.store(copy)
        except OSError as error:
            return (
                Complaint(self.name, 0, f"no copy could be kept on disk ({error}); after a restart it is fetched anew"),
            )
        return ()


def _parse(body: bytes, source: str) -> Parsed:
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise SourceError(source, f"the text is not UTF-8 (byte {error.start + 1})") from None
    return read_papers(text, source)


def _failing(name: str, error: DatasetError, good: Reading) -> Reading:
    """Return the last good reading with what is wrong now."""
    reason = _words(name, error)
    if good.weeks:
        since = f" of {good.fetched_at:%Y-%m-%d %H:%M} UTC" if good.fetched_at else ""
        reason = f"{reason}{'' if reason.endswith(('.', '?')) else '.'} The last good list{since} goes on serving"
    return replace(good, complaints=(*good.complaints, Complaint(name, 0, reason)), problem=reason)


def _words(name: str, error: Exception) -> str:
    """Return an error without the name of its source, which stands before it wherever it is shown."""
    return str(error).removeprefix(f"{name}: ")


def _without_secrets(url: str) -> str:
    """Return an address without user name, password and query, any of which may let somebody in."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{parts.path}"
