"""When a digest is due: pure functions of its settings and a moment.

The rules are those of Debian's cron, kept by the library cronsim. On the night when the clocks go forward, a time that does not
exist is due once, right after the gap; on the night when they go back, a time that comes twice is due once, the first time.
Only an expression whose minute or hour begins with ``*`` follows the clock on the wall instead: hourly stays hourly.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import takewhile

from cronsim import CronSim

from bot.settings.models import DigestSettings, WeeklyTime

__all__ = ["cron_expression", "due_after", "slots_between"]

_FIRST_WINDOW = timedelta(hours=1)


def cron_expression(digest: DigestSettings) -> str:
    """Return the five cron fields of a digest's schedule, whichever way its settings spell it."""
    if digest.cron is not None:
        return digest.cron
    at = digest.at or WeeklyTime()
    return f"{at.time.minute} {at.time.hour} * * {at.weekday[:3]}"


def due_after(digest: DigestSettings, moment: datetime) -> datetime | None:
    """Return the first due time after ``moment`` (aware), in UTC; None where it never comes true again."""
    return next(_slots(digest, moment), None)


def slots_between(digest: DigestSettings, after: datetime, until: datetime, *, limit: int) -> tuple[datetime, ...]:
    """Return the newest ``limit`` due times later than ``after`` and not later than ``until``, oldest first, in UTC.

    The cost depends on ``limit``, not on the span: a schedule by the minute and a machine that slept for a year are no trouble.
    """
    # Windows that grow backwards and are read forwards: with one direction of reading, a due time looked back upon is
    # always the one that was announced, also on the nights when the clocks change.
    window = _FIRST_WINDOW
    while True:
        start = max(after, until - window) if window < until - after else after
        found = deque(takewhile(lambda slot: slot <= until, _slots(digest, start)), maxlen=limit)
        if len(found) == limit or start == after:
            return tuple(found)
        window *= 2


def _slots(digest: DigestSettings, after: datetime) -> Iterator[datetime]:
    """Yield every due time after a moment, strictly increasing."""
    for local in CronSim(cron_expression(digest), after.astimezone(digest.zone)):
        slot = local.astimezone(UTC)
        # Started within the repeated hour, cronsim offers times of its first passing once more.
        if slot > after:
            yield slot
            after = slot
