from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import Engine, event

from bot.catalog import Catalog
from bot.digests.model import StepState
from bot.digests.reports import Correction, Outcome
from bot.errors import DigestChannelError, DigestNotFoundError, RefusedError
from tests.digests.desk_tools import MONDAY, WEEK, DeskWorld
from tests.digests.digest_settings import CHANNEL, OTHER, make_digest
from tests.digests.living import moved, retitled, show
from tests.factories import make_paper, make_week, make_weeks

W1, W2, W3 = (week.end for week in make_weeks(3))
BOTH = {"channels": [str(CHANNEL), str(OTHER)]}


class TestMovedWeeks:
    """A machine that is asked before the bot's next pass, or while no bot runs, says what that pass will find."""

    async def test_a_week_that_moved_is_not_announced_as_new(self, sqlite: Engine) -> None:
        weeks = make_weeks(3)
        world = await DeskWorld(sqlite, weeks=weeks).met()
        await world.desk.run_due()
        there = moved(weeks[2], 1)
        world.catalog = Catalog([*weeks[:2], there])
        for _ in range(2):
            channel = (await world.outlook.status())[0].channels[0]
            assert channel.next_week is None
            assert "newer than the one to 27 March 2023" in channel.next_reason
            preview = await world.outlook.preview("weekly", CHANNEL)
            assert preview.content is None
        assert world.history().delivered == {W3}
        await world.desk.run_due()
        assert world.history().delivered == {there.end}
        assert world.posted() == [there.end]


class TestStatus:
    async def test_before_anything_ran(self, world: DeskWorld) -> None:
        (status,) = await world.outlook.status()
        assert (status.digest, status.next_due) == ("weekly", MONDAY)
        (channel,) = status.channels
        assert (channel.channel_id, channel.last_run, channel.last_edition) == (CHANNEL, None, None)
        assert (channel.next_week, channel.next_reason) == (W3, "")

    async def test_after_a_run(self, world: DeskWorld) -> None:
        await world.met()
        await world.desk.run_due()
        world.now += timedelta(hours=1)
        (status,) = await world.outlook.status()
        (channel,) = status.channels
        assert status.next_due == MONDAY + WEEK
        assert channel.last_run is not None
        assert channel.last_run.outcome is Outcome.DELIVERED
        assert channel.last_edition is not None
        assert channel.last_edition.message_ids == (world.discord.messages[0].message_id,)
        assert (channel.next_week, channel.next_reason) == (
            None,
            "No week is newer than the one to 26 March 2023, which was posted here.",
        )

    async def test_what_went_wrong(self, world: DeskWorld) -> None:
        await world.met()
        world.discord.refuse("post", RefusedError("Paperboy lacks a permission."))
        await world.desk.run_due()
        (status,) = await world.outlook.status()
        (channel,) = status.channels
        assert channel.last_run is not None
        assert (channel.last_run.outcome, channel.last_run.reason) == (Outcome.FAILED, "Paperboy lacks a permission.")
        assert channel.last_edition is not None
        assert channel.last_edition.state is StepState.FAILED
        assert channel.next_week == W3

    async def test_the_edition_with_the_newest_correction_is_told(self, sqlite: Engine) -> None:
        weeks = make_weeks(3)
        world = await DeskWorld(sqlite, make_digest(nothing_new="archive"), weeks=weeks).met()
        for week in (weeks[2], weeks[0]):
            await world.desk.run_due()
            world.now += WEEK
            assert world.posted()[-1] == week.end
        show(world, retitled(weeks[0], " (corrected)"))
        await world.desk.run_due()
        world.now += timedelta(hours=1)
        show(world, retitled(weeks[2], " (too late)"), retitled(weeks[0], " (again)"))
        await world.desk.run_due()
        channel = (await world.outlook.status())[0].channels[0]
        assert channel.last_corrected is not None
        assert channel.last_corrected.key.week == weeks[0].end
        assert channel.last_corrected.correction == Correction(world.now, StepState.SENT)
        world.now += timedelta(days=30)
        assert (await world.outlook.status())[0].channels[0].last_corrected is not None
        world.now += timedelta(seconds=1)
        assert (await world.outlook.status())[0].channels[0].last_corrected is None

    async def test_only_the_channels_asked_for(self, sqlite: Engine) -> None:
        world = DeskWorld(sqlite, make_digest(**BOTH), make_digest(name="elsewhere"))
        assert [status.digest for status in await world.outlook.status()] == ["weekly", "elsewhere"]
        (only,) = await world.outlook.status({OTHER})
        assert only.digest == "weekly"
        assert [channel.channel_id for channel in only.channels] == [OTHER]
        assert await world.outlook.status(frozenset()) == ()

    async def test_the_archive_is_announced(self, sqlite: Engine) -> None:
        world = await DeskWorld(sqlite, make_digest(nothing_new="archive")).met()
        await world.desk.run_due()
        (status,) = await world.outlook.status()
        assert status.channels[0].next_week == W1
        assert status.channels[0].next_reason == "There is no newer week, so one comes from the archive."

    async def test_overdue_while_the_bot_is_down(self, world: DeskWorld) -> None:
        await world.met()
        world.now += timedelta(hours=3)
        (status,) = await world.outlook.status()
        assert status.next_due == MONDAY + WEEK
        assert status.channels[0].next_week == W3
        assert status.channels[0].next_reason == (
            "It has been due since Monday 27 March 2023, 09:00 (UTC), and is posted as soon as the bot runs."
        )

    async def test_a_clock_that_was_ahead_is_no_silent_riddle(self, world: DeskWorld) -> None:
        await world.met()
        await world.desk.run_due()
        world.now = MONDAY - timedelta(days=300)
        (status,) = await world.outlook.status()
        assert status.channels[0].next_reason == (
            "The ledger remembers Monday 27 March 2023, 09:00 (UTC), which is still to come: the clock of the bot's machine "
            "was ahead, or is behind. Until then nothing is due; /digest post works."
        )

    async def test_asking_leaves_no_trace(self, world: DeskWorld) -> None:
        await world.outlook.status()
        await world.outlook.preview("weekly", CHANNEL)
        world.now = MONDAY + timedelta(hours=1)
        assert (await world.desk.run_due()).runs == ()
        assert world.history().first_seen == world.now

    async def test_settings_and_catalogue_are_asked_anew(self, world: DeskWorld) -> None:
        assert (await world.outlook.status())[0].channels[0].next_week == W3
        end = W3 + timedelta(weeks=1)
        newer = make_week(end, [make_paper(900, title="On whales", abstract="", week=end)])
        world.publish(newer)
        assert (await world.outlook.status())[0].channels[0].next_week == newer.end
        world.digests = (make_digest(keywords=["study"]),)
        assert (await world.outlook.status())[0].channels[0].next_week == W3


class TestPreview:
    async def test_it_is_exactly_what_the_next_run_posts(self, engine: Engine) -> None:
        digest = make_digest(limit=2, keywords=["study"], nothing_new="archive", backlog=2)
        world = DeskWorld(engine, digest, weeks=make_weeks(3, papers=4), parts=2)
        await world.desk.run_due()
        for slot in range(4):
            preview = await world.outlook.preview("weekly", CHANNEL)
            assert preview.due == MONDAY + slot * WEEK
            world.now = preview.due
            before = len(world.discord.messages)
            await world.desk.run_due()
            assert [part.payload for part in preview.parts] == [m.payload for m in world.discord.messages[before:]]
        assert world.posted() == [W2, W2, W3, W3, W1, W1]

    async def test_what_it_says(self, world: DeskWorld) -> None:
        preview = await world.outlook.preview("Weekly", CHANNEL)
        assert (preview.digest, preview.channel_id, preview.due, preview.reason) == ("weekly", CHANNEL, MONDAY, "")
        assert preview.content is not None
        assert (preview.content.week.end, preview.content.next_due) == (W3, MONDAY + WEEK)
        assert preview.content.late_since is None

    async def test_nothing_to_post_has_a_reason(self, world: DeskWorld) -> None:
        await world.met()
        await world.desk.run_due()
        preview = await world.outlook.preview("weekly", CHANNEL)
        assert (preview.due, preview.content, preview.parts) == (MONDAY + WEEK, None, ())
        assert preview.reason.startswith("No week is newer")

    async def test_overdue_it_says_late(self, world: DeskWorld) -> None:
        await world.met()
        world.now += timedelta(hours=3)
        preview = await world.outlook.preview("weekly", CHANNEL)
        assert preview.due == world.now
        assert preview.content is not None
        assert preview.content.late_since == MONDAY

    async def test_an_edition_that_was_planned_is_shown_as_it_was_planned(self, sqlite: Engine) -> None:
        world = await DeskWorld(sqlite, parts=3).met()
        # Looking at the channel and into it comes first; of the posts, the second is refused.
        world.discord.fail(4, RefusedError("No."))
        await world.desk.run_due()
        world.renderer.version = " of a later version"
        world.now += timedelta(hours=1)
        preview = await world.outlook.preview("weekly", CHANNEL)
        assert [part.marker.part for part in preview.parts] == [2, 3]
        await world.desk.run_due()
        assert [part.payload for part in preview.parts] == [m.payload for m in world.discord.messages[1:]]

    async def test_a_new_week_is_one_question_to_the_database(self, engine: Engine) -> None:
        world = DeskWorld(engine, make_digest())
        asked: list[object] = []
        event.listen(engine, "begin", asked.append)
        preview = await world.outlook.preview("weekly", CHANNEL)
        assert preview.parts
        assert len(asked) == 1

    async def test_a_schedule_that_never_comes_true(self, world: DeskWorld) -> None:
        world.digests = (make_digest().model_copy(update={"cron": "0 9 */29 2 mon#5"}),)
        preview = await world.outlook.preview("weekly", CHANNEL)
        assert (preview.due, preview.reason) == (None, "Its schedule never comes true again.")
        (status,) = await world.outlook.status()
        assert (status.next_due, status.channels[0].next_reason) == (None, preview.reason)

    async def test_a_name_that_is_not_there(self, world: DeskWorld) -> None:
        with pytest.raises(
            DigestNotFoundError, match=r"No digest is called `weekli`\. Did you mean `weekly`\?"
        ) as error:
            await world.outlook.preview("weekli", CHANNEL)
        assert error.value.nearest == ("weekly",)
        with pytest.raises(DigestNotFoundError, match="The settings name them under `digests`"):
            await world.outlook.preview("zzz", CHANNEL)

    async def test_a_channel_that_it_does_not_post_to(self, world: DeskWorld) -> None:
        with pytest.raises(DigestChannelError, match=f"does not post to channel {OTHER}, but to {CHANNEL}"):
            await world.outlook.preview("weekly", OTHER)
