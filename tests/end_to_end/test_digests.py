"""A digest falling due, restarts, faults and edits: what stands in the channel in the end."""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack
from datetime import timedelta

import pytest

from tests.discord_schema import schema_problems
from tests.end_to_end.house import MONDAY, House

BEFORE = MONDAY - timedelta(hours=1)
WEEK = timedelta(weeks=1)


async def meet(house: House) -> None:
    """Let the bot see its digests for the first time, an hour before they are due."""
    house.now = BEFORE
    async with house.bot():
        await house.admin.slash(house.papers, "digest status")


async def test_a_digest_that_falls_due_is_posted_once_over_restarts(house: House) -> None:
    house.set_up_digest()
    await meet(house)
    assert house.posted() == []
    house.now = MONDAY
    async with house.bot():
        (message,) = await house.wait_for_posts()
    async with house.bot():
        status = await house.admin.slash(house.papers, "digest status")
    assert "20–26 March 2023" in message.text()
    assert house.posted() == [message]
    assert "week to 26 March 2023" in status.text()
    for sent in house.world.sent("POST", "/channels/{channel_id}/messages"):
        assert not schema_problems("MessageCreateRequest", sent.json)


async def test_nothing_due_before_the_first_start_is_caught_up(house: House) -> None:
    house.set_up_digest()
    house.now = MONDAY + timedelta(hours=1)
    async with house.bot():
        await house.admin.slash(house.papers, "digest status")
    assert house.posted() == []


async def test_a_late_digest_says_so(house: House) -> None:
    house.set_up_digest()
    await meet(house)
    house.now = MONDAY + timedelta(hours=5)
    async with house.bot():
        (message,) = await house.wait_for_posts()
    assert f"<t:{int(MONDAY.timestamp())}" in message.text()


async def test_the_archive_follows_oldest_first_week_by_week(house: House) -> None:
    house.set_up_digest(nothing_new="archive")
    await meet(house)
    for week, expected in enumerate(["20–26 March 2023", "2–8 January 2023", "9–15 January 2023"]):
        house.now = MONDAY + week * WEEK
        async with house.bot():
            posts = await house.wait_for_posts(week + 1)
        assert expected in posts[-1].text()
    assert len(house.posted()) == 3


async def test_every_kind_of_channel(house: House) -> None:
    news = house.guild.add_channel("news", "announcement")
    forum = house.guild.add_channel("forum", "forum")
    thread = house.papers.add_thread("weekly papers")
    house.set_up_digest(news, forum, thread)
    await meet(house)
    house.now = MONDAY
    async with house.bot():
        await house.wait_for_posts(1, news)
        await house.wait_for_posts(1, thread)
        await house.world.wait_until(
            lambda: any(one.parent is forum for one in house.guild.threads), "There is no forum post"
        )
        await house.world.wait_for_request("POST", "/channels/{channel_id}/messages/{message_id}/crosspost")
    async with house.bot():
        await house.admin.slash(house.papers, "digest status")
    (post,) = [one for one in house.guild.threads if one.parent is forum]
    assert "20–26 March 2023" in post.name
    assert [len(house.posted(channel)) for channel in (news, thread, post)] == [1, 1, 1]


async def test_a_channel_that_fails_is_named_and_does_not_stop_the_others(house: House) -> None:
    other = house.guild.add_channel("other")
    house.papers.set_overwrite(house.guild.everyone, deny=("send_messages",))
    house.set_up_digest(house.papers, other)
    await meet(house)
    house.now = MONDAY
    async with house.bot():
        await house.wait_for_posts(1, other)
        status = await house.admin.slash(other, "digest status")
    assert house.posted() == []
    assert "Send Messages" in status.text()


async def test_a_lost_database_does_not_post_again_what_the_channel_shows(house: House) -> None:
    house.set_up_digest()
    await meet(house)
    house.now = MONDAY
    async with house.bot():
        await house.wait_for_posts()
    (house.folder / "paperboy.db").unlink()
    for moment in (MONDAY + WEEK - timedelta(hours=1), MONDAY + WEEK):
        house.now = moment
        async with house.bot():
            await house.admin.slash(house.papers, "digest status")
    assert len(house.posted()) == 1


@pytest.mark.parametrize("after", [False, True], ids=["before it took effect", "after it took effect"])
async def test_a_connection_lost_while_posting(house: House, after: bool) -> None:
    house.set_up_digest()
    await meet(house)
    house.now = MONDAY
    house.world.faults.drop("POST", f"/channels/{house.papers.id}/messages", after=after)
    async with house.bot():
        await house.wait_for_posts()
        await house.world.wait_for_request("POST", "/channels/{channel_id}/messages", 1)
    async with house.bot():
        await house.wait_for_posts()
    assert len(house.posted()) == 1


@pytest.mark.parametrize("after", [False, True], ids=["before it took effect", "after it took effect"])
async def test_a_stop_while_a_due_post_hangs(house: House, after: bool) -> None:
    house.set_up_digest()
    await meet(house)
    house.now = MONDAY
    held = house.world.faults.hang("POST", f"/channels/{house.papers.id}/messages", after=after)
    async with AsyncExitStack() as stack:
        await stack.enter_async_context(house.bot())
        await house.world.wait_until(lambda: held.met > 0, "Nothing was posted")
        async with asyncio.timeout(5):
            await stack.aclose()
    house.world.faults.clear()
    house.expire_leases()
    async with house.bot():
        await house.wait_for_posts()
        while "Posted" not in (await house.admin.slash(house.papers, "digest status")).text():
            pass
    assert len(house.posted()) == 1


async def test_post_now_then_again_only_when_confirmed(house: House) -> None:
    house.set_up_digest()
    house.now = BEFORE
    async with house.bot():
        await house.admin.slash(house.papers, "digest post")
        asked = await house.admin.slash(house.papers, "digest post")
        assert len(house.posted()) == 1
        pressed = await house.admin.press(asked.message, label="Post again")
        await pressed.wait_for_edit()
        posts = await house.wait_for_posts(2)
    assert len(posts) == 2
