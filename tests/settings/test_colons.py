from __future__ import annotations

import pytest

from bot.settings.colons import colon_hint, forgotten_colon


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("name weekly", "A colon is missing after `name`."),
        ("  - name weekly\r", "A colon is missing after `name`."),
        ("name", "A colon is missing after `name`."),
        ("name:weekly", "A space is missing after `name:`."),
        ("limit:[1]", "A space is missing after `limit:`."),
        ("name: weekly", ""),
        ("name : weekly", ""),
        ("name:", ""),
        ("names weekly", ""),
        ("the name weekly", ""),
        ("# name weekly", ""),
        ("", ""),
    ],
)
def test_what_is_missing_in_a_line(text: str, said: str) -> None:
    assert colon_hint(text, ["name", "limit"]) == said


@pytest.mark.parametrize(
    ("text", "line", "place"),
    [
        ("digests:\n  - name weekly\n    limit: 3\n", 2, (2, 5)),
        ("digests:\n  - name weekly\n\n    # limit 3\n    limit: 3\n", 5, (2, 5)),
        ("digests:\n  - name weekly\n    grace: 3h\n    limit: 3\n", 4, None),
        ("name weekly", 1, (1, 1)),
        ("name weekly", 9, (1, 1)),
        ("", 1, None),
    ],
)
def test_it_is_looked_for_in_the_line_and_the_one_above(text: str, line: int, place: tuple[int, int] | None) -> None:
    found = forgotten_colon(text, line)
    assert (found and (found.line, found.column)) == place
