"""The settings file as it is saved again and again, over the real watcher."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.errors import SettingsError
from bot.playground import follower as module
from bot.playground.follower import Follower
from bot.playground.settings_file import SettingsFile, choose_file
from bot.sandbox.panel import Panel, PanelEntry, Tone
from bot.settings.loader import load_settings
from bot.settings.models import Settings

DIGEST = 'digests:\n  - {name: weekly, channels: ["123456789012345678"], limit: 5}\n'
BROKEN = DIGEST.replace("limit", "limmit")


class Desk:
    """A settings file with everybody who follows it; ``now`` is the clock's time."""

    def __init__(self, folder: Path, text: str) -> None:
        self.path = folder / "paperboy.yaml"
        self.now = datetime(2023, 3, 27, 14, 3, 22, tzinfo=UTC)
        self.said: list[str] = []
        self.followed: list[Settings] = []
        self.moved: list[Path] = []
        self.panel = Panel(lambda: None)
        self.save(text)
        self.follower = self.following(choose_file(self.path, folder))

    def following(self, file: SettingsFile) -> Follower:
        async def follow(settings: Settings) -> None:
            self.followed.append(settings)

        async def move(path: Path) -> None:
            self.moved.append(path)

        return Follower(
            file, self.panel, clock=lambda: self.now, say=self.said.append, on_file=move, on_settings=follow
        )

    def save(self, text: str) -> None:
        self.path.write_text(text, encoding="utf-8")

    @property
    def problem(self) -> str:
        """What the terminal says of the file as it stands."""
        with pytest.raises(SettingsError) as raised:
            load_settings(self.path)
        return str(raised.value)

    def entry(self, key: str = "file") -> PanelEntry | None:
        return next((one for one in self.panel.sections["settings"].entries if one.key == key), None)

    @property
    def file(self) -> PanelEntry:
        found = self.entry()
        assert found is not None
        return found


@pytest.fixture(autouse=True)
def _greenwich(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "clock_time", lambda moment: f"{moment:%H:%M:%S}")


@pytest.fixture
def desk(tmp_path: Path) -> Callable[[str], Desk]:
    return lambda text: Desk(tmp_path, text)


async def test_at_the_start_the_page_says_which_file_is_in_force_and_since_when(desk: Callable[[str], Desk]) -> None:
    here = desk(DIGEST)
    await here.follower.begin()
    assert here.file == PanelEntry(
        "file", str(here.path), "In force since 14:03:22. Edit this file and watch.", Tone.GOOD
    )
    assert here.entry("changes") is None
    assert [settings.digests[0].limit for settings in here.followed] == [5]
    assert here.said == []


async def test_why_it_is_a_default_stands_there_all_the_time(tmp_path: Path) -> None:
    here = Desk(tmp_path, "")
    here.path.unlink()
    fresh = tmp_path / "fresh"
    fresh.mkdir()
    await here.following(choose_file(here.path, fresh)).begin()
    assert here.file.title == str(fresh / "paperboy.yaml")
    assert here.file.text == (
        "In force since 14:03:22. Edit this file and watch. "
        f"There is no {here.path}, so a default file is used until there is one with a digest."
    )


async def test_a_change_is_told_with_what_it_changed(desk: Callable[[str], Desk]) -> None:
    here = desk(DIGEST)
    await here.follower.begin()
    here.now = here.now.replace(minute=5)
    here.save(DIGEST.replace("limit: 5", "limit: 7"))
    await here.follower.look()
    changes = here.entry("changes")
    assert here.file.text == "In force since 14:05:22. Edit this file and watch."
    assert changes is not None
    assert changes.title == "Changed at 14:05:22"
    assert here.said == changes.code.splitlines()
    assert "limit 5 -> 7" in changes.code
    assert len(here.followed) == 2


async def test_a_comment_changes_nothing(desk: Callable[[str], Desk]) -> None:
    here = desk(DIGEST)
    await here.follower.begin()
    here.now = here.now.replace(minute=5)
    here.save("# hello\n" + DIGEST)
    await here.follower.look()
    assert here.file.text == "In force since 14:03:22. Edit this file and watch."
    assert len(here.followed) == 1


async def test_a_mistake_is_told_in_the_terminals_words_and_what_was_good_stays(desk: Callable[[str], Desk]) -> None:
    here = desk(DIGEST)
    await here.follower.begin()
    here.save(BROKEN)
    await here.follower.look()
    assert here.follower.broken
    assert (here.file.tone, here.file.code) == (Tone.BAD, here.problem)
    assert "14:03:22 stay in force" in here.file.text
    assert here.said == [f"{here.file.text}\n{here.problem}"]
    assert "Did you mean `limit`?" in here.said[0]
    await here.follower.look()
    assert (len(here.said), len(here.followed)) == (1, 1)


async def test_another_mistake_is_told_anew(desk: Callable[[str], Desk]) -> None:
    here = desk(DIGEST)
    await here.follower.begin()
    here.save(BROKEN)
    await here.follower.look()
    here.save("nonsense: 1\n")
    await here.follower.look()
    assert here.file.code == here.problem
    assert len(here.said) == 2


async def test_a_file_that_is_gone_is_a_mistake_too(desk: Callable[[str], Desk]) -> None:
    here = desk(DIGEST)
    await here.follower.begin()
    here.path.unlink()
    await here.follower.look()
    assert here.file.tone is Tone.BAD
    assert "there is no such file" in here.file.code


async def test_mended_it_is_good_again(desk: Callable[[str], Desk]) -> None:
    here = desk(DIGEST)
    await here.follower.begin()
    here.save(BROKEN)
    await here.follower.look()
    here.now = here.now.replace(minute=5)
    here.save(DIGEST)
    await here.follower.look()
    assert not here.follower.broken
    assert here.file == PanelEntry(
        "file", str(here.path), "In force since 14:03:22. Edit this file and watch.", Tone.GOOD
    )
    assert here.said[1:] == ["The settings file is mended."]
    # Whoever could not look at the file meanwhile looks again.
    assert here.followed[0] == here.followed[1]


async def test_broken_from_the_start_it_is_waited_for(desk: Callable[[str], Desk]) -> None:
    here = desk(BROKEN)
    await here.follower.begin()
    assert here.followed == []
    assert here.follower.broken
    assert (here.file.tone, here.file.code) == (Tone.BAD, here.problem)
    assert here.said == [f"The settings file cannot be used. The bot starts as soon as it is mended:\n{here.problem}"]
    here.save(DIGEST)
    await here.follower.look()
    assert [settings.digests[0].limit for settings in here.followed] == [5]
    assert here.file.text == "In force since 14:03:22. Edit this file and watch."
    assert here.said[1:] == ["The settings file is mended."]


async def test_sources_that_are_not_asked_stand_there_and_are_told_once(desk: Callable[[str], Desk]) -> None:
    here = desk(DIGEST)
    await here.follower.begin()
    assert here.entry("sources") is None
    source = "dataset:\n  sources:\n    - {name: far, url: 'https://far.example/papers.md'}\n"
    here.save(DIGEST + source)
    await here.follower.look()
    entry = here.entry("sources")
    assert entry is not None
    assert entry.text.startswith("The source far is not asked here,")
    assert here.said.count(entry.text) == 1
    here.save(DIGEST.replace("limit: 5", "limit: 7") + source)
    await here.follower.look()
    assert here.said.count(entry.text) == 1
    here.save(DIGEST)
    await here.follower.look()
    assert here.entry("sources") is None


async def test_where_all_are_asked_nothing_is_said_of_them(tmp_path: Path) -> None:
    here = Desk(tmp_path, DIGEST + "dataset: {sources: [{name: far, url: 'https://far.example/papers.md'}]}\n")
    await here.following(choose_file(here.path, tmp_path, online=True)).begin()
    assert here.entry("sources") is None


class TestADefaultInPlaceOfTheAdminsFile:
    @pytest.fixture
    async def here(self, tmp_path: Path) -> Desk:
        made = Desk(tmp_path, "")
        made.save("digests: []\n")
        fresh = tmp_path / "fresh"
        fresh.mkdir()
        made.follower = made.following(choose_file(made.path, fresh))
        await made.follower.begin()
        assert made.file.title == str(fresh / "paperboy.yaml")
        return made

    async def test_it_stays_while_the_admins_file_sets_no_digest(self, here: Desk) -> None:
        for text in ("# nothing\n", "replies: {search: private}\n"):
            here.save(text)
            await here.follower.look()
        assert (here.said, here.moved, len(here.followed)) == ([], [], 1)

    async def test_with_its_first_digest_the_admins_file_takes_over(self, here: Desk) -> None:
        here.now = here.now.replace(minute=5)
        here.save(DIGEST)
        await here.follower.look()
        assert here.moved == [here.path]
        assert [digest.limit for digest in here.followed[-1].digests] == [5]
        assert here.file == PanelEntry(
            "file", str(here.path), "In force since 14:05:22. Edit this file and watch.", Tone.GOOD
        )
        assert here.said[0] == (
            f"{here.path} sets a digest now, so it is used from here on. The bot is started again with it."
        )
        # From here on it is the file that is followed, and one without a digest is what the admin wants.
        here.save("digests: []\n")
        await here.follower.look()
        assert (here.followed[-1].digests, here.file.title, len(here.moved)) == ((), str(here.path), 1)

    async def test_a_mistake_in_the_admins_file_is_told_and_the_default_stays(self, here: Desk) -> None:
        here.save(BROKEN)
        for _ in range(2):
            await here.follower.look()
        wrong = here.entry("own")
        assert wrong is not None
        assert (wrong.title, wrong.tone, wrong.code) == (str(here.path), Tone.BAD, here.problem)
        assert here.file.tone is Tone.GOOD
        assert f"{here.path} cannot be used as it stands" in here.file.text
        (said,) = here.said
        assert said.startswith(f"{here.path} cannot be used as it stands")
        assert said.endswith(here.problem)
        here.save(DIGEST)
        await here.follower.look()
        assert (here.entry("own"), here.moved) == (None, [here.path])

    async def test_why_it_is_used_is_told_anew_when_that_changes(self, here: Desk) -> None:
        here.path.unlink()
        await here.follower.look()
        assert here.said == [f"There is no {here.path}, so a default file is used until there is one with a digest."]
        assert here.said[0] in here.file.text
        assert here.entry("own") is None
