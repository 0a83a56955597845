"""``/export``: the file that arrives, what the message says of it, and what is said where there is none."""

from __future__ import annotations

import csv
import io
from datetime import date
from typing import Any

import discord
import pytest

from bot.catalog import Catalog
from bot.discord_app import export_answers
from bot.sandbox.driver.reply import Reply
from bot.sandbox.world.attachments import Attachment
from tests.discord_app.stage import Stage
from tests.factories import SUNDAY, make_paper, make_week, make_weeks


@pytest.fixture(autouse=True)
def list_of_papers(stage: Stage) -> None:
    older = make_weeks(2, last=SUNDAY.replace(day=19))
    papers = [
        make_paper(1, title="Robots That Reach", category="Robotics", abstract="", sources=("bundled", "ours")),
        make_paper(2, title="Words That Reach", category="Computation and Language", abstract=""),
    ]
    stage.catalog = Catalog([*older, make_week(SUNDAY, papers)])


def file_of(reply: Reply) -> Attachment:
    (attachment,) = reply.message.attachments
    assert reply.ephemeral
    shown = [one for one in reply.message.components_flat() if one["type"] == discord.ComponentType.file.value]
    assert [one["file"]["url"] for one in shown] == [attachment.url]
    return attachment


def titles(attachment: Attachment) -> list[str]:
    rows = csv.DictReader(io.StringIO(attachment.data.decode("utf-8-sig"), newline=""))
    return [row["title"] for row in rows]


@pytest.mark.parametrize(
    ("form", "filename", "begins", "said"),
    [
        (None, "papers-2023-03-26.bib", b"% Papers: 2023-03-26\n\n@misc{robots2023that,", "as BibTeX"),
        ("bibtex", "papers-2023-03-26.bib", b"% Papers: 2023-03-26\n", "Zotero"),
        ("markdown", "papers-2023-03-26.md", b"# Papers: 2023-03-26\n\n## Week to 2023-03-26\n", "as Markdown"),
        ("csv", "papers-2023-03-26.csv", b'\xef\xbb\xbf"week","rank","title"', "apostrophe"),
    ],
)
async def test_the_latest_week_in_each_form(
    stage: Stage, form: str | None, filename: str, begins: bytes, said: str
) -> None:
    options: dict[str, Any] = {} if form is None else {"format": form}
    async with stage.bot():
        reply = await stage.reader.slash(stage.papers, "export", **options)
    attachment = file_of(reply)
    assert attachment.filename == filename
    assert attachment.data.startswith(begins)
    assert "## 2 papers as " in reply.text()
    assert "The week 20–26 March 2023" in reply.text()
    assert said in reply.text()


@pytest.mark.parametrize(
    ("options", "filename", "count", "said"),
    [
        ({"week": "previous"}, "papers-2023-03-19.csv", 3, "The week 13–19 March 2023"),
        ({"week": "march 2023"}, "papers-march-2023.csv", 8, "March 2023: 3 weeks"),
        ({"week": "2023"}, "papers-2023.csv", 8, "2023: 3 weeks"),
        ({"query": "reach"}, "papers-search-reach.csv", 2, "Search for “reach”"),
        ({"query": "raech"}, "papers-search-reach.csv", 2, "Nothing has “raech”"),
        ({"category": "robot"}, "papers-search-cs-ro.csv", 1, "In Robotics"),
        (
            {"category": "cs.CL", "week": "2023-03-20"},
            "papers-search-cs-cl-2023-03-26.csv",
            1,
            "In Computation and Language · The week 20–26 March 2023",
        ),
        (
            {"query": "study", "week": "march"},
            "papers-search-study-march-2023.csv",
            6,
            "Search for “study” · March 2023: 3 weeks",
        ),
        ({"source": "OURS"}, "papers-search-ours.csv", 1, "From ours"),
        ({"query": "2303.00001"}, "papers-search-2303-00001.csv", 1, "2303.00001"),
    ],
)
async def test_what_is_meant_is_in_the_file(
    stage: Stage, options: dict[str, Any], filename: str, count: int, said: str
) -> None:
    async with stage.bot():
        reply = await stage.reader.slash(stage.papers, "export", format="csv", **options)
    attachment = file_of(reply)
    assert attachment.filename == filename
    assert len(titles(attachment)) == count
    assert said in reply.text()
    assert f"## {count} paper" in reply.text()


async def test_a_week_that_its_neighbours_cover_is_found_by_itself(stage: Stage) -> None:
    covered = date(2023, 3, 22)
    own = make_week(covered, [make_paper(9, week=covered, rank=1, title="Arms That Reach", sources=("ours",))])
    stage.catalog = Catalog([*stage.catalog.weeks, own])
    async with stage.bot():
        found = await stage.reader.slash(stage.papers, "export", query="reach", week="2023-03-22", format="csv")
        named = await stage.reader.slash(stage.papers, "export", source="ours", week="2023-03-22", format="csv")
    assert titles(file_of(found)) == titles(file_of(named)) == ["Arms That Reach"]
    assert "## 1 paper" in found.text()


async def test_a_search_within_weeks_finds_nothing_beside_them(stage: Stage) -> None:
    async with stage.bot():
        reply = await stage.reader.slash(stage.papers, "export", query="study", week="2023-03-12", format="csv")
    week = next(week for week in stage.catalog.weeks if week.end.day == 12)
    assert sorted(titles(file_of(reply))) == sorted(paper.title for paper in week.papers)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"query": "zzzzqqq"}, "Nothing found"),
        ({"query": "robots", "week": "2023-03-12"}, "This would find something"),
        ({"week": "soon"}, "No such week"),
        ({"week": "2019"}, "There is no week here for 2019"),
        ({"category": "cs.XX"}, "is no category"),
        ({"source": "theirs"}, "is no source"),
    ],
)
async def test_where_there_is_nothing_it_says_what_would_be(stage: Stage, options: dict[str, Any], said: str) -> None:
    async with stage.bot():
        reply = await stage.reader.slash(stage.papers, "export", **options)
    assert said in reply.text()
    assert reply.ephemeral
    assert not reply.message.attachments


async def test_a_list_without_papers_says_so(stage: Stage) -> None:
    stage.catalog = Catalog(())
    async with stage.bot():
        reply = await stage.reader.slash(stage.papers, "export")
    assert "no papers here yet" in reply.text()


async def test_a_search_that_was_offered_instead_can_be_pressed(stage: Stage) -> None:
    async with stage.bot():
        reply = await stage.reader.slash(stage.papers, "export", query="robots", week="2023-03-12")
        ids = [one["custom_id"] for one in reply.message.components_flat() if one.get("custom_id")]
        found = await stage.reader.press(reply.message, custom_id=ids[0])
    assert "Robots That Reach" in found.text()


async def test_more_papers_than_a_file_may_have(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(export_answers, "_MOST_PAPERS", 4)
    async with stage.bot():
        by_week = await stage.reader.slash(stage.papers, "export", week="2023", format="csv")
        by_words = await stage.reader.slash(stage.papers, "export", query="study", format="csv")
    for reply, total in ((by_week, 8), (by_words, 6)):
        assert len(titles(file_of(reply))) == 4
        assert f"## The first 4 papers of {total} as CSV" in reply.text()


async def test_a_file_that_discord_would_not_take_is_not_sent(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(discord.Interaction, "filesize_limit", property(lambda _: 10, lambda _, limit: None))
    async with stage.bot():
        reply = await stage.reader.slash(stage.papers, "export")
    assert "A month or a category at a time fits" in reply.text()
    assert not reply.message.attachments


async def test_it_works_in_direct_messages_and_where_a_member_brings_the_bot(stage: Stage) -> None:
    elsewhere = stage.world.add_guild("Elsewhere", with_bot=False)
    lounge, guest = elsewhere.add_channel("lounge"), elsewhere.add_member("Cleo")
    async with stage.bot():
        private = await stage.reader.account.slash(stage.world.dm(stage.reader.account), "export")
        brought = await guest.slash(lounge, "export", user_install=True)
    for reply in (private, brought):
        assert reply.message.attachments[0].filename == "papers-2023-03-26.bib"


async def test_weeks_and_categories_are_suggested(stage: Stage) -> None:
    async with stage.bot():
        weeks = await stage.reader.complete(stage.papers, "export", option="week", typed="mar")
        fields = await stage.reader.complete(stage.papers, "export", option="category", typed="robo")
        lists = await stage.reader.complete(stage.papers, "export", option="source", typed="our")
        years = await stage.reader.complete(stage.papers, "export", option="week", typed="2023")
    assert "20–26 March 2023 · 2 papers" in [choice.name for choice in weeks]
    assert [choice.value for choice in fields] == ["Robotics"]
    assert [choice.value for choice in lists] == ["ours"]
    assert years[0].value == "2023"


async def test_what_was_typed_is_not_in_the_log(stage: Stage, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO")
    async with stage.bot():
        await stage.reader.slash(stage.papers, "export", query="my private words")
    assert "private" not in caplog.text


@pytest.mark.parametrize(("code", "said"), [(50013, "Attach Files"), (50001, "PB-")])
async def test_where_no_file_may_be_attached_it_says_what_helps(stage: Stage, code: int, said: str) -> None:
    async with stage.bot():
        stage.world.faults.answer("PATCH", "/webhooks/*/messages/*", status=403, code=code)
        reply = await stage.reader.slash(stage.papers, "export")
    assert said in reply.text()
    assert not reply.message.attachments
