"""A file of papers, with what is in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Final

import discord

from bot.arxiv.taxonomy import find_category
from bot.catalog.results import SearchResults, WeekAnswer
from bot.discord_app.render.blocks import message, text
from bot.discord_app.render.measure import measure
from bot.discord_app.render.search import described_filters
from bot.discord_app.text.markdown import fit_escaped, one_line, plural, quoted, week_span
from bot.exports import Form
from bot.models import Paper

__all__ = ["FORMATS", "Picked", "export_card"]

FORMATS: Final[Mapping[Form, str]] = MappingProxyType(
    {
        Form.BIBTEX: "BibTeX: LaTeX, Zotero, JabRef",
        Form.MARKDOWN: "Markdown: to read and to paste",
        Form.CSV: "CSV: spreadsheets",
    }
)
"""What a member chooses from, the default first."""

_NAMES = {Form.BIBTEX: "BibTeX", Form.MARKDOWN: "Markdown", Form.CSV: "CSV"}
_HINTS = {
    Form.BIBTEX: "For LaTeX, and for reference managers such as Zotero and JabRef.",
    Form.MARKDOWN: "To read, and to paste into notes and wikis.",
    Form.CSV: "For spreadsheets. A text that a spreadsheet would run as a formula begins with an apostrophe.",
}
_MOST_QUERY = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Picked:
    """Papers for a file: ``papers`` of the ``total`` that were meant, by a search, by weeks, or by a search within weeks."""

    papers: tuple[Paper, ...]
    total: int
    weeks: WeekAnswer | None = None
    results: SearchResults | None = None

    @property
    def name(self) -> str:
        """What the file is called after: ``2023-03-26``, ``March 2023``, ``search language models cs.CL``."""
        weeks = "" if self.weeks is None else _weeks_name(self.weeks)
        if self.results is None:
            return weeks
        query = self.results.query
        category = find_category(query.category or "")
        pieces = (
            self.results.corrected or query.text,
            category.code if category else query.category,
            query.source,
            weeks,
        )
        return " ".join(["search", *(piece for piece in pieces if piece)])


def export_card(picked: Picked, form: Form, file: discord.File) -> discord.ui.LayoutView:
    """Return the message that shows the file, which is to be sent with it."""
    count = plural(len(picked.papers), "paper")
    first = f"the first {count} of {picked.total:,}" if picked.total > len(picked.papers) else count
    view = message(
        [
            text(f"## {first[:1].upper()}{first[1:]} as {_NAMES[form]}", _of_what(picked)),
            discord.ui.File(file),
            text(f"-# {_HINTS[form]}"),
        ]
    )
    measure(view)
    return view


def _of_what(picked: Picked) -> str:
    weeks = "" if picked.weeks is None else _weeks_in_words(picked.weeks)
    if picked.results is None:
        return weeks
    query = picked.results.query
    asked, instead = one_line(query.text), one_line(picked.results.corrected or "")
    # The days of a search within weeks are those of the weeks, which say it shorter.
    filters = described_filters(query if picked.weeks is None else replace(query, since=None, until=None))
    pieces = [f"search for {quoted(instead or asked, _MOST_QUERY)}" if asked else "", filters, weeks]
    said = " · ".join(piece for piece in pieces if piece)
    mended = f"\n-# Nothing has {quoted(asked, _MOST_QUERY)}." if instead else ""
    return said[:1].upper() + said[1:] + mended


def _weeks_in_words(weeks: WeekAnswer) -> str:
    if len(weeks.weeks) == 1:
        return f"The week {week_span(weeks.weeks[0])}"
    return f"{fit_escaped(one_line(weeks.label), 100)}: {plural(len(weeks.weeks), 'week')}"


def _weeks_name(weeks: WeekAnswer) -> str:
    return weeks.weeks[0].end.isoformat() if len(weeks.weeks) == 1 else weeks.label
