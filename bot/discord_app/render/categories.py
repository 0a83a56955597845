"""Categories as people read them, and as a button carries them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from bot.arxiv.taxonomy import find_category, same_category
from bot.discord_app.custom_ids.kinds import category_key, category_of_key
from bot.discord_app.text.markdown import escape, fit_escaped, one_line
from bot.models import Paper

__all__ = ["category_code", "category_name", "glance", "in_category", "named"]

_MOST_NAME = 60
_MOST_NAMED = 3


def named(category: str) -> str:
    """Return arXiv's name for a category where it has one, else its own wording, escaped; "" for none."""
    known = find_category(category)
    return escape(known.name) if known else fit_escaped(one_line(category), _MOST_NAME)


def category_name(paper: Paper) -> str:
    """Return the name of a paper's category, escaped; "" where it has none."""
    return named(paper.category)


def category_code(category: str | None) -> str:
    """Return what a button carries for a category: arXiv's code where there is one, else a key of its own wording."""
    known = find_category(category) if category else None
    return known.code if known else category_key(category)


def in_category(papers: Iterable[Paper], category: str) -> tuple[Paper, ...]:
    """Return the papers of a category, which is a code, a name, a source's own wording, or what a button carried."""
    listed = tuple(papers)
    meant = category_of_key(category, (paper.category for paper in listed))
    return tuple(paper for paper in listed if paper.category and same_category(paper.category, meant))


def glance(papers: Sequence[Paper]) -> str:
    """Return what papers are about: their most common categories with counts, and how many others; "" if none is known."""
    counts = Counter(name for paper in papers if (name := category_name(paper))).most_common()
    if len(counts) <= _MOST_NAMED + 1:
        named_ones = counts
    else:
        # Those that stand for one paper each are all the same: none of them says what the week is about.
        named_ones = [pair for pair in counts[:_MOST_NAMED] if pair[1] > 1] or counts[:_MOST_NAMED]
    others = sum(count for _, count in counts[len(named_ones) :])
    pieces = [f"{name} {count}" for name, count in named_ones]
    return " · ".join([*pieces, f"{others} in other fields"] if others else pieces)
