from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.exports import Form, export
from bot.models import Paper
from tests.exports.hostile import LISTS, TEXT
from tests.factories import make_paper


@pytest.mark.parametrize(
    ("name", "form", "filename"),
    [
        ("2023-03-26", Form.BIBTEX, "papers-2023-03-26.bib"),
        ("search language models", Form.CSV, "papers-search-language-models.csv"),
        ("March 2023", Form.MARKDOWN, "papers-march-2023.md"),
        ("search Erdős, „Σ“", Form.CSV, "papers-search-erdos.csv"),
        ("../../etc/passwd", Form.CSV, "papers-etc-passwd.csv"),
        ("語", Form.BIBTEX, "papers.bib"),
        ("search " + "language models " * 9, Form.BIBTEX, "papers-search-language-models-language-models-language.bib"),
        ("x" * 200, Form.BIBTEX, "papers-" + "x" * 53 + ".bib"),
    ],
)
def test_a_file_is_called_after_what_is_in_it(name: str, form: Form, filename: str) -> None:
    assert export([make_paper(1)], form, name=name).filename == filename


@pytest.mark.parametrize(
    ("form", "begins"), [(Form.BIBTEX, "% Papers"), (Form.MARKDOWN, "# Papers"), (Form.CSV, "\ufeff")]
)
def test_each_form_is_written(form: Form, begins: str) -> None:
    made = export([make_paper(1)], form, name="x")
    assert made.text.startswith(begins)
    assert made.data.decode() == made.text


@given(LISTS, st.sampled_from(Form), TEXT)
def test_any_papers_make_a_file_with_a_harmless_name(papers: list[Paper], form: Form, name: str) -> None:
    made = export(papers, form, name=name)
    assert re.fullmatch(r"papers[a-z0-9-]{0,60}\.(?:bib|md|csv)", made.filename)
    assert made.data.decode() == made.text
