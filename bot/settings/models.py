"""The one place where a setting is declared, described and defaulted.

The YAML's JSON Schema, ``config/README.md`` (by a test) and the checks at load time all come from here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import time, timedelta
from typing import Annotated, Self
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict, Field, model_validator

from bot.settings.conflicts import Conflict, digest_conflicts, name_conflicts
from bot.settings.source_conflicts import arxiv_conflicts, source_conflicts
from bot.settings.source_values import ColumnName, ColumnTitle, SourceKind, Year
from bot.settings.values import (
    Backlog,
    ClockTime,
    CronExpression,
    DigestName,
    Duration,
    FilePath,
    InvalidValueError,
    Level,
    Limit,
    Missed,
    NothingNew,
    RefreshInterval,
    Snowflake,
    SourceName,
    Text,
    TimeZone,
    Uncategorised,
    Visibility,
    WebAddress,
    Weekday,
)

__all__ = [
    "ArxivSettings",
    "ColumnName",
    "DatasetSettings",
    "DigestSettings",
    "LoggingSettings",
    "NothingNew",
    "RepliesSettings",
    "Settings",
    "SourceKind",
    "SourceSettings",
    "Visibility",
    "Weekday",
    "WeeklyTime",
]


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)

    @model_validator(mode="before")
    @classmethod
    def _empty_is_unset(cls, data: object) -> object:
        """Take a key without a value as not set: that is what is left when all below it is commented out."""
        if not isinstance(data, Mapping):
            return data
        return {key: value for key, value in data.items() if value is not None or key not in cls.model_fields}


def _refuse(conflicts: Iterator[Conflict]) -> None:
    for conflict in conflicts:
        raise InvalidValueError(conflict.message, conflict.hint)


class WeeklyTime(_Model):
    """A moment in each week, in the digest's own time zone."""

    weekday: Weekday = "monday"
    """The day of the week, by its English name."""
    time: ClockTime = time(9, 0)
    """The local time of day, quoted."""


class DigestSettings(_Model):
    """One weekly digest: which papers go to which channels, and when."""

    model_config = ConfigDict(json_schema_extra={"not": {"required": ["at", "cron"]}})

    name: DigestName
    """Its name, unique in the file; the ledger remembers what was delivered by it."""
    channels: Annotated[tuple[Snowflake, ...], Field(min_length=1, examples=[["123456789012345678"]])]
    """The ids of the channels it is posted to, quoted: text, announcement, forum or thread."""
    at: WeeklyTime | None = None
    """When it is due, weekly. Default: Monday at 09:00, unless `cron` is given."""
    cron: CronExpression | None = None
    """Instead of `at`: a cron expression of five fields, with cron's own weekday numbers (0 and 7 are Sunday)."""
    timezone: TimeZone = "UTC"
    """The time zone of `at` and `cron`, by its IANA name."""
    categories: tuple[Text, ...] = Field(default=(), examples=[["cs.CL", "Machine Learning"]])
    """Only papers of these categories: arXiv codes (cs.CL) or names. Empty: all."""
    keywords: tuple[Text, ...] = Field(default=(), examples=[["language model", "RLHF"]])
    """Only papers with one of these words or phrases in title, abstract or summary. Empty: all."""
    uncategorised: Uncategorised = "include"
    """With `categories`: what to do with papers that have no category at all."""
    limit: Limit = 10
    """How many papers of the week at the most, by their place in it."""
    mention_role: Snowflake | None = None
    """The id of a role to mention above the digest, quoted. Default: nobody is pinged."""
    nothing_new: NothingNew = "skip"
    """When it is due and there is no new week: `skip`, `wait` for one until `wait_until`, or post an older one (`archive`)."""
    wait_until: Duration = timedelta(hours=48)
    """With `nothing_new: wait`: how long after the due time to go on looking for a new week."""
    missed: Missed = "deliver_late"
    """When the bot was down at the due time: deliver after it is back, or leave that time out."""
    grace: Duration = timedelta(hours=24)
    """With `missed: deliver_late`: how late is still worth a post."""
    backlog: Backlog = "newest"
    """Several undelivered new weeks: `newest`, or the newest N of them, oldest first, one at each due time."""
    corrections: Duration = timedelta(days=14)
    """For how long after a week was posted its message is edited when the week is corrected at its source; `0h`: never."""

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        _refuse(digest_conflicts({"at": self.at, "cron": self.cron, "channels": self.channels}))
        return self

    @property
    def channel_ids(self) -> tuple[int, ...]:
        """The channels' ids as numbers."""
        return tuple(int(channel) for channel in self.channels)

    @property
    def zone(self) -> ZoneInfo:
        """The time zone that ``timezone`` names."""
        return ZoneInfo(self.timezone)


class SourceSettings(_Model):
    """A list of papers besides the bundled one."""

    model_config = ConfigDict(json_schema_extra={"oneOf": [{"required": ["path"]}, {"required": ["url"]}]})

    name: SourceName
    """A short name, unique in the list, by which messages call it; `bundled` is taken."""
    kind: SourceKind | None = None
    """Its form: `weekly pages`, `table` (Markdown), `csv`, `json` or `jsonl`. Default: told by the ending and the text."""
    path: FilePath | None = None
    """A file, relative to the settings file; `{year}` stands for the year of a page. Either this or `url`."""
    url: WebAddress | None = None
    """An http or https address; `{year}` stands for the year of a page. Either this or `path`."""
    first_year: Year = 2023
    """With `{year}`: the year of the first page; later ones are looked for up to the present one."""
    columns: Mapping[ColumnName, ColumnTitle] = Field(default={}, examples=[{"title": "Titel", "week": "Woche"}])
    """Where its columns are called otherwise: our name for each, and the list's own."""
    allow_private: bool = False
    """Whether its address may lead to this machine or into the local network."""

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        _refuse(source_conflicts(dict(self)))
        return self


class ArxivSettings(_Model):
    """Completing papers from arXiv."""

    complete: bool = True
    """Whether abstract, authors and category that a list lacks are asked of arXiv, once for each paper."""
    url: WebAddress = "https://export.arxiv.org/api/query"
    """The address of arXiv's API, or of a mirror."""
    allow_private: bool = False
    """Whether that address may lead to this machine or into the local network."""

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        _refuse(arxiv_conflicts(dict(self)))
        return self


class DatasetSettings(_Model):
    """Where papers come from."""

    sources: tuple[SourceSettings, ...] = ()
    """Further lists, merged with the bundled one in this order."""
    refresh: RefreshInterval = timedelta(hours=6)
    """How often the sources are asked again, at least 5m."""
    arxiv: ArxivSettings = ArxivSettings()
    """Completing papers from arXiv."""

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        _refuse(name_conflicts([{"name": source.name} for source in self.sources], "source"))
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

    level: Level = "info"
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
    def _consistent(self) -> Self:
        _refuse(name_conflicts([{"name": digest.name} for digest in self.digests], "digest"))
        return self
