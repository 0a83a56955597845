"""Seven months of a list that grows, is corrected, renamed, laid out anew and broken, while three digests fall due."""

from __future__ import annotations

from collections import Counter
from collections.abc import Awaitable, Callable
from datetime import date, timedelta
from itertools import accumulate
from pathlib import Path

import pytest

from bot.digests.reports import Outcome, RunRecord
from bot.discord_app.text.markdown import week_span
from bot.models import Week
from tests.end_to_end.replay.curator import YEARS
from tests.end_to_end.replay.stage import DIGESTS, Post, Stage, open_stage
from tests.end_to_end.replay.story import Kind, Moment, at, moments

WEEK = timedelta(weeks=1)
CORRECTED_FOR = timedelta(days=14)

TOLD = {
    at(10, 16, 9): "429 Too Many Requests",
    at(11, 13, 9): "no heading of a week",
    at(11, 27, 9): "shrank from 34 papers of 11 weeks to 12 papers of 4 weeks",
    at(12, 11, 9): "500 Internal Server Error",
    at(12, 25, 9): "broke off or garbled its answer",
}
"""What whoever runs the bot reads of the source at due times at which nothing could be had of it."""


def weeks(first: date, last: date) -> list[date]:
    return [first + number * WEEK for number in range((last - first) // WEEK + 1)]


def on(month: int, day: int, year: int = 2023) -> date:
    return date(year, month, day)


NEWEST = on(3, 17, 2024)
POSTED = {
    # Every week, those that came late within the time that it waits, and of the flood the newest.
    "waits": [*weeks(on(10, 1), on(1, 7, 2024)), NEWEST],
    # From the newest three of the beginning on every week, as no more than three were ever new; of the flood the newest three.
    "skips": [*weeks(on(9, 17), on(1, 7, 2024)), *weeks(on(3, 3, 2024), NEWEST)],
    # At each due time the newest week, or the oldest that is not there yet: first the bundled ones, then the list's.
    "archives": [
        *(on(10, 1), on(1, 8), on(10, 8), on(10, 22), on(10, 29), on(11, 5), on(1, 15), on(11, 19), on(1, 22)),
        *(on(12, 3), on(1, 29), on(12, 17), on(2, 5), on(12, 31), on(1, 7, 2024)),
        *weeks(on(2, 12), on(3, 26)),
        *weeks(on(9, 10), on(9, 24)),
        *(NEWEST, on(10, 15), on(11, 12), on(11, 26), on(12, 10)),
    ],
}
EDITED = {
    "waits": [on(10, 8), on(10, 15), on(10, 22), on(10, 29), on(11, 19)],
    "skips": [NEWEST],
    "archives": [on(10, 8), on(10, 22), on(10, 29), on(11, 19)],
}
"""Weeks that were corrected within two weeks after they had been posted."""


def span(end: date) -> str:
    return week_span(Week.ending(end, ()))


class Audience:
    """Reads along in all channels, and after each moment knows what must never be."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._read: dict[str, list[Post]] = {digest: [] for digest in DIGESTS}

    async def read(self, moment: Moment) -> None:
        runs = await self._stage.runs()
        for digest, before in self._read.items():
            posts = self._read[digest] = self._stage.posts(digest)
            assert len(before) <= len(posts) <= len(before) + 1, f"{digest} was flooded, or lost a post"
            assert not _twice([post.span for post in posts]), f"{digest} has a week twice"
            assert not _twice([title for post in posts for title, _ in post.papers]), f"{digest} has a paper twice"
            self._compare(digest)
            run = runs[digest]
            if moment.kind is Kind.DUE:
                assert run is not None
                assert run.slot == moment.at
                assert _is_told(run, posted=len(posts) > len(before)), run
            if moment.kind is Kind.DEADLINE and digest == "waits":
                assert run is not None
                assert "none came by" in run.reason
        if moment.at in TOLD:
            await self._read_status(TOLD[moment.at])

    async def _read_status(self, problem: str) -> None:
        """Ask as an admin why nothing came."""
        house, services = self._stage.house, self._stage.rooms.client.services
        assert problem in services.papers.reports()[1].problem
        status = (await house.admin.slash(house.papers, "digest status")).text()
        assert "Could not be brought up to date" in status
        assert "⏳ Waiting" in status
        assert "looking again until" in status

    def _compare(self, digest: str) -> None:
        """Hold what was posted lately against what the list says now."""
        stage, now = self._stage, self._stage.house.now
        if not stage.listing.fair():
            return
        listed = {span(section.end): section for section in stage.listing.sections()}
        for message, post in zip(stage.messages(digest), self._read[digest], strict=True):
            section = listed.get(post.span)
            if section is not None and now - stage.posted_at[message.id] <= CORRECTED_FOR:
                assert post.papers == tuple((entry.title, entry.link) for entry in section.readable)


def _twice(values: list[str]) -> list[str]:
    return [value for value, times in Counter(values).items() if times > 1]


def _is_told(run: RunRecord, *, posted: bool) -> bool:
    """Tell whether a due time's record says why nothing was posted, or that something was."""
    if posted or run.outcome is Outcome.DELIVERED:
        return posted and run.outcome is Outcome.DELIVERED
    return run.outcome in {Outcome.WAITING, Outcome.SKIPPED} and run.reason.startswith("No week is newer than the one")


Live = Callable[[Stage, Moment], Awaitable[None]]


async def on_and_on(stage: Stage, moment: Moment) -> None:
    """Run through, but where the settings get another address."""
    if moment.kind is Kind.FOLLOWED:
        await stage.restart()
    await stage.to(moment.at, ask=moment.kind is not Kind.DUE)


async def killed(stage: Stage, moment: Moment) -> None:
    """Die whenever something is told to Discord, before it was done or after, and be another process then.

    But in winter, in which nothing happens that did not before.
    """
    if moment.kind is Kind.FOLLOWED:
        await stage.restart()
    if not at(12, 12, 0) < moment.at < at(3, 20, 0):
        await stage.die(moment.at, ask=moment.kind is not Kind.DUE, after=moment.at.day % 2 == 0)
    await stage.to(moment.at, ask=moment.kind is not Kind.DUE)


async def on_throw_away_disks(stage: Stage, moment: Moment) -> None:
    """Start without anything that was fetched, and before anything is fetched, after each revision."""
    stage.house.now = moment.at
    if moment.kind in {Kind.REVISION, Kind.FOLLOWED}:
        await stage.restart(lose_cache=True)
    await stage.to(moment.at, ask=moment.kind is not Kind.DUE)


async def replay(stage: Stage, live: Live) -> None:
    """Live through the story, and read along."""
    await stage.restart()
    audience = Audience(stage)
    for moment in moments(stage.listing.revisions):
        if moment.kind is Kind.FOLLOWED:
            stage.follow(YEARS)
        await live(stage, moment)
        await audience.read(moment)


def expect(stage: Stage, digest: str, posted: list[date]) -> None:
    """Hold a channel, as it stands in the end, against what it was to become."""
    posts, messages = stage.posts(digest), stage.messages(digest)
    assert [post.span for post in posts] == list(map(span, posted))
    assert [post.archive for post in posts] == [
        end < newest for end, newest in zip(posted, accumulate(posted, max), strict=True)
    ]
    edited = [post.span for post, message in zip(posts, messages, strict=True) if message.edited_at is not None]
    assert sorted(edited) == sorted(map(span, EDITED[digest]))


def expect_all(stage: Stage) -> None:
    for digest, posted in POSTED.items():
        expect(stage, digest, posted)
    titles = [thread.name for thread in stage.channels["waits"].threads]
    assert titles == [f"Papers of the week · {span(end)}" for end in POSTED["waits"]]


async def test_every_week_once_and_none_late_without_a_word(tmp_path: Path) -> None:
    async with open_stage(tmp_path) as stage:
        await replay(stage, on_and_on)
        expect_all(stage)
        made = sum(
            len(stage.house.world.sent("POST", f"/channels/{{channel_id}}/{kind}")) for kind in ("messages", "threads")
        )
        assert made == sum(map(len, POSTED.values()))
        given = Counter(status for _, status in stage.listing.site.given)
        assert given[429] == 1
        assert given[304] > given[200]


@pytest.mark.slow
async def test_likewise_on_postgresql_though_killed_again_and_again(tmp_path: Path, postgresql_url: str) -> None:
    async with open_stage(tmp_path, postgresql_url) as stage:
        await replay(stage, killed)
        expect_all(stage)


@pytest.mark.slow
async def test_likewise_on_a_disk_that_is_thrown_away(tmp_path: Path) -> None:
    async with open_stage(tmp_path) as stage:
        await replay(stage, on_throw_away_disks)
        for digest in ("waits", "archives"):
            expect(stage, digest, POSTED[digest])
        # It knew of nothing but the bundled weeks when this one was its turn, and said so; then three newer ones were new.
        expect(stage, "skips", [end for end in POSTED["skips"] if end != on(10, 29)])
