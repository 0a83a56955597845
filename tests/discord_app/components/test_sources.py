"""The button under ``/digest status``: who may press it, and what comes of it."""

from __future__ import annotations

from datetime import UTC, date, datetime

from bot.models import Change, ChangeKind, Refreshed, SourceReport
from tests.discord_app.stage import Stage

AT = datetime(2023, 4, 3, 8, tzinfo=UTC)
NEW = Change(source="ours", kind=ChangeKind.NEW_WEEK, at=AT, week=date(2023, 4, 2), weeks=1, papers=10)
BUTTON = "look-for-papers"


async def test_the_status_shows_the_sources_and_asks_them(stage: Stage) -> None:
    stage.set_digests(weekly=[stage.papers])
    stage.sources.lately = (NEW,)
    report = SourceReport("ours", 10, 1, AT, "https://secret.example", newest=date(2023, 4, 2))
    stage.sources.standing = (report,)
    stage.sources.answer = Refreshed((NEW,), (report,))
    async with stage.bot():
        status = await stage.admin.slash(stage.papers, "digest status")
        looked = await stage.admin.press(status.message, custom_id=BUTTON)
    assert "**ours**\n-# 10 papers of 1 week, the newest to 2 April 2023" in status.text()
    assert "new week to 2 April 2023, 10 papers" in status.text()
    assert "secret" not in status.text() + looked.text()
    assert looked.text().startswith("## Something changed")
    assert looked.ephemeral
    assert not looked.edited
    assert stage.sources.asked == 1


async def test_a_server_without_a_digest_can_look_too(stage: Stage) -> None:
    async with stage.bot():
        status = await stage.admin.slash(stage.papers, "digest status")
        looked = await stage.admin.press(status.message, custom_id=BUTTON)
    assert "No digest posts to this server" in status.text()
    assert "## Nothing new" in looked.text()


async def test_asked_too_soon_it_says_when_and_what_changed_lately(stage: Stage) -> None:
    stage.sources.answer = Refreshed((), (SourceReport("ours", 10, 1, AT, ""),), AT)
    stage.sources.lately = (NEW,)
    async with stage.bot():
        status = await stage.admin.slash(stage.papers, "digest status")
        looked = await stage.admin.press(status.message, custom_id=BUTTON)
    assert f"The sources were asked <t:{int(AT.timestamp())}:R>" in looked.text()
    assert "new week to 2 April 2023, 10 papers" in looked.text()


async def test_it_works_after_a_restart(stage: Stage) -> None:
    async with stage.bot():
        status = await stage.admin.slash(stage.papers, "digest status")
    async with stage.bot():
        looked = await stage.admin.press(status.message, custom_id=BUTTON)
    assert "## Nothing new" in looked.text()


async def test_whoever_does_not_manage_the_server_any_more_asks_nothing(stage: Stage) -> None:
    async with stage.bot():
        status = await stage.admin.slash(stage.papers, "digest status")
        stage.admin.roles.clear()
        looked = await stage.admin.press(status.message, custom_id=BUTTON)
    assert "Manage Server" in looked.text()
    assert stage.sources.asked == 0


async def test_a_fault_is_told_with_its_number(stage: Stage) -> None:
    stage.sources.answer = RuntimeError("nobody foresaw this")
    async with stage.bot():
        status = await stage.admin.slash(stage.papers, "digest status")
        looked = await stage.admin.press(status.message, custom_id=BUTTON)
    assert "PB-" in looked.text()
    assert "foresaw" not in looked.text()
