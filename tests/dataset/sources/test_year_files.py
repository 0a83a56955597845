from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.dataset.sources import YearFilesSource
from bot.dataset.sources.file import FileText
from bot.dataset.tables.markdown_list import read_papers
from tests.dataset.sources.looks import said, titles
from tests.dataset.texts import row, table


def page(year: int, title: str | None = None) -> str:
    return table(row(1, week=f"{year}-06-07", title=title or f"of {year}"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for year in (2022, 2024, 2025):
        (tmp_path / f"{year}.md").write_text(page(year))
    for other in ("README.md", "2025.md.bak", "20255.md", "a2025.md"):
        (tmp_path / other).write_text(page(2025, "not of the list"))
    return tmp_path


def source(folder: Path, pattern: str = "{year}.md", *, first: int = 2020, now: int = 2026) -> YearFilesSource:
    return YearFilesSource(
        "mine",
        folder / pattern,
        first_year=first,
        clock=lambda: datetime(now, 6, 30, tzinfo=UTC),
        text=lambda year, path: FileText("mine", path, read_papers, 10_000),
    )


async def test_every_file_that_is_there(folder: Path) -> None:
    mine = source(folder)
    reading = mine.local()
    assert titles(reading) == ["of 2022", "of 2024", "of 2025"]
    assert (reading.problem, reading.fetched_at, mine.origin) == ("", None, str(folder / "{year}.md"))
    assert await mine.ask() == reading


def test_only_those_from_the_first_year_to_the_present_one(folder: Path) -> None:
    assert titles(source(folder, first=2024).local()) == ["of 2024", "of 2025"]
    assert titles(source(folder, now=2024).local()) == ["of 2022", "of 2024"]


def test_the_year_may_stand_in_the_folder_and_more_than_once(folder: Path) -> None:
    (folder / "2023").mkdir()
    (folder / "2023" / "papers-2023.md").write_text(page(2023))
    (folder / "2023" / "papers-2022.md").write_text(page(2022))
    assert titles(source(folder, "{year}/papers-{year}.md").local()) == ["of 2023"]


def test_a_name_that_looks_like_a_pattern_is_taken_at_its_word(folder: Path) -> None:
    (folder / "[a]*").mkdir()
    (folder / "[a]*" / "2023.md").write_text(page(2023))
    assert titles(source(folder, "[a]*/{year}.md").local()) == ["of 2023"]


def test_a_new_file_and_an_edit_are_seen(folder: Path) -> None:
    mine = source(folder)
    mine.local()
    (folder / "2026.md").write_text(page(2026))
    (folder / "2022.md").write_text(page(2022, "edited"))
    assert titles(mine.local()) == ["edited", "of 2024", "of 2025", "of 2026"]


def test_a_broken_file_leaves_the_others_their_news(folder: Path) -> None:
    mine = source(folder)
    mine.local()
    (folder / "2024.md").write_text("oops")
    (folder / "2025.md").write_text(page(2025, "edited"))
    reading = mine.local()
    assert titles(reading) == ["of 2022", "of 2024", "edited"]
    assert reading.problem.startswith("Page 2024: there is no table in it. Expected a Markdown table")
    assert reading.problem.endswith(" The last good page goes on serving")
    assert len(said(reading)) == 1


def test_a_file_that_is_gone_goes_on_serving(folder: Path) -> None:
    mine = source(folder)
    mine.local()
    (folder / "2022.md").unlink()
    reading = mine.local()
    assert titles(reading)[0] == "of 2022"
    assert reading.problem == (f"Page 2022: there is no file {folder / '2022.md'}. The last good page goes on serving")


def test_no_file_at_all(tmp_path: Path) -> None:
    reading = source(tmp_path).local()
    assert reading.problem == f"there is no file {tmp_path / '{year}.md'} of any year from 2020 on"
    assert said(reading) == [f"mine: {reading.problem}"]


def test_a_file_that_cannot_even_be_looked_at_is_said(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def denied(path: Path) -> bool:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "exists", denied)
    reading = source(folder, first=2026).local()
    assert reading.problem == f"Page 2026: {folder / '2026.md'} cannot be read (Permission denied)"
