"""The page of 2023 as it really is, where it stands beside the checkout."""

from __future__ import annotations

import re
import time
from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import pytest

from bot.dataset import read_papers
from bot.dataset.parsed import Parsed
from bot.dataset.weekly_pages import has_weekly_headings, read_weekly_pages
from tests.dataset.weekly_pages.pages import papers

ROOT = Path(__file__).parents[3]
PAGE = ROOT.parent / "shared" / "data" / "weekly-page-2023.md"
BUNDLED = ROOT / "bot" / "dataset" / "data" / "papers-of-the-week.md"
pytestmark = pytest.mark.skipif(not PAGE.exists(), reason=f"the real page is not at {PAGE}; it is not ours to pass on")


@pytest.fixture(scope="module")
def text() -> str:
    return PAGE.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def parsed(text: str) -> Parsed:
    return read_weekly_pages(text, "living-list", page_year=2023)


def test_every_week_and_paper(parsed: Parsed) -> None:
    assert (len(parsed.weeks), len(papers(parsed))) == (52, 520)
    assert all([paper.rank for paper in week.papers] == list(range(1, 11)) for week in parsed.weeks)
    assert parsed.complaints == ()


def test_the_weeks_are_those_of_2023_without_a_gap(parsed: Parsed) -> None:
    assert (parsed.weeks[0].start, parsed.weeks[-1].end) == (date(2023, 1, 1), date(2023, 12, 31))
    for before, after in zip(parsed.weeks, parsed.weeks[1:], strict=False):
        assert after.start - before.end == timedelta(days=1)
    assert Counter((week.end - week.start).days for week in parsed.weeks) == {6: 51, 7: 1}


def test_the_page_tells_its_year_itself(text: str, parsed: Parsed) -> None:
    assert read_weekly_pages(text, "living-list") == parsed
    assert has_weekly_headings(text)


def test_every_link_with_its_label(text: str, parsed: Parsed) -> None:
    written = Counter(
        re.findall(r"\[([^\]]+)\]\((https?://[^)]+)\)", "".join(re.findall(r"^\| \d+\).*$", text, re.MULTILINE)))
    )
    read = Counter((re.sub(r" \d$", "", link.label), link.url) for paper in papers(parsed) for link in paper.links)
    assert read == written
    assert sum(read.values()) == 1074


def test_the_paper_is_the_first_link(parsed: Parsed) -> None:
    first = Counter(paper.links[0].label for paper in papers(parsed))
    assert first["Paper"] == 514
    assert first["Tweet"] == 0


def test_titles_and_summaries_are_clean(parsed: Parsed) -> None:
    for paper in papers(parsed):
        assert 2 <= len(paper.title) <= 134
        assert paper.summary
        for text in (paper.title, paper.summary):
            assert not re.search(r"<br|\*\*|\\&|`|  |●|\]\(", text)
    with_points = [paper for paper in papers(parsed) if "\n• " in paper.summary]
    assert len(with_points) == 511


def test_every_bundled_paper_is_in_it_in_the_same_week(parsed: Parsed) -> None:
    bundled = papers(read_papers(BUNDLED.read_text(encoding="utf-8"), "bundled"))
    assert len(bundled) == 106
    assert {paper.reference for paper in bundled} <= {paper.reference for paper in papers(parsed)}


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_line_ends_change_nothing(text: str, parsed: Parsed, end: str) -> None:
    assert read_weekly_pages("\ufeff" + text.replace("\n", end), "living-list", page_year=2023) == parsed


def test_dropping_any_heading_or_header_loses_at_most_its_week(text: str, parsed: Parsed) -> None:
    lines = text.split("\n")
    all_papers = {paper.reference for paper in papers(parsed)}
    places = [place for place, line in enumerate(lines) if not re.match(r"\| \d+\)", line) and line]
    # Some of every kind: one page takes a twentieth of a second to read.
    for place in places[:: len(places) // 12]:
        left = {
            paper.reference
            for paper in papers(read_weekly_pages("\n".join(lines[:place] + lines[place + 1 :]), "x", page_year=2023))
        }
        assert left <= all_papers
        assert len(all_papers - left) == (10 if lines[place].startswith("## ") else 0), lines[place][:80]


def test_it_is_read_in_a_moment(text: str) -> None:
    times = []
    for _ in range(3):
        start = time.process_time()
        read_weekly_pages(text, "living-list")
        times.append(time.process_time() - start)
    # A twentieth of a second on the machine that this was written on.
    assert min(times) < 1
