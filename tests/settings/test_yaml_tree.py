from __future__ import annotations

import json
import math
from itertools import pairwise
from string import ascii_lowercase

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.settings.yaml_nodes import UnreadableYamlError
from bot.settings.yaml_tree import Place, Places, read_tree


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("1", 1),
        ("-7", -7),
        ("007", 7),
        ("1.5", 1.5),
        ("1e3", 1000.0),
        (".5", 0.5),
        ("true", True),
        ("False", False),
        ("~", None),
        ("null", None),
        ("", None),
        ("'1'", "1"),
        ('"true"', "true"),
        ("09:00", "09:00"),
        ("on", "on"),
        ("off", "off"),
        ("yes", "yes"),
        ("No", "No"),
        ("12:30:45", "12:30:45"),
        ("2023-03-26", "2023-03-26"),
        ("1_000", "1_000"),
        ("0x1f", "0x1f"),
        ("=", "="),
        ("nan", "nan"),
        ("9" * 31, "9" * 31),
        ("9" * 5000, "9" * 5000),
    ],
)
def test_a_value_means_what_yaml_1_2_says_and_no_more(written: str, meant: object) -> None:
    data = read_tree(f"a: {written}\n").data
    assert data == {"a": meant}
    assert isinstance(data, dict)
    assert type(data["a"]) is type(meant)


def test_a_directive_cannot_bring_back_yaml_1_1() -> None:
    assert read_tree("%YAML 1.1\n---\na: on\nb: 9:30\nc: 010\n").data == {"a": "on", "b": "9:30", "c": 10}


def test_an_overlong_number_is_infinite_and_not_a_crash() -> None:
    data = read_tree("a: 1e999\n").data
    assert isinstance(data, dict)
    assert math.isinf(data["a"])


@pytest.mark.parametrize(
    ("text", "key"), [("on: 1\n", "on"), ("1: 1\n", "1"), ("null: 1\n", "null"), ("'a b': 1\n", "a b"), (": 1\n", "")]
)
def test_a_key_is_text_as_written(text: str, key: str) -> None:
    assert read_tree(text).data == {key: 1}


def test_keys_and_values_have_places() -> None:
    places = read_tree('digests:\n  - name: x\n    at: {time: "09:00"}\n').places
    assert places.find(("digests",)) == Place((1, 1), (2, 3))
    assert places.find(("digests", 0, "name")) == Place((2, 5), (2, 11), "x")
    assert places.find(("digests", 0, "at", "time")) == Place((3, 10), (3, 16), "09:00")


def test_what_is_not_there_is_where_it_would_be() -> None:
    places = read_tree("digests:\n  - name: x\n").places
    assert places.find(("digests", 0, "channels")) == places.find(("digests", 0))
    assert places.find(("replies", "paper")) == places.find(())
    assert Places().find(("a", 0)) == Place((1, 1), (1, 1))


def test_every_duplicate_is_reported_and_the_first_counts() -> None:
    tree = read_tree("a: 1\nb: {c: 1, c: 2}\na: 3\na: 4\n")
    assert tree.data == {"a": 1, "b": {"c": 1}}
    assert [(p.line, p.column, p.where) for p in tree.problems] == [(3, 1, "a"), (4, 1, "a"), (2, 11, "b.c")]
    assert all("first in line" in p.message for p in tree.problems)


class TestMerge:
    def test_own_keys_go_before_merged_ones(self) -> None:
        assert read_tree("a: &a {x: 1, y: 2}\nb: {<<: *a, y: 3}\n").data == {
            "a": {"x": 1, "y": 2},
            "b": {"y": 3, "x": 1},
        }

    def test_of_several_the_first_counts_and_merges_nest(self) -> None:
        text = "a: &a {x: 1}\nb: &b {<<: *a, y: 2}\nc: &c {x: 3, z: 4}\nd: {<<: [*b, *c]}\n"
        data = read_tree(text).data
        assert isinstance(data, dict)
        assert data["d"] == {"y": 2, "x": 1, "z": 4}

    def test_a_merged_key_stands_where_it_was_written(self) -> None:
        places = read_tree("a: &a\n  x: 1\nb:\n  <<: *a\n").places
        assert places.find(("b", "x")).key == (2, 3)

    def test_a_quoted_one_is_an_ordinary_key(self) -> None:
        assert read_tree("'<<': 1\n").data == {"<<": 1}

    @pytest.mark.parametrize("text", ["<<: 3\n", "<<: [a]\n", "<<:\n"])
    def test_anything_but_a_mapping_is_refused(self, text: str) -> None:
        with pytest.raises(UnreadableYamlError, match="takes in a mapping"):
            read_tree(text)


@pytest.mark.parametrize(
    "line", ["{c}: &{c} [{p}]", "{c}: &{c} {{x: [{p}]}}", "{c}: &{c} {{<<: [{p}]}}", "{c}: &{c} {{a: 1, <<: [{p}]}}"]
)
def test_a_bomb_of_aliases_is_refused_at_once(line: str) -> None:
    first = "a: &a {x: 1, y: 2}\n"
    rest = "\n".join(
        line.format(c=current, p=", ".join([f"*{previous}"] * 9)) for previous, current in pairwise(ascii_lowercase[:9])
    )
    with pytest.raises(UnreadableYamlError, match="its aliases unfolded"):
        read_tree(first + rest)


_text = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cn", "Zl", "Zp"]))
_json = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**20), 10**20) | _text,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_text, inner, max_size=4),
    max_leaves=15,
)


@settings(deadline=None)
@given(_json)
def test_json_is_read_as_what_it_is(data: object) -> None:
    assert read_tree(json.dumps(data, ensure_ascii=False)).data == data
