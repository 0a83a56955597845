"""The server that the list is on: it has at each moment of the bot's clock what was published by then."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime

from tests.dataset.loopback import Request
from tests.dataset.site import Fault, Site, broken_off, status
from tests.end_to_end.replay.curator import Revision, Section
from tests.end_to_end.replay.story import Weather

__all__ = ["Listing"]

_FAULTS: dict[str, Fault] = {
    "500": status("500 Internal Server Error"),
    "429": status("429 Too Many Requests", retry_after="5400"),
    "broken off": broken_off,
}


class Listing:
    """A handler for :func:`tests.dataset.loopback.serve`."""

    def __init__(
        self, revisions: Sequence[Revision], weather: Sequence[Weather], clock: Callable[[], datetime]
    ) -> None:
        self.revisions = revisions
        self._weather = weather
        self._clock = clock
        self.site = Site()

    def __call__(self, request: Request, writer: asyncio.StreamWriter) -> bytes | Awaitable[bytes]:
        self.site.pages = dict(self.published().pages)
        fault = self._fault()
        self.site.always = {} if fault is None else {request.path: fault}
        return self.site(request, writer)

    def published(self) -> Revision:
        """Return the newest revision."""
        return [one for one in self.revisions if one.at <= self._clock()][-1]

    def sections(self) -> tuple[Section, ...]:
        """Return the weeks as they were last written without a mistake."""
        return [one for one in self.revisions if one.at <= self._clock() and not one.mistaken][-1].sections

    def fair(self) -> bool:
        """Tell whether the list can be had now, as it is meant."""
        return self._fault() is None and not self.published().mistaken

    def _fault(self) -> Fault | None:
        now = self._clock()
        return next((_FAULTS[one.kind] for one in self._weather if one.begin <= now < one.end), None)
