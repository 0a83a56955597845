from __future__ import annotations

import json
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.dataset.tables.jsonl_list import read_jsonl
from bot.errors import TableError


def line(number: int) -> str:
    return json.dumps(
        {"week": "2023-03-26", "title": f"Paper {number}", "url": f"https://arxiv.org/abs/2303.{number:05}"}
    )


def titles(text: str) -> list[str]:
    return [paper.title for week in read_jsonl(text, "test").weeks for paper in week.papers]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", ",\n", " \n\n\t\n"])
def test_a_paper_a_line(end: str) -> None:
    text = "\ufeff" + end.join(map(line, (1, 2, 3)))
    assert titles(text) == ["Paper 1", "Paper 2", "Paper 3"]
    assert read_jsonl(text, "test").complaints == ()


def test_a_broken_line_costs_only_itself() -> None:
    deep = '{"title": ' + "[" * 100_000
    text = "\n".join([line(1), line(2)[:-1], deep, line(3) + line(4), "# remark", "[1]", line(1), line(5)])
    assert titles(text) == ["Paper 1", "Paper 5"]
    assert list(map(str, read_jsonl(text, "test").complaints)) == [
        f"test:2: it is no JSON from column {len(line(2))} on: a comma or a closing bracket is missing; the line is left out",
        "test:3: it is no JSON from column 1 on: lists and objects lie too deep in one another; the line is left out",
        f"test:4: it is no JSON from column {len(line(3)) + 1} on: something follows the object; the line is left out",
        "test:5: it is no JSON from column 1 on: a value is missing; the line is left out",
        'test:6: it is no object such as {"title": ..., "link": ...}; the line is left out',
        "test:7: 'Paper 1' is in this week already, in line 1, which stays",
    ]


def test_text_may_hold_what_others_take_for_the_end_of_a_line() -> None:
    assert titles(line(1).replace("Paper", "Pa\u2028per")) == ["Pa per 1"]


def test_the_settings_names_of_keys() -> None:
    text = line(1).replace("title", "Titel")
    assert read_jsonl(text, "test", columns={"title": "titel"}).weeks
    with pytest.raises(TableError, match="the settings say under columns that title is called 'Name'"):
        read_jsonl(text, "test", columns={"title": "Name"})


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "the text is empty"),
        ("\ufeff\n\n", "the text is empty"),
        (
            "x",
            "not one line can be read; line 1: it is no JSON from column 1 on: a value is missing; the line is left out",
        ),
        ("\n{}", "not one line can be read; line 2: it has no week; the line is left out"),
    ],
)
def test_what_is_no_list(text: str, reason: str) -> None:
    with pytest.raises(TableError) as caught:
        read_jsonl(text, "test")
    assert caught.value.reason == reason


@given(st.lists(st.integers(1, 99), min_size=2, max_size=9, unique=True), st.data())
def test_whatever_becomes_of_a_line_the_others_stay(numbers: list[int], data: st.DataObject) -> None:
    lines = [line(number) for number in numbers]
    broken = data.draw(st.integers(0, len(lines) - 1))
    lines[broken] = data.draw(st.text(alphabet='[]{}",:1a ', max_size=30))
    left = {f"Paper {number}" for place, number in enumerate(numbers) if place != broken}
    assert set(titles("\n".join(lines))) == left


def test_a_large_list_is_read_in_time() -> None:
    text = "\n".join(line(number).replace("2023-03", f"20{10 + number // 2000}-03") for number in range(20_000))
    start = time.process_time()
    assert len(titles(text)) == 20_000
    assert time.process_time() - start < 10
