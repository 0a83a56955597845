"""BibTeX, read back by a parser of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from pybtex.database import parse_string

from bot.arxiv import ArxivId
from bot.dataset.sources import BundledSource
from bot.exports.bibtex import write_bibtex
from bot.models import Link, Paper
from tests.exports.hostile import LISTS, TEXT
from tests.factories import SUNDAY, make_paper


def entries(papers: Sequence[Paper], name: str = "a test") -> dict[str, Any]:
    """Return what a strict parser makes of it: any syntax error and every repeated key fails."""
    return dict(parse_string(write_bibtex(papers, name), "bibtex").entries)


def only(paper: Paper) -> Any:
    (entry,) = entries([paper]).values()
    return entry


def test_an_entry_as_a_whole() -> None:
    paper = make_paper(
        12712,
        title="Sparks of AGI: Early experiments with GPT-4",
        authors=("Sébastien Bubeck", "Varun Chandrasekaran"),
        abstract="It is 100% new.\n\nReally.",
        summary="• first\n• second",
    )
    assert write_bibtex([paper], "2023-03-26") == (
        "% Papers: 2023-03-26\n"
        "\n"
        "@misc{bubeck2023sparks,\n"
        "  title         = {Sparks of {AGI}: Early experiments with {GPT-4}},\n"
        "  author        = {Sébastien Bubeck and Varun Chandrasekaran},\n"
        "  year          = {2023},\n"
        "  month         = mar,\n"
        "  eprint        = {2303.12712},\n"
        "  archivePrefix = {arXiv},\n"
        "  primaryClass  = {cs.CL},\n"
        "  url           = {https://arxiv.org/abs/2303.12712},\n"
        "  abstract      = {It is 100\\% new. Really.},\n"
        "  annote        = {• first • second},\n"
        "  note          = {Paper of the week to 2023-03-26}\n"
        "}\n"
    )


def test_what_is_not_known_is_left_out() -> None:
    link = Link("Paper", "https://a.example/report_(1).pdf")
    entry = only(make_paper(1, arxiv_id=None, links=(link,), category="", abstract="", title="A Report"))
    assert set(entry.fields) == {"title", "year", "month", "url", "note"}
    assert entry.fields["url"] == "https://a.example/report_%281%29.pdf"
    assert (entry.fields["year"], entry.fields["month"]) == ("2023", "March")
    assert not entry.persons


@pytest.mark.parametrize(
    ("identifier", "year", "month"),
    [
        ("2212.00001", "2022", "December"),
        ("0704.0001", "2007", "April"),
        ("hep-th/9901001", "1999", "January"),
        ("cs/0112017", "2001", "December"),
    ],
)
def test_the_date_is_that_of_the_submission(identifier: str, year: str, month: str) -> None:
    entry = only(make_paper(1, arxiv_id=ArxivId(identifier)))
    assert (entry.fields["year"], entry.fields["month"]) == (year, month)


def test_a_version_of_a_paper_stays_named() -> None:
    assert only(make_paper(1, arxiv_id=ArxivId("2303.12712", 2))).fields["eprint"] == "2303.12712v2"


def test_a_paper_of_two_weeks_is_one_entry() -> None:
    later = replace(make_paper(1), week=SUNDAY + timedelta(weeks=1))
    entry = entries([later, make_paper(2), make_paper(1)])
    assert len(entry) == 2
    assert [one.fields["note"] for one in entry.values()] == [
        "Paper of the week to 2023-03-26 and 2023-04-02",
        "Paper of the week to 2023-03-26",
    ]


def test_papers_of_one_title_have_keys_of_their_own() -> None:
    papers = [make_paper(number, title="Language Models") for number in range(1, 4)]
    assert list(entries(papers)) == ["language2023models", "language2023models-2", "language2023models-3"]


def test_the_bundled_papers_are_all_read_back() -> None:
    papers = [paper for week in BundledSource().local().weeks for paper in week.papers]
    found = entries(papers)
    assert len(found) == len(papers) == 106
    assert {entry.fields["eprint"] for entry in found.values()} == {str(paper.arxiv_id) for paper in papers}
    assert all(entry.fields["abstract"] and entry.fields["primaryClass"] for entry in found.values())


@settings(deadline=None)  # pybtex takes its time
@given(LISTS, TEXT)
def test_any_text_makes_entries_that_are_read_back(papers: list[Paper], name: str) -> None:
    found = entries(papers, name)
    assert len(found) == len({paper.identity for paper in papers})
    for entry in found.values():
        assert entry.type == "misc"
        assert entry.key.isascii()
        assert entry.fields["title"]
        assert set(entry.fields) <= {
            *("title", "year", "month", "eprint", "archivePrefix", "primaryClass", "url", "abstract", "annote", "note")
        }
        assert entry.fields.get("url", "https://").startswith(("http://", "https://"))


def test_the_week_of_a_paper_without_id_is_its_date() -> None:
    paper = make_paper(1, week=date(2024, 1, 7), arxiv_id=None, links=(Link("Paper", "https://a.example/"),))
    assert (only(paper).fields["year"], only(paper).fields["month"]) == ("2024", "January")
