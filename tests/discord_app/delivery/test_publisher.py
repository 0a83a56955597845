"""The sending end, over a real client: with the gateway's memory of servers, and by requests alone."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from contextlib import suppress
from datetime import timedelta
from typing import Any

import discord
import pytest

from bot.digests.model import ChannelKind, DigestContent, Part
from bot.discord_app.client import rest_client
from bot.discord_app.connection.endpoint import point_at
from bot.discord_app.delivery.publisher import DiscordPublisher
from bot.discord_app.render.digest import DigestRenderer
from bot.errors import MaybeSentError, RefusedError, UnreachableError
from bot.sandbox.world.channels import Channel, Thread
from bot.sandbox.world.messages import Message
from tests.discord_app.stage import Stage
from tests.factories import make_paper, make_week

NONCE = "0123456789abcdef01234567"
ROLE = 123456789012345678
EDITED = "/channels/{channel_id}/messages/{message_id}"


def part(attempt: int = 1) -> Part:
    content = DigestContent(digest="weekly", week=make_week(), total=3, attempt=attempt)
    return DigestRenderer().parts(content)[0]


@pytest.fixture(params=["gateway", "requests alone"])
async def publisher(stage: Stage, request: pytest.FixtureRequest) -> AsyncIterator[DiscordPublisher]:
    if request.param == "gateway":
        async with stage.bot() as client:
            yield DiscordPublisher(client)
        return
    async with point_at(stage.world.api_url, stage.world.token), rest_client() as client:
        await client.login(stage.world.token)
        yield DiscordPublisher(client)


async def caught_up(stage: Stage) -> None:
    """Wait until the gateway, where there is one, told of every change: it tells them in order."""
    if stage.world.gateway.online:
        await stage.reader.slash(stage.guild.add_channel("elsewhere"), "help")


def channels(stage: Stage) -> dict[ChannelKind, Channel]:
    news = stage.guild.add_channel("news", "announcement")
    forum = stage.guild.add_channel("posts", "forum")
    return {
        ChannelKind.TEXT: stage.papers,
        ChannelKind.ANNOUNCEMENT: news,
        ChannelKind.FORUM: forum,
        ChannelKind.THREAD: stage.papers.add_thread("digests"),
    }


# Looking.


async def test_sees_every_kind_as_it_is(stage: Stage, publisher: DiscordPublisher) -> None:
    kinds = channels(stage)
    await caught_up(stage)
    for kind, channel in kinds.items():
        view = await publisher.view(channel.id)
        assert (view.kind, view.name, view.guild_id) == (kind, channel.name, stage.guild.id)
        assert view.missing == ()
        assert view.readable


@pytest.mark.parametrize(
    ("kind", "denied", "missing"),
    [
        (ChannelKind.TEXT, {"send_messages": False}, ("Send Messages",)),
        (ChannelKind.ANNOUNCEMENT, {"send_messages": False}, ("Send Messages",)),
        (ChannelKind.FORUM, {"send_messages_in_threads": False}, ("Send Messages in Posts",)),
        (ChannelKind.FORUM, {"send_messages": False}, ("Create Posts",)),
        (ChannelKind.THREAD, {"send_messages_in_threads": False}, ("Send Messages in Threads",)),
    ],
)
async def test_names_what_a_channel_denies(
    stage: Stage, publisher: DiscordPublisher, kind: ChannelKind, denied: dict[str, bool], missing: tuple[str, ...]
) -> None:
    channel = channels(stage)[kind]
    channel.home.set_bot_permissions(**denied)
    await caught_up(stage)
    assert (await publisher.view(channel.id)).missing == missing


async def test_a_locked_thread_needs_one_permission_more(stage: Stage, publisher: DiscordPublisher) -> None:
    thread = stage.papers.add_thread("digests")
    thread.archive(locked=True)
    thread.changed()
    await caught_up(stage)
    assert (await publisher.view(thread.id)).missing == ("Manage Threads",)


async def test_knows_whether_the_history_can_be_read(stage: Stage, publisher: DiscordPublisher) -> None:
    stage.papers.set_bot_permissions(read_message_history=False)
    await caught_up(stage)
    view = await publisher.view(stage.papers.id)
    assert (view.readable, view.missing) == (False, ())


async def test_an_archived_thread_is_seen_too(stage: Stage, publisher: DiscordPublisher) -> None:
    thread = stage.papers.add_thread("digests")
    thread.archive()
    thread.changed()
    view = await publisher.view(thread.id)
    assert (view.kind, view.name) == (ChannelKind.THREAD, "digests")


async def test_a_forum_that_asks_for_tags_says_so(stage: Stage, publisher: DiscordPublisher) -> None:
    forum = stage.guild.add_channel("tagged", "forum", tags=["digest"], require_tag=True)
    assert (await publisher.view(forum.id)).tags_required


async def test_what_cannot_be_posted_to_is_refused_in_words(stage: Stage, publisher: DiscordPublisher) -> None:
    private = stage.world.dm(stage.reader.account)
    hidden = stage.world.add_guild("Elsewhere", with_bot=False).add_channel("hidden")
    for channel_id, sentence in (
        (private.id, "direct message"),
        (hidden.id, "View Channel"),
        (123456789012345678, "does not exist any more"),
    ):
        with pytest.raises(RefusedError, match=sentence):
            await publisher.view(channel_id)


async def test_a_channel_that_the_bot_may_not_see_is_named_or_refused(
    stage: Stage, publisher: DiscordPublisher
) -> None:
    stage.papers.set_bot_permissions(view_channel=False)
    await caught_up(stage)
    try:
        said = " ".join((await publisher.view(stage.papers.id)).missing)
    except RefusedError as error:
        said = error.reason
    assert "View Channel" in said


async def test_says_who_and_where_the_bot_is(stage: Stage, publisher: DiscordPublisher) -> None:
    name, guilds = await publisher.whereabouts()
    assert name.casefold() == "paperboy"
    assert guilds == ("Reading group",)


# Sending.


async def test_sends_exactly_the_stored_payload(stage: Stage, publisher: DiscordPublisher) -> None:
    payload = part().payload
    message_id = await publisher.post(stage.papers.id, payload, nonce=NONCE)
    [request] = stage.world.sent("POST", "/channels/{channel_id}/messages")
    assert request.json == {**payload, "nonce": NONCE, "enforce_nonce": True}
    assert [message.id for message in stage.world.messages(stage.papers)] == [message_id]


async def test_a_repeat_is_the_same_message(stage: Stage, publisher: DiscordPublisher) -> None:
    sent = {await publisher.post(stage.papers.id, part().payload, nonce=NONCE) for _ in range(3)}
    assert len(sent) == len(stage.papers.messages) == 1


async def test_opens_a_post_that_begins_with_the_message(stage: Stage, publisher: DiscordPublisher) -> None:
    forum = stage.guild.add_channel("posts", "forum")
    thread_id = await publisher.open_post(await publisher.view(forum.id), "Papers of the week", part().payload)
    [thread] = forum.threads
    assert (thread.id, thread.name) == (thread_id, "Papers of the week")
    assert list(thread.messages) == [thread_id]


async def test_publishing_twice_is_publishing_once(stage: Stage, publisher: DiscordPublisher) -> None:
    news = stage.guild.add_channel("news", "announcement")
    message_id = await publisher.post(news.id, part().payload, nonce=NONCE)
    await publisher.publish(news.id, message_id)
    await publisher.publish(news.id, message_id)
    codes = [one.status for one in stage.world.sent("POST", "/channels/{channel_id}/messages/{message_id}/crosspost")]
    assert codes == [200, 400]


async def test_publishing_elsewhere_is_refused(stage: Stage, publisher: DiscordPublisher) -> None:
    message_id = await publisher.post(stage.papers.id, part().payload, nonce=NONCE)
    with pytest.raises(RefusedError) as caught:
        await publisher.publish(stage.papers.id, message_id)
    assert caught.value.code == 50024


# Editing.


def corrected() -> Part:
    papers = [make_paper(1, title="A Study, corrected"), make_paper(2)]
    content = DigestContent(digest="weekly", week=make_week(papers=papers), total=2, mention_role=ROLE)
    return DigestRenderer().parts(content)[0]


def is_corrected(message: Message) -> bool:
    return "A Study, corrected" in json.dumps(message.components)


async def test_edits_what_stands_to_the_payload_and_pings_nobody(stage: Stage, publisher: DiscordPublisher) -> None:
    message_id = await publisher.post(stage.papers.id, part().payload, nonce=NONCE)
    for _ in range(2):
        await publisher.edit(stage.papers.id, message_id, corrected().payload)
    [message] = stage.world.messages(stage.papers)
    assert (message.id, is_corrected(message)) == (message_id, True)
    requests = stage.world.sent("PATCH", EDITED)
    assert [request.status for request in requests] == [200, 200]
    assert corrected().payload["allowed_mentions"] == {"parse": [], "roles": [str(ROLE)]}
    for request in requests:
        assert request.json == {**corrected().payload, "allowed_mentions": {"parse": []}}
    [found] = await publisher.posted(await publisher.view(stage.papers.id))
    assert (found.marker, found.papers) == (corrected().marker, ("2303.00001", "2303.00002"))


async def test_edits_every_part_of_a_long_digest(stage: Stage, publisher: DiscordPublisher) -> None:
    content = DigestContent(digest="weekly", week=make_week(papers=30), total=30)
    for number, one in enumerate(DigestRenderer().parts(content)):
        message_id = await publisher.post(stage.papers.id, part(number + 1).payload, nonce=f"{NONCE[2:]}{number}")
        await publisher.edit(stage.papers.id, message_id, one.payload)
    assert all(request.status == 200 for request in stage.world.sent("PATCH", EDITED))


async def test_edits_an_announcement_that_was_published(stage: Stage, publisher: DiscordPublisher) -> None:
    news = stage.guild.add_channel("news", "announcement")
    message_id = await publisher.post(news.id, part().payload, nonce=NONCE)
    await publisher.publish(news.id, message_id)
    await publisher.edit(news.id, message_id, corrected().payload)
    assert is_corrected(stage.world.messages(news)[0])


async def test_edits_a_forum_post_and_opens_it_again_where_it_was_archived(
    stage: Stage, publisher: DiscordPublisher
) -> None:
    forum = stage.guild.add_channel("posts", "forum")
    post = await publisher.open_post(await publisher.view(forum.id), "A week", part().payload)
    second = await publisher.post(post, part().payload, nonce=NONCE)
    thread(stage, post).archive()
    for message_id in (post, second):
        await publisher.edit(post, message_id, corrected().payload)
    messages = thread(stage, post).messages
    assert all(is_corrected(messages[one]) for one in (post, second))
    assert not thread(stage, post).archived


async def test_renames_a_forum_post_with_no_more_permission_than_it_was_opened_with(
    stage: Stage, publisher: DiscordPublisher
) -> None:
    forum = stage.guild.add_channel("posts", "forum")
    post = await publisher.open_post(await publisher.view(forum.id), "A week", part().payload)
    stage.guild.set_bot_permissions(manage_threads=False)
    thread(stage, post).archive()
    await publisher.edit(post, post, corrected().payload, name="Another week")
    assert thread(stage, post).name == "Another week"
    assert is_corrected(thread(stage, post).messages[post])


async def test_a_title_that_stays_as_it_is_is_told_of(stage: Stage, publisher: DiscordPublisher) -> None:
    forum = stage.guild.add_channel("posts", "forum")
    post = await publisher.open_post(await publisher.view(forum.id), "A week", part().payload)
    stage.world.faults.answer("PATCH", f"/channels/{post}", status=403, code=50013, message="Missing Permissions")
    with pytest.raises(RefusedError, match="text was corrected, but the post keeps its former title") as caught:
        await publisher.edit(post, post, corrected().payload, name="Another week")
    assert caught.value.code == 50013
    assert is_corrected(thread(stage, post).messages[post])


async def test_a_thread_that_is_locked_stays_so_and_that_is_said(stage: Stage, publisher: DiscordPublisher) -> None:
    forum = stage.guild.add_channel("posts", "forum")
    post = await publisher.open_post(await publisher.view(forum.id), "A week", part().payload)
    thread(stage, post).archive(locked=True)
    with pytest.raises(RefusedError, match="archived and stays so") as caught:
        await publisher.edit(post, post, corrected().payload)
    assert caught.value.code == 50083


async def test_what_was_deleted_or_is_not_its_own_is_refused(stage: Stage, publisher: DiscordPublisher) -> None:
    said = stage.reader.say(stage.papers, "Hello")
    for message_id, code in ((said.id, 50005), (1234567890123456789, 10008)):
        with pytest.raises(RefusedError) as caught:
            await publisher.edit(stage.papers.id, message_id, corrected().payload)
        assert caught.value.code == code


async def test_an_edit_whose_answer_is_lost_is_worth_another_try(stage: Stage, publisher: DiscordPublisher) -> None:
    message_id = await publisher.post(stage.papers.id, part().payload, nonce=NONCE)
    stage.world.faults.drop("PATCH", "/channels/*/messages/*", after=True)
    with pytest.raises(UnreachableError):
        await publisher.edit(stage.papers.id, message_id, corrected().payload)


# What goes wrong on the way.


async def test_a_connection_lost_leaves_nobody_knowing(stage: Stage, publisher: DiscordPublisher) -> None:
    for after in (False, True):
        stage.world.faults.drop("POST", "/channels/*/messages", after=after)
        with pytest.raises(MaybeSentError):
            await publisher.post(stage.papers.id, part().payload, nonce=f"{NONCE[1:]}{after:d}")
    assert len(stage.papers.messages) == 1


async def test_a_server_that_fails_after_opening_a_post_is_not_asked_twice(
    stage: Stage, publisher: DiscordPublisher
) -> None:
    forum = stage.guild.add_channel("posts", "forum")
    view = await publisher.view(forum.id)
    stage.world.faults.answer("POST", "/channels/*/threads", status=502, after=True)
    with pytest.raises(MaybeSentError):
        await publisher.open_post(view, "Papers of the week", part().payload)
    assert len(forum.threads) == 1
    assert [posted.message_id for posted in await publisher.posted(view)] == [forum.threads[0].id]


async def test_too_many_requests_say_how_long_to_wait(stage: Stage, publisher: DiscordPublisher) -> None:
    stage.world.faults.rate_limit("POST", "/channels/*/messages", retry_after=600)
    with pytest.raises(UnreachableError) as caught:
        await publisher.post(stage.papers.id, part().payload, nonce=NONCE)
    assert caught.value.retry_after == 600


@pytest.mark.parametrize(
    ("status", "code", "sentence"),
    [(403, 50013, "lacks a permission"), (404, 10003, "does not exist any more"), (403, 50001, "View Channel")],
)
async def test_a_refusal_is_told_in_words(
    stage: Stage, publisher: DiscordPublisher, status: int, code: int, sentence: str
) -> None:
    stage.world.faults.answer("POST", "/channels/*/messages", status=status, code=code)
    with pytest.raises(RefusedError, match=sentence) as caught:
        await publisher.post(stage.papers.id, part().payload, nonce=NONCE)
    assert caught.value.code == code


async def test_discord_out_of_reach_is_worth_another_try(stage: Stage, publisher: DiscordPublisher) -> None:
    await stage.world.close()
    # A connection that is still open here may take the request and nobody knows; a new one is refused.
    with suppress(MaybeSentError, UnreachableError):
        await publisher.post(stage.papers.id, part().payload, nonce=NONCE)
    with pytest.raises(UnreachableError):
        await publisher.post(stage.papers.id, part().payload, nonce=NONCE)


def test_a_client_that_is_not_logged_in_is_a_mistake() -> None:
    publisher = DiscordPublisher(discord.Client(intents=discord.Intents(guilds=True)))
    with pytest.raises(RuntimeError, match="not logged in"):
        publisher._user  # noqa: B018 - the question is what it raises


# Reading back.


async def test_finds_its_digests_newest_first_and_nothing_else(stage: Stage, publisher: DiscordPublisher) -> None:
    first = await publisher.post(stage.papers.id, part().payload, nonce=NONCE)
    stage.reader.say(stage.papers, "digest:0123abcd:20230326:1:1:1")
    plain: dict[str, Any] = {"content": "Hello"}
    await publisher.post(stage.papers.id, plain, nonce=NONCE[1:] + "x")
    second = await publisher.post(stage.papers.id, part(2).payload, nonce=NONCE[1:] + "y")
    found = await publisher.posted(await publisher.view(stage.papers.id))
    assert [(one.message_id, one.channel_id, one.marker) for one in found] == [
        (second, stage.papers.id, part(2).marker),
        (first, stage.papers.id, part().marker),
    ]


async def test_finds_a_digest_far_under_other_messages(stage: Stage, publisher: DiscordPublisher) -> None:
    message_id = await publisher.post(stage.papers.id, part().payload, nonce=NONCE)
    for number in range(250):
        stage.reader.say(stage.papers, f"chatter {number}")
    view = await publisher.view(stage.papers.id)
    posted_at = discord.utils.snowflake_time(message_id)
    assert [one.message_id for one in await publisher.posted(view)] == [message_id]
    recent = await publisher.posted(view, since=posted_at - timedelta(seconds=1))
    assert [one.message_id for one in recent] == [message_id]
    assert await publisher.posted(view, since=posted_at + timedelta(seconds=60)) == []


async def test_finds_open_and_archived_posts_of_its_own(stage: Stage, publisher: DiscordPublisher) -> None:
    forum, other = stage.guild.add_channel("posts", "forum"), stage.guild.add_channel("other", "forum")
    view = await publisher.view(forum.id)
    archived = await publisher.open_post(view, "An old week", part().payload)
    thread(stage, archived).archive()
    opened = await publisher.open_post(view, "A new week", part(2).payload)
    await publisher.open_post(await publisher.view(other.id), "Elsewhere", part(3).payload)
    forum.add_thread("Somebody's own", owner=stage.reader.account)
    found = await publisher.posted(view)
    assert [(one.message_id, one.channel_id, one.marker.attempt) for one in found] == [
        (opened, opened, 2),
        (archived, archived, 1),
    ]
    later = discord.utils.snowflake_time(opened) + timedelta(minutes=1)
    assert await publisher.posted(view, since=later) == []
    assert len(await publisher.posted(view, since=later - timedelta(minutes=2))) == 2


async def test_a_post_whose_first_message_was_deleted_is_none(stage: Stage, publisher: DiscordPublisher) -> None:
    forum = stage.guild.add_channel("posts", "forum")
    view = await publisher.view(forum.id)
    post = await publisher.open_post(view, "A week", part().payload)
    await publisher.post(post, {"content": "A comment"}, nonce=NONCE)
    del thread(stage, post).messages[post]
    assert await publisher.posted(view) == []


def thread(stage: Stage, thread_id: int) -> Thread:
    return next(one for one in stage.guild.threads if one.id == thread_id)


# Being stopped.


async def test_once_the_client_is_closed_nothing_is_sent_and_that_is_certain(
    stage: Stage, publisher: DiscordPublisher
) -> None:
    view = await publisher.view(stage.papers.id)
    await publisher._client.close()
    for asked in (
        publisher.view(stage.papers.id),
        publisher.posted(view),
        publisher.post(stage.papers.id, part().payload, nonce=NONCE),
        publisher.publish(stage.papers.id, 1),
        publisher.edit(stage.papers.id, 1, part().payload),
    ):
        with pytest.raises(UnreachableError, match="being stopped"):
            await asked
    assert stage.world.messages(stage.papers) == []


async def test_closed_between_two_tries_nobody_knows_whether_it_was_sent(
    stage: Stage, publisher: DiscordPublisher, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = publisher._client

    async def send(*_: object, **__: object) -> None:
        await client.close()
        raise RuntimeError("Session is closed")

    monkeypatch.setattr(client.http, "send_message", send)
    with pytest.raises(MaybeSentError, match="being stopped"):
        await publisher.post(stage.papers.id, part().payload, nonce=NONCE)


async def test_a_mistake_of_our_own_is_none_of_delivery(
    stage: Stage, publisher: DiscordPublisher, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def send(*_: object, **__: object) -> None:
        raise RuntimeError("a bug")

    monkeypatch.setattr(publisher._client.http, "send_message", send)
    with pytest.raises(RuntimeError, match="a bug"):
        await publisher.post(stage.papers.id, part().payload, nonce=NONCE)
