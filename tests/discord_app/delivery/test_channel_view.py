from __future__ import annotations

import discord
import pytest

from bot.digests.model import ChannelKind, Role
from bot.discord_app.delivery.channel_view import describe
from bot.errors import RefusedError
from tests.discord_app.servers import (
    ALL,
    FORUM,
    MEDIA,
    NEWS,
    REQUIRES_TAG,
    TEXT,
    VOICE,
    add_guild,
    channel_data,
    logged_in_client,
    thread_data,
)


@pytest.fixture
def guild() -> discord.Guild:
    channels = [
        channel_data(1, "papers", TEXT),
        channel_data(2, "news", NEWS),
        channel_data(3, "posts", FORUM, flags=REQUIRES_TAG),
        channel_data(4, "pictures", MEDIA),
        channel_data(5, "Lounge", VOICE),
        channel_data(6, "free-posts", FORUM),
    ]
    return add_guild(
        logged_in_client(), channels, threads=[thread_data(7, 1, "t"), thread_data(8, 1, "l", locked=True)]
    )


@pytest.mark.parametrize(
    ("channel_id", "kind"),
    [(1, ChannelKind.TEXT), (2, ChannelKind.ANNOUNCEMENT), (3, ChannelKind.FORUM), (7, ChannelKind.THREAD)],
)
def test_tells_the_kinds_apart(guild: discord.Guild, channel_id: int, kind: ChannelKind) -> None:
    view = describe(guild.get_channel_or_thread(channel_id), ALL)
    assert (view.channel_id, view.guild_id, view.kind, view.missing) == (channel_id, guild.id, kind, ())
    assert view.readable


@pytest.mark.parametrize(
    ("channel_id", "names"),
    [
        (1, ("View Channel", "Send Messages")),
        (2, ("View Channel", "Send Messages")),
        (3, ("View Channel", "Create Posts", "Send Messages in Posts")),
        (7, ("View Channel", "Send Messages in Threads")),
        (8, ("View Channel", "Send Messages in Threads", "Manage Threads")),
    ],
)
def test_names_what_is_missing_as_discord_does(guild: discord.Guild, channel_id: int, names: tuple[str, ...]) -> None:
    view = describe(guild.get_channel_or_thread(channel_id), discord.Permissions.none())
    assert view.missing == names
    assert not view.readable


def test_a_history_that_cannot_be_read_keeps_nobody_from_posting(guild: discord.Guild) -> None:
    silent = discord.Permissions(view_channel=True, send_messages=True)
    view = describe(guild.get_channel(1), silent)
    assert (view.missing, view.readable) == ((), False)


def test_says_which_forums_ask_for_a_tag(guild: discord.Guild) -> None:
    assert describe(guild.get_channel(3), ALL).tags_required
    assert not describe(guild.get_channel(6), ALL).tags_required


@pytest.mark.parametrize("loud", [False, True])
def test_knows_the_roles_and_whether_the_bot_may_mention_them(guild: discord.Guild, loud: bool) -> None:
    may = discord.Permissions(view_channel=True, mention_everyone=loud)
    assert describe(guild.get_channel(1), may).roles == (Role(guild.id, "everyone", loud),)


@pytest.mark.parametrize(("channel_id", "kind"), [(4, "media"), (5, "voice")])
def test_refuses_what_takes_no_digest_by_its_kind(guild: discord.Guild, channel_id: int, kind: str) -> None:
    with pytest.raises(RefusedError, match=f"{kind} channel, which takes no digest"):
        describe(guild.get_channel(channel_id), ALL)


def test_refuses_a_direct_message() -> None:
    with pytest.raises(RefusedError, match="direct message"):
        describe(object(), ALL)
