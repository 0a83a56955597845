"""``digest`` as it is typed, over a real SQLite and a Discord on loopback."""

from __future__ import annotations

import pytest

from bot.sandbox import Channel
from tests.command_line import CommandLine, typed

PAPER = {"title", "authors", "week", "rank", "category", "arxiv_id", "abstract", "summary", "links", "sources"}
SOMEWHERE = 123456789012345678


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
