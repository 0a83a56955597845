"""Channels as somebody sees them: which, and with what."""

from __future__ import annotations

import pytest

from bot.sandbox import Channel, Guild, Member
from bot.sandbox.page.views.channels import channel_view, may_write, sees_channel
from bot.sandbox.world.posting import create_message, delete_message
from bot.sandbox.world.world import World


@pytest.fixture
def guild(world: World) -> Guild:
    return world.add_guild("Reading group")


@pytest.fixture
def ada(guild: Guild) -> Member:
    return guild.add_member("Ada")


@pytest.fixture
def chief(guild: Guild) -> Member:
    return guild.add_member("Chief", administrator=True)


def sees(member: Member, channel: Channel) -> bool:
    return sees_channel(member.user, channel)


def test_permissions_decide_who_sees_a_channel_and_its_threads(guild: Guild, ada: Member, chief: Member) -> None:
    secret = guild.add_channel("secret")
    thread = secret.add_thread("inside")
    secret.set_overwrite(guild.everyone, deny=("view_channel",))
    assert [sees(ada, secret), sees(ada, thread), sees(chief, secret), sees(chief, thread)] == [
        False,
        False,
        True,
        True,
    ]


def test_a_private_thread_is_for_those_in_it_and_the_managers(guild: Guild, ada: Member, chief: Member) -> None:
    general = guild.add_channel("general")
    own = general.add_thread("own", owner=ada.user, private=True)
    bots = general.add_thread("the bot's", private=True)
    assert [sees(ada, own), sees(ada, bots)] == [True, False]
    assert [sees(chief, own), sees(chief, bots)] == [True, True]
    bots.join(ada.user)
    assert sees(ada, bots)
    general.set_overwrite(guild.everyone, deny=("view_channel",))
    assert not sees(ada, bots)


def test_direct_messages_are_their_peoples(world: World, guild: Guild, ada: Member, chief: Member) -> None:
    dm = world.dm(ada.user)
    group = world.private_channel(ada.user, chief.user, world.add_user("Cem"))
    assert [sees(ada, dm), sees(chief, dm), sees(chief, group)] == [True, False, True]
    assert dict(channel_view(dm, ada.user)) == {
        "id": str(dm.id),
        "kind": "dm",
        "name": "Paperboy",
        "topic": "",
        "server": None,
        "parent": None,
        "order": channel_view(dm, chief.user)["order"],
        "can_send": True,
        "archived": False,
        "locked": False,
        "tags": [],
        "people": [str(world.bot.id)],
        "starter": None,
    }
    assert channel_view(group, chief.user)["name"] == "Ada, Cem"
    assert channel_view(group, chief.user)["kind"] == "group"


@pytest.mark.parametrize("kind", ["text", "announcement", "forum", "voice", "category"])
def test_every_kind_has_its_word(guild: Guild, ada: Member, kind: str) -> None:
    guild.add_channel("first")
    channel = guild.add_channel("second", kind, topic="About", tags=["weekly"])
    shown = channel_view(channel, ada.user)
    assert (shown["kind"], shown["order"], shown["topic"], shown["server"]) == (kind, 1, "About", str(guild.id))
    assert [tag["name"] for tag in shown["tags"]] == ["weekly"]
    assert shown["can_send"] == (kind not in ("forum", "category"))


def test_a_channel_stands_under_its_category(guild: Guild, ada: Member) -> None:
    heading, channel = guild.add_channel("papers", "category"), guild.add_channel("weekly")
    assert channel_view(channel, ada.user)["parent"] is None
    channel.category = heading
    assert channel_view(channel, ada.user)["parent"] == str(heading.id)


def test_a_post_has_its_tags_in_the_order_of_their_choice(guild: Guild, ada: Member) -> None:
    forum = guild.add_channel("papers", "forum", tags=["old", "new", "gone"])
    post = forum.add_thread("Attention")
    old, new, _ = forum.tags
    post.applied_tags = [new.id, old.id, 5]
    shown = channel_view(post, ada.user)
    assert shown["tags"] == [{"id": str(new.id), "name": "new"}, {"id": str(old.id), "name": "old"}]
    assert (shown["kind"], shown["parent"], shown["starter"]) == ("thread", str(forum.id), None)


def test_a_thread_names_the_message_that_it_was_opened_from(world: World, guild: Guild, ada: Member) -> None:
    general = guild.add_channel("general")
    message = create_message(general, world.bot, {"content": "Discuss"})
    message.thread = thread = general.add_thread("Discussion", id=message.id)
    assert channel_view(thread, ada.user)["starter"] == str(message.id)
    delete_message(message)
    assert channel_view(thread, ada.user)["starter"] is None


def test_threads_are_ordered_by_age_in_numbers_that_javascript_keeps(guild: Guild, ada: Member) -> None:
    general = guild.add_channel("general")
    orders = [channel_view(general.add_thread(name), ada.user)["order"] for name in "abc"]
    assert orders == sorted(set(orders))
    assert max(orders) < 2**53


def test_who_may_write(guild: Guild, ada: Member, chief: Member) -> None:
    general = guild.add_channel("general")
    thread = general.add_thread("Thread")
    general.set_overwrite(guild.everyone, deny=("send_messages",))
    assert [may_write(ada.user, general), may_write(ada.user, thread)] == [False, True]
    thread.archive(locked=True)
    assert [may_write(ada.user, thread), may_write(chief.user, thread)] == [False, True]
    shown = channel_view(thread, ada.user)
    assert (shown["archived"], shown["locked"], shown["can_send"]) == (True, True, False)
