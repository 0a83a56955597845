"""``/digest``: what it shows, and above all to whom, and about what."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.catalog import Catalog
from bot.errors import SettingsError, SettingsProblem
from bot.sandbox.errors import DriverError
from bot.sandbox.world.channels import Channel
from bot.sandbox.world.members import Member
from bot.settings.models import DigestSettings, Settings
from tests.discord_app.stage import Stage
from tests.factories import make_weeks

COMMANDS = ("digest preview", "digest status", "digest post")


@dataclass
class Neighbours:
    """Another server with the same bot, whose digests are nobody else's business."""

    secret: Channel
    admin: Member


@pytest.fixture
def neighbours(stage: Stage) -> Neighbours:
    there = stage.world.add_guild("Neighbours")
    secret = there.add_channel("secret-plans")
    stage.set_digests(weekly=[stage.papers, secret], hushhush=[secret])
    return Neighbours(secret, there.add_member("Eve", permissions=["manage_guild"]))


async def test_status_says_what_comes_next_in_the_readers_time(stage: Stage) -> None:
    stage.set_digests(weekly=[stage.papers])
    async with stage.bot():
        reply = await stage.admin.slash(stage.papers, "digest status")
    assert "weekly" in reply.text()
    assert "#papers" in reply.text()
    assert "<t:1679907600:" in reply.text()
    assert reply.ephemeral


async def test_preview_shows_exactly_what_will_be_posted(stage: Stage) -> None:
    stage.set_digests(weekly=[stage.papers])
    async with stage.bot():
        preview = await stage.admin.slash(stage.papers, "digest preview")
        [part] = await preview.wait_for_followups(1)
        await stage.admin.slash(stage.papers, "digest post", digest="weekly", channel="papers")
    posted = next(message for message in stage.world.messages(stage.papers) if not message.ephemeral)
    assert "#papers" in preview.message.text()
    assert part.ephemeral
    # All but the last line, which names the next time: after the due one there, after now here.
    assert part.text().splitlines()[:-1] == posted.text().splitlines()[:-1]
    assert part.components_flat()[-1]["label"] == posted.components_flat()[-1]["label"]
    assert not part.pings


async def test_preview_of_a_long_week_shows_every_message(stage: Stage) -> None:
    stage.catalog = Catalog(make_weeks(1, papers=23))
    stage.set_digests(limit=25, weekly=[stage.papers])
    async with stage.bot():
        preview = await stage.admin.slash(stage.papers, "digest preview")
        parts = await preview.wait_for_followups(3)
    assert "Part 1681" in parts[0].text()
    assert "Part 1703" in parts[-1].text()


async def test_post_delivers_once_and_then_shows_where_it_stands(stage: Stage) -> None:
    stage.set_digests(weekly=[stage.papers])
    async with stage.bot():
        first = await stage.admin.slash(stage.papers, "digest post")
        second = await stage.admin.slash(stage.papers, "digest post")
    posted = [message for message in stage.world.messages(stage.papers) if not message.ephemeral]
    assert len(posted) == 1
    assert "## Posted" in first.text()
    assert "Already posted" in second.text()
    for reply in (first, second):
        assert posted[0].link in [one.get("url") for one in reply.message.components_flat()]


async def test_post_into_a_forum_leads_to_the_post(stage: Stage) -> None:
    forum = stage.guild.add_channel("reading", "forum")
    stage.set_digests(weekly=[forum])
    async with stage.bot():
        reply = await stage.admin.slash(stage.papers, "digest post")
    [thread] = stage.guild.threads
    assert f"https://discord.com/channels/{stage.guild.id}/{thread.id}/{thread.id}" in [
        one.get("url") for one in reply.message.components_flat()
    ]


async def test_post_says_what_is_missing(stage: Stage) -> None:
    stage.set_digests(weekly=[stage.papers])
    stage.guild.set_bot_permissions(send_messages=False)
    async with stage.bot():
        reply = await stage.admin.slash(stage.papers, "digest post")
    assert "Send Messages" in reply.text()
    assert "PB-" not in reply.text()


async def test_an_error_in_the_settings_is_shown_by_its_place_without_its_text(stage: Stage) -> None:
    stage.set_digests(weekly=[stage.papers])
    problem = SettingsProblem(7, 5, "digests[1].name", "unknown key in the digest of another server")
    stage.settings_error = SettingsError(Path("paperboy.yaml"), (problem,))
    async with stage.bot():
        reply = await stage.admin.slash(stage.papers, "digest status")
    assert "The settings file has an error:** line 7, column 5." in reply.text()
    assert "another server" not in reply.text()
    assert "digests[1]" not in reply.text()


# What is known before anything is posted.


async def told_beforehand(stage: Stage) -> str:
    async with stage.bot():
        preview = await stage.admin.slash(stage.papers, "digest preview")
        status = await stage.admin.slash(stage.papers, "digest status")
    warnings = {line for reply in (preview, status) for line in reply.message.text().splitlines() if "⚠️" in line}
    assert len(warnings) <= 1, "both say the same"
    return "".join(warnings)


async def test_a_permission_that_is_missing_is_named_beforehand(stage: Stage) -> None:
    news = stage.guild.add_channel("news")
    stage.set_digests(weekly=[news])
    assert await told_beforehand(stage) == ""
    news.set_overwrite(stage.guild.everyone, deny=("send_messages",))
    assert "the permission Send Messages in #news. Allow that" in await told_beforehand(stage)
    news.set_overwrite(stage.guild.everyone, deny=("view_channel",))
    assert "View Channel" in await told_beforehand(stage)


async def test_a_channel_that_was_deleted_is_told_beforehand(stage: Stage) -> None:
    gone = stage.guild.add_channel("gone-soon")
    stage.set_digests(weekly=[gone])
    async with stage.bot():
        await stage.admin.slash(stage.papers, "digest status")
    stage.world.remove_channel(gone)
    assert "does not exist any more" in await told_beforehand(stage)


async def test_a_role_that_cannot_be_pinged_is_told_beforehand(stage: Stage) -> None:
    role = stage.guild.add_role("Readers")
    digest = DigestSettings(name="weekly", channels=(str(stage.papers.id),), mention_role=str(role.id))
    stage.settings = Settings(digests=(digest,))
    assert "may not mention the role @Readers in #papers" in await told_beforehand(stage)
    stage.guild.set_bot_permissions(mention_everyone=True)
    assert await told_beforehand(stage) == ""


async def test_status_answers_though_discord_does_not_let_it_look(stage: Stage) -> None:
    gone = stage.guild.add_channel("gone-soon")
    stage.set_digests(weekly=[gone])
    async with stage.bot():
        await stage.admin.slash(stage.papers, "digest status")
        stage.world.remove_channel(gone)
        stage.world.faults.rate_limit("GET", "/channels/*", retry_after=600)
        reply = await stage.admin.slash(stage.papers, "digest status")
    assert "#gone-soon** · would post" in reply.text()
    assert "⚠️" not in reply.text()


# Who may ask.


async def test_members_without_manage_server_do_not_see_the_command(stage: Stage) -> None:
    stage.set_digests(weekly=[stage.papers])
    async with stage.bot():
        for command in COMMANDS:
            with pytest.raises(DriverError):
                await stage.reader.slash(stage.papers, command)


async def test_who_was_given_the_command_by_the_servers_settings_is_still_refused(stage: Stage) -> None:
    stage.set_digests(weekly=[stage.papers])
    async with stage.bot():
        for command in COMMANDS:
            reply = await stage.reader.slash(stage.papers, command, bypass_permissions=True)
            assert "Manage Server" in reply.text()
            assert "weekly" not in reply.text()
            assert reply.ephemeral
        for option in ("digest", "channel"):
            assert not await stage.reader.complete(
                stage.papers, "digest post", option=option, typed="", bypass_permissions=True
            )
    assert all(message.ephemeral for message in stage.world.messages(stage.papers))


async def test_is_not_offered_outside_of_servers(stage: Stage) -> None:
    async with stage.bot():
        with pytest.raises(DriverError):
            await stage.admin.slash(stage.world.dm(stage.admin.account), "digest status")


# What they may see.


async def test_nothing_of_another_server_is_shown(stage: Stage, neighbours: Neighbours) -> None:
    guessed: list[dict[str, Any]] = [
        {"digest": "hushhush"},
        {"channel": "secret-plans"},
        {"channel": str(neighbours.secret.id)},
        {"digest": "weekly", "channel": f"<#{neighbours.secret.id}>"},
    ]
    async with stage.bot():
        replies = [await stage.admin.slash(stage.papers, command) for command in COMMANDS]
        guesses = [
            await stage.admin.slash(stage.papers, command, **options)
            for command in ("digest preview", "digest post")
            for options in guessed
        ]
        suggested = [
            choice.name
            for option in ("digest", "channel")
            for typed in ("", "h", "s", "secret", "hush")
            for choice in await stage.admin.complete(stage.papers, "digest post", option=option, typed=typed)
        ]
    for text in [*(reply.text() for reply in [*replies, *guesses]), *suggested]:
        assert "hush" not in text
        assert "secret" not in text
        assert str(neighbours.secret.id) not in text
    assert all("Nothing in this server is called that" in reply.text() for reply in guesses)
    assert not neighbours.secret.messages


async def test_what_goes_wrong_at_the_neighbours_stays_there(stage: Stage, neighbours: Neighbours) -> None:
    assert neighbours.secret.guild is not None
    neighbours.secret.guild.set_bot_permissions(send_messages=False)
    async with stage.bot() as client:
        await client.services.desk.run_due()
        stage.now += timedelta(hours=2)
        await client.services.desk.run_due()
        theirs = await neighbours.admin.slash(neighbours.secret, "digest status")
        ours = await stage.admin.slash(stage.papers, "digest status")
    assert "❌ Failed" in theirs.text()
    assert "Send Messages in #secret-plans" in theirs.text()
    assert "✅ Posted" in ours.text()
    assert "Failed" not in ours.text()
    assert "secret" not in ours.text()


async def test_the_neighbours_see_their_own(stage: Stage, neighbours: Neighbours) -> None:
    async with stage.bot():
        status = await neighbours.admin.slash(neighbours.secret, "digest status")
        names = await neighbours.admin.complete(neighbours.secret, "digest preview", option="digest", typed="")
        channels = await neighbours.admin.complete(
            neighbours.secret, "digest preview", option="channel", typed="#sec", digest="hushhush"
        )
    assert "hushhush" in status.text()
    assert "#secret-plans" in status.text()
    assert "papers**" not in status.text().replace("3 papers", "")
    assert [choice.name for choice in names] == ["weekly", "hushhush"]
    assert [(choice.name, choice.value) for choice in channels] == [("#secret-plans", str(neighbours.secret.id))]


async def test_several_digests_ask_which_one_is_meant(stage: Stage) -> None:
    news = stage.guild.add_channel("news")
    stage.set_digests(weekly=[stage.papers, news])
    async with stage.bot():
        reply = await stage.admin.slash(stage.papers, "digest post")
        chosen = await stage.admin.slash(stage.papers, "digest post", channel="#news")
    assert "Which one is meant?" in reply.text()
    assert [one.get("label") for one in reply.message.components_flat() if "label" in one] == [
        "weekly in #papers",
        "weekly in #news",
    ]
    assert "Posted" in chosen.text()
    assert len(news.messages) == 1


async def test_a_server_without_a_digest_is_told_so(stage: Stage) -> None:
    async with stage.bot():
        for command in COMMANDS:
            assert "No digest posts to this server" in (await stage.admin.slash(stage.papers, command)).text()


async def test_a_deleted_channel_is_still_reported_to_its_server(stage: Stage) -> None:
    gone = stage.guild.add_channel("gone-soon")
    stage.set_digests(weekly=[gone])
    async with stage.bot():
        await stage.admin.slash(stage.papers, "digest status")
        stage.world.remove_channel(gone)
        posted = await stage.admin.slash(stage.papers, "digest post")
    async with stage.bot():
        status = await stage.admin.slash(stage.papers, "digest status")
    assert "does not exist any more" in posted.text()
    assert "#gone-soon" in status.text()


async def test_an_archived_thread_counts_as_its_servers_own(stage: Stage) -> None:
    thread = stage.papers.add_thread("digests")
    thread.archived = True
    stage.set_digests(weekly=[thread])
    async with stage.bot():
        reply = await stage.admin.slash(stage.papers, "digest post")
    assert "Posted" in reply.text()
    assert len(thread.messages) == 1


async def test_what_members_type_is_not_in_the_log(stage: Stage, caplog: pytest.LogCaptureFixture) -> None:
    stage.set_digests(weekly=[stage.papers])
    caplog.set_level(logging.INFO)
    async with stage.bot():
        await stage.reader.slash(stage.papers, "search", query="my private words")
        await stage.reader.slash(stage.papers, "paper", paper="my private words")
        await stage.admin.slash(stage.papers, "digest preview", digest="my private words")
        await stage.reader.complete(stage.papers, "paper", option="paper", typed="my private words")
    assert "private" not in caplog.text
    assert str(stage.reader.id) not in caplog.text
    assert str(stage.admin.id) not in caplog.text
