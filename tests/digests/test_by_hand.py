from __future__ import annotations

import asyncio
from datetime import timedelta

from sqlalchemy import Engine

from bot.digests.model import EditionKey, StepState
from bot.digests.reports import Outcome
from bot.errors import RefusedError
from tests.digests.desk_tools import MONDAY, DeskWorld
from tests.digests.digest_settings import CHANNEL, make_digest
from tests.digests.fake_publisher import view_of
from tests.factories import make_week, make_weeks

W1, W2, W3 = (week.end for week in make_weeks(3))
W4 = make_week(W3 + timedelta(weeks=1), 1)
HOUR = timedelta(hours=1)


async def test_what_is_undelivered_is_posted_though_nothing_is_due(world: DeskWorld) -> None:
    result = await world.desk.post("weekly", CHANNEL)
    assert (result.outcome, result.already) == (Outcome.DELIVERED, False)
    assert result.edition is not None
    assert result.edition.key == EditionKey("weekly", CHANNEL, W3)
    await world.met()
    (run,) = (await world.desk.run_due()).runs
    assert run.outcome is Outcome.SKIPPED
    assert world.posted() == [W3]


async def test_what_is_there_is_said_with_its_edition(world: DeskWorld) -> None:
    first = await world.desk.post("weekly", CHANNEL)
    second = await world.desk.post("Weekly", CHANNEL)
    assert (second.outcome, second.already, second.edition) == (Outcome.DELIVERED, True, first.edition)
    assert world.posted() == [W3]


async def test_again_is_a_further_attempt(world: DeskWorld) -> None:
    await world.desk.post("weekly", CHANNEL)
    for attempt in (2, 3):
        result = await world.desk.post("weekly", CHANNEL, again=True)
        assert result.edition is not None
        assert (result.edition.key.attempt, result.already) == (attempt, False)
    assert world.discord.everything() == [(W3, 1, 1), (W3, 2, 1), (W3, 3, 1)]


async def test_again_of_a_week_that_is_named(world: DeskWorld) -> None:
    await world.desk.post("weekly", CHANNEL)
    world.publish(W4)
    await world.desk.post("weekly", CHANNEL)
    result = await world.desk.post("weekly", CHANNEL, again=True, week=W3)
    assert result.edition is not None
    assert result.edition.key == EditionKey("weekly", CHANNEL, W3, 2)
    assert world.posted() == [W3, W4.end, W3]


async def test_again_of_a_week_that_is_not_there_posts_nothing(world: DeskWorld) -> None:
    await world.desk.post("weekly", CHANNEL)
    result = await world.desk.post("weekly", CHANNEL, again=True, week=W2)
    assert result.outcome is Outcome.SKIPPED
    assert result.reason == ("The week to 19 March 2023 was not posted here before, so there is nothing to post again.")
    assert world.posted() == [W3]


async def test_again_confirmed_twice_at_once_posts_once(world: DeskWorld) -> None:
    await world.desk.post("weekly", CHANNEL)
    results = await asyncio.gather(*(world.desk.post("weekly", CHANNEL, again=True) for _ in range(2)))
    assert {result.edition.key.attempt for result in results if result.edition} == {2}
    assert len(world.posted()) == 2


async def test_an_attempt_that_failed_is_gone_on_with_and_the_week_stays_delivered(world: DeskWorld) -> None:
    await world.desk.post("weekly", CHANNEL)
    world.discord.refuse("post", RefusedError("No."))
    assert (await world.desk.post("weekly", CHANNEL, again=True)).outcome is Outcome.FAILED
    already = await world.desk.post("weekly", CHANNEL)
    assert already.already
    assert already.edition is not None
    assert (already.edition.key.attempt, already.edition.state) == (1, StepState.SENT)
    world.discord.refusals.clear()
    again = await world.desk.post("weekly", CHANNEL, again=True)
    assert again.edition is not None
    assert again.edition.key.attempt == 2


async def test_again_with_nothing_there_says_so(world: DeskWorld) -> None:
    result = await world.desk.post("weekly", CHANNEL, again=True)
    assert result.outcome is Outcome.SKIPPED
    assert result.reason == "Nothing was posted here before, so there is nothing to post again."
    assert world.posted() == []


async def test_again_of_a_week_that_left_the_list(world: DeskWorld) -> None:
    await world.desk.post("weekly", CHANNEL)
    world.digests = (make_digest(keywords=["nothing of the kind"]),)
    result = await world.desk.post("weekly", CHANNEL, again=True)
    assert result.outcome is Outcome.SKIPPED
    assert "the week to 26 March 2023" in result.reason
    assert world.posted() == [W3]


async def test_a_failed_week_comes_before_the_archive(sqlite: Engine) -> None:
    world = DeskWorld(sqlite, make_digest(nothing_new="archive"))
    world.discord.refuse("post", RefusedError("No."))
    assert (await world.desk.post("weekly", CHANNEL)).reason == "No."
    world.discord.refusals.clear()
    world.publish(W4)
    for _ in range(3):
        await world.desk.post("weekly", CHANNEL)
    assert world.posted() == [W4.end, W3, W1]


async def test_the_backlog_oldest_first(sqlite: Engine) -> None:
    world = DeskWorld(sqlite, make_digest(backlog=2))
    results = [await world.desk.post("weekly", CHANNEL) for _ in range(3)]
    assert [result.already for result in results] == [False, False, True]
    assert world.posted() == [W2, W3]


async def test_what_stands_in_the_way_is_said(world: DeskWorld) -> None:
    world.discord.channels[CHANNEL] = view_of(CHANNEL, missing=("Send Messages",))
    result = await world.desk.post("weekly", CHANNEL)
    assert (result.outcome, result.edition) == (Outcome.FAILED, None)
    assert "Send Messages" in result.reason


async def test_nothing_to_post_at_all(sqlite: Engine) -> None:
    result = await DeskWorld(sqlite, weeks=()).desk.post("weekly", CHANNEL)
    assert result.outcome is Outcome.SKIPPED
    assert result.reason.startswith("No week has a paper for this digest")


async def test_a_failed_run_is_closed_by_a_post(world: DeskWorld) -> None:
    await world.met()
    world.discord.refuse("post", RefusedError("No."))
    await world.desk.run_due()
    world.discord.refusals.clear()
    world.now += HOUR / 2
    await world.desk.post("weekly", CHANNEL)
    assert [(run.slot, run.outcome) for run in world.runs()] == [(MONDAY, Outcome.DELIVERED)]
