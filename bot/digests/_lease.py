"""Keeping a claim alive while Discord takes its time."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.digests.ledger import Ledger
from bot.digests.model import EditionKey
from bot.errors import StoreError

__all__ = ["holding"]

_log = logging.getLogger(__name__)


@asynccontextmanager
async def holding(ledger: Ledger, key: EditionKey, ordinal: int) -> AsyncIterator[None]:
    """Renew a claim three times per lease for as long as the block runs."""
    task = asyncio.create_task(_renew(ledger, key, ordinal), name=f"lease of {key.digest} in {key.channel_id}")
    try:
        yield
    finally:
        task.cancel()
        # Not `await task`: of its cancellation and one of the delivery itself, only the former may be swallowed.
        await asyncio.wait({task})


async def _renew(ledger: Ledger, key: EditionKey, ordinal: int) -> None:
    # The claim may get lost all the same, if this machine sleeps or the database is away. Then another copy looks in the
    # channel and sends with the same nonce, and whoever comes second is given the first one's message.
    held = True
    while held:
        await asyncio.sleep(ledger.lease.total_seconds() / 3)
        try:
            held = await asyncio.to_thread(ledger.renew, key, ordinal)
        except StoreError as error:
            _log.warning("A claim could not be renewed: %s", error)
    _log.warning("Another copy took over part of %s in channel %d while it was being sent.", key.digest, key.channel_id)
