"""The settings file's bytes and text, and every way in which it cannot be had."""

from __future__ import annotations

import codecs
import stat
from pathlib import Path

from bot.errors import SettingsError, SettingsProblem

__all__ = ["decode", "read_file"]

_MAX_BYTES = 256 * 1024  # a thousand digests fit; a parser in Python takes some seconds for more
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def read_file(path: Path) -> bytes:
    """Return the content; :class:`~bot.errors.SettingsError` where there is none to be had, or far too much."""
    try:
        # A pipe would keep the reader waiting for ever.
        if not stat.S_ISREG(path.stat().st_mode):
            message = "is a folder." if path.is_dir() else "is not a regular file."
            raise _refused(path, message, "Name the YAML file itself in PAPERBOY_CONFIG.")
        with path.open("rb") as file:
            content = file.read(_MAX_BYTES + 1)
    except FileNotFoundError as error:
        hint = (
            "Copy config/paperboy.yaml from Paperboy's repository to that place, or name your own file in the "
            "environment variable PAPERBOY_CONFIG."
        )
        raise _refused(path, "there is no such file.", hint) from error
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        hint = "The user that runs the bot needs the right to read it, and to open the folders above it."
        raise _refused(
            path, f"cannot be read: {reason}.", hint if isinstance(error, PermissionError) else ""
        ) from error
    if len(content) > _MAX_BYTES:
        raise _refused(path, f"is larger than {_MAX_BYTES // 1024} KiB.", "Is it the right file?")
    return content


def decode(content: bytes, path: Path) -> str:
    """Return the text, without a byte order mark; :class:`~bot.errors.SettingsError` where it is not UTF-8."""
    if content.startswith(_UTF16):
        raise _refused(path, "is saved as UTF-16.", "Save it as UTF-8.")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        # The codec counts from behind a byte order mark, an editor or `xxd` from the file's first byte.
        position = error.start + len(content) - len(error.object)
        before = error.object[: error.start].decode("utf-8")
        problem = SettingsProblem(
            before.count("\n") + 1,
            len(before) - before.rfind("\n"),
            "",
            f"not UTF-8: byte 0x{error.object[error.start]:02x} at position {position}.",
            "Save the file as UTF-8.",
        )
        raise SettingsError(path, (problem,)) from error


def _refused(path: Path, message: str, hint: str = "") -> SettingsError:
    return SettingsError(path, (SettingsProblem(0, 0, "", message, hint),))
