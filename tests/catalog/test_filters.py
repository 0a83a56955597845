from __future__ import annotations

from datetime import date

import pytest

from bot.catalog import Catalog, SearchQuery
from bot.catalog.filters import category_meant, days_between, known_category, known_source
from bot.errors import FilterError
from tests.factories import make_paper, make_week, make_weeks

# The weeks that end on 12, 19 and 26 March 2023.
CATALOG = Catalog(make_weeks(3))
OWN = Catalog(
    [make_week(date(2023, 3, 26), [make_paper(1, category="Cooking Science"), make_paper(2, category="Baking")])]
)


@pytest.mark.parametrize(
    ("since", "until", "expected"),
    [
        (None, None, (None, None)),
        ("2023-03-14", None, (date(2023, 3, 14), None)),
        (None, "14 March 2023", (None, date(2023, 3, 14))),
        ("march 2023", "march 2023", (date(2023, 3, 1), date(2023, 3, 31))),
        ("2022", "2023-W12", (date(2022, 1, 1), date(2023, 3, 26))),
        ("latest", "latest", (date(2023, 3, 20), date(2023, 3, 26))),
        ("previous", None, (date(2023, 3, 13), None)),
        ("1999-12-31", "2001-01-01", (date(1999, 12, 31), date(2001, 1, 1))),
        ("2023-03-14", "2023-03-14", (date(2023, 3, 14), date(2023, 3, 14))),
    ],
)
def test_reads_every_form_that_weeks_have(
    since: str | None, until: str | None, expected: tuple[date | None, date | None]
) -> None:
    assert days_between(CATALOG, since, until) == expected


@pytest.mark.parametrize(
    ("since", "until", "sentence"),
    [
        ("soonish", None, "“since” is not a date I can read. Please write a day such as"),
        (None, "2023-02-30", "“until”: 2023-02-30 is not a date"),
        ("03/04/2023", None, "“since”: That date could be two days"),
        ("2023-03-20", "2023-03-19", "“since” is later than “until”"),
    ],
)
def test_says_which_option_is_wrong_and_what_to_write(since: str | None, until: str | None, sentence: str) -> None:
    with pytest.raises(FilterError, match=sentence):
        days_between(CATALOG, since, until)


def test_a_relative_week_needs_a_list() -> None:
    with pytest.raises(FilterError, match="“since”: There are no papers here yet"):
        days_between(Catalog(()), "latest", None)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        (None, None),
        ("cs.CV", "cs.CV"),
        ("Computer Vision and Pattern Recognition", "Computer Vision and Pattern Recognition"),
        ("cooking science", "Cooking Science"),
        ("COOK", "Cooking Science"),
    ],
)
def test_a_category_is_one_of_arxivs_or_of_the_papers(typed: str | None, meant: str | None) -> None:
    assert known_category(OWN, typed) == meant


@pytest.mark.parametrize(
    ("typed", "hint"),
    [
        ("cs.CVV", "Did you mean “cs.CV”"),
        ("Computation and Langauge", "Did you mean “Computation and Language”"),
        ("Coocking Sience", "Did you mean “Cooking Science”"),
        ("qqq", "Please write an arXiv code such as cs.CL"),
    ],
)
def test_another_category_is_told_with_the_nearest(typed: str, hint: str) -> None:
    assert category_meant(OWN, typed) == typed
    with pytest.raises(FilterError, match=hint):
        known_category(OWN, typed)


class TestSource:
    CATALOG = Catalog(
        [
            make_week(
                date(2023, 3, 26),
                [
                    make_paper(1, sources=("bundled", "living-list")),
                    make_paper(2, sources=("living-list", "Ours")),
                    make_paper(3, title="Weather"),
                ],
            )
        ]
    )

    def test_sources_are_counted_most_papers_first(self) -> None:
        assert dict(self.CATALOG.sources) == {"living-list": 2, "bundled": 1, "Ours": 1}
        assert next(iter(self.CATALOG.sources)) == "living-list"

    @pytest.mark.parametrize(
        ("typed", "meant"),
        [(None, None), ("ours", "Ours"), ("Living-List", "living-list"), (" living ", "living-list")],
    )
    def test_it_is_known_in_any_case_and_by_a_part(self, typed: str | None, meant: str | None) -> None:
        assert known_source(self.CATALOG, typed) == meant

    @pytest.mark.parametrize("typed", ["theirs", "", " ", "l"])
    def test_another_one_is_told_with_all_names(self, typed: str) -> None:
        with pytest.raises(FilterError) as caught:
            known_source(self.CATALOG, typed)
        assert (
            str(caught.value) == f"“{typed}” is no source of papers here. There are “Ours”, “bundled”, “living-list”."
        )

    def test_without_papers_there_is_none(self) -> None:
        with pytest.raises(FilterError, match="There are no papers here yet"):
            known_source(Catalog(()), "ours")

    @pytest.mark.parametrize(("source", "total"), [("LIVING-LIST", 2), ("Ours", 1), ("theirs", 0), (None, 3)])
    def test_a_search_keeps_to_it_whatever_its_case(self, source: str | None, total: int) -> None:
        assert self.CATALOG.search(SearchQuery("thing", source=source)).total == total
        assert self.CATALOG.search(SearchQuery("", source=source)).total == total

    def test_where_only_the_source_is_in_the_way_it_is_offered_to_go(self) -> None:
        offer, *_ = self.CATALOG.search(SearchQuery("weather", source="Ours")).suggestions
        assert (offer.reason, offer.query.source) == ("without the source", None)
