from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.playground.settings_file import DEFAULT_KINDS, DEFAULT_NAMES, choose_file, unasked
from bot.settings.loader import category_warnings, load_settings

DIGEST = 'digests:\n  - {name: weekly, channels: ["123456789012345678"]}\n'


@pytest.fixture
def own(tmp_path: Path) -> Path:
    return tmp_path / "own.yaml"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "fresh"
    made.mkdir()
    return made


def test_the_admins_own_file_is_played_with_as_it_is(own: Path, folder: Path) -> None:
    own.write_text(DIGEST, encoding="utf-8")
    chosen = choose_file(own, folder)
    assert chosen.path == own
    assert chosen.loaded is not None
    assert [digest.name for digest in chosen.loaded.settings.digests] == ["weekly"]
    assert (chosen.remark, chosen.own, chosen.names, list(folder.iterdir())) == ("", None, {}, [])


def test_a_relative_path_is_named_in_full(own: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own.write_text(DIGEST, encoding="utf-8")
    monkeypatch.chdir(own.parent)
    assert choose_file(Path(own.name), folder).path == own


@pytest.mark.parametrize("text", ["nonsense: 1\n", "digests: [\n", "\0"])
def test_one_that_cannot_be_used_is_waited_for(own: Path, folder: Path, text: str) -> None:
    own.write_text(text, encoding="utf-8")
    chosen = choose_file(own, folder)
    assert (chosen.path, chosen.loaded, list(folder.iterdir())) == (own, None, [])


def test_a_folder_in_its_place_is_waited_for(own: Path, folder: Path) -> None:
    own.mkdir()
    assert choose_file(own, folder).loaded is None


def test_a_place_that_cannot_be_looked_at_is_not_said_to_be_empty(own: Path, folder: Path) -> None:
    assert choose_file(own.with_name("n" * 300), folder).loaded is None


@pytest.mark.parametrize(
    ("text", "remark"),
    [(None, "There is no {own}, so"), ("", "{own} sets no digest, so"), ("digests: []\n", "{own} sets no digest, so")],
)
def test_without_a_digest_there_is_a_default(own: Path, folder: Path, text: str | None, remark: str) -> None:
    if text is not None:
        own.write_text(text, encoding="utf-8")
    chosen = choose_file(own, folder)
    assert chosen.path == folder / "paperboy.yaml"
    assert chosen.remark.startswith(remark.format(own=own))
    assert (chosen.kinds, chosen.own) == (DEFAULT_KINDS, own)
    # The admin's own is left as it was.
    assert (own.read_text(encoding="utf-8") if own.exists() else None) == text


class TestTheDefault:
    def test_it_loads_without_a_warning_and_has_a_text_channel_and_a_forum(self, own: Path, folder: Path) -> None:
        loaded = load_settings(choose_file(own, folder).path)
        assert (loaded.warnings, category_warnings(loaded, ())) == ((), ())
        channels = [channel for digest in loaded.settings.digests for channel in digest.channel_ids]
        assert [DEFAULT_KINDS.of(channel) for channel in channels] == ["text", "forum"]
        assert [DEFAULT_NAMES[channel] for channel in channels] == ["papers", "paper-forum"]

    def test_it_always_has_something_to_post(self, own: Path, folder: Path) -> None:
        loaded = load_settings(choose_file(own, folder).path)
        assert {digest.nothing_new for digest in loaded.settings.digests} == {"archive"}

    def test_its_comments_say_what_to_do(self, own: Path, folder: Path) -> None:
        text = choose_file(own, folder).path.read_text(encoding="utf-8")
        assert re.search(r"^# .*Save this file", text)
        assert "#papers" in text
        assert "#paper-forum" in text


@pytest.mark.parametrize(
    ("sources", "told"),
    [
        ("[]", ""),
        ("[{name: a, path: a.md}]", ""),
        ("[{name: a, path: a.md}, {name: b, url: 'https://b.example'}]", "The source b is not asked here,"),
        (
            "[{name: b, url: 'https://b.example'}, {name: c, url: 'https://c.example'}]",
            "The sources b and c are not asked",
        ),
    ],
)
def test_sources_that_are_not_asked_are_named_with_what_to_add(own: Path, sources: str, told: str) -> None:
    own.write_text(f"dataset: {{sources: {sources}}}\n", encoding="utf-8")
    settings = load_settings(own).settings
    assert unasked(settings, online=True) == ""
    said = unasked(settings, online=False)
    assert said.startswith(told)
    assert said.endswith("The option --online asks.") or not told


@pytest.mark.parametrize("online", [False, True])
def test_whether_sources_are_asked_is_kept_with_the_file(own: Path, folder: Path, online: bool) -> None:
    assert choose_file(own, folder, online=online).online is online
