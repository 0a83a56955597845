"""The older form, all years on one page; ``one_page.md`` has every oddity of the real one."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.dataset.parsed import Parsed
from bot.dataset.weekly_pages import read_weekly_pages
from bot.models import Paper
from tests.dataset.weekly_pages.pages import papers

TEXT = (Path(__file__).parent / "one_page.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def parsed() -> Parsed:
    return read_weekly_pages(TEXT, "one-page")


def paper_of(parsed: Parsed, place: str) -> Paper:
    """Return the paper at ``2025-06-29 1``: its week's last day and its rank."""
    return next(paper for paper in papers(parsed) if place == f"{paper.week} {paper.rank}")


def test_the_weeks(parsed: Parsed) -> None:
    assert [f"{week.start} to {week.end}" for week in parsed.weeks] == [
        "2023-01-01 to 2023-01-08",
        "2023-02-13 to 2023-02-19",
        "2023-03-27 to 2023-04-02",
        "2023-05-29 to 2023-06-04",
        "2023-12-25 to 2023-12-31",
        "2024-03-18 to 2024-03-25",
        "2024-03-26 to 2024-03-31",
        "2024-12-30 to 2025-01-05",
        "2025-04-06 to 2025-04-13",
        "2025-06-23 to 2025-06-29",
    ]
    assert len(papers(parsed)) == 17


@pytest.mark.parametrize(
    ("place", "title", "summary"),
    [
        ("2025-06-29 1", "Fast Diffusion", "This work - a long one - is fast.\n• It is parallel.\n• It is cheap."),
        ("2025-06-29 2", "MEM1", "A framework.\n• Rigorous – it is.\n• Modest as well."),
        (
            "2025-06-29 3",
            "AlphaSomething is an agent that writes code",
            "AlphaSomething is an agent that writes code. It finds algorithms of its own. And it is cheap.",
        ),
        ("2025-04-13 1", "Think", "About <think> tags and <thinktags, and ~5 & more."),
        ("2025-04-13 2", "Inline", "See the older one.\n1. one\n2. two"),
        ("2025-01-05 1", "Agents Are Not Enough", "argues so; with two spaces later"),
        ("2025-01-05 2", "OLMo", "an open model"),
        ("2024-03-31 1", "DBRX - A New Model: Open", "a model"),
        ("2024-03-31 2", "Grok", "a model"),
        ("2024-03-31 3", "Pipes", "P(a|b) and Q(c|d)"),
        ("2023-12-31 1", "8RankZephyr", "listwise reranking"),
        ("2023-12-31 2", "A Survey", ""),
        ("2023-06-04 1", "Q* for Σ", "text"),
    ],
)
def test_titles_and_summaries(parsed: Parsed, place: str, title: str, summary: str) -> None:
    paper = paper_of(parsed, place)
    assert (paper.title, paper.summary) == (title, summary)


@pytest.mark.parametrize(
    ("place", "labels", "arxiv_id"),
    [
        ("2025-06-29 1", ["Paper", "Tweet"], "2506.00001"),
        ("2025-06-29 2", ["Paper", "Tweet"], "2506.00002"),
        ("2025-06-29 3", ["Paper", "Tweet"], "2506.00003"),
        ("2025-04-13 1", ["System Card", "Tweet"], "None"),
        ("2025-04-13 2", ["Technical Report", "Tweet", "the older one"], "None"),
        ("2025-01-05 2", ["Paper 1", "Paper 2", "Code & Data"], "2412.00002"),
        ("2024-03-31 1", ["Paper", "Tweet"], "None"),
        ("2024-03-31 2", ["Blog", "Tweet"], "None"),
        ("2024-03-31 3", ["Paper", "Tweet"], "2403.00003"),
        ("2024-03-25 1", ["Paper", "Tweet"], "2403.00003v2"),
        ("2023-12-31 1", ["Paper", "Tweet"], "2312.00001"),
        ("2023-12-31 2", ["Paper", "Tweet"], "None"),
        ("2023-06-04 1", ["Project"], "2305.00001"),
        ("2023-04-02 1", ["Book", "Tweet"], "2303.00002"),
        ("2023-02-19 1", ["Tweet"], "None"),
        ("2023-01-08 1", ["Paper", "Tweet"], "2301.00704"),
    ],
)
def test_links(parsed: Parsed, place: str, labels: list[str], arxiv_id: str) -> None:
    paper = paper_of(parsed, place)
    assert [link.label for link in paper.links] == labels
    assert str(paper.arxiv_id) == arxiv_id


def test_a_title_that_nothing_ends_is_all_there_is_to_say(parsed: Parsed) -> None:
    assert [str(complaint) for complaint in parsed.complaints] == [
        "one-page:25: nothing tells where the title ends; write it as in **Title** - description"
    ]
