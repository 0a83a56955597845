from __future__ import annotations

import inspect
import io
import logging
import re
from collections.abc import Iterator

import discord
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.log import configure_logging

TOKEN = "MTAwMDAwMDAwMDAwMDAwMDAwMA.GmAdEu.p4ssword-p4ssword-p4ssword-p4ss"


@pytest.fixture(autouse=True)
def _logging_as_it_was() -> Iterator[None]:
    root = logging.getLogger()
    level, handlers = root.level, list(root.handlers)
    levels = {
        name: logger.level for name, logger in root.manager.loggerDict.items() if isinstance(logger, logging.Logger)
    }
    yield
    root.setLevel(level)
    root.handlers[:] = handlers
    for name, logger in list(root.manager.loggerDict.items()):
        if isinstance(logger, logging.Logger):
            logger.setLevel(levels.get(name, logging.NOTSET))


def written(message: str, *args: object, secrets: tuple[str, ...] = ()) -> str:
    stream = io.StringIO()
    configure_logging("info", stream=stream, secrets=secrets)
    logging.getLogger("bot.somewhere").info(message, *args)
    return stream.getvalue()


def test_a_line_has_time_level_logger_and_message() -> None:
    line = written("posted %d papers to %s", 10, "#papers")
    assert re.fullmatch(
        r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d[+-]\d{4} INFO    bot\.somewhere: posted 10 papers to #papers\n", line
    )


def test_without_a_stream_it_goes_to_stderr(capsys: pytest.CaptureFixture[str]) -> None:
    configure_logging("info")
    logging.getLogger("bot").info("ready")
    captured = capsys.readouterr()
    assert "ready" in captured.err
    assert captured.out == ""


@pytest.mark.parametrize(
    ("level", "expected"), [("debug", "debug info"), ("info", "info"), ("WARNING", ""), ("error", "")]
)
def test_the_level_decides(level: str, expected: str) -> None:
    stream = io.StringIO()
    configure_logging(level, stream=stream)
    logging.getLogger("bot.x").debug("debug")
    logging.getLogger("bot.x").info("info")
    assert " ".join(line.rpartition(" ")[2] for line in stream.getvalue().splitlines()) == expected


def test_an_unknown_level_is_an_error() -> None:
    with pytest.raises(KeyError):
        configure_logging("loud")


def test_called_again_it_replaces_itself_and_nothing_else() -> None:
    foreign = logging.NullHandler()
    logging.getLogger().addHandler(foreign)
    first, second = io.StringIO(), io.StringIO()
    configure_logging("error", stream=first)
    configure_logging("debug", stream=second)
    logging.getLogger("bot").debug("once")
    assert first.getvalue() == ""
    assert second.getvalue().count("once") == 1
    assert foreign in logging.getLogger().handlers


def test_a_traceback_is_kept() -> None:
    stream = io.StringIO()
    configure_logging("info", stream=stream)
    try:
        int("what happened")
    except ValueError:
        logging.getLogger("bot").exception("It went wrong.")
    assert "Traceback (most recent call last):" in stream.getvalue()
    assert "ValueError: invalid literal for int() with base 10: 'what happened'" in stream.getvalue()


class TestLostConnection:
    """As discord.py reports it: an error with a traceback, over and over while the network is away."""

    @staticmethod
    def reported(level: str, logger: str = "discord.client", error: Exception | None = None) -> str:
        stream = io.StringIO()
        configure_logging(level, stream=stream, secrets=("hunter22",))

        def connect() -> None:
            raise error or ConnectionResetError(104, "Connection reset by peer, hunter22")

        try:
            connect()
        except Exception:
            logging.getLogger(logger).exception("Attempting a reconnect in %.2fs", 1.5)
        return stream.getvalue()

    def test_it_is_one_line_with_its_reason(self) -> None:
        (line,) = self.reported("info").splitlines()
        reason = "(ConnectionResetError: [Errno 104] Connection reset by peer, [secret])"
        assert line.endswith(f"ERROR   discord.client: Attempting a reconnect in 1.50s {reason}")

    def test_a_reason_without_words_is_named(self) -> None:
        assert self.reported("error", error=TimeoutError()).endswith("reconnect in 1.50s (TimeoutError)\n")

    def test_at_debug_the_traceback_is_kept(self) -> None:
        assert "Traceback" in self.reported("debug")

    def test_any_other_logger_keeps_its_traceback(self) -> None:
        assert "Traceback" in self.reported("info", "bot.app")

    def test_any_other_message_keeps_its_traceback(self) -> None:
        stream = io.StringIO()
        configure_logging("info", stream=stream)
        try:
            int("x")
        except ValueError:
            logging.getLogger("discord.client").exception("Ignoring exception in %s", "on_ready")
        assert "Traceback" in stream.getvalue()

    def test_other_handlers_get_the_record_as_it_was(self, caplog: pytest.LogCaptureFixture) -> None:
        self.reported("info")
        assert caplog.records[-1].exc_info is not None
        assert caplog.records[-1].args == (1.5,)

    def test_discord_py_still_says_it_so(self) -> None:
        assert "_log.exception('Attempting a reconnect in %.2fs'" in inspect.getsource(discord.client)


@pytest.mark.parametrize(
    ("name", "lowest"),
    [
        ("httpx", "WARNING"),
        ("apscheduler.executors.default", "WARNING"),
        ("watchfiles.main", "WARNING"),
        ("sqlalchemy.engine", "WARNING"),
        ("alembic.runtime.migration", "WARNING"),
        ("asyncio", "WARNING"),
        ("discord.gateway", "INFO"),
        ("discord.http", "INFO"),
        ("bot.app", "DEBUG"),
    ],
)
def test_libraries_are_tamed_also_at_debug(name: str, lowest: str) -> None:
    configure_logging("debug", stream=io.StringIO())
    assert logging.getLevelName(logging.getLogger(name).getEffectiveLevel()) == lowest


def test_libraries_are_not_louder_than_the_level() -> None:
    configure_logging("error", stream=io.StringIO())
    assert logging.getLogger("discord.client").getEffectiveLevel() == logging.ERROR


class TestSecrets:
    @pytest.mark.parametrize("message", ["token is hunter22", "http://x/?key=hunter22&y", "xhunter22x", "hunter22"])
    def test_a_known_one_is_masked_wherever_it_stands(self, message: str) -> None:
        line = written(message, secrets=("hunter22",))
        assert "hunter22" not in line
        assert "[secret]" in line

    def test_in_arguments_and_in_tracebacks_too(self) -> None:
        stream = io.StringIO()
        configure_logging("info", stream=stream, secrets=("hunter22",))
        try:
            int("hunter22" + "?")
        except ValueError:
            logging.getLogger("bot").exception("with %s", {"password": "hunter22"})
        assert "hunter22" not in stream.getvalue()
        # In the arguments, in the line of code that the traceback shows, and in the error itself.
        assert stream.getvalue().count("[secret]") == 3

    def test_of_two_the_longer_is_masked_as_a_whole(self) -> None:
        assert "tail" not in written("a hunter22-tail b", secrets=("hunter22", "hunter22-tail"))

    def test_a_short_one_does_not_eat_into_words(self) -> None:
        assert "a table" in written("a table", secrets=("a", ""))

    @pytest.mark.parametrize(
        ("message", "kept"),
        [
            (f"logged in with {TOKEN}", "logged in with [secret]"),
            (f"https://discord.com/api/webhooks/123456789012345678/{'x' * 68}", "webhooks/123456789012345678/[secret]"),
            (
                f"POST /interactions/123456789012345678/{'y' * 60}/callback",
                "interactions/123456789012345678/[secret]/callback",
            ),
            ("postgresql+psycopg://user:hunter22@host/db", "postgresql+psycopg://user:[secret]@host/db"),
            ("https://me:hunter22@example.org/papers.md", "https://me:[secret]@example.org/papers.md"),
        ],
    )
    def test_what_looks_like_one_is_masked_unasked(self, message: str, kept: str) -> None:
        assert kept in written("%s", message)

    @pytest.mark.parametrize(
        "message",
        [
            "bot.settings.watcher: config/paperboy.yaml:4:5: `timezon`: Did you mean `timezone`?",
            "https://arxiv.org/abs/2303.12712v2 and https://example.org:8080/a@b",
            "channels 123456789012345678, 234567890123456789",
            "sqlite:////srv/paperboy/data/paperboy.db",
        ],
    )
    def test_ordinary_text_stays(self, message: str) -> None:
        assert message in written("%s", message)

    # Of letters and signs that neither the line's own head nor the mask holds.
    @settings(deadline=None)
    @given(st.text("xyz/$.*\\(|😀", min_size=6, max_size=30), st.text(max_size=30), st.text(max_size=30))
    def test_no_known_secret_survives(self, secret: str, before: str, after: str) -> None:
        assert secret not in written("%s", before + secret + after, secrets=(secret,))
