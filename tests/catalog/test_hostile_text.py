"""Texts made to be slow: everything that reads them is linear, or reads only their beginning."""

from __future__ import annotations

from time import process_time

import pytest

from bot.catalog import Catalog, SearchQuery, opening_sentence
from tests.factories import SUNDAY, make_paper, make_week

LENGTH = 100_000


@pytest.mark.parametrize(
    "text",
    ["x" * LENGTH, "x-" * LENGTH, "x" * LENGTH + "-y", "\\(" * LENGTH, "$ $" * LENGTH, "a. " * LENGTH, "Alpha " * LENGTH,
     "🇩🇪" * LENGTH, "e" + "\u0301" * LENGTH, " " * LENGTH, "1.1" * LENGTH, "●" * LENGTH, "[a](" * LENGTH, "**" * LENGTH],
    ids=lambda text: repr(text[:4]),
)  # fmt: skip
def test_a_text_made_to_be_slow_is_not(text: str) -> None:
    before = process_time()
    catalog = Catalog(
        [make_week(SUNDAY, [make_paper(1, abstract=text, summary=text), make_paper(2, title=text[:3000] or "x")])]
    )
    catalog.search(SearchQuery("alpha x y a e"))
    catalog.search(SearchQuery(text))
    catalog.related(catalog.papers[0])
    catalog.suggest_papers(text)
    catalog.suggest_weeks(text)
    assert len(opening_sentence(catalog.papers[0], 200)) <= 200
    assert process_time() - before < 10
