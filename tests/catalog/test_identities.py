from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pytest
from hypothesis import given

from bot.catalog import Catalog
from bot.catalog.identities import Identities
from bot.models import Paper, title_identity
from tests.catalog.strategies import weeks
from tests.factories import SUNDAY, make_paper, make_week

EARLIER = date(2023, 3, 19)
FORMER = title_identity("As It Was Called")


def titled(title: str, week: date = SUNDAY) -> Paper:
    return make_paper(1, week=week, title=title, arxiv_id=None)


def identities(*papers: Paper, renamed: Mapping[str, str] | None = None) -> Identities:
    return Identities(papers, renamed or {})


def test_a_paper_is_found_by_what_it_is() -> None:
    by_id, by_title = make_paper(7), titled("Only a Title")
    found = identities(by_id, by_title)
    assert found.find("2303.00007") is by_id
    assert found.find(title_identity("only a title!")) is by_title
    assert found.find("2303.00008") is None


def test_its_entry_in_the_week_that_is_meant_comes_before_its_newest() -> None:
    newer, older = make_paper(1), make_paper(1, week=EARLIER)
    found = identities(newer, older)
    assert found.find("2303.00001") is newer
    assert found.find("2303.00001", EARLIER) is older
    assert found.find("2303.00001", date(2020, 1, 5)) is newer


def test_a_corrected_title_is_found_by_the_one_before() -> None:
    paper = titled("As It Is Called")
    assert identities(paper, renamed={FORMER: paper.identity}).find(FORMER) is paper
    assert identities(paper).find(FORMER) is None


def test_a_paper_whose_arxiv_id_came_later_is_found_by_its_title() -> None:
    paper = make_paper(1, title="As it was called")
    assert paper.identity != FORMER
    assert identities(paper).find(FORMER, SUNDAY) is paper


def test_a_title_that_was_corrected_before_the_arxiv_id_came_is_found_too() -> None:
    paper = make_paper(1, title="As It Is Called")
    assert identities(paper, renamed={FORMER: title_identity("As It Is Called")}).find(FORMER) is paper


def test_corrected_in_one_of_two_weeks_each_is_found_in_its_own() -> None:
    corrected, kept = titled("As It Is Called"), titled("As It Was Called", EARLIER)
    found = identities(corrected, kept, renamed={FORMER: corrected.identity})
    assert found.find(FORMER, SUNDAY) is corrected
    assert found.find(FORMER, EARLIER) is kept
    assert found.find(FORMER) is kept


@pytest.mark.parametrize("renamed", [{FORMER: FORMER}, {FORMER: "2303.09999"}, {"2303.00001": "2303.00002"}])
def test_a_name_that_leads_nowhere_finds_nothing_and_hides_nothing(renamed: Mapping[str, str]) -> None:
    paper = make_paper(1)
    found = identities(paper, renamed=renamed)
    assert found.find(FORMER) is None
    assert found.find("2303.00001") is paper


def test_the_catalogue_reads_former_identities_in_references_too() -> None:
    paper = titled("As It Is Called")
    catalog = Catalog([make_week(SUNDAY, [paper])], renamed={FORMER: paper.identity})
    assert catalog.paper(FORMER, SUNDAY) is paper
    assert catalog.find(f"{FORMER}@{SUNDAY}") is paper
    assert catalog.find(FORMER) is paper


@given(weeks())
def test_every_paper_is_found_in_its_week_by_its_identity_and_its_title_s(found: tuple[object, ...]) -> None:
    catalog = Catalog(found)  # type: ignore[arg-type]
    for paper in catalog.papers:
        own = catalog.paper(paper.identity, paper.week)
        assert own is not None
        assert (own.identity, own.week) == (paper.identity, paper.week)
        by_title = catalog.paper(title_identity(paper.title), paper.week)
        assert by_title is not None
        assert by_title.week == paper.week
