"""``check``, ``doctor``, ``schema`` and ``upgrade`` as they are typed."""

from __future__ import annotations

import json

from bot.sandbox import Channel
from tests.command_line import CommandLine, typed


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


def test_the_schema_is_one_and_needs_no_settings(person: CommandLine) -> None:
    (person.folder / "config" / "paperboy.yaml").unlink()
    said = person.type("schema")
    assert said.code == 0
    assert "digests" in json.loads(said.out)["properties"]


def test_upgrade_makes_the_database_once(person: CommandLine) -> None:
    first, second = person.type("upgrade"), person.type("upgrade")
    assert (first.code, second.code) == (0, 0)
    assert "was brought up to date" in first.out
    assert "is up to date" in second.out
    assert (person.folder / "data" / "paperboy.db").exists()
