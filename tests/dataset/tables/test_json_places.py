from __future__ import annotations

import json
import time
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.dataset.tables.json_places import BrokenJsonError, Members, Walker


def elements(text: str) -> list[tuple[int, object]]:
    """Return line and value of each element of a list."""
    walker = Walker(text)
    found: list[tuple[int, object]] = []

    def item(place: int) -> int:
        value, end = walker.value(place)
        found.append((walker.line(place), value))
        return end

    walker.array(walker.skip(0), item)
    return found


def members(text: str) -> dict[str, object]:
    walker = Walker(text)
    found: dict[str, object] = {}

    def member(key: str, place: int) -> int:
        found[key], end = walker.value(place)
        return end

    walker.object(walker.skip(0), member)
    return found


def fault(text: str) -> BrokenJsonError:
    with pytest.raises(BrokenJsonError) as caught:
        elements(text) if text.lstrip().startswith("[") else members(text)
    return caught.value


def test_elements_with_their_lines() -> None:
    assert elements(' [1,\n{"a":\r\n 2},\r "x",]') == [(1, "1"), (2, {"a": "2"}), (4, "x")]
    assert elements("[]") == elements("[ \n ]") == []


def test_members() -> None:
    assert members('{"a" : 1,\n "b":[true]}') == {"a": "1", "b": [True]}
    assert members("{}") == {}


def test_numbers_stay_as_written_and_what_is_none_is_nothing() -> None:
    text = f"[2303.12710, 1e999, {'9' * 10_000}, -0, NaN, Infinity, -Infinity, null]"
    assert [value for _, value in elements(text)] == ["2303.12710", "1e999", "9" * 10_000, "-0", None, None, None, None]


def test_a_key_that_stands_twice_is_known() -> None:
    ((_, value),) = elements('[{"a": 1, "b": 2, "a": {"c": 1}, "a": 3}]')
    assert isinstance(value, Members)
    assert (value, value.repeated) == ({"a": "3", "b": "2"}, ("a",))
    ((_, value),) = elements('[{"a": 1}]')
    assert isinstance(value, Members)
    assert value.repeated == ()


def test_line_ends_in_text_are_forgiven() -> None:
    assert elements('["a\nb", 1]') == [(1, "a\nb"), (2, "1")]


@pytest.mark.parametrize(
    ("text", "place", "reason"),
    [
        ('[1,\n {"a": 1,}]', (2, 10), "a key in double quotes is missing, or there is a comma too many"),
        ('[1,\r\n {"a": 1 "b"}]', (2, 10), "a comma or a closing bracket is missing"),
        ("[1\n2]", (2, 1), "a comma or a closing bracket is missing"),
        ("[1", (1, 3), "a comma or a closing bracket is missing"),
        ("[1,", (1, 4), "a value is missing"),
        ("[", (1, 2), "a value is missing"),
        ("[,1]", (1, 2), "a value is missing"),
        ('["a]', (1, 2), "the text that begins here has no closing quotation mark"),
        ('["\\x"]', (1, 3), "invalid \\escape"),
        ('{"a" 1}', (1, 6), "a colon is missing behind the key"),
        ('{"a": 1 "b": 2}', (1, 9), "a comma or a closing bracket is missing"),
        ("{a: 1}", (1, 2), "a key in double quotes is missing, or there is a comma too many"),
        ("{", (1, 2), "a key in double quotes is missing, or there is a comma too many"),
        ("[" * 200_000, (1, 2), "lists and objects lie too deep in one another"),
        ('[\n{"a": ' + '{"a": ' * 200_000, (2, 1), "lists and objects lie too deep in one another"),
    ],
)
def test_where_it_is_broken(text: str, place: tuple[int, int], reason: str) -> None:
    error = fault(text)
    assert ((error.line, error.column), error.reason) == (place, reason)
    assert str(error) == f"line {place[0]}, column {place[1]}: {reason}"


VALUES = st.recursive(
    st.none() | st.booleans() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)


@given(st.lists(VALUES), st.dictionaries(st.text(), VALUES), st.sampled_from([None, 1]))
def test_what_python_writes_is_read(values: list[object], fields: dict[str, object], indent: int | None) -> None:
    assert [value for _, value in elements(json.dumps(values, indent=indent))] == values
    assert members(json.dumps(fields, indent=indent, ensure_ascii=False)) == fields


@given(st.text(alphabet='[]{}",:1 \n\\ua') | st.text())
def test_no_text_crashes_it(text: str) -> None:
    for read in (elements, members):
        with suppress(BrokenJsonError):
            read("[" + text if read is elements else "{" + text)


def test_many_elements_take_no_time() -> None:
    text = "[" + ",\n".join(["{}"] * 100_000) + "]"
    start = time.process_time()
    assert elements(text)[-1] == (100_000, {})
    assert time.process_time() - start < 10
