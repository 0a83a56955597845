"""The admin's check-up: what a digest needs to arrive, looked at once, each finding with what to do.

It changes nothing: no table is made, nothing is posted.
"""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from bot.app.refreshing import OFFLINE, Account, account
from bot.app.rooms import join_outlook, open_ledger, open_shelf, read_database, utc_now
from bot.app.shelf import Shelf
from bot.digests.due import due_after
from bot.digests.model import ChannelView
from bot.digests.reports import DigestStatus, Outcome
from bot.digests.troubles import obstacle, role_trouble
from bot.digests.wording import say_day, say_moment
from bot.discord_app.inspection import inspect
from bot.errors import DeliveryError, EnvironmentVariableError, SettingsError, StoreError
from bot.models import SourceReport
from bot.settings.environment import Environment
from bot.settings.loader import Loaded, category_warnings, load_settings
from bot.settings.models import Settings

__all__ = ["Finding", "Health", "check_files", "check_sources", "examine"]

_MOST_DAYS = 5
"""Dates that are listed before the rest is counted."""


class Health(StrEnum):
    """How bad a finding is: ``BAD`` is for somebody to mend, and makes the exit code 1."""

    GOOD = "good"
    ODD = "odd"
    BAD = "bad"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at: ``area`` groups, ``text`` is a sentence for the admin."""

    area: str
    health: Health
    text: str


@dataclass(frozen=True, slots=True)
class _Files:
    """What there is on this machine: ``problem`` says why the settings file is not in force, all defaults are then."""

    environment: Environment
    loaded: Loaded
    problem: SettingsError | None
    shelf: Shelf

    @property
    def settings(self) -> Settings:
        return self.loaded.settings


async def check_files(environment: Environment, clock: Callable[[], datetime] = utc_now) -> AsyncIterator[Finding]:
    """Yield what is to be said of the settings and the sources of papers, and what will be posted because of them.

    A row that cannot be read is bad.
    """
    async with _open(environment) as files:
        async for finding in _look_at_files(files):
            yield finding
        if files.problem is None:
            for finding in _schedule(files.settings, clock()):
                yield finding


async def check_sources(environment: Environment) -> Account:
    """Ask the sources, and return how they stand and what changed lately; raises SettingsError.

    arXiv is not asked: that may take minutes, and ``refresh`` does it.
    """
    async with _open(environment) as files:
        if files.problem is not None:
            raise files.problem
        await files.shelf.refresh()
        return account(files.shelf.loaded, files.shelf.changes(), environment, files.settings.dataset)


async def examine(environment: Environment, clock: Callable[[], datetime] = utc_now) -> AsyncIterator[Finding]:
    """Yield what :func:`check_files` does, then what is to be said of database, digests and Discord.

    What an earlier finding makes pointless is left out.
    """
    async with _open(environment) as files:
        async for finding in _look_at_files(files):
            yield finding
        async for finding in _look_at_ledger(files, clock):
            yield finding
    async for finding in _look_at_discord(environment, files.settings):
        yield finding


@asynccontextmanager
async def _open(environment: Environment) -> AsyncIterator[_Files]:
    problem: SettingsError | None = None
    try:
        loaded = await asyncio.to_thread(load_settings, environment.config)
    except SettingsError as error:
        loaded, problem = Loaded(), error
    with tempfile.TemporaryDirectory(prefix="paperboy-") as spare:
        # What sources serve is kept where the bot will look for it, but no folder is made for that.
        place = environment if environment.data.is_dir() else replace(environment, data=Path(spare))
        shelf = await asyncio.to_thread(open_shelf, place, loaded.settings.dataset)
        try:
            yield _Files(environment, loaded, problem, shelf)
        finally:
            await shelf.aclose()


async def _look_at_files(files: _Files) -> AsyncIterator[Finding]:
    file = files.environment.config
    if files.problem is None:
        yield Finding("settings", Health.GOOD, f"{file} can be read.")
    else:
        for problem in files.problem.problems:
            yield Finding("settings", Health.BAD, problem.text(file))
    await files.shelf.refresh()
    papers = files.shelf.loaded
    if files.environment.offline:
        yield Finding("papers", Health.ODD, OFFLINE)
    for report in papers.sources:
        yield _source_finding(report)
    for complaint in account(papers, (), files.environment, files.settings.dataset).complaints:
        yield Finding("papers", Health.BAD, f"{complaint}.")
    for report in papers.sources:
        if report.overlapping:
            yield Finding("papers", Health.ODD, _overlap(report))
    for warning in (*files.loaded.warnings, *category_warnings(files.loaded, files.shelf.catalog.categories)):
        yield Finding("settings", Health.ODD, warning.text(file))


def _source_finding(report: SourceReport) -> Finding:
    if not report.problem:
        newest = f", the newest to {say_day(report.newest)}" if report.newest else ""
        confirmed = f"; confirmed {report.fetched_at:%Y-%m-%d %H:%M} UTC" if report.fetched_at else ""
        text = f"{report.name}: {report.extent} from {report.origin}{newest}{confirmed}."
        return Finding("papers", Health.GOOD, text)
    problem = report.problem if report.problem.endswith((".", "?")) else f"{report.problem}."
    meanwhile = f" It has {report.extent}." if report.papers else ""
    return Finding("papers", Health.BAD, f"{report.name} ({report.origin}): {problem}{meanwhile}")


def _overlap(report: SourceReport) -> str:
    days = [day.isoformat() for day in report.overlapping[:_MOST_DAYS]]
    rest = len(report.overlapping) - len(days)
    *others, last = [*days, f"{rest} more"] if rest else days
    weeks = f"the weeks to {', '.join(others)} and {last} overlap" if others else f"the week to {last} overlaps"
    return (
        f"{report.name}: {weeks} others, so their papers stand apart. "
        "Papers of one week should have the same date in every list: the week's last day."
    )


def _schedule(settings: Settings, now: datetime) -> Iterator[Finding]:
    """Say what the bot will post, and where, so far as the settings alone decide it."""
    if not settings.digests:
        yield Finding("digests", Health.GOOD, "No digest is set: the bot answers commands only.")
    for digest in settings.digests:
        count = len(digest.channels)
        where = f"{'1 channel' if count == 1 else f'{count} channels'} ({', '.join(digest.channels)})"
        due = due_after(digest, now)
        when = f"next due {say_moment(due, digest.zone)}" if due else "never due again: its schedule does not come true"
        yield Finding("digests", Health.GOOD if due else Health.ODD, f"{digest.name} goes to {where}, {when}.")


async def _look_at_ledger(files: _Files, clock: Callable[[], datetime]) -> AsyncIterator[Finding]:
    try:
        async with read_database(files.environment) as (engine, revision):
            yield _database_finding(files.environment, revision)
            if files.problem is None:
                for finding in _schedule(files.settings, clock()):
                    yield finding
            outlook = join_outlook(open_ledger(engine), files.shelf, lambda: files.settings, clock)
            for status in await outlook.status():
                for finding in _failed_runs(status):
                    yield finding
    except (EnvironmentVariableError, StoreError) as error:
        yield Finding("database", Health.BAD, str(error))


def _database_finding(environment: Environment, revision: str | None) -> Finding:
    kind = "SQLite" if environment.require_database_url().lower().startswith("sqlite") else "PostgreSQL"
    state = f"up to date (revision {revision})" if revision else "still empty; its tables are made at the first start"
    return Finding("database", Health.GOOD, f"{kind}, {state}.")


def _failed_runs(status: DigestStatus) -> Iterator[Finding]:
    for channel in status.channels:
        run = channel.last_run
        if run is not None and run.outcome is Outcome.FAILED:
            text = f"{status.digest} in channel {channel.channel_id}: the last run failed. {run.reason}"
            yield Finding("digests", Health.BAD, text)


async def _look_at_discord(environment: Environment, settings: Settings) -> AsyncIterator[Finding]:
    channels = dict.fromkeys(channel for digest in settings.digests for channel in digest.channel_ids)
    try:
        seen = await inspect(environment.require_token(), environment.discord_api_url, channels)
    except (EnvironmentVariableError, DeliveryError) as error:
        yield Finding("discord", Health.BAD, str(error))
        return
    yield Finding("discord", Health.GOOD, f"The token is {seen.name}'s.")
    if not seen.guilds:
        yield Finding("discord", Health.ODD, "The bot is in no server yet; the README says how to invite it.")
    for guild in seen.guilds:
        yield Finding("discord", Health.GOOD, f"The bot is in the server {guild}.")
    for channel_id, view in seen.channels.items():
        yield _channel_finding(channel_id, view)
    for digest in settings.digests:
        role = int(digest.mention_role) if digest.mention_role else None
        for channel_id in digest.channel_ids:
            view = seen.channels[channel_id]
            silent = role_trouble(view, role) if isinstance(view, ChannelView) else ""
            if silent:
                yield Finding("channels", Health.ODD, f"{digest.name} in channel {channel_id}: {silent}")


def _channel_finding(channel_id: int, view: ChannelView | DeliveryError) -> Finding:
    if isinstance(view, DeliveryError):
        return Finding("channels", Health.BAD, f"{channel_id}: {view.reason}")
    name = f"{channel_id} (#{view.name}, {view.kind.value})"
    blocking = obstacle(view)
    if blocking:
        return Finding("channels", Health.BAD, f"{name}: {blocking}")
    if not view.readable:
        text = f"{name}: without Read Message History the bot cannot see there what it posted before its database was lost."
        return Finding("channels", Health.ODD, text)
    return Finding("channels", Health.GOOD, f"{name}: all permissions are there.")
