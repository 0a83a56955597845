"""The links of a paper: found where they stand, their labels tidied, and the paper itself first."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from bot.arxiv import ArxivId, find_arxiv_id
from bot.dataset.cells import PlacedLink, locate_links, shown
from bot.dataset.plain_text import clean_line
from bot.models import Link

__all__ = [
    "arranged",
    "identifier",
    "is_links",
    "linked_title",
    "names_a_kind",
    "sorted_out",
    "trailing_links",
    "why_none",
    "without_links",
]

_TWEET = re.compile(r"https?://(?:www\.|mobile\.)?(?:twitter|x)\.com(?=[/?#:]|$)", re.IGNORECASE)
# What may stand between links and around them without being text.
_GAP = re.compile(r"(?:[\s,;|·•●/&+*_().:–—-]|\band\b)*+")
_BEFORE = " \t([,;|·:-–—"
_ANCHOR = re.compile(r"<a\s(?P<attributes>[^<>]*+)>(?P<label>[^<>]*+)</a\s*+>", re.IGNORECASE)
_ADDRESS = re.compile(r"\bhref\s*+=\s*+[\"']?(?P<url>[^\"'\s]+)", re.IGNORECASE)
_IMAGE = re.compile(r"!\[[^\[\]]*+\]\([^()\s]*+\)")
_BEGUN = re.compile(r"\]\s?\(")
_KIND = re.compile(
    r"(?:paper|link|tweet|code|arxiv|pdf|url|project|github|repo|blog|demo|models?|dataset|website|page|here)\b.{0,12}",
    re.IGNORECASE,
)
_EDGES = " \t,.;:_*|"


def without_links(markdown: str) -> tuple[str, tuple[Link, ...]]:
    """Return a text in which each ``[label](address)`` is but its label, and the links that can be used.

    A bare address stays in the text, as there is nothing else to read; it is among the links as well. Pictures are left out.
    """
    markdown = _with_markdown_links(markdown)
    if "](" not in markdown and "://" not in markdown:
        return markdown, ()
    pieces: list[str] = []
    links: list[Link] = []
    place = 0
    for found in locate_links(markdown):
        pieces.append(markdown[place : found.start])
        marked = markdown[found.start] == "["
        pieces.append(found.link.label if marked else found.link.url)
        place = found.end
        if not found.fault:
            links.append(found.link)
    pieces.append(markdown[place:])
    return "".join(pieces), tuple(links)


def _with_markdown_links(markdown: str) -> str:
    """Write links of HTML as Markdown has them, and leave out pictures."""
    if "<a" in markdown.lower():
        markdown = _ANCHOR.sub(_as_markdown, markdown)
    return _IMAGE.sub("", markdown) if "![" in markdown else markdown


def trailing_links(markdown: str) -> tuple[str, str]:
    """Return a text without the links at its end, and those links as they are written."""
    markdown = _with_markdown_links(markdown)
    start = end = len(markdown)
    for found in reversed(list(locate_links(markdown))):
        if _GAP.fullmatch(markdown, found.end, end) is None:
            break
        start = end = found.start
    return markdown[:start].rstrip(_BEFORE) if start < len(markdown) else markdown, markdown[start:]


def is_links(cell: str) -> bool:
    """Tell whether a cell holds links and nothing else."""
    text, links = trailing_links(cell)
    return bool(links) and _GAP.fullmatch(text) is not None


def sorted_out(cell: str) -> tuple[tuple[Link, ...], int]:
    """Return the links of a cell that can be used, and how many cannot."""
    cell = _with_markdown_links(cell)
    placed = list(locate_links(cell))
    links = tuple(found.link for found in placed if not found.fault)
    return links, max(len(_BEGUN.findall(cell)), len(placed)) - len(links)


def why_none(markdown: str) -> str:
    """Return what is wrong with the links of a text in which none can be used."""
    markdown = _with_markdown_links(markdown)
    if placed := next(locate_links(markdown), None):
        return f"the paper's link {placed.fault}"
    if begun := _BEGUN.search(markdown):
        return f"the paper's link {shown(markdown[markdown.rfind('[', 0, begun.start()) :])} is broken, unlike [Paper](https://...)"
    return "the paper has no link such as [Paper](https://...)"


def arranged(own: Iterable[Link], inline: Iterable[Link] = ()) -> tuple[Link, ...]:
    """Return the links with tidied labels, the paper first, those from within the text last.

    The paper is the link that is called so, else the first to arXiv, else the first that is no tweet, else the first.
    A link that is there twice counts once; a label that is there twice gets a number.
    """
    links = list(dict.fromkeys(Link(_label(link), link.url) for link in own))
    known = {link.url for link in links}
    links += dict.fromkeys(Link(_label(link), link.url) for link in inline if link.url not in known)
    if not links:
        return ()
    first = min(range(len(links)), key=lambda place: _unlikeness(links[place], inline=links[place].url not in known))
    return _numbered([links[first], *links[:first], *links[first + 1 :]])


def names_a_kind(link: Link) -> bool:
    """Tell a label that says what a link leads to (Paper, Code) from one that is a title."""
    return not link.label.strip(_EDGES) or _KIND.fullmatch(link.label.strip(_EDGES)) is not None


def linked_title(text: str) -> PlacedLink | None:
    """Return the link that a text begins with, if its label is a title: ``[Title](address): description``."""
    begins = len(text) - len(text.lstrip())
    found = next(locate_links(text), None) if text.startswith("[", begins) else None
    return found if found and found.start == begins and not names_a_kind(found.link) else None


def identifier(links: Sequence[Link]) -> ArxivId | None:
    """Return the arXiv identifier of the first link that has one and is no tweet."""
    return next(filter(None, (find_arxiv_id(link.url) for link in links if not _is_tweet(link))), None)


def _as_markdown(anchor: re.Match[str]) -> str:
    address = _ADDRESS.search(anchor["attributes"])
    return f"[{anchor['label']}]({address['url']})" if address else anchor["label"]


def _label(link: Link) -> str:
    label = clean_line(link.label).strip(_EDGES)
    if label.endswith(")") and "(" not in label:
        label = label.rstrip(") ")
    if label:
        return label
    if _TWEET.match(link.url):
        return "Tweet"
    return "Paper" if find_arxiv_id(link.url) else "Link"


def _numbered(links: Iterable[Link]) -> tuple[Link, ...]:
    times: dict[str, int] = {}
    taken: dict[str, Link] = {}
    for link in links:
        label, key = link.label, link.label.casefold()
        while label.casefold() in taken:
            times[key] = times.get(key, 1) + 1
            label = f"{link.label} {times[key]}"
        taken[label.casefold()] = Link(label, link.url)
    return tuple(taken.values())


def _unlikeness(link: Link, *, inline: bool) -> int:
    """Return 0 for what is called the paper, and more the less a link is likely to lead to it; those of the text come last."""
    label = link.label.casefold()
    if label == "paper":
        return 0
    if label.startswith("paper"):
        kind = 1
    elif _is_tweet(link):
        kind = 4
    else:
        kind = 2 if find_arxiv_id(link.url) else 3
    return kind + 4 * inline


def _is_tweet(link: Link) -> bool:
    return link.label.casefold().startswith("tweet") or _TWEET.match(link.url) is not None
