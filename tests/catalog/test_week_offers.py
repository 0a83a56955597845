from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.catalog import Catalog
from bot.catalog.week_expressions import MONTHS
from tests.factories import make_week, make_weeks

# 181 weeks, as long as the living list was in June 2026: the oldest ends on 15 January 2023.
LIVING = Catalog([make_week(date(2026, 6, 28) - timedelta(weeks=back), 1) for back in range(181)])
NEWEST = ["2026-06-28", "2026-06-21", "2026-06-14"]
YEARS = ["2026", "2025", "2024", "2023"]


def offered(typed: str, catalog: Catalog = LIVING, limit: int = 25) -> list[str]:
    return [offer.expression for offer in catalog.suggest_weeks(typed, limit)]


def test_nothing_typed_offers_the_newest_weeks_and_then_the_years() -> None:
    found = offered("")
    assert found[:3] == NEWEST
    assert found[-4:] == YEARS
    assert len(found) == 25


def test_a_list_that_fits_is_offered_as_it_is() -> None:
    few = Catalog(make_weeks(3))
    assert offered("", few) == ["2023-03-26", "2023-03-19", "2023-03-12"]


def test_a_year_is_offered_as_a_whole_before_its_months_and_weeks() -> None:
    found = offered("2024")
    assert found[:3] == ["2024", "December 2024", "November 2024"]
    assert found[12] == "January 2024"
    assert found[13] == "2024-12-29"
    assert len(found) == 25


def test_the_beginning_of_a_year_offers_years() -> None:
    assert offered("202")[:4] == YEARS
    assert offered("2")[:4] == YEARS


@pytest.mark.parametrize("typed", ["march", "mar", "MARCH ", "Mar"])
def test_a_month_is_offered_for_each_year_before_its_weeks(typed: str) -> None:
    found = offered(typed)
    assert found[:5] == ["March 2026", "March 2025", "March 2024", "March 2023", "2026-03-29"]
    assert all(date.fromisoformat(one).month in {3, 4} for one in found[4:])


def test_the_beginning_of_two_months_offers_both() -> None:
    assert offered("ju")[:3] == ["June 2026", "July 2025", "June 2025"]


@pytest.mark.parametrize(
    "typed", ["march 2024", "mar 2024", "2024-03", "2024 march", "03/2024", "3/2024", "march, 2024"]
)
def test_a_month_of_a_year_is_offered_first_in_every_spelling(typed: str) -> None:
    found = offered(typed)
    assert found[0] == "March 2024"
    assert "2024-03-31" in found


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("latest", "2026-06-28"),
        ("previous", "2026-06-21"),
        ("2024-03-20", "2024-03-24"),
        ("20 march 2024", "2024-03-24"),
        ("2024-W12", "2024-03-24"),
        ("w12 2024", "2024-03-24"),
    ],
)
def test_what_names_one_week_offers_it(typed: str, first: str) -> None:
    assert offered(typed)[0] == first


def test_what_means_nothing_offers_nothing() -> None:
    assert offered("qwzx") == []
    assert offered("1999") == []
    assert offered("", Catalog(())) == []


def test_months_hold_the_weeks_that_end_in_them() -> None:
    (january, *_) = LIVING.suggest_weeks("january 2023")
    assert [week.end for week in january.weeks] == [date(2023, 1, 29), date(2023, 1, 22), date(2023, 1, 15)]


def test_everything_that_is_offered_is_understood_and_means_the_same_weeks() -> None:
    for typed in ["", "2", *YEARS, *MONTHS, "2024-1", "w1", "3", "latest"]:
        for offer in LIVING.suggest_weeks(typed, 1000):
            assert LIVING.weeks_for(offer.expression).weeks == offer.weeks


@given(st.text(max_size=30) | st.sampled_from(["2024", "march", "w1", "-", "20 m"]), st.integers(-3, 40))
@example("\u0130", 5)
def test_no_text_makes_it_stumble_or_offer_too_much(typed: str, limit: int) -> None:
    found = LIVING.suggest_weeks(typed, limit)
    assert len(found) <= max(0, limit)
    assert len({offer.expression for offer in found}) == len(found)
