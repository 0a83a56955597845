"""Commands in ordinary messages: what ``basic_bot``, ``converters``, ``guessing_game`` and ``custom_context`` show."""

from __future__ import annotations

import asyncio
import random
from dataclasses import dataclass
from typing import Any, Self

import discord
import pytest
from discord.ext import commands

from bot.sandbox import Message, Upload
from tests.sandbox.examples.base import ExampleBot, with_content
from tests.sandbox.sample_bot import connected
from tests.sandbox.town import Town


class Context(commands.Context["PrefixBot"]):
    """A context that can nod."""

    async def tick(self, *, value: bool) -> None:
        """React to the message with a tick or a cross."""
        await self.message.add_reaction("✅" if value else "❌")


@commands.command()
async def add(ctx: Context, left: int, right: int) -> None:
    """Add two numbers."""
    await ctx.send(str(left + right))


@commands.command()
async def choose(ctx: Context, *choices: str) -> None:
    """Choose one of several."""
    await ctx.send(ctx.bot.dice.choice(choices))


@commands.command()
async def repeat(ctx: Context, times: int, content: str = "again") -> None:
    """Say something several times."""
    for _ in range(times):
        await ctx.send(content)


@commands.group()
async def cool(ctx: Context) -> None:
    """Say whether somebody is cool."""
    if ctx.invoked_subcommand is None:
        await ctx.reply(f"No, {ctx.subcommand_passed} is not cool", mention_author=False)


@cool.command(name="bot")
async def cool_bot(ctx: Context) -> None:
    """Is the bot cool?"""
    await ctx.reply("Yes, the bot is cool.")


@commands.command()
async def describe(ctx: Context, what: discord.Member | discord.TextChannel | discord.Role) -> None:
    """Say what a mention, a name or an id means."""
    await ctx.send(f"{type(what).__name__} {what.name}")


@dataclass(frozen=True)
class Size:
    """A converter of one's own."""

    width: int
    height: int

    @classmethod
    async def convert(cls, ctx: commands.Context[Any], argument: str) -> Self:
        width, cross, height = argument.partition("x")
        if not cross:
            raise commands.BadArgument(f"“{argument}” is no size")
        return cls(int(width), int(height))


@commands.command()
async def area(ctx: Context, sizes: commands.Greedy[Size], *, unit: str = "m²") -> None:
    """Add up areas."""
    await ctx.send(f"{sum(size.width * size.height for size in sizes)} {unit}")


@commands.command()
async def measure(ctx: Context, size: Size) -> None:
    """Measure one area."""
    await ctx.send(f"{size.width * size.height}")


@commands.command()
@commands.has_permissions(manage_messages=True)
async def purge(ctx: Context, count: int) -> None:
    """Delete the last messages."""
    assert isinstance(ctx.channel, discord.TextChannel)
    await ctx.channel.purge(limit=count + 1)


@commands.command()
async def guess(ctx: Context, number: int) -> None:
    """Think of a number, and see whether a message guesses it."""
    await ctx.tick(value=number == ctx.bot.dice.randint(1, 6))


@commands.command()
async def game(ctx: Context) -> None:
    """Play a round of guessing."""
    await ctx.send("Guess a number between 1 and 10.")
    answer = ctx.bot.dice.randint(1, 10)
    said = await ctx.bot.wait_for(
        "message", check=lambda message: message.author == ctx.author and message.content.isdigit(), timeout=5
    )
    await said.reply("You are right!" if int(said.content) == answer else f"Oops. It is {answer}.")


@commands.hybrid_command()  # type: ignore[arg-type]  # its hint knows no bot of our own
async def shout(ctx: commands.Context[Any], words: str) -> None:
    """Say something loudly, by message or by slash."""
    await ctx.send(words.upper())


class Six(random.Random):
    """Dice that always show the most."""

    def randint(self, a: int, b: int) -> int:
        return b

    def choice(self, seq: Any) -> Any:
        return seq[-1]


class PrefixBot(ExampleBot):
    """Takes commands from messages, and explains what it could not read."""

    def __init__(self) -> None:
        items: tuple[Any, ...] = (add, choose, repeat, cool, describe, area, measure, purge, guess, game, shout)
        super().__init__(*items, intents=with_content(members=True))
        self.dice = Six()
        self.changes: asyncio.Queue[str] = asyncio.Queue()

    async def get_context(self, origin: Any, /, *, cls: Any = Context) -> Any:
        return await super().get_context(origin, cls=cls)

    async def on_command_error(self, context: Any, exception: commands.CommandError, /) -> None:
        await context.send(str(exception))

    async def on_message_edit(self, before: discord.Message, after: discord.Message) -> None:
        self.changes.put_nowait(f"{before.content} → {after.content}")

    async def on_message_delete(self, message: discord.Message) -> None:
        self.changes.put_nowait(f"{message.content} is gone")


@pytest.fixture
def bot() -> PrefixBot:
    return PrefixBot()


async def answers(live: Town, words: str, count: int = 1) -> list[Message]:
    """Write something, and return what follows it."""
    before = len(live.general.messages) + 1
    live.ada.say(live.general, words)
    return (await live.sandbox.wait_for_message(live.general, before + count))[before:]


async def answer(live: Town, words: str) -> str:
    (only,) = await answers(live, words)
    return only.content


async def test_words_become_arguments(live: Town, bot: PrefixBot) -> None:
    async with connected(live.sandbox, bot):
        assert await answer(live, "?add 3 4") == "7"
        assert await answer(live, '?choose tea "hot milk"') == "hot milk"
        assert [one.content for one in await answers(live, "?repeat 2 hey", 2)] == ["hey", "hey"]
        assert await answer(live, f"{live.sandbox.bot_user.mention} add 1 1") == "2"


async def test_what_cannot_be_read_is_explained(live: Town, bot: PrefixBot) -> None:
    async with connected(live.sandbox, bot):
        assert await answer(live, "?add 3") == "right is a required argument that is missing."
        assert await answer(live, "?add 3 four") == 'Converting to "int" failed for parameter "right".'
        assert await answer(live, "?measure big") == "“big” is no size"
        assert await answer(live, "?nothing") == 'Command "nothing" is not found'


async def test_a_group_answers_by_replies(live: Town, bot: PrefixBot) -> None:
    async with connected(live.sandbox, bot):
        (plain,) = await answers(live, "?cool bot")
        assert (plain.content, plain.reply_to is None) == ("Yes, the bot is cool.", False)
        assert plain.pings.users == {live.ada.id}
        (quiet,) = await answers(live, "?cool Ada")
        assert quiet.content == "No, Ada is not cool"
        assert not quiet.pings


async def test_mentions_names_and_ids_are_converted(live: Town, bot: PrefixBot) -> None:
    role = live.guild.add_role("Readers")
    async with connected(live.sandbox, bot):
        for words, told in (
            (live.chief.mention, "Member chief"),
            (str(live.chief.id), "Member chief"),
            ("news", "TextChannel news"),
            (f"<@&{role.id}>", "Role Readers"),
            ("Readers", "Role Readers"),
        ):
            assert await answer(live, f"?describe {words}") == told


async def test_own_and_greedy_converters(live: Town, bot: PrefixBot) -> None:
    async with connected(live.sandbox, bot):
        assert await answer(live, "?area 2x3 4x5") == "26 m²"
        assert await answer(live, "?area 2x3 square miles") == "6 square miles"


async def test_messages_are_purged_by_who_may(live: Town, bot: PrefixBot) -> None:
    live.guild.set_bot_permissions(manage_messages=True)
    async with connected(live.sandbox, bot):
        assert await answer(live, "?purge 1") == "You are missing Manage Messages permission(s) to run this command."
        live.chief.say(live.general, "?purge 2")
        await live.sandbox.wait_until(lambda: not live.general.messages, "they are still there")


async def reactions(live: Town, message: Message) -> list[str]:
    """Wait until somebody reacted, and return how."""
    await live.sandbox.wait_until(lambda: message.reactions, "nobody reacted")
    return list(message.reactions)


async def test_a_context_of_ones_own_reacts(live: Town, bot: PrefixBot) -> None:
    async with connected(live.sandbox, bot):
        for number, emoji in ((6, "✅"), (5, "❌")):
            message = live.ada.say(live.general, f"?guess {number}")
            assert await reactions(live, message) == [emoji]


async def test_a_game_waits_for_the_next_message(live: Town, bot: PrefixBot) -> None:
    async with connected(live.sandbox, bot):
        assert await answer(live, "?game") == "Guess a number between 1 and 10."
        live.chief.say(live.general, "10")
        live.ada.say(live.general, "hm")
        assert await answer(live, "10") == "You are right!"
        assert await answer(live, "?game") == "Guess a number between 1 and 10."
        assert await answer(live, "3") == "Oops. It is 10."


async def test_a_hybrid_command_goes_both_ways(live: Town, bot: PrefixBot) -> None:
    async with connected(live.sandbox, bot):
        assert await answer(live, "?shout hello") == "HELLO"
        assert (await live.ada.slash(live.general, "shout", words="hello")).text() == "HELLO"


async def test_edits_and_deletions_are_heard_of(live: Town, bot: PrefixBot) -> None:
    async with connected(live.sandbox, bot):
        message = live.ada.say(live.general, "helo", files=[Upload.of("a.txt", b"x")])
        live.ada.edit(message, "hello")
        live.ada.delete(message)
        heard = [await asyncio.wait_for(bot.changes.get(), 5) for _ in range(2)]
    assert heard == ["helo → hello", "hello is gone"]


async def test_without_the_intent_words_stay_hidden(live: Town) -> None:
    bot = ExampleBot(add, shout)
    async with connected(live.sandbox, bot):
        live.ada.say(live.general, "?add 1 1")
        assert await answer(live, f"{live.sandbox.bot_user.mention} shout hi") == "HI"
        live.ada.say(live.sandbox.dm(live.ada), "?shout hi")
        said = await live.sandbox.wait_for_message(live.sandbox.dm(live.ada), 2)
    assert said[1].content == "HI"
