"""One paper: its card, and what is near where nothing has the name that was asked for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

import discord

from bot.arxiv import ArxivId, find_arxiv_id
from bot.discord_app.render.authors import byline
from bot.discord_app.render.blocks import (
    Item,
    Layout,
    Opener,
    link_button,
    message,
    miss,
    rows,
    rule,
    section,
    text,
    titled,
    week_to_button,
)
from bot.discord_app.render.categories import category_name
from bot.discord_app.render.entries import Style, about_paper, further_links, titled_entry
from bot.discord_app.render.measure import MOST_CHARACTERS, measure
from bot.discord_app.render.summaries import summary_text
from bot.discord_app.text.markdown import clean, day, escape, fit_escaped, length, link, one_line, quoted
from bot.models import Link, Paper

__all__ = ["nearest_papers", "not_listed", "paper_card"]

_BRIEF = Style(links=False, sentence=0, title=120, address=120)
_MOST_RELATED = 3
_MOST_SUMMARY = 1200
_MOST_LISTS = 120
_IN_SHORT = "**In short**\n"
_ABSTRACT = "**Abstract**\n"
_BUNDLED = "bundled"
_MOST_LINKS = 9  # two rows together with the week
_MOST_NEAREST = 10


def paper_card(paper: Paper, *, total: int, related: Sequence[Paper] = ()) -> discord.ui.LayoutView:
    """Return everything about a paper; ``total`` is how many its week has.

    The abstract is whole unless it is longer than a message can be; then it ends after a sentence, with a link to the rest.
    Where none is known, the curator's summary stands alone.
    """
    head, tail = text(*_head(paper, total)), [*_related(related[:_MOST_RELATED]), *_unlinked(paper), *_buttons(paper)]
    room = MOST_CHARACTERS - measure(message([head, *tail])).characters
    view = message([head, *map(text, _body(paper, room)), *tail])
    measure(view)
    return view


def nearest_papers(asked: str, papers: Sequence[Paper]) -> discord.ui.LayoutView:
    """Say that no title matches what was ``asked``, and offer those that come near, if any; else say what to do instead."""
    arxiv_id = find_arxiv_id(asked)
    if arxiv_id is not None and not papers:
        return not_listed(arxiv_id)
    if not papers:
        lines = (
            f"No title matches {quoted(asked, 200)}, and none comes near it.",
            "/search looks into the abstracts as well, and /week shows what each week had.",
        )
        return miss([text(*lines)])
    opener = Opener()
    head = text(f"No title matches {quoted(asked, 200)}. Did you mean:")
    view = miss([head, *(_in_brief(paper, opener) for paper in papers[:_MOST_NEAREST])])
    measure(view)
    return view


def not_listed(arxiv_id: ArxivId) -> Layout:
    """Say that a paper on arXiv is not in the list, and lead to arXiv: its number means nothing to a search."""
    line = f"**Not in the list:** arXiv {escape(str(arxiv_id))}. It has what was chosen in each week; arXiv has the others."
    there = link_button("Look on arXiv", arxiv_id.url)
    return miss([text(line), *rows([there] if there else [])])


def _head(paper: Paper, total: int) -> tuple[str, ...]:
    about = [category_name(paper), f"arXiv {escape(str(paper.arxiv_id))}" if paper.arxiv_id else ""]
    place = f"No. {paper.rank} of {total} · week to {day(paper.week)}{_lists(paper)}"
    lines = (byline(paper.authors), " · ".join(piece for piece in about if piece), f"-# {place}")
    return f"## {titled(paper)}", *lines


def _lists(paper: Paper) -> str:
    """Name the lists that have it, but for the bundled one: it is everybody's, and its name means nothing to a member."""
    names = [name for name in paper.sources if name != _BUNDLED]
    listed = " and ".join([*filter(None, [", ".join(names[:-1])]), *names[-1:]])
    return f" · from {fit_escaped(one_line(listed), _MOST_LISTS)}" if names else ""


def _body(paper: Paper, room: int) -> list[str]:
    """Return the curator's summary and the abstract; the summary alone where no abstract is known."""
    # Hidden characters alone would be an empty text, for which Discord refuses the message.
    abstract = clean(paper.abstract).strip()
    if not abstract:
        return [
            summary_text(paper.summary, room) or f"-# The list has no abstract; {link('the paper', paper.url)} does."
        ]
    summary = summary_text(paper.summary, min(_MOST_SUMMARY, room // 2))
    if not summary:
        return [_abstract(abstract, paper.url, room)]
    above = f"{_IN_SHORT}{summary}"
    return [above, _ABSTRACT + _abstract(abstract, paper.url, room - length(above) - length(_ABSTRACT))]


def _abstract(abstract: str, url: str, room: int) -> str:
    whole = escape(abstract)
    if length(whole) <= room:
        return whole
    rest = f"\n-# {link('Read the rest', url)}"
    return fit_escaped(abstract, room - length(rest)) + rest


def _related(papers: Sequence[Paper]) -> list[Item]:
    opener = Opener()
    return [rule(), text("**Related**"), *(_in_brief(paper, opener) for paper in papers)] if papers else []


def _in_brief(paper: Paper, opener: Opener) -> Item:
    return section(titled_entry("", paper, about_paper(paper), "", _BRIEF), opener.button(paper))


def _buttons(paper: Paper) -> list[Item]:
    first = Link("Paper" if paper.arxiv_id else paper.links[0].label, paper.url)
    made = (link_button(one.label, one.url) for one in _told_apart((first, *further_links(paper))))
    found = [one for one in made if one is not None][:_MOST_LINKS]
    return rows([*found, week_to_button(paper.week)])


def _told_apart(links: Iterable[Link]) -> Iterator[Link]:
    """Give links of one label numbers: Code, Code 2."""
    seen: Counter[str] = Counter()
    for one in links:
        seen[one.label] += 1
        yield one if seen[one.label] == 1 else Link(f"{one.label} {seen[one.label]}", one.url)


def _unlinked(paper: Paper) -> list[Item]:
    """Return the addresses that no button can hold, as text to copy."""
    addresses = [one for one in (*paper.links[:1], *further_links(paper)) if link_button(one.label, one.url) is None]
    lines = [f"-# {fit_escaped(one_line(f'{one.label}: {one.url}'), 200)}" for one in addresses[:2]]
    return [text(*lines)] if lines else []
