"""How a paper looks in a list, and how a list gives way when it would be too long for a message.

First the further links go, then sentences are shortened. A digest that is still too long is split; an answer to a command is
a page already, and shortens titles as the last step.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from bot.catalog.sentences import opening_sentence
from bot.discord_app.render.blocks import Item, Opener, section, titled
from bot.discord_app.render.categories import category_name
from bot.discord_app.text.markdown import day, escape, fit, length, link, one_line, web_address
from bot.models import Link, Paper

__all__ = [
    "COMFORTABLE",
    "LAST_RESORT",
    "PLAIN",
    "Style",
    "about_paper",
    "entries",
    "further_links",
    "in_room",
    "titled_entry",
]


@dataclass(frozen=True, slots=True)
class Style:
    """How much an entry says: all but ``links`` in characters before escaping."""

    links: bool
    sentence: int
    title: int = 250
    address: int = 512


PLAIN = Style(links=False, sentence=260)
COMFORTABLE = (
    Style(links=True, sentence=260),
    PLAIN,
    *(Style(links=False, sentence=most) for most in (220, 180, 140, 110)),
)
"""From the fullest to the shortest that is still a good read."""

LAST_RESORT = (Style(False, 80, 160), Style(False, 60, 120, 120), Style(False, 0, 100, 60))
"""What fits ten papers into a message whatever their titles and addresses are."""


def about_paper(paper: Paper) -> str:
    """Return a paper's category and week, for a list of more than one week.

    The week goes by its last day, as it does in all sources: some of their weeks have eight days or six.
    """
    return " · ".join(piece for piece in (category_name(paper), f"week to {day(paper.week)}") if piece)


def entries(papers: Iterable[Paper], texts: Iterable[str], *, label: str = "") -> list[Item]:
    """Return a section for each paper: its text, and a button that opens its card.

    The button's label is by default what the card has to add: the abstract, or where there is none, details.
    """
    opener = Opener()
    return [
        section(content, opener.button(paper, label or ("Abstract" if paper.abstract.strip() else "Details")))
        for paper, content in zip(papers, texts, strict=True)
    ]


def in_room(room: int, styles: Sequence[Style], texts: Callable[[Style], Sequence[str]]) -> Sequence[str]:
    """Return the texts in the first style in which they have at most ``room`` UTF-16 units together, else in the last one."""
    for style in styles[:-1]:
        found = texts(style)
        if sum(map(length, found)) <= room:
            return found
    return texts(styles[-1])


def entry_text(paper: Paper, style: Style) -> str:
    """Return what a list says about a paper: place, linked title, category, perhaps further links, and one sentence."""
    about = [category_name(paper)]
    if style.links:
        about += [link(one.label, one.url) for one in further_links(paper) if web_address(one.url)]
    subtext = " · ".join(piece for piece in about if piece)
    sentence = opening_sentence(paper, style.sentence) if style.sentence else ""
    return titled_entry(str(paper.rank), paper, subtext, escape(one_line(sentence)), style)


def titled_entry(place: str, paper: Paper, subtext: str, body: str, style: Style = PLAIN) -> str:
    """Return an entry's text: a bold linked title behind its ``place``, small print, and a line; only the title must be."""
    linked = titled(paper, style.title)
    if length(linked) > style.title * 2 + style.address:
        linked = escape(fit(one_line(paper.title), style.title))
    # Escaped, since a number with a point begins an indented list for Discord's client, within bold text as elsewhere.
    number = rf"{place}\. " if place else ""
    lines = (f"**{number}{linked}**", f"-# {subtext}" if subtext else "", body)
    return "\n".join(line for line in lines if line)


def further_links(paper: Paper) -> tuple[Link, ...]:
    """Return the links that lead elsewhere than the title: the PDF of a paper on arXiv, then the others as labelled."""
    pdf = [Link("PDF", f"https://arxiv.org/pdf/{paper.arxiv_id}")] if paper.arxiv_id is not None else []
    return (*pdf, *paper.further_links)
