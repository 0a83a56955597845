"""From a row as it is written to a paper."""

from __future__ import annotations

from datetime import date

from bot.dataset.cells import CellError
from bot.dataset.plain_text import clean_line, clean_text
from bot.dataset.weekly_pages.links import (
    arranged,
    identifier,
    linked_title,
    names_a_kind,
    sorted_out,
    why_none,
    without_links,
)
from bot.dataset.weekly_pages.outline import Draft
from bot.dataset.weekly_pages.titles import Split, split_title
from bot.models import Link, Paper

__all__ = ["read_paper"]

# Between a linked title and the description; behind a line's end it would be a point's.
_BETWEEN = " \t-‐‑‒–—―:|,;."


def read_paper(draft: Draft, start: date, end: date, rank: int) -> tuple[Paper, list[str]]:
    """Return the paper of a row in the week from ``start`` to ``end``, and notes on what of it may be wrong.

    Raise CellError with a sentence where it has no title, or no link that can be used.
    """
    own, broken = sorted_out(draft.links)
    split, inline = _split(draft, start)
    if not split.title and own and not names_a_kind(own[0]):
        # A list of nothing but links: the first one's label is the title.
        split = Split(clean_line(own[0].label), "")
        own = (Link("Paper", own[0].url), *own[1:])
    if not any(character.isalnum() or not character.isascii() for character in split.title):
        raise CellError("the paper has no title")
    links = arranged(own, _titled(inline, split.title, own))
    if not links:
        raise CellError(why_none(f"{draft.text} {draft.links}"))
    paper = Paper(
        week=end,
        rank=rank,
        title=split.title,
        links=links,
        summary=clean_text(split.description),
        arxiv_id=identifier(arranged(own) or links),
    )
    return paper, _notes(broken, split)


def _split(draft: Draft, start: date) -> tuple[Split, tuple[Link, ...]]:
    """Return title and description without links, and those links."""
    text, inline = without_links(draft.text)
    if not draft.written.summary:
        if title := linked_title(draft.text):
            description, _ = without_links(draft.text[title.end :])
            return Split(clean_line(title.link.label), description.lstrip(_BETWEEN)), inline
        return split_title(text, start), inline
    summary, further = without_links(draft.written.summary)
    return Split(clean_line(text), summary), (*inline, *further)


def _titled(inline: tuple[Link, ...], title: str, own: tuple[Link, ...]) -> list[Link]:
    """Return the links of the text; one that is the title itself is the paper, unless that is among the others."""
    named = any(link.label.casefold().startswith("paper") for link in own)
    return [Link("Paper", link.url) if not named and clean_line(link.label) == title else link for link in inline]


def _notes(broken: int, split: Split) -> list[str]:
    notes = []
    if broken:
        notes.append(f"{'a link' if broken == 1 else f'{broken} links'} of the paper cannot be used and is left out")
    if not split.sure:
        notes.append("nothing tells where the title ends; write it as in **Title** - description")
    return notes
