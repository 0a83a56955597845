from __future__ import annotations

import pytest

from tests.benchmarks.tables import Table, Target, draw, p99, spread


@pytest.mark.parametrize(("value", "said"), [(2.861, "2.86 x ≤ 3"), (3.0, "3.00 x ≤ 3"), (3.374, "3.37 x > ! 3")])
def test_a_missed_target_stands_out(value: float, said: str) -> None:
    assert str(Target(value, 3.0, "x")) == said


def test_a_spread_is_the_median_between_the_ends() -> None:
    assert spread([300.2, 251.4, 239.6]) == "251 ms (240–300)"


def test_one_in_a_hundred_is_slower() -> None:
    assert p99([*range(101)]) == 99


def test_a_table_is_drawn_with_its_notes(capsys: pytest.CaptureFixture[str]) -> None:
    table = Table("Start", ("bot", "time"), notes=["on a [slow] machine"])
    table.add("bare", Target(1.0, 2.0, "s"))
    draw(table)
    said = capsys.readouterr().out
    assert all(text in said for text in ("Start", "bare", "1.00 s ≤ 2", "on a [slow] machine"))
