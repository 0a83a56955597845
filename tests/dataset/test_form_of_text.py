from __future__ import annotations

import sys
from subprocess import run

import pytest

from bot.dataset.form_of_text import kind_of, kind_of_markdown, read_as
from bot.settings.models import SourceKind
from tests.dataset.test_forms import TEXTS

PROGRAM = """
import sys
from bot.dataset.forms import reader_for
from bot.settings.models import SourceSettings
read = reader_for(SourceSettings(name="ours", path="ours.json"))
before = {"bot.dataset.form_of_text", "bot.dataset.weekly_pages"} & set(sys.modules)
read('[{"week": "2023-03-26", "title": "A", "link": "https://arxiv.org/abs/2303.00001"}]', "ours")
sys.exit(0 if not before and "bot.dataset.form_of_text" in sys.modules else 1)
"""


@pytest.mark.parametrize("kind", ["table", "csv", "json", "weekly pages"])
def test_a_text_is_told_by_itself(kind: SourceKind) -> None:
    assert kind_of(TEXTS[kind], {}) == kind


@pytest.mark.parametrize("kind", ["table", "weekly pages"])
def test_markdown_is_told_by_its_headings(kind: SourceKind) -> None:
    assert kind_of_markdown(TEXTS[kind], {}) == kind


def test_named_columns_want_a_table() -> None:
    assert kind_of_markdown(TEXTS["weekly pages"], {"title": "Titel"}) == "table"


@pytest.mark.parametrize("kind", ["table", "csv", "json", "jsonl", "weekly pages"])
def test_only_weekly_pages_are_curated(kind: SourceKind) -> None:
    parsed = read_as(kind, TEXTS[kind], "ours", columns={}, page_year=2023)
    assert [paper.title for week in parsed.weeks for paper in week.papers] == ["Paper 1"]
    assert parsed.curated is (kind == "weekly pages")


def test_readers_are_imported_with_the_first_text() -> None:
    assert run([sys.executable, "-c", PROGRAM], check=False).returncode == 0  # noqa: S603 - our own program
