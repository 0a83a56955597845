from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.benchmarks import answers
from tests.benchmarks.__main__ import main
from tests.benchmarks.lists import LIVING_PAGE
from tests.benchmarks.tables import Table

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")


def run(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> None:
    monkeypatch.setattr(sys, "argv", ["benchmarks", *arguments])
    main()


def test_a_name_that_is_not_there_is_told(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        run(monkeypatch, "speed")
    assert ended.value.code == 2
    assert "there is no speed" in capsys.readouterr().err


@pytest.mark.slow
def test_every_benchmark_still_runs(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(answers, "_ROUNDS_A_RUN", 1)
    run(monkeypatch, "--runs", "1")
    said = capsys.readouterr().out
    for row in (
        *("bare, first start", "SQLite, later start", "PostgreSQL, later start"),
        *("SQLite, ready", "PostgreSQL, every command used"),
        *("/search query:zzzzqqq", "/digest status"),
        *("read the file", "search p99"),
        *(("a thread that counts", "all pages changed") if LIVING_PAGE.exists() else ("Refresh",)),
    ):
        assert row in said


def test_one_can_be_chosen(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    async def measured(_: Path, runs: int) -> Table:
        return Table(f"{runs} runs", ("", "figure"))

    monkeypatch.setattr("tests.benchmarks.__main__.MEASURES", {"start": None, "memory": measured})
    run(monkeypatch, "memory", "--runs", "3")
    assert "3 runs" in capsys.readouterr().out
