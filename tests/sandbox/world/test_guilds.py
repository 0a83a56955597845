"""Servers: who is in them, and what the bot is told of them."""

from __future__ import annotations

from bot.sandbox.permissions import INVITED_BOT, Permission
from bot.sandbox.world.world import World


def test_a_new_server_has_its_owner_and_the_bot(world: World) -> None:
    guild = world.add_guild("Group")
    assert set(guild.members) == {world.owner.id, world.bot.id}
    assert guild.me is not None
    assert guild.everyone.id == guild.id


def test_one_person_may_be_in_several_servers(world: World) -> None:
    first, second = world.add_guild("One"), world.add_guild("Two")
    ada = first.add_member("Ada", locale="de")
    again = second.add_member(ada.user, administrator=True)
    assert (again.user, again.user.locale) == (ada.user, "de")
    assert again.permissions() != ada.permissions()


def test_archived_threads_are_not_among_the_servers_threads_for_a_new_bot(world: World) -> None:
    guild = world.add_guild("Group")
    text = guild.add_channel("text")
    text.add_thread("open")
    text.add_thread("closed").archive()
    assert [one["name"] for one in guild.gateway_payload()["threads"]] == ["open"]


def test_an_invited_bot_has_a_role_of_its_own_that_goes_with_it(world: World) -> None:
    guild = world.add_guild("Group")
    (own,) = [role for role in guild.roles.values() if role.managed_by == world.bot.id]
    assert own.permissions == INVITED_BOT
    guild.remove_bot()
    assert (guild.me, list(guild.roles)) == (None, [guild.id])


def test_permissions_of_the_bot_are_given_and_taken_in_the_whole_server(world: World) -> None:
    guild = world.add_guild("Group")
    guild.set_bot_permissions(send_messages=False, manage_messages=True)
    assert guild.me is not None
    assert Permission.SEND_MESSAGES not in guild.me.permissions()
    assert Permission.MANAGE_MESSAGES in guild.me.permissions()


def test_a_bot_is_sent_only_itself_as_a_member(world: World) -> None:
    guild = world.add_guild("Group")
    guild.add_member("Ada")
    payload = guild.gateway_payload()
    assert payload["member_count"] == 3
    assert [member["user"]["id"] for member in payload["members"]] == [str(world.bot.id)]
