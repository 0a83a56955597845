"""What was posted, edited in place when its week is corrected at the source."""

from __future__ import annotations

import asyncio
import logging
import threading
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, event

from bot.catalog import Catalog
from bot.digests._ledger_revisions import Correctable
from bot.digests.ledger import Ledger
from bot.digests.model import ChannelKind, DigestContent, Part, Payload, StepKind, StepState
from bot.digests.reports import ChannelStatus
from bot.errors import MaybeSentError, RefusedError, StoreError, UnreachableError
from bot.models import Week
from tests.digests.desk_tools import MONDAY, WEEK, DeskWorld
from tests.digests.digest_settings import CHANNEL, OTHER, make_digest
from tests.digests.fake_publisher import FakeMessage, view_of
from tests.digests.ledger_tools import age_claims, key_of
from tests.digests.living import moved, posted_and_met, retitled, show, without
from tests.factories import make_paper, make_week, make_weeks

W1, W2, W3 = make_weeks(3, papers=3)
HOUR = timedelta(hours=1)
NEW = retitled(W3, " (corrected)")


def a_world(engine: Engine, *, parts: int = 1, **settings: Any) -> DeskWorld:
    return DeskWorld(engine, make_digest(**settings), weeks=(W1, W2, W3), parts=parts)


async def an_hour_later(world: DeskWorld, *weeks: Week) -> DeskWorld:
    """Let the list show these weeks, if any, and the next pass come."""
    world.now += HOUR
    if weeks:
        show(world, *weeks)
    await world.desk.run_due()
    return world


def the_message(world: DeskWorld, channel_id: int = CHANNEL) -> FakeMessage:
    (message,) = world.discord.in_channel(channel_id)
    return message


async def channel_status(world: DeskWorld) -> ChannelStatus:
    ((channel,),) = [one.channels for one in await world.outlook.status()]
    return channel


class TestWhatIsEdited:
    async def test_a_corrected_week_is_edited_and_never_posted_again(self, engine: Engine) -> None:
        world = await posted_and_met(a_world(engine))
        await an_hour_later(world, NEW)
        assert the_message(world).titles == [paper.title for paper in NEW.papers]
        assert the_message(world).edits == 1
        assert world.discord.calls[-1] == "edit"

    async def test_once_edited_it_is_left_alone(self, sqlite: Engine) -> None:
        world = await posted_and_met(a_world(sqlite))
        await an_hour_later(world, NEW)
        for _ in range(3):
            await an_hour_later(world)
            world.restart()
            await world.desk.run_due()
        assert the_message(world).edits == 1

    async def test_a_further_correction_and_one_that_is_taken_back(self, sqlite: Engine) -> None:
        world = await posted_and_met(a_world(sqlite))
        await an_hour_later(world, NEW)
        await an_hour_later(world, retitled(W3, " (again)", 2))
        assert the_message(world).titles[1].endswith(" (again)")
        await an_hour_later(world, W3)
        assert the_message(world).titles == [paper.title for paper in W3.papers]
        assert the_message(world).edits == 3

    async def test_papers_that_came_late_join_and_those_that_vanished_go(self, sqlite: Engine) -> None:
        world = await posted_and_met(a_world(sqlite))
        late = make_paper(99, week=W3.end, rank=4, title="Late")
        await an_hour_later(world, replace(W3, papers=(*W3.papers[1:], late)))
        assert the_message(world).titles == [*(paper.title for paper in W3.papers[1:]), "Late"]

    async def test_only_the_part_that_says_something_else_is_edited(self, sqlite: Engine) -> None:
        world = await posted_and_met(a_world(sqlite, parts=2))
        await an_hour_later(world, retitled(W3, " (corrected)", 2))
        assert [message.edits for message in world.discord.in_channel(CHANNEL)] == [0, 1]

    async def test_every_attempt_that_stands_is_edited(self, sqlite: Engine) -> None:
        world = await posted_and_met(a_world(sqlite))
        await world.desk.post("weekly", CHANNEL, again=True)
        await an_hour_later(world, NEW)
        messages = world.discord.in_channel(CHANNEL)
        assert [(message.marker.attempt, message.edits) for message in messages] == [(1, 1), (2, 1)]

    async def test_what_nobody_sees_makes_no_edit(self, sqlite: Engine) -> None:
        """The authors came from arXiv: this renderer does not show them."""
        world = await posted_and_met(a_world(sqlite))
        known = replace(W3, papers=tuple(replace(paper, authors=("Ada",)) for paper in W3.papers))
        await an_hour_later(world, known)
        asked = world.renderer.asked
        world.restart()
        await an_hour_later(world)
        assert (the_message(world).edits, world.renderer.asked) == (0, asked)

    async def test_another_version_of_the_bot_edits_nothing_by_itself(self, sqlite: Engine) -> None:
        world = await posted_and_met(a_world(sqlite))
        world.renderer.version = " as of the next version"
        world.restart()
        show(world, make_week(W3.end + timedelta(weeks=1)))
        await world.desk.run_due()
        assert the_message(world).edits == 0

    async def test_a_correction_that_came_while_the_bot_was_down_is_caught_up(self, sqlite: Engine) -> None:
        world = await posted_and_met(a_world(sqlite))
        world.now += timedelta(days=3)
        show(world, NEW)
        world.restart()
        await world.desk.run_due()
        assert the_message(world).edits == 1

    async def test_what_was_planned_before_the_correction_is_edited_once_it_stands(self, sqlite: Engine) -> None:
        world = await a_world(sqlite).met()
        world.discord.refuse("post", UnreachableError("Discord is away."))
        await world.desk.run_due()
        await an_hour_later(world, NEW)
        assert world.discord.messages == []
        world.discord.refusals.clear()
        await an_hour_later(world)
        assert the_message(world).titles == [paper.title for paper in NEW.papers]
        assert the_message(world).edits == 1

    async def test_what_failed_and_is_posted_by_hand_later_is_corrected_too(self, sqlite: Engine) -> None:
        world = await a_world(sqlite).met()
        world.discord.refuse("post", RefusedError("The bot lacks a permission."))
        await world.desk.run_due()
        world.discord.refusals.clear()
        show(world, NEW)
        await world.desk.post("weekly", CHANNEL)
        await an_hour_later(world)
        assert the_message(world).titles == [paper.title for paper in NEW.papers]


class TestWhatIsNot:
    async def test_a_week_that_vanishes_stays_as_it_was_posted(self, sqlite: Engine) -> None:
        world = await posted_and_met(a_world(sqlite))
        for weeks in ([W1, W2], [], [W1, W2, replace(W3, papers=())]):
            world.catalog = Catalog(weeks)
            await world.desk.run_due()
        assert the_message(world).edits == 0
        assert world.posted() == [W3.end]

    @pytest.mark.parametrize(
        "settings", [{"limit": 1}, {"keywords": ["nothing"]}, {"mention_role": "123456789012345679"}]
    )
    async def test_a_change_of_settings_edits_no_old_post(self, sqlite: Engine, settings: dict[str, Any]) -> None:
        world = await posted_and_met(a_world(sqlite))
        world.digests = (make_digest(**settings),)
        await an_hour_later(world)
        world.restart()
        await world.desk.run_due()
        assert the_message(world).edits == 0
        await an_hour_later(world, NEW)
        assert the_message(world).titles == [paper.title for paper in NEW.papers]

    async def test_categories_that_come_later_throw_nothing_out(self, sqlite: Engine) -> None:
        bare = replace(W3, papers=tuple(replace(paper, category="") for paper in W3.papers))
        world = DeskWorld(sqlite, make_digest(categories=["cs.CV"]), weeks=(W1, W2, bare))
        await posted_and_met(world)
        assert len(the_message(world).titles) == 3
        await an_hour_later(world, retitled(W3, " (completed)"))
        assert [title.endswith(" (completed)") for title in the_message(world).titles] == [True] * 3

    async def test_what_was_posted_too_long_ago_stays(self, sqlite: Engine) -> None:
        world = await posted_and_met(a_world(sqlite, corrections="5d"))
        world.now += timedelta(days=5) - HOUR
        await an_hour_later(world, NEW)
        assert the_message(world).edits == 1
        await an_hour_later(world, retitled(W3, " (too late)"))
        assert the_message(world).edits == 1

    async def test_each_digest_has_its_own_limit(self, sqlite: Engine) -> None:
        digests = make_digest(corrections="1h"), make_digest(name="second", channels=[str(OTHER)], corrections="5h")
        world = await posted_and_met(DeskWorld(sqlite, *digests, weeks=(W1, W2, W3)))
        world.now += 2 * HOUR
        await an_hour_later(world, NEW)
        assert [the_message(world, channel).edits for channel in (CHANNEL, OTHER)] == [0, 1]

    async def test_never_is_never(self, sqlite: Engine) -> None:
        world = await posted_and_met(a_world(sqlite, corrections="0h"))
        await an_hour_later(world, NEW)
        assert the_message(world).edits == 0

    async def test_a_channel_or_digest_that_the_settings_do_not_have_any_more(self, sqlite: Engine) -> None:
        world = await posted_and_met(a_world(sqlite))
        world.digests = (make_digest(channels=[str(OTHER)]), make_digest(name="other"))
        await an_hour_later(world, NEW)
        assert the_message(world).edits == 0

    async def test_another_number_of_messages_keeps_the_post_and_is_said_once(
        self, sqlite: Engine, caplog: pytest.LogCaptureFixture
    ) -> None:
        world = await posted_and_met(a_world(sqlite, parts=2))
        world.renderer.count = 3
        with caplog.at_level(logging.WARNING):
            await an_hour_later(world, NEW)
            world.restart()
            await an_hour_later(world)
        assert sum("3 messages where 2 stand" in message for message in caplog.messages) == 1
        assert [message.edits for message in world.discord.in_channel(CHANNEL)] == [0, 0]
        edition = (await channel_status(world)).last_corrected
        assert edition is not None
        assert edition.correction is not None
        assert edition.correction.reason.startswith(
            "The week was corrected at its source, but would now take 3 messages"
        )
        world.renderer.count = 2
        await an_hour_later(world, retitled(W3, " (shorter)"))
        assert [message.edits for message in world.discord.in_channel(CHANNEL)] == [1, 1]


class TestWhatDiscordSays:
    async def test_a_message_that_was_deleted_is_said_and_not_tried_again(
        self, sqlite: Engine, caplog: pytest.LogCaptureFixture
    ) -> None:
        world = await posted_and_met(a_world(sqlite))
        world.discord.messages.clear()
        await an_hour_later(world, NEW)
        await an_hour_later(world)
        world.restart()
        await world.desk.run_due()
        assert world.discord.calls.count("edit") == 1
        status = await channel_status(world)
        assert status.last_edition is not None
        assert status.last_edition.state is StepState.SENT
        assert status.last_corrected is not None
        assert status.last_corrected.correction is not None
        assert status.last_corrected.correction.state is StepState.FAILED
        assert "deleted" in status.last_corrected.correction.reason
        assert world.history().delivered == {W3.end}
        assert "deleted" in caplog.text

    async def test_one_part_that_cannot_be_edited_does_not_keep_the_other(self, sqlite: Engine) -> None:
        world = await posted_and_met(a_world(sqlite, parts=2))
        world.discord.messages.pop(0)
        await an_hour_later(world, NEW)
        assert the_message(world).edits == 1

    async def test_later_only_the_part_that_waits_is_edited(self, sqlite: Engine) -> None:
        world = await posted_and_met(a_world(sqlite, parts=2))
        gone, stands = world.discord.messages
        world.discord.messages.remove(gone)
        world.discord.fail(len(world.discord.calls) + 2, UnreachableError("Discord is away.", retry_after=3600))
        await an_hour_later(world, NEW)
        assert stands.edits == 0
        before = len(world.discord.calls)
        await an_hour_later(world)
        assert world.discord.calls[before:] == ["edit"]
        assert stands.edits == 1

    async def test_while_another_copy_edits_a_newer_correction_waits_for_it(self, sqlite: Engine) -> None:
        world = await posted_and_met(a_world(sqlite))
        world.discord.refuse("edit", UnreachableError("Discord is away.", retry_after=3600))
        await an_hour_later(world, NEW)
        world.discord.refusals.clear()
        other = Ledger(sqlite, owner="another copy")
        assert other.claim(key_of(channel_id=CHANNEL), 2)
        await an_hour_later(world, retitled(W3, " (newest)"))
        assert the_message(world).edits == 0
        other.sent(key_of(channel_id=CHANNEL), 2, None, world.now)
        await an_hour_later(world)
        assert [title.endswith(" (newest)") for title in the_message(world).titles] == [True] * 3

    async def test_what_discord_does_not_take_now_is_edited_later(self, sqlite: Engine) -> None:
        world = await posted_and_met(a_world(sqlite))
        world.discord.refuse("edit", UnreachableError("Discord asks the bot to slow down.", retry_after=3600))
        await an_hour_later(world, NEW)
        assert world.slept == []
        correction = world.history().editions[W3.end].correction
        assert correction is not None
        assert correction.state is StepState.PLANNED
        assert correction.reason.endswith("Paperboy tries again by itself.")
        assert world.desk.next_wake() == world.now + timedelta(minutes=5)
        world.discord.refusals.clear()
        world.restart()
        await world.desk.run_due()
        assert the_message(world).titles == [paper.title for paper in NEW.papers]

    async def test_what_discord_never_takes_is_given_up_after_a_day(self, sqlite: Engine) -> None:
        world = await posted_and_met(a_world(sqlite))
        world.discord.refuse("edit", UnreachableError("Discord had trouble of its own.", retry_after=3600))
        await an_hour_later(world, NEW)
        age_claims(sqlite, timedelta(hours=25))
        await world.desk.run_due()
        correction = world.history().editions[W3.end].correction
        assert correction is not None
        assert correction.state is StepState.FAILED

    async def test_an_answer_that_was_lost_means_a_second_edit_and_no_harm(self, sqlite: Engine) -> None:
        world = await posted_and_met(a_world(sqlite))
        world.discord.fail(len(world.discord.calls) + 1, MaybeSentError("The connection broke."), after=True)
        await an_hour_later(world, NEW)
        await an_hour_later(world)
        assert the_message(world).edits == 2
        assert "posted" not in world.discord.calls[-2:]

    async def test_while_discord_takes_no_edits_nothing_waits_for_them(self, sqlite: Engine) -> None:
        """A pass that pauses between tries, for a thousand channels, would be at it while the next digest is due."""
        world = await posted_and_met(a_world(sqlite))
        world.discord.refuse("edit", UnreachableError("Discord had trouble of its own."))
        await an_hour_later(world, NEW)
        assert (world.discord.calls.count("edit"), world.slept) == (1, [])
        world.now = MONDAY + WEEK
        show(world, make_week(W3.end + timedelta(weeks=1), 1))
        before = len(world.discord.calls)
        await world.desk.run_due()
        assert [call for call in world.discord.calls[before:] if call != "view"] == ["post", "edit"]

    @pytest.mark.parametrize("kind", [ChannelKind.ANNOUNCEMENT, ChannelKind.FORUM, ChannelKind.THREAD])
    async def test_in_every_kind_of_channel(self, engine: Engine, kind: ChannelKind) -> None:
        world = a_world(engine, parts=2)
        world.discord.channels[CHANNEL] = view_of(CHANNEL, kind)
        await posted_and_met(world)
        before = len(world.discord.calls)
        await an_hour_later(world, NEW)
        assert world.discord.calls[before:] == ["edit", "edit"]
        assert [message.edits for message in world.discord.messages] == [1, 1]
        assert set(world.discord.titles.values()) <= {f"Papers of the week to {W3.end}"}
        first, second = (message.titles for message in world.discord.messages)
        assert sorted(first + second) == sorted(paper.title for paper in NEW.papers)

    async def test_a_forum_post_has_the_date_in_its_title(self, engine: Engine) -> None:
        world = a_world(engine, parts=2)
        world.discord.channels[CHANNEL] = view_of(CHANNEL, ChannelKind.FORUM)
        await posted_and_met(world)
        for days in (-1, 0):
            present = moved(W3, days)
            world.catalog = Catalog([*without(world.catalog.weeks, W3.end, moved(W3, -1).end), present])
            world.now += timedelta(hours=1)
            await world.desk.run_due()
            assert list(world.discord.titles.values()) == [f"Papers of the week to {present.end}"]


class TestManyChannels:
    async def test_rendered_once_and_edited_side_by_side_within_bounds(self, sqlite: Engine) -> None:
        channels = [CHANNEL + number for number in range(60)]
        world = a_world(sqlite, channels=[str(one) for one in channels])
        world.discord.channels = {one: view_of(one) for one in channels}
        await posted_and_met(world)
        asked, most, running = world.renderer.asked, 0, 0
        edit = world.discord.edit

        async def counted(channel_id: int, message_id: int, payload: Payload, *, name: str = "") -> None:
            nonlocal most, running
            running += 1
            most = max(most, running)
            await asyncio.sleep(0.01)
            await edit(channel_id, message_id, payload, name=name)
            running -= 1

        world.discord.edit = counted  # type: ignore[method-assign]
        await an_hour_later(world, NEW)
        assert all(message.edits == 1 for message in world.discord.messages)
        assert len(world.discord.messages) == 60
        assert world.renderer.asked == asked + 1
        assert 1 < most <= 8

    async def test_a_pass_without_a_change_of_the_list_asks_the_database_nothing_more(self, sqlite: Engine) -> None:
        world = await posted_and_met(a_world(sqlite))
        await world.desk.run_due()
        statements: list[str] = []
        event.listen(sqlite, "before_cursor_execute", lambda *call: statements.append(call[2]))
        await world.desk.run_due()
        assert not any("contents" in one for one in statements)

    async def test_comparing_and_rendering_keep_off_the_loop(self, sqlite: Engine) -> None:
        world = await posted_and_met(a_world(sqlite))
        threads: list[int] = []
        make = world.renderer.parts

        def noted(content: DigestContent) -> tuple[Part, ...]:
            threads.append(threading.get_ident())
            return make(content)

        world.renderer.parts = noted  # type: ignore[method-assign]
        world.restart()
        await an_hour_later(world, NEW)
        assert threads
        assert threading.get_ident() not in threads

    async def test_a_bug_in_one_correction_keeps_no_other(
        self, sqlite: Engine, caplog: pytest.LogCaptureFixture
    ) -> None:
        world = await posted_and_met(
            DeskWorld(sqlite, make_digest(), make_digest(name="second", channels=[str(OTHER)]), weeks=(W1, W2, W3))
        )
        make = world.renderer.parts

        def broken(content: DigestContent) -> tuple[Part, ...]:
            if content.digest == "weekly":
                raise ValueError("a bug")
            return make(content)

        world.renderer.parts = broken  # type: ignore[method-assign]
        world.restart()
        await an_hour_later(world, NEW)
        assert [the_message(world, channel).edits for channel in (CHANNEL, OTHER)] == [0, 1]
        assert "weekly, week 2023-03-26, could not be corrected" in caplog.text


async def test_a_look_that_is_asked_for_during_a_look_comes_after_it(sqlite: Engine) -> None:
    """As when somebody posts by hand while a pass compares: what was planned of the former list is corrected then."""
    world = await posted_and_met(a_world(sqlite))
    looks: list[timedelta] = []
    corrector = world.desk._corrector
    correctable = world.ledger.correctable

    def noted(since: datetime) -> tuple[Correctable, ...]:
        looks.append(MONDAY - since)
        if len(looks) == 1:
            corrector.look_again()
        return correctable(since)

    world.ledger.correctable = noted  # type: ignore[method-assign]
    await an_hour_later(world, NEW)
    assert len(looks) == 1
    await an_hour_later(world)
    await an_hour_later(world)
    assert len(looks) == 2


async def test_a_look_that_failed_is_repeated(sqlite: Engine, caplog: pytest.LogCaptureFixture) -> None:
    world = await posted_and_met(a_world(sqlite))
    correctable, failures = world.ledger.correctable, [StoreError("The database is locked.")]

    def failing(since: datetime) -> tuple[Correctable, ...]:
        if failures:
            raise failures.pop()
        return correctable(since)

    world.ledger.correctable = failing  # type: ignore[method-assign]
    await an_hour_later(world, NEW)
    assert "could not be corrected" in caplog.text
    await an_hour_later(world)
    assert the_message(world).edits == 1


async def test_a_digest_that_is_due_comes_before_corrections(sqlite: Engine) -> None:
    world = await posted_and_met(a_world(sqlite))
    world.now = MONDAY + WEEK
    show(world, NEW, make_week(W3.end + timedelta(weeks=1), 1))
    before = len(world.discord.calls)
    summary = await world.desk.run_due()
    assert [call for call in world.discord.calls[before:] if call != "view"] == ["post", "edit"]
    assert [edition.key.week for edition in summary.corrected] == [W3.end]


async def test_a_preview_of_what_is_half_posted_shows_no_edits(sqlite: Engine) -> None:
    world = await posted_and_met(a_world(sqlite, nothing_new="archive"))
    await an_hour_later(world, NEW)
    assert [step.kind for step in world.ledger.steps(key_of(channel_id=CHANNEL))] == [StepKind.POST, StepKind.EDIT]
    preview = await world.outlook.preview("weekly", CHANNEL)
    assert preview.content is not None
    assert preview.content.week.end == without([W1, W2], W2.end)[0].end
