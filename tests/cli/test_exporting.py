"""``export`` as it is typed: what is printed, what is written, and what is never written over."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from tests.command_line import CommandLine


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


@pytest.mark.parametrize(
    ("words", "begins", "count"),
    [
        ([], "% Papers: 2023-03-26\n", 9),
        (["--format", "bibtex", "2023-03-20"], "% Papers: 2023-03-26\n", 9),
        (["--format", "Markdown", "march", "2023"], "# Papers: March 2023\n", 34),
    ],
)
def test_weeks_are_printed(person: CommandLine, words: list[str], begins: str, count: int) -> None:
    said = person.type("export", "week", *words)
    assert (said.code, said.err) == (0, "")
    assert said.out.startswith(begins)
    assert said.out.count("@misc{") + said.out.count("\n- **[") == count


def test_a_search_is_printed_best_first(person: CommandLine) -> None:
    said = person.type("export", "search", "language", "models", "--category", "cs.CL", "-f", "csv", "--limit", "3")
    found = person.type("search", "language models", "--category", "cs.CL", "--limit", "3", "--json").json["papers"]
    assert (said.code, said.err) == (0, "")
    assert [row["title"] for row in rows(said.out)] == [paper["title"] for paper in found]


def test_a_source_by_itself(person: CommandLine) -> None:
    said = person.type("export", "search", "--source", "bundled", "-f", "csv")
    assert len(rows(said.out)) == 106


def test_a_slip_is_mended_and_said_beside_the_file(person: CommandLine) -> None:
    said = person.type("export", "search", "toolformr", "-f", "csv")
    assert "Nothing has “toolformr”; these have “toolformer”." in said.err
    assert rows(said.out)[0]["title"].startswith("Toolformer")


def test_an_id_is_one_paper(person: CommandLine) -> None:
    said = person.type("export", "search", "arxiv.org/abs/2302.04761")
    assert said.out.count("@misc{") == 1
    assert "eprint        = {2302.04761}" in said.out


@pytest.mark.parametrize(
    ("output", "file", "begins"),
    [
        ("mine.csv", "mine.csv", b"\xef\xbb\xbf"),
        ("MINE.MD", "MINE.MD", b"# Papers"),
        ("mine.txt", "mine.txt", b"% Papers"),
        (".", "papers-2023-03-26.bib", b"% Papers"),
    ],
)
def test_a_file_is_written_in_the_form_that_its_name_asks_for(
    person: CommandLine, output: str, file: str, begins: bytes
) -> None:
    said = person.type("export", "week", "-o", output)
    assert (said.code, said.out) == (0, "")
    assert said.err == f"Wrote 9 papers to {Path(file)}.\n"
    assert (person.folder / file).read_bytes().startswith(begins)


def test_the_same_bytes_are_printed_and_written(person: CommandLine) -> None:
    person.type("export", "week", "-f", "csv", "-o", "mine.csv")
    printed = person.type("export", "week", "-f", "csv").out
    # What the runner hands on has line feeds only.
    assert (person.folder / "mine.csv").read_bytes().decode().replace("\r\n", "\n") == printed


def test_a_file_that_is_there_stays_unless_forced(person: CommandLine) -> None:
    mine = person.folder / "mine.bib"
    mine.write_text("mine")
    said = person.type("export", "week", "-o", "mine.bib")
    assert said.code == 2
    assert "--force" in said.err
    assert mine.read_text() == "mine"
    assert person.type("export", "week", "-o", "mine.bib", "--force").code == 0
    assert mine.read_text().startswith("% Papers")


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        (["week", "1999"], 1, "There is no week here for 1999"),
        (["search", "zzzzqqq"], 1, "Nothing found."),
        (["search", "x", "--category", "cs.CVV"], 1, "Did you mean “cs.CV”?"),
        (["search", "--source", "nobody"], 1, "is no source of papers here"),
        (["search"], 2, "say what to search for"),
        (["week", "-o", "no/such/folder.bib"], 2, "cannot be written"),
        (["week", "-f", "docx"], 2, "Invalid value for '--format' / '-f': 'docx' is not one of 'bibtex'"),
    ],
)
def test_what_cannot_be_exported_is_said(person: CommandLine, words: list[str], code: int, sentence: str) -> None:
    said = person.type("export", *words)
    assert (said.code, said.out) == (code, "")
    assert sentence in " ".join(said.err.replace("│", "").split())
