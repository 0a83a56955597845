"""What a session hears of the world, and what it sees of it."""

from __future__ import annotations

import pytest

from bot.sandbox.gateway.audience import guild_create, hears, shaped
from bot.sandbox.gateway.identity import Identity
from bot.sandbox.gateway.intents import KNOWN, Intent
from bot.sandbox.world.guilds import Guild
from bot.sandbox.world.posting import create_message
from bot.sandbox.world.presences import OFFLINE
from bot.sandbox.world.world import Event, World

ALL = Identity(KNOWN)
BLIND = Identity(KNOWN & ~Intent.MESSAGE_CONTENT)


@pytest.fixture
def guild(world: World) -> Guild:
    return world.add_guild("Group")


@pytest.mark.parametrize(
    ("name", "in_guild", "needed"),
    [
        ("GUILD_CREATE", True, Intent.GUILDS),
        ("CHANNEL_UPDATE", True, Intent.GUILDS),
        ("GUILD_MEMBER_ADD", True, Intent.GUILD_MEMBERS),
        ("PRESENCE_UPDATE", True, Intent.GUILD_PRESENCES),
    ],
)
def test_each_event_needs_its_intent(world: World, guild: Guild, name: str, in_guild: bool, needed: int) -> None:
    event = Event(name, {"id": "1"}, guild if in_guild else None)
    assert hears(Identity(needed), world, event)
    assert not hears(Identity(KNOWN & ~needed), world, event)


def test_interactions_need_none(world: World, guild: Guild) -> None:
    assert hears(Identity(0), world, Event("INTERACTION_CREATE", {}, guild))


def test_direct_messages_are_on_the_first_shard(world: World) -> None:
    event = Event("INTERACTION_CREATE", {})
    assert hears(Identity(0, (0, 2)), world, event)
    assert not hears(Identity(0, (1, 2)), world, event)


def test_the_bot_hears_of_its_own_roles_in_any_case(world: World, guild: Guild) -> None:
    own = Event("GUILD_MEMBER_UPDATE", {"user": {"id": str(world.bot.id)}}, guild)
    assert hears(Identity(0), world, own)
    assert not hears(Identity(0), world, Event("GUILD_MEMBER_UPDATE", {"user": {"id": "1"}}, guild))


def heard_of(world: World, identity: Identity) -> list[str]:
    heard: list[str] = []

    def listen(event: Event) -> None:
        if hears(identity, world, event):
            heard.append(event.name)

    world.listeners.append(listen)
    return heard


def test_hidden_channels_are_silent(world: World, guild: Guild) -> None:
    heard = heard_of(world, ALL)
    channel = guild.add_channel("secret")
    ada = guild.add_member("Ada")
    channel.set_bot_permissions(view_channel=False)
    heard.clear()
    ada.say(channel, "psst")
    channel.add_thread("aside")
    assert heard == []
    channel.set_bot_permissions(view_channel=True)
    ada.say(channel, "hello")
    assert heard == ["CHANNEL_UPDATE", "MESSAGE_CREATE"]


def test_a_private_thread_is_heard_of_by_those_in_it(world: World, guild: Guild) -> None:
    channel, ada = guild.add_channel("general"), guild.add_member("Ada")
    heard = heard_of(world, ALL)
    thread = channel.add_thread("aside", owner=ada.user, private=True)
    create_message(thread, ada.user, {"content": "psst"})
    assert heard == []
    thread.join(world.bot)
    create_message(thread, ada.user, {"content": "hello"})
    assert heard == ["THREAD_CREATE", "THREAD_MEMBERS_UPDATE", "MESSAGE_CREATE"]


def test_what_is_deleted_was_in_sight(world: World, guild: Guild) -> None:
    channel = guild.add_channel("general")
    channel.add_thread("aside")
    heard = heard_of(world, ALL)
    world.remove_channel(channel)
    assert heard == ["THREAD_DELETE", "CHANNEL_DELETE"]


def test_who_joins_a_thread_is_for_the_members_intent_but_the_bot_itself(world: World, guild: Guild) -> None:
    heard = heard_of(world, Identity(int(Intent.GUILDS)))
    ada = guild.add_member("Ada")
    thread = guild.add_channel("general").add_thread("aside", owner=ada.user)
    heard.clear()
    thread.join(guild.owner)
    thread.leave(ada.user)
    assert heard == []
    thread.join(world.bot)
    thread.leave(world.bot)
    assert heard == ["THREAD_MEMBERS_UPDATE"] * 2


def test_foreign_words_are_blank_without_their_intent(world: World, guild: Guild) -> None:
    data = guild.owner.say(guild.add_channel("general"), "words").payload()
    for name in ("MESSAGE_CREATE", "MESSAGE_UPDATE"):
        assert shaped(BLIND, world, Event(name, data, guild))["content"] == ""
        assert shaped(ALL, world, Event(name, data, guild)) == data
        assert shaped(BLIND, world, Event(name, data))["content"] == "words"


def test_a_deletion_has_no_words(world: World, guild: Guild) -> None:
    assert shaped(BLIND, world, Event("MESSAGE_DELETE", {"id": "1"}, guild)) == {"id": "1"}


def crowd(guild: Guild, *, offline: int) -> None:
    for number in range(offline):
        guild.add_member(f"Absent {number}").user.presence = OFFLINE


def test_only_the_bot_is_listed_without_the_intent_of_presences(world: World, guild: Guild) -> None:
    crowd(guild, offline=3)
    payload = guild_create(BLIND_TO_PRESENCES, guild)
    assert [one["user"]["id"] for one in payload["members"]] == [str(world.bot.id)]
    assert (payload["presences"], payload["member_count"], payload["large"]) == ([], 5, False)


BLIND_TO_PRESENCES = Identity(int(Intent.GUILDS))


def test_a_small_server_lists_everybody(guild: Guild) -> None:
    crowd(guild, offline=3)
    payload = guild_create(ALL, guild)
    assert len(payload["members"]) == 5
    # The owner is online; the bot is not connected in this test.
    assert [one["status"] for one in payload["presences"]] == ["online"]


def test_a_large_server_leaves_out_who_is_offline_and_has_no_role(guild: Guild) -> None:
    crowd(guild, offline=49)
    chief = guild.add_member("Chief", administrator=True)
    chief.user.presence = OFFLINE
    payload = guild_create(ALL, guild)
    assert payload["large"]
    assert payload["member_count"] == 52
    assert {one["user"]["global_name"] for one in payload["members"]} == {"Owner", "Chief", None}
    assert not guild_create(Identity(KNOWN, large_threshold=52), guild)["large"]


def test_threads_are_listed_as_far_as_the_bot_sees_them(world: World, guild: Guild) -> None:
    channel = guild.add_channel("general")
    channel.add_thread("open")
    channel.add_thread("closed").archive()
    channel.add_thread("theirs", owner=world.owner, private=True)
    assert [one["name"] for one in guild_create(ALL, guild)["threads"]] == ["open"]
