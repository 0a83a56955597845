"""The digests' section of the bar, over a sandbox without a bot; with one it is in test_play."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest

from bot.errors import StatusUnknownError
from bot.playground.digest_board import DigestBoard
from bot.playground.statuses import Standing
from bot.playground.town import Kinds, Town
from bot.sandbox import DriverError, Sandbox
from bot.sandbox.panel import PanelEntry, Tone
from bot.settings.models import Settings

ONE, TWO = 123456789012345678, 123456789012340002
NOW = datetime(2023, 3, 27, 7, 0, tzinfo=UTC)


def settings(**digests: tuple[int, ...]) -> Settings:
    listed = [{"name": name, "channels": [str(one) for one in channels]} for name, channels in digests.items()]
    return Settings.model_validate({"digests": listed})


class Office:
    """A board with an answer to give; ``asked`` counts who asked for it."""

    def __init__(self, discord_: Sandbox) -> None:
        self.panel = discord_.panel
        self.town = Town(discord_, Kinds())
        self.answer: Sequence[Standing] | StatusUnknownError = ()
        self.asked = asyncio.Queue[None]()
        self.free = asyncio.Event()
        self.free.set()
        self.wanted = asyncio.Event()
        self.offline = ""
        self.board = DigestBoard(
            self.town,
            self.panel,
            ask=self._ask,
            wanted=self.wanted,
            until_online=self._until_online,
            clock=lambda: NOW,
        )

    def follow(self, new: Settings) -> None:
        self.town.follow(new)
        self.board.follow(new)

    async def _ask(self) -> Sequence[Standing]:
        self.asked.put_nowait(None)
        await self.free.wait()
        if isinstance(self.answer, StatusUnknownError):
            raise self.answer
        return self.answer

    async def _until_online(self) -> None:
        if self.offline:
            raise DriverError(self.offline)

    @property
    def entries(self) -> tuple[PanelEntry, ...]:
        return self.panel.sections["digests"].entries

    @property
    def titles(self) -> list[str]:
        return [entry.title for entry in self.entries]


@pytest.fixture
def office() -> Office:
    return Office(Sandbox())


def test_the_digests_of_the_settings_show_at_once_one_for_each_channel(office: Office) -> None:
    office.follow(settings(weekly=(ONE, TWO), vision=(TWO,)))
    assert office.titles == ["weekly to #papers-5678", "weekly to #papers-0002", "vision to #papers-0002"]
    first = office.entries[0]
    assert (first.due, first.text, first.channel_id) == (None, "", ONE)
    assert len({entry.key for entry in office.entries}) == 3
    assert {action.label for entry in office.entries for action in entry.actions} == {"Deliver it now"}


async def test_a_look_fills_in_when_and_what(office: Office) -> None:
    office.follow(settings(weekly=(ONE, TWO)))
    good = Standing("weekly", ONE, NOW, "Next: something.", "Last: posted.")
    office.answer = [good, Standing("weekly", TWO, NOW, "Next: nothing.", "Last: failed.", failed=True)]
    await office.board.look()
    assert [(entry.text, entry.tone, entry.due) for entry in office.entries] == [
        ("Next: something.\nLast: posted.", Tone.PLAIN, NOW),
        ("Next: nothing.\nLast: failed.", Tone.BAD, NOW),
    ]


async def test_what_is_known_outlives_a_change_of_the_settings(office: Office) -> None:
    office.follow(settings(weekly=(ONE,)))
    office.answer = [Standing("weekly", ONE, NOW, "Next: something.")]
    await office.board.look()
    office.follow(settings(vision=(TWO,), weekly=(ONE,)))
    assert [entry.text for entry in office.entries] == ["", "Next: something."]


async def test_where_nobody_can_say_the_last_that_is_known_stays_with_the_reason(office: Office) -> None:
    office.follow(settings(weekly=(ONE,)))
    office.answer = [Standing("weekly", ONE, NOW, "Next: something.")]
    await office.board.look()
    office.answer = StatusUnknownError("no database")
    await office.board.look()
    last = office.entries[-1]
    assert [entry.text for entry in office.entries] == ["Next: something.", "no database"]
    assert (last.tone, last.actions) == (Tone.ODD, ())
    office.answer = []
    await office.board.look()
    assert office.titles == ["weekly to #papers-5678"]


def test_where_no_digest_is_set_it_says_where_to_add_one(office: Office) -> None:
    office.follow(settings())
    assert office.titles == ["No digest is set"]


async def test_digests_that_the_settings_no_longer_have_are_gone_whatever_an_answer_says(office: Office) -> None:
    office.follow(settings(weekly=(ONE, TWO)))
    office.follow(settings(weekly=(ONE,)))
    assert office.titles == ["weekly to #papers-5678"]
    office.answer = [Standing("weekly", ONE, NOW), Standing("weekly", TWO, NOW), Standing("vision", ONE, NOW)]
    await office.board.look()
    assert office.titles == ["weekly to #papers-5678"]


@pytest.mark.parametrize("late", [StatusUnknownError("line 3 is wrong"), [Standing("weekly", ONE, NOW, "Next: old.")]])
async def test_an_answer_to_a_question_before_the_last_edit_counts_for_nothing(
    office: Office, late: Sequence[Standing] | StatusUnknownError
) -> None:
    office.follow(settings(weekly=(ONE,)))
    office.answer = late
    office.free.clear()
    looking = asyncio.create_task(office.board.look())
    await office.asked.get()
    office.follow(settings(weekly=(ONE, TWO)))
    office.free.set()
    await looking
    assert [entry.text for entry in office.entries] == ["", ""]
    assert office.wanted.is_set()
    office.answer = [Standing("weekly", ONE, NOW, "Next: new.")]
    await office.board.look()
    assert [entry.text for entry in office.entries] == ["Next: new.", ""]


async def test_why_nobody_could_say_is_forgotten_with_the_next_edit(office: Office) -> None:
    office.follow(settings(weekly=(ONE,)))
    office.answer = StatusUnknownError("line 3 is wrong")
    await office.board.look()
    assert "line 3 is wrong" in [entry.text for entry in office.entries]
    office.follow(settings(weekly=(ONE,)))
    assert office.titles == ["weekly to #papers-5678"]
    assert office.wanted.is_set()


def test_without_settings_nothing_is_claimed(office: Office) -> None:
    office.board.wait_for_settings()
    assert office.titles == ["Not known yet"]


async def test_it_looks_when_that_is_wanted_and_when_a_due_time_has_passed(office: Office) -> None:
    office.follow(settings(weekly=(ONE,)))
    # By this board's clock, a moment before the look that follows a due time.
    office.answer = [Standing("weekly", ONE, NOW - timedelta(seconds=1.95))]
    running = asyncio.create_task(office.board.run())
    office.wanted.set()
    try:
        async with asyncio.timeout(10):
            await office.asked.get()
            await office.asked.get()
    finally:
        running.cancel()
        await asyncio.wait({running})


async def test_what_is_complete_can_be_posted_again(office: Office) -> None:
    office.follow(settings(weekly=(ONE, TWO)))
    office.answer = [Standing("weekly", ONE, complete=True), Standing("weekly", TWO)]
    await office.board.look()
    assert [[action.label for action in entry.actions] for entry in office.entries] == [
        ["Deliver it now", "Post it again"],
        ["Deliver it now"],
    ]


async def test_it_does_not_look_without_a_reason(office: Office) -> None:
    running = asyncio.create_task(office.board.run())
    await asyncio.sleep(0)
    assert office.asked.empty()
    running.cancel()
    await asyncio.wait({running})


class TestDeliverItNow:
    async def test_a_bot_that_is_not_there_is_told_before_anything_is_typed(self, office: Office) -> None:
        office.follow(settings(weekly=(ONE,)))
        office.offline = "The bot is not running. Start it, then try again."
        with pytest.raises(DriverError, match="Start it"):
            await office.entries[0].actions[0].run()

    async def test_a_command_that_fails_is_told_and_looked_after(self, office: Office) -> None:
        office.follow(settings(weekly=(ONE,)))
        with pytest.raises(DriverError):
            await office.entries[0].actions[0].run()
        assert office.wanted.is_set()
