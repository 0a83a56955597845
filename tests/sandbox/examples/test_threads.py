"""Threads, posts of forums, polls and work in the background."""

from __future__ import annotations

import asyncio
import io
from datetime import timedelta

import discord
import pytest
from discord import app_commands
from discord.ext import commands, tasks

from bot.sandbox import DriverError, Thread, Upload
from tests.sandbox.examples.base import ExampleBot, Interaction, with_content
from tests.sandbox.sample_bot import connected
from tests.sandbox.town import Town

Context = commands.Context[ExampleBot]


@commands.command()
async def discuss(ctx: Context, *, topic: str) -> None:
    """Open a thread on the message, and begin it."""
    thread = await ctx.message.create_thread(name=topic, auto_archive_duration=1440)
    await thread.send(f"{ctx.author.mention} wants to talk about {topic}")


@commands.command()
async def aside(ctx: Context, member: discord.Member) -> None:
    """Open a private thread for two."""
    assert isinstance(ctx.channel, discord.TextChannel)
    thread = await ctx.channel.create_thread(name="aside", type=discord.ChannelType.private_thread, invitable=False)
    for one in (ctx.author, member):
        await thread.add_user(one)
    await thread.send("Here you are")


@commands.command()
async def close(ctx: Context) -> None:
    """Close the thread."""
    assert isinstance(ctx.channel, discord.Thread)
    await ctx.send("Closed")
    await ctx.channel.edit(archived=True, locked=True)


class Post(discord.ui.LayoutView):
    """What a post of a forum begins with."""

    def __init__(self, words: str) -> None:
        super().__init__()
        self.add_item(discord.ui.Container(discord.ui.TextDisplay(f"## {words}")))


@app_commands.command()
async def publish(interaction: Interaction, title: str, tag: str) -> None:
    """Open a post with a tag."""
    assert interaction.guild is not None
    (forum,) = interaction.guild.forums
    tags = [one for one in forum.available_tags if one.name == tag]
    made = await forum.create_thread(name=title, view=Post(title), applied_tags=tags)
    details = discord.File(io.BytesIO(b"details"), "details.txt")
    await made.thread.send("The first comment", file=details)
    await interaction.response.send_message(made.thread.mention)


class ThreadBot(ExampleBot):
    """Remembers which threads it met."""

    def __init__(self) -> None:
        super().__init__(discuss, aside, close, publish, intents=with_content(members=True))
        self.met: list[str] = []

    async def on_thread_create(self, thread: discord.Thread) -> None:
        self.met.append(thread.name)


async def thread_of(live: Town, name: str, messages: int = 1) -> Thread:
    """Wait until there is a thread with so many messages."""

    def found() -> Thread | None:
        return next((one for one in live.guild.threads if one.name == name and len(one.messages) >= messages), None)

    await live.sandbox.wait_until(found, f"There is no thread {name}")
    thread = found()
    assert thread is not None
    return thread


async def test_a_thread_hangs_on_a_message(live: Town) -> None:
    live.guild.set_bot_permissions(manage_threads=True)
    bot = ThreadBot()
    async with connected(live.sandbox, bot):
        message = live.ada.say(live.general, "?discuss tea")
        thread = await thread_of(live, "tea")
        assert (thread.id, message.thread, thread.auto_archive_duration) == (message.id, thread, 1440)
        assert [one.content for one in live.chief.sees(thread)] == [f"{live.ada.mention} wants to talk about tea"]
        live.chief.say(thread, "?close")
        await live.sandbox.wait_until(lambda: thread.archived, "it is still open")
    assert bot.met == ["tea"]
    with pytest.raises(DriverError, match="Ada may not write in #tea"):
        live.ada.say(thread, "But")


async def test_a_private_thread_is_for_those_in_it(live: Town) -> None:
    live.guild.set_bot_permissions(create_private_threads=True, manage_threads=True)
    friend, stranger = live.guild.add_member("Friend"), live.guild.add_member("Stranger")
    async with connected(live.sandbox, ThreadBot()):
        live.ada.say(live.general, f"?aside {friend.mention}")
        thread = await thread_of(live, "aside")
    for one in (live.ada, friend):
        assert [message.content for message in one.sees(thread)] == ["Here you are"]
    with pytest.raises(DriverError, match="Stranger cannot see #aside"):
        stranger.sees(thread)


async def test_a_forum_gets_a_post(live: Town) -> None:
    async with connected(live.sandbox, ThreadBot()):
        reply = await live.ada.slash(live.general, "publish", title="Week 12", tag="weekly")
        post = await thread_of(live, "Week 12", 2)
        assert reply.text() == post.mention
    begun, comment = live.ada.sees(post)
    assert (begun.id, begun.text(), begun.v2) == (post.id, "## Week 12", True)
    assert [tag.id for tag in live.forum.tags] == post.applied_tags
    assert [one.data for one in comment.attachments] == [b"details"]
    assert live.ada.say(post, files=[Upload.of("mine.txt", b"x")]).channel is post


class Clockwork(ExampleBot):
    """Says a number again and again, three times in all."""

    def __init__(self, channel: int) -> None:
        super().__init__()
        self.channel_id = channel

    async def setup_hook(self) -> None:
        self.work.start()

    @tasks.loop(seconds=0.01, count=3)
    async def work(self) -> None:
        channel = self.get_channel(self.channel_id)
        assert isinstance(channel, discord.TextChannel)
        await channel.send(str(self.work.current_loop))

    @work.before_loop
    async def wait(self) -> None:
        await self.wait_until_ready()


async def test_work_goes_on_in_the_background(live: Town) -> None:
    bot = Clockwork(live.general.id)
    async with connected(live.sandbox, bot):
        work = bot.work.get_task()
        assert work is not None
        await asyncio.wait_for(work, 5)
    assert [one.content for one in live.sandbox.messages(live.general)] == ["0", "1", "2"]


@app_commands.command()
async def ask(interaction: Interaction, question: str) -> None:
    """Ask everybody."""
    poll = discord.Poll(question, timedelta(hours=1), multiple=True)
    poll.add_answer(text="Yes", emoji="👍")
    poll.add_answer(text="No")
    await interaction.response.send_message(poll=poll)


class PollBot(ExampleBot):
    """Hears of each vote."""

    def __init__(self, intents: discord.Intents | None = None) -> None:
        super().__init__(ask, intents=intents)
        self.votes: asyncio.Queue[tuple[str, int, int]] = asyncio.Queue()

    async def on_raw_poll_vote_add(self, payload: discord.RawPollVoteActionEvent) -> None:
        self.votes.put_nowait(("+", payload.user_id, payload.answer_id))

    async def on_raw_poll_vote_remove(self, payload: discord.RawPollVoteActionEvent) -> None:
        self.votes.put_nowait(("-", payload.user_id, payload.answer_id))


async def test_votes_are_heard_counted_and_ended(live: Town) -> None:
    bot = PollBot()
    async with connected(live.sandbox, bot):
        message = (await live.ada.slash(live.general, "ask", question="Tea?")).message
        live.ada.vote(message, [1, 2])
        live.ada.vote(message, [2])
        heard = [await asyncio.wait_for(bot.votes.get(), 5) for _ in range(3)]
        assert heard == [("+", live.ada.id, 1), ("+", live.ada.id, 2), ("-", live.ada.id, 1)]
        channel = bot.get_channel(live.general.id)
        assert isinstance(channel, discord.TextChannel)
        poll = (await channel.fetch_message(message.id)).poll
        assert poll is not None
        assert [answer.vote_count for answer in poll.answers] == [0, 1]
        assert [voter.id async for voter in poll.answers[1].voters()] == [live.ada.id]
        await poll.end()
        with pytest.raises(DriverError, match="The poll is closed"):
            live.chief.vote(message, [1])


async def test_votes_need_an_intent_of_their_own(live: Town) -> None:
    intents = discord.Intents.default()
    intents.polls = False
    bot = PollBot(intents)
    async with connected(live.sandbox, bot):
        message = (await live.ada.slash(live.general, "ask", question="Tea?")).message
        live.ada.vote(message, [1])
        live.ada.say(live.general, "done")
        await bot.wait_for("message", timeout=5)
    assert bot.votes.empty()
