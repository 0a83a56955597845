from __future__ import annotations

from datetime import time, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from bot.settings import values
from bot.settings.values import InvalidValueError, format_duration, shown


def read(form: Any, value: object) -> object:
    return TypeAdapter(form).validate_python(value)


def refusal(form: Any, value: object) -> InvalidValueError:
    with pytest.raises(ValidationError) as caught:
        read(form, value)
    error = caught.value.errors()[0]["ctx"]["error"]
    assert isinstance(error, InvalidValueError)
    return error


class TestSnowflake:
    @pytest.mark.parametrize("value", ["123456789012345", "123456789012345678", str(2**63 - 1)])
    def test_a_quoted_id_is_taken_as_it_is(self, value: str) -> None:
        assert read(values.Snowflake, value) == value

    def test_an_unquoted_id_is_shown_in_the_quoted_form(self) -> None:
        error = refusal(values.Snowflake, 123456789012345678)
        assert "must be quoted" in error.message
        assert error.hint == 'Write "123456789012345678".'

    @pytest.mark.parametrize(
        "value",
        [
            "<#123456789012345678>",
            "<@&123456789012345678>",
            "https://discord.com/channels/987654321098765432/123456789012345678",
        ],
    )
    def test_a_mention_or_a_link_shows_the_digits_in_it(self, value: str) -> None:
        assert refusal(values.Snowflake, value).hint == 'Only the digits: write "123456789012345678".'

    @pytest.mark.parametrize(
        "value", ["12", "general", "1" * 21, "١٢٣٤٥٦٧٨٩٠١٢٣٤٥٦٧", "123456789012345678\n", str(2**63)]
    )
    def test_anything_else_says_how_to_get_an_id(self, value: str) -> None:
        error = refusal(values.Snowflake, value)
        assert "is not a Discord id" in error.message
        assert "Developer Mode" in error.hint

    @pytest.mark.parametrize("value", [1.5, True, None, ["123456789012345678"]])
    def test_what_is_no_text_at_all_is_refused(self, value: object) -> None:
        with pytest.raises(ValidationError):
            read(values.Snowflake, value)


class TestTimeZone:
    @pytest.mark.parametrize("value", ["UTC", "Europe/Berlin", "America/Argentina/Buenos_Aires"])
    def test_a_zone_is_taken(self, value: str) -> None:
        assert read(values.TimeZone, value) == value

    @pytest.mark.parametrize(
        ("value", "meant"),
        [
            ("Europe/Berln", "Europe/Berlin"),
            ("europe/berlin", "Europe/Berlin"),
            ("Berlin", "Europe/Berlin"),
            ("New York", "America/New_York"),
            ("America/NewYork", "America/New_York"),
            ("Asia/Calcuta", "Asia/Calcutta"),
        ],
    )
    def test_a_slip_names_the_nearest_zone(self, value: str, meant: str) -> None:
        assert meant in refusal(values.TimeZone, value).hint

    @pytest.mark.parametrize("value", ["UTC+2", "+02:00", "GMT-5", "2"])
    def test_an_offset_says_why_a_place_is_better(self, value: str) -> None:
        assert "summer time" in refusal(values.TimeZone, value).hint

    @pytest.mark.parametrize(
        "value", ["", "/etc/passwd", "../UTC", "Europe", "x" * 5000, "\x00", "zone.tab", "qqqqqqq"]
    )
    def test_nonsense_is_refused_without_a_wild_guess(self, value: str) -> None:
        error = refusal(values.TimeZone, value)
        assert error.message.endswith("is not a time zone.")
        assert len(error.message) < 120


class TestDuration:
    @pytest.mark.parametrize(
        ("value", "meant"),
        [
            ("48h", timedelta(hours=48)),
            ("90m", timedelta(minutes=90)),
            (" 3 d ", timedelta(days=3)),
            ("2w", timedelta(weeks=2)),
            ("0m", timedelta(0)),
            ("52w", timedelta(weeks=52)),
        ],
    )
    def test_number_and_unit(self, value: str, meant: timedelta) -> None:
        assert read(values.Duration, value) == meant

    @pytest.mark.parametrize("value", ["48", "h", "1.5h", "-1h", "1y", "", True, None, [], "٣h", "1h30m"])
    def test_anything_else_is_refused_with_an_example(self, value: object) -> None:
        assert "such as 48h" in refusal(values.Duration, value).message

    def test_a_bare_number_asks_whether_hours_are_meant(self) -> None:
        assert refusal(values.Duration, 48).hint == 'Did you mean "48h"?'

    @pytest.mark.parametrize(
        ("value", "meant"),
        [("3 days", "3d"), ("1 hour", "1h"), ("90 Minutes", "90m"), ("2hrs", "2h"), ("5 min", "5m"), ("3D", "3d")],
    )
    def test_a_unit_as_a_word_is_shown_in_short(self, value: str, meant: str) -> None:
        assert refusal(values.Duration, value).hint == f"Did you mean {meant}?"
        assert read(values.Duration, meant)

    @pytest.mark.parametrize("value", [False, "never", "Off", "0"])
    def test_none_at_all_is_shown_as_it_is_written(self, value: object) -> None:
        assert refusal(values.Duration, value).hint == 'For no time at all write "0h".'

    @pytest.mark.parametrize("value", ["3 months", "a day", "1.5 days", "2 days 3 hours", "3 days\nago"])
    def test_another_word_is_not_guessed_at(self, value: str) -> None:
        assert refusal(values.Duration, value).hint == ""

    @pytest.mark.parametrize("value", ["53w", "99999w", "9000h"])
    def test_more_than_a_year_is_refused(self, value: str) -> None:
        assert "52w" in refusal(values.Duration, value).message

    def test_refreshing_too_often_is_refused(self) -> None:
        assert "4m is less than 5m" in refusal(values.RefreshInterval, "4m").message
        assert read(values.RefreshInterval, "5m") == timedelta(minutes=5)

    @settings(deadline=None)
    @given(st.integers(min_value=0, max_value=52 * 7 * 24 * 60))
    def test_what_is_written_is_read_back(self, minutes: int) -> None:
        length = timedelta(minutes=minutes)
        assert read(values.Duration, format_duration(length)) == length

    @pytest.mark.parametrize(("hours", "written"), [(24, "24h"), (48, "48h"), (72, "3d"), (1, "1h"), (0, "0m")])
    def test_it_is_written_as_people_write_it(self, hours: int, written: str) -> None:
        assert format_duration(timedelta(hours=hours)) == written


class TestClockTime:
    @pytest.mark.parametrize(("value", "meant"), [("09:00", time(9)), ("9:05", time(9, 5)), ("23:59", time(23, 59))])
    def test_a_time_of_day(self, value: str, meant: time) -> None:
        assert read(values.ClockTime, value) == meant

    @pytest.mark.parametrize("value", ["24:00", "9", "09:60", "9am", 540, 900, "09:00:00", None, "٠٩:٠٠"])
    def test_anything_else_is_refused(self, value: object) -> None:
        assert refusal(values.ClockTime, value).hint == 'Write it quoted, from "00:00" to "23:59".'


class TestCron:
    @pytest.mark.parametrize(
        "value", ["0 9 * * mon", "*/5 * * * *", "0 0 29 2 *", "30 8 1-7 * 1", "0 9 * * 7", "0 9 L * *"]
    )
    def test_a_standard_expression_is_taken(self, value: str) -> None:
        assert read(values.CronExpression, value) == value

    @pytest.mark.parametrize(
        ("value", "count"), [("0 9 * *", "4 fields"), ("@weekly", "1 field;"), ("0 0 9 * * mon", "6 fields")]
    )
    def test_another_number_of_fields_is_named(self, value: str, count: str) -> None:
        assert count in refusal(values.CronExpression, value).message

    @pytest.mark.parametrize("value", ["99 9 * * *", "0 9 * * someday", "0 0 31 2 *", "a b c d e"])
    def test_what_cannot_be_read_or_never_comes_is_refused(self, value: str) -> None:
        assert "is not a cron expression" in refusal(values.CronExpression, value).message


class TestWords:
    def test_case_does_not_matter(self) -> None:
        assert read(values.Weekday, "Monday") == "monday"
        assert read(values.Level, "INFO") == "info"

    def test_another_word_is_refused(self) -> None:
        with pytest.raises(ValidationError):
            read(values.Weekday, "mon")

    @pytest.mark.parametrize("value", ["newest", 1, 52])
    def test_a_backlog(self, value: object) -> None:
        assert read(values.Backlog, value) == value

    @pytest.mark.parametrize("value", [0, 53, True, "all", "3", None, 1.0])
    def test_no_backlog(self, value: object) -> None:
        assert "from 1 to 52" in refusal(values.Backlog, value).message

    @pytest.mark.parametrize("value", [1, 50])
    def test_a_limit(self, value: int) -> None:
        assert read(values.Limit, value) == value

    @pytest.mark.parametrize("value", [0, 51, True, "10", 10.0])
    def test_no_limit(self, value: object) -> None:
        with pytest.raises(ValidationError):
            read(values.Limit, value)

    @pytest.mark.parametrize("value", ["weekly", "a", "ML papers_2-x", "x" * 32])
    def test_a_digest_name(self, value: str) -> None:
        assert read(values.DigestName, value) == value

    @pytest.mark.parametrize("value", ["", " a", "a ", "-a", "x" * 33, "ä", "a\n", "a`b"])
    def test_no_digest_name(self, value: str) -> None:
        assert "1 to 32" in refusal(values.DigestName, value).message

    def test_a_name_is_refused_with_the_characters_that_are_not_allowed(self) -> None:
        error = refusal(values.DigestName, "Müller & Söhne, für")
        assert error.message.startswith('"Müller & Söhne, für" will not do: a digest\'s name has')
        assert error.hint == 'Not among them: "ü", "&", "ö", ",".'
        assert refusal(values.SourceName, "our list").hint == 'Not among them: " ".'
        assert refusal(values.DigestName, "-a").hint == ""

    @pytest.mark.parametrize("value", ["http://a", "https://example.org/x?y=1"])
    def test_an_address(self, value: str) -> None:
        assert read(values.WebAddress, value) == value

    @pytest.mark.parametrize("value", ["ftp://u:hunter2@a", "example.org", "https://a b", "javascript:hunter2"])
    def test_no_address_and_the_message_does_not_repeat_it(self, value: str) -> None:
        assert "hunter2" not in refusal(values.WebAddress, value).message

    def test_a_path_with_a_null_character_is_refused(self) -> None:
        assert "no file name has" in refusal(values.FilePath, "a\x00b").message

    def test_text_is_stripped_and_not_empty(self) -> None:
        assert read(values.Text, "  cs.CL ") == "cs.CL"
        with pytest.raises(ValidationError):
            read(values.Text, "   ")


@settings(deadline=None)
@given(st.text(max_size=300))
def test_a_shown_value_is_short_and_printable(text: str) -> None:
    written = shown(text)
    assert len(written) <= 62
    assert written.isprintable()
    assert written.startswith('"')
    assert written.endswith('"')


def test_a_hint_that_takes_a_search_is_looked_up_only_when_asked_for() -> None:
    asked: list[str] = []

    def search() -> str:
        asked.append("yes")
        return "right?"

    error = InvalidValueError("wrong.", search)
    assert str(error) == "wrong."
    assert not asked
    assert error.hint == "right?"
