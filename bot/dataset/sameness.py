"""What tells that two entries of one week are the same paper: ids, titles and links, compared as people would."""

from __future__ import annotations

import re

from bot.arxiv import find_arxiv_id
from bot.models import Paper, normalised_title

__all__ = ["KnownPapers", "destination", "head_of", "is_tweet", "shortens"]

_TWEET = re.compile(
    r"https?://(?:www\.|mobile\.)?(?:twitter|x)\.com/[^/]+/status/(?P<id>[0-9]+)(?![^?#/])", re.IGNORECASE
)


class KnownPapers:
    """The papers of one week of one list, found again by what makes them the same.

    Two are the same if their arXiv ids agree but for the version, or if their titles agree (case, accents and punctuation aside)
    and not both have an arXiv id: two ids that differ are two papers, whatever they are called.
    """

    def __init__(self) -> None:
        self._by_id: dict[str, int] = {}
        self._by_title: dict[str, int] = {}
        self._without_id: dict[str, int] = {}
        self._size = 0

    def place(self, paper: Paper) -> int | None:
        """Return the place, from 0, of the same paper; None if it is not here."""
        title = normalised_title(paper.title)
        if paper.arxiv_id is None:
            return self._by_title.get(title)
        return self._by_id.get(paper.arxiv_id.base, self._without_id.get(title))

    def add(self, paper: Paper) -> int:
        """Put a new paper at the end and return its place."""
        place = self._size
        self._size += 1
        title = normalised_title(paper.title)
        self._by_title.setdefault(title, place)
        if paper.arxiv_id is None:
            self._without_id.setdefault(title, place)
        else:
            self._by_id.setdefault(paper.arxiv_id.base, place)
        return place


def shortens(short: str, full: str) -> bool:
    """Tell whether a title is what stands before the colon in another one: ``CoLT5``, ``CoLT5: Faster Transformers``."""
    head = head_of(full)
    return bool(head) and head == normalised_title(short)


def head_of(title: str) -> str:
    """Return what stands before the colon of a title, normalised; "" where there is none, or nothing on either side of it."""
    head, _, rest = title.partition(":")
    return normalised_title(head) if head.strip() and rest.strip() else ""


def is_tweet(url: str) -> bool:
    """Tell whether an address is that of a post on Twitter or X."""
    return _TWEET.match(url) is not None


def destination(url: str) -> str:
    """Return what two addresses share that lead to the same: an arXiv paper's abstract and PDF, a tweet under both hosts."""
    if arxiv_id := find_arxiv_id(url):
        return arxiv_id.base
    tweet = _TWEET.match(url)
    return tweet["id"] if tweet else url.removesuffix("/")
