from __future__ import annotations

import pytest

from bot.terminal.report import draw_finding, draw_totals
from tests.terminal.screen import drawn


@pytest.mark.parametrize(("health", "mark"), [("good", "✓"), ("odd", "!"), ("bad", "✗")])
def test_a_finding_is_a_line_with_its_mark(health: str, mark: str) -> None:
    assert drawn(draw_finding("papers", health, "All there.")).split() == [mark, "papers", "All", "there."]


def test_foreign_text_is_no_markup() -> None:
    text = "t.md:3: [link=https://example.com]row[/link] :cat: left out"
    assert text in drawn(draw_finding("papers", "bad", text))


def test_a_long_finding_is_whole_in_a_narrow_terminal() -> None:
    text = "https://example.com/a/very/long/address/that/fits/nowhere.md could not be reached"
    shown = drawn(draw_finding("papers", "bad", text), width=30)
    assert "".join(shown.replace("✗ papers", "").split()) == text.replace(" ", "")


@pytest.mark.parametrize(
    ("bad", "odd", "said"),
    [
        (0, 0, "All is well."),
        (0, 1, "All works; 1 thing to look at."),
        (0, 2, "All works; 2 things to look at."),
        (1, 2, "1 thing to mend before all works."),
        (2, 0, "2 things to mend before all works."),
    ],
)
def test_the_last_line_counts(bad: int, odd: int, said: str) -> None:
    assert drawn(draw_totals(bad, odd)).strip() == said
