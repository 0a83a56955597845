"""The admin's check-up: what a digest needs to arrive, looked at once, each finding with what to do.

It changes nothing: no table is made, nothing is posted.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from bot.app.rooms import join_outlook, open_ledger, open_shelf, utc_now
from bot.app.shelf import Shelf
from bot.digests.model import ChannelView
from bot.digests.reports import DigestStatus, Outcome
from bot.discord_app.inspection import inspect
from bot.errors import DeliveryError, EnvironmentVariableError, SettingsError, StoreError
from bot.settings.environment import Environment
from bot.settings.loader import Loaded, category_warnings, load_settings
from bot.settings.models import Settings
from bot.store.engine import Engine, open_engine
from bot.store.schema import HEAD, current_revision

__all__ = ["Finding", "Health", "check_files", "examine"]


class Health(StrEnum):
    """How bad a finding is; only ``BAD`` keeps a digest from arriving."""

    GOOD = "good"
    ODD = "odd"
    BAD = "bad"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at: ``area`` groups, ``text`` is a sentence for the admin."""

    area: str
    health: Health
    text: str


async def check_files(environment: Environment) -> AsyncIterator[Finding]:
    """Yield what is to be said of the settings and the sources of papers; a row that cannot be read is bad."""
    loaded = await asyncio.to_thread(_load, environment.config)
    if isinstance(loaded, SettingsError):
        for problem in loaded.problems:
            yield Finding("settings", Health.BAD, problem.text(loaded.file))
        loaded = Loaded()
    else:
        yield Finding("settings", Health.GOOD, f"{environment.config} can be read.")
    async with _open(environment, loaded) as shelf:
        await shelf.refresh()
        for report in shelf.loaded.sources:
            text = f"{report.name}: {report.papers} papers of {report.weeks} weeks from {report.origin}."
            yield Finding("papers", Health.BAD if report.problem else Health.GOOD, f"{text} {report.problem}".strip())
        for complaint in shelf.loaded.complaints:
            yield Finding("papers", Health.BAD, str(complaint))
        for warning in (*loaded.warnings, *category_warnings(loaded, shelf.catalog.categories)):
            yield Finding("settings", Health.ODD, warning.text(environment.config))


async def examine(environment: Environment, clock: Callable[[], datetime] = utc_now) -> AsyncIterator[Finding]:
    """Yield what :func:`check_files` does, then what is to be said of database, digests and Discord.

    What an earlier finding makes pointless is left out.
    """
    async for finding in check_files(environment):
        yield finding
    loaded = await asyncio.to_thread(_load, environment.config)
    settings = Settings() if isinstance(loaded, SettingsError) else loaded.settings
    async with _open(environment, Loaded(settings)) as shelf:
        async for finding in _look_at_ledger(environment, settings, shelf, clock):
            yield finding
    async for finding in _look_at_discord(environment, settings):
        yield finding


def _load(path: Path) -> Loaded | SettingsError:
    try:
        return load_settings(path)
    except SettingsError as error:
        return error


@asynccontextmanager
async def _open(environment: Environment, loaded: Loaded) -> AsyncIterator[Shelf]:
    shelf = await asyncio.to_thread(open_shelf, environment, loaded.settings.dataset)
    try:
        yield shelf
    finally:
        await shelf.aclose()


async def _look_at_ledger(
    environment: Environment, settings: Settings, shelf: Shelf, clock: Callable[[], datetime]
) -> AsyncIterator[Finding]:
    try:
        engine = open_engine(environment.require_database_url())
    except (EnvironmentVariableError, StoreError) as error:
        yield Finding("database", Health.BAD, str(error))
        return
    try:
        revision = await asyncio.to_thread(current_revision, engine)
        yield _revision_finding(engine, revision)
        if revision == HEAD:
            outlook = join_outlook(open_ledger(engine), shelf, lambda: settings, clock)
            for status in await outlook.status():
                for finding in _digest_findings(status):
                    yield finding
    except StoreError as error:
        yield Finding("database", Health.BAD, str(error))
    finally:
        engine.dispose()


def _revision_finding(engine: Engine, revision: str | None) -> Finding:
    kind = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}.get(engine.dialect.name, engine.dialect.name)
    if revision is None:
        return Finding("database", Health.GOOD, f"{kind}, still empty; its tables are made at the first start.")
    if revision != HEAD:
        text = f"{kind}, at revision {revision}; this version needs {HEAD}. A start brings it up to date, or `upgrade`."
        return Finding("database", Health.ODD, text)
    return Finding("database", Health.GOOD, f"{kind}, up to date (revision {revision}).")


def _digest_findings(status: DigestStatus) -> list[Finding]:
    due = f"{status.next_due:%a %d %b %Y %H:%M} UTC" if status.next_due else "never again"
    findings = [Finding("digests", Health.GOOD if status.next_due else Health.ODD, f"{status.digest}: next due {due}.")]
    for channel in status.channels:
        run = channel.last_run
        if run is not None and run.outcome is Outcome.FAILED:
            text = f"{status.digest} in channel {channel.channel_id}: the last run failed. {run.reason}"
            findings.append(Finding("digests", Health.BAD, text))
    return findings


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


def _channel_finding(channel_id: int, view: ChannelView | DeliveryError) -> Finding:
    if isinstance(view, DeliveryError):
        return Finding("channels", Health.BAD, f"{channel_id}: {view.reason}")
    name = f"{channel_id} (#{view.name}, {view.kind.value})"
    if view.missing:
        text = f"{name}: the bot lacks {', '.join(view.missing)}. Give it that in the channel's settings > Permissions."
        return Finding("channels", Health.BAD, text)
    if not view.readable:
        text = f"{name}: without Read Message History the bot cannot see there what it posted before its database was lost."
        return Finding("channels", Health.ODD, text)
    return Finding("channels", Health.GOOD, f"{name}: all permissions are there.")
