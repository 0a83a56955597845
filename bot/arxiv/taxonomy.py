"""arXiv's categories: the table of codes and names, and what people write for them.

The table is ``taxonomy.csv`` beside this module, after https://arxiv.org/category_taxonomy. A category may be written as its code
(``cs.CL``), its name (``Computation and Language``), the long form that arXiv's listings use (``Economics > General
Economics``) or with the code behind the name (``Machine Learning (stat.ML)``); case and spacing never matter.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib import resources

from rapidfuzz import fuzz, process
from rapidfuzz.distance import JaroWinkler

__all__ = [
    "Category",
    "all_categories",
    "canonical_code",
    "category_name",
    "find_category",
    "nearest_categories",
    "same_category",
]

# arXiv files some categories under two archives; the first code is the alias, the second what arXiv itself takes it for.
# https://arxiv.org/category_taxonomy says "is an alias for" at each.
_ALIASES = {
    "cs.NA": "math.NA",
    "cs.SY": "eess.SY",
    "math.IT": "cs.IT",
    "math.MP": "math-ph",
    "q-fin.EC": "econ.GN",
    "stat.TH": "math.ST",
}
_CODE_BEHIND = re.compile(r"\((?P<code>[a-z-]{2,8}(?:\.[a-z-]{2,9})?)\)$")
_HOW_MANY = 3
_COMPARED = 20
# Below this likeness (of 100) a suggestion puzzles more than it helps.
_LIKE = 78


@dataclass(frozen=True, slots=True)
class Category:
    """A category of arXiv: its code such as ``cs.CL``, and its name such as ``Computation and Language``."""

    code: str
    name: str


@cache
def all_categories() -> tuple[Category, ...]:
    """Return the whole taxonomy, archive by archive, computer science first."""
    return tuple(Category(row["code"], row["name"]) for row in _table())


def find_category(text: str) -> Category | None:
    """Return the category that ``text`` names in any of the accepted forms; None if arXiv has no such category.

    A few names stand in several archives; computer science wins then, and otherwise the archive that comes first in the
    table: ``Machine Learning`` is cs.LG, while stat.ML needs its code or ``Statistics > Machine Learning``. The name of a
    whole archive (``Computer Science``) names no category.
    """
    folded = _fold(text)
    spellings = _spellings()
    if folded in spellings:
        return spellings[folded]
    behind = _CODE_BEHIND.search(folded)
    return spellings.get(behind["code"]) if behind else None


def category_name(text: str) -> str:
    """Return how people are shown a category: by arXiv's name for it where it has one, else as it is written."""
    category = find_category(text)
    return category.name if category else text


def same_category(a: str, b: str) -> bool:
    """Tell whether two spellings mean one category; spellings that arXiv does not know must agree but for case and spacing."""
    return canonical_code(a) == canonical_code(b)


def canonical_code(text: str) -> str:
    """Return the code that every spelling of a category shares, arXiv's aliases (cs.SY, eess.SY) included.

    A text that names no category of arXiv comes back folded, so that it still compares equal to itself.
    """
    category = find_category(text)
    return _fold(text) if category is None else _ALIASES.get(category.code, category.code)


def nearest_categories(text: str, known: Iterable[str]) -> tuple[str, ...]:
    """Return up to three categories that ``text`` may have been meant as, best first; empty if nothing is like it.

    ``known`` are the names in use besides arXiv's, such as those of the loaded papers; they come back as they are given, and
    go before arXiv's own names and codes where both are equally near.
    """
    own = [spelling for category in all_categories() for spelling in (category.name, category.code)]
    # Reversed, so that of two spellings which fold to one the first stays.
    candidates = {_fold(name): name for name in reversed([*known, *own])}
    names = list(reversed(candidates))
    folded = _fold(text)
    found = process.extract(folded, names, scorer=fuzz.WRatio, score_cutoff=_LIKE, limit=_COMPARED)
    # To the ratio "cs.LC" is as near to cs.CC as to cs.CL, of which it only swaps two letters.
    found.sort(key=lambda one: (one[1], JaroWinkler.similarity(folded, one[0])), reverse=True)
    return tuple(candidates[name] for name, _, _ in found[:_HOW_MANY])


@cache
def _spellings() -> dict[str, Category]:
    """Return every accepted spelling, folded, with its category; of two that share one, the first in the table."""
    spellings: dict[str, Category] = {}
    for row, category in zip(_table(), all_categories(), strict=True):
        for spelling in (row["code"], row["name"], f"{row['archive']} > {row['name']}"):
            spellings.setdefault(_fold(spelling), category)
    return spellings


@cache
def _table() -> tuple[dict[str, str], ...]:
    text = resources.files("bot.arxiv").joinpath("taxonomy.csv").read_text(encoding="utf-8")
    return tuple(csv.DictReader(text.splitlines()))


def _fold(text: str) -> str:
    return " ".join(text.replace(">", " > ").split()).casefold()
