"""Delivery where nothing goes wrong, and where a channel does not let it begin."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import Engine

from bot.digests.model import ChannelKind, StepKind, StepState
from bot.digests.steps import nonce_for
from bot.errors import RefusedError, UnreachableError
from tests.digests.courier_tools import bench
from tests.digests.fake_publisher import FakeDiscord, FakeRenderer, view_of
from tests.digests.ledger_tools import CHANNEL, MONDAY, content_of, forget_everything, key_of
from tests.factories import SUNDAY

CONTENT = content_of()
EARLIER = date(2023, 3, 19)


def discord_with(kind: ChannelKind = ChannelKind.TEXT, **fields: object) -> FakeDiscord:
    return FakeDiscord(view_of(CHANNEL, kind, **fields))


async def old_posts(discord: FakeDiscord, *weeks: date, parts: int = 1, only: int | None = None) -> None:
    """Put editions into the channel that no ledger knows of."""
    for week in weeks:
        rendered = FakeRenderer(parts).parts(content_of(week=week))
        for part in rendered[:only]:
            discord.place(CHANNEL, part.payload)


@pytest.mark.parametrize("kind", [ChannelKind.TEXT, ChannelKind.THREAD])
async def test_a_channel_gets_every_part_in_order(engine: Engine, kind: ChannelKind) -> None:
    one = bench(engine, discord_with(kind), parts=3)

    edition = await one.courier.deliver(CONTENT, CHANNEL)

    messages = one.discord.in_channel(CHANNEL)
    assert [m.marker.part for m in messages] == [1, 2, 3]
    assert [m.payload for m in messages] == [part.payload for part in one.renderer.parts(CONTENT)]
    assert [m.nonce for m in messages] == [nonce_for(key_of(), part) for part in (1, 2, 3)]
    assert (edition.state, edition.message_ids) == (StepState.SENT, tuple(m.message_id for m in messages))
    assert (edition.reason, edition.adopted, edition.thread_id, edition.changed_at) == ("", False, None, MONDAY)
    assert one.pauses == []


async def test_an_announcement_is_published(engine: Engine) -> None:
    one = bench(engine, discord_with(ChannelKind.ANNOUNCEMENT))

    edition = await one.courier.deliver(CONTENT, CHANNEL)

    assert edition.state is StepState.SENT
    assert [m.published for m in one.discord.in_channel(CHANNEL)] == [True, True]
    assert one.discord.calls == ["view", "posted", "post", "post", "publish", "publish"]


async def test_a_forum_gets_one_post_with_the_rest_in_its_thread(engine: Engine) -> None:
    one = bench(engine, discord_with(ChannelKind.FORUM), parts=3)

    edition = await one.courier.deliver(CONTENT, CHANNEL)

    assert edition.thread_id is not None
    assert [m.marker.part for m in one.discord.in_channel(edition.thread_id)] == [1, 2, 3]
    assert one.discord.titles == {edition.thread_id: "Papers of the week to 2023-03-26"}
    assert edition.message_ids[0] == edition.thread_id


async def test_a_delivered_week_is_not_sent_again(engine: Engine) -> None:
    one = bench(engine, discord_with())
    first = await one.courier.deliver(CONTENT, CHANNEL)

    assert await one.courier.deliver(CONTENT, CHANNEL) == first
    assert await bench(engine, one.discord, owner="two").courier.deliver(CONTENT, CHANNEL) == first
    assert len(one.discord.messages) == 2


async def test_a_further_attempt_is_sent(engine: Engine) -> None:
    one = bench(engine, discord_with(), parts=1)
    await one.courier.deliver(CONTENT, CHANNEL)

    edition = await one.courier.deliver(content_of(attempt=2), CHANNEL)

    assert edition.key.attempt == 2
    assert one.discord.everything() == [(SUNDAY, 1, 1), (SUNDAY, 2, 1)]


async def test_what_was_planned_is_sent_as_it_was_planned(engine: Engine) -> None:
    one = bench(engine, discord_with())
    one.discord.refuse("post", RefusedError("Paperboy lacks the permission Send Messages."))
    await one.courier.deliver(CONTENT, CHANNEL)
    one.discord.refusals.clear()

    later = bench(engine, one.discord, owner="two", renderer=FakeRenderer(5, version=" of another version"))
    edition = await later.courier.deliver(CONTENT, CHANNEL)

    assert edition.state is StepState.SENT
    assert [m.payload for m in one.discord.messages] == [part.payload for part in one.renderer.parts(CONTENT)]
    assert later.renderer.asked == 0


async def test_one_rendering_serves_all_channels(engine: Engine) -> None:
    one = bench(engine, FakeDiscord(*(view_of(channel_id) for channel_id in range(1, 6))))

    for channel_id in range(1, 6):
        await one.courier.deliver(CONTENT, channel_id)
    await one.courier.deliver(replace(CONTENT, mention_role=5, attempt=2), 1)

    assert one.renderer.asked == 2
    assert len(one.discord.messages) == 12


@pytest.mark.parametrize(
    ("missing", "said"),
    [
        (("Send Messages",), "lacks the permission Send Messages in #papers"),
        (("View Channel", "Send Messages"), "lacks the permissions View Channel and Send Messages in #papers"),
        (("A", "B", "C"), "lacks the permissions A, B and C in #papers"),
    ],
)
async def test_missing_permissions_are_named_and_nothing_is_planned(
    engine: Engine, missing: tuple[str, ...], said: str
) -> None:
    one = bench(engine, discord_with(missing=missing))

    with pytest.raises(RefusedError, match=said):
        await one.courier.deliver(CONTENT, CHANNEL)

    assert one.ledger.edition(key_of()) is None
    assert one.discord.calls == ["view"]


async def test_a_forum_that_wants_tags_is_refused_in_words(engine: Engine) -> None:
    one = bench(engine, discord_with(ChannelKind.FORUM, tags_required=True))

    with pytest.raises(RefusedError, match=r"without a tag.*Switch off"):
        await one.courier.deliver(CONTENT, CHANNEL)

    assert one.ledger.edition(key_of()) is None


async def test_a_channel_that_is_gone_is_refused(engine: Engine) -> None:
    one = bench(engine, FakeDiscord())

    with pytest.raises(RefusedError, match="There is no channel"):
        await one.courier.deliver(CONTENT, CHANNEL)


async def test_looking_at_a_channel_is_tried_patiently(engine: Engine) -> None:
    one = bench(engine, discord_with())
    one.discord.fail(1, UnreachableError("Discord is away."))
    one.discord.fail(2, UnreachableError("Discord is away.", retry_after=30))
    one.discord.fail(4, UnreachableError("Discord is away."))

    edition = await one.courier.deliver(CONTENT, CHANNEL)

    assert edition.state is StepState.SENT
    assert one.pauses == [2, 30, 2]


async def test_a_discord_that_stays_away_is_raised_while_nothing_is_planned(engine: Engine) -> None:
    one = bench(engine, discord_with())
    one.discord.refuse("view", UnreachableError("Discord is away."))

    with pytest.raises(UnreachableError):
        await one.courier.deliver(CONTENT, CHANNEL)

    assert one.pauses == [2, 4, 8, 16]
    assert one.ledger.edition(key_of()) is None


async def test_a_lost_ledger_finds_the_week_in_the_channel(engine: Engine) -> None:
    one = bench(engine, discord_with(), parts=1)
    await old_posts(one.discord, EARLIER, SUNDAY)

    edition = await one.courier.deliver(CONTENT, CHANNEL)

    assert (edition.state, edition.adopted) == (StepState.SENT, True)
    assert len(one.discord.messages) == 2
    assert one.ledger.history("weekly", CHANNEL).delivered == {EARLIER, SUNDAY}


async def test_a_lost_ledger_does_not_stop_a_new_week(engine: Engine) -> None:
    one = bench(engine, discord_with(), parts=1)
    await old_posts(one.discord, EARLIER)

    edition = await one.courier.deliver(CONTENT, CHANNEL)

    assert (edition.state, edition.adopted) == (StepState.SENT, False)
    assert one.discord.everything() == [(EARLIER, 1, 1), (SUNDAY, 1, 1)]


async def test_a_lost_ledger_completes_a_week_that_was_cut_off(engine: Engine) -> None:
    one = bench(engine, discord_with(ChannelKind.ANNOUNCEMENT), parts=3)
    await old_posts(one.discord, SUNDAY, parts=3, only=2)

    edition = await one.courier.deliver(CONTENT, CHANNEL)

    assert edition.state is StepState.SENT
    assert one.discord.everything() == [(SUNDAY, 1, 1), (SUNDAY, 1, 2), (SUNDAY, 1, 3)]
    assert [m.published for m in one.discord.messages] == [True] * 3


async def test_a_week_that_was_cut_off_otherwise_is_left_to_a_person(engine: Engine) -> None:
    one = bench(engine, discord_with(), parts=2)
    await old_posts(one.discord, SUNDAY, parts=3, only=1)

    for _ in range(2):
        with pytest.raises(RefusedError, match=r"stand in #papers-\d+ already"):
            await one.courier.deliver(CONTENT, CHANNEL)

    assert len(one.discord.messages) == 1
    again = await one.courier.deliver(content_of(attempt=2), CHANNEL)
    assert again.state is StepState.SENT


@pytest.mark.parametrize("parts", [2, 3])
async def test_a_week_that_was_cut_off_is_posted_whole_once_its_rest_is_deleted(engine: Engine, parts: int) -> None:
    one = bench(engine, discord_with(), parts=parts)
    await old_posts(one.discord, SUNDAY, parts=3, only=1)
    await one.courier.adopt("weekly", view_of(CHANNEL))
    one.discord.messages.clear()

    edition = await one.courier.deliver(CONTENT, CHANNEL)

    assert edition.state is StepState.SENT
    assert one.discord.everything() == [(SUNDAY, 1, part) for part in range(1, parts + 1)]


async def test_a_lost_ledger_finds_forum_posts_with_what_is_in_their_threads(engine: Engine) -> None:
    before = bench(engine, discord_with(ChannelKind.FORUM), parts=2)
    await before.courier.deliver(content_of("Weekly", EARLIER), CHANNEL)
    await before.courier.deliver(content_of("Weekly"), CHANNEL)
    thread = before.edition(key_of("Weekly")).thread_id
    forget_everything(engine)

    edition = await before.courier.deliver(CONTENT, CHANNEL)

    assert (edition.state, edition.adopted, edition.thread_id) == (StepState.SENT, True, thread)
    assert len(before.discord.messages) == 4
    assert before.ledger.history("weekly", CHANNEL).delivered == {EARLIER, SUNDAY}


async def test_a_lost_ledger_completes_a_forum_post(engine: Engine) -> None:
    one = bench(engine, discord_with(ChannelKind.FORUM), parts=2)
    await one.courier.deliver(CONTENT, CHANNEL)
    thread = one.edition().thread_id
    del one.discord.messages[-1]
    one.discord.forget_nonces()
    forget_everything(engine)

    edition = await one.courier.deliver(CONTENT, CHANNEL)

    assert (edition.state, edition.thread_id) == (StepState.SENT, thread)
    assert [m.channel_id for m in one.discord.messages] == [thread, thread]


async def test_a_forum_post_whose_thread_is_closed_to_us_does_not_stop_the_rest(engine: Engine) -> None:
    one = bench(engine, discord_with(ChannelKind.FORUM), parts=2)
    await one.courier.deliver(content_of(week=EARLIER), CHANNEL)
    thread = one.edition(key_of(week=EARLIER)).thread_id
    assert thread is not None
    del one.discord.channels[thread]
    forget_everything(engine)

    edition = await one.courier.deliver(CONTENT, CHANNEL)

    assert edition.state is StepState.SENT
    assert one.ledger.history("weekly", CHANNEL).delivered == {SUNDAY}


async def test_a_channel_whose_history_is_closed_is_taken_as_empty(engine: Engine) -> None:
    one = bench(engine, discord_with(readable=False), parts=1)
    await old_posts(one.discord, EARLIER)

    edition = await one.courier.deliver(CONTENT, CHANNEL)

    assert edition.state is StepState.SENT
    assert "posted" not in one.discord.calls


async def test_a_channel_is_read_only_before_its_first_post(engine: Engine) -> None:
    one = bench(engine, discord_with())
    await one.courier.deliver(content_of(week=EARLIER), CHANNEL)
    await one.courier.deliver(CONTENT, CHANNEL)

    assert one.discord.calls.count("posted") == 1


async def test_steps_are_planned_by_the_kind_of_channel(engine: Engine) -> None:
    one = bench(engine, discord_with(ChannelKind.FORUM), parts=2)
    await one.courier.deliver(CONTENT, CHANNEL)

    assert one.kinds() == [StepKind.OPEN_POST, StepKind.POST]
