"""One address, how its text is read, and the last good copy of it on disk."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.dataset.cache import Copy, CopyCache, CorruptCopyError
from bot.dataset.parsed import Reader
from bot.dataset.reading import Reading
from bot.dataset.rest import Rest
from bot.dataset.sources.answers import Answer, words
from bot.dataset.sources.judge import Extent, is_suspicious
from bot.dataset.sources.text import decoded, reading_of
from bot.errors import DatasetError, ShrunkError, SourceError
from bot.models import Complaint

if TYPE_CHECKING:
    from bot.dataset.fetch import Fetcher

__all__ = ["CopiedText", "Place"]

_ABOUT_WEB_PAGES = "does its address want a login, or show the list in a page for people?"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a text of ``source`` is, how it is read, and whether it may be in a private network."""

    source: str
    url: str
    reader: Reader
    allow_private: bool = False


@dataclass(frozen=True, slots=True)
class _Held:
    copy: Copy
    reading: Reading


class CopiedText:
    """Asks its address conditionally, and serves the last text that could be read and was judged good.

    Only such a text replaces the copy; then its validators are what the next conditional request is made with. Other processes
    share the copy, as when an admin lets a shrunk list pass: whichever was confirmed last counts, theirs or the one in memory,
    which is there also while the disk keeps nothing. ``rest`` is that of the server, for all pages of a source.
    """

    def __init__(self, place: Place, copies: CopyCache, fetcher: Callable[[], Fetcher], rest: Rest) -> None:
        self._place = place
        self._copies = copies
        self._fetcher = fetcher
        self._rest = rest
        self._held: _Held | None = None

    def local(self) -> Answer | None:
        """Return what the copy says, None if the address was never asked; blocks on the disk."""
        try:
            held = self._last()
        except SourceError as error:
            return Answer(error=error)
        return None if held is None else Answer(held.reading)

    async def ask(self, *, accept: bool = False, until: float | None = None) -> Answer:
        """Ask the address, and keep what it has if that is a list; with ``accept`` also one that shrank.

        ``until`` is when to give up at the latest, on the event loop's clock.
        """
        last = await asyncio.to_thread(self._last_usable)
        try:
            fresh = await self._fetched(last.copy if last else None, until)
            held = await asyncio.to_thread(self._judged, fresh, last, accept)
        except DatasetError as error:
            return Answer(last.reading if last else Reading(), error)
        self._held = held
        unkept = await asyncio.to_thread(self._keep, fresh)
        return Answer(replace(held.reading, complaints=(*held.reading.complaints, *unkept)))

    async def _fetched(self, known: Copy | None, until: float | None) -> Copy:
        place, private = self._place, self._place.allow_private
        self._check_rest()
        try:
            return await self._fetcher().fetch(place.source, place.url, known, allow_private=private, until=until)
        except SourceError as error:
            self._rest.begin(error.wait, error.reason)
            self._check_rest()
            raise

    def _check_rest(self) -> None:
        """Raise SourceError, with the reason and the time, while the server wants to be left alone."""
        if until := self._rest.until:
            reason = f"{self._rest.reason}; it asked to be left alone until {until:%Y-%m-%d %H:%M} UTC"
            raise SourceError(self._place.source, reason)

    def _last_usable(self) -> _Held | None:
        try:
            return self._last()
        except SourceError:
            # Said by `local` already, and over with the next answer: without a copy the whole text is asked for.
            return None

    def _last(self) -> _Held | None:
        """Return what was confirmed last; raise SourceError for a copy that cannot be used where there is nothing else."""
        try:
            copy = self._copies.load(self._place.url)
            if copy is not None and (self._held is None or copy.fetched_at > self._held.copy.fetched_at):
                self._held = _Held(copy, self._read(copy, self._held))
        except (CorruptCopyError, DatasetError, OSError) as error:
            if self._held is None:
                reason = words(self._place.source, error)
                message = f"the copy on disk cannot be used and is fetched anew ({reason})"
                raise SourceError(self._place.source, message) from error
        return self._held

    def _judged(self, fresh: Copy, last: _Held | None, accept: bool) -> _Held:
        reading = self._read(fresh, last)
        if last is not None and not accept:
            before, after = Extent.of(last.reading.weeks), Extent.of(reading.weeks)
            if is_suspicious(before, after):
                raise ShrunkError(self._place.source, str(before), str(after))
        return _Held(fresh, reading)

    def _read(self, copy: Copy, last: _Held | None) -> Reading:
        """Read a copy as papers; one with the same text as the last, which is the rule, is not read again."""
        if last is not None and (last.copy.body, last.copy.content_type) == (copy.body, copy.content_type):
            return replace(last.reading, fetched_at=copy.fetched_at)
        text = decoded(copy.body, self._place.source, copy.content_type, _ABOUT_WEB_PAGES)
        return replace(reading_of(text, self._place.source, self._place.reader), fetched_at=copy.fetched_at)

    def _keep(self, copy: Copy) -> tuple[Complaint, ...]:
        try:
            self._copies.store(copy)
        except OSError as error:
            reason = f"no copy could be kept on disk ({error}); after a restart it is fetched anew"
            return (Complaint(self._place.source, 0, reason),)
        return ()
