"""How permissions come together: roles, overwrites, owner, administrator, threads."""

from __future__ import annotations

import pytest

from bot.sandbox.permissions import EVERYTHING, Permission, beyond, named
from tests.sandbox.town import Town


async def test_names_are_discords(town: Town) -> None:
    assert named(["view_channel", "send_messages"]) == Permission.VIEW_CHANNEL | Permission.SEND_MESSAGES
    with pytest.raises(KeyError):
        named(["fly"])


async def test_owner_and_administrator_have_everything(town: Town) -> None:
    town.general.set_overwrite(town.guild.everyone, deny=("view_channel",))
    owner = town.guild.members[town.guild.owner.id]
    assert owner.permissions(town.general) == town.chief.permissions(town.general) == EVERYTHING
    assert town.ada.permissions(town.general) == Permission(0)


async def test_overwrites_go_from_everyone_over_roles_to_the_member(town: Town) -> None:
    role = town.guild.add_role("Readers")
    eve = town.guild.add_member("Eve", roles=[role])
    town.general.set_overwrite(town.guild.everyone, deny=("send_messages",))
    assert Permission.SEND_MESSAGES not in eve.permissions(town.general)
    town.general.set_overwrite(role, allow=("send_messages",))
    assert Permission.SEND_MESSAGES in eve.permissions(town.general)
    town.general.set_overwrite(eve, deny=("send_messages",))
    assert Permission.SEND_MESSAGES not in eve.permissions(town.general)
    town.general.set_overwrite(eve)
    assert Permission.SEND_MESSAGES in eve.permissions(town.general)
    assert Permission.SEND_MESSAGES in eve.permissions(town.news)


async def test_a_role_that_allows_wins_over_one_that_denies(town: Town) -> None:
    roles = [town.guild.add_role(name) for name in "ab"]
    eve = town.guild.add_member("Eve", roles=roles)
    town.general.set_overwrite(roles[0], allow=("manage_messages",))
    town.general.set_overwrite(roles[1], deny=("manage_messages",))
    assert Permission.MANAGE_MESSAGES in eve.permissions(town.general)


async def test_a_thread_has_its_parents_overwrites(town: Town) -> None:
    thread = town.general.add_thread("chat")
    town.general.set_overwrite(town.guild.everyone, deny=("send_messages_in_threads",))
    assert Permission.SEND_MESSAGES_IN_THREADS not in town.ada.permissions(thread)
    assert Permission.SEND_MESSAGES in town.ada.permissions(thread)


async def test_what_hangs_on_others_goes_with_them(town: Town) -> None:
    town.general.set_overwrite(town.guild.everyone, deny=("send_messages",))
    assert Permission.ATTACH_FILES not in town.ada.permissions(town.general)
    town.general.set_overwrite(town.guild.everyone, deny=("view_channel",))
    assert town.ada.permissions(town.general) == Permission(0)


async def test_what_is_taken_from_the_bot_in_the_server_is_really_gone(town: Town) -> None:
    me = town.guild.me
    assert me is not None
    town.guild.set_bot_permissions(send_messages=False, manage_messages=True)
    bits = me.permissions(town.general)
    assert Permission.SEND_MESSAGES not in bits
    assert Permission.MANAGE_MESSAGES in bits
    town.general.set_bot_permissions(send_messages=True)
    assert Permission.SEND_MESSAGES in me.permissions(town.general)


async def test_a_member_may_be_given_permissions_of_its_own(town: Town) -> None:
    eve = town.guild.add_member("Eve", permissions=["manage_guild"])
    assert Permission.MANAGE_GUILD in eve.permissions()
    assert Permission.MANAGE_GUILD not in town.ada.permissions()


def test_bits_that_have_no_effect_here_are_not_missed() -> None:
    connect = Permission(1 << 20)
    assert beyond(connect | Permission.SEND_MESSAGES, Permission.SEND_MESSAGES) == Permission(0)
    assert beyond(connect | Permission.BAN_MEMBERS, Permission(0)) == Permission.BAN_MEMBERS
