"""Two copies of the bot on one database, as hosts run them at each deploy: each part once, whoever sends it."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlalchemy import Engine

from bot.digests.model import ChannelKind, EditionKey, StepState
from bot.errors import UnreachableError
from bot.store.engine import close_engine, open_engine
from tests.digests.courier_tools import Bench, bench
from tests.digests.fake_publisher import FakeDiscord, view_of
from tests.digests.ledger_tools import CHANNEL, content_of, key_of
from tests.factories import SUNDAY

CONTENT = content_of()
CHANNELS = range(1, 9)


@pytest.fixture
def engines(database_url: str) -> Iterator[tuple[Engine, Engine]]:
    """Yield an engine for each of two processes."""
    pair = open_engine(database_url), open_engine(database_url)
    yield pair
    for engine in pair:
        close_engine(engine)


def copies(engines: tuple[Engine, Engine], discord: FakeDiscord, parts: int = 3) -> tuple[Bench, Bench]:
    first, second = engines
    return bench(first, discord, parts=parts, owner="one"), bench(second, discord, parts=parts, owner="two")


@pytest.mark.parametrize("turns", [0, 1, 5, 20])
@pytest.mark.parametrize("kind", [ChannelKind.TEXT, ChannelKind.ANNOUNCEMENT, ChannelKind.FORUM])
async def test_both_deliver_at_once(engines: tuple[Engine, Engine], kind: ChannelKind, turns: int) -> None:
    discord = FakeDiscord(view_of(CHANNEL, kind))
    discord.turns = turns
    discord.before = lambda _: discord.forget_nonces()
    one, two = copies(engines, discord)

    await asyncio.gather(one.courier.deliver(CONTENT, CHANNEL), two.courier.deliver(CONTENT, CHANNEL))
    # Whoever met a step in the other's hands left it there; the next wake finds nothing left to do.
    await asyncio.gather(one.courier.settle(), two.courier.settle())

    assert discord.everything() == [(SUNDAY, 1, part) for part in (1, 2, 3)]
    assert one.edition().state is StepState.SENT


async def test_both_settle_many_channels_at_once(engines: tuple[Engine, Engine]) -> None:
    discord = FakeDiscord(*(view_of(channel_id) for channel_id in CHANNELS))
    one, two = copies(engines, discord)
    discord.refuse("post", UnreachableError("Away."))
    for channel_id in CHANNELS:
        await one.courier.deliver(CONTENT, channel_id)
    discord.refusals.clear()
    discord.turns = 4
    discord.before = lambda _: discord.forget_nonces()

    await asyncio.gather(one.courier.settle(), two.courier.settle())
    await one.courier.settle()

    for channel_id in CHANNELS:
        assert [m.marker.part for m in discord.in_channel(channel_id)] == [1, 2, 3]
        assert one.edition(key_of(channel_id=channel_id)).state is StepState.SENT


async def test_a_step_in_living_hands_is_left_there(engines: tuple[Engine, Engine]) -> None:
    discord = FakeDiscord(view_of(CHANNEL))
    one, two = copies(engines, discord, parts=2)
    under_way, go_on = asyncio.Event(), asyncio.Event()

    async def hang(name: str) -> None:
        if name == "post" and not under_way.is_set():
            under_way.set()
            await go_on.wait()

    discord.before = hang
    delivery = asyncio.create_task(one.courier.deliver(CONTENT, CHANNEL))
    await under_way.wait()

    meanwhile = await two.courier.deliver(CONTENT, CHANNEL)

    assert (meanwhile.state, meanwhile.message_ids) == (StepState.SENDING, ())
    go_on.set()
    assert (await delivery).state is StepState.SENT
    assert [m.marker.part for m in discord.messages] == [1, 2]


async def test_a_copy_that_wakes_after_it_lost_its_claim_does_no_harm(engines: tuple[Engine, Engine]) -> None:
    """A machine that slept through its lease sends late, with the nonce that the other copy has used meanwhile."""
    discord = FakeDiscord(view_of(CHANNEL))
    one, two = copies(engines, discord, parts=1)
    one.ledger.lease = timedelta(0)
    asleep, wake = asyncio.Event(), asyncio.Event()

    async def sleep(name: str) -> None:
        if name == "post" and not asleep.is_set():
            asleep.set()
            await wake.wait()

    discord.before = sleep
    delivery = asyncio.create_task(one.courier.deliver(CONTENT, CHANNEL))
    await asleep.wait()
    other = await _until_sent(two)
    wake.set()

    assert (await delivery).message_ids == other
    assert len(discord.messages) == 1


async def test_what_the_other_copy_has_just_sent_is_gone_on_from(engines: tuple[Engine, Engine]) -> None:
    discord = FakeDiscord(view_of(CHANNEL))
    one, two = copies(engines, discord, parts=2)
    real_claim = one.ledger.claim

    def claim(key: EditionKey, ordinal: int) -> object:
        if not discord.messages:
            two.ledger.claim(key, 1)
            message = discord.place(CHANNEL, two.renderer.parts(CONTENT)[0].payload)
            two.ledger.sent(key, 1, message.message_id, two.now)
        return real_claim(key, ordinal)

    one.ledger.claim = claim  # type: ignore[method-assign,assignment]
    edition = await one.courier.deliver(CONTENT, CHANNEL)

    assert edition.state is StepState.SENT
    assert [m.marker.part for m in discord.messages] == [1, 2]


async def test_a_send_that_takes_longer_than_the_lease_keeps_its_claim(engines: tuple[Engine, Engine]) -> None:
    discord = FakeDiscord(view_of(CHANNEL))
    one, two = copies(engines, discord, parts=1)
    one.ledger.lease = timedelta(seconds=0.3)
    renewed, loop, real_renew = asyncio.Event(), asyncio.get_running_loop(), one.ledger.renew
    times: list[bool] = []

    def renew(key: EditionKey, ordinal: int) -> bool:
        times.append(real_renew(key, ordinal))
        if len(times) == 5:
            loop.call_soon_threadsafe(renewed.set)
        return times[-1]

    async def take_long(name: str) -> None:
        if name == "post":
            await asyncio.wait_for(renewed.wait(), timeout=20)

    one.ledger.renew = renew  # type: ignore[method-assign]
    discord.before = take_long
    edition = await one.courier.deliver(CONTENT, CHANNEL)

    assert edition.state is StepState.SENT
    assert all(times)
    assert (await two.courier.deliver(CONTENT, CHANNEL)).message_ids == edition.message_ids


async def test_one_process_delivers_to_a_channel_one_after_the_other(engines: tuple[Engine, Engine]) -> None:
    discord = FakeDiscord(view_of(CHANNEL))
    discord.turns = 3
    one, _ = copies(engines, discord)
    earlier = content_of(week=SUNDAY - timedelta(weeks=1))

    first, second, third = await asyncio.gather(
        one.courier.deliver(earlier, CHANNEL),
        one.courier.deliver(CONTENT, CHANNEL),
        one.courier.deliver(CONTENT, CHANNEL),
    )

    assert first.state is second.state is StepState.SENT
    assert second == third
    weeks = [week for week, _, _ in discord.everything()]
    assert weeks == sorted(weeks)
    assert len(weeks) == 6


async def _until_sent(copy: Bench) -> tuple[int, ...]:
    """Deliver until the claim of the sleeper, which it goes on renewing for no time at all, can be taken."""
    for _ in range(1000):
        edition = await copy.courier.deliver(CONTENT, CHANNEL)
        if edition.state is StepState.SENT:
            return edition.message_ids
    raise AssertionError("never sent")
