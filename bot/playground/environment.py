"""What gets in from outside, which is one path, and what the bot is told, which is made up.

Nothing of the real installation is looked at: not its token, not its database, not even whether they are well-formed.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.errors import EnvironmentVariableError
from bot.sandbox import Sandbox
from bot.settings.environment import read_environment

__all__ = ["bot_environment", "fresh_folder", "own_settings_file"]

_CONFIG = "PAPERBOY_CONFIG"
_IGNORED = ("DISCORD_TOKEN", "DISCORD_API_URL", "DATABASE_URL", "PAPERBOY_DATA", "PAPERBOY_OFFLINE", "DYNO")
_LOOPBACK = ("127.0.0.1", "localhost", "::1")
_PACKAGE = Path(__file__).parents[2]


def own_settings_file(environ: Mapping[str, str], dotenv: Path) -> tuple[Path, str]:
    """Return where the admin's settings file is said to be, and a sentence if ``dotenv`` could not be asked, else "".

    Of the environment and the file ``dotenv`` only PAPERBOY_CONFIG counts.
    """
    # An empty variable of the environment hides the one in the file.
    asked = {**dict.fromkeys(_IGNORED, ""), **{name: environ[name] for name in [_CONFIG] if name in environ}}
    if asked.get(_CONFIG, "").strip():
        return read_environment(asked, dotenv=None).config, ""
    try:
        return read_environment(asked, dotenv=dotenv).config, ""
    except EnvironmentVariableError as error:
        return read_environment(asked, dotenv=None).config, f"Nothing is read from {error}"


@contextmanager
def fresh_folder() -> Iterator[Path]:
    """Make a folder for everything that is made up, and remove it with all that is in it."""
    with TemporaryDirectory(prefix="paperboy-") as name:
        yield Path(name).resolve()


def bot_environment(
    environ: Mapping[str, str],
    discord_: Sandbox,
    *,
    config: Path,
    folder: Path,
    online: bool = False,
    package: Path = _PACKAGE,
) -> dict[str, str]:
    """Return the environment of the bot's process: ``environ``, with everything of Paperboy's own made up.

    :param config: the settings file; it is named in full, because the process runs in ``folder``
    :param folder: where database, cache and whatever is temporary go, so that nothing stays of a process that is killed
    :param online: whether the bot may ask sources of papers; else it starts at once from what is on this machine
    :param package: what the package is found in, which need not be installed
    """
    kept = {name: value for name, value in environ.items() if name not in _IGNORED}
    paths = [package, *(Path(one).absolute() for one in environ.get("PYTHONPATH", "").split(os.pathsep) if one)]
    no_proxy = ",".join(filter(None, [environ.get("NO_PROXY") or environ.get("no_proxy"), *_LOOPBACK]))
    return kept | {
        "DISCORD_TOKEN": discord_.token,
        "DISCORD_API_URL": discord_.api_url,
        "DATABASE_URL": f"sqlite:///{(folder / 'paperboy.db').as_posix()}",
        "PAPERBOY_DATA": str(folder),
        "PAPERBOY_OFFLINE": "0" if online else "1",
        **dict.fromkeys(("TMPDIR", "TEMP", "TMP"), str(folder)),
        _CONFIG: str(config.absolute()),
        "NO_PROXY": no_proxy,
        "no_proxy": no_proxy,
        "PYTHONPATH": os.pathsep.join(map(str, paths)),
        # The log is read as UTF-8, whatever this machine's own encoding.
        "PYTHONIOENCODING": "utf-8:backslashreplace",
    }
