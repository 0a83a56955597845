"""What the command line says and does about digests, of all servers, without a running bot."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from dataclasses import dataclass

from bot.app.rooms import (
    join_desk,
    join_outlook,
    open_database,
    open_freshness,
    open_ledger,
    open_shelf,
    read_database,
    utc_now,
)
from bot.app.shelf import Shelf
from bot.digests.ledger import Ledger
from bot.digests.reports import DigestStatus, PostResult, Preview
from bot.discord_app.inspection import connected_publisher
from bot.errors import DigestChannelError
from bot.settings.environment import Environment
from bot.settings.loader import load_settings
from bot.settings.models import Settings
from bot.store.engine import Engine

__all__ = ["digest_previews", "digest_statuses", "post_digests"]


async def digest_statuses(environment: Environment) -> tuple[DigestStatus, ...]:
    """Return how each digest stands in every channel; no token is needed, and nothing is changed."""
    async with _open(environment, _as_it_is(environment)) as rooms:
        return await join_outlook(rooms.ledger, rooms.shelf, lambda: rooms.settings).status()


async def digest_previews(environment: Environment, digest: str | None, channel_id: int | None) -> list[Preview]:
    """Return what the next runs of a digest, else of all, will post; no token is needed, and nothing is changed.

    DigestError where the settings have no such digest or channel.
    """
    async with _open(environment, _as_it_is(environment)) as rooms:
        outlook = join_outlook(rooms.ledger, rooms.shelf, lambda: rooms.settings)
        return [await outlook.preview(*target) for target in _targets(rooms.settings, digest, channel_id)]


async def post_digests(
    environment: Environment, digest: str | None, channel_id: int | None, *, again: bool = False
) -> list[PostResult]:
    """Post what is undelivered; errors as for :func:`digest_previews`, and of a token or a Discord that does not answer."""
    token = environment.require_token()
    async with _open(environment, open_database(environment)) as rooms, AsyncExitStack() as stack:
        targets = _targets(rooms.settings, digest, channel_id)
        publisher = await connected_publisher(stack, token, environment.discord_api_url)
        freshness = open_freshness(rooms.shelf, lambda: rooms.settings, lambda: None, utc_now)
        stack.push_async_callback(freshness.aclose)
        desk = join_desk(rooms.ledger, publisher, rooms.shelf, lambda: rooms.settings, utc_now, freshness)
        return [await desk.post(*target, again=again) for target in targets]


@dataclass(frozen=True, slots=True)
class _Rooms:
    settings: Settings
    shelf: Shelf
    ledger: Ledger


@asynccontextmanager
async def _open(environment: Environment, database: AbstractAsyncContextManager[Engine]) -> AsyncIterator[_Rooms]:
    settings = (await asyncio.to_thread(load_settings, environment.config)).settings
    async with database as engine:
        shelf = await asyncio.to_thread(open_shelf, environment, settings.dataset)
        try:
            yield _Rooms(settings, shelf, open_ledger(engine))
        finally:
            await shelf.aclose()


@asynccontextmanager
async def _as_it_is(environment: Environment) -> AsyncIterator[Engine]:
    async with read_database(environment) as (engine, _):
        yield engine


def _targets(settings: Settings, digest: str | None, channel_id: int | None) -> list[tuple[str, int]]:
    """Return the digests and channels that are meant; a digest that is named but unknown is left to the desk to refuse."""
    known = {one.name.casefold(): one for one in settings.digests}
    if digest is not None and digest.casefold() not in known:
        return [(digest, channel_id or 0)]
    meant = settings.digests if digest is None else (known[digest.casefold()],)
    targets = [(one.name, channel) for one in meant for channel in one.channel_ids]
    found = [target for target in targets if channel_id in (None, target[1])]
    if targets and not found and channel_id is not None:
        named = None if digest is None else meant[0].name
        raise DigestChannelError(named, channel_id, tuple(dict.fromkeys(channel for _, channel in targets)))
    return found
