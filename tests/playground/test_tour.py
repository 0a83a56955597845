"""The tour is for machines without a browser: the real bot as a child process, before anybody has a token."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from pathlib import Path

import pytest
from rich.console import RenderableType

from bot.errors import SettingsError
from bot.playground import tour
from bot.playground.tour import take_tour
from tests.terminal.screen import drawn

ROOT = Path(__file__).parents[2]


class Screen:
    """What was shown, one thing after the other."""

    def __init__(self) -> None:
        self.shown: list[str] = []

    def __call__(self, renderable: RenderableType) -> None:
        self.shown.append(drawn(renderable))

    @property
    def text(self) -> str:
        return "\n".join(self.shown)


@pytest.fixture
def screen(monkeypatch: pytest.MonkeyPatch) -> Screen:
    # As a person without anything set; what they have set must not reach the child either.
    monkeypatch.setenv("DISCORD_TOKEN", "the.real.token-of-somebody")
    monkeypatch.setenv("DATABASE_URL", "postgres://nobody@127.0.0.1:9/real")
    monkeypatch.setenv("DYNO", "worker.1")
    return Screen()


async def test_every_command_and_the_digest_are_shown(screen: Screen) -> None:
    assert await take_tour(ROOT / "config" / "paperboy.yaml", screen)
    for typed in (
        "/help",
        "/week",
        "/paper",
        "/search",
        "/export",
        "/digest preview",
        "/digest post",
        "/digest status",
    ):
        assert any("──" in shown and typed in shown for shown in screen.shown), typed
    assert "The source living-list is not asked here" in screen.text
    assert "Toolformer: Language Models Can Teach Themselves to Use Tools" in screen.text
    assert "and a press on “Abstract”" in screen.text
    assert "papers-march-2023.csv" in screen.text
    assert "is in #papers." in screen.text
    assert "#papers, for everybody" in screen.shown[-2]
    assert "Sparks of Artificial General Intelligence" in screen.shown[-2]
    assert "That was the tour" in screen.shown[-1]


@pytest.mark.slow
async def test_the_admins_own_digest_is_shown(screen: Screen, tmp_path: Path) -> None:
    config = tmp_path / "paperboy.yaml"
    config.write_text(
        'digests:\n  - {name: Vision, channels: ["123456789012345678"], categories: [cs.CV], limit: 2}\n'
        "  - {name: other, channels: ['123456789012345679']}\n",
        encoding="utf-8",
    )
    assert await take_tour(config, screen)
    assert "/digest post digest:Vision channel:123456789012345678" in screen.text
    assert "#papers-5678, for everybody" in screen.shown[-2]
    assert "Computer Vision and Pattern Recognition" in screen.shown[-2]


async def test_a_digest_that_has_nothing_to_post_says_so(
    screen: Screen, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # What does not follow needs no waiting for.
    monkeypatch.setattr(tour, "_FOLLOWING", 0.1)
    config = tmp_path / "paperboy.yaml"
    config.write_text(
        'digests:\n  - {name: weekly, channels: ["123456789012345678"], keywords: [qwzxqwzx]}\n', encoding="utf-8"
    )
    assert await take_tour(config, screen)
    assert "/digest status" in screen.text
    assert "That was the tour" in screen.shown[-1]


async def test_settings_that_cannot_be_used_are_told_before_anything_starts(screen: Screen, tmp_path: Path) -> None:
    config = tmp_path / "paperboy.yaml"
    config.write_text("nonsense: 1\n", encoding="utf-8")
    with pytest.raises(SettingsError, match=r"paperboy.yaml:1:1"):
        await take_tour(config, screen)
    assert screen.shown == []


@pytest.mark.skipif(sys.platform == "win32", reason="a script is no program there")
@pytest.mark.parametrize(
    ("patience", "script", "said"),
    [
        (30.0, "echo what went wrong; exit 3", "The bot ended with exit code 3"),
        (0.5, "echo what went wrong; exec sleep 30", "The bot is not online"),
    ],
)
async def test_a_bot_that_fails_is_shown_with_the_end_of_its_log(
    screen: Screen, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, patience: float, script: str, said: str
) -> None:
    bot = tmp_path / "bot.sh"
    bot.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    bot.chmod(0o755)
    monkeypatch.setattr(tour, "ARRIVING", patience)
    monkeypatch.setattr(sys, "executable", str(bot))
    async with asyncio.timeout(10):
        assert not await take_tour(ROOT / "config" / "paperboy.yaml", screen)
    assert f"The tour ended early: {said}" in screen.text
    assert "what went wrong" in screen.text
    assert "That was the tour" not in screen.text


@pytest.mark.skipif(sys.platform == "win32", reason="signals between processes are not the same on Windows")
@pytest.mark.usefixtures("heeded_interrupt")
@pytest.mark.parametrize("number", [signal.SIGTERM, pytest.param(signal.SIGINT, marks=pytest.mark.slow)])
async def test_a_signal_ends_it_and_its_bot(tmp_path: Path, number: signal.Signals) -> None:
    child = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "sandbox", "--tour"),
        cwd=ROOT,
        env={**os.environ, "TMPDIR": str(tmp_path)},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    async with asyncio.timeout(30):
        assert child.stdout is not None
        await child.stdout.readline()
        child.send_signal(number)
        _, err = await child.communicate()
    assert (child.returncode, err) == (130, b"")
    # The folder goes only after the bot that uses it.
    assert os.listdir(tmp_path) == []  # noqa: PTH208 - Path.iterdir is not for coroutines


@pytest.mark.slow
async def test_it_needs_no_settings_file_and_no_installed_package_and_leaves_nothing(tmp_path: Path) -> None:
    child = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "sandbox", "--tour"),
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT), "COLUMNS": "40"},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    out, err = await child.communicate()
    assert (child.returncode, err) == (0, b"")
    assert b"That was the tour" in out
    assert os.listdir(tmp_path) == []  # noqa: PTH208 - Path.iterdir is not for coroutines
