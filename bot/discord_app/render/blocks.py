"""The building blocks that every message is made of, so that all of them look like one family."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

import discord

from bot.discord_app.custom_ids.kinds import OpenPaper, ShowWeek
from bot.discord_app.text.markdown import day, fit, link, one_line, web_address, week_span
from bot.models import Paper, Week

__all__ = [
    "ACCENT",
    "ATTENTION",
    "TROUBLE",
    "Button",
    "Item",
    "Layout",
    "Miss",
    "Opener",
    "button",
    "link_button",
    "message",
    "miss",
    "page_bar",
    "rows",
    "rule",
    "section",
    "text",
    "titled",
    "week_button",
    "week_to_button",
]

ACCENT = 0x2A7F9E
ATTENTION = 0xD9932B
TROUBLE = 0xC8453B
_MOST_LABEL = 80  # https://discord.com/developers/docs/components/reference#button
_MOST_TITLE = 250
_ROW = 5

Item = discord.ui.Item[discord.ui.LayoutView]
Button = discord.ui.Button[discord.ui.LayoutView]


class Layout(discord.ui.LayoutView):
    """A message that listens to nothing: its buttons carry their state, and whoever answers presses needs no view.

    discord.py keeps every view that is not finished, for as long as the process lives where it has no timeout.
    """

    def __init__(self, items: Iterable[Item] = ()) -> None:
        super().__init__(timeout=None)
        for item in items:
            self.add_item(item)

    def is_finished(self) -> bool:
        """Say that there is nothing to listen for."""
        return True


class Miss(Layout):
    """A message that says that nothing was found: of use to whoever asked, and to nobody else."""


def message(items: Iterable[Item], *, accent: int = ACCENT, above: str = "") -> Layout:
    """Return a message of one framed block; ``above`` is a line before it, such as a mention."""
    frame: Item = discord.ui.Container(*items, accent_colour=accent)
    return Layout([text(above), frame] if above else [frame])


def miss(items: Iterable[Item]) -> Miss:
    """Return a message of one framed block that says that nothing was found."""
    return Miss([discord.ui.Container(*items, accent_colour=ATTENTION)])


def text(*lines: str) -> Item:
    """Return a block of text of those lines that say anything; they are Markdown already."""
    return discord.ui.TextDisplay("\n".join(line for line in lines if line))


def rule() -> Item:
    """Return a thin line between two matters."""
    return discord.ui.Separator()


def section(content: str, accessory: Button) -> Item:
    """Return a text with a button at its right."""
    return discord.ui.Section(discord.ui.TextDisplay(content), accessory=accessory)


def button(
    label: str,
    custom_id: str,
    *,
    style: discord.ButtonStyle = discord.ButtonStyle.secondary,
    disabled: bool = False,
) -> Button:
    """Return a button; its label is not Markdown, and is cut at a word where it is too long."""
    return discord.ui.Button(label=_label(label), custom_id=custom_id, style=style, disabled=disabled)


def link_button(label: str, url: str) -> Button | None:
    """Return a button that leads to an address; None where it is none that Discord or we would link."""
    address = web_address(url)
    return None if address is None else discord.ui.Button(label=_label(label), url=address)


def _label(label: str) -> str:
    return fit(one_line(label), _MOST_LABEL) or "Open"


def rows(buttons: Sequence[Button]) -> list[Item]:
    """Return the buttons in rows of five."""
    return [discord.ui.ActionRow(*buttons[start : start + _ROW]) for start in range(0, len(buttons), _ROW)]


def week_button(week: Week, label: str = "{}", *, category: str = "") -> Button:
    """Return a button to a week; ``{}`` in the label stands for its span."""
    return button(label.format(week_span(week)), ShowWeek(week.end, category=category).encode())


def week_to_button(end: date) -> Button:
    """Return a button to the week that ends on a day, for where nobody knows on which one it begins."""
    return button(f"Week to {day(end)}", ShowWeek(end).encode())


def titled(paper: Paper, most: int = _MOST_TITLE) -> str:
    """Return a paper's title as a link to it, cut to ``most`` characters before escaping."""
    return link(fit(one_line(paper.title), most), paper.url)


class Opener:
    """Makes the buttons that open papers, unique within a message also where a paper stands in it twice."""

    def __init__(self) -> None:
        self._used: set[str] = set()

    def button(self, paper: Paper, label: str = "Open") -> Button:
        """Return a button that opens the paper's card."""
        custom_id = OpenPaper(paper.identity, paper.week).encode()
        if custom_id in self._used:
            custom_id = OpenPaper(paper.identity, paper.week, f"n{len(self._used)}").encode()
        self._used.add(custom_id)
        return button(label, custom_id)


def page_bar(ids: tuple[str, str, str], page: int, pages: int) -> Item:
    """Return the row that turns pages: ``ids`` of back, where we are and on; ``page`` counts from 0."""
    back, here, on = ids
    return discord.ui.ActionRow(
        button("← Previous", back, disabled=page <= 0),
        button(f"Page {page + 1:,} of {pages:,}", here, disabled=True),
        button("Next →", on, disabled=page >= pages - 1),
    )
