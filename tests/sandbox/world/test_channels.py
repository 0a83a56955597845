"""Channels, threads and posts as they are built and sent."""

from __future__ import annotations

import pytest

from bot.sandbox.permissions import Permission
from bot.sandbox.world.channels import REQUIRE_TAG, ChannelKind
from bot.sandbox.world.world import World


def test_a_thread_knows_its_parent_and_a_forum_its_posts(world: World) -> None:
    guild = world.add_guild("Group")
    forum, text = guild.add_channel("forum", "forum"), guild.add_channel("text")
    post = forum.add_thread("post")
    assert (post.parent, forum.threads, text.threads) == (forum, [post], [])
    assert guild.threads == [post]
    assert guild.channels == [forum, text]
    assert (post.payload()["parent_id"], post.payload()["thread_metadata"]["archived"]) == (str(forum.id), False)


def test_an_unknown_kind_of_channel_is_an_error(world: World) -> None:
    with pytest.raises(KeyError):
        world.add_guild("Group").add_channel("x", "hologram")


@pytest.mark.parametrize(
    ("kind", "number", "own"),
    [
        ("text", 0, set()),
        ("voice", 2, {"bitrate", "user_limit"}),
        ("category", 4, set()),
        ("announcement", 5, set()),
        ("forum", 15, {"available_tags", "default_reaction_emoji"}),
    ],
)
def test_each_kind_has_fields_of_its_own(world: World, kind: str, number: int, own: set[str]) -> None:
    guild = world.add_guild("Group")
    common = set(guild.add_channel("plain").payload())
    payload = guild.add_channel("one", kind).payload()
    assert (payload["type"], set(payload) - common) == (number, own)


def test_a_forum_may_require_a_tag(world: World) -> None:
    forum = world.add_guild("Group").add_channel("papers", "forum", tags=["weekly"], require_tag=True)
    assert forum.payload()["flags"] == REQUIRE_TAG
    assert [tag["name"] for tag in forum.payload()["available_tags"]] == ["weekly"]


def test_threads_of_announcements_are_a_kind_of_their_own(world: World) -> None:
    guild = world.add_guild("Group")
    news, text = guild.add_channel("news", "announcement"), guild.add_channel("text")
    assert news.add_thread("a").kind is ChannelKind.ANNOUNCEMENT_THREAD
    assert text.add_thread("a").kind is ChannelKind.PUBLIC_THREAD
    assert text.add_thread("a", private=True).kind is ChannelKind.PRIVATE_THREAD


def test_what_a_channel_gives_and_takes_adds_up(world: World) -> None:
    channel = world.add_guild("Group").add_channel("text")
    channel.set_bot_permissions(send_messages=False)
    channel.set_bot_permissions(send_messages=True, embed_links=False)
    one = channel.overwrites[world.bot.id]
    assert (one.allow, one.deny, one.for_member) == (Permission.SEND_MESSAGES, Permission.EMBED_LINKS, True)
    channel.set_overwrite(world.bot)
    assert channel.overwrites == {}
