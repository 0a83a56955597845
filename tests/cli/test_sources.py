"""``refresh`` and ``check --sources`` as they are typed, over a list in a file; addresses are tried in tests/app."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
from pathlib import Path
from typing import Any

import pytest

from bot.app.refreshing import Account
from bot.cli.sources import tell
from tests.command_line import CommandLine
from tests.dataset.loopback import Request, answer, serve

HEADER = "| Week | Title | Paper-Link |\n| --- | --- | --- |\n"
ONE = "| 2023-04-02 | One more paper | https://arxiv.org/abs/2304.00001 |\n"
TWO = "| 2023-04-09 | And another | https://arxiv.org/abs/2304.00002 |\n"
SETTINGS = "dataset:\n  sources: [{name: own, path: own.md}]\n  arxiv: {complete: false}\n"
ROOT = Path(__file__).parents[2]


@pytest.fixture
def own(person: CommandLine) -> Path:
    person.set_up(SETTINGS)
    file = person.folder / "config" / "own.md"
    file.write_text(HEADER + ONE, encoding="utf-8")
    return file


class TestRefresh:
    def test_for_people(self, person: CommandLine, own: Path) -> None:
        said = person.type("refresh")
        assert (said.code, said.err) == (0, "")
        assert "✓ own 1 paper of 1 week, the newest to 2 April 2023" in said.words
        assert said.words.endswith("What changed: Nothing changed.")

    def test_for_programs(self, person: CommandLine, own: Path) -> None:
        answer = person.type("refresh", "--json").json
        assert [source["name"] for source in answer["sources"]] == ["bundled", "own"]
        assert answer["sources"][1] == {
            "name": "own",
            "origin": str(Path("config/own.md")),
            "papers": 1,
            "weeks": 1,
            "newest": "2023-04-02",
            "fetched_at": None,
            "problem": "",
        }
        assert (answer["changes"], answer["complaints"], answer["stopped"]) == ([], [], False)

    def test_a_source_that_fails_is_exit_code_1(self, person: CommandLine, own: Path) -> None:
        own.unlink()
        said = person.type("refresh")
        assert said.code == 1
        assert "there is no file" in said.words
        assert person.type("refresh", "--json").json["sources"][1]["problem"]

    def test_a_row_that_cannot_be_read_is_said_and_is_no_failure(self, person: CommandLine, own: Path) -> None:
        own.write_text(HEADER + ONE + "| someday | Bad | https://arxiv.org/abs/2304.00003 |\n", encoding="utf-8")
        said = person.type("refresh")
        assert said.code == 0
        assert "own:4:" in said.words
        (complaint,) = person.type("refresh", "--json").json["complaints"]
        assert (complaint["source"], complaint["line"]) == ("own", 4)

    def test_offline_it_says_so(self, person: CommandLine, own: Path) -> None:
        person.export(PAPERBOY_OFFLINE="1")
        assert "PAPERBOY_OFFLINE is set: no address was asked" in person.type("refresh").words
        assert person.type("refresh", "--json").json["offline"] is True

    def test_settings_that_are_wrong(self, person: CommandLine) -> None:
        person.set_up("nonsense: 1\n")
        said = person.type("refresh")
        assert (said.code, said.out) == (1, "")
        assert "nonsense" in said.err


class TestCheckSources:
    def test_for_people(self, person: CommandLine, own: Path) -> None:
        said = person.type("check", "--sources")
        assert said.code == 0
        assert "✓ bundled 106 papers of 12 weeks, the newest to 26 March 2023" in said.words
        assert "What changed lately: Nothing changed." in said.words

    def test_for_programs(self, person: CommandLine, own: Path) -> None:
        answer = person.type("check", "--sources", "--json").json
        assert {"sources", "changes", "complaints", "incomplete"} <= answer.keys()

    def test_a_source_that_fails_is_exit_code_1(self, person: CommandLine, own: Path) -> None:
        own.unlink()
        assert person.type("check", "--sources").code == 1

    def test_a_row_that_cannot_be_read_is_too_as_for_the_whole_check(self, person: CommandLine, own: Path) -> None:
        own.write_text(HEADER + ONE + "| someday | Bad | https://arxiv.org/abs/2304.00003 |\n", encoding="utf-8")
        assert person.type("check", "--sources").code == person.type("check").code == 1


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"completed": 464}, "arXiv told what was missing of 464 papers."),
        ({"arxiv_problem": "the server did not answer"}, "arXiv: the server did not answer (a later refresh asks"),
        (
            {"incomplete": 1},
            "1 paper still lacks an abstract, authors or a category. What arXiv does not know, refreshes",
        ),
        ({"incomplete": 2}, "2 papers still lack an abstract"),
        ({"offline": True}, "PAPERBOY_OFFLINE is set: no address was asked"),
        ({"stopped": True}, "Stopped before the end. What had come by then is kept"),
    ],
)
def test_what_else_there_is_to_say(facts: dict[str, Any], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    tell(Account(sources=(), complaints=(), changes=(), **facts), as_json=False)
    assert said in " ".join(capsys.readouterr().out.split())


def has_copy(folder: Path) -> bool:
    return any(folder.glob("data/cache/*.copy"))


async def typed(folder: Path, *words: str) -> asyncio.subprocess.Process:
    environ = {**os.environ, "PAPERBOY_CONFIG": str(folder / "paperboy.yaml"), "PAPERBOY_DATA": str(folder / "data")}
    return await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "bot",
        *words,
        cwd=ROOT,
        env={**environ, "PAPERBOY_OFFLINE": "0"},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )


@pytest.mark.usefixtures("heeded_interrupt")
async def test_ctrl_c_keeps_what_was_fetched_and_says_so(tmp_path: Path) -> None:
    reached = asyncio.Event()

    async def hang() -> bytes:
        reached.set()
        await asyncio.Event().wait()
        return b""

    def serve_one(request: Request, _: asyncio.StreamWriter) -> object:
        return hang() if request.path == "/slow" else answer(HEADER + ONE)

    async with serve(serve_one) as server:  # type: ignore[arg-type]
        quick, slow = (
            f"{{name: {name}, url: {server.url('/' + name)!r}, allow_private: true}}" for name in ("quick", "slow")
        )
        (tmp_path / "paperboy.yaml").write_text(
            f"dataset:\n  sources: [{quick}, {slow}]\n  arxiv: {{complete: false}}\n", encoding="utf-8"
        )
        process = await typed(tmp_path, "refresh", "--json")
        try:
            async with asyncio.timeout(30):
                await reached.wait()
                while not has_copy(tmp_path):  # noqa: ASYNC110 - a file sets no event
                    await asyncio.sleep(0.01)
                process.send_signal(signal.SIGINT)
                out, err = await process.communicate()
        finally:
            if process.returncode is None:
                process.kill()
                await process.communicate()
        assert (process.returncode, err) == (130, b"")
        told = json.loads(out)
        assert told["stopped"] is True
        assert [change["text"] for change in told["changes"]] == [
            "read for the first time: 1 paper of 1 week, the newest to 2 April 2023"
        ]
        later = await typed(tmp_path, "week", "--json")
        out, _ = await later.communicate()
        assert json.loads(out)["papers"][0]["title"] == "One more paper"
