from __future__ import annotations

import csv
import re
from collections import Counter
from importlib import resources

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.arxiv.taxonomy import (
    Category,
    all_categories,
    canonical_code,
    category_name,
    find_category,
    nearest_categories,
    same_category,
)

LEARNING = Category("cs.LG", "Machine Learning")
TABLE = list(
    csv.DictReader(resources.files("bot.arxiv").joinpath("taxonomy.csv").read_text(encoding="utf-8").splitlines())
)


def test_the_table_is_complete() -> None:
    archives = Counter(category.code.split(".")[0] for category in all_categories())
    assert archives == {
        "cs": 40, "econ": 3, "eess": 4, "math": 32, "astro-ph": 6, "cond-mat": 9, "gr-qc": 1, "hep-ex": 1, "hep-lat": 1,
        "hep-ph": 1, "hep-th": 1, "math-ph": 1, "nlin": 5, "nucl-ex": 1, "nucl-th": 1, "physics": 22, "quant-ph": 1, "q-bio": 10,
        "q-fin": 9, "stat": 6,
    }  # fmt: skip


def test_the_table_is_clean() -> None:
    assert len({category.code.casefold() for category in all_categories()}) == 155
    for row in TABLE:
        assert re.fullmatch(r"[a-z]+(-[a-z]+)?(\.([A-Z]{2}|[a-z-]+))?", row["code"])
        assert all(value == value.strip() != "" for value in row.values())


@pytest.mark.parametrize("row", TABLE, ids=[row["code"] for row in TABLE])
def test_a_code_and_a_long_form_find_their_own_category(row: dict[str, str]) -> None:
    expected = Category(row["code"], row["name"])
    assert find_category(row["code"]) == expected
    assert find_category(row["code"].upper()) == expected
    assert find_category(f"{row['archive']} > {row['name']}") == expected
    assert find_category(f"{row['name']} ({row['code']})") == expected


@pytest.mark.parametrize(
    "text",
    [
        "cs.LG",
        "CS.lg",
        " machine  learning ",
        "MACHINE LEARNING",
        "Computer Science > Machine Learning",
        "computer science>machine learning",
    ],
)
def test_spellings_of_one_category(text: str) -> None:
    assert find_category(text) == LEARNING


def test_computer_science_wins_a_name_that_several_archives_share() -> None:
    shared = [name for name, count in Counter(row["name"] for row in TABLE).items() if count > 1]
    found = {name: category.code for name in shared if (category := find_category(name)) is not None}
    assert found == {
        "Machine Learning": "cs.LG",
        "Information Theory": "cs.IT",
        "Numerical Analysis": "cs.NA",
        "Systems and Control": "cs.SY",
        "Statistics Theory": "math.ST",
        "Mathematical Physics": "math-ph",
    }


def test_the_other_archive_is_reached_by_its_long_form() -> None:
    assert find_category("Statistics > Machine Learning") == Category("stat.ML", "Machine Learning")
    assert not same_category("stat.ML", "Machine Learning")


@pytest.mark.parametrize(
    "text", ["", "Computer Science", "cs", "cs.XX", "Deep Learning", ">", "Machine Learning (cs.XX)"]
)
def test_what_is_no_category(text: str) -> None:
    assert find_category(text) is None


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("cs.CL", "Computation and Language"),
        ("Economics > General Economics", "econ.gn"),
        ("q-fin.EC", "General Economics"),
        ("Economics", "econ.GN"),
        ("cs.SY", "eess.SY"),
        ("Mathematical Physics", "math-ph"),
        ("Our  Own Heading", "our own heading"),
    ],
)
def test_same_category_in_two_spellings(a: str, b: str) -> None:
    assert same_category(a, b)
    assert same_category(b, a)


@pytest.mark.parametrize(("a", "b"), [("cs.CL", "cs.CV"), ("Our Heading", "Your Heading"), ("", "cs.CL")])
def test_different_categories(a: str, b: str) -> None:
    assert not same_category(a, b)


@pytest.mark.parametrize(
    ("written", "shown"),
    [("cs.CL", "Computation and Language"), ("machine learning", "Machine Learning"), ("Our Own", "Our Own"), ("", "")],
)
def test_people_are_shown_one_name_for_a_category(written: str, shown: str) -> None:
    assert category_name(written) == shown


def test_every_alias_is_of_a_category_that_exists() -> None:
    codes = {category.code for category in all_categories()}
    assert {canonical_code(code) for code in codes} == codes - {
        "cs.NA",
        "cs.SY",
        "math.IT",
        "math.MP",
        "q-fin.EC",
        "stat.TH",
    }


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Machine Lerning", "Machine Learning"),
        ("cs.CLL", "cs.CL"),
        ("csLG", "cs.LG"),
        ("cs.LC", "cs.CL"),
        ("stat.LM", "stat.ML"),
        ("Computer Vision", "Computer Vision and Pattern Recognition"),
        ("computer vison", "Computer Vision and Pattern Recognition"),
        ("robots", "Robotics"),
        ("Computation & Language", "Computation and Language"),
    ],
)
def test_what_was_probably_meant(text: str, meant: str) -> None:
    assert nearest_categories(text, ())[0] == meant


def test_names_in_use_are_suggested_as_they_are_written() -> None:
    assert nearest_categories("general economcs", ["Economics > General Economics"])[0] in {
        "Economics > General Economics",
        "General Economics",
    }
    assert nearest_categories("Our Own Headng", ["OUR own heading"]) == ("OUR own heading",)
    assert nearest_categories("sound", ["SOUND"])[0] == "SOUND"


@pytest.mark.parametrize("text", ["", "xyzzy", "!!!", "💥"])
def test_nothing_is_suggested_where_nothing_is_like_it(text: str) -> None:
    assert nearest_categories(text, ["Sound"]) == ()


@given(st.text(max_size=60), st.lists(st.text(max_size=20), max_size=5))
def test_any_text_gets_at_most_three_suggestions_each_once(text: str, known: list[str]) -> None:
    found = nearest_categories(text, known)
    assert len(found) <= 3
    assert len({name.casefold() for name in found}) == len(found)
    assert same_category(text, text)
