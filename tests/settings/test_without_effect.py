from __future__ import annotations

import pytest

from tests.settings.texts import digest, loaded


@pytest.mark.parametrize(
    ("lines", "where", "needed"),
    [
        (["wait_until: 3h"], "wait_until", "`nothing_new: wait`"),
        (["missed: skip", "grace: 3h"], "grace", "`missed: deliver_late`"),
        (["uncategorised: leave_out"], "uncategorised", "`categories`"),
    ],
)
def test_a_setting_of_a_digest_without_effect_is_pointed_out(lines: list[str], where: str, needed: str) -> None:
    (warning,) = loaded(digest(*lines)).warnings
    assert (warning.line, warning.column, warning.where) == (3 + len(lines), 5, f"digests[0].{where}")
    assert warning.message == f"has no effect without {needed}."


@pytest.mark.parametrize(
    "lines",
    [["nothing_new: wait", "wait_until: 3h"], ["grace: 3h"], ["categories: [cs.CL]", "uncategorised: include"]],
)
def test_one_with_an_effect_is_not(lines: list[str]) -> None:
    assert loaded(digest(*lines)).warnings == ()


def source(line: str) -> str:
    return f"dataset:\n  sources:\n    - {{name: a, {line}}}\n"


@pytest.mark.parametrize(
    ("line", "where", "needed"),
    [
        ("path: a.md, first_year: 2024", "first_year", "`{year}` in the path"),
        ("url: 'https://example.org/a.md', first_year: 2024", "first_year", "`{year}` in the address"),
        ("path: a.md, allow_private: true", "allow_private", "`url`"),
    ],
)
def test_a_setting_of_a_source_without_effect_is_pointed_out(line: str, where: str, needed: str) -> None:
    (warning,) = loaded(source(line)).warnings
    assert (warning.line, warning.where) == (3, f"dataset.sources[0].{where}")
    assert warning.message == f"has no effect without {needed}."


@pytest.mark.parametrize(
    "line",
    [
        "path: '{year}.md', first_year: 2024",
        "url: 'https://example.org/{year}.md', first_year: 2024",
        "url: 'http://localhost/a.md', allow_private: true",
    ],
)
def test_one_of_a_source_with_an_effect_is_not(line: str) -> None:
    assert loaded(source(line)).warnings == ()


def test_an_address_of_arxiv_that_is_never_asked_is_pointed_out() -> None:
    (warning,) = loaded("dataset: {arxiv: {complete: false, url: 'https://example.org'}}\n").warnings
    assert (warning.line, warning.column, warning.where) == (1, 36, "dataset.arxiv.url")
    assert loaded("dataset: {arxiv: {url: 'https://example.org'}}\n").warnings == ()
