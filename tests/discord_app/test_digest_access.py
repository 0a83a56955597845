from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import discord
import pytest

from bot.digests.model import Marker
from bot.discord_app.digest_access import (
    Target,
    channel_ids,
    in_words,
    managed_guild,
    meant,
    pressed_target,
    targets_in,
)
from bot.discord_app.errors import Declined
from bot.discord_app.homes import ChannelHomes
from bot.settings.models import DigestSettings, Settings
from tests.discord_app.memory import MemoryNotes
from tests.discord_app.servers import GUILD, OTHER_GUILD, add_guild, channel_data, logged_in_client

PAPERS, NEWS, ELSEWHERE = 200000000000000001, 200000000000000002, 200000000000000003
SETTINGS = Settings(
    digests=(
        DigestSettings(name="weekly", channels=(str(PAPERS), str(ELSEWHERE))),
        DigestSettings(name="vision", channels=(str(NEWS), str(PAPERS))),
        DigestSettings(name="their secret", channels=(str(ELSEWHERE),)),
    )
)
WEEKLY, VISION_NEWS, VISION_PAPERS = HERE = (
    Target("weekly", PAPERS, "papers"),
    Target("vision", NEWS, "news"),
    Target("vision", PAPERS, "papers"),
)


def interaction(**changes: Any) -> Any:
    client = logged_in_client()
    add_guild(client, [])
    usual = {
        "guild_id": GUILD,
        "client": client,
        "permissions": discord.Permissions(manage_guild=True),
        "is_guild_integration": lambda: True,
    }
    return SimpleNamespace(**{**usual, **changes})


def test_lets_those_through_who_manage_the_server() -> None:
    assert managed_guild(interaction()) == GUILD
    assert managed_guild(interaction(permissions=discord.Permissions(administrator=True))) == GUILD


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"permissions": discord.Permissions(manage_channels=True, send_messages=True)}, "Manage Server"),
        ({"guild_id": None}, "servers where the bot is a member"),
        ({"guild_id": OTHER_GUILD}, "servers where the bot is a member"),
        ({"is_guild_integration": lambda: False}, "servers where the bot is a member"),
    ],
)
def test_keeps_everybody_else_out(changes: dict[str, Any], sentence: str) -> None:
    with pytest.raises(Declined, match=sentence):
        managed_guild(interaction(**changes))


def test_knows_only_what_posts_to_this_server() -> None:
    client = logged_in_client()
    add_guild(client, [channel_data(PAPERS, "papers"), channel_data(NEWS, "news")])
    add_guild(client, [channel_data(ELSEWHERE, "elsewhere")], guild_id=OTHER_GUILD)
    homes = ChannelHomes(client, MemoryNotes())
    assert targets_in(GUILD, SETTINGS, homes) == HERE
    assert [target.digest for target in targets_in(OTHER_GUILD, SETTINGS, homes)] == ["weekly", "their secret"]


def test_counts_each_channel_once() -> None:
    assert channel_ids(SETTINGS) == (PAPERS, ELSEWHERE, NEWS)


@pytest.mark.parametrize(
    ("digest", "channel", "expected"),
    [
        ("weekly", None, WEEKLY),
        (" WEEKLY ", None, WEEKLY),
        ("vision", "news", VISION_NEWS),
        (None, "#News", VISION_NEWS),
        ("vision", str(PAPERS), VISION_PAPERS),
        ("vision", f"<#{PAPERS}>", VISION_PAPERS),
    ],
)
def test_finds_the_one_that_is_meant(digest: str | None, channel: str | None, expected: Target) -> None:
    assert meant(HERE, digest, channel) == (expected,)


def test_the_only_one_needs_no_name() -> None:
    assert meant([WEEKLY], None, None) == (WEEKLY,)


def test_several_may_be_meant() -> None:
    assert meant(HERE, None, None) == HERE
    assert meant(HERE, "vision", None) == (VISION_NEWS, VISION_PAPERS)


def test_finds_what_a_button_carries() -> None:
    assert pressed_target(HERE, Marker.tag_of("Vision"), PAPERS) == VISION_PAPERS
    for digest, channel_id in (("weekly", NEWS), ("their secret", ELSEWHERE)):
        with pytest.raises(Declined, match="does not post to this channel any more"):
            pressed_target(HERE, Marker.tag_of(digest), channel_id)


@pytest.mark.parametrize(
    ("targets", "digest", "channel", "sentence"),
    [
        (HERE, "their secret", None, "Nothing in this server is called that. There is weekly in #papers"),
        (HERE, None, str(ELSEWHERE), "Nothing in this server is called that"),
        ((), "weekly", None, "No digest posts to this server"),
    ],
)
def test_says_what_there_is_where_nothing_is_meant(
    targets: tuple[Target, ...], digest: str | None, channel: str | None, sentence: str
) -> None:
    with pytest.raises(Declined, match=sentence) as caught:
        meant(targets, digest, channel)
    assert "their secret" not in str(caught.value)


def test_cuts_a_long_list_short() -> None:
    many = [Target(f"d{number}", number, "c") for number in range(30)]
    assert in_words(many).endswith("d8 in #c, and 21 more")
    assert in_words(many[:1]) == "d0 in #c"
