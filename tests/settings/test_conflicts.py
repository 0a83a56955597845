from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.settings.conflicts import all_conflicts, digest_conflicts, name_conflicts, source_conflicts


def paths(settings: object) -> list[tuple[str | int, ...]]:
    return [conflict.path for conflict in all_conflicts(settings)]


@pytest.mark.parametrize(
    ("digest", "expected"),
    [
        ({"at": {}, "cron": "x"}, [("cron",)]),
        ({"at": None, "cron": "x"}, []),
        ({"at": {}}, []),
        ({"channels": ["1", "2", "1", "1"]}, [("channels", 2), ("channels", 3)]),
        ({"channels": "11"}, []),
        ({"channels": [1, 1]}, []),
    ],
)
def test_within_a_digest(digest: Mapping[str, object], expected: list[tuple[str | int, ...]]) -> None:
    assert [conflict.path for conflict in digest_conflicts(digest)] == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ({"path": "a", "url": "b"}, [("url",)]),
        ({"path": None, "url": "b"}, []),
        ({}, [()]),
        ({"path": "a"}, []),
        ({"name": "Bundled", "path": "a"}, [("name",)]),
    ],
)
def test_within_a_source(source: Mapping[str, object], expected: list[tuple[str | int, ...]]) -> None:
    assert [conflict.path for conflict in source_conflicts(source)] == expected


def test_the_second_of_two_names_is_the_wrong_one() -> None:
    entries = ["no mapping", {"name": "a"}, {"name": None}, {"name": "A"}, {}]
    assert [conflict.path for conflict in name_conflicts(entries, "digest")] == [(3, "name")]


def test_names_that_differ_in_case_are_both_quoted_as_written() -> None:
    (found,) = name_conflicts([{"name": "Weekly"}, {"name": "weekly"}], "digest")
    assert found.message == '"weekly" and "Weekly" are one name: upper and lower case do not count.'
    (found,) = name_conflicts([{"name": "weekly"}, {"name": "weekly"}], "digest")
    assert found.message == 'another digest has the name "weekly".'


def test_a_whole_file_is_walked_with_full_paths() -> None:
    twice = {"name": "a", "at": {}, "cron": "x"}
    source = {"name": "s", "path": "p"}
    assert paths({"digests": [twice, twice], "dataset": {"sources": [source, source, 3]}}) == [
        ("digests", 0, "cron"),
        ("digests", 1, "cron"),
        ("digests", 1, "name"),
        ("dataset", "sources", 1, "name"),
    ]


@settings(deadline=None)
@given(
    st.recursive(
        st.none() | st.integers() | st.text(max_size=3),
        lambda inner: (
            st.lists(inner, max_size=4)
            | st.dictionaries(
                st.sampled_from(["digests", "dataset", "sources", "name", "channels", "at"]), inner, max_size=4
            )
        ),
        max_leaves=12,
    )
)
def test_no_data_makes_the_checks_stumble(data: object) -> None:
    assert isinstance(paths(data), list)
