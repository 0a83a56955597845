"""Who sees what."""

from __future__ import annotations

import pytest

from bot.sandbox.permissions import IN_DIRECT_MESSAGES, Permission
from bot.sandbox.world.messages import Message
from bot.sandbox.world.sight import may_write, permissions_of, sees_channel, sees_message
from tests.sandbox.town import Town


def test_permissions_come_from_the_server_or_the_conversation(town: Town) -> None:
    ada = town.ada.user
    assert permissions_of(ada, town.general) == town.ada.permissions(town.general)
    assert permissions_of(ada, town.sandbox.dm(ada)) == IN_DIRECT_MESSAGES
    assert permissions_of(ada, town.sandbox.dm(town.chief)) == Permission(0)
    assert permissions_of(town.sandbox.add_user("Stranger"), town.general) == Permission(0)


def test_a_channel_is_seen_by_permission(town: Town) -> None:
    assert sees_channel(town.ada.user, town.general)
    town.general.set_overwrite(town.guild.everyone, deny=("view_channel",))
    assert not sees_channel(town.ada.user, town.general)
    assert sees_channel(town.chief.user, town.general)
    assert not sees_channel(town.ada.user, town.general.add_thread("talk"))


@pytest.mark.parametrize("inside", [True, False])
def test_a_private_thread_is_seen_by_those_in_it_and_moderators(town: Town, inside: bool) -> None:
    thread = town.general.add_thread("aside", private=True)
    if inside:
        thread.join(town.ada.user)
    assert sees_channel(town.ada.user, thread) is inside
    assert sees_channel(town.chief.user, thread)


def test_a_hidden_answer_is_seen_by_one(town: Town) -> None:
    hidden = Message(town.general, 1, town.sandbox.bot_user, seen_only_by=town.ada.user)
    assert sees_message(town.ada.user, hidden)
    assert not sees_message(town.chief.user, hidden)
    assert sees_message(town.chief.user, Message(town.general, 2, town.sandbox.bot_user))


def test_people_write_where_there_is_text_and_they_are_let(town: Town) -> None:
    assert may_write(town.ada.user, town.general)
    assert not may_write(town.chief.user, town.forum)
    thread = town.forum.add_thread("Week 12")
    assert may_write(town.ada.user, thread)
    aside = town.general.add_thread("aside", owner=town.chief.user, private=True)
    assert [may_write(one.user, aside) for one in (town.ada, town.chief)] == [False, True]
    thread.archive(locked=True)
    assert [may_write(one.user, thread) for one in (town.ada, town.chief)] == [False, True]
