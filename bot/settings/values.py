"""The forms that single values take in the YAML, and what is said about one that is wrong."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Annotated, Literal, get_args
from zoneinfo import ZoneInfo

from cronsim import CronSim, CronSimError
from pydantic import AfterValidator, BeforeValidator, Field, PlainSerializer, StringConstraints

from bot.settings.addresses import without_secrets
from bot.settings.suggestions import nearest, nearest_time_zones

__all__ = [
    "Backlog",
    "ClockTime",
    "CronExpression",
    "DigestName",
    "Duration",
    "FilePath",
    "InvalidValueError",
    "Level",
    "Limit",
    "Missed",
    "NothingNew",
    "RefreshInterval",
    "Snowflake",
    "SourceName",
    "Text",
    "TimeZone",
    "Uncategorised",
    "Visibility",
    "WebAddress",
    "Weekday",
    "format_duration",
    "shown",
]

_DIGEST_NAME = r"^[A-Za-z0-9](?:[A-Za-z0-9 _-]{0,30}[A-Za-z0-9])?$"
_SOURCE_NAME = r"^[A-Za-z0-9][A-Za-z0-9_-]{0,31}$"
_SNOWFLAKE = r"^[0-9]{15,20}$"
_SNOWFLAKE_MAX = 2**63 - 1  # a Discord id is a 64-bit number whose first bit stays free: databases store it signed
_MENTION = re.compile(r"<(?:#|@&?)([0-9]{15,20})>|discord(?:app)?\.com/channels/\S*?([0-9]{15,20})/?$")
_OFFSET = re.compile(r"(?:UTC|GMT|Z)?\s*[+-]?\s*[0-9]", re.IGNORECASE)
_DURATION = r"^(?P<count>[0-9]{1,6})\s*(?P<unit>[mhdw])$"
_WORDED_DURATION = re.compile(
    r"([0-9]{1,6})\s*(m(?:in(?:ute)?s?)?|h(?:(?:ou)?rs?)?|d(?:ays?)?|w(?:eeks?)?)", re.IGNORECASE
)
_DURATION_SCHEMA = r"^[0-9]{1,6}\s*[mhdw]$"  # JSON Schema's regular expressions have no named groups of Python's kind
_NO_TIME = {"never", "none", "no", "off", "0"}
_DURATION_MAX = timedelta(weeks=52)
_UNITS = {"m": "minutes", "h": "hours", "d": "days", "w": "weeks"}
_REFRESH_MIN = timedelta(minutes=5)
_CLOCK_TIME = r"^([01]?[0-9]|2[0-3]):([0-5][0-9])$"
_WEB_ADDRESS = r"^https?://\S+$"
_ADDRESS = re.compile(r"\s*[A-Za-z][A-Za-z0-9+.-]*://")
_CRON_FIELDS = 5
_BACKLOG_MAX = 52  # weeks, a year of catching up
_SHOWN_MAX = 60  # characters of a foreign value that a message repeats


class InvalidValueError(ValueError):
    """A value that cannot be meant: ``message`` says what is wrong with it, ``hint`` what was probably meant.

    A hint that takes a search is given as a function, so that of very many mistakes only those shown cost it.
    """

    def __init__(self, message: str, hint: str | Callable[[], str] = "") -> None:
        self.message = message
        self._hint = hint
        super().__init__(message)

    @property
    def hint(self) -> str:
        """The sentence that says what was probably meant, "" if nobody knows."""
        return self._hint if isinstance(self._hint, str) else self._hint()


def shown(value: object) -> str:
    """Return a value in double quotes for a message: shortened, without control characters and an address's secrets."""
    text = "".join(c if c.isprintable() else "�" for c in str(value))
    if _ADDRESS.match(text):
        text = without_secrets(text)
    return f'"{text[: _SHOWN_MAX - 1]}…"' if len(text) > _SHOWN_MAX else f'"{text}"'


def format_duration(value: timedelta) -> str:
    """Write a length of time as the YAML does: ``48h``, ``90m``, ``3d``."""
    minutes = int(value.total_seconds() // 60)
    if minutes and minutes % (24 * 60) == 0 and minutes > 2 * 24 * 60:
        return f"{minutes // (24 * 60)}d"
    return f"{minutes // 60}h" if minutes % 60 == 0 and minutes else f"{minutes}m"


def _snowflake(value: object) -> object:
    """Turn down a number: YAML tools round ids of 18 digits, and the loss shows only when a post is missing."""
    if isinstance(value, int) and not isinstance(value, bool):
        raise InvalidValueError(
            "a Discord id must be quoted, because many YAML tools round long numbers.", f'Write "{value}".'
        )
    if not isinstance(value, str):
        return value
    if re.fullmatch(_SNOWFLAKE, value) and int(value) <= _SNOWFLAKE_MAX:
        return value
    if match := _MENTION.search(value):
        hint = f'Only the digits: write "{match[1] or match[2]}".'
    else:
        hint = (
            "In Discord turn on Settings > Advanced > Developer Mode, then right-click the channel or role > Copy ID."
        )
    raise InvalidValueError(f"{shown(value)} is not a Discord id, which has 15 to 20 digits.", hint)


def _timezone(value: str) -> str:
    try:
        ZoneInfo(value)
    except (KeyError, ValueError, OSError) as error:
        raise InvalidValueError(f"{shown(value)} is not a time zone.", lambda: _timezone_hint(value)) from error
    return value


def _timezone_hint(value: str) -> str:
    if _OFFSET.match(value):
        return "Name a place, such as Europe/Berlin, so that summer time is minded."
    near = nearest_time_zones(value)
    return f"Did you mean {' or '.join(near)}?" if near else "Write a name such as Europe/Berlin or UTC."


def _duration(value: object) -> object:
    if isinstance(value, str) and (match := re.match(_DURATION, value.strip())):
        value = timedelta(**{_UNITS[match["unit"]]: int(match["count"])})
    if not isinstance(value, timedelta):
        raise InvalidValueError(
            f"{shown(value)} is not a length of time: a number with m, h, d or w, such as 48h.", _duration_hint(value)
        )
    if value > _DURATION_MAX:
        raise InvalidValueError("longer than 52w, the longest there is.")
    return value


def _duration_hint(value: object) -> str:
    if isinstance(value, int) and not isinstance(value, bool):
        return f'Did you mean "{value}h"?'
    if value is False or (isinstance(value, str) and value.strip().casefold() in _NO_TIME):
        return 'For no time at all write "0h".'
    worded = _WORDED_DURATION.fullmatch(value.strip()) if isinstance(value, str) else None
    return f"Did you mean {worded[1]}{worded[2][0].lower()}?" if worded else ""


def _refresh(value: timedelta) -> timedelta:
    if value < _REFRESH_MIN:
        raise InvalidValueError(
            f"{format_duration(value)} is less than 5m, which is not polite to whoever serves the list.", "Try 6h."
        )
    return value


def _clock_time(value: object) -> object:
    if isinstance(value, time):
        return value
    if isinstance(value, str) and (match := re.fullmatch(_CLOCK_TIME, value.strip())):
        return time(int(match[1]), int(match[2]))
    raise InvalidValueError(f"{shown(value)} is not a time of day.", 'Write it quoted, from "00:00" to "23:59".')


def _cron(value: str) -> str:
    fields = len(value.split())
    if fields != _CRON_FIELDS:
        raise InvalidValueError(
            f"{shown(value)} has {fields} field{'' if fields == 1 else 's'}; cron has five: minute, hour, day of the month, "
            "month, day of the week.",
            'Such as "0 9 * * mon" for Mondays at 09:00.',
        )
    try:
        # Any moment does: only whether the expression can be read, and ever comes true, is asked here.
        next(CronSim(value, datetime(2024, 1, 1, tzinfo=ZoneInfo("UTC"))))
    except CronSimError as error:
        raise InvalidValueError(f"{shown(value)} is not a cron expression: {error}.") from error
    except StopIteration:
        raise InvalidValueError(f"{shown(value)} never comes true: no year has such a day.") from None
    return value


def _backlog(value: object) -> object:
    number = isinstance(value, int) and not isinstance(value, bool)
    if value == "newest" or (number and 1 <= int(str(value)) <= _BACKLOG_MAX):
        return value
    hint = "Did you mean newest?" if isinstance(value, str) and nearest(value, ["newest"]) else ""
    raise InvalidValueError(
        f"must be `newest` or a number of weeks from 1 to {_BACKLOG_MAX}, not {shown(value)}.", hint
    )


def _path(value: Path) -> Path:
    if not str(value).isprintable():
        raise InvalidValueError("contains a character that no file name has.")
    return value


def _matching(pattern: str, message: str) -> AfterValidator:
    """Check text against a pattern, with words of our own where it does not match."""

    def check(value: str) -> str:
        if not re.fullmatch(pattern, value):
            raise InvalidValueError(message)
        return value

    return AfterValidator(check)


def _name(pattern: str, allowed: str, rule: str) -> AfterValidator:
    """Check a name; one that is refused is told with those of its characters that are not among the allowed ones."""

    def check(value: str) -> str:
        if not re.fullmatch(pattern, value):
            foreign = dict.fromkeys(re.sub(f"[{allowed}]", "", value))
            hint = f"Not among them: {', '.join(map(shown, foreign))}." if foreign else ""
            raise InvalidValueError(f"{shown(value)} will not do: {rule}", hint)
        return value

    return AfterValidator(check)


def _choice(options: Collection[str]) -> BeforeValidator:
    """Take one of a few words in any case: `Monday` can only mean `monday`."""

    def fold(value: object) -> object:
        return value.lower() if isinstance(value, str) and value.lower() in options else value

    return BeforeValidator(fold)


def _as_text(form: str) -> Callable[[time], str]:
    return lambda value: value.strftime(form)


_WeekdayName = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
_NothingNewWord = Literal["skip", "archive", "wait"]
_VisibilityWord = Literal["public", "private"]
_MissedWord = Literal["deliver_late", "skip"]
_UncategorisedWord = Literal["include", "leave_out"]
_LevelWord = Literal["debug", "info", "warning", "error"]

Weekday = Annotated[_WeekdayName, _choice(get_args(_WeekdayName))]
NothingNew = Annotated[_NothingNewWord, _choice(get_args(_NothingNewWord))]
Visibility = Annotated[_VisibilityWord, _choice(get_args(_VisibilityWord))]
Missed = Annotated[_MissedWord, _choice(get_args(_MissedWord))]
Uncategorised = Annotated[_UncategorisedWord, _choice(get_args(_UncategorisedWord))]
Level = Annotated[_LevelWord, _choice(get_args(_LevelWord))]

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
DigestName = Annotated[
    str,
    _name(
        _DIGEST_NAME,
        "A-Za-z0-9 _-",
        "a digest's name has 1 to 32 letters (a to z), digits, spaces, - and _, and begins and ends with a letter or digit.",
    ),
    Field(json_schema_extra={"pattern": _DIGEST_NAME}, examples=["weekly"]),
]
SourceName = Annotated[
    str,
    _name(
        _SOURCE_NAME,
        "A-Za-z0-9_-",
        "a source's name has 1 to 32 letters (a to z), digits, - and _, and begins with a letter or digit.",
    ),
    Field(json_schema_extra={"pattern": _SOURCE_NAME}, examples=["our-list"]),
]
Snowflake = Annotated[
    str,
    BeforeValidator(_snowflake),
    Field(json_schema_extra={"pattern": _SNOWFLAKE}, examples=["123456789012345678"]),
]
TimeZone = Annotated[str, AfterValidator(_timezone), Field(examples=["Europe/Berlin", "America/New_York", "UTC"])]
Duration = Annotated[
    timedelta,
    BeforeValidator(_duration, json_schema_input_type=Annotated[str, Field(pattern=_DURATION_SCHEMA)]),
    PlainSerializer(format_duration, return_type=str, when_used="json"),
    Field(examples=["48h", "90m", "7d"]),
]
RefreshInterval = Annotated[
    timedelta,
    BeforeValidator(_duration, json_schema_input_type=Annotated[str, Field(pattern=_DURATION_SCHEMA)]),
    AfterValidator(_refresh),
    PlainSerializer(format_duration, return_type=str, when_used="json"),
    Field(examples=["6h", "1d"]),
]
ClockTime = Annotated[
    time,
    BeforeValidator(_clock_time, json_schema_input_type=Annotated[str, Field(pattern=_CLOCK_TIME)]),
    PlainSerializer(_as_text("%H:%M"), return_type=str, when_used="json"),
    Field(examples=["09:00"]),
]
CronExpression = Annotated[str, AfterValidator(_cron), Field(examples=["0 9 * * mon"])]
Limit = Annotated[int, Field(strict=True, ge=1, le=50)]
Backlog = Annotated[
    Literal["newest"] | Annotated[int, Field(strict=True, ge=1, le=_BACKLOG_MAX)],
    BeforeValidator(_backlog),
]
FilePath = Annotated[Path, AfterValidator(_path), Field(examples=["our-papers.md"])]
WebAddress = Annotated[
    str,
    # The address is not repeated: it may hold a password.
    _matching(_WEB_ADDRESS, "must be an address that begins with http:// or https:// and has no spaces."),
    Field(json_schema_extra={"pattern": _WEB_ADDRESS}, examples=["https://example.org/papers.md"]),
]
