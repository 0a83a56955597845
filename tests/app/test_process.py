from __future__ import annotations

import logging

import pytest

from bot.app import process
from bot.errors import EnvironmentVariableError


def ended_by(error: Exception, monkeypatch: pytest.MonkeyPatch) -> object:
    """Return what the program exits with when the bot ends by ``error``; Python prints a text to stderr and makes it a 1."""

    def fail() -> None:
        raise error

    monkeypatch.setattr(process, "serve", fail)
    with pytest.raises(SystemExit) as ended:
        process.main()
    return ended.value.code


def test_what_a_person_can_mend_is_one_readable_message(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    error = EnvironmentVariableError("DISCORD_TOKEN", "is not set.")
    assert ended_by(error, monkeypatch) == str(error)
    assert not caplog.records


def test_what_nobody_foresaw_is_logged_with_its_traceback(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    assert ended_by(ZeroDivisionError("of all things"), monkeypatch) == 1
    (record,) = caplog.records
    assert record.levelno == logging.CRITICAL
    assert record.getMessage() == "Ended by an unexpected ZeroDivisionError: of all things"
    assert record.exc_info is not None
