from __future__ import annotations

from typing import get_args

import pytest

from bot.settings.models import SourceSettings
from bot.settings.source_values import ColumnName, folded_kind
from tests.settings.texts import problem, settings


def source(line: str) -> SourceSettings:
    return settings(f"dataset: {{sources: [{{name: a, path: a, {line}}}]}}\n").dataset.sources[0]


@pytest.mark.parametrize(
    ("written", "kind"),
    [
        ("weekly pages", "weekly pages"),
        ("weekly_pages", "weekly pages"),
        ("Weekly-Pages", "weekly pages"),
        ("weekly  page", "weekly pages"),
        ("weeklypages", "weekly pages"),
        ("Markdown", "table"),
        ("md", "table"),
        ("CSV", "csv"),
        ("ndjson", "jsonl"),
        ("xml", "xml"),
    ],
)
def test_a_kind_is_known_in_its_usual_spellings(written: str, kind: str) -> None:
    assert folded_kind(written) == kind
    if kind != "xml":
        assert source(f"kind: {written}").kind == kind


def test_left_out_it_is_told_by_the_text() -> None:
    assert source("first_year: 2023").kind is None


def test_columns_are_taken_by_our_names() -> None:
    names = get_args(ColumnName)
    written = ", ".join(f"{name}: ' Their {name} '" for name in names)
    assert source(f"columns: {{{written}}}").columns == {name: f"Their {name}" for name in names}


@pytest.mark.parametrize("year", ["1969", "2200", "'2024'", "2024.5"])
def test_a_year_is_a_year(year: str) -> None:
    found = problem(f"dataset: {{sources: [{{name: a, path: '{{year}}', first_year: {year}}}]}}\n")
    assert found.where == "dataset.sources[0].first_year"
