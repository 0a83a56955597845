from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.app.offline import digest_previews, digest_statuses, post_digests
from bot.digests.reports import Outcome
from bot.errors import DigestChannelError, DigestNotFoundError, EnvironmentVariableError, SettingsError
from bot.sandbox import Channel
from tests.end_to_end.house import House, open_house

TWO = """\
digests:
  - {name: Weekly, channels: ["%(one)s", "%(two)s"]}
  - {name: Vision, channels: ["%(two)s"], categories: [cs.CV]}
"""


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    async with open_house(tmp_path) as opened:
        yield opened


@pytest.fixture
def other(house: House) -> Channel:
    channel = house.guild.add_channel("other")
    house.set_up(TWO % {"one": house.papers.id, "two": channel.id})
    return channel


async def test_statuses_of_every_digest_and_channel(house: House, other: Channel) -> None:
    statuses = await digest_statuses(house.environment)
    assert [(status.digest, [one.channel_id for one in status.channels]) for status in statuses] == [
        ("Weekly", [house.papers.id, other.id]),
        ("Vision", [other.id]),
    ]


@pytest.mark.parametrize(
    ("digest", "in_other", "expected"),
    [
        (None, False, [("Weekly", "papers"), ("Weekly", "other"), ("Vision", "other")]),
        ("wEEKLY", False, [("Weekly", "papers"), ("Weekly", "other")]),
        ("Weekly", True, [("Weekly", "other")]),
        (None, True, [("Weekly", "other"), ("Vision", "other")]),
    ],
)
async def test_previews_of_what_is_meant(
    house: House, other: Channel, digest: str | None, in_other: bool, expected: list[tuple[str, str]]
) -> None:
    previews = await digest_previews(house.environment, digest, other.id if in_other else None)
    names = {house.papers.id: "papers", other.id: "other"}
    assert [(preview.digest, names[preview.channel_id]) for preview in previews] == expected
    assert all(preview.parts for preview in previews)


@pytest.mark.usefixtures("other")
async def test_what_is_not_there_is_refused(house: House) -> None:
    with pytest.raises(DigestNotFoundError, match="Did you mean `Weekly`"):
        await digest_previews(house.environment, "weakly", None)
    with pytest.raises(DigestChannelError, match=f"The digest `Vision` does not post to channel {house.papers.id}"):
        await digest_previews(house.environment, "vision", house.papers.id)
    with pytest.raises(DigestChannelError, match="No digest posts to channel 5"):
        await post_digests(house.environment, None, 5)
    assert house.world.requests == []


async def test_posting_is_done_once_and_again_only_on_request(house: House, other: Channel) -> None:
    first = await post_digests(house.environment, "weekly", None)
    second = await post_digests(house.environment, "weekly", None)
    again = await post_digests(house.environment, "weekly", other.id, again=True)
    assert [(result.outcome, result.already) for result in first] == [(Outcome.DELIVERED, False)] * 2
    assert [result.already for result in second] == [True, True]
    assert [len(house.posted(channel)) for channel in (house.papers, other)] == [1, 2]
    assert again[0].edition is not None
    assert again[0].edition.key.attempt == 2


async def test_a_channel_that_fails_does_not_stop_the_others(house: House, other: Channel) -> None:
    house.papers.set_overwrite(house.guild.everyone, deny=("send_messages",))
    failed, delivered = await post_digests(house.environment, "weekly", None)
    assert failed.outcome is Outcome.FAILED
    assert "Send Messages" in failed.reason
    assert delivered.outcome is Outcome.DELIVERED
    assert len(house.posted(other)) == 1


async def test_what_was_posted_by_hand_is_known_to_the_running_bot(house: House) -> None:
    house.set_up_digest()
    await post_digests(house.environment, None, None)
    async with house.bot():
        status = await house.admin.slash(house.papers, "digest status")
    assert "Last posted: the week to 26 March 2023" in status.text()
    assert len(house.posted()) == 1


async def test_errors_of_settings_and_token(house: House) -> None:
    house.set_up("nonsense: 1\n")
    with pytest.raises(SettingsError):
        await digest_statuses(house.environment)
    house.set_up_digest()
    other_token = replace(house.environment, token=SecretStr("another.one"))
    with pytest.raises(EnvironmentVariableError, match="DISCORD_TOKEN"):
        await post_digests(other_token, None, None)


async def test_no_digest_is_no_error(house: House) -> None:
    assert await digest_statuses(house.environment) == ()
    assert await digest_previews(house.environment, None, None) == []
