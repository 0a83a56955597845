from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.dataset.parsed import Parsed
from bot.dataset.tables.json_list import read_json
from bot.errors import TableError
from bot.models import Paper


def entry(number: int = 1, **more: object) -> dict[str, object]:
    """Return what stands for a good paper, but for what is given; None takes a key away."""
    values = {
        "week": "2023-03-26",
        "title": f"Paper {number}",
        "link": f"https://arxiv.org/abs/2303.{number:05}",
        **more,
    }
    return {key: value for key, value in values.items() if value is not None}


def papers(parsed: Parsed) -> list[Paper]:
    return [paper for week in parsed.weeks for paper in week.papers]


def read(value: object, *, indent: int | None = 1, **more: Any) -> Parsed:
    return read_json(value if isinstance(value, str) else json.dumps(value, indent=indent), "test", **more)


def titles(value: object, **more: Any) -> list[str]:
    return [paper.title for paper in papers(read(value, **more))]


def complaints(value: object, *, indent: int | None = 1) -> list[str]:
    return [str(complaint) for complaint in read(value, indent=indent).complaints]


@pytest.mark.parametrize("indent", [None, 2])
@pytest.mark.parametrize(
    "value",
    [
        [entry(1), entry(2)],
        {"asked": "newest", "weeks": [{"start": "2023-03-20", "end": "2023-03-26"}], "papers": [entry(1), entry(2)]},
        {"papers": [entry(1), entry(2)], "total": 2},
        {"Weeks": [{"week": "2023-03-26", "papers": [entry(1, week=None), entry(2, week=None)]}]},
        {
            "weeks": [
                {"Papers": [entry(1, week=None)], "end": "2023-03-26"},
                {"date": "2023-W12", "papers": [entry(2, week=None)]},
            ]
        },
        {
            "weeks": [
                "x",
                {"week": {"start": "2023-03-20", "end": "2023-03-26"}, "papers": [entry(1, week=None), entry(2)]},
            ]
        },
        {"2023-03-26": [entry(1, week=None), entry(2, week=None)]},
    ],
    ids=["list", "ours", "papers", "weeks", "several weeks", "week objects", "by week"],
)
def test_where_papers_may_stand(value: object, indent: int | None) -> None:
    assert titles(value, indent=indent) == ["Paper 1", "Paper 2"]
    assert complaints(value, indent=indent) == []


def test_an_entry_s_own_week_goes_before_that_of_the_week_it_stands_in() -> None:
    value = {"weeks": [{"week": "2023-03-26", "papers": [entry(1, week="2023-03-19"), {**entry(2), "week": None}]}]}
    assert [(week.end.day, len(week.papers)) for week in read(value).weeks] == [(19, 1), (26, 1)]


def test_one_paper_alone_and_a_paper_a_line() -> None:
    assert titles(entry(1)) == ["Paper 1"]
    assert titles("\n".join(json.dumps(entry(number)) for number in (1, 2))) == ["Paper 1", "Paper 2"]


def test_keys_in_any_case_and_values_in_any_form() -> None:
    (paper,) = papers(
        read(
            [
                {
                    "Week Ending": "2023-03-26T00:00:00Z",
                    "NAME": "A\nTitle",
                    "arxiv_id": 2303.1273,
                    "categories": ["cs.CL", "cs.LG"],
                    "authors": [{"name": "Ada Lovelace"}, "Charles Babbage"],
                    "TL;DR": ["one", "two"],
                    "links": {"paper": "https://a.b/c", "code": "https://d.e/f"},
                    "rank": 1,
                    "stars": {"of": [5]},
                }
            ]
        )
    )
    assert (paper.title, paper.category, paper.summary) == ("A Title", "cs.CL", "• one\n• two")
    assert paper.authors == ("Ada Lovelace", "Charles Babbage")
    assert [link.label for link in paper.links] == ["Paper", "Code"]


def test_an_identifier_that_is_a_number_keeps_its_zeros() -> None:
    (paper,) = papers(read('[{"week": "2023-03-26", "title": "T", "arxiv_id": 2303.12710}]'))
    assert str(paper.arxiv_id) == "2303.12710"


def test_an_entry_that_cannot_be_read_costs_only_itself() -> None:
    value = [
        entry(1),
        entry(2, title=None),
        5,
        None,
        entry(3, link=None),
        entry(4, week="soon"),
        entry(5, title=["x"]),
        entry(6),
    ]
    text = "[\n" + ",\n".join(map(json.dumps, value)) + "\n]"
    assert titles(text) == ["Paper 1", "Paper 6"]
    assert complaints(text) == [
        "test:3: it has no title; the entry is left out (its keys are 'week', 'link')",
        'test:4: it is no object such as {"title": ..., "link": ...}; the entry is left out',
        'test:5: it is no object such as {"title": ..., "link": ...}; the entry is left out',
        "test:6: it has no link; the entry is left out",
        "test:7: the week 'soon' is not a date such as 2023-03-26; the entry is left out",
        "test:8: the title is a list, not text; the entry is left out",
    ]


def test_what_is_wrong_with_the_rest_costs_only_that() -> None:
    value = [entry(1, rank="x", category={}, abstract=True, authors=[5.0, []], summary={"a": 1}, tweet="soon")]
    (paper,) = papers(read(value))
    assert (paper.category, paper.abstract, paper.authors, paper.summary) == ("", "", (), "")
    assert len(complaints(value)) == 6
    assert all(complaint.endswith("; the paper is kept without it") for complaint in complaints(value))


def test_where_many_stand_in_a_line_entries_are_counted() -> None:
    value = {
        "weeks": [
            {"week": "2023-03-26", "papers": [entry(1)]},
            {"week": "x", "papers": [entry(1), entry(2, week=None)]},
        ]
    }
    assert complaints(value, indent=None) == [
        "test:1: entry 2: 'Paper 1' is in this week already, in entry 1, which stays",
        "test:1: entry 3: the week 'x' is not a date such as 2023-03-26; the entry is left out",
    ]


def test_a_key_that_stands_twice_is_said() -> None:
    text = '[{"week": "2023-03-26", "title": "A", "link": "https://a.b", "title": "B"}]'
    assert titles(text) == ["B"]
    assert complaints(text) == ["test:1: the key 'title' stands twice in it; the last one counts"]


def test_the_settings_names_of_keys() -> None:
    value = [{"Woche": "2023-03-26", "Titel": "Eins", "title": "One", "link": "https://a.b"}, entry(2)]
    assert titles(value, columns={"week": "Woche", "title": "Titel"}) == ["Eins", "Paper 2"]
    grouped = {"weeks": [{"Woche": "2023-03-26", "papers": [entry(1, week=None)]}]}
    assert titles(grouped, columns={"week": "Woche"}) == ["Paper 1"]
    with pytest.raises(TableError) as caught:
        read(value, columns={"title": "Name"})
    assert caught.value.reason == (
        "the settings say under columns that title is called 'Name', but no entry has that key; "
        "the first one has 'Woche', 'Titel', 'title', 'link'"
    )


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "the text is empty"),
        ("\ufeff \n", "the text is empty"),
        ("[]", "the list is empty"),
        ('{"papers": [], "total": 0}', "its lists are empty (its keys are 'total')"),
        (
            '{"error": "no"}',
            "not one entry can be read; line 1: it has no week; the entry is left out (its keys are 'error')",
        ),
        ("<html>", "it is no JSON from line 1, column 1 on: neither a list nor an object begins here"),
        ('[{"a": 1},\n {"b": 2,}]', "it is no JSON from line 2, column 10 on: a key in double quotes is missing, or"),
        ("[{}] []", "it is no JSON from line 1, column 6 on: something follows what was complete"),
        ('{"papers": [{}]}\n{}', "it is no JSON from line 2, column 1 on: something follows what was complete"),
        ("[" * 100_000, "it is no JSON from line 1, column 2 on: lists and objects lie too deep in one another"),
        ('{"2023-03-26": ' * 100_000, "it is no JSON from line 1, column 16 on: lists and objects lie too deep"),
        ("[1, 2]", "not one entry can be read; entry 1: it is no object"),
    ],
)
def test_what_is_no_list(text: str, reason: str) -> None:
    with pytest.raises(TableError) as caught:
        read_json(text, "test")
    assert caught.value.reason.startswith(reason)


KEYS = st.sampled_from(
    ["week", "title", "link", "links", "papers", "weeks", "end", "2023-03-26", "authors", "rank", ""]
)
LEAVES = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=6)
    | st.sampled_from(["2023-03-26", "https://a.b"])
)
VALUES = st.recursive(
    LEAVES, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=5), max_leaves=25
)


@given(VALUES.map(json.dumps) | st.text() | st.text(alphabet='[]{}",:1a '))
def test_no_text_crashes_it(text: str) -> None:
    try:
        parsed = read_json(text, "test")
    except TableError:
        return
    assert all([paper.rank for paper in week.papers] == list(range(1, len(week.papers) + 1)) for week in parsed.weeks)
