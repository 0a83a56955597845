from __future__ import annotations

from collections.abc import Mapping

import pytest

from bot.settings.conflicts import digest_conflicts, name_conflicts


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


def test_the_second_of_two_names_is_the_wrong_one() -> None:
    entries = ["no mapping", {"name": "a"}, {"name": None}, {"name": "A"}, {}]
    assert [conflict.path for conflict in name_conflicts(entries, "digest")] == [(3, "name")]


def test_names_that_differ_in_case_are_both_quoted_as_written() -> None:
    (found,) = name_conflicts([{"name": "Weekly"}, {"name": "weekly"}], "digest")
    assert found.message == '"weekly" and "Weekly" are one name: upper and lower case do not count.'
    (found,) = name_conflicts([{"name": "weekly"}, {"name": "weekly"}], "digest")
    assert found.message == 'another digest has the name "weekly".'
