from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.errors import EnvironmentVariableError
from bot.settings.environment import Environment, read_environment

TOKEN = "MTAwMDAwMDAwMDAwMDAwMDAwMA.GmAdEu.p4ssword-p4ssword-p4ssword-p4ssword-xx"


def read(**variables: str) -> Environment:
    return read_environment(variables, dotenv=None)


def token_error(value: str) -> str:
    with pytest.raises(EnvironmentVariableError) as caught:
        read(DISCORD_TOKEN=value).require_token()
    assert caught.value.variable == "DISCORD_TOKEN"
    return str(caught.value)


def test_nothing_set_is_all_defaults() -> None:
    found = read()
    assert found.token is None
    assert found.config == Path("config/paperboy.yaml")
    assert found.data == Path("data")
    assert found.discord_api_url is None
    assert not found.dyno
    assert not found.offline
    assert found.require_database_url() == f"sqlite:///{Path('data').absolute().as_posix()}/paperboy.db"


def test_what_is_set_counts() -> None:
    found = read(
        DISCORD_TOKEN=TOKEN,
        DATABASE_URL="postgres://u:p@h/d",
        PAPERBOY_CONFIG="/etc/paperboy.yaml",
        PAPERBOY_DATA="/var/lib/paperboy",
        DISCORD_API_URL="http://127.0.0.1:8080/api/v10/",
        DYNO="worker.1",
    )
    assert found.require_token() == TOKEN
    assert found.require_database_url() == "postgres://u:p@h/d"
    assert found.config == Path("/etc/paperboy.yaml")
    assert found.data == Path("/var/lib/paperboy")
    assert found.discord_api_url == "http://127.0.0.1:8080/api/v10"
    assert found.dyno


def test_sqlite_is_in_the_data_folder() -> None:
    assert read(PAPERBOY_DATA="/srv/x").require_database_url() == "sqlite:////srv/x/paperboy.db"


def test_an_empty_variable_is_not_set() -> None:
    assert read(DISCORD_TOKEN="", DATABASE_URL=" ", DYNO="", DISCORD_API_URL="", PAPERBOY_CONFIG="") == read()


class TestToken:
    def test_a_missing_one_says_which_where_and_how(self) -> None:
        with pytest.raises(EnvironmentVariableError) as caught:
            read().require_token()
        said = str(caught.value)
        assert said.startswith("DISCORD_TOKEN: is not set.")
        assert "https://discord.com/developers/applications" in said
        assert "your application > Bot > Reset Token" in said
        assert ".env" in said
        assert caught.value.variable == "DISCORD_TOKEN"

    @pytest.mark.parametrize(
        ("value", "said"),
        [
            (f"Bot {TOKEN}", 'begins with "Bot "'),
            (f'"{TOKEN}"', "contains quotes"),
            (f"'{TOKEN}'", "contains quotes"),
            (f"{TOKEN[:30]} {TOKEN[30:]}", "contains a space"),
            (f"{TOKEN[:30]}\n{TOKEN[30:]}", "contains a space or a line break"),
            (f"{TOKEN}\u2026", "a character that no token has"),
            ("123456789012345678", "this is an id"),
            ("0123456789abcdef" * 4, "public key"),
            ("aBcDeFgHiJkLmNoPqRsTuVwXyZ012345", "client secret"),
        ],
    )
    def test_a_wrong_one_is_told_by_its_form_and_never_shown(self, value: str, said: str) -> None:
        message = token_error(value)
        assert said in message
        assert value not in message
        assert value.rsplit(maxsplit=1)[-1] not in message
        assert "Reset Token" in message

    def test_white_space_around_it_does_not_matter(self) -> None:
        assert read(DISCORD_TOKEN=f" {TOKEN}\n").require_token() == TOKEN

    @pytest.mark.parametrize("value", [TOKEN, "sandbox-token", "a.b.c"])
    def test_a_made_up_one_passes(self, value: str) -> None:
        assert read(DISCORD_TOKEN=value).require_token() == value

    @settings(deadline=None)
    @given(st.text(st.characters(codec="utf-8", exclude_characters="\x00"), min_size=12, max_size=80))
    def test_no_error_shows_a_value(self, value: str) -> None:
        try:
            read(DISCORD_TOKEN=value).require_token()
        except EnvironmentVariableError as error:
            # A text of white space alone is in every sentence.
            assert value.strip() not in str(error) or not value.strip()  # noqa: PT017 - some values raise, some do not


class TestSecrets:
    def test_no_secret_is_in_a_repr(self) -> None:
        found = read(DISCORD_TOKEN=TOKEN, DATABASE_URL="postgres://u:hunter22@h/d")
        assert TOKEN not in repr(found)
        assert "hunter22" not in f"{found!r} {found}"

    def test_they_are_told_to_whoever_must_mask_them(self) -> None:
        found = read(DISCORD_TOKEN=TOKEN, DATABASE_URL="postgres://u:hunter%3222@h/d")
        assert found.secrets() == (TOKEN, "hunter%3222", "hunter222")
        assert read().secrets() == ()


class TestDatabase:
    def test_sqlite_on_a_throw_away_disk_is_refused_with_what_to_set(self) -> None:
        found = read(DYNO="worker.1")
        with pytest.raises(
            EnvironmentVariableError, match=r"DATABASE_URL: .*Postgres add-on.*postgres://user:password@host/name"
        ) as caught:
            found.require_database_url()
        assert caught.value.variable == "DATABASE_URL"

    def test_the_same_with_sqlite_written_out(self) -> None:
        with pytest.raises(EnvironmentVariableError, match="DYNO"):
            read(DYNO="worker.1", DATABASE_URL="SQLite:///x.db").require_database_url()

    @pytest.mark.parametrize(
        "url", ["postgres://h/d", "postgresql://h/d", "postgresql+psycopg://h/d?sslmode=require", "sqlite:///x.db"]
    )
    def test_what_is_supported_is_taken_as_it_is(self, url: str) -> None:
        assert read(DATABASE_URL=url).require_database_url() == url

    @pytest.mark.parametrize(
        "url", ["mysql://u:hunter22@h/d", "hunter22", "postgres:/hunter22", "postgres://[hunter22/d"]
    )
    def test_anything_else_is_refused_and_not_shown(self, url: str) -> None:
        with pytest.raises(EnvironmentVariableError, match="must begin with postgres://") as caught:
            read(DATABASE_URL=url)
        assert "hunter22" not in str(caught.value)


@pytest.mark.parametrize(
    "url",
    ["localhost:8080", "ftp://x", "http://", "http://x:99999", "http://x:0", "http://a b", "http://x?y", "http://[x"],
)
def test_an_api_address_that_is_none_is_refused(url: str) -> None:
    with pytest.raises(EnvironmentVariableError, match="DISCORD_API_URL: must be an http"):
        read(DISCORD_API_URL=url)


@pytest.mark.parametrize("value", ["1", "yes", "TRUE", "on", " Yes "])
def test_offline_is_wished_for(value: str) -> None:
    assert read(PAPERBOY_OFFLINE=value).offline


@pytest.mark.parametrize("value", ["0", "no", "False", "off", "", " "])
def test_offline_is_not_wished_for(value: str) -> None:
    assert not read(PAPERBOY_OFFLINE=value).offline


@pytest.mark.parametrize("value", ["2", "offline", "y", "nope", "true false"])
def test_a_wish_that_nobody_understands_is_an_error(value: str) -> None:
    with pytest.raises(EnvironmentVariableError, match="PAPERBOY_OFFLINE: must be 1 or yes, or 0 or no"):
        read(PAPERBOY_OFFLINE=value)


class TestDotenv:
    def test_it_stands_in_for_what_is_not_set_and_overrides_nothing(self, tmp_path: Path) -> None:
        file = tmp_path / ".env"
        file.write_text(
            f'# secrets\nDISCORD_TOKEN="{TOKEN}"\nexport PAPERBOY_DATA=/from/file\nPAPERBOY_CONFIG=/from/file.yaml\n'
        )
        found = read_environment({"PAPERBOY_CONFIG": "/from/environment.yaml"}, dotenv=file)
        assert found.require_token() == TOKEN
        assert found.data == Path("/from/file")
        assert found.config == Path("/from/environment.yaml")

    def test_it_is_not_exported(self, tmp_path: Path) -> None:
        file = tmp_path / ".env"
        file.write_text("PAPERBOY_NEVER_EXPORTED=1\n")
        read_environment({}, dotenv=file)
        assert "PAPERBOY_NEVER_EXPORTED" not in os.environ

    def test_a_dollar_sign_is_a_dollar_sign(self, tmp_path: Path) -> None:
        file = tmp_path / ".env"
        file.write_text("DATABASE_URL=postgres://u:a${HOME}b@h/d\n")
        assert read_environment({}, dotenv=file).require_database_url() == "postgres://u:a${HOME}b@h/d"

    def test_without_the_file_nothing_happens(self, tmp_path: Path) -> None:
        assert read_environment({}, dotenv=tmp_path / ".env") == read()

    def test_a_folder_of_that_name_is_said_where_the_token_is_missed(self, tmp_path: Path) -> None:
        (tmp_path / ".env").mkdir()
        with pytest.raises(EnvironmentVariableError, match=r"DISCORD_TOKEN: is not set\..*\.env is a folder here"):
            read_environment({}, dotenv=tmp_path / ".env").require_token()
        assert read_environment({"DISCORD_TOKEN": TOKEN}, dotenv=tmp_path / ".env").require_token() == TOKEN

    @pytest.mark.parametrize(
        ("text", "line", "cause"),
        [
            ('# secrets\n\nDISCORD_TOKEN="hunter22\nPAPERBOY_DATA=x\n', 3, "a quote"),
            ("PAPERBOY_DATA=x\r\n\r\nDISCORD_TOKEN='hunter22\r\n", 3, "a quote"),
            ('DISCORD_TOKEN="hunter22\nDATABASE_URL="sqlite:///x"\n', 1, "a quote"),
            ('DISCORD_TOKEN="hunter22" more\n', 1, "a quote"),
            ("PAPERBOY_DATA=x\nDISCORD_TOKEN hunter22\n", 2, "the equals sign"),
        ],
    )
    def test_a_broken_line_is_told_by_its_number_and_never_shown(
        self, tmp_path: Path, caplog: pytest.LogCaptureFixture, text: str, line: int, cause: str
    ) -> None:
        (tmp_path / ".env").write_bytes(text.encode())
        with pytest.raises(EnvironmentVariableError) as caught:
            read_environment({}, dotenv=tmp_path / ".env")
        assert f".env: line {line} is not of the form NAME=value. Is {cause}" in str(caught.value)
        assert "hunter22" not in f"{caught.value} {caplog.text}"

    def test_a_name_without_a_value_is_not_set(self, tmp_path: Path) -> None:
        (tmp_path / ".env").write_text("DISCORD_TOKEN\n")
        assert read_environment({}, dotenv=tmp_path / ".env").token is None

    def test_a_file_from_notepad_is_read(self, tmp_path: Path) -> None:
        (tmp_path / ".env").write_bytes(b"\xef\xbb\xbfDISCORD_TOKEN=abc.def\r\n")
        assert read_environment({}, dotenv=tmp_path / ".env").require_token() == "abc.def"

    def test_one_that_is_not_text_is_an_error_with_its_name(self, tmp_path: Path) -> None:
        (tmp_path / ".env").write_bytes("DISCORD_TOKEN=ä".encode("utf-16"))
        with pytest.raises(EnvironmentVariableError, match=r"\.env: cannot be read: it is not UTF-8"):
            read_environment({}, dotenv=tmp_path / ".env")
