"""A week's papers, several weeks at a glance, and what is near where no week was meant."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import groupby

import discord

from bot.discord_app.custom_ids.kinds import PickWeek, ShowMonth, ShowWeek
from bot.discord_app.render.blocks import (
    ATTENTION,
    Button,
    Item,
    Layout,
    button,
    message,
    miss,
    page_bar,
    rows,
    section,
    text,
    week_button,
    week_to_button,
)
from bot.discord_app.render.categories import category_code, glance, in_category, named
from bot.discord_app.render.entries import COMFORTABLE, LAST_RESORT, PLAIN, entries, entry_text, in_room
from bot.discord_app.render.measure import MOST_CHARACTERS, fits, measure
from bot.discord_app.text.markdown import day, fit, fit_escaped, length, month, one_line, plural, prose, week_span
from bot.errors import WeekNotFoundError
from bot.models import Paper, Week

__all__ = ["PAGE", "week_not_found", "week_page", "weeks_overview"]

PAGE = 10
"""Papers on a page: three components each, beside frame, heading and two rows of buttons, make exactly Discord's 40."""

_STYLES = (*COMFORTABLE[COMFORTABLE.index(PLAIN) :], *LAST_RESORT)
_MOST_SECTIONS = 12
_MOST_OPTIONS = 25  # https://discord.com/developers/docs/components/reference#string-select
_MOST_SELECTS = 8
_MOST_LINES = 70
_OPTION = 100


def week_page(
    week: Week,
    *,
    page: int = 0,
    category: str | None = None,
    older: Week | None = None,
    newer: Week | None = None,
) -> discord.ui.LayoutView:
    """Return a page of a week's papers, ``page`` from 0; one beyond the last shows the last.

    ``category`` is a code, a name or what a button carried; its neighbours ``older`` and ``newer`` keep it.
    """
    papers = in_category(week.papers, category) if category else week.papers
    pages = max(1, -(-len(papers) // PAGE))
    page = min(max(page, 0), pages - 1)
    code = category_code(category)
    below = [*_pages(week, page, pages, code), *rows(_ways(week, code, older, newer))]
    if not papers:
        return message([text(_span(week), _nothing(week, category)), *below], accent=ATTENTION)
    shown, head = papers[page * PAGE : (page + 1) * PAGE], f"{_span(week)}\n{_counts(week, papers, category)}"
    texts = in_room(
        MOST_CHARACTERS - length(head), _STYLES, lambda style: [entry_text(paper, style) for paper in shown]
    )
    view = message([text(head), *entries(shown, texts), *below])
    measure(view)
    return view


def weeks_overview(label: str, weeks: Sequence[Week]) -> discord.ui.LayoutView:
    """Return several weeks, newest first: counts and first titles of each, and a way into every one.

    Those of a year are gathered by month: fifty weeks one below the other would fill the channel.
    """
    papers = sum(len(week.papers) for week in weeks)
    head = (f"## {fit_escaped(one_line(label), 100)}", f"{plural(len(weeks), 'week')} · {plural(papers, 'paper')}")
    make = _in_sections if len(weeks) <= _MOST_SECTIONS else _many
    for titles, most in ((3, 70), (2, 60), (1, 60), (1, 40)):
        view = make(head, weeks, titles, most)
        if fits(view):
            return view
    view = make(head, weeks, 0, 0)
    measure(view)
    return view


def week_not_found(error: WeekNotFoundError) -> discord.ui.LayoutView:
    """Say why no week was found, with a button to each of the nearest."""
    near = [week_to_button(end) for end in dict.fromkeys(error.nearest)][:5]
    lines = ("**No such week**", prose(one_line(error.reason), 1500), "-# The nearest ones:" if near else "")
    return miss([text(*lines), *rows(near)])


def _span(week: Week) -> str:
    return f"## {week_span(week)}"


def _counts(week: Week, papers: Sequence[Paper], category: str | None) -> str:
    if category:
        return f"**{len(papers)} of {plural(len(week.papers), 'paper')}** · {_name(week, category)}"
    about = glance(papers)
    return f"**{plural(len(papers), 'paper')}**" + (f" · {about}" if about else "")


def _nothing(week: Week, category: str | None) -> str:
    if not category or not week.papers:
        return "The list has no papers for this week."
    return f"Nothing in {_name(week, category)} this week; it has {plural(len(week.papers), 'paper')} in other fields."


def _name(week: Week, category: str) -> str:
    inside = in_category(week.papers, category)
    return named(inside[0].category if inside else category)


def _pages(week: Week, page: int, pages: int, code: str) -> list[Item]:
    if pages == 1:
        return []
    back, here, on = (
        ShowWeek(week.end, target, code, origin).encode()
        for target, origin in ((max(page - 1, 0), "back"), (page, "here"), (min(page + 1, pages - 1), "on"))
    )
    return [page_bar((back, here, on), page, pages)]


def _ways(week: Week, code: str, older: Week | None, newer: Week | None) -> list[Button]:
    """Return the buttons to the neighbours, and without a filter to the whole week."""
    ways = [week_button(older, "← {}", category=code)] if older else []
    if code:
        ways.append(button("All fields", ShowWeek(week.end, origin="all").encode(), style=discord.ButtonStyle.primary))
    return [*ways, week_button(newer, "{} →", category=code)] if newer else ways


def _in_sections(head: Sequence[str], weeks: Sequence[Week], titles: int, most: int) -> Layout:
    return message([text(*head), *(section(_line(week, titles, most), week_button(week, "Open")) for week in weeks)])


def _many(head: Sequence[str], weeks: Sequence[Week], titles: int, most: int) -> Layout:
    months = len({(week.end.year, week.end.month) for week in weeks})
    # A list with a week for every day has a month of thirty.
    make = _by_month if 1 < months <= _MOST_SECTIONS else _in_lists
    return make(head, weeks, titles, most)


def _by_month(head: Sequence[str], weeks: Sequence[Week], titles: int, most: int) -> Layout:
    months = groupby(weeks, key=lambda week: week.end.replace(day=1))
    return message([text(*head), *(_month(first, tuple(inside), titles, most) for first, inside in months)])


def _month(first: date, weeks: Sequence[Week], titles: int, most: int) -> Item:
    papers = sum(len(week.papers) for week in weeks)
    line = f"**{month(first)}** · {plural(len(weeks), 'week')} · {plural(papers, 'paper')}"
    leading = [week.papers[0].title for week in weeks if week.papers][:titles]
    about = " · ".join(fit_escaped(one_line(title), most) for title in leading)
    return section(f"{line}\n-# {about}" if about else line, button("Open", ShowMonth(first).encode()))


def _in_lists(head: Sequence[str], weeks: Sequence[Week], titles: int, most: int) -> Layout:
    """Return many weeks as lines and selects: there are more than a message may have buttons."""
    reachable = weeks[: _MOST_OPTIONS * _MOST_SELECTS]
    groups = [reachable[start : start + _MOST_OPTIONS] for start in range(0, len(reachable), _MOST_OPTIONS)]
    selects: list[Item] = [discord.ui.ActionRow(_select(index, group)) for index, group in enumerate(groups)]
    lines = [_line(week, titles, most) for week in weeks]
    if not titles:
        lines = _without_overflow(lines)
    return message([text(*head), text(*lines), *selects])


def _without_overflow(lines: list[str]) -> list[str]:
    kept = lines[:_MOST_LINES]
    return [*kept, f"-# and {len(lines) - len(kept)} more, in the lists below"] if len(kept) < len(lines) else kept


def _line(week: Week, titles: int, most: int) -> str:
    line = f"**{week_span(week)}** · {plural(len(week.papers), 'paper')}"
    first = " · ".join(fit_escaped(one_line(paper.title), most) for paper in week.papers[:titles])
    return f"{line}\n-# {first}" if first else line


def _select(index: int, weeks: Sequence[Week]) -> discord.ui.Select[discord.ui.LayoutView]:
    options = [
        discord.SelectOption(
            label=week_span(week),
            value=ShowWeek(week.end).encode(),
            description=fit(_described(week), _OPTION),
        )
        for week in weeks
    ]
    placeholder = f"Open a week: {day(weeks[-1].end)} to {day(weeks[0].end)}"
    return discord.ui.Select(custom_id=PickWeek(index).encode(), placeholder=placeholder, options=options)


def _described(week: Week) -> str:
    first = one_line(week.papers[0].title) if week.papers else ""
    return f"{plural(len(week.papers), 'paper')}" + (f" · {first}" if first else "")
