"""Logging, set up in one place: one line format, noisy libraries tamed, secrets masked."""

from __future__ import annotations

import copy
import logging
import re
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TextIO

__all__ = ["configure_logging", "log_the_unexpected"]

_log = logging.getLogger(__name__)

_FORMAT = "%(asctime)s %(levelname)-7s %(name)s: %(message)s"
_DATE_FORMAT = "%Y-%m-%d %H:%M:%S%z"
_MASK = "[secret]"
_SHORTEST = 6  # characters; masking anything shorter would eat into ordinary words

# Never below these, whatever the level of the settings. httpx logs each address it asks at info, APScheduler each waking,
# watchfiles each change in the folder; discord.py's debug level logs whole payloads with what members typed.
_FLOORS = {
    "aiohttp": logging.WARNING,
    "alembic": logging.WARNING,
    "apscheduler": logging.WARNING,
    "asyncio": logging.WARNING,
    "discord": logging.INFO,
    "httpcore": logging.WARNING,
    "httpx": logging.WARNING,
    "sqlalchemy": logging.WARNING,
    "watchfiles": logging.WARNING,
}

# What discord.py writes, with a traceback of a hundred lines, each time it tries to connect again after an error of the
# network or of Discord's gateway; any other error it raises.
_CONNECTION = "discord.client"
_RECONNECTING = "Attempting a reconnect"

# What is secret by its form, wherever it comes from: a bot's token; the token of an interaction or webhook within an address;
# the password within an address.
_SECRET_FORMS = (
    re.compile(r"(?<![\w-])[\w-]{23,30}\.[\w-]{6,7}\.[\w-]{27,45}(?![\w-])"),
    re.compile(r"(?<=/)(?P<kept>(?:interactions|webhooks)/\d{15,20}/)[\w-]{20,}"),
    re.compile(r"(?P<kept>\b[a-z][a-z0-9+]{1,20}://[^\s:/@]{0,100}:)[^\s/@]{1,200}(?=@)"),
)


def configure_logging(level: str, *, stream: TextIO | None = None, secrets: Iterable[str] = ()) -> None:
    """Send what is logged at ``level`` (``debug`` ... ``error``, any case) or above to ``stream``, by default stderr.

    May be called again, to change the level at a reload or to learn of secrets: the last call counts. Handlers that others
    installed stay. A text of ``secrets`` is masked in messages and tracebacks, and so is what looks like a token.
    """
    number = logging.getLevelNamesMapping()[level.upper()]
    root = logging.getLogger()
    for handler in [handler for handler in root.handlers if isinstance(handler, _Handler)]:
        root.removeHandler(handler)
    handler = _Handler(stream)
    handler.setFormatter(_MaskingFormatter(secrets, lost_in_full=number <= logging.DEBUG))
    root.addHandler(handler)
    root.setLevel(number)
    for name, floor in _FLOORS.items():
        logging.getLogger(name).setLevel(max(number, floor))


@contextmanager
def log_the_unexpected() -> Iterator[None]:
    """End the program with exit code 1 on an error that nobody foresaw; its traceback is in the log, which masks secrets."""
    try:
        yield
    except Exception as error:  # noqa: BLE001 - logged with its traceback
        _log.critical("Ended by an unexpected %s: %s", type(error).__name__, error, exc_info=error)
        sys.exit(1)


class _Handler(logging.StreamHandler[TextIO]):
    """Ours, to be known again when logging is set up anew."""


class _MaskingFormatter(logging.Formatter):
    """Masks in the finished text, because tracebacks and arguments meet only there.

    ``lost_in_full`` keeps the traceback where a lost connection to Discord is reported; else that is one line with the reason.
    """

    def __init__(self, secrets: Iterable[str], *, lost_in_full: bool) -> None:
        super().__init__(_FORMAT, _DATE_FORMAT)
        self._lost_in_full = lost_in_full
        # The longest first, so that one that contains another is masked as a whole.
        known = sorted({secret for secret in secrets if len(secret) >= _SHORTEST}, key=len, reverse=True)
        self._known = re.compile("|".join(re.escape(secret) for secret in known)) if known else None

    def format(self, record: logging.LogRecord) -> str:
        """Format as usual, then mask."""
        text = super().format(record if self._lost_in_full else _shortened(record))
        if self._known is not None:
            text = self._known.sub(_MASK, text)
        for form in _SECRET_FORMS:
            text = form.sub(lambda match: match.groupdict().get("kept", "") + _MASK, text)
        return text


def _shortened(record: logging.LogRecord) -> logging.LogRecord:
    """Return a report of a lost connection with its reason in place of a traceback, and any other record as it is."""
    if record.name != _CONNECTION or not record.exc_info or not str(record.msg).startswith(_RECONNECTING):
        return record
    error = record.exc_info[1]
    # A copy, because other handlers get the same record.
    short = copy.copy(record)
    reason = f"{type(error).__name__}: {error}".rstrip(": ")
    short.msg, short.args = f"{record.getMessage()} ({reason})", ()
    short.exc_info = short.exc_text = None
    return short
