"""What comes from the environment: secrets and paths, never anything that belongs into the YAML.

Nothing here reads ``os.environ`` or writes to it: the environment is an argument.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from urllib.parse import unquote, urlsplit

from dotenv.parser import Binding, parse_stream
from pydantic import SecretStr

from bot.errors import EnvironmentVariableError

__all__ = ["Environment", "read_environment"]

_WHERE = "Discord Developer Portal (https://discord.com/developers/applications) > your application > Bot > Reset Token"
_HOW = "Set it in the shell or service that starts the bot, or as a line DISCORD_TOKEN=... in the file .env."
_DATABASES = re.compile(r"(?:sqlite|postgres(?:ql)?(?:\+psycopg)?)://", re.IGNORECASE)
# What people paste from the wrong box of the Developer Portal, by its form; a bot's token has none of these.
_NOT_A_TOKEN = (
    (re.compile(r"[0-9]{15,20}"), "this is an id, such as the application's; the token is another thing."),
    (re.compile(r"[0-9a-f]{64}"), "this is the application's public key, not the bot's token."),
    (re.compile(r"[A-Za-z0-9_-]{32}"), "this looks like the OAuth2 client secret, not the bot's token."),
)
_YES = frozenset({"1", "yes", "true", "on"})
_NO = frozenset({"0", "no", "false", "off"})


@dataclass(frozen=True, slots=True)
class Environment:
    """What the environment says, defaults filled in. Secrets are masked in every repr.

    ``database_url`` is as given (``postgres://`` included) or SQLite's in ``data``, the folder of database and caches.
    ``discord_api_url`` is None for Discord's own. ``dyno`` tells a host that throws its disk away at each restart.
    ``offline`` tells that no source of papers may be asked over the network.
    ``unread`` is a sentence about a ``.env`` from which nothing was read though it is there, else "".
    """

    token: SecretStr | None
    database_url: SecretStr
    config: Path
    data: Path
    discord_api_url: str | None = None
    dyno: bool = False
    offline: bool = False
    unread: str = ""

    def require_token(self) -> str:
        """Return the bot's token; :class:`~bot.errors.EnvironmentVariableError` where it is missing or cannot be one.

        The error never shows the value.
        """
        value = self.token.get_secret_value() if self.token is not None else ""
        if not value:
            said = f"is not set. Get it from the {_WHERE}. {_HOW} {self.unread}"
            raise EnvironmentVariableError("DISCORD_TOKEN", said.rstrip())
        if fault := _token_fault(value):
            raise EnvironmentVariableError("DISCORD_TOKEN", f"{fault} The right one is at the {_WHERE}.")
        return value

    def require_database_url(self) -> str:
        """Return the database's address.

        Raises :class:`~bot.errors.EnvironmentVariableError` where it is SQLite on a disk that is thrown away: everything would
        be posted again after the next restart, at least once a day (https://devcenter.heroku.com/articles/dynos#ephemeral-filesystem).
        """
        url = self.database_url.get_secret_value()
        if self.dyno and url.lower().startswith("sqlite"):
            raise EnvironmentVariableError(
                "DATABASE_URL",
                "the database would be SQLite, but DYNO is set, and on such a host every file is lost at each restart: the bot "
                "would forget what it posted, and post it again. Add a Postgres add-on, which sets DATABASE_URL "
                "(heroku addons:create heroku-postgresql), or set DATABASE_URL=postgres://user:password@host/name yourself.",
            )
        return url

    def secrets(self) -> tuple[str, ...]:
        """Return every text that must not be in a log: the token, and the database's password as given and as decoded."""
        found = [self.token.get_secret_value()] if self.token is not None else []
        password = urlsplit(self.database_url.get_secret_value()).password
        if password:
            found += [password, unquote(password)]
        return tuple(dict.fromkeys(found))


def read_environment(environ: Mapping[str, str], *, dotenv: Path | None) -> Environment:
    """Read the variables; those of the file ``dotenv``, if it exists, stand in for what ``environ`` does not have.

    An empty variable counts as not set. Raises :class:`~bot.errors.EnvironmentVariableError` for one that is malformed; whether
    the token is there and good is asked only by :meth:`Environment.require_token`, because not every command needs it.
    """
    merged = {**_read_dotenv(dotenv), **environ}
    values = {name: value.strip() for name, value in merged.items() if value and value.strip()}
    data = Path(values.get("PAPERBOY_DATA", "data"))
    return Environment(
        token=SecretStr(values["DISCORD_TOKEN"]) if "DISCORD_TOKEN" in values else None,
        database_url=SecretStr(_database_url(values.get("DATABASE_URL"), data)),
        config=Path(values.get("PAPERBOY_CONFIG", "config/paperboy.yaml")),
        data=data,
        discord_api_url=_api_url(values.get("DISCORD_API_URL")),
        dyno="DYNO" in values,
        offline=_is_yes("PAPERBOY_OFFLINE", values.get("PAPERBOY_OFFLINE", "no")),
        # Not refused: a virtual environment may have that name, on a machine that sets its variables otherwise.
        unread=f"{dotenv} is a folder here, so nothing is read from it."
        if dotenv is not None and dotenv.is_dir()
        else "",
    )


def _read_dotenv(path: Path | None) -> dict[str, str]:
    if path is None or not path.is_file():
        return {}
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8"
        raise EnvironmentVariableError(str(path), f"cannot be read: {reason}. Mend or remove the file.") from error
    # The parser alone: what dotenv has above it would look into os.environ for a password with a dollar sign, and only logs
    # a line that it cannot read.
    bindings = list(parse_stream(StringIO(text)))
    for binding in bindings:
        if binding.error:
            raise EnvironmentVariableError(str(path), _broken_line(binding))
    return {one.key: one.value for one in bindings if one.key is not None and one.value is not None}


def _broken_line(binding: Binding) -> str:
    """Say which line of a ``.env`` is not one of its lines, and never what is in it."""
    text = binding.original.string
    line = binding.original.line + text[: len(text) - len(text.lstrip())].count("\n")
    quoted = '"' in text or "'" in text
    hint = "Is a quote opened there and not closed?" if quoted else "Is the equals sign missing?"
    return f"line {line} is not of the form NAME=value. {hint}"


def _token_fault(value: str) -> str:
    """Say what is wrong with the form of a token, "" if nothing is; a test's made-up token passes."""
    if value.lower().startswith("bot "):
        return 'begins with "Bot "; leave that word out, it is added when the bot logs in.'
    if any(character in value for character in "\"'"):
        return "contains quotes; write it without."
    if any(character.isspace() for character in value):
        return "contains a space or a line break; was it pasted in full, and nothing else with it?"
    if not (value.isascii() and value.isprintable()):
        return "contains a character that no token has; copy it again."
    return next((fault for form, fault in _NOT_A_TOKEN if form.fullmatch(value)), "")


def _database_url(value: str | None, data: Path) -> str:
    if value is None:
        return f"sqlite:///{(data.absolute() / 'paperboy.db').as_posix()}"
    try:
        urlsplit(value)
        usable = _DATABASES.match(value) is not None
    except ValueError:
        usable = False
    if not usable:
        message = "must begin with postgres://, postgresql:// or sqlite:///, as in postgres://user:password@host/name."
        raise EnvironmentVariableError("DATABASE_URL", message)
    return value


def _is_yes(name: str, value: str) -> bool:
    if value.casefold() not in _YES | _NO:
        raise EnvironmentVariableError(name, "must be 1 or yes, or 0 or no, or not be set at all.")
    return value.casefold() in _YES


def _api_url(value: str | None) -> str | None:
    if value is None:
        return None
    try:
        parts = urlsplit(value)
        usable = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:
        usable = False
    if not usable or not value.isprintable() or " " in value or parts.query or parts.fragment:
        message = "must be an http:// or https:// address such as http://127.0.0.1:8080/api/v10, or not be set at all."
        raise EnvironmentVariableError("DISCORD_API_URL", message)
    return value.rstrip("/")
