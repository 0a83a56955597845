"""Killed before or after any single call, and started again: nothing is lost and nothing stands twice."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine

from bot.digests.courier import Courier
from bot.digests.ledger import Ledger
from bot.digests.model import ChannelKind, StepState
from bot.digests.reports import EditionRecord
from tests.digests.fake_publisher import FakeDiscord, FakeRenderer, view_of
from tests.digests.killing import THIRDS, Killed, Killer, third_of
from tests.digests.ledger_tools import CHANNEL, MONDAY, age_claims, content_of, expire_leases, forget_everything
from tests.factories import SUNDAY

PARTS = 2
CONTENT = content_of()
KINDS = [ChannelKind.TEXT, ChannelKind.ANNOUNCEMENT, ChannelKind.FORUM]
EVERY_PART_ONCE = [(SUNDAY, 1, part) for part in range(1, PARTS + 1)]


async def no_sleep(_: float) -> None: ...


async def live(engine: Engine, discord: FakeDiscord, killer: Killer, life: int) -> EditionRecord:
    """Start, settle, deliver: one life of a bot, until it ends or is killed."""
    ledger = killer.ledger(Ledger(engine, owner=f"life {life}"))
    courier = Courier(ledger, FakeRenderer(PARTS), killer.publisher(discord), clock=lambda: MONDAY, sleep=no_sleep)
    await courier.settle()
    return await courier.deliver(CONTENT, CHANNEL)


async def live_through(engine: Engine, discord: FakeDiscord, kills: list[int]) -> EditionRecord:
    """Be killed at the moment of each of ``kills``, a life each and a long time between, then live in peace."""
    for life, at in enumerate(kills):
        try:
            await live(engine, discord, Killer(at), life)
        except* Killed:
            pass
        age_claims(engine, timedelta(hours=1))
        expire_leases(engine)
        discord.forget_nonces()
    return await live(engine, discord, Killer(), len(kills))


async def count_moments(engine: Engine, kind: ChannelKind) -> int:
    killer = Killer()
    await live(engine, FakeDiscord(view_of(CHANNEL, kind)), killer, 0)
    forget_everything(engine)
    return len(killer.moments)


@pytest.mark.parametrize("third", THIRDS)
@pytest.mark.parametrize("kind", KINDS)
async def test_killed_at_any_moment_each_part_appears_once(engine: Engine, kind: ChannelKind, third: int) -> None:
    moments = await count_moments(engine, kind)
    assert moments > 30

    for at in third_of(moments, third + KINDS.index(kind)):
        forget_everything(engine)
        discord = FakeDiscord(view_of(CHANNEL, kind))

        edition = await live_through(engine, discord, [at])

        assert discord.everything() == EVERY_PART_ONCE, f"killed at moment {at}"
        assert edition.state is StepState.SENT, f"killed at moment {at}"
        assert edition.message_ids == tuple(m.message_id for m in discord.messages)
        assert all(m.published for m in discord.messages) == (kind is ChannelKind.ANNOUNCEMENT)
        assert len(discord.titles) == (kind is ChannelKind.FORUM)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], derandomize=True)
@given(
    kind=st.sampled_from(KINDS),
    kills=st.lists(st.integers(1, 40), min_size=2, max_size=4),
)
async def test_killed_again_and_again_each_part_appears_once(
    engine: Engine, kind: ChannelKind, kills: list[int]
) -> None:
    forget_everything(engine)
    discord = FakeDiscord(view_of(CHANNEL, kind))

    edition = await live_through(engine, discord, kills)

    assert discord.everything() == EVERY_PART_ONCE
    assert edition.state is StepState.SENT


@pytest.mark.parametrize("third", THIRDS)
@pytest.mark.parametrize("kind", [ChannelKind.TEXT, ChannelKind.FORUM])
async def test_a_ledger_that_is_lost_with_the_machine_repeats_nothing(
    engine: Engine, kind: ChannelKind, third: int
) -> None:
    """Killed at any moment on a host with a throw-away disk."""
    moments = await count_moments(engine, kind)

    for at in third_of(moments, third + KINDS.index(kind)):
        discord = FakeDiscord(view_of(CHANNEL, kind))
        try:
            await live(engine, discord, Killer(at), 0)
        except* Killed:
            pass
        forget_everything(engine)
        discord.forget_nonces()

        await live(engine, discord, Killer(), 1)

        assert discord.everything() == EVERY_PART_ONCE, f"killed at moment {at}"
        forget_everything(engine)


async def test_the_killer_kills_before_and_after_every_kind_of_call(engine: Engine) -> None:
    """The matrix is worth what it covers."""
    killer = Killer()
    await live(engine, FakeDiscord(view_of(CHANNEL, ChannelKind.ANNOUNCEMENT)), killer, 0)

    for call in ("unfinished", "view", "posted", "adopt", "plan", "claim", "post", "publish", "sent"):
        assert {f"before {call}", f"after {call}"} <= set(killer.moments)
