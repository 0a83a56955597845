from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from cronsim import CronSim
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.digests.due import cron_expression, due_after, slots_between
from bot.settings.models import DigestSettings
from tests.digests.digest_settings import make_digest

BERLIN = ZoneInfo("Europe/Berlin")


def utc(year: int, month: int, day: int, hour: int = 0, minute: int = 0) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=UTC)


def at_night(timezone: str = "Europe/Berlin", time: str = "02:30") -> DigestSettings:
    return make_digest(at={"weekday": "sunday", "time": time}, timezone=timezone)


def all_slots(digest: DigestSettings, after: datetime, until: datetime) -> list[datetime]:
    return list(slots_between(digest, after, until, limit=100))


def test_a_digest_without_a_schedule_is_due_on_monday_at_nine() -> None:
    assert cron_expression(make_digest()) == "0 9 * * mon"
    assert due_after(make_digest(), utc(2023, 3, 26, 12)) == utc(2023, 3, 27, 9)


def test_a_weekly_time_is_local() -> None:
    digest = make_digest(at={"weekday": "thursday", "time": "18:05"}, timezone="America/New_York")
    assert due_after(digest, utc(2023, 1, 1)) == utc(2023, 1, 5, 23, 5)
    assert due_after(digest, utc(2023, 7, 1)) == utc(2023, 7, 6, 22, 5)


def test_the_result_is_in_utc_and_strictly_later() -> None:
    due = due_after(make_digest(timezone="Asia/Tokyo"), utc(2023, 3, 26))
    assert due is not None
    assert due.tzinfo is UTC
    assert due_after(make_digest(timezone="Asia/Tokyo"), due) == due + timedelta(weeks=1)
    assert due_after(make_digest(timezone="Asia/Tokyo"), due - timedelta(microseconds=1)) == due


@pytest.mark.parametrize(
    ("cron", "expected"),
    [
        ("0 9 * * 0", utc(2023, 4, 2, 9)),
        ("0 9 * * 7", utc(2023, 4, 2, 9)),
        ("0 9 * * 1", utc(2023, 4, 3, 9)),
        ("0 9 * * MON", utc(2023, 4, 3, 9)),
        ("0 9 * * fri-7", utc(2023, 3, 31, 9)),
        ("30 8,20 * * wed", utc(2023, 3, 29, 8, 30)),
    ],
)
def test_weekdays_are_numbered_as_cron_numbers_them(cron: str, expected: datetime) -> None:
    assert due_after(make_digest(cron=cron), utc(2023, 3, 27, 12)) == expected


def test_day_of_month_or_day_of_week_as_cron_has_it() -> None:
    digest = make_digest(cron="0 9 1 * mon")
    assert all_slots(digest, utc(2023, 3, 25), utc(2023, 4, 5)) == [
        utc(2023, 3, 27, 9),
        utc(2023, 4, 1, 9),
        utc(2023, 4, 3, 9),
    ]


def test_a_time_that_does_not_exist_is_due_once_right_after_the_gap() -> None:
    slots = all_slots(at_night(), utc(2023, 3, 20), utc(2023, 4, 3))
    assert [slot.astimezone(BERLIN).replace(tzinfo=None) for slot in slots] == [
        datetime(2023, 3, 26, 3, 0),  # noqa: DTZ001 - a time on the wall
        datetime(2023, 4, 2, 2, 30),  # noqa: DTZ001
    ]


def test_two_times_within_the_gap_are_one() -> None:
    digest = make_digest(cron="10,40 2 * * *", timezone="Europe/Berlin")
    assert all_slots(digest, utc(2023, 3, 26), utc(2023, 3, 26, 12)) == [utc(2023, 3, 26, 1, 0)]


def test_a_time_that_comes_twice_is_due_once_at_its_first_coming() -> None:
    slots = all_slots(at_night(), utc(2023, 10, 23), utc(2023, 11, 6))
    assert slots == [utc(2023, 10, 29, 0, 30), utc(2023, 11, 5, 1, 30)]


@pytest.mark.parametrize("minute", [0, 29, 30, 31, 59])
def test_asked_within_the_repeated_hour_it_does_not_come_again(minute: int) -> None:
    second_passing = utc(2023, 10, 29, 1, minute)
    assert due_after(at_night(), second_passing) == utc(2023, 11, 5, 1, 30)
    assert all_slots(at_night(), utc(2023, 10, 28), second_passing) == [utc(2023, 10, 29, 0, 30)]


def test_hourly_stays_hourly_when_the_clocks_change() -> None:
    digest = make_digest(cron="0 * * * *", timezone="Europe/Berlin")
    for night in (utc(2023, 3, 25, 22), utc(2023, 10, 28, 22)):
        slots = all_slots(digest, night, night + timedelta(hours=6))
        assert slots == [night + timedelta(hours=hour) for hour in range(1, 7)]


def test_nine_in_the_morning_stays_nine_in_both_weeks_of_change() -> None:
    digest = make_digest(timezone="Europe/Berlin")
    for first, count in ((utc(2023, 3, 18), 3), (utc(2023, 10, 21), 3)):
        slots = all_slots(digest, first, first + timedelta(weeks=count))
        assert {slot.astimezone(BERLIN).hour for slot in slots} == {9}
        assert len(slots) == count


def test_a_midnight_that_does_not_exist() -> None:
    digest = make_digest(cron="0 0 * * *", timezone="Africa/Cairo")  # clocks went from 00:00 to 01:00 on 28 April 2023
    assert all_slots(digest, utc(2023, 4, 26, 23), utc(2023, 4, 29)) == [utc(2023, 4, 27, 22), utc(2023, 4, 28, 21)]


def test_a_zone_that_changes_by_half_an_hour() -> None:
    lord_howe = at_night("Australia/Lord_Howe", "01:45")
    assert all_slots(lord_howe, utc(2023, 3, 27), utc(2023, 4, 9, 12)) == [
        utc(2023, 4, 1, 14, 45),  # 01:45 comes twice that night; the first one is still summer time, +11:00
        utc(2023, 4, 8, 15, 15),  # +10:30
    ]


@pytest.mark.parametrize(
    ("timezone", "expected"),
    [("Asia/Kolkata", utc(2023, 3, 27, 3, 30)), ("Asia/Kathmandu", utc(2023, 3, 27, 3, 15))],
)
def test_zones_off_the_full_hour(timezone: str, expected: datetime) -> None:
    assert due_after(make_digest(timezone=timezone), utc(2023, 3, 26)) == expected


def test_a_day_that_a_zone_left_out() -> None:
    digest = make_digest(cron="0 9 * * *", timezone="Pacific/Apia")  # there was no 30 December 2011 in Samoa
    slots = all_slots(digest, utc(2011, 12, 29), utc(2012, 1, 1))
    assert slots == [utc(2011, 12, 29, 19), utc(2011, 12, 30, 10), utc(2011, 12, 30, 19), utc(2011, 12, 31, 19)]


def test_over_the_turn_of_the_year() -> None:
    digest = make_digest(at={"weekday": "sunday", "time": "00:15"}, timezone="Pacific/Auckland")
    assert all_slots(digest, utc(2022, 12, 20), utc(2023, 1, 9)) == [
        utc(2022, 12, 24, 11, 15),
        utc(2022, 12, 31, 11, 15),
        utc(2023, 1, 7, 11, 15),
    ]


def test_a_leap_day() -> None:
    digest = make_digest(cron="0 9 29 2 *")
    assert due_after(digest, utc(2023, 1, 1)) == utc(2024, 2, 29, 9)
    assert due_after(digest, utc(2024, 2, 29, 9)) == utc(2028, 2, 29, 9)
    assert all_slots(digest, utc(2023, 1, 1), utc(2030, 1, 1)) == [utc(2024, 2, 29, 9), utc(2028, 2, 29, 9)]


def test_a_schedule_decades_apart() -> None:
    assert due_after(make_digest(cron="0 9 * 2 mon#5"), utc(2023, 1, 1)) == utc(2044, 2, 29, 9)


def test_a_schedule_that_never_comes_true_has_no_due_time() -> None:
    never = make_digest().model_copy(update={"cron": "0 9 */29 2 mon#5"})  # which the settings refuse
    assert due_after(never, utc(2023, 1, 1)) is None
    assert all_slots(never, utc(2023, 1, 1), utc(2024, 1, 1)) == []


def test_asleep_over_the_due_time() -> None:
    digest = make_digest()
    assert all_slots(digest, utc(2023, 3, 27, 8, 59), utc(2023, 3, 29, 17)) == [utc(2023, 3, 27, 9)]


def test_the_ends_of_a_stretch() -> None:
    monday = utc(2023, 3, 27, 9)
    assert all_slots(make_digest(), monday, monday) == []
    assert all_slots(make_digest(), monday - timedelta(seconds=1), monday) == [monday]
    assert all_slots(make_digest(), monday, monday + timedelta(days=6)) == []


def test_a_clock_that_was_set_back_sees_nothing_due() -> None:
    assert all_slots(make_digest(), utc(2023, 3, 27, 9), utc(2023, 3, 1)) == []


def test_the_newest_slots_are_kept_oldest_first() -> None:
    slots = slots_between(make_digest(), utc(2022, 1, 1), utc(2023, 3, 27, 9), limit=3)
    assert slots == (utc(2023, 3, 13, 9), utc(2023, 3, 20, 9), utc(2023, 3, 27, 9))


@pytest.mark.parametrize(
    ("cron", "newest"),
    [("* * * * *", utc(2023, 1, 1)), ("* 9 * * *", utc(2022, 12, 31, 9, 59))],
    ids=["all day", "9 to 10"],
)
def test_a_schedule_by_the_minute_over_a_long_sleep_reads_few_times(
    cron: str, newest: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = 0

    def counting(expression: str, start: datetime) -> Iterator[datetime]:
        nonlocal read
        for slot in CronSim(expression, start):
            read += 1
            yield slot

    monkeypatch.setattr("bot.digests.due.CronSim", counting)
    slots = slots_between(make_digest(cron=cron), utc(2003, 1, 1), utc(2023, 1, 1), limit=10)
    assert slots[-1] == newest
    assert len(slots) == 10
    assert read < 200


ZONES = ["UTC", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "America/Santiago", "Asia/Kathmandu"]
MOMENTS = st.datetimes(datetime(2022, 1, 1), datetime(2025, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001


@settings(deadline=None)
@given(
    zone=st.sampled_from(ZONES),
    cron=st.sampled_from(["30 2 * * *", "15 1,2 * * sun", "0 0 1 * mon", "*/20 1-3 * * *", "45 1 * * 7"]),
    start=MOMENTS,
    days=st.integers(0, 400),
    limit=st.integers(1, 20),
)
def test_looking_back_finds_what_was_announced(zone: str, cron: str, start: datetime, days: int, limit: int) -> None:
    digest = make_digest(cron=cron, timezone=zone)
    until = start + timedelta(days=days)
    announced = []
    slot = due_after(digest, start)
    while slot is not None and slot <= until:
        announced.append(slot)
        slot = due_after(digest, slot)
    assert list(slots_between(digest, start, until, limit=limit)) == announced[-limit:]


@settings(deadline=None)
@given(zone=st.sampled_from(ZONES), start=MOMENTS, hour=st.integers(0, 23), minute=st.integers(0, 59))
def test_a_daily_time_comes_once_on_each_local_day(zone: str, start: datetime, hour: int, minute: int) -> None:
    digest = make_digest(cron=f"{minute} {hour} * * *", timezone=zone)
    slots = slots_between(digest, start, start + timedelta(days=20), limit=100)
    days = [slot.astimezone(digest.zone).date() for slot in slots]
    assert days == sorted(set(days))
    assert all(later - earlier == timedelta(days=1) for earlier, later in pairwise(days))
    assert 19 <= len(days) <= 21
