"""A desk with everything real around it but Discord: ledger on a database, catalogue, courier, and a clock to set."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

from sqlalchemy import Engine

from bot.catalog import Catalog
from bot.digests.courier import Courier
from bot.digests.desk import DigestDesk
from bot.digests.ledger import Ledger
from bot.digests.outlook import DigestOutlook
from bot.digests.reports import ChannelHistory, RunRecord
from bot.models import Week
from bot.settings.models import DigestSettings
from tests.digests.digest_settings import CHANNEL, OTHER, make_digest, make_settings
from tests.digests.fake_publisher import FakeDiscord, FakeRenderer, view_of
from tests.digests.killing import Killed, Killer
from tests.digests.ledger_tools import expire_leases
from tests.factories import make_weeks

__all__ = ["MONDAY", "WEEK", "DeskWorld", "ends", "pass_killed_at"]

MONDAY = datetime(2023, 3, 27, 9, tzinfo=UTC)
WEEK = timedelta(weeks=1)


def ends(weeks: Iterable[Week]) -> list[date]:
    """Return the days by which weeks are named."""
    return [week.end for week in weeks]


class DeskWorld:
    """One machine: ``now``, ``digests`` and ``weeks`` may be changed at any time, and :meth:`restart` keeps only the database."""

    def __init__(
        self, engine: Engine, *digests: DigestSettings, weeks: Sequence[Week] | None = None, parts: int = 1
    ) -> None:
        self.engine = engine
        self.digests = digests or (make_digest(),)
        self.catalog = Catalog(make_weeks(3, papers=1) if weeks is None else weeks)
        self.now = MONDAY - timedelta(days=1)
        self.discord = FakeDiscord(view_of(CHANNEL), view_of(OTHER))
        self.renderer = FakeRenderer(parts)
        self.slept: list[float] = []
        self.freshen: Callable[[], Awaitable[bool]] | None = None
        self.restart()

    def restart(self, killer: Killer | None = None) -> None:
        """Make everything in memory anew, as another process would; ``killer`` may end that one."""
        killer = killer or Killer()
        self.ledger = killer.ledger(Ledger(self.engine, owner=uuid4().hex))
        self.courier = Courier(
            self.ledger, self.renderer, killer.publisher(self.discord), clock=lambda: self.now, sleep=self._sleep
        )
        self.outlook = DigestOutlook(
            settings=lambda: make_settings(*self.digests),
            catalog=lambda: self.catalog,
            ledger=self.ledger,
            renderer=self.renderer,
            clock=lambda: self.now,
        )
        self.desk = DigestDesk(
            settings=lambda: make_settings(*self.digests),
            catalog=lambda: self.catalog,
            ledger=self.ledger,
            courier=self.courier,
            renderer=self.renderer,
            clock=lambda: self.now,
            freshen=self._freshened,
        )

    async def met(self) -> DeskWorld:
        """Let the ledger meet every digest, a day before the first due time, and go to that due time."""
        await self.desk.run_due()
        self.now = MONDAY
        return self

    def publish(self, *weeks: Week) -> None:
        """Let the catalogue know further weeks."""
        self.catalog = Catalog([*self.catalog.weeks, *weeks])

    def posted(self, channel_id: int = CHANNEL) -> list[date]:
        """Return the week of each message in a channel."""
        return [message.marker.week for message in self.discord.in_channel(channel_id)]

    def history(self, channel_id: int = CHANNEL, digest: str = "weekly") -> ChannelHistory:
        return self.ledger.history(digest, channel_id)

    def runs(self, channel_id: int = CHANNEL, digest: str = "weekly") -> list[RunRecord]:
        """Return what the ledger remembers of each due time, newest first."""
        return list(self.ledger.runs(digest, channel_id, 50))

    async def _freshened(self) -> bool:
        return False if self.freshen is None else await self.freshen()

    async def _sleep(self, seconds: float) -> None:
        self.slept.append(seconds)


async def pass_killed_at(world: DeskWorld, at: int | None) -> Killer:
    """Let one pass run until that moment, and another process begin two minutes later; return what ended the first, if it did."""
    killer = Killer(at)
    world.restart(killer)
    try:
        await world.desk.run_due()
    except* Killed:
        pass
    expire_leases(world.engine)
    world.discord.forget_nonces()
    world.now += timedelta(minutes=2)
    world.restart()
    return killer
