"""Buttons: what ``views/confirm``, ``counter``, ``ephemeral``, ``link`` and ``tic_tac_toe`` show."""

from __future__ import annotations

import asyncio
from typing import Any, Self
from urllib.parse import quote_plus

import discord
import pytest
from discord.ext import commands

from bot.sandbox import DriverError, Message
from tests.sandbox.examples.base import ExampleBot, Interaction, with_content
from tests.sandbox.sample_bot import connected
from tests.sandbox.town import Town

Button = discord.ui.Button[Any]
Context = commands.Context[ExampleBot]


class Confirm(discord.ui.View):
    """Asks whoever began, and remembers the answer."""

    def __init__(self, asked: discord.abc.User) -> None:
        super().__init__()
        self.asked = asked
        self.value: bool | None = None

    async def interaction_check(self, interaction: Interaction, /) -> bool:
        if interaction.user == self.asked:
            return True
        await interaction.response.send_message("That is not for you to say.", ephemeral=True)
        return False

    @discord.ui.button(label="Confirm", style=discord.ButtonStyle.green)
    async def confirm(self, interaction: Interaction, button: Button) -> None:
        await self._answer(interaction, told="Confirming", value=True)

    @discord.ui.button(label="Cancel", style=discord.ButtonStyle.grey)
    async def cancel(self, interaction: Interaction, button: Button) -> None:
        await self._answer(interaction, told="Cancelling", value=False)

    async def _answer(self, interaction: Interaction, *, told: str, value: bool) -> None:
        await interaction.response.send_message(told, ephemeral=True)
        self.value = value
        self.stop()


class Counter(discord.ui.View):
    """Counts on its own button, and ends at three."""

    @discord.ui.button(label="0", style=discord.ButtonStyle.red)
    async def count(self, interaction: Interaction, button: Button) -> None:
        number = int(button.label or 0) + 1
        button.label, button.disabled = str(number), number == 3
        if button.disabled:
            button.style = discord.ButtonStyle.green
        await interaction.response.edit_message(view=self)


class OwnCounter(discord.ui.View):
    """Gives everybody a counter of their own, which only they see."""

    @discord.ui.button(label="Click", style=discord.ButtonStyle.blurple)
    async def receive(self, interaction: Interaction, button: Button) -> None:
        await interaction.response.send_message("Enjoy!", view=Counter(), ephemeral=True)


class Search(discord.ui.View):
    """A button that leads out of Discord."""

    def __init__(self, words: str) -> None:
        super().__init__()
        self.add_item(discord.ui.Button(label="Search", url=f"https://example.org/search?q={quote_plus(words)}"))


class Cell(discord.ui.Button["Board"]):
    """A cell of the game."""

    def __init__(self, x: int, y: int) -> None:
        super().__init__(style=discord.ButtonStyle.secondary, label="\u200b", row=y)
        self.x, self.y = x, y

    async def callback(self, interaction: Interaction) -> None:
        assert self.view is not None
        await interaction.response.edit_message(content=self.view.play(self), view=self.view)


class Board(discord.ui.View):
    """Noughts and crosses on nine buttons."""

    def __init__(self) -> None:
        super().__init__()
        self.cells = [[Cell(x, y) for x in range(3)] for y in range(3)]
        self.turn = "X"
        for row in self.cells:
            for cell in row:
                self.add_item(cell)

    def play(self, cell: Cell) -> str:
        """Mark a cell, and return what the message says now."""
        cell.label, cell.disabled = self.turn, True
        cell.style = discord.ButtonStyle.danger if self.turn == "X" else discord.ButtonStyle.success
        if self._has_won(self.turn):
            return self._end(f"{self.turn} won!")
        if all(one.disabled for row in self.cells for one in row):
            return self._end("It's a tie!")
        self.turn = "O" if self.turn == "X" else "X"
        return f"It is now {self.turn}'s turn"

    def _has_won(self, mark: str) -> bool:
        grid = [[one.label == mark for one in row] for row in self.cells]
        diagonals = [[grid[at][at] for at in range(3)], [grid[at][2 - at] for at in range(3)]]
        return any(all(line) for line in [*grid, *zip(*grid, strict=True), *diagonals])

    def _end(self, told: str) -> str:
        for row in self.cells:
            for cell in row:
                cell.disabled = True
        self.stop()
        return told


@commands.command()
async def ask(ctx: commands.Context[ButtonBot]) -> None:
    """Ask whoever writes."""
    view = Confirm(ctx.author)
    await ctx.send("Do you want to continue?", view=view)
    await view.wait()
    ctx.bot.answers.put_nowait(view.value)


@commands.command()
async def counter(ctx: Context) -> None:
    """Show a counter."""
    await ctx.send("Press!", view=Counter())


@commands.command()
async def own(ctx: Context) -> None:
    """Offer counters."""
    await ctx.send("Take one", view=OwnCounter())


@commands.command()
async def search(ctx: Context, *, words: str) -> None:
    """Offer a search."""
    await ctx.send(f"Results for: {words}", view=Search(words))


@commands.command()
async def tic(ctx: Context) -> None:
    """Begin a game."""
    await ctx.send("X begins", view=Board())


class ButtonBot(ExampleBot):
    """Answers prefix commands with views."""

    def __init__(self) -> None:
        super().__init__(ask, counter, own, search, tic, intents=with_content())
        self.answers: asyncio.Queue[bool | None] = asyncio.Queue()


class Table:
    """A channel in which a bot is asked for something with buttons."""

    def __init__(self, town: Town, bot: ButtonBot) -> None:
        self.town, self.bot = town, bot

    async def asked(self, words: str) -> Message:
        """Write to the bot, and return its answer."""
        self.town.ada.say(self.town.general, words)
        return (await self.town.sandbox.wait_for_message(self.town.general, 2))[1]

    async def __aenter__(self) -> Self:
        self._running = connected(self.town.sandbox, self.bot)
        await self._running.__aenter__()
        return self

    async def __aexit__(self, *error: object) -> None:
        await self._running.__aexit__(None, None, None)


@pytest.fixture
def table(live: Town) -> Table:
    return Table(live, ButtonBot())


@pytest.mark.parametrize(("label", "told", "value"), [("Confirm", "Confirming", True), ("Cancel", "Cancelling", False)])
async def test_a_question_is_answered_once_by_who_was_asked(table: Table, label: str, told: str, value: bool) -> None:
    async with table:
        question = await table.asked("?ask")
        refused = await table.town.chief.press(question, label=label)
        assert refused.text() == "That is not for you to say."
        assert table.bot.answers.empty()
        assert (await table.town.ada.press(question, label=label)).text() == told
        assert await asyncio.wait_for(table.bot.answers.get(), 5) is value


async def test_a_counter_counts_in_place_until_it_is_done(table: Table) -> None:
    async with table:
        message = await table.asked("?counter")
        for number in range(3):
            reply = await table.town.chief.press(message, label=str(number))
            assert reply.edited
        with pytest.raises(DriverError, match="The component is disabled"):
            await table.town.ada.press(message, label="3")


async def test_everybody_has_a_counter_of_their_own(table: Table) -> None:
    async with table:
        message = await table.asked("?own")
        first, second = await asyncio.gather(
            *(one.press(message, label="Click") for one in (table.town.ada, table.town.chief))
        )
        await table.town.ada.press(first.message, label="0")
        assert [one.message.buttons()[0]["label"] for one in (first, second)] == ["1", "0"]
        with pytest.raises(DriverError, match="Chief does not see this message"):
            await table.town.chief.press(first.message, label="1")


async def test_a_link_is_not_pressed_but_followed(table: Table) -> None:
    async with table:
        message = await table.asked("?search fish & chips")
        assert message.text() == "Results for: fish & chips"
        with pytest.raises(DriverError, match=r"only opens https://example\.org/search\?q=fish\+%26\+chips"):
            await table.town.ada.press(message, label="Search")


def cell(message: Message, x: int, y: int) -> str:
    """Return the custom id of a cell."""
    return str(message.buttons()[3 * y + x]["custom_id"])


@pytest.mark.parametrize(
    ("moves", "told"),
    [
        ([(0, 0), (0, 1), (1, 0), (1, 1), (2, 0)], "X won!"),
        ([(0, 0), (1, 0), (0, 1), (1, 1), (2, 2), (1, 2)], "O won!"),
        ([(0, 0), (1, 0), (2, 0), (1, 1), (0, 1), (0, 2), (1, 2), (2, 1), (2, 2)], "It's a tie!"),
    ],
)
async def test_a_game_is_played_to_its_end(table: Table, moves: list[tuple[int, int]], told: str) -> None:
    async with table:
        message = await table.asked("?tic")
        for number, (x, y) in enumerate(moves):
            player = (table.town.ada, table.town.chief)[number % 2]
            await player.press(message, custom_id=cell(message, x, y))
        assert message.text() == told
        assert all(button["disabled"] for button in message.buttons())


async def test_a_cell_is_taken_once(table: Table) -> None:
    async with table:
        message = await table.asked("?tic")
        await table.town.ada.press(message, custom_id=cell(message, 1, 1))
        assert message.text() == "It is now O's turn"
        with pytest.raises(DriverError, match="The component is disabled"):
            await table.town.chief.press(message, custom_id=cell(message, 1, 1))
