"""A courier with everything it needs, and what tests ask about what it did."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import Engine

from bot.digests.courier import Courier
from bot.digests.ledger import Ledger
from bot.digests.model import EditionKey, StepKind
from bot.digests.reports import EditionRecord
from bot.digests.retry import RetryPolicy
from tests.digests.fake_publisher import FakeDiscord, FakeRenderer
from tests.digests.ledger_tools import MONDAY, key_of

__all__ = ["Bench", "bench"]


@dataclass
class Bench:
    """A courier on a database and a Discord, whose clock stands still unless it sleeps."""

    discord: FakeDiscord
    ledger: Ledger
    renderer: FakeRenderer
    now: datetime = MONDAY
    pauses: list[float] = field(default_factory=list)
    retry: RetryPolicy = field(default_factory=RetryPolicy)
    on_sleep: Callable[[float], Awaitable[None]] | None = None

    def __post_init__(self) -> None:
        self.courier = Courier(
            self.ledger, self.renderer, self.discord, clock=lambda: self.now, sleep=self._sleep, retry=self.retry
        )

    def edition(self, key: EditionKey | None = None) -> EditionRecord:
        """Return the edition as the ledger has it."""
        found = self.ledger.edition(key or key_of())
        assert found is not None
        return found

    def kinds(self) -> list[StepKind]:
        """Return what the edition asks, in order."""
        return [step.kind for step in self.ledger.steps(key_of())]

    async def _sleep(self, seconds: float) -> None:
        self.pauses.append(seconds)
        self.now += timedelta(seconds=seconds)
        if self.on_sleep is not None:
            await self.on_sleep(seconds)


def bench(
    engine: Engine, discord: FakeDiscord, *, owner: str = "one", parts: int = 2, renderer: FakeRenderer | None = None
) -> Bench:
    """Return a courier on ``engine`` and ``discord``."""
    return Bench(discord, Ledger(engine, owner=owner), renderer or FakeRenderer(parts))
