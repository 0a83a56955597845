"""Lists in files on this machine: one, or one for each year."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from bot.dataset.parsed import Reader
from bot.dataset.reading import PLAINLY, Asking, Reading
from bot.dataset.sources.answers import Answer, serving
from bot.dataset.sources.text import decoded, reading_of
from bot.dataset.sources.years import joined_years, years_from
from bot.errors import DatasetError, SourceError
from bot.models import Complaint

__all__ = ["FileSource", "FileText", "YearFilesSource"]


class FileText:
    """A file of at most ``most_bytes``. What was last read well goes on serving while it is broken, or being written."""

    def __init__(self, source: str, path: Path, reader: Reader, most_bytes: int) -> None:
        self._source = source
        self._path = path
        self._reader = reader
        self._most_bytes = most_bytes
        self._good = Reading()

    def read(self) -> Answer:
        """Read the file; blocks on the disk."""
        try:
            self._good = reading_of(decoded(self._body(), self._source), self._source, self._reader)
        except DatasetError as error:
            return Answer(self._good, error)
        return Answer(self._good)

    def _body(self) -> bytes:
        try:
            # A pipe or a device would block, or never end.
            if self._path.exists() and not self._path.is_file():
                raise SourceError(self._source, f"{self._path} is not a file")
            with self._path.open("rb") as file:
                body = file.read(self._most_bytes + 1)
        except FileNotFoundError:
            raise SourceError(self._source, f"there is no file {self._path}") from None
        except OSError as error:
            raise SourceError(self._source, f"{self._path} cannot be read ({error.strerror})") from error
        except ValueError as error:
            raise SourceError(self._source, f"{str(self._path)!r} is no path of a file ({error})") from error
        if len(body) > self._most_bytes:
            raise SourceError(self._source, f"{self._path} is larger than {self._most_bytes / 2**20:g} MiB")
        return body


class FileSource:
    """A list in one file."""

    def __init__(self, name: str, path: Path, text: FileText) -> None:
        self.name = name
        self.origin = str(path)
        self._text = text

    def local(self) -> Reading:
        """Read the file."""
        return serving(self.name, self._text.read())

    async def ask(self, asking: Asking = PLAINLY) -> Reading:
        """Read the file in a thread."""
        return await asyncio.to_thread(self.local)


class YearFilesSource:
    """A list in a file for each year, from ``first_year`` to the present one; ``pattern`` holds ``{year}``.

    Every file that is there counts; ``text`` makes that of one year.
    """

    def __init__(
        self,
        name: str,
        pattern: Path,
        *,
        first_year: int,
        clock: Callable[[], datetime],
        text: Callable[[int, Path], FileText],
    ) -> None:
        self.name = name
        self.origin = str(pattern)
        self._first_year = first_year
        self._clock = clock
        self._make = text
        self._texts: dict[int, FileText] = {}

    def local(self) -> Reading:
        """Read the files that are there."""
        for year in years_from(self._first_year, self._clock()):
            path = Path(self.origin.replace("{year}", str(year)))
            if year not in self._texts and _is_there(path):
                self._texts[year] = self._make(year, path)
        if not self._texts:
            problem = f"there is no file {self.origin} of any year from {self._first_year} on"
            return Reading(complaints=(Complaint(self.name, 0, problem),), problem=problem)
        # One that was there and is gone is read all the same, so that somebody is told.
        return joined_years(self.name, {year: text.read() for year, text in self._texts.items()})

    async def ask(self, asking: Asking = PLAINLY) -> Reading:
        """Read the files in a thread."""
        return await asyncio.to_thread(self.local)


def _is_there(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:
        # It cannot even be looked at: reading it will say why.
        return True
