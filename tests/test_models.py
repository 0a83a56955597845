"""Papers and weeks: what names them, and what two of them share."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.arxiv import ArxivId
from bot.models import Complaint, Link, Week, normalised_title
from tests.factories import SUNDAY, make_paper

ADDRESS = (Link("Paper", "https://example.org/a.pdf"),)


def test_a_paper_is_known_by_its_arxiv_id_whatever_the_version() -> None:
    assert make_paper(arxiv_id=ArxivId("2303.12712", 2)).identity == "2303.12712"


def test_without_an_arxiv_id_the_title_makes_it_the_same() -> None:
    one = make_paper(title="Pré-training: A Survey", arxiv_id=None)
    other = make_paper(title="pre training — a survey ", arxiv_id=None, week=date(2023, 1, 1))
    assert one.identity == other.identity
    assert one.identity != make_paper(title="Another", arxiv_id=None).identity


@given(st.text())
def test_an_identity_fits_into_a_custom_id(title: str) -> None:
    assert re.fullmatch(r"[a-z0-9./-]{1,25}", make_paper(title=title, arxiv_id=None).identity)


def test_the_longest_arxiv_id_fits_too() -> None:
    assert len(make_paper(arxiv_id=ArxivId("acc-phys/9901001")).identity) <= 25


def test_a_reference_names_the_entry_of_one_week() -> None:
    assert make_paper(arxiv_id=ArxivId("2303.12712")).reference == f"2303.12712@{SUNDAY}"


def test_a_title_leads_to_arxiv_else_to_the_first_link() -> None:
    assert make_paper(links=ADDRESS, arxiv_id=ArxivId("2303.12712")).url == "https://arxiv.org/abs/2303.12712"
    assert make_paper(links=ADDRESS, arxiv_id=None).url == "https://example.org/a.pdf"


def test_a_week_has_seven_days() -> None:
    week = Week.ending(SUNDAY, ())
    assert week.start == date(2023, 3, 20)
    days = [date(2023, 3, day) for day in range(19, 28)]
    assert [day in week for day in days] == [False, *[True] * 7, False]


@pytest.mark.parametrize(("line", "said"), [(7, "ours:7: no title"), (0, "ours: no title")])
def test_a_complaint_says_where(line: int, said: str) -> None:
    assert str(Complaint("ours", line, "no title")) == said


def test_titles_of_nothing_but_signs_stay_apart() -> None:
    assert normalised_title("∀∃") != normalised_title("∃∀")
    assert normalised_title(" ∀∃ ") == normalised_title("∀∃")


@given(st.text(st.characters(max_codepoint=127)))
def test_a_title_is_the_same_in_letters_of_full_width(title: str) -> None:
    wide = "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in title)
    assert normalised_title(wide) == normalised_title(title)


def test_links_to_the_same_paper_are_not_further_ones() -> None:
    paper = make_paper(
        1,
        arxiv_id=ArxivId("2303.00001"),
        links=(
            Link("Paper", "https://arxiv.org/pdf/2303.00001v2"),
            Link("Code", "https://github.com/a/b"),
            Link("Repo", "https://github.com/a/b"),
            Link("Other", "https://arxiv.org/abs/2303.00002"),
        ),
    )
    assert [link.label for link in paper.further_links] == ["Code", "Other"]
