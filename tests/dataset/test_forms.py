from __future__ import annotations

from typing import Any

import pytest

from bot.dataset.forms import reader_for
from bot.dataset.parsed import Parsed
from bot.errors import TableError
from bot.settings.models import SourceSettings
from tests.dataset.texts import papers

TABLE = papers([1])
CSV = "week,title,link\n2023-03-26,Paper 1,https://arxiv.org/abs/2303.00001\n"
JSON = '[{"week": "2023-03-26", "title": "Paper 1", "link": "https://arxiv.org/abs/2303.00001"}]'
JSONL = JSON[1:-1] + "\n"
PAGE = """# AI Papers of the Week

[← Back](../README.md)

## Top AI Papers of the Week (March 20 - March 26)
| **Paper** | **Links** |
| --- | --- |
| 1) **Paper 1** - It works. | [Paper](https://arxiv.org/abs/2303.00001) |
"""
TEXTS = {"table": TABLE, "csv": CSV, "json": JSON, "jsonl": JSONL, "weekly pages": PAGE}


def read(text: str, *, page_year: int | None = None, **settings: Any) -> Parsed:
    if "path" not in settings:
        settings.setdefault("url", "https://example.org/list")
    return reader_for(SourceSettings(name="ours", **settings), page_year=page_year)(text, "ours")


def titles(parsed: Parsed) -> list[str]:
    return [paper.title for week in parsed.weeks for paper in week.papers]


@pytest.mark.parametrize("kind", TEXTS)
def test_the_settings_tell(kind: str) -> None:
    parsed = read(TEXTS[kind], kind=kind, path="misleading.html", page_year=2023)
    assert titles(parsed) == ["Paper 1"]
    assert parsed.curated == (kind == "weekly pages")


@pytest.mark.parametrize("kind", TEXTS)
def test_the_settings_go_before_ending_and_text(kind: str) -> None:
    other = JSON if kind == "csv" else CSV
    with pytest.raises(TableError):
        read(other, kind=kind, path="list.csv" if kind != "csv" else "list.md")


@pytest.mark.parametrize(
    ("ending", "kind"),
    [
        (".csv", "csv"),
        (".TSV", "csv"),
        (".json", "json"),
        (".jsonl", "jsonl"),
        (".ndjson", "jsonl"),
        (".md", "table"),
        (".markdown", "table"),
    ],
)
def test_the_ending_tells(ending: str, kind: str) -> None:
    assert titles(read(TEXTS[kind], path=f"list{ending}")) == ["Paper 1"]
    assert titles(read(TEXTS[kind], url=f"https://example.org/list{ending}?token=a.md#x.csv")) == ["Paper 1"]
    with pytest.raises(TableError):
        read("nothing of the kind", path=f"list{ending}")


@pytest.mark.parametrize("bom", ["", "\ufeff"])
@pytest.mark.parametrize("place", ["list", "list.txt", "pub", "export?format=csv"])
@pytest.mark.parametrize("kind", TEXTS)
def test_the_text_tells(kind: str, place: str, bom: str) -> None:
    parsed = read(bom + TEXTS[kind], url=f"https://example.org/{place}", page_year=2023)
    assert titles(parsed) == ["Paper 1"]
    assert parsed.curated == (kind == "weekly pages")


def test_of_markdown_the_text_tells_pages_from_tables() -> None:
    assert read(PAGE, path="2023.md", page_year=2023).curated
    assert not read(TABLE, path="2023.md").curated


def test_where_the_settings_name_columns_there_are_some() -> None:
    text = f"{PAGE}\n\n| When | Title | Link |\n|-|-|-|\n| 2023-03-19 | In the table | https://a.b/c |\n"
    assert titles(read(text, path="list.md", columns={"week": "When"})) == ["In the table"]
    assert titles(read("Wann;Titel;Link\n2023-03-26;T;https://a.b/c", columns={"week": "Wann", "title": "Titel"})) == [
        "T"
    ]


def test_the_year_of_a_page_is_handed_on() -> None:
    (week,) = read(PAGE, path="{year}.md", page_year=2024).weeks
    assert week.end.year == 2024


def test_markdown_that_begins_with_a_bracket_is_no_json() -> None:
    assert titles(read(f"[Back](../README.md)\n\n{TABLE}")) == ["Paper 1"]


@pytest.mark.parametrize("text", ["", "<html></html>", "only words", "[", "{", "a,b\n1,2"])
def test_what_is_nothing_is_said_to_be_none(text: str) -> None:
    with pytest.raises(TableError):
        read(text)


@pytest.mark.parametrize(
    ("kind", "text", "said"),
    [
        ("csv", "json", "this looks like JSON; set `kind: json`. Expected a first line that names the columns"),
        ("json", "csv", "this looks like CSV; set `kind: csv`. Expected a list of objects"),
        ("jsonl", "csv", "this looks like CSV; set `kind: csv`"),
        ("table", "json", "this looks like JSON; set `kind: json`"),
        ("weekly pages", "table", "this looks like a Markdown table; set `kind: table`"),
        ("json", "weekly pages", "this looks like weekly pages; set `kind: weekly pages`"),
    ],
)
def test_a_text_of_another_form_than_was_told_is_told_apart(kind: str, text: str, said: str) -> None:
    with pytest.raises(TableError) as caught:
        read(TEXTS[text], kind=kind, path="list.md")
    assert str(caught.value).startswith(f"ours: {said}")


@pytest.mark.parametrize(
    ("text", "kind", "reason"),
    [
        ('{"week": 1}\n{"title": 2}', "jsonl", "not one "),
        ("hello", "csv", "line 1 "),
        ("hello", "json", "it is no JSON"),
    ],
)
def test_what_has_no_form_at_all_is_told_as_what_it_should_have_been(text: str, kind: str, reason: str) -> None:
    with pytest.raises(TableError) as caught:
        read(text, kind=kind, path="list.md")
    assert "looks like" not in caught.value.reason


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "the text is empty"),
        ("# Nothing here", "there is neither a heading of a week nor a table in it"),
        ("| a | b |\n| - | - |\n| c | d |\n", "the header in line 1"),
    ],
)
def test_without_a_kind_both_forms_of_markdown_are_expected(text: str, reason: str) -> None:
    with pytest.raises(TableError) as caught:
        read(text, url="https://example.org/years/{year}.md", page_year=2023)
    assert caught.value.reason.startswith(reason)
    assert caught.value.expected.startswith("weekly pages, with headings such as ## Top AI Papers of the Week (June 21")
    assert "; or a Markdown table with a header row" in caught.value.expected
