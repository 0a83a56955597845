"""A correction from the list to Discord: the real desk, renderer and sending end, on a Discord that refuses what Discord does."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.catalog import Catalog
from bot.discord_app.custom_ids.in_messages import marker_in, papers_in
from bot.models import Week
from bot.sandbox.world.channels import Channel, Thread
from bot.sandbox.world.messages import CROSSPOSTED, Message
from tests.discord_app.stage import Stage
from tests.factories import SUNDAY, make_paper, make_week

EDITED = "/channels/{channel_id}/messages/{message_id}"
SATURDAY = SUNDAY - timedelta(days=1)
TEN = make_week(papers=10)


def corrected(end: date = SUNDAY) -> Week:
    """Return the week with one title corrected and a paper that came late, perhaps under another date."""
    papers = [
        replace(paper, title=f"{paper.title} (corrected)") if paper.rank == 3 else paper for paper in TEN.papers[:9]
    ]
    late = make_paper(777, rank=10, title="A paper that came late")
    return Week.ending(end, tuple(replace(paper, week=end) for paper in [*papers, late]))


def a_channel(stage: Stage, kind: str) -> Channel:
    return stage.papers if kind == "text" else stage.guild.add_channel("elsewhere", kind)


def messages_of(channel: Channel) -> list[Message]:
    """Return the messages of a channel, of a forum those of its posts."""
    places: list[Channel] = [*channel.threads] if channel.threads else [channel]
    return [message for place in places for message in place.messages.values()]


def expect_corrected(messages: list[Message], end: date = SUNDAY) -> None:
    (message,) = messages
    assert papers_in({"components": message.components}) == tuple(paper.identity for paper in corrected().papers)
    marker = marker_in({"components": message.components})
    assert marker is not None
    assert marker.week == end
    for text in ("(corrected)", "A paper that came late"):
        assert text in json.dumps(message.components)


@pytest.mark.parametrize("kind", ["text", "announcement", "forum"])
@pytest.mark.parametrize("end", [SUNDAY, SATURDAY], ids=["corrected", "under another date"])
async def test_what_was_posted_says_what_the_list_says(stage: Stage, kind: str, end: date) -> None:
    channel = a_channel(stage, kind)
    stage.set_digests(weekly=[channel])
    stage.catalog = Catalog([TEN])
    async with stage.bot() as client:
        desk = client.services.desk
        await desk.post("weekly", channel.id)
        (posted,) = messages_of(channel)
        for thread in channel.threads:
            assert isinstance(thread, Thread)
            thread.archive()
        stage.catalog = Catalog([corrected(end)])
        summary = await desk.run_due()
        await desk.run_due()
    assert [edition.correction is not None for edition in summary.corrected] == [True]
    expect_corrected(messages_of(channel), end)
    assert messages_of(channel)[0].id == posted.id
    assert bool(posted.flags & CROSSPOSTED) == (kind == "announcement")
    assert [one.status for one in stage.world.sent("PATCH", EDITED)][-1] == 200
    assert len([one for one in stage.world.sent("PATCH", EDITED) if one.status == 200]) == 1


async def test_it_is_said_in_the_status(stage: Stage) -> None:
    stage.set_digests(weekly=[stage.papers])
    stage.catalog = Catalog([TEN])
    async with stage.bot() as client:
        await client.services.desk.post("weekly", stage.papers.id)
        stage.catalog = Catalog([corrected()])
        await client.services.desk.run_due()
        answer = await stage.admin.slash(stage.papers, "digest status")
    assert "✏️ Corrected" in json.dumps(answer.message.components, ensure_ascii=False)
