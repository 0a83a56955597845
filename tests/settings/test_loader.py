from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.errors import SettingsError, SettingsProblem
from bot.settings.loader import Loaded, category_warnings, load_settings, parse_settings
from bot.settings.models import Settings
from tests.settings.texts import CHANNEL, FILE, digest, loaded, problems

EVERYTHING = f"""\
digests:
  - name: weekly
    channels: ["{CHANNEL}"]
    at: {{weekday: Friday, time: 17:30}}
    timezone: Europe/Berlin
    categories: [cs.CL, Machine Learning]
    nothing_new: archive
dataset:
  sources:
    - {{name: ours, path: ours.md}}
logging:
  level: debug
"""


def test_a_file_is_loaded_with_the_places_of_what_is_in_it(tmp_path: Path) -> None:
    file = tmp_path / "paperboy.yaml"
    file.write_text(EVERYTHING)
    found = load_settings(file)
    (weekly,) = found.settings.digests
    assert (weekly.name, weekly.timezone, weekly.nothing_new) == ("weekly", "Europe/Berlin", "archive")
    assert weekly.at is not None
    assert (weekly.at.weekday, str(weekly.at.time)) == ("friday", "17:30:00")
    assert found.settings.logging.level == "debug"
    assert found.places.find(("digests", 0, "timezone")).value == (5, 15)
    assert found.warnings == ()


@pytest.mark.parametrize(
    "text", ["", "# nothing\n", "\ufeff", "digests:\n", "digests: []\nreplies:\nlogging: {}\n", "---\n", "~\n"]
)
def test_nothing_said_is_all_defaults(text: str) -> None:
    assert loaded(text).settings == Settings()


def test_windows_line_ends_and_a_byte_order_mark_change_nothing() -> None:
    content = b"\xef\xbb\xbf" + EVERYTHING.replace("\n", "\r\n").encode()
    assert parse_settings(content, FILE).settings == loaded(EVERYTHING).settings


def test_all_mistakes_come_at_once_in_the_file_s_order() -> None:
    found = problems(
        f"""\
        timezone: UTC
        digests:
          - name: a
            channels: [{CHANNEL}, "{CHANNEL}", "{CHANNEL}"]
            timezon: UTC
            limit: 99
            limit: 3
            at: {{weekday: someday}}
            cron: "0 9 * * 1"
          - name: A
            channels: ["12", x]
        dataset: {{sources: [{{name: s}}]}}
        """
    )
    assert [(p.line, p.where) for p in found] == [
        (1, "timezone"),
        (4, "digests[0].channels[0]"),
        (4, "digests[0].channels[2]"),
        (5, "digests[0].timezon"),
        (6, "digests[0].limit"),
        (7, "digests[0].limit"),
        (8, "digests[0].at.weekday"),
        (9, "digests[0].cron"),
        (10, "digests[1].name"),
        (11, "digests[1].channels[0]"),
        (11, "digests[1].channels[1]"),
        (12, "dataset.sources[0]"),
    ]


def test_a_conflict_alone_is_said_once() -> None:
    (found,) = problems(digest("at: {}", "cron: '0 9 * * 1'"))
    assert (found.line, found.column, found.where) == (5, 5, "digests[0].cron")


def test_a_mistake_in_an_anchor_is_shown_for_each_use_at_its_place() -> None:
    found = problems(
        f"digests:\n  - &a\n    name: a\n    channels: ['{CHANNEL}']\n    limit: 0\n  - <<: *a\n    name: b\n"
    )
    assert [(p.line, p.where) for p in found] == [(5, "digests[0].limit"), (5, "digests[1].limit")]


def test_very_many_mistakes_are_counted_and_not_listed() -> None:
    found = problems("".join(f"key{number}: 1\n" for number in range(3000)))
    assert len(found) == 51
    assert [p.line for p in found[:50]] == list(range(1, 51))
    assert found[-1].message == "and 2950 more from here on."


def test_the_error_s_text_is_a_line_for_each_mistake_that_an_editor_can_jump_to() -> None:
    with pytest.raises(SettingsError) as caught:
        parse_settings(b"digest: []\nlogging: {level: 3}\n", Path("config/paperboy.yaml"))
    assert str(caught.value).splitlines() == [
        "config/paperboy.yaml:1:1: `digest`: there is no such setting. Did you mean `digests`?",
        'config/paperboy.yaml:2:18: `logging.level`: must be `debug`, `info`, `warning` or `error`, not "3".',
    ]


class TestWarnings:
    def test_a_category_that_nobody_knows_has_its_place_and_its_nearest(self) -> None:
        found = loaded(digest("categories: [cs.CL, Computation and Langage, stat.ML]"))
        (warning,) = category_warnings(found, ())
        assert (warning.line, warning.column, warning.where) == (4, 25, "digests[0].categories[1]")
        assert warning.hint == 'Did you mean "Computation and Language"?'

    def test_a_source_s_own_category_is_known_whatever_its_case(self) -> None:
        found = loaded(digest("categories: [Our Own Things]"))
        assert category_warnings(found, ["our own things"]) == ()
        assert len(category_warnings(found, [])) == 1

    def test_a_category_like_none_says_what_is_looked_for(self) -> None:
        (warning,) = category_warnings(loaded(digest("categories: [zzzzzz]")), ())
        assert "cs.CL" in warning.hint

    def test_settings_without_a_file_have_none(self) -> None:
        assert category_warnings(Loaded(), ()) == ()


# Fragments that make structure, good and broken, far more often than letters by chance do.
_fragments = st.sampled_from(
    [
        "digests", "name", "channels", "at", "cron", "timezone", "dataset", "sources", "url", "path", "limit", "<<", "token",
        ":", ": ", "- ", "\n", "\n  ", "\n    ", "[", "]", "{", "}", ", ", "'", '"', "&a ", "*a", "!!", "! ", "? ", "|", ">-",
        "%YAML 1.1\n", "---\n", "...\n", "\t", "\\", "\\U00110000", "\\ud800", "~", "1", "0x", "1e9", "true", "09:00", "weekly",
        CHANNEL, f"'{CHANNEL}'", "Europe/Berlin", "#", "\x00", "\x85", "\u2028", "\ufeff", "ä", "😀",
    ]
)  # fmt: skip
_yamlish = st.lists(_fragments, max_size=40).map("".join)


def reads_or_refuses(content: bytes) -> None:
    said: tuple[SettingsProblem, ...] = ()
    try:
        parse_settings(content, FILE)
    except SettingsError as error:
        said = error.problems or (SettingsProblem(0, 0, "", "nothing was said"),)
    for problem in said:
        assert problem.message.endswith(".")
        assert "\n" not in problem.text(FILE)


@settings(deadline=None)
@given(_yamlish)
@example('"\\U00110000": \\U00110000')
@example("? |\n")
@example('"a\n\nb": 1')
@example("!!binary x")
@example("a: !!map [")
def test_no_text_makes_it_crash(text: str) -> None:
    reads_or_refuses(text.encode())


@settings(deadline=None)
@given(st.text() | st.text(st.characters(max_codepoint=127)))
def test_no_unlikely_text_makes_it_crash(text: str) -> None:
    reads_or_refuses(text.encode("utf-8", "replace"))


@settings(deadline=None)
@given(st.binary(max_size=200))
def test_no_bytes_make_it_crash(content: bytes) -> None:
    reads_or_refuses(content)


@settings(deadline=None)
@given(st.integers(0, len(EVERYTHING)), st.integers(0, 12), _yamlish)
def test_no_edit_of_a_good_file_makes_it_crash(start: int, cut: int, put: str) -> None:
    reads_or_refuses((EVERYTHING[:start] + put + EVERYTHING[start + cut :]).encode())


@pytest.mark.parametrize(
    "unit",
    [pytest.param("k: 1\n", marks=pytest.mark.slow), "[", "b, ", "\n", "x", "- timezone: Europe/Berln\n", '"', "#\n"],
)
def test_the_largest_file_takes_seconds_at_most(unit: str) -> None:
    head = "digests:\n" if unit.startswith("- t") else ""
    content = (head + unit * (256 * 1024))[: 256 * 1024]
    start = time.process_time()
    reads_or_refuses(content.encode())
    assert time.process_time() - start < 20
