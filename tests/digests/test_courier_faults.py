"""Delivery where Discord does not take what is sent, says so or leaves it open."""

from __future__ import annotations

import asyncio
import logging
from datetime import timedelta

import pytest
from sqlalchemy import Engine

from bot.digests.model import ChannelKind, StepState
from bot.digests.reports import EditionRecord
from bot.errors import MaybeSentError, RefusedError, StoreError, UnreachableError
from tests.digests.courier_tools import Bench, bench
from tests.digests.fake_publisher import FakeDiscord, view_of
from tests.digests.ledger_tools import CHANNEL, age_claims, content_of, expire_leases, key_of
from tests.factories import SUNDAY

CONTENT = content_of()
AWAY = UnreachableError("Discord is away.")
NOBODY_KNOWS = MaybeSentError("The connection broke.")
NO = RefusedError("Paperboy lacks the permission Send Messages.", code=50013)

FIRST_SEND = 3  # after "view" and "posted"


def bench_in(engine: Engine, kind: ChannelKind = ChannelKind.TEXT, *, parts: int = 2, **fields: object) -> Bench:
    return bench(engine, FakeDiscord(view_of(CHANNEL, kind, **fields)), parts=parts)


def parts_of(one: Bench) -> list[int]:
    return [message.marker.part for message in one.discord.messages]


async def test_what_was_certainly_not_sent_is_tried_again(engine: Engine) -> None:
    one = bench_in(engine)
    one.discord.fail(FIRST_SEND, AWAY)
    one.discord.fail(FIRST_SEND + 1, UnreachableError("Slow down.", retry_after=7.5))

    edition = await one.courier.deliver(CONTENT, CHANNEL)

    assert edition.state is StepState.SENT
    assert edition.reason == ""
    assert parts_of(one) == [1, 2]
    assert one.pauses == [2, 7.5]
    assert one.discord.calls.count("posted") == 1  # no doubt, no look


async def test_while_it_waits_to_try_again_nobody_holds_the_step(engine: Engine) -> None:
    one = bench_in(engine)
    other = bench(engine, one.discord, owner="two")
    one.discord.fail(FIRST_SEND, AWAY)
    seen: list[EditionRecord] = []

    async def sleep(_: float) -> None:
        seen.append(one.edition())
        # Another copy, woken meanwhile, is free to do the work.
        await other.courier.settle()

    one.on_sleep = sleep
    edition = await one.courier.deliver(CONTENT, CHANNEL)

    assert [(e.state, e.reason) for e in seen] == [
        (StepState.PLANNED, "Discord is away. Paperboy tries again by itself.")
    ]
    assert edition.state is StepState.SENT
    assert parts_of(one) == [1, 2]


async def test_a_discord_that_stays_away_leaves_it_for_the_next_wake(engine: Engine) -> None:
    one = bench_in(engine)
    one.discord.refuse("post", AWAY)

    edition = await one.courier.deliver(CONTENT, CHANNEL)

    assert edition.state is StepState.PLANNED
    assert edition.reason == "Discord is away. Paperboy tries again by itself."
    assert one.pauses == [2, 4, 8, 16]
    one.discord.refusals.clear()
    (settled,) = await one.courier.settle()
    assert settled.state is StepState.SENT
    assert parts_of(one) == [1, 2]


async def test_a_pause_that_is_too_long_is_not_sat_out(engine: Engine) -> None:
    one = bench_in(engine)
    one.discord.fail(FIRST_SEND, UnreachableError("Slow down.", retry_after=1800))

    edition = await one.courier.deliver(CONTENT, CHANNEL)

    assert edition.state is StepState.PLANNED
    assert one.pauses == []
    assert one.ledger.unfinished() == (key_of(),)


async def test_after_a_day_it_is_given_up_with_the_reason(engine: Engine) -> None:
    one = bench_in(engine)
    one.discord.refuse("post", AWAY)
    await one.courier.deliver(CONTENT, CHANNEL)
    one.now += timedelta(hours=24)

    (edition,) = await one.courier.settle()

    assert (edition.state, edition.reason) == (StepState.FAILED, "Discord is away.")
    assert await one.courier.settle() == ()


@pytest.mark.parametrize("kind", [ChannelKind.TEXT, ChannelKind.FORUM])
@pytest.mark.parametrize("nonces", ["known", "forgotten"])
@pytest.mark.parametrize("arrived", [True, False])
async def test_a_broken_connection_is_looked_into_before_sending_again(
    engine: Engine, kind: ChannelKind, nonces: str, *, arrived: bool
) -> None:
    one = bench_in(engine, kind)
    one.discord.fail(FIRST_SEND, NOBODY_KNOWS, after=arrived)
    one.discord.before = lambda _: one.discord.forget_nonces() if nonces == "forgotten" else None

    edition = await one.courier.deliver(CONTENT, CHANNEL)

    assert edition.state is StepState.SENT
    assert parts_of(one) == [1, 2]
    assert edition.message_ids == tuple(m.message_id for m in one.discord.messages)
    sends = [call for call in one.discord.calls if call in ("post", "open_post")]
    assert len(sends) == (2 if arrived else 3)


async def test_a_message_in_a_forum_posts_thread_is_looked_for_in_the_thread(engine: Engine) -> None:
    one = bench_in(engine, ChannelKind.FORUM)
    one.discord.fail(FIRST_SEND + 1, NOBODY_KNOWS, after=True)
    one.discord.before = lambda _: one.discord.forget_nonces()

    edition = await one.courier.deliver(CONTENT, CHANNEL)

    assert edition.state is StepState.SENT
    assert parts_of(one) == [1, 2]


async def test_where_the_history_is_closed_the_nonce_alone_makes_a_prompt_repeat_harmless(engine: Engine) -> None:
    one = bench_in(engine, readable=False)
    one.discord.fail(2, NOBODY_KNOWS, after=True)

    edition = await one.courier.deliver(CONTENT, CHANNEL)

    assert edition.state is StepState.SENT
    assert parts_of(one) == [1, 2]


async def test_where_the_history_is_closed_a_doubt_outlasts_a_discord_that_is_away(engine: Engine) -> None:
    one = bench_in(engine, readable=False, parts=1)
    one.discord.fail(2, NOBODY_KNOWS, after=True)
    one.discord.fail(3, AWAY)

    async def time_passes(_: float) -> None:
        if len(one.pauses) == 2:
            age_claims(engine, timedelta(minutes=3))
            one.discord.forget_nonces()

    one.on_sleep = time_passes
    edition = await one.courier.deliver(CONTENT, CHANNEL)

    assert edition.state is StepState.FAILED
    assert "cannot see whether the message arrived" in edition.reason
    assert parts_of(one) == [1]


async def test_a_discord_whose_clock_is_behind_is_searched_far_enough_back(engine: Engine) -> None:
    one = bench_in(engine)
    one.discord.clock_is_ahead = -timedelta(minutes=5)
    one.discord.fail(FIRST_SEND, NOBODY_KNOWS, after=True)
    one.discord.before = lambda _: one.discord.forget_nonces()

    await one.courier.deliver(CONTENT, CHANNEL)

    assert parts_of(one) == [1, 2]


async def test_where_the_history_is_closed_an_old_doubt_is_left_to_a_person(engine: Engine) -> None:
    one = bench_in(engine, readable=False)
    await _interrupt(one, 2, after=True)
    age_claims(engine, timedelta(minutes=3))
    expire_leases(engine)
    one.discord.forget_nonces()

    (edition,) = await one.courier.settle()

    assert edition.state is StepState.FAILED
    assert "cannot see whether the message arrived" in edition.reason
    assert "Read Message History" in edition.reason
    assert parts_of(one) == [1]
    # With the permission it finds out, and goes on.
    one.discord.channels[CHANNEL] = view_of(CHANNEL)
    assert (await one.courier.deliver(CONTENT, CHANNEL)).state is StepState.SENT
    assert parts_of(one) == [1, 2]


async def test_where_the_history_is_closed_a_forum_post_is_not_repeated(engine: Engine) -> None:
    """There is no nonce for a forum post."""
    one = bench_in(engine, ChannelKind.FORUM, readable=False)
    one.discord.fail(2, NOBODY_KNOWS, after=True)

    edition = await one.courier.deliver(CONTENT, CHANNEL)

    assert edition.state is StepState.FAILED
    assert parts_of(one) == [1]


async def test_a_look_that_fails_keeps_the_doubt(engine: Engine) -> None:
    one = bench_in(engine)
    one.discord.fail(FIRST_SEND, NOBODY_KNOWS, after=True)
    one.discord.fail(FIRST_SEND + 1, AWAY)
    one.discord.before = lambda _: one.discord.forget_nonces()

    edition = await one.courier.deliver(CONTENT, CHANNEL)

    assert one.discord.calls[2:6] == ["post", "posted", "posted", "post"]
    assert edition.state is StepState.SENT
    assert parts_of(one) == [1, 2]


async def test_a_doubt_that_lasts_is_still_a_doubt_at_the_next_wake(engine: Engine) -> None:
    one = bench_in(engine, parts=1)
    one.discord.fail(FIRST_SEND, NOBODY_KNOWS, after=True)
    for call in range(FIRST_SEND + 1, FIRST_SEND + 5):
        one.discord.fail(call, AWAY)
    edition = await one.courier.deliver(CONTENT, CHANNEL)
    assert edition.state is StepState.PLANNED
    one.discord.forget_nonces()

    (settled,) = await one.courier.settle()

    assert settled.state is StepState.SENT
    assert parts_of(one) == [1]


async def test_a_refusal_fails_at_once_and_stops_the_edition(engine: Engine, caplog: pytest.LogCaptureFixture) -> None:
    one = bench_in(engine, parts=3)
    one.discord.fail(FIRST_SEND + 1, NO)

    edition = await one.courier.deliver(CONTENT, CHANNEL)

    assert (edition.state, edition.reason) == (StepState.FAILED, "Paperboy lacks the permission Send Messages.")
    assert len(edition.message_ids) == 1
    assert one.pauses == []
    assert "lacks the permission Send Messages" in caplog.text
    assert await one.courier.settle() == ()  # a person must act first


async def test_a_failed_edition_goes_on_where_it_stopped(engine: Engine) -> None:
    one = bench_in(engine, parts=3)
    one.discord.fail(FIRST_SEND + 1, NO)
    await one.courier.deliver(CONTENT, CHANNEL)

    edition = await one.courier.deliver(CONTENT, CHANNEL)

    assert edition.state is StepState.SENT
    assert parts_of(one) == [1, 2, 3]


@pytest.mark.parametrize("error", [RefusedError("No more publishing."), UnreachableError("Slow.", retry_after=3000)])
async def test_a_post_that_cannot_be_published_is_delivered_all_the_same(engine: Engine, error: Exception) -> None:
    one = bench_in(engine, ChannelKind.ANNOUNCEMENT)
    one.discord.refuse("publish", error)

    edition = await one.courier.deliver(CONTENT, CHANNEL)

    assert edition.state is StepState.SENT
    assert edition.reason.startswith(str(error))
    assert parts_of(one) == [1, 2]
    assert key_of().week in one.ledger.history("weekly", CHANNEL).delivered


async def test_one_message_that_cannot_be_published_does_not_keep_the_next_from_it(engine: Engine) -> None:
    one = bench_in(engine, ChannelKind.ANNOUNCEMENT)
    one.discord.fail(FIRST_SEND + 2, RefusedError("Not this one."))

    edition = await one.courier.deliver(CONTENT, CHANNEL)

    assert [m.published for m in one.discord.messages] == [False, True]
    assert edition.reason == "Not this one."


async def test_publishing_that_was_limited_is_done_later(engine: Engine) -> None:
    one = bench_in(engine, ChannelKind.ANNOUNCEMENT)
    one.discord.refuse("publish", UnreachableError("Slow.", retry_after=3000))
    await one.courier.deliver(CONTENT, CHANNEL)
    one.discord.refusals.clear()

    (edition,) = await one.courier.settle()

    assert (edition.state, edition.reason) == (StepState.SENT, "")
    assert [m.published for m in one.discord.messages] == [True, True]
    assert await one.courier.settle() == ()


async def test_publishing_that_was_refused_is_not_tried_again(engine: Engine) -> None:
    one = bench_in(engine, ChannelKind.ANNOUNCEMENT, parts=1)
    one.discord.refuse("publish", RefusedError("No."))
    await one.courier.deliver(CONTENT, CHANNEL)
    one.discord.calls.clear()

    assert await one.courier.settle() == ()
    await one.courier.deliver(CONTENT, CHANNEL)

    assert one.discord.calls == ["view"]


async def test_publishing_after_a_broken_connection_is_simply_repeated(engine: Engine) -> None:
    one = bench_in(engine, ChannelKind.ANNOUNCEMENT, parts=1)
    one.discord.fail(FIRST_SEND + 1, NOBODY_KNOWS, after=True)

    edition = await one.courier.deliver(CONTENT, CHANNEL)

    assert (edition.state, edition.reason) == (StepState.SENT, "")
    assert one.discord.calls.count("publish") == 2


async def test_a_bug_fails_the_edition_and_is_logged_with_its_traceback(
    engine: Engine, caplog: pytest.LogCaptureFixture
) -> None:
    one = bench_in(engine)
    one.discord.fail(FIRST_SEND, KeyError("a bug"), after=True)

    edition = await one.courier.deliver(CONTENT, CHANNEL)

    assert edition.state is StepState.FAILED
    assert "its log says which" in edition.reason
    assert any(record.exc_info for record in caplog.records if record.levelno == logging.ERROR)
    # It may have been sent, so the next try looks first.
    one.discord.forget_nonces()
    assert (await one.courier.deliver(CONTENT, CHANNEL)).state is StepState.SENT
    assert parts_of(one) == [1, 2]


async def test_a_shutdown_in_the_middle_of_a_send_leaves_it_open(engine: Engine) -> None:
    one = bench_in(engine)

    await _interrupt(one, FIRST_SEND, after=True)

    assert one.edition().state is StepState.SENDING
    other = bench(engine, one.discord, owner="two")
    assert [edition.state for edition in await other.courier.settle()] == [StepState.SENDING]  # until the lease is over
    expire_leases(engine)
    one.discord.forget_nonces()
    assert [edition.state for edition in await other.courier.settle()] == [StepState.SENT]
    assert parts_of(one) == [1, 2]


async def test_a_message_that_nobody_recorded_is_found_and_recorded(engine: Engine) -> None:
    one = bench_in(engine, parts=1)

    def broken(*_: object) -> None:
        raise StoreError("The database is away.")

    one.ledger.sent = broken  # type: ignore[method-assign,assignment]
    with pytest.raises(StoreError):
        await one.courier.deliver(CONTENT, CHANNEL)
    expire_leases(engine)

    (edition,) = await bench(engine, one.discord, owner="two").courier.settle()

    assert edition.message_ids == (one.discord.messages[0].message_id,)
    assert parts_of(one) == [1]


async def test_one_edition_that_cannot_be_settled_does_not_stop_the_others(
    engine: Engine, caplog: pytest.LogCaptureFixture
) -> None:
    discord = FakeDiscord(*(view_of(channel_id) for channel_id in (1, 2, 3)))
    one = bench(engine, discord, parts=1)
    discord.refuse("post", AWAY)
    for channel_id in (1, 2, 3):
        await one.courier.deliver(CONTENT, channel_id)
    discord.refusals.clear()
    real_claim = one.ledger.claim

    def claim(key: object, ordinal: int) -> object:
        if getattr(key, "channel_id", None) == 2:
            raise StoreError("The database is away.")
        return real_claim(key, ordinal)  # type: ignore[arg-type]

    one.ledger.claim = claim  # type: ignore[method-assign,assignment]
    settled = await one.courier.settle()

    assert sorted(edition.key.channel_id for edition in settled) == [1, 3]
    assert sorted(m.channel_id for m in discord.messages) == [1, 3]
    assert "in channel 2 could not be settled" in caplog.text


async def test_the_weeks_of_a_channel_are_settled_in_order(engine: Engine) -> None:
    one = bench_in(engine, parts=1)
    one.discord.refuse("post", AWAY)
    weeks = [SUNDAY, SUNDAY - timedelta(weeks=2), SUNDAY - timedelta(weeks=1)]
    for week in weeks:
        await one.courier.deliver(content_of(week=week), CHANNEL)
    one.discord.refusals.clear()
    one.discord.turns = 3

    settled = await one.courier.settle()

    assert [week for week, _, _ in one.discord.everything()] == sorted(weeks)
    assert [edition.key.week for edition in settled] == sorted(weeks)


async def test_a_week_that_is_being_settled_comes_before_a_new_one(engine: Engine) -> None:
    one = bench_in(engine, parts=2)
    one.discord.refuse("post", AWAY)
    await one.courier.deliver(content_of(week=SUNDAY - timedelta(weeks=1)), CHANNEL)
    one.discord.refusals.clear()
    under_way, go_on = asyncio.Event(), asyncio.Event()

    async def hang(name: str) -> None:
        if name == "post" and not under_way.is_set():
            under_way.set()
            await go_on.wait()

    one.discord.before = hang
    settling = asyncio.create_task(one.courier.settle())
    await under_way.wait()
    delivery = asyncio.create_task(one.courier.deliver(CONTENT, CHANNEL))
    await asyncio.wait([delivery], timeout=0.3)
    go_on.set()
    await asyncio.gather(settling, delivery)

    weeks = [week for week, _, _ in one.discord.everything()]
    assert len(weeks) == 4
    assert weeks == sorted(weeks)


async def test_nothing_to_settle_asks_nothing(engine: Engine) -> None:
    one = bench_in(engine)

    assert await one.courier.settle() == ()
    assert one.discord.calls == []


async def _interrupt(one: Bench, call: int, *, after: bool) -> None:
    """Cancel a delivery, as SIGTERM does, while Discord is handling its ``call``-th call."""
    one.discord.fail(call, asyncio.CancelledError(), after=after)
    with pytest.raises(asyncio.CancelledError):
        await one.courier.deliver(CONTENT, CHANNEL)
