from __future__ import annotations

import os
from pathlib import Path

import pytest

from bot.dataset.sources import FileSource
from bot.dataset.sources.file import FileText
from bot.dataset.tables.markdown_list import read_papers
from tests.dataset.sources.looks import said, titles
from tests.dataset.texts import papers, row, table


def at(path: Path) -> FileSource:
    return FileSource("mine", path, FileText("mine", path, read_papers, 10_000))


def write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "list.md"


@pytest.fixture
def source(path: Path) -> FileSource:
    return at(path)


async def test_reading(source: FileSource, path: Path) -> None:
    write(path, table(row(1), row(2, week="x")))
    reading = source.local()
    assert (titles(reading), reading.problem, reading.fetched_at) == (["Paper 1"], "", None)
    assert said(reading)[0].startswith("mine:4: the week 'x' is not a date")
    assert await source.ask() == reading


def test_what_excel_writes_is_read_and_a_guess_is_said(source: FileSource, path: Path) -> None:
    text = papers([1]).replace("Paper 1", "Über Café")
    path.write_bytes(text.encode("utf-16"))
    assert (titles(source.local()), said(source.local())) == (["Über Café"], [])
    path.write_bytes(text.encode("cp1252"))
    assert titles(source.local()) == ["Über Café"]
    assert said(source.local()) == [
        "mine: the text is not UTF-8 and was read as Windows-1252; save it as UTF-8 (“CSV UTF-8” in Excel) to be sure"
    ]
    assert source.local().problem == ""


async def test_an_edit_is_seen(source: FileSource, path: Path) -> None:
    write(path, papers([1]))
    source.local()
    write(path, papers([2]))
    assert titles(await source.ask()) == ["Paper 2"]


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (None, "there is no file "),
        (b"", "the text is empty. Expected a Markdown table"),
        (b"hello", "there is no table in it. Expected a Markdown table"),
        (b"| Week \xff\0 |", "the text is not UTF-8; the first byte that is wrong stands in line 1"),
        ("| Week |".encode("utf-16")[:-1], "the text is not UTF-8; the first byte that is wrong stands in line 1"),
        (b"x" * 10_001, "list.md is larger than 0.00953674 MiB"),
    ],
)
def test_what_is_wrong_is_said(source: FileSource, path: Path, content: bytes | None, problem: str) -> None:
    if content is not None:
        path.write_bytes(content)
    reading = source.local()
    assert reading.weeks == ()
    assert problem in reading.problem
    assert said(reading) == [f"mine: {reading.problem}"]


def test_while_it_is_broken_the_last_good_list_serves(source: FileSource, path: Path) -> None:
    write(path, papers([1]))
    source.local()
    write(path, "oops")
    reading = source.local()
    assert titles(reading) == ["Paper 1"]
    assert reading.problem.endswith(" The last good list goes on serving")
    assert said(reading) == [f"mine: {reading.problem}"]
    write(path, papers([3]))
    assert (titles(source.local()), source.local().problem) == (["Paper 3"], "")


def test_a_folder_or_a_pipe_is_no_file(tmp_path: Path) -> None:
    assert at(tmp_path).local().problem == f"{tmp_path} is not a file"
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe")
        assert "is not a file" in at(tmp_path / "pipe").local().problem


def test_a_path_that_cannot_be(tmp_path: Path) -> None:
    assert "is no path of a file" in at(Path("a\0b")).local().problem
    assert "cannot be read (File name too long)" in at(tmp_path / ("x" * 300)).local().problem
