"""What the bot answers in Discord's Markdown, as sentences for the bar; times of day as people read them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, tzinfo

__all__ = ["clock_time", "say_day", "say_lately", "say_when", "sentences"]

_HEADING = re.compile(r"^#{1,3} +")
_SMALL = re.compile(r"^-# +")
_CHANNEL = re.compile(r"<#(\d{1,20})>")
_TIMESTAMP = re.compile(r"<t:(-?\d{1,11})(?::[tTdDfFsSR])?>")
_MARKS = re.compile(r"(?<!\\)(?:\*\*|__|~~|\|\||`)")
_ESCAPE = re.compile(r"\\([^\w\s]|_)")


def sentences(markdown: str, names: Mapping[int, str], zone: tzinfo | None = None) -> str:
    """Return a text of the bot's on one line: headings become sentences, mentions names, timestamps moments in ``zone``.

    :param names: of channels, by their ids
    :param zone: by default the machine's own
    """
    text = " ".join(filter(None, (_sentence(line.strip()) for line in markdown.splitlines())))
    text = _CHANNEL.sub(lambda match: "#" + names.get(int(match[1]), match[1]), text)
    text = _TIMESTAMP.sub(lambda match: _moment(match, zone), text)
    return _ESCAPE.sub(r"\1", _MARKS.sub("", text))


def say_day(day: date) -> str:
    """Return a day as in ``26 March 2023``."""
    return f"{day.day} {day:%B %Y}"


def say_when(moment: datetime, zone: tzinfo | None = None) -> str:
    """Return a moment as in ``Mon 27 March 2023, 09:00``, by default in the machine's own zone."""
    local = moment.astimezone(zone)
    return f"{local:%a} {say_day(local)}, {local:%H:%M}"


def say_lately(moment: datetime, zone: tzinfo | None = None) -> str:
    """Return a moment of these days as in ``27 March, 09:00``, by default in the machine's own zone."""
    local = moment.astimezone(zone)
    return f"{local.day} {local:%B}, {local:%H:%M}"


def clock_time(moment: datetime, zone: tzinfo | None = None) -> str:
    """Return the time of day as in ``14:03:22``, by default in the machine's own zone."""
    return f"{moment.astimezone(zone):%H:%M:%S}"


def _sentence(line: str) -> str:
    heading = _HEADING.sub("", line)
    return f"{heading}." if heading != line and heading[-1:].isalnum() else _SMALL.sub("", heading)


def _moment(match: re.Match[str], zone: tzinfo | None) -> str:
    try:
        return say_when(datetime.fromtimestamp(int(match[1]), UTC), zone)
    except (ValueError, OverflowError, OSError):
        # No calendar has it; Discord shows such a text as it stands, too.
        return match[0]
