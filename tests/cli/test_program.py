"""What is so for every command: help, settings that cannot be used, no traces, and what only a process of its own shows."""

from __future__ import annotations

import json
import logging
import os
import subprocess
import sys
from pathlib import Path

import pytest

from bot import __version__
from bot.cli import program
from tests.command_line import CommandLine

ROOT = Path(__file__).parents[2]
SOMEWHERE = 123456789012345678


class TestSettings:
    @pytest.mark.parametrize("command", ["week", "paper x", "search x", "digest status", "digest preview"])
    def test_a_missing_file_is_one_sentence(self, person: CommandLine, command: str) -> None:
        (person.folder / "config" / "paperboy.yaml").unlink()
        said = person.type(*command.split())
        assert (said.code, said.out) == (1, "")
        assert "there is no such file" in said.err
        assert "PAPERBOY_CONFIG" in said.err

    @pytest.mark.parametrize("command", ["week", "paper x", "search x", "digest status", "digest preview"])
    def test_a_wrong_file_is_told_with_every_place(self, person: CommandLine, command: str) -> None:
        person.set_up("digest: []\nreplies: {papers: public}\n")
        said = person.type(*command.split())
        assert (said.code, said.out) == (1, "")
        assert "paperboy.yaml:1:1" in said.err
        assert "paperboy.yaml:2:11" in said.err

    def test_the_dotenv_of_the_folder_counts(self, person: CommandLine) -> None:
        (person.folder / "mine.yaml").write_text("nonsense: 1\n", encoding="utf-8")
        (person.folder / ".env").write_text("PAPERBOY_CONFIG=mine.yaml\n", encoding="utf-8")
        assert "mine.yaml:1:1" in person.type("week").err

    def test_a_variable_that_cannot_be_used(self, person: CommandLine) -> None:
        person.export(DATABASE_URL="mysql://x")
        said = person.type("week")
        assert said.code == 1
        assert said.err.startswith("DATABASE_URL: must begin with postgres://")


class TestHelp:
    def test_the_version(self, person: CommandLine) -> None:
        said = person.type("--version")
        assert (said.code, said.out) == (0, f"Paperboy {__version__}\n")

    @pytest.mark.parametrize(
        ("command", "arguments"),
        [("week", "[WHEN]"), ("paper", "REF"), ("search", "[QUERY]"), ("digest preview", "[DIGEST]")],
    )
    def test_arguments_are_called_what_the_readme_calls_them(
        self, person: CommandLine, command: str, arguments: str
    ) -> None:
        usage = next(line for line in person.type(*command.split(), "--help").out.splitlines() if "Usage:" in line)
        assert arguments in usage.replace("{REF}", "REF")
        assert f"`{command} {arguments}`" in (ROOT / "README.md").read_text(encoding="utf-8")


class TestTraces:
    @pytest.mark.parametrize(
        "command", ["week", "paper x", "search x", "check", "doctor", "schema", "digest status", "digest preview"]
    )
    def test_what_only_reads_makes_nothing(self, person: CommandLine, command: str) -> None:
        person.set_up_digest(SOMEWHERE)
        person.type(*command.split())
        assert person.folders() == {"config"}


class TestProcess:
    """What only shows in a process of its own: pipes, encodings, the last resort."""

    def start(self, folder: Path, *words: str, **variables: str) -> subprocess.Popen[bytes]:
        shipped = {"PAPERBOY_CONFIG": str(ROOT / "config/paperboy.yaml"), "PAPERBOY_OFFLINE": "1"}
        environ = {**os.environ, "PYTHONPATH": str(ROOT), **shipped}
        return subprocess.Popen(  # noqa: S603 - this very program
            [sys.executable, "-m", "bot", *words],
            cwd=folder,
            env={**environ, **variables},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )

    @pytest.mark.parametrize("words", [["week"], ["search", "model", "--limit", "1000", "--json"]])
    def test_a_reader_that_has_seen_enough(self, tmp_path: Path, words: list[str]) -> None:
        child = self.start(tmp_path, *words)
        assert child.stdout is not None
        child.stdout.close()
        assert child.stderr is not None
        assert child.stderr.read() == b""
        child.stderr.close()
        assert child.wait() == 1

    def test_a_terminal_without_the_letters(self, tmp_path: Path) -> None:
        out, err = self.start(tmp_path, "week", PYTHONIOENCODING="ascii").communicate()
        assert (err, b"PanGu-\\u03a3" in out) == (b"", True)

    def test_json_is_utf_8_everywhere(self, tmp_path: Path) -> None:
        out, _ = self.start(tmp_path, "week", "--json", PYTHONIOENCODING="latin-1").communicate()
        assert any("PanGu-Σ" in paper["title"] for paper in json.loads(out.decode())["papers"])

    def test_help_imports_no_room(self) -> None:
        source = "import sys, bot.cli; print(*(name for name in sys.modules if name.startswith('bot.')))"
        said = subprocess.run([sys.executable, "-c", source], cwd=ROOT, capture_output=True, text=True, check=True)  # noqa: S603 - this very program
        rooms = {name for name in said.stdout.split() if not name.startswith("bot.cli")}
        assert rooms == {"bot.errors", "bot.log"}


def test_a_mistake_of_the_program_is_logged_with_its_traceback(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail() -> None:
        raise ZeroDivisionError("of all things")

    monkeypatch.setattr(program, "app", fail)
    with pytest.raises(SystemExit) as ended, caplog.at_level(logging.CRITICAL):
        program.main()
    (record,) = caplog.records
    assert ended.value.code == 1
    assert record.getMessage() == "Ended by an unexpected ZeroDivisionError: of all things"
    assert record.exc_info is not None
