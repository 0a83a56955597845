"""Weeks whose date was corrected at the source: what was posted of them follows, and is not posted again."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import Engine, delete, event

from bot.catalog import Catalog
from bot.digests._move_finder import MoveFinder
from bot.digests.ledger import Ledger
from bot.digests.model import ChannelKind, EditionKey, StepState
from bot.digests.reports import Outcome
from bot.errors import RefusedError, UnreachableError
from bot.models import Week, normalised_title
from bot.store.engine import writing
from bot.store.tables import contents
from tests.digests.desk_tools import MONDAY, WEEK, DeskWorld
from tests.digests.digest_settings import CHANNEL, OTHER, make_digest
from tests.digests.fake_publisher import view_of
from tests.digests.ledger_tools import expire_leases, forget_everything, key_of
from tests.digests.living import moved, posted_and_met
from tests.factories import make_paper, make_week, make_weeks

W1, W2, W3 = make_weeks(3, papers=4)
HOUR = timedelta(hours=1)
DAYS = [-7, -1, 1, 7, 10]


def a_world(engine: Engine, *, parts: int = 1, **settings: object) -> DeskWorld:
    return DeskWorld(engine, make_digest(**settings), weeks=(W1, W2, W3), parts=parts)


def list_has(world: DeskWorld, *weeks: Week) -> None:
    world.catalog = Catalog(weeks)


def other_week(end: date) -> Week:
    """Return a week of that date with papers that no other has."""
    return make_week(end, [make_paper(900 + place, week=end, rank=place) for place in range(1, 5)])


def nothing_doubled(world: DeskWorld) -> bool:
    titles = [title for message in world.discord.in_channel(CHANNEL) for title in message.titles]
    return len(titles) == len(set(titles))


class TestMoving:
    @pytest.mark.parametrize("days", [day for day in DAYS if day != -7])
    async def test_a_week_that_moved_is_edited_and_not_posted_again(self, engine: Engine, days: int) -> None:
        world = await posted_and_met(a_world(engine))
        there = moved(W3, days)
        list_has(world, W1, W2, there)
        for _ in range(3):
            world.now += WEEK
            await world.desk.run_due()
        assert world.posted() == [there.end]
        assert world.history().delivered == {there.end}
        assert [run.outcome for run in world.runs()] == [Outcome.SKIPPED] * 3 + [Outcome.DELIVERED]
        assert world.runs()[-1].week == there.end

    async def test_a_date_that_was_a_week_too_late(self, sqlite: Engine) -> None:
        world = await posted_and_met(a_world(sqlite))
        there = moved(W3, -7)
        list_has(world, W1, there)
        world.now += WEEK
        await world.desk.run_due()
        assert world.posted() == [there.end]

    async def test_then_the_next_week_is_new_and_posted(self, sqlite: Engine) -> None:
        world = await posted_and_met(a_world(sqlite))
        fourth = make_week(W3.end + WEEK, 4)
        list_has(world, W1, W2, moved(W3, -1), fourth)
        world.now += WEEK
        await world.desk.run_due()
        assert world.posted() == [moved(W3, -1).end, fourth.end]

    @pytest.mark.parametrize("corrected_before", [False, True])
    async def test_also_where_the_next_week_has_the_date_that_was_wrong(
        self, engine: Engine, corrected_before: bool
    ) -> None:
        """A heading with next week's date, noticed when that week came: both change in one revision, or in two."""
        world = await posted_and_met(a_world(engine))
        there, fourth = moved(W3, -7), other_week(W3.end)
        world.discord.forget_nonces()
        world.now += WEEK
        for weeks in [(W1, there)] * corrected_before + [(W1, there, fourth)]:
            list_has(world, *weeks)
            await world.desk.run_due()
        if corrected_before:
            world.now += WEEK
            await world.desk.run_due()
        assert world.posted() == [there.end, fourth.end]
        assert nothing_doubled(world)
        assert world.history().delivered == {there.end, fourth.end}

    async def test_nor_does_the_archive_bring_it_again(self, sqlite: Engine) -> None:
        world = await posted_and_met(a_world(sqlite, nothing_new="archive"))
        list_has(world, W1, W2, moved(W3, -1))
        for _ in range(4):
            world.now += WEEK
            await world.desk.run_due()
        assert sorted(world.posted()) == [W1.end, W2.end, moved(W3, -1).end]

    async def test_the_status_and_a_post_by_hand_know_it_at_once(self, sqlite: Engine) -> None:
        world = await posted_and_met(a_world(sqlite))
        there = moved(W3, 1)
        list_has(world, W1, W2, there)
        result = await world.desk.post("weekly", CHANNEL)
        assert result.already
        assert result.edition is not None
        assert result.edition.key == EditionKey("weekly", CHANNEL, there.end)
        again = await world.desk.post("weekly", CHANNEL, again=True)
        assert again.edition is not None
        assert again.edition.key == EditionKey("weekly", CHANNEL, there.end, 2)

    async def test_it_is_said_in_the_log(self, sqlite: Engine, caplog: pytest.LogCaptureFixture) -> None:
        world = await posted_and_met(a_world(sqlite))
        list_has(world, W1, W2, moved(W3, 1))
        with caplog.at_level(logging.INFO):
            await world.desk.run_due()
        assert "the list dates the week to 2023-03-26 to 2023-03-27 now" in caplog.text

    async def test_an_old_week_follows_and_its_message_stays(self, sqlite: Engine) -> None:
        world = await posted_and_met(a_world(sqlite, nothing_new="archive"))
        world.now += 20 * WEEK
        list_has(world, W1, W2, moved(W3, 1))
        await world.desk.post("weekly", CHANNEL)
        await world.desk.run_due()
        assert moved(W3, 1).end in world.history().delivered
        (first, *_) = world.discord.in_channel(CHANNEL)
        assert (first.marker.week, first.edits) == (W3.end, 0)

    async def test_a_week_with_other_papers_is_another_week(self, sqlite: Engine) -> None:
        world = await posted_and_met(a_world(sqlite))
        other = make_week(W3.end + timedelta(days=1), 4)
        list_has(world, W1, W2, other)
        world.now += WEEK
        await world.desk.run_due()
        assert world.posted() == [W3.end, other.end]

    async def test_where_the_channel_has_the_new_date_both_stay(self, sqlite: Engine) -> None:
        world = await posted_and_met(a_world(sqlite))
        there = moved(W3, 7)
        list_has(world, W1, W2, W3, there)
        world.now += WEEK
        await world.desk.run_due()
        list_has(world, W1, W2, there)
        await world.desk.run_due()
        assert world.history().delivered == {W3.end, there.end}

    async def test_a_renamed_paper_is_known(self, sqlite: Engine) -> None:
        nameless = replace(W3, papers=tuple(replace(paper, arxiv_id=None) for paper in W3.papers))
        world = await posted_and_met(DeskWorld(sqlite, weeks=(W1, W2, nameless)))
        there = moved(W3, 1)
        former = {old.identity: new.identity for old, new in zip(nameless.papers, there.papers, strict=True)}
        world.catalog = Catalog([W1, W2, there], renamed=former)
        assert world.catalog.paper(nameless.papers[0].identity, there.end) == there.papers[0]
        await world.desk.run_due()
        assert world.history().delivered == {there.end}

    async def test_each_channel_for_itself(self, sqlite: Engine) -> None:
        world = a_world(sqlite, channels=[str(CHANNEL), str(OTHER)])
        await world.met()
        world.discord.refuse("view", UnreachableError("Discord is away."))
        await world.desk.post("weekly", CHANNEL)
        world.discord.refusals.clear()
        await world.desk.post("weekly", CHANNEL)
        list_has(world, W1, W2, moved(W3, 1))
        await world.desk.run_due()
        assert world.posted(CHANNEL) == world.posted(OTHER) == [moved(W3, 1).end]

    async def test_while_every_posted_week_is_listed_nothing_is_asked(self, sqlite: Engine) -> None:
        world = await posted_and_met(a_world(sqlite))
        await world.desk.run_due()
        list_has(world, W1, W2)  # it has gone, and nothing near it is free
        await world.desk.run_due()
        statements: list[str] = []
        event.listen(sqlite, "before_cursor_execute", lambda *call: statements.append(call[2]))
        await world.desk.run_due()
        assert not any("contents" in one for one in statements)


async def test_a_look_by_the_former_list_judges_nothing_by_the_present_one(sqlite: Engine) -> None:
    """As when a status is asked for while a refresh ends: two threads at once."""
    world = await posted_and_met(a_world(sqlite))
    histories = world.ledger.histories([("weekly", CHANNEL)])
    other, there = Catalog([W1, make_week(W3.end + timedelta(days=2), 4)]), Catalog([W1, W2, moved(W3, 1)])
    both: list[object] = []

    class Interrupted(Ledger):
        def said_papers(self, keys: Iterable[EditionKey]) -> Mapping[EditionKey, tuple[str, ...]]:
            if not both:
                both.append("the present list comes while the former one is looked through")
                both.append(finder.find({}, there))
            return super().said_papers(keys)

    finder = MoveFinder(Interrupted(sqlite, owner="this"), world.renderer)
    assert finder.find(histories, other) == {}
    assert finder.find(histories, there) == {("weekly", CHANNEL): {W3.end: moved(W3, 1).end}}


class TestUnderWay:
    async def test_what_another_copy_is_sending_is_not_taken_for_new(self, sqlite: Engine) -> None:
        world = await a_world(sqlite).met()
        other = Ledger(sqlite, owner="another copy")
        world.discord.refuse("post", UnreachableError("Discord is away."))
        await world.desk.run_due()
        world.discord.refusals.clear()
        assert other.claim(key_of(channel_id=CHANNEL), 1)
        list_has(world, W1, W2, moved(W3, 1))
        world.now += WEEK
        await world.desk.run_due()
        assert world.posted() == []
        assert world.history().editions.keys() == {W3.end}
        expire_leases(sqlite)
        await world.desk.run_due()
        assert world.posted() == [moved(W3, 1).end]
        assert world.history().delivered == {moved(W3, 1).end}

    async def test_what_may_have_been_sent_is_looked_for_under_its_old_date(self, sqlite: Engine) -> None:
        """Killed between the send and its record; then the date is corrected; then the bot starts."""
        world = await a_world(sqlite).met()
        world.discord.refuse("post", UnreachableError("Discord is away."))
        await world.desk.run_due()
        world.discord.refusals.clear()
        other = Ledger(sqlite, owner="a copy that is killed")
        step = other.claim(key_of(channel_id=CHANNEL), 1)
        assert step is not None
        assert step.payload is not None
        world.discord.place(CHANNEL, step.payload)
        expire_leases(sqlite)
        list_has(world, W1, W2, moved(W3, 1))
        assert world.ledger.move("weekly", CHANNEL, W3.end, moved(W3, 1).end)
        await world.desk.run_due()
        assert world.posted() == [moved(W3, 1).end]
        assert nothing_doubled(world)

    async def test_a_repeat_has_the_nonce_that_the_first_try_had(self, sqlite: Engine) -> None:
        """Without the history nobody can look; within minutes the nonce tells."""
        world = a_world(sqlite)
        world.discord.channels[CHANNEL] = view_of(CHANNEL, readable=False)
        await world.met()
        world.discord.refuse("post", UnreachableError("Discord is away."))
        await world.desk.run_due()
        world.discord.refusals.clear()
        other = Ledger(sqlite, owner="a copy that is killed")
        step = other.claim(key_of(channel_id=CHANNEL), 1)
        assert step is not None
        await world.discord.post(CHANNEL, step.payload or {}, nonce=step.nonce(key_of(channel_id=CHANNEL)))
        expire_leases(sqlite)
        assert world.ledger.move("weekly", CHANNEL, W3.end, moved(W3, 1).end)
        list_has(world, W1, W2, moved(W3, 1))
        await world.desk.run_due()
        assert len(world.posted()) == 1

    async def test_what_failed_follows_and_is_posted_once(self, sqlite: Engine) -> None:
        world = a_world(sqlite, parts=2)
        await world.met()
        world.discord.fail(4, RefusedError("The bot lacks a permission."))
        await world.desk.run_due()
        assert world.history().editions[W3.end].state is StepState.FAILED
        assert len(world.posted()) == 1
        list_has(world, W1, W2, moved(W3, 1))
        world.now += HOUR
        await world.desk.run_due()
        assert sorted(message.marker.part for message in world.discord.messages) == [1, 2]
        assert world.posted() == [moved(W3, 1).end] * 2
        assert [run.outcome for run in world.runs()] == [Outcome.DELIVERED]


async def test_two_copies_with_different_lists_post_once_and_end_with_the_one_that_lives_on(engine: Engine) -> None:
    """As at a deploy: the old copy has not asked the sources yet."""
    old = await posted_and_met(a_world(engine, nothing_new="archive"))
    new = a_world(engine, nothing_new="archive")
    new.discord, new.now = old.discord, old.now
    new.restart()
    list_has(old, W3)
    list_has(new, moved(W3, 1))
    for _ in range(3):
        for world in (new, old):
            await world.desk.run_due()
            assert old.posted() == [world.catalog.weeks[0].end]
    new.now += WEEK
    await new.desk.run_due()
    assert new.posted() == [moved(W3, 1).end]


class TestLostLedgers:
    @pytest.mark.parametrize("kind", [ChannelKind.TEXT, ChannelKind.FORUM])
    @pytest.mark.parametrize("parts", [1, 3])
    async def test_what_stands_under_the_old_date_is_not_posted_again(
        self, engine: Engine, kind: ChannelKind, parts: int
    ) -> None:
        world = a_world(engine, parts=parts)
        world.discord.channels[CHANNEL] = view_of(CHANNEL, kind)
        await posted_and_met(world)
        forget_everything(engine)
        list_has(world, W1, W2, moved(W3, 1))
        world.restart()
        await world.desk.run_due()
        world.now += WEEK
        await world.desk.run_due()
        assert len(world.discord.messages) == parts
        assert world.history().delivered == {moved(W3, 1).end}

    async def test_nor_by_hand(self, sqlite: Engine) -> None:
        world = await posted_and_met(a_world(sqlite))
        forget_everything(sqlite)
        list_has(world, W1, W2, moved(W3, 1))
        world.restart()
        result = await world.desk.post("weekly", CHANNEL)
        assert result.already
        assert world.posted() == [W3.end]

    @pytest.mark.parametrize("stands", [[1], [2], [3], [1, 2], [1, 3], [2, 3]])
    async def test_parts_that_stand_are_completed(self, sqlite: Engine, stands: list[int]) -> None:
        world = await posted_and_met(a_world(sqlite, parts=3))
        world.discord.messages = [one for one in world.discord.messages if one.marker.part in stands]
        forget_everything(sqlite)
        list_has(world, W1, W2, moved(W3, 1))
        world.restart()
        await world.desk.run_due()
        world.now += WEEK
        await world.desk.run_due()
        assert sorted(message.marker.part for message in world.discord.messages) == [1, 2, 3]

    @pytest.mark.parametrize("edited", [1, 2])
    async def test_parts_of_which_some_were_edited_are_one_edition(self, sqlite: Engine, edited: int) -> None:
        """Killed between the edits, and the ledger was lost with the machine."""
        world = await posted_and_met(a_world(sqlite, parts=3))
        list_has(world, W1, W2, moved(W3, 1))
        before = len(world.discord.calls)
        world.discord.refuse("edit", UnreachableError("Discord is away.", retry_after=3600))
        await world.desk.run_due()
        assert world.discord.calls[before:].count("edit") == 3
        for message, step in zip(world.discord.messages[:edited], world.ledger.steps(the_key())[3:], strict=False):
            message.payload = step.payload or {}
        world.discord.refusals.clear()
        forget_everything(sqlite)
        world.restart()
        await world.desk.run_due()
        world.now += WEEK
        await world.desk.run_due()
        assert len(world.discord.messages) == 3

    async def test_editions_of_before_tell_by_their_messages(self, sqlite: Engine) -> None:
        """A ledger of the version before remembers no contents."""
        world = await posted_and_met(a_world(sqlite))
        with writing(sqlite) as connection:
            connection.execute(delete(contents))
        list_has(world, W1, W2, moved(W3, 1))
        world.now += WEEK
        await world.desk.run_due()
        assert world.history().delivered == {moved(W3, 1).end}
        assert len(world.posted()) == 1


def the_key() -> EditionKey:
    return EditionKey("weekly", CHANNEL, moved(W3, 1).end)


async def test_a_bug_in_following_keeps_no_digest(
    sqlite: Engine, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    world = await a_world(sqlite).met()

    async def broken(_: object) -> None:
        raise ValueError("a bug")

    monkeypatch.setattr(world.desk._mover, "follow", broken)
    await world.desk.run_due()
    assert world.posted() == [W3.end]
    assert "could not be followed" in caplog.text


def test_the_factories_make_papers_apart() -> None:
    """What the tests above rest on."""
    assert normalised_title(make_paper(1).title) != normalised_title(make_paper(2).title)
    assert not {one.identity for one in W3.papers} & {one.identity for one in W2.papers}
    assert MONDAY.date() > W3.end
