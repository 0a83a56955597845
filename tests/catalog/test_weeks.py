from __future__ import annotations

from datetime import date, timedelta

import pytest

from bot.catalog.weeks import WeekTable
from bot.errors import WeekNotFoundError
from bot.models import Week
from tests.factories import SUNDAY, make_week, make_weeks

TABLE = WeekTable(make_weeks(12))
# As the living list has them: eight days, six days, two weeks that share a day, and a week that is missing.
IRREGULAR = WeekTable(
    [
        Week(date(2024, 3, 18), date(2024, 3, 25), ()),
        Week(date(2024, 3, 26), date(2024, 3, 31), ()),
        Week(date(2024, 4, 15), date(2024, 4, 21), ()),
        Week(date(2024, 4, 21), date(2024, 4, 28), ()),
    ]
)


def ends(weeks: tuple[Week, ...]) -> list[str]:
    return [week.end.isoformat() for week in weeks]


def refusal(asked: str, table: WeekTable = TABLE) -> WeekNotFoundError:
    with pytest.raises(WeekNotFoundError) as raised:
        table.answer(asked)
    return raised.value


def test_weeks_are_newest_first_in_whatever_order_they_come() -> None:
    weeks = make_weeks(3)
    assert WeekTable([weeks[1], weeks[0], weeks[2]]).weeks == weeks[::-1]


def test_two_weeks_that_end_on_one_day_are_refused() -> None:
    with pytest.raises(ValueError, match="same day"):
        WeekTable([make_week(), make_week()])


@pytest.mark.parametrize(
    ("asked", "label", "found"),
    [
        ("latest", "the latest week", ["2023-03-26"]),
        ("previous", "the week before the latest", ["2023-03-19"]),
        ("first", "the first week", ["2023-01-08"]),
        ("2023-03-22", "the week of 22 March 2023", ["2023-03-26"]),
        ("2023-03-20", "the week of 20 March 2023", ["2023-03-26"]),
        ("2023-03-19", "the week of 19 March 2023", ["2023-03-19"]),
        ("feb 2023", "February 2023", ["2023-02-26", "2023-02-19", "2023-02-12", "2023-02-05"]),
        ("february", "February 2023", ["2023-02-26", "2023-02-19", "2023-02-12", "2023-02-05"]),
        ("2023-W12", "week 12 of 2023", ["2023-03-26"]),
        ("w1", "week 1 of 2023", ["2023-01-08"]),
    ],
)
def test_what_expressions_name(asked: str, label: str, found: list[str]) -> None:
    answer = TABLE.answer(asked)
    assert (answer.label, ends(answer.weeks)) == (label, found)


def test_a_year_names_all_its_weeks_by_their_last_day() -> None:
    table = WeekTable(make_weeks(4, last=date(2023, 1, 8)))
    assert ends(table.answer("2023").weeks) == ["2023-01-08", "2023-01-01"]
    assert ends(table.answer("2022").weeks) == ["2022-12-25", "2022-12-18"]


def test_a_month_without_a_year_is_the_newest_such() -> None:
    table = WeekTable(make_weeks(60))
    assert table.answer("march").label == "March 2023"
    assert table.answer("april").label == "April 2022"
    assert ends(table.answer("w13").weeks) == ["2022-04-03"]


def test_weeks_of_other_lengths_belong_to_the_iso_week_of_their_middle() -> None:
    assert ends(IRREGULAR.answer("2024-W12").weeks) == ["2024-03-25"]
    assert ends(IRREGULAR.answer("2024-W13").weeks) == ["2024-03-31"]
    assert ends(IRREGULAR.answer("2024-W17").weeks) == ["2024-04-28"]


def test_of_two_weeks_that_share_a_day_it_names_the_one_that_it_ends() -> None:
    assert ends(IRREGULAR.answer("2024-04-21").weeks) == ["2024-04-21"]
    assert ends(IRREGULAR.answer("2024-04-22").weeks) == ["2024-04-28"]


@pytest.mark.parametrize(
    ("asked", "reason", "nearest"),
    [
        ("2022-12-01", "There is no week here for 1 December 2022.", ["2023-01-08", "2023-01-15", "2023-01-22"]),
        ("2024-01-01", "There is no week here for 1 January 2024.", ["2023-03-26", "2023-03-19", "2023-03-12"]),
        ("june 2023", "There is no week here for June 2023.", ["2023-03-26", "2023-03-19", "2023-03-12"]),
        ("june", "There is no week here for June.", ["2023-03-26", "2023-03-19", "2023-03-12"]),
        ("2023-W40", "There is no week here for week 40 of 2023.", ["2023-03-26", "2023-03-19", "2023-03-12"]),
        (
            "2023-02-30",
            "2023-02-30 is not a date: February 2023 has 28 days.",
            ["2023-03-05", "2023-02-26", "2023-03-12"],
        ),
    ],
)
def test_no_such_week(asked: str, reason: str, nearest: list[str]) -> None:
    error = refusal(asked)
    assert str(error) == f"{reason} The list covers 2 January 2023 to 26 March 2023."
    assert [end.isoformat() for end in error.nearest] == nearest
    assert error.asked == asked


@pytest.mark.parametrize(
    ("asked", "nearest"),
    [
        ("2023-13-01", "2023-03-26"),
        ("2022-13-01", "2023-01-08"),
        ("2022-W60", "2023-01-08"),
        ("2/1/2023", "2023-03-05"),
        ("0000-01-01", "2023-03-26"),
    ],
)
def test_what_no_calendar_has_is_near_to_what_it_may_have_meant(asked: str, nearest: str) -> None:
    assert refusal(asked).nearest[0].isoformat() == nearest


def test_what_is_not_understood_is_told_what_would_be() -> None:
    error = refusal("the week when GPT-4 came out")
    assert str(error) == (
        "That is not a week I can read. Try latest, previous, any day such as 2023-03-26, a month such as March 2023, "
        "or a week number such as 2023-W12. The list covers 2 January 2023 to 26 March 2023."
    )
    assert error.nearest[0] == SUNDAY


def test_every_form_that_the_refusal_names_is_understood() -> None:
    for asked in ("latest", "previous", "2023-03-26", "March 2023", "2023-W12"):
        assert asked in str(refusal("?"))
        assert TABLE.answer(asked).weeks


def test_a_beginning_of_a_date_brings_its_weeks_as_the_nearest() -> None:
    assert refusal("12 mar").nearest == (date(2023, 3, 12),)


def test_nothing_is_before_the_only_week() -> None:
    assert str(refusal("previous", WeekTable(make_weeks(1)))).startswith("There is only one week here")


def test_stepping_through_the_weeks() -> None:
    newest, middle, oldest = WeekTable(make_weeks(3)).weeks
    table = WeekTable([newest, middle, oldest])
    assert (table.step(newest, 1), table.step(newest, -1)) == (middle, None)
    assert (table.step(oldest, 1), table.step(oldest, -1)) == (None, middle)


def test_a_week_that_has_gone_still_has_neighbours() -> None:
    newest, middle, oldest = WeekTable(make_weeks(3)).weeks
    table = WeekTable([newest, oldest])
    assert (table.step(middle, 1), table.step(middle, -1)) == (oldest, newest)
    earlier = make_week(oldest.end - timedelta(weeks=5))
    assert (table.step(earlier, 1), table.step(earlier, -1)) == (None, oldest)
    later = make_week(newest.end + timedelta(weeks=5))
    assert (table.step(later, 1), table.step(later, -1)) == (newest, None)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("2023-02-1", ["2023-02-05", "2023-02-19", "2023-02-12"]),
        ("mar", ["2023-03-26", "2023-03-19", "2023-03-12", "2023-03-05"]),
        ("26 m", ["2023-03-26"]),
        ("w12", ["2023-03-26"]),
        ("W1", ["2023-01-08", "2023-03-26", "2023-03-19", "2023-03-12"]),
        ("week 3", ["2023-01-22"]),
        ("previous", ["2023-03-19"]),
        ("2023-02-30", []),
        ("xyz", []),
    ],
)
def test_suggestions_while_typing(typed: str, found: list[str]) -> None:
    assert ends(TABLE.suggest(typed, 25)) == found


def test_nothing_typed_offers_the_newest() -> None:
    assert TABLE.suggest("  ", 5) == TABLE.weeks[:5]
    assert TABLE.suggest("2023", 3) == TABLE.weeks[:3]
