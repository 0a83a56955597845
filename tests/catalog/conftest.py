"""The bundled papers, and catalogues made of a few invented ones."""

from __future__ import annotations

from datetime import date
from importlib import resources

import pytest

from bot.arxiv import find_arxiv_id
from bot.catalog import Catalog
from bot.dataset.tables.markdown_table import parse_tables
from bot.models import Link, Paper, Week


@pytest.fixture(scope="session")
def bundled_weeks() -> tuple[Week, ...]:
    """The weeks of the bundled table, oldest first; its columns are in the order that is unpacked here."""
    text = resources.files("bot.dataset").joinpath("data", "papers-of-the-week.md").read_text(encoding="utf-8")
    weeks: dict[date, list[Paper]] = {}
    for row in parse_tables(text)[0].rows:
        end, title, category, abstract, address, _ = row.cells
        papers = weeks.setdefault(date.fromisoformat(end), [])
        papers.append(
            Paper(
                week=date.fromisoformat(end),
                rank=len(papers) + 1,
                title=title,
                category=category,
                abstract=abstract,
                links=(Link("Paper", address),),
                arxiv_id=find_arxiv_id(address),
            )
        )
    return tuple(Week.ending(end, tuple(papers)) for end, papers in sorted(weeks.items()))


@pytest.fixture(scope="session")
def bundled(bundled_weeks: tuple[Week, ...]) -> Catalog:
    return Catalog(bundled_weeks)


@pytest.fixture(scope="session")
def nothing() -> Catalog:
    return Catalog(())
