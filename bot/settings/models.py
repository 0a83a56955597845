"""The one place where a setting is declared, described and defaulted.

The YAML's JSON Schema, ``config/README.md`` (by a test) and the checks at load time all come from here.
"""

from __future__ import annotations

import re
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Annotated, Literal, Self
from zoneinfo import ZoneInfo

from cronsim import CronSim, CronSimError
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator

__all__ = [
    "DatasetSettings",
    "DigestSettings",
    "LoggingSettings",
    "NothingNew",
    "RepliesSettings",
    "Settings",
    "TableSource",
    "Visibility",
    "Weekday",
    "WeeklyTime",
]

Weekday = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
NothingNew = Literal["skip", "archive", "wait"]
Visibility = Literal["public", "private"]

_DURATION = re.compile(r"^(?P<count>\d{1,5})\s*(?P<unit>[mhdw])$")
_UNITS = {"m": "minutes", "h": "hours", "d": "days", "w": "weeks"}
_CRON_FIELDS = 5


def _snowflake(value: object) -> object:
    """Turn down a number: YAML and editors round ids of 18 digits, and the loss shows only when a post is missing."""
    if isinstance(value, int) and not isinstance(value, bool):
        raise ValueError(f'an id must be quoted, as "{value}", because YAML tools round long numbers')
    if isinstance(value, str) and not re.fullmatch(r"\d{15,20}", value):
        raise ValueError(
            f"{value!r} is not a Discord id of 15 to 20 digits; in Discord turn on Settings > Advanced > Developer Mode, "
            "then right-click and Copy ID"
        )
    return value


def _timezone(value: str) -> str:
    try:
        ZoneInfo(value)
    except (KeyError, ValueError, OSError) as error:
        raise ValueError(f"{value!r} is not a time zone; write a name such as Europe/Berlin or UTC") from error
    return value


def _duration(value: object) -> object:
    if isinstance(value, str) and (match := _DURATION.match(value.strip())):
        return timedelta(**{_UNITS[match["unit"]]: int(match["count"])})
    if isinstance(value, timedelta):
        return value
    raise ValueError(f"{value!r} is not a length of time; write a number with m, h, d or w, such as 48h")


def _clock_time(value: object) -> object:
    if isinstance(value, time):
        return value
    if isinstance(value, str) and (match := re.fullmatch(r"([01]?\d|2[0-3]):([0-5]\d)", value.strip())):
        return time(int(match[1]), int(match[2]))
    raise ValueError(f'{value!r} is not a time of day; write it quoted, from "00:00" to "23:59"')


def _cron(value: str) -> str:
    if len(value.split()) != _CRON_FIELDS:
        raise ValueError(
            f"{value!r} has {len(value.split())} fields; cron has five: minute hour day-of-month month day-of-week"
        )
    try:
        # Any moment does: only whether the expression can be read, and ever comes true, is asked here.
        next(CronSim(value, datetime(2024, 1, 1, tzinfo=ZoneInfo("UTC"))))
    except CronSimError as error:
        raise ValueError(f"{value!r} is not a cron expression: {error}") from error
    except StopIteration:
        raise ValueError(f"{value!r} never comes true") from None
    return value


Snowflake = Annotated[str, BeforeValidator(_snowflake)]
TimeZone = Annotated[str, AfterValidator(_timezone)]
Duration = Annotated[
    timedelta,
    BeforeValidator(_duration, json_schema_input_type=Annotated[str, Field(pattern=_DURATION.pattern)]),
]
ClockTime = Annotated[
    time,
    BeforeValidator(_clock_time, json_schema_input_type=Annotated[str, Field(pattern=r"^([01]?\d|2[0-3]):[0-5]\d$")]),
]
CronExpression = Annotated[str, AfterValidator(_cron)]


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True, validate_default=True)


class WeeklyTime(_Model):
    """A moment in each week, in the digest's own time zone."""

    weekday: Weekday = "monday"
    """The day of the week, by its English name."""
    time: ClockTime = time(9, 0)
    """The local time of day, quoted, as "09:00"."""


class DigestSettings(_Model):
    """One weekly digest: which papers go to which channels, and when."""

    name: Annotated[str, Field(pattern=r"^[A-Za-z0-9](?:[A-Za-z0-9 _-]{0,30}[A-Za-z0-9])?$")]
    """Its name, unique in the file; the ledger remembers what was delivered by it."""
    channels: Annotated[tuple[Snowflake, ...], Field(min_length=1)]
    """The ids of the channels it is posted to, quoted: text, announcement, forum or thread."""
    at: WeeklyTime | None = None
    """When it is due, weekly. Default: Monday at 09:00, unless `cron` is given."""
    cron: CronExpression | None = None
    """Instead of `at`: a cron expression of five fields, with cron's own weekday numbers (0 and 7 are Sunday)."""
    timezone: TimeZone = "UTC"
    """The time zone of `at` and `cron`, by its IANA name."""
    categories: tuple[str, ...] = ()
    """Only papers of these categories: arXiv codes (cs.CL) or names. Empty: all."""
    keywords: tuple[str, ...] = ()
    """Only papers with one of these words or phrases in title, abstract or summary. Empty: all."""
    uncategorised: Literal["include", "leave_out"] = "include"
    """With `categories`: what to do with papers that have no category at all."""
    limit: Annotated[int, Field(ge=1, le=50)] = 10
    """How many papers of the week at the most, by their place in it."""
    mention_role: Snowflake | None = None
    """The id of a role to mention above the digest, quoted. Default: nobody is pinged."""
    nothing_new: NothingNew = "skip"
    """When it is due and there is no new week: `skip`, `wait` for one until `wait_until`, or post an older one (`archive`)."""
    wait_until: Duration = timedelta(hours=48)
    """With `nothing_new: wait`: how long after the due time to go on looking for a new week."""
    missed: Literal["deliver_late", "skip"] = "deliver_late"
    """When the bot was down at the due time: deliver after it is back, or leave that time out."""
    grace: Duration = timedelta(hours=24)
    """With `missed: deliver_late`: how late is still worth a post."""
    backlog: Literal["newest"] | Annotated[int, Field(ge=1, le=52)] = "newest"
    """Several undelivered new weeks: `newest`, or the newest N of them, oldest first, one at each due time."""

    @model_validator(mode="after")
    def _one_schedule(self) -> Self:
        if self.at is not None and self.cron is not None:
            raise ValueError("has both `at` and `cron`; keep one of them")
        if len(set(self.channels)) != len(self.channels):
            raise ValueError("names a channel twice; keep it once")
        return self

    @property
    def channel_ids(self) -> tuple[int, ...]:
        """The channels' ids as numbers."""
        return tuple(int(channel) for channel in self.channels)

    @property
    def zone(self) -> ZoneInfo:
        """The time zone that ``timezone`` names."""
        return ZoneInfo(self.timezone)


class TableSource(_Model):
    """Another table of papers, in the form of the bundled one."""

    name: Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9_-]{0,31}$")]
    """A short name, unique in the list, for messages and the cache."""
    kind: Literal["table"] = "table"
    """The form: a Markdown table with a header row."""
    path: Path | None = None
    """A file, relative to the settings file. Either this or `url`."""
    url: Annotated[str, Field(pattern=r"^https?://\S+$")] | None = None
    """An http or https address. Either this or `path`."""

    @model_validator(mode="after")
    def _one_place(self) -> Self:
        if (self.path is None) == (self.url is None):
            raise ValueError("needs exactly one of `path` and `url`")
        return self


class DatasetSettings(_Model):
    """Where papers come from."""

    sources: tuple[TableSource, ...] = ()
    """Further tables, merged in this order over the bundled one."""
    refresh: Duration = timedelta(hours=6)
    """How often the sources are asked again, at least 5m."""

    @model_validator(mode="after")
    def _polite(self) -> Self:
        if self.refresh < timedelta(minutes=5):
            raise ValueError("`refresh` is shorter than 5m, which is not polite to whoever serves the list")
        return self


class RepliesSettings(_Model):
    """Who sees the answer to a command, unless the member chooses."""

    paper: Visibility = "public"
    """Answers to /paper."""
    week: Visibility = "public"
    """Answers to /week."""
    search: Visibility = "public"
    """Answers to /search."""
    help: Visibility = "private"
    """Answers to /help."""


class LoggingSettings(_Model):
    """What is logged."""

    level: Literal["debug", "info", "warning", "error"] = "info"
    """The least severe level that is written. Members' queries and ids appear at `debug` only."""


class Settings(_Model):
    """Everything an admin can set in the YAML file."""

    digests: tuple[DigestSettings, ...] = ()
    """The digests to post. Empty: the bot answers commands only."""
    dataset: DatasetSettings = DatasetSettings()
    """Where papers come from."""
    replies: RepliesSettings = RepliesSettings()
    """Who sees the answer to a command."""
    logging: LoggingSettings = LoggingSettings()
    """What is logged."""

    @model_validator(mode="after")
    def _unique_names(self) -> Self:
        for kind, names in (
            ("digests", [digest.name.casefold() for digest in self.digests]),
            ("sources", [source.name.casefold() for source in self.dataset.sources]),
        ):
            twice = sorted({name for name in names if names.count(name) > 1})
            if twice:
                raise ValueError(f"two {kind} have the name {twice[0]!r}; each needs its own")
        return self
