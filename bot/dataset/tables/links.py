"""The links of a paper from what a list says under link, links, tweet and arXiv id."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from bot.arxiv import ArxivId, find_arxiv_id
from bot.dataset.cells import CellError, find_links, locate_links, shown
from bot.dataset.sameness import is_tweet
from bot.dataset.tables.values import line_of, text_of
from bot.models import Link

__all__ = ["PAPER", "TWEET", "arxiv_id_of", "labelled_links", "paper_links", "title_and_link", "tweet_links"]

PAPER, TWEET = "Paper", "Tweet"
_EXAMPLE = "https://arxiv.org/abs/2303.12712"
_LABEL_KEYS, _URL_KEYS = ("label", "name", "title", "text", "type"), ("url", "href", "link")
_PAPERS = re.compile(r"paper|arxiv|pdf|abs|abstract|link|url", re.IGNORECASE)
_TWEETS = frozenset({"tweet", "twitter", "x"})
_LINK_WORD = re.compile(r"[ _-](?:link|url)$", re.IGNORECASE)


def paper_links(value: object) -> tuple[Link, ...]:
    """Return the links under the heading of the paper's link: whatever it is called there, the first one is the paper.

    What arXiv's ids look like is taken for the page on arXiv. Raise CellError where no link can be used.
    """
    if not isinstance(value, str | None):
        return labelled_links(value)
    first, *others = _links_in(text_of(value))
    return Link(PAPER, first.url), *(Link(other.label or "Link", other.url) for other in others)


def labelled_links(value: object) -> tuple[Link, ...]:
    """Return links that say themselves what they are, the paper first: a text, a list of them or of objects, or label by address.

    Raise CellError where none can be used.
    """
    links: list[Link] = []
    reasons: list[str] = []
    for label, address in _pairs(value):
        try:
            links += (_tidied(line_of(label) or link.label, link.url) for link in _links_in(text_of(address)))
        except CellError as error:
            reasons.append(str(error))
    if not links:
        raise CellError(reasons[0] if reasons else "is empty")
    place = min(range(len(links)), key=lambda place: _rather_not_the_paper(links[place]))
    paper = links.pop(place)
    return Link(PAPER, paper.url) if _PAPERS.fullmatch(paper.label) else paper, *links


def tweet_links(value: object) -> tuple[Link, ...]:
    """Return the tweet, which is the first link; raise CellError where none can be used."""
    return (Link(TWEET, find_links(text_of(value))[0].url),)


def arxiv_id_of(value: object) -> ArxivId | None:
    """Return the id that stands in a column of ids; raise CellError for a text that is none."""
    text = line_of(value)
    if not text:
        return None
    if found := find_arxiv_id(text):
        return found
    raise CellError(f"{shown(text)} is not one such as 2303.12712")


def title_and_link(title: str) -> tuple[str, tuple[Link, ...]]:
    """Return a title and the link that it is as a whole, ``[Title](address)``, if it is one."""
    found = next(locate_links(title), None) if title.startswith("[") else None
    if found is None or found.fault or (found.start, found.end) != (0, len(title)) or not found.link.label:
        return title, ()
    return found.link.label, (Link(PAPER, found.link.url),)


def _links_in(text: str) -> tuple[Link, ...]:
    """Return the links of a text; the page on arXiv for an arXiv id in a text without any."""
    if next(locate_links(text), None) or not text.strip():
        return find_links(text)
    if arxiv_id := find_arxiv_id(text):
        return (Link("", arxiv_id.url),)
    raise CellError(f"{shown(text.strip())} is not a link such as {_EXAMPLE}")


def _rather_not_the_paper(link: Link) -> int:
    if link.label == PAPER:
        return 0
    if link.label == TWEET:
        return 4
    return 1 if _PAPERS.fullmatch(link.label) else 2 if find_arxiv_id(link.url) else 3


def _pairs(value: object) -> Iterator[tuple[object, object]]:
    """Yield label and address of each link; objects either are one link, or have the labels as their keys."""
    for item in value if isinstance(value, list) else [value]:
        if not isinstance(item, Mapping):
            yield "", item
        elif _is_one_link(item):
            yield _first(item, _LABEL_KEYS), _first(item, _URL_KEYS)
        else:
            yield from (
                (label[:1].upper() + label[1:], address) for label, address in item.items() if address is not None
            )


def _first(value: Mapping[str, object], keys: Iterable[str]) -> object:
    return next((value[key] for key in keys if key in value), None)


def _is_one_link(value: Mapping[str, object]) -> bool:
    """Tell ``{"label": ..., "url": ...}`` from ``{"url": ..., "code": ...}``."""
    addresses = sum(isinstance(item, str) and "://" in item for item in value.values())
    return any(key in value for key in _URL_KEYS) and (addresses == 1 or "label" in value)


def _tidied(label: str, url: str) -> Link:
    """Return a link with a label, without the word that all labels could have, and the usual one for what goes by several."""
    plain = _LINK_WORD.sub("", label) or "Link"
    if plain.casefold() in _TWEETS or (not label and is_tweet(url)):
        return Link(TWEET, url)
    return Link(PAPER if plain.casefold() == PAPER.casefold() else plain, url)
