from __future__ import annotations

from collections.abc import Mapping

import pytest

from bot.settings.source_conflicts import arxiv_conflicts, source_conflicts
from tests.settings.texts import loaded, problem, problems

PAGES = "https://example.org/{year}.md"


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ({"path": "a", "url": "b"}, [("url",)]),
        ({"path": None, "url": "b"}, []),
        ({}, [()]),
        ({"path": "a"}, []),
        ({"name": "Bundled", "path": "a"}, [("name",)]),
        ({"url": PAGES}, []),
        ({"url": PAGES, "kind": "weekly pages"}, []),
        ({"url": PAGES, "kind": "Weekly_Pages"}, []),
        ({"path": "pages/{year}.md", "kind": "weekly-pages"}, []),
        ({"url": "https://example.org/README.md", "kind": "weekly pages"}, []),
        ({"url": PAGES, "kind": "csv"}, [("kind",)]),
        ({"path": "{year}.json", "kind": "JSON"}, [("kind",)]),
        ({"url": "https://example.org/{jahr}.md"}, [("url",)]),
        ({"url": "https://example.org/{Year}.md"}, [("url",)]),
        ({"url": "https://example.org/{year}/{month}.md"}, [("url",)]),
        ({"url": "https://example.org/{year.md"}, [("url",)]),
        ({"path": "{{year}}.md"}, [("path",)]),
        ({"path": "a", "columns": {"title": "A", "link": "B"}}, []),
        ({"path": "a", "columns": {"title": "A", "link": " a "}}, [("columns", "link")]),
        (
            {"path": "a", "columns": {"title": "A", "link": "a", "week": "a"}},
            [("columns", "link"), ("columns", "week")],
        ),
        ({"path": "a", "columns": {"title": "A"}, "kind": "weekly pages"}, [("columns",)]),
        ({"path": "{year}.md", "columns": {"title": "A"}}, [("columns",)]),
        ({"path": "a", "columns": {}, "kind": "weekly pages"}, []),
        # What it should be is said of the kind itself.
        ({"path": "{year}.md", "kind": "weekly"}, []),
        ({"path": "a", "columns": ["title"], "kind": "weekly pages"}, []),
    ],
)
def test_within_a_source(source: Mapping[str, object], expected: list[tuple[str | int, ...]]) -> None:
    assert [conflict.path for conflict in source_conflicts(source)] == expected


def source(*lines: str) -> str:
    """Return a file with one source: a name, and the given lines from line 4, column 7 on."""
    return "dataset:\n  sources:\n    - name: a\n" + "".join(f"      {line}\n" for line in lines)


def test_pages_of_another_kind_are_told_what_to_write() -> None:
    found = problem(source(f"url: {PAGES}", "kind: csv"))
    assert (found.line, found.column, found.where) == (5, 7, "dataset.sources[0].kind")
    assert found.hint == "Write `kind: weekly pages`, or name one address without {year}."
    assert problem(source("path: '{year}.csv'", "kind: csv")).hint.endswith("or name one file without {year}.")


@pytest.mark.parametrize("mark", ["{jahr}", "{Year}", "{YEAR}", "{yyyy}", "{}", "{year", "year}"])
def test_other_braces_are_asked_about(mark: str) -> None:
    found = problem(source(f"url: 'https://example.org/{mark}.md'"))
    assert (found.line, found.column, found.where) == (4, 7, "dataset.sources[0].url")
    assert found.hint == "Did you mean {year}?"


def test_what_stands_in_braces_is_never_repeated() -> None:
    (found,) = problems(source("url: 'https://u:{hunter22}@example.org/{year}.md'"))
    assert "hunter22" not in f"{found}"


@pytest.mark.parametrize(
    ("page", "raw"),
    [
        (
            "https://github.com/o/r/blob/main/years/{year}.md",
            "https://raw.githubusercontent.com/o/r/main/years/{year}.md",
        ),
        (
            "https://gist.github.com/u/0123456789abcdef0123",
            "https://gist.githubusercontent.com/u/0123456789abcdef0123/raw",
        ),
        ("https://gitlab.com/a/b/-/blob/main/x.md", "https://gitlab.com/a/b/-/raw/main/x.md"),
    ],
)
def test_a_page_that_shows_the_file_is_answered_with_the_file_s_own_address(page: str, raw: str) -> None:
    found = problem(source(f"url: {page}"))
    assert (found.line, found.column, found.where) == (4, 7, "dataset.sources[0].url")
    assert found.hint == f"Write {raw}"
    assert loaded(source(f"url: {raw}")).warnings == ()


@pytest.mark.parametrize("allow", ["", "allow_private: false"])
def test_an_address_in_the_local_network_must_be_meant(allow: str) -> None:
    found = problem(source("url: http://127.0.0.1:8000/papers.md", *filter(None, [allow])))
    assert (found.line, found.column, found.where) == (4, 7, "dataset.sources[0].url")
    assert found.hint == "If that is meant, add `allow_private: true` beside it."


@pytest.mark.parametrize("allow", ["true", "yes", "True"])
def test_one_that_is_meant_is_fine(allow: str) -> None:
    found = loaded(source("url: http://127.0.0.1:8000/papers.md", f"allow_private: {allow}"))
    assert found.warnings == ()
    assert found.settings.dataset.sources[0].allow_private


@pytest.mark.parametrize("url", ["http://[x/papers.md", "https:///papers.md", "http://x:99999/", "http://x:0/"])
def test_an_address_that_cannot_be_asked_is_refused(url: str) -> None:
    assert problem(source(f"url: '{url}'")).message == "the address cannot be read."


def test_the_same_column_twice_names_both_uses() -> None:
    found = problem(source("path: a.csv", "columns: {title: Name, link: name}"))
    assert (found.line, found.column, found.where) == (5, 30, "dataset.sources[0].columns.link")
    assert found.message == 'the column "name" is named for `title` already.'


def test_everything_that_is_wrong_with_a_source_is_said_at_once() -> None:
    found = problems(source("url: 'http://10.0.0.1/{jahr}.md'", "columns: {title: A, link: a}", "first_year: 1"))
    assert [one.where.removeprefix("dataset.sources[0].") for one in found] == [
        "url",
        "url",
        "columns.link",
        "first_year",
    ]


@pytest.mark.parametrize(
    ("arxiv", "expected"),
    [
        ({}, []),
        ({"url": "https://export.arxiv.org/api/query"}, []),
        ({"url": "http://localhost/api"}, [("url",)]),
        ({"url": "http://localhost/api", "allow_private": True}, []),
        ({"url": "https://example.org/{year}"}, [("url",)]),
        ({"url": "https://["}, [("url",)]),
        ({"url": 3}, []),
    ],
)
def test_within_arxiv(arxiv: Mapping[str, object], expected: list[tuple[str | int, ...]]) -> None:
    assert [conflict.path for conflict in arxiv_conflicts(arxiv)] == expected


def test_a_mistake_in_arxiv_has_its_place() -> None:
    found = problem("dataset:\n  arxiv:\n    url: http://192.168.0.2/api\n")
    assert (found.line, found.column, found.where) == (3, 5, "dataset.arxiv.url")
