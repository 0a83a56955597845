from __future__ import annotations

import os
import tempfile
from pathlib import Path

import pytest

from bot.playground.environment import bot_environment, fresh_folder, own_settings_file
from bot.sandbox import Sandbox
from bot.settings.environment import read_environment

MALFORMED = {
    "DISCORD_TOKEN": "Bot 'not a token'",
    "DISCORD_API_URL": "gopher://x",
    "DATABASE_URL": "mysql://x",
    "PAPERBOY_DATA": "\0",
    "PAPERBOY_OFFLINE": "perhaps",
    "DYNO": "worker.1",
}


@pytest.fixture
def dotenv(tmp_path: Path) -> Path:
    return tmp_path / ".env"


class TestOwnSettingsFile:
    def test_nothing_set(self, dotenv: Path) -> None:
        assert own_settings_file({}, dotenv) == (Path("config/paperboy.yaml"), "")

    def test_the_environment_goes_before_the_file(self, dotenv: Path) -> None:
        dotenv.write_text("PAPERBOY_CONFIG=of-the-file.yaml\n", encoding="utf-8")
        assert own_settings_file({}, dotenv) == (Path("of-the-file.yaml"), "")
        assert own_settings_file({"PAPERBOY_CONFIG": "mine.yaml"}, dotenv) == (Path("mine.yaml"), "")

    def test_what_else_is_set_is_not_even_checked(self, dotenv: Path) -> None:
        dotenv.write_text("".join(f'{name}="{value}"\n' for name, value in MALFORMED.items()), encoding="utf-8")
        assert own_settings_file(MALFORMED, dotenv) == (Path("config/paperboy.yaml"), "")
        assert own_settings_file({}, dotenv) == (Path("config/paperboy.yaml"), "")

    def test_a_file_that_cannot_be_read_is_said_and_outlived(self, dotenv: Path) -> None:
        dotenv.write_text("PAPERBOY_CONFIG=mine.yaml\nDISCORD_TOKEN the.real-token\n", encoding="utf-8")
        config, remark = own_settings_file({}, dotenv)
        assert config == Path("config/paperboy.yaml")
        assert remark.startswith(f"Nothing is read from {dotenv}: line 2 is not of the form NAME=value.")
        assert "real-token" not in remark

    def test_a_file_that_is_not_asked_cannot_be_in_the_way(self, dotenv: Path) -> None:
        dotenv.write_bytes(b"\xff\xfe")
        assert own_settings_file({"PAPERBOY_CONFIG": "mine.yaml"}, dotenv) == (Path("mine.yaml"), "")


class TestBotEnvironment:
    def made(self, tmp_path: Path, **environ: str) -> dict[str, str]:
        return bot_environment(environ, Sandbox(), config=Path("mine.yaml"), folder=tmp_path)

    def test_a_bot_that_reads_it_finds_what_was_made_up_and_nothing_else(self, tmp_path: Path) -> None:
        discord_ = Sandbox(port=8420)
        made = bot_environment(MALFORMED, discord_, config=Path("mine.yaml"), folder=tmp_path)
        read = read_environment(made, dotenv=tmp_path / ".env")
        assert read.require_token() == discord_.token
        assert read.require_database_url() == f"sqlite:///{tmp_path.as_posix()}/paperboy.db"
        assert read.discord_api_url == discord_.api_url
        assert read.data == tmp_path
        # The process runs in another folder.
        assert read.config == Path.cwd() / "mine.yaml"
        assert not read.dyno

    def test_no_source_of_papers_is_asked_unless_that_is_wished(self, tmp_path: Path) -> None:
        made = [
            bot_environment(MALFORMED, Sandbox(port=8420), config=Path("mine.yaml"), folder=tmp_path, online=online)
            for online in (True, False)
        ]
        assert [read_environment(one, dotenv=None).offline for one in made] == [False, True]
        assert self.made(tmp_path)["PAPERBOY_OFFLINE"] == "1"

    def test_what_is_temporary_goes_where_all_is_removed(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        names = ("TMPDIR", "TEMP", "TMP")
        made = self.made(tmp_path, **dict.fromkeys(names, str(tmp_path.parent)))
        for name in names:
            monkeypatch.setenv(name, made[name])
        monkeypatch.setattr(tempfile, "tempdir", None)
        assert Path(tempfile.gettempdir()) == tmp_path

    def test_everything_else_of_the_environment_stays(self, tmp_path: Path) -> None:
        assert self.made(tmp_path, LANG="C", HTTPS_PROXY="http://proxy:3128").items() >= {
            ("LANG", "C"),
            ("HTTPS_PROXY", "http://proxy:3128"),
        }

    @pytest.mark.parametrize("name", ["NO_PROXY", "no_proxy"])
    def test_no_proxy_is_asked_for_this_machine(self, tmp_path: Path, name: str) -> None:
        made = self.made(tmp_path, **{name: "intranet.example"})
        assert made["NO_PROXY"] == made["no_proxy"] == "intranet.example,127.0.0.1,localhost,::1"
        assert self.made(tmp_path)["NO_PROXY"] == "127.0.0.1,localhost,::1"

    def test_the_package_is_found_from_the_other_folder(self, tmp_path: Path) -> None:
        first, *others = self.made(tmp_path, PYTHONPATH=os.pathsep.join([".", "", "/lib"]))["PYTHONPATH"].split(
            os.pathsep
        )
        assert (Path(first) / "bot" / "__main__.py").exists()
        assert others == [str(Path.cwd()), str(Path("/lib").absolute())]


def test_the_fresh_folder_is_gone_with_all_that_is_in_it() -> None:
    with fresh_folder() as folder:
        (folder / "cache").mkdir()
        (folder / "cache" / "papers.md").touch()
    assert not folder.exists()
