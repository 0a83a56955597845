from __future__ import annotations

import asyncio
import os
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from bot.errors import StatusUnknownError
from bot.playground import statuses
from bot.playground.environment import bot_environment
from bot.playground.statuses import Standing, ask, standings
from bot.sandbox import Sandbox

DUE = datetime(2023, 4, 3, 7, 0, tzinfo=UTC)


def answer(**channel: Any) -> dict[str, Any]:
    empty = {"channel_id": "7", "last_run": None, "last_edition": None, "next_week": None, "next_reason": ""}
    return {"digests": [{"digest": "weekly", "next_due": DUE.isoformat(), "channels": [{**empty, **channel}]}]}


def edition(
    state: str, at: str = "2023-03-27T07:00:05+00:00", reason: str = "", week: str = "2023-03-26"
) -> dict[str, Any]:
    return {
        "week": week,
        "attempt": 1,
        "state": state,
        "message_ids": [],
        "changed_at": at,
        "reason": reason,
        "adopted": False,
    }


def run(
    outcome: str, at: str = "2023-03-27T07:00:05+00:00", reason: str = "", week: str | None = None
) -> dict[str, Any]:
    return {"slot": at, "outcome": outcome, "at": at, "week": week, "reason": reason}


def only(**channel: Any) -> Standing:
    (found,) = standings(answer(**channel))
    return found


@pytest.fixture(autouse=True)
def _berlin(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(statuses, "say_lately", lambda moment: f"at {moment:%H:%M}")


class TestStandings:
    def test_one_that_never_ran(self) -> None:
        assert only() == Standing("weekly", 7, DUE, "Next: nothing to post.")

    def test_what_comes_next(self) -> None:
        found = only(next_week="2023-03-26", next_reason="there is no newer week")
        assert found.coming == "Next: the week to 26 March 2023. There is no newer week."

    def test_a_schedule_that_never_comes_true_again(self) -> None:
        told = answer()
        told["digests"][0]["next_due"] = None
        assert standings(told)[0].due is None

    @pytest.mark.parametrize(
        ("channel", "last", "failed", "under_way"),
        [
            ({"last_edition": edition("sent")}, "Last: the week to 26 March 2023, posted at 07:00.", False, False),
            (
                {"last_edition": edition("failed", reason="no permission")},
                "Last: the week to 26 March 2023, failed at 07:00. No permission.",
                True,
                False,
            ),
            (
                {"last_edition": edition("sending")},
                "Last: the week to 26 March 2023, on its way since at 07:00.",
                False,
                True,
            ),
            (
                {"last_run": run("skipped", reason="nothing new.")},
                "Last: skipped at 07:00. Nothing new.",
                False,
                False,
            ),
            ({"last_run": run("failed", reason="gone")}, "Last: failed at 07:00. Gone.", True, False),
            ({"last_run": run("waiting")}, "Last: waiting at 07:00.", False, False),
        ],
    )
    def test_what_became_of_the_last(self, channel: dict[str, Any], last: str, failed: bool, under_way: bool) -> None:
        found = only(**channel)
        assert (found.last, found.failed, found.under_way) == (last, failed, under_way)

    def test_the_newer_of_a_run_and_a_post_by_hand_counts(self) -> None:
        by_hand = edition("sent", at="2023-03-28T10:00:00+00:00")
        skipped = run("skipped", at="2023-03-27T07:00:00.5+00:00")
        assert "posted at 10:00" in only(last_edition=by_hand, last_run=skipped).last
        earlier = edition("sent", at="2023-03-27T07:00:00+00:00", week="2023-03-19")
        assert "skipped at 07:00" in only(last_edition=earlier, last_run=skipped).last

    def test_a_run_that_posted_is_told_by_its_edition(self) -> None:
        posted = edition("sent", at="2023-03-27T07:00:05+00:00")
        ran = run("delivered", at="2023-03-27T07:00:06+00:00", week="2023-03-26")
        assert "posted at 07:00" in only(last_edition=posted, last_run=ran).last

    @pytest.mark.parametrize(
        ("channel", "complete"),
        [
            ({}, False),
            ({"last_edition": edition("sent")}, True),
            ({"last_edition": edition("sent"), "next_week": "2023-03-19"}, False),
            ({"last_edition": edition("failed")}, False),
        ],
    )
    def test_all_is_posted_when_nothing_comes_next(self, channel: dict[str, Any], complete: bool) -> None:
        assert only(**channel).complete is complete

    def test_an_error_is_raised_in_its_own_words(self) -> None:
        with pytest.raises(StatusUnknownError, match=r"^no database$"):
            standings({"error": "no database", "papers": []})


class TestAsk:
    def environ(self, folder: Path, text: str) -> dict[str, str]:
        config = folder / "paperboy.yaml"
        config.write_text(text, encoding="utf-8")
        return bot_environment(os.environ, Sandbox(port=8420), config=config, folder=folder)

    async def test_the_command_line_answers_what_is_understood_here(self, tmp_path: Path) -> None:
        environ = self.environ(tmp_path, 'digests: [{name: weekly, channels: ["123456789012345678"]}]\n')
        (found,) = await ask(environ, tmp_path)
        assert (found.digest, found.channel_id, found.last) == ("weekly", 123456789012345678, "")
        assert found.coming == "Next: the week to 26 March 2023."
        assert found.due is not None

    async def test_settings_that_cannot_be_used_are_its_error(self, tmp_path: Path) -> None:
        with pytest.raises(StatusUnknownError, match=r"paperboy\.yaml:1:1"):
            await ask(self.environ(tmp_path, "nonsense: 1\n"), tmp_path)

    @pytest.mark.skipif(sys.platform == "win32", reason="a script is no program there")
    @pytest.mark.parametrize(
        ("script", "said"),
        [("echo oh no >&2; exit 3", "oh no"), ("exit 3", "exit code 3"), ("exec sleep 30", r"within 0\.2 seconds")],
    )
    async def test_no_answer_at_all(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str, said: str
    ) -> None:
        program = tmp_path / "python.sh"
        program.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
        program.chmod(0o755)
        monkeypatch.setattr(sys, "executable", str(program))
        if "sleep" in script:
            monkeypatch.setattr(statuses, "_PATIENCE", 0.2)
        async with asyncio.timeout(10):
            with pytest.raises(StatusUnknownError, match=said):
                await ask(os.environ, tmp_path)
