from __future__ import annotations

import json
import logging
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.dataset.journal import Journal
from bot.models import Change, ChangeKind

AT = datetime(2026, 6, 29, 8, tzinfo=UTC)
HOUR = timedelta(hours=1)


def change(number: int = 1, *, hours: int = 0, title: str = "") -> Change:
    return Change(
        source="living-list",
        kind=ChangeKind.CORRECTED_PAPER,
        at=AT + hours * HOUR,
        week=date(2026, 6, 28),
        former=date(2026, 6, 21),
        weeks=1,
        papers=number,
        title=title or f"Paper {number}",
        fields=("title", "links"),
        identity=f"2606.{number:05}",
        formerly="t-0123456789abcdef",
    )


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "cache" / "changes.json"


def read(path: Path) -> Journal:
    journal = Journal(path)
    journal.read()
    return journal


def warnings(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [record.getMessage() for record in caplog.records if record.levelno == logging.WARNING]


def test_before_anything_changed(path: Path) -> None:
    journal = read(path)
    assert (journal.changes, dict(journal.renamed)) == ((), {})
    journal.add((), {}, since=None)
    assert not path.parent.exists()


def test_another_process_reads_what_was_written(path: Path) -> None:
    made = (change(1), Change(source="own", kind=ChangeKind.FIRST, at=AT, week=date(2026, 6, 28)))
    Journal(path).add(made, {"a": "b"}, since=None)
    assert (read(path).changes, dict(read(path).renamed)) == (made[::-1], {"a": "b"})


def test_the_newest_come_first(path: Path) -> None:
    journal = Journal(path)
    journal.add([change(1, hours=2), change(2, hours=2)], {}, since=None)
    journal.add([change(3, hours=1)], {}, since=None)
    journal.add([change(4, hours=3)], {}, since=None)
    assert [one.papers for one in journal.changes] == [4, 2, 1, 3]


def test_the_newest_500_are_kept(path: Path) -> None:
    journal = Journal(path)
    journal.add([change(number, hours=number) for number in range(1, 601)], {}, since=None)
    assert [one.papers for one in journal.changes] == list(range(600, 100, -1))
    assert read(path).changes == journal.changes


def test_two_processes_add_to_one_another(path: Path) -> None:
    one, other = Journal(path), Journal(path)
    one.add([change(1)], {"a": "b"}, since=None)
    other.add([change(2, hours=1)], {"c": "d"}, since=None)
    one.add([change(3, hours=2)], {}, since=None)
    assert [each.papers for each in one.changes] == [3, 2, 1]
    assert dict(one.renamed) == {"a": "b", "c": "d"}
    other.read()
    assert other.changes == one.changes


def test_what_another_process_saw_in_the_same_text_is_not_noted_twice(path: Path) -> None:
    Journal(path).add([change(1, hours=2), change(2, hours=2)], {}, since=None)
    bot = Journal(path)
    bot.add([change(1, hours=3), change(3, hours=3)], {}, since=AT)
    assert bot.changes == (change(3, hours=3), change(2, hours=2), change(1, hours=2))


def test_what_was_changed_back_and_once_more_is_noted_again(path: Path) -> None:
    journal = Journal(path)
    journal.add([change(1)], {}, since=None)
    journal.add([change(1, hours=3)], {}, since=AT + HOUR)
    assert journal.changes == (change(1, hours=3), change(1))


class TestRenamed:
    @pytest.mark.parametrize(
        ("steps", "leads"),
        [
            ([{"a": "b"}, {"b": "c"}], {"a": "c", "b": "c"}),
            ([{"a": "b"}, {"b": "a"}], {"b": "a"}),
            ([{"a": "b", "x": "b"}, {"b": "a"}], {"x": "a", "b": "a"}),
            ([{"a": "b"}, {"b": "c"}, {"c": "a"}], {"b": "a", "c": "a"}),
            ([{"a": "a"}], {}),
        ],
    )
    def test_chains_are_followed_and_circles_opened(
        self, path: Path, steps: list[dict[str, str]], leads: dict[str, str]
    ) -> None:
        for step in steps:
            Journal(path).add((), step, since=None)
        assert dict(read(path).renamed) == leads

    @given(st.lists(st.dictionaries(st.sampled_from("abcdef"), st.sampled_from("abcdef"), max_size=3)))
    def test_whatever_is_renamed_nobody_is_led_in_a_circle(self, steps: list[dict[str, str]]) -> None:
        journal = Journal(Path("/dev/null/nowhere"))
        for step in steps:
            journal.add((), step, since=None)
        assert not journal.renamed.keys() & set(journal.renamed.values())

    def test_a_circle_in_the_file_is_left_out(self, path: Path) -> None:
        Journal(path).add([change(1)], {}, since=None)
        value = json.loads(path.read_bytes())
        path.write_text(json.dumps({**value, "renamed": {"a": "b", "b": "a", "c": "d"}}))
        assert dict(read(path).renamed) == {"c": "d"}

    def test_the_oldest_are_forgotten_some_day(self, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("bot.dataset.journal._MOST_RENAMED", 3)
        journal = Journal(path)
        for former in "abcde":
            journal.add((), {former: former * 2}, since=None)
        assert list(journal.renamed) == ["c", "d", "e"]


class TestBrokenFiles:
    @pytest.mark.parametrize(
        "content",
        [
            b"",
            b"{",
            b"[]",
            b"\xff",
            b'{"version": 2, "changes": [], "renamed": {}}',
            b'{"version": 1, "changes": [{}], "renamed": {}}',
            b'{"version": 1, "changes": [], "renamed": []}',
            b"[" * 100_000,
        ],
    )
    def test_they_are_set_aside_and_it_begins_anew(
        self, path: Path, content: bytes, caplog: pytest.LogCaptureFixture
    ) -> None:
        path.parent.mkdir()
        path.write_bytes(content)
        journal = read(path)
        assert journal.changes == ()
        assert path.with_name("changes.json.broken").read_bytes() == content
        (warning,) = warnings(caplog)
        assert "changes.json was broken, and is now " in warning
        journal.add([change(1)], {}, since=None)
        assert read(path).changes == (change(1),)

    def test_what_the_process_knows_is_not_lost_with_the_file(self, path: Path) -> None:
        journal = Journal(path)
        journal.add([change(1)], {"a": "b"}, since=None)
        path.write_bytes(b"{")
        journal.add([change(2)], {}, since=None)
        assert len(read(path).changes) == 2
        assert dict(read(path).renamed) == {"a": "b"}

    @pytest.mark.parametrize(
        ("field", "value"),
        [("at", "2026-06-29T08:00:00"), ("at", 5), ("kind", "x"), ("week", None), ("papers", "x"), ("fields", 1)],
    )
    def test_a_change_of_another_form(self, path: Path, field: str, value: object) -> None:
        Journal(path).add([change(1)], {}, since=None)
        written = json.loads(path.read_bytes())
        written["changes"][0][field] = value
        path.write_text(json.dumps(written))
        assert read(path).changes == ()

    def test_numbers_beyond_all_measure(self, path: Path) -> None:
        Journal(path).add([change(1)], {}, since=None)
        path.write_text(path.read_text().replace('"papers": 1', '"papers": Infinity'))
        assert read(path).changes == ()

    def test_a_folder_in_its_place_breaks_nothing(self, path: Path, caplog: pytest.LogCaptureFixture) -> None:
        path.mkdir(parents=True)
        journal = read(path)
        journal.add([change(1)], {"a": "b"}, since=None)
        assert journal.changes == (change(1),)
        assert any("cannot be kept" in said for said in warnings(caplog))

    def test_what_could_not_be_written_is_written_the_next_time(
        self, path: Path, caplog: pytest.LogCaptureFixture
    ) -> None:
        path.parent.write_bytes(b"a file where the folder should be")
        journal = Journal(path)
        journal.add([change(1)], {"a": "b"}, since=None)
        journal.add([change(2)], {}, since=None)
        assert sum("cannot be kept" in said for said in warnings(caplog)) == 1
        path.parent.unlink()
        journal.add([change(3)], {}, since=None)
        assert len(read(path).changes) == 3
        assert dict(read(path).renamed) == {"a": "b"}


@given(st.text(st.characters(codec=None, categories=None)))
def test_any_title_comes_back(tmp_path_factory: pytest.TempPathFactory, title: str) -> None:
    path = tmp_path_factory.mktemp("journal") / "changes.json"
    Journal(path).add([change(1, title=title)], {title: "x"}, since=None)
    assert read(path).changes == (change(1, title=title),)
