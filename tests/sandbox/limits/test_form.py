"""Reading a body field by field."""

from __future__ import annotations

from typing import Any

import pytest

from bot.sandbox.limits import Form, Problem, nested
from bot.sandbox.limits.form import as_list, as_mapping, is_snowflake


def codes(form: Form) -> list[str]:
    return [problem.code for problem in form.problems]


def test_a_missing_field_is_noted_where_it_is_required() -> None:
    form = Form({"a": None})
    assert form.text("a", 5) == ""
    assert form.problems == []
    form.text("a", 5, required=True)
    assert form.problems == [Problem(("a",), "BASE_TYPE_REQUIRED", "This field is required")]


@pytest.mark.parametrize(
    ("value", "code"),
    [("x" * 5, None), ("x" * 6, "BASE_TYPE_BAD_LENGTH"), ("x", "BASE_TYPE_BAD_LENGTH"), (5, "STRING_TYPE_CONVERT")],
)
def test_text(value: object, code: str | None) -> None:
    form = Form({"a": value})
    form.text("a", 5, minimum=2)
    assert codes(form) == ([code] if code else [])


@pytest.mark.parametrize(
    ("value", "bits"),
    [("2048", 2048), (2048, 2048), (0, 0), (None, None), (True, None), ("-1", None), ("9" * 21, None)],
)
def test_permission_bits(value: object, bits: int | None) -> None:
    form = Form({"a": value})
    assert form.bits("a") == bits
    assert codes(form) == (["NUMBER_TYPE_COERCE"] if bits is None and value is not None else [])


@pytest.mark.parametrize(
    ("value", "code"),
    [
        (1, None),
        (3, None),
        (2.0, None),
        (0, "NUMBER_TYPE_MIN"),
        (4, "NUMBER_TYPE_MAX"),
        ("2", "NUMBER_TYPE_COERCE"),
        (True, "NUMBER_TYPE_COERCE"),
        (2.5, "NUMBER_TYPE_COERCE"),
    ],
)
def test_whole_numbers(value: object, code: str | None) -> None:
    form = Form({"a": value})
    form.number("a", 1, 3)
    assert codes(form) == ([code] if code else [])


def test_other_numbers() -> None:
    form = Form({"a": 2.5})
    assert form.number("a", 1, 3, whole=False) == 2.5
    assert form.problems == []


def test_truth_and_choice() -> None:
    form = Form({"yes": True, "no": False, "odd": "true", "one": 1, "flag": True})
    assert (form.truth("yes"), form.truth("no"), form.truth("none"), form.truth("odd")) == (True, False, False, False)
    assert (form.choice("one", (1, 2)), form.choice("flag", (1, 2)), form.choice("none", (1, 2))) == (1, None, None)
    assert codes(form) == ["BOOLEAN_TYPE_CONVERT", "BASE_TYPE_CHOICES"]


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("https://a.b/c?d=e", None),
        ("HTTPS://a.b", None),
        ("a.b", "URL_TYPE_INVALID_URL"),
        ("https://a b", "URL_TYPE_INVALID_URL"),
        ("ftp://a.b", "URL_TYPE_INVALID_SCHEME"),
    ],
)
def test_addresses(url: str, code: str | None) -> None:
    form = Form({"a": url})
    form.url("a", 100, ("http", "https"))
    assert codes(form) == ([code] if code else [])


def test_inner_forms_share_the_problems_and_know_their_place() -> None:
    form = Form({"a": {"b": [{}, "x", {"c": 1}]}}, ("0",))
    inner = form.form("a")
    assert inner is not None
    for one in inner.forms("b", 3):
        one.text("c", 5, required=True)
    assert [str(problem) for problem in form.problems] == [
        "0.a.b.1: Only dictionaries may be used in a ModelType",
        "0.a.b.0.c: This field is required",
        '0.a.b.2.c: Could not interpret "1" as string.',
    ]


@pytest.mark.parametrize(
    ("value", "code"),
    [([1, 2], None), ([], "BASE_TYPE_BAD_LENGTH"), ([1, 2, 3], "BASE_TYPE_BAD_LENGTH"), ("ab", "LIST_TYPE_CONVERT")],
)
def test_lists(value: object, code: str | None) -> None:
    form = Form({"a": value})
    form.items("a", 2, minimum=1)
    assert codes(form) == ([code] if code else [])


def test_ids() -> None:
    form = Form({"one": "12", "bad": "x", "many": ["1", 2, "1", "y"]})
    assert (form.snowflake("one"), form.snowflake("bad"), form.snowflake("none")) == (12, None, None)
    assert form.snowflakes("many", 10) == ["1", "2"]
    assert [problem.path for problem in form.problems] == [("bad",), ("many", "2"), ("many", "3")]


@pytest.mark.parametrize(
    ("value", "is_id"),
    [("1", True), (1, True), ("9" * 20, True), ("9" * 21, False), (-1, False), ("", False), (None, False)],
)
def test_what_is_an_id(value: object, is_id: bool) -> None:
    assert is_snowflake(value) is is_id


def test_other_types_are_taken_for_empty_ones() -> None:
    values: list[Any] = ["x", None, 3]
    assert [as_list(value) for value in values] == [[], [], []]
    assert [as_mapping(value) for value in values] == [{}, {}, {}]


def test_a_problem_of_the_whole_stands_at_the_top() -> None:
    assert nested([Problem((), "C", "m")]) == {"_errors": [{"code": "C", "message": "m"}]}
    assert str(Problem((), "C", "m")) == "m"
