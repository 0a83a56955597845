from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from io import StringIO

from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from bot.models import Change, ChangeKind, Complaint, SourceReport
from bot.terminal.sources import draw_changes, draw_sources, progress_bars
from tests.terminal.screen import drawn

AT = datetime(2026, 6, 29, 8, tzinfo=UTC)
NEWEST = date(2026, 6, 28)
GOOD = SourceReport("living-list", 1810, 181, AT, "https://example.org/{year}.md", newest=NEWEST)
CHANGE = Change(source="living-list", kind=ChangeKind.NEW_WEEK, at=AT, week=NEWEST, weeks=1, papers=10)


def words(text: str) -> str:
    return " ".join(text.split())


class TestSources:
    def test_one_that_is_well(self) -> None:
        assert words(drawn(draw_sources([GOOD], UTC))) == (
            "✓ living-list 1810 papers of 181 weeks, the newest to 28 June 2026, confirmed Mon 29 Jun 2026 08:00 UTC "
            "https://example.org/{year}.md"
        )

    def test_one_that_needs_no_asking(self) -> None:
        report = replace(GOOD, name="bundled", fetched_at=None)
        assert "confirmed" not in drawn(draw_sources([report], UTC))

    def test_one_that_fails_says_why(self) -> None:
        shown = words(drawn(draw_sources([replace(GOOD, problem="the server answered 404 Not Found")], UTC)))
        assert shown.startswith("✗ living-list")
        assert shown.endswith("the server answered 404 Not Found")

    def test_one_that_was_never_read_has_no_newest_week(self) -> None:
        report = SourceReport("own", 0, 0, None, "own.md", "there is no file own.md")
        assert "0 papers of 0 weeks own.md there is no file" in words(drawn(draw_sources([report], UTC)))

    def test_foreign_text_is_no_markup(self) -> None:
        shown = drawn(draw_sources([replace(GOOD, origin="[link=https://evil.example]x[/link] :cat:")], UTC))
        assert "[link=https://evil.example]x[/link] :cat:" in shown


class TestChanges:
    def test_each_has_its_moment_and_source(self) -> None:
        assert words(drawn(draw_changes([CHANGE], zone=UTC))) == (
            "Mon 29 Jun 2026 08:00 UTC living-list: new week to 28 June 2026, 10 papers"
        )

    def test_nothing(self) -> None:
        assert drawn(draw_changes([])).strip() == "Nothing changed."

    def test_more_than_a_screenful_are_counted(self) -> None:
        shown = drawn(draw_changes([CHANGE] * 41, zone=UTC))
        assert shown.count("new week") == 30
        assert "and 11 more before that; --json lists them all" in shown

    def test_what_could_not_be_read_stands_below(self) -> None:
        lines = drawn(draw_changes([CHANGE], [Complaint("own", 4, "the title is empty")], UTC)).splitlines()
        assert lines[-1].strip() == "own:4: the title is empty"

    @given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1))
    def test_any_title_is_drawn(self, title: str) -> None:
        drawn(draw_changes([replace(CHANGE, kind=ChangeKind.NEW_PAPER, title=title)], zone=UTC))


class TestProgress:
    def shown(self, *, terminal: bool) -> str:
        file = StringIO()
        console = Console(file=file, force_terminal=terminal, width=100)
        with progress_bars(console) as bars:
            bars("living-list", 1, 4)
            bars("arXiv", 100, 1543)
            bars("living-list", 4, 4)
        return file.getvalue()

    def test_a_bar_for_each_source_where_somebody_looks(self) -> None:
        shown = self.shown(terminal=True)
        assert "living-list" in shown
        assert "4/4" in shown
        assert "100/1543" in shown

    def test_nothing_in_a_file_or_pipe(self) -> None:
        assert self.shown(terminal=False).strip() == ""
