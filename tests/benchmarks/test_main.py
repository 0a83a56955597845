from __future__ import annotations

import sys

import pytest

from tests.benchmarks.__main__ import main

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
@pytest.mark.parametrize(
    ("name", "rows"),
    [
        ("start", ["bare, first start", "SQLite, later start", "PostgreSQL, later start"]),
        ("memory", ["SQLite, ready", "PostgreSQL, every command used"]),
        ("answers", ["/search query:zzzzqqq", "/digest status"]),
        ("catalogue", ["read the file", "search p99"]),
    ],
)
def test_each_benchmark_still_runs(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], name: str, rows: list[str]
) -> None:
    run(monkeypatch, name, "--runs", "1")
    said = capsys.readouterr().out
    assert all(row in said for row in rows)
