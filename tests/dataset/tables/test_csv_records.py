from __future__ import annotations

import csv
import io
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.dataset.tables.csv_records import DELIMITERS, Record, named_delimiter, records


def read(text: str, delimiter: str = ",") -> list[Record]:
    return list(records(text, delimiter))


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("delimiter", DELIMITERS)
def test_cells_and_the_lines_they_begin_in(delimiter: str, end: str) -> None:
    lines = ["a,b", "", '"1,\n2","say ""so"""', ",,", "c,"]
    text = "\n".join(lines).replace(",", delimiter).replace("\n", end)
    assert read(text, delimiter) == [
        Record(1, ("a", "b"), False),
        Record(3, (f"1{delimiter}{end}2", 'say "so"'), False),
        Record(6, ("c", ""), False),
    ]


def test_no_text_no_records() -> None:
    assert read("") == read("\n\n") == read(",\n,,") == read('""') == []


def test_spaces_around_cells_do_not_count_and_those_in_quotes_do() -> None:
    assert read(' a , " b " ,\tc') == [Record(1, ("a", " b ", "c"), False)]


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ('"a" b,c\nd,e', ('"a" b', "c")),
        ('"a,c\nd,e', ("a", "c")),
        ('"a,c\n"d",e', ("a", "c")),
        ('"a,c\n"d ""x""",e', ("a", "c")),
        ('a "b" c,c\nd,e', ('a "b" c', "c")),
    ],
)
def test_a_mark_that_closes_nothing_costs_its_own_cell_only(text: str, cells: tuple[str, ...]) -> None:
    first, second = read(text)
    assert first.cells == cells
    assert first.unclosed == text.startswith('"')
    assert (second.line, second.cells[1], second.unclosed) == (2, "e", False)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("sep=;\na;b", (";", 6)),
        ('"sep=|"\r\na|b', ("|", 9)),
        ("SEP=\t\na\tb", ("\t", 6)),
        ("sep=,", ("", 0)),
        ("sep;b\n", ("", 0)),
        ("", ("", 0)),
    ],
)
def test_the_line_that_names_the_delimiter(text: str, named: tuple[str, int]) -> None:
    assert named_delimiter(text) == named


def test_lines_count_from_the_beginning_of_the_text() -> None:
    text = "sep=;\r\na;b\r\n"
    assert list(records(text, ";", named_delimiter(text)[1])) == [Record(2, ("a", "b"), False)]


CELLS = st.text(alphabet="ab,;\t|\"'\n ").map(lambda cell: cell.strip(" \t"))


@given(st.lists(st.lists(CELLS, min_size=1, max_size=4), max_size=5), st.sampled_from(DELIMITERS), st.booleans())
def test_what_python_writes_is_read(rows: list[list[str]], delimiter: str, every: bool) -> None:
    file = io.StringIO(newline="")
    writer = csv.writer(file, delimiter=delimiter, quoting=csv.QUOTE_ALL if every else csv.QUOTE_MINIMAL)
    writer.writerows(rows)
    found = read(file.getvalue(), delimiter)
    assert [list(record.cells) for record in found] == [row for row in rows if any(row)]
    assert not any(record.unclosed for record in found)


@given(st.text(alphabet='",;\r\n ab') | st.text())
def test_no_text_crashes_it_or_loses_a_letter(text: str) -> None:
    found = read(text)
    assert [record.line for record in found] == sorted({record.line for record in found})
    assert sum(cell.count("a") for record in found for cell in record.cells) == text.count("a")


@pytest.mark.parametrize(
    "unit", ['"', '""', '"""', '""""', '"a', 'a"', ',"', '",', '"\n', '\n"', '"",', '"a,"a,', " ", ' "', '\n"""", "']
)
def test_hostile_texts_take_time_that_grows_as_they_do(unit: str) -> None:
    text = unit * (600_000 // len(unit))
    start = time.process_time()
    for part in (text, f'"{text}', f"a,{text}"):
        for _ in records(part, ","):
            pass
    assert time.process_time() - start < 20
