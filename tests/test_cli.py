"""Every command as it is typed, over a real settings file and a real SQLite; digests over a Discord on loopback."""

from __future__ import annotations

import asyncio
import json
import logging
import os
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from bot import __version__, cli
from bot.sandbox import Channel, Sandbox
from tests.command_line import CommandLine, Said, at_a_terminal

ROOT = Path(__file__).parents[1]
PAPER = {"title", "week", "rank", "category", "arxiv_id", "abstract", "summary", "links"}
SOMEWHERE = 123456789012345678
SPARKS = "Sparks of Artificial General Intelligence: Early experiments with GPT-4"


@pytest.fixture
def person(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[CommandLine]:
    with at_a_terminal(tmp_path, monkeypatch) as opened:
        yield opened


@pytest.fixture
async def papers(person: CommandLine) -> AsyncIterator[Channel]:
    """A channel in a Discord that the person's environment names, and that their settings post to."""
    async with Sandbox() as world:
        channel = world.add_guild("Reading group").add_channel("papers")
        person.export(DISCORD_TOKEN=world.token, DISCORD_API_URL=world.api_url)
        person.set_up_digest(channel.id)
        yield channel


async def typed(person: CommandLine, *words: str) -> Said:
    """Run a command beside the Discord of this test."""
    return await asyncio.to_thread(person.type, *words)


class TestWeek:
    def test_the_latest_for_people(self, person: CommandLine) -> None:
        said = person.type("week")
        assert (said.code, said.err) == (0, "")
        assert "2023-03-20 to 2023-03-26: 9 papers" in said.words
        assert SPARKS in said.words

    def test_the_latest_as_json(self, person: CommandLine) -> None:
        answer = person.type("week", "--json").json
        assert answer["weeks"] == [{"start": "2023-03-20", "end": "2023-03-26"}]
        assert [paper["rank"] for paper in answer["papers"]] == list(range(1, 10))
        assert all(set(paper) == PAPER for paper in answer["papers"])

    @pytest.mark.parametrize(
        ("words", "first"),
        [
            (["2023-03-21"], "2023-03-26"),
            (["2023-W12"], "2023-03-26"),
            (["previous"], "2023-03-19"),
            (["january 2023"], "2023-01-29"),
            (["january", "2023"], "2023-01-29"),
        ],
    )
    def test_however_it_is_named(self, person: CommandLine, words: list[str], first: str) -> None:
        assert person.type("week", *words, "--json").json["papers"][0]["week"] == first

    def test_one_that_is_not_there(self, person: CommandLine) -> None:
        said = person.type("week", "1999")
        assert (said.code, said.out) == (1, "")
        assert "There is no week here for 1999" in said.err

    def test_an_error_is_an_object_for_programs(self, person: CommandLine) -> None:
        said = person.type("week", "1999", "--json")
        assert said.code == 1
        assert said.json == {"error": said.err.strip(), "papers": []}


class TestPaper:
    @pytest.mark.parametrize("ref", ["2303.12712", "arXiv:2303.12712v3", "https://arxiv.org/pdf/2303.12712", SPARKS])
    def test_however_it_is_named(self, person: CommandLine, ref: str) -> None:
        said = person.type("paper", ref, "--json")
        (paper,) = said.json["papers"]
        assert (said.code, set(paper)) == (0, PAPER)
        assert (paper["title"], paper["arxiv_id"], paper["week"]) == (SPARKS, "2303.12712", "2023-03-26")
        assert paper["links"][0] == {"label": "Paper", "url": "https://arxiv.org/pdf/2303.12712"}
        assert paper["abstract"].startswith("Artificial intelligence (AI) researchers")

    def test_a_title_need_not_be_quoted(self, person: CommandLine) -> None:
        assert person.type("paper", *SPARKS.split(), "--json").json["papers"][0]["title"] == SPARKS

    def test_a_card_for_people(self, person: CommandLine) -> None:
        said = person.type("paper", "2303.12712")
        assert (said.code, said.err) == (0, "")
        for expected in ("2023-03-26, no. 1 of 9", "Computation and Language", "https://arxiv.org/pdf/2303.12712"):
            assert expected in said.words

    def test_one_that_is_not_there_brings_the_nearest_titles(self, person: CommandLine) -> None:
        said = person.type("paper", "toolfromer")
        assert said.code == 1
        assert "No paper is called “toolfromer”." in said.out
        assert "Toolformer" in said.out
        answer = person.type("paper", "toolfromer", "--json")
        assert (answer.code, answer.json["papers"]) == (1, [])
        assert answer.json["nearest"][0].startswith("Toolformer")

    def test_what_was_asked_is_shown_as_it_was_typed(self, person: CommandLine) -> None:
        assert "“:cat: [bold]x[/bold]”" in person.type("paper", ":cat: [bold]x[/bold]").out


class TestSearch:
    def test_a_ranking_as_json(self, person: CommandLine) -> None:
        answer = person.type("search", "reinforcement", "learning", "--limit", "2", "--json").json
        assert (answer["query"], len(answer["papers"])) == ("reinforcement learning", 2)
        assert answer["total"] > 2
        assert all(set(paper) == PAPER for paper in answer["papers"])

    def test_filters(self, person: CommandLine) -> None:
        words = ["--category", "cs.CV", "--since", "2023-02-01", "--until", "2023-02-28", "--limit", "99", "--json"]
        found = person.type("search", *words).json["papers"]
        assert found
        assert {paper["category"] for paper in found} == {"Computer Vision and Pattern Recognition"}
        assert all("2023-02-01" <= paper["week"] <= "2023-03-05" for paper in found)

    def test_for_people(self, person: CommandLine) -> None:
        said = person.type("search", "rlhf")
        assert (said.code, said.err) == (0, "")
        assert "papers for “rlhf”" in said.out
        assert "1. " in said.out

    def test_an_arxiv_id_shows_the_paper(self, person: CommandLine) -> None:
        assert person.type("search", "2303.12712").out == person.type("paper", "2303.12712").out

    def test_a_file_of_queries_is_answered_line_by_line(self, person: CommandLine) -> None:
        queries = person.folder / "queries.txt"
        queries.write_bytes("rlhf\r\n2303.12712\n\nqwzx\u2028qwzx\n".encode("utf-8-sig"))
        answers = person.type("search", "--queries", str(queries), "--json").objects
        assert [answer["query"] for answer in answers] == ["rlhf", "2303.12712", "", "qwzx\u2028qwzx"]
        assert (answers[2]["total"], answers[2]["papers"]) == (0, [])
        assert [paper["title"] for paper in answers[1]["papers"]] == [SPARKS]
        assert answers[3]["papers"] == []

    @pytest.mark.parametrize(
        ("words", "said"),
        [
            ([], "say what to search for, or name a file with --queries"),
            ([" "], "say what to search for"),
            (["--queries", "nowhere.txt"], "nowhere.txt"),
            (["--queries", "latin.txt"], "latin.txt is not UTF-8"),
            (["rlhf", "--queries", "latin.txt"], "not both"),
            (["rlhf", "--limit", "0"], "--limit"),
        ],
    )
    def test_what_cannot_be_asked(self, person: CommandLine, words: list[str], said: str) -> None:
        (person.folder / "latin.txt").write_bytes("caf\u00e9\n".encode("latin-1"))
        answer = person.type("search", *words)
        assert (answer.code, answer.out) == (2, "")
        assert said in " ".join(answer.err.replace("│", "").split())

    def test_a_file_without_a_line_has_no_answers(self, person: CommandLine) -> None:
        (person.folder / "queries.txt").touch()
        said = person.type("search", "--queries", "queries.txt", "--json")
        assert (said.code, said.out) == (0, "")

    @pytest.mark.parametrize(
        ("since", "until", "weeks"),
        [
            ("february 2023", "2023-02-28", {"2023-02-05", "2023-02-12", "2023-02-19", "2023-02-26", "2023-03-05"}),
            ("2023-W11", "2023-W11", {"2023-03-19"}),
            ("latest", None, {"2023-03-26"}),
        ],
    )
    def test_days_are_read_as_discords_search_reads_them(
        self, person: CommandLine, since: str, until: str | None, weeks: set[str]
    ) -> None:
        words = ["--since", since, *(["--until", until] if until else []), "--limit", "99", "--json"]
        assert {paper["week"] for paper in person.type("search", *words).json["papers"]} == weeks

    def test_a_part_of_a_category_will_do(self, person: CommandLine) -> None:
        found = person.type("search", "--category", "vision", "--json").json["papers"]
        assert {paper["category"] for paper in found} == {"Computer Vision and Pattern Recognition"}

    @pytest.mark.parametrize(
        ("words", "sentence"),
        [
            (["--since", "yesterday"], "“since” is not a date I can read."),
            (["--until", "2023-02-30"], "“until”: 2023-02-30 is not a date"),
            (["--since", "march 2023", "--until", "january 2023"], "Please swap them."),
            (["--category", "cs.CVV"], "Did you mean “cs.CV”?"),
        ],
    )
    def test_a_filter_that_cannot_be_read(self, person: CommandLine, words: list[str], sentence: str) -> None:
        said = person.type("search", "rlhf", *words)
        assert (said.code, said.out) == (1, "")
        assert sentence in said.err
        assert sentence in person.type("search", "rlhf", *words, "--json").json["error"]


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

    def test_the_schema_is_one_and_needs_no_settings(self, person: CommandLine) -> None:
        (person.folder / "config" / "paperboy.yaml").unlink()
        said = person.type("schema")
        assert said.code == 0
        assert "digests" in json.loads(said.out)["properties"]


class TestCheck:
    def test_all_is_well(self, person: CommandLine) -> None:
        said = person.type("check")
        assert (said.code, said.err) == (0, "")
        assert "bundled: 106 papers of 12 weeks" in said.words
        assert "All is well." in said.out

    def test_everything_wrong_at_once_with_its_place(self, person: CommandLine) -> None:
        person.set_up("digest: []\nreplies: {papers: public}\n")
        said = person.type("check")
        assert said.code == 1
        assert "paperboy.yaml:1:1" in said.words
        assert "paperboy.yaml:2:11" in said.words
        assert "2 things to mend" in said.out

    def test_as_json(self, person: CommandLine) -> None:
        person.set_up("digest: []\n")
        said = person.type("check", "--json")
        found = said.json["findings"]
        assert said.code == 1
        assert [(one["area"], one["health"]) for one in found] == [("settings", "bad"), ("papers", "good")]
        assert all(set(one) == {"area", "health", "text"} for one in found)

    async def test_doctor_as_json(self, person: CommandLine, papers: Channel) -> None:
        said = await typed(person, "doctor", "--json")
        assert said.code == 0
        areas = [one["area"] for one in said.json["findings"]]
        assert list(dict.fromkeys(areas)) == ["settings", "papers", "database", "digests", "discord", "channels"]
        assert f"{papers.id} (#papers, text): all permissions are there." in said.out

    async def test_doctor_names_what_is_missing(self, person: CommandLine, papers: Channel) -> None:
        assert papers.guild is not None
        papers.set_overwrite(papers.guild.everyone, deny=("send_messages",))
        said = await typed(person, "doctor")
        assert said.code == 1
        assert "Paperboy lacks the permission Send Messages" in said.words


class TestDigests:
    @pytest.mark.parametrize("command", ["status", "preview"])
    def test_none_set(self, person: CommandLine, command: str) -> None:
        said = person.type("digest", command)
        assert said.code == 0
        assert "No digest is set" in said.words

    def test_status_as_json(self, person: CommandLine) -> None:
        person.set_up_digest(SOMEWHERE)
        (digest,) = person.type("digest", "status", "--json").json["digests"]
        (channel,) = digest["channels"]
        assert (digest["digest"], channel["channel_id"]) == ("weekly", str(SOMEWHERE))
        assert channel["next_week"] == "2023-03-26"

    def test_preview_for_people_and_as_json(self, person: CommandLine) -> None:
        person.set_up_digest(SOMEWHERE, limit="2")
        assert "Sparks of Artificial General Intelligence" in person.type("digest", "preview", "Weekly").words
        (preview,) = person.type("digest", "preview", "--json").json["previews"]
        assert [set(paper) for paper in preview["papers"]] == [PAPER, PAPER]
        assert preview["messages"]

    @pytest.mark.parametrize(
        ("words", "said"),
        [
            (["weakly"], "Did you mean `weekly`?"),
            (["weekly", "--channel", "5"], f"The digest `weekly` does not post to channel 5, but to {SOMEWHERE}."),
            (["--channel", "5"], f"No digest posts to channel 5, but to {SOMEWHERE}."),
        ],
    )
    def test_one_that_is_not_there(self, person: CommandLine, words: list[str], said: str) -> None:
        person.set_up_digest(SOMEWHERE)
        answer = person.type("digest", "preview", *words)
        assert (answer.code, answer.out) == (1, "")
        assert said in answer.err

    def test_posting_again_needs_a_name(self, person: CommandLine) -> None:
        said = person.type("digest", "post", "--again")
        assert said.code == 2
        assert "name the digest" in said.err

    def test_posting_needs_a_token(self, person: CommandLine) -> None:
        said = person.type("digest", "post")
        assert said.code == 1
        assert "DISCORD_TOKEN" in said.err

    async def test_post_then_already_then_again(self, person: CommandLine, papers: Channel) -> None:
        first = await typed(person, "digest", "post", "--json")
        second = await typed(person, "digest", "post")
        third = await typed(person, "digest", "post", "weekly", "--again", "--json")
        (result,) = first.json["results"]
        assert (first.code, result["outcome"], result["already"]) == (0, "delivered", False)
        assert result["edition"]["message_ids"] == [str(min(papers.messages))]
        assert "is there already. Post it once more with --again." in second.words
        assert third.json["results"][0]["edition"]["attempt"] == 2
        assert len(papers.messages) == 2
        status = (await typed(person, "digest", "status", "--json")).json
        assert status["digests"][0]["channels"][0]["last_edition"]["week"] == "2023-03-26"

    async def test_a_channel_that_fails_is_exit_code_1(self, person: CommandLine, papers: Channel) -> None:
        assert papers.guild is not None
        papers.set_overwrite(papers.guild.everyone, deny=("send_messages",))
        said = await typed(person, "digest", "post")
        assert said.code == 1
        assert "Send Messages" in said.words

    async def test_an_unknown_digest_is_told_before_anything_is_asked(self, person: CommandLine) -> None:
        person.export(DISCORD_TOKEN="x", DISCORD_API_URL="http://127.0.0.1:9")
        person.set_up_digest(SOMEWHERE)
        said = await typed(person, "digest", "post", "--channel", "5")
        assert "No digest posts to channel 5" in said.err


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

    def test_upgrade_makes_the_database_once(self, person: CommandLine) -> None:
        first, second = person.type("upgrade"), person.type("upgrade")
        assert (first.code, second.code) == (0, 0)
        assert "was brought up to date" in first.out
        assert "is up to date" in second.out
        assert (person.folder / "data" / "paperboy.db").exists()


class TestProcess:
    """What only shows in a process of its own: pipes, encodings, the last resort."""

    def start(self, folder: Path, *words: str, **variables: str) -> subprocess.Popen[bytes]:
        environ = {**os.environ, "PYTHONPATH": str(ROOT), "PAPERBOY_CONFIG": str(ROOT / "config/paperboy.yaml")}
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
        program = "import sys, bot.cli; print(*(name for name in sys.modules if name.startswith('bot.')))"
        said = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)  # noqa: S603 - this very program
        assert set(said.stdout.split()) == {"bot.cli", "bot.errors", "bot.log"}


def test_a_mistake_of_the_program_is_logged_with_its_traceback(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail() -> None:
        raise ZeroDivisionError("of all things")

    monkeypatch.setattr(cli, "app", fail)
    with pytest.raises(SystemExit) as ended, caplog.at_level(logging.CRITICAL):
        cli.main()
    (record,) = caplog.records
    assert ended.value.code == 1
    assert record.getMessage() == "Ended by an unexpected ZeroDivisionError: of all things"
    assert record.exc_info is not None
