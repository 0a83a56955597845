"""Days, moments and lengths of time as they stand in sentences for admins."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

__all__ = ["say_day", "say_length", "say_moment"]

_UNITS = (("day", timedelta(days=1)), ("hour", timedelta(hours=1)), ("minute", timedelta(minutes=1)))


def say_day(day: date) -> str:
    """Return a day as in ``26 March 2023``."""
    return f"{day.day} {day:%B %Y}"


def say_moment(moment: datetime, zone: ZoneInfo) -> str:
    """Return an aware moment in a digest's own zone, as in ``Monday 27 March 2023, 09:00 (Europe/Berlin)``."""
    local = moment.astimezone(zone)
    return f"{local:%A} {say_day(local)}, {local:%H:%M} ({zone.key})"


def say_length(length: timedelta) -> str:
    """Return a length of time in its largest whole unit: ``3 days``, ``1 hour``, ``0 minutes``."""
    for name, unit in _UNITS:
        count = length // unit
        if count or name == "minute":
            break
    return f"{count} {name}" + ("" if count == 1 else "s")
