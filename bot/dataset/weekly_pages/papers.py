"""From a row as it is written to a paper."""

from __future__ import annotations

from datetime import date

from bot.dataset.cells import CellError, find_links
from bot.dataset.weekly_pages.links import arranged, broken_links, identifier, with_markdown_links, without_links
from bot.dataset.weekly_pages.outline import Draft
from bot.dataset.weekly_pages.text import clean_text
from bot.dataset.weekly_pages.titles import Split, split_title
from bot.models import Link, Paper

__all__ = ["read_paper"]

_NO_LINK = "the paper has no link such as [Paper](https://...)"


def read_paper(draft: Draft, start: date, end: date, rank: int) -> tuple[Paper, list[str]]:
    """Return the paper of a row in the week from ``start`` to ``end``, and notes on what of it may be wrong.

    Raise CellError with a sentence where it has no title, or no link that can be used.
    """
    text, inline = without_links(draft.text)
    own = _own_links(draft.links)
    split = split_title(text, start)
    if not split.title and own:
        # A list of nothing but links: the first one's label is the title.
        split = Split(clean_text(own[0].label).replace("\n", " "), "")
        own = (Link("Paper", own[0].url), *own[1:])
    if not any(character.isalnum() or not character.isascii() for character in split.title):
        raise CellError("the paper has no title")
    links = arranged(own, _titled(inline, split.title, own))
    if not links:
        raise CellError(_reason(f"{draft.text} {draft.links}"))
    paper = Paper(
        week=end,
        rank=rank,
        title=split.title,
        links=links,
        summary=clean_text(split.description),
        arxiv_id=identifier(arranged(own) or links),
    )
    return paper, _notes(draft, split)


def _own_links(markdown: str) -> tuple[Link, ...]:
    try:
        return find_links(with_markdown_links(markdown))
    except CellError:
        return ()


def _titled(inline: tuple[Link, ...], title: str, own: tuple[Link, ...]) -> list[Link]:
    """Return the links of the text; one that is the title itself is the paper, unless that is among the others."""
    named = any(link.label.casefold().startswith("paper") for link in own)
    return [
        Link("Paper", link.url) if not named and clean_text(link.label).strip() == title else link for link in inline
    ]


def _reason(markdown: str) -> str:
    """Return why there is no link: what is wrong with the first one, or that there is none."""
    try:
        find_links(with_markdown_links(markdown))
    except CellError as error:
        return f"the paper's link {error}" if "://" in markdown or "](" in markdown else _NO_LINK
    return _NO_LINK


def _notes(draft: Draft, split: Split) -> list[str]:
    notes = []
    if broken := broken_links(draft.links):
        notes.append(f"{'a link' if broken == 1 else f'{broken} links'} of the paper cannot be used and is left out")
    if not split.sure:
        notes.append("nothing tells where the title ends; write it as in **Title** - description")
    return notes
