from __future__ import annotations

from datetime import date, timedelta

import pytest

from bot.catalog import Catalog
from bot.digests.model import Marker
from bot.discord_app.custom_ids.kinds import ChosenDigest, DigestAct, PostAgain
from bot.sandbox.driver.reply import Reply
from bot.sandbox.errors import DriverError
from bot.sandbox.world.messages import Message
from tests.discord_app.stage import Stage, relabel
from tests.factories import SUNDAY, make_weeks


@pytest.fixture(autouse=True)
def digest(stage: Stage) -> None:
    stage.set_digests(weekly=[stage.papers])


def posted(stage: Stage) -> list[Message]:
    return [message for message in stage.world.messages(stage.papers) if not message.ephemeral]


async def asked_twice(stage: Stage) -> Reply:
    await stage.admin.slash(stage.papers, "digest post")
    return await stage.admin.slash(stage.papers, "digest post")


async def test_posts_again_only_when_confirmed(stage: Stage) -> None:
    async with stage.bot():
        asked = await asked_twice(stage)
        assert len(posted(stage)) == 1
        confirmed = await stage.admin.press(asked.message, label="Post again")
        await confirmed.wait_for_edit(1)
    first, second = posted(stage)
    assert first.text() == second.text()
    assert "## Posted" in confirmed.text()
    assert second.link in [one.get("url") for one in confirmed.message.components_flat()]
    markers = [
        next(
            str(one["custom_id"])
            for one in message.components_flat()
            if str(one.get("custom_id")).startswith("digest:")
        )
        for message in (first, second)
    ]
    assert [marker.split(":")[3] for marker in markers] == ["1", "2"]


async def test_one_confirmation_posts_once(stage: Stage) -> None:
    async with stage.bot():
        asked = await asked_twice(stage)
        button = PostAgain(Marker.tag_of("weekly"), stage.papers.id, SUNDAY).encode()
        components = asked.message.components
        confirmed = await stage.admin.press(asked.message, custom_id=button)
        await confirmed.wait_for_edit(1)
        # A second press that was on its way when the button went.
        asked.message.components = components
        again = await stage.admin.press(asked.message, custom_id=button)
    assert "confirmed already" in again.text()
    assert len(posted(stage)) == 2


async def test_a_press_that_came_too_late_is_no_confirmation(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    async with stage.bot():
        asked = await asked_twice(stage)
        late = stage.world.faults.answer("POST", "/interactions/*/callback", status=404, code=10062)
        with monkeypatch.context() as hurried:
            hurried.setattr(stage.world.world, "answer_within", timedelta(seconds=0.3))
            with pytest.raises(DriverError):
                await stage.admin.press(asked.message, label="Post again")
        assert late.met
        assert len(posted(stage)) == 1
        confirmed = await stage.admin.press(asked.message, label="Post again")
        await confirmed.wait_for_edit(1)
    assert len(posted(stage)) == 2


async def test_a_fault_takes_back_what_was_announced(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    async with stage.bot() as client:
        asked = await asked_twice(stage)
        monkeypatch.setattr(type(client.services.desk), "post", None)
        confirmed = await stage.admin.press(asked.message, label="Post again")
        said = await confirmed.wait_for_edit(1)
    assert "PB-" in said.text()
    assert "Posting" not in said.text()


async def test_posts_the_week_that_was_asked_about_though_another_came_since(stage: Stage) -> None:
    async with stage.bot():
        asked = await asked_twice(stage)
        stage.catalog = Catalog(make_weeks(4, last=date(2023, 4, 2)))
        stage.now += timedelta(minutes=5)
        await stage.admin.slash(stage.papers, "digest post")
        confirmed = await stage.admin.press(asked.message, label="Post again")
        await confirmed.wait_for_edit(1)
    asked_about, newer, again = posted(stage)
    assert again.text() == asked_about.text() != newer.text()
    assert again.link in [one.get("url") for one in confirmed.message.components_flat()]


async def test_the_right_is_checked_again_at_the_press(stage: Stage) -> None:
    async with stage.bot():
        asked = await asked_twice(stage)
        stage.admin.roles.clear()
        refused = await stage.admin.press(asked.message, label="Post again")
    assert "Manage Server" in refused.text()
    assert len(posted(stage)) == 1


async def test_a_digest_that_left_the_channel_is_not_posted_there(stage: Stage) -> None:
    async with stage.bot():
        asked = await asked_twice(stage)
        stage.set_digests(weekly=[stage.guild.add_channel("elsewhere")])
        refused = await stage.admin.press(asked.message, label="Post again")
    assert "does not post to this channel any more" in refused.text()
    assert len(posted(stage)) == 1


async def test_a_button_for_a_channel_of_another_server_does_nothing_and_tells_nothing(stage: Stage) -> None:
    secret = stage.world.add_guild("Neighbours").add_channel("secret-plans")
    stage.set_digests(weekly=[stage.papers, secret], hushhush=[secret])
    async with stage.bot():
        for digest in ("weekly", "hushhush"):
            asked = await asked_twice(stage)
            mine = PostAgain(Marker.tag_of("weekly"), stage.papers.id, SUNDAY).encode()
            relabel(asked.message, mine, PostAgain(Marker.tag_of(digest), secret.id, SUNDAY).encode())
            refused = await stage.admin.press(asked.message, label="Post again")
            assert "does not post to this channel any more" in refused.text()
            assert "hush" not in refused.text()
            assert "secret" not in refused.text()
    assert not secret.messages


# Choosing one of several.


async def test_one_of_several_is_one_press_away(stage: Stage) -> None:
    news = stage.guild.add_channel("news")
    stage.set_digests(weekly=[stage.papers, news])
    async with stage.bot():
        asked = await stage.admin.slash(stage.papers, "digest preview")
        shown = await stage.admin.press(asked.message, label="weekly in #news")
        [part] = await shown.wait_for_followups(1)
        assert not news.messages
        asked = await stage.admin.slash(stage.papers, "digest post")
        done = await stage.admin.press(asked.message, label="weekly in #news")
        await done.wait_for_edit(1)
        again = await stage.admin.press(asked.message, label="weekly in #news")
        await again.wait_for_edit(1)
    assert "**Where:** **#news**" in shown.message.text()
    assert all(reply.ephemeral for reply in (asked, shown, part, done))
    assert "## Posted" in done.text()
    assert "## Already posted" in again.text()
    assert (len(news.messages), len(posted(stage))) == (1, 0)


async def test_a_choice_checks_the_right_and_the_settings_again(stage: Stage) -> None:
    secret = stage.world.add_guild("Neighbours").add_channel("secret-plans")
    news = stage.guild.add_channel("news")
    stage.set_digests(weekly=[stage.papers, news], hushhush=[secret])
    async with stage.bot():
        asked = await stage.admin.slash(stage.papers, "digest post")
        mine = ChosenDigest(DigestAct.POST, Marker.tag_of("weekly"), news.id).encode()
        theirs = ChosenDigest(DigestAct.POST, Marker.tag_of("hushhush"), secret.id).encode()
        relabel(asked.message, mine, theirs)
        foreign = await stage.admin.press(asked.message, custom_id=theirs)
        stage.admin.roles.clear()
        refused = await stage.admin.press(asked.message, label="weekly in #papers")
    assert "does not post to this channel any more" in foreign.text()
    assert "Manage Server" in refused.text()
    assert not secret.messages
    assert posted(stage) == []
