"""``week``, ``paper`` and ``search`` as they are typed, over a real settings file."""

from __future__ import annotations

import pytest

from tests.command_line import CommandLine

PAPER = {"title", "authors", "week", "rank", "category", "arxiv_id", "abstract", "summary", "links", "sources"}
SPARKS = "Sparks of Artificial General Intelligence: Early experiments with GPT-4"


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
        assert answer.json["error"] == "No paper is called “toolfromer”."
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

    def test_a_source_by_its_name(self, person: CommandLine) -> None:
        every = person.type("search", "toolformer", "--json").json
        assert person.type("search", "toolformer", "--source", "Bundled", "--json").json["total"] == every["total"]
        refused = person.type("search", "toolformer", "--source", "theirs")
        assert refused.code == 1
        assert "is no source of papers here." in refused.err

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
