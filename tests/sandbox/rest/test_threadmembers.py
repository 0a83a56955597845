"""Who is in a thread, over REST."""

from __future__ import annotations

from bot.sandbox import Thread
from tests.sandbox.town import Api, Town

MEMBERS_INTENT = 1 << 1


def place(thread: Thread, who: object = "") -> str:
    base = f"/channels/{thread.id}/thread-members"
    return f"{base}/{who}" if who else base


async def test_the_bot_joins_and_leaves(town: Town, api: Api) -> None:
    thread = town.general.add_thread("chat", owner=town.ada.user)
    assert (await api.put(place(thread, "@me"), {})).status == 204
    assert list(thread.members) == [town.ada.id, town.sandbox.bot_user.id]
    assert (await api.get(f"/channels/{thread.id}")).body["member_count"] == 2
    assert (await api.delete(place(thread, "@me"))).status == 204
    assert list(thread.members) == [town.ada.id]
    assert (await api.delete(f"/channels/{town.general.id}/thread-members/@me")).code == (400, 50024)


async def test_others_are_added_and_removed(town: Town, api: Api) -> None:
    thread = town.general.add_thread("chat")
    assert (await api.put(place(thread, town.ada.id), {})).status == 204
    assert (await api.get(place(thread, town.ada.id))).body["user_id"] == str(town.ada.id)
    assert (await api.delete(place(thread, town.ada.id))).code == (403, 50013)
    town.guild.set_bot_permissions(manage_threads=True)
    assert (await api.delete(place(thread, town.ada.id))).status == 204
    assert (await api.get(place(thread, town.ada.id))).code == (404, 10007)
    assert (await api.put(place(thread, 1), {})).code == (404, 10013)
    stranger = town.sandbox.add_user("Stranger")
    assert (await api.put(place(thread, stranger.id), {})).code == (404, 10007)


async def test_whoever_opened_a_private_thread_removes_from_it(town: Town, api: Api) -> None:
    thread = town.general.add_thread("secret", private=True)
    await api.put(place(thread, town.ada.id), {})
    assert (await api.delete(place(thread, town.ada.id))).status == 204


async def test_members_add_to_a_private_thread_only_where_it_lets_them(town: Town, api: Api) -> None:
    thread = town.general.add_thread("secret", private=True, owner=town.ada.user)
    thread.join(town.sandbox.bot_user)
    thread.invitable = False
    assert (await api.put(place(thread, town.chief.id), {})).code == (403, 50013)
    thread.invitable = True
    assert (await api.put(place(thread, town.chief.id), {})).status == 204


async def test_an_archived_thread_is_left_as_it_is(town: Town, api: Api) -> None:
    thread = town.general.add_thread("chat")
    thread.archive()
    town.guild.set_bot_permissions(manage_threads=True)
    for who in ("@me", town.ada.id):
        assert (await api.put(place(thread, who), {})).code == (400, 50083)
        assert (await api.delete(place(thread, who))).code == (400, 50083)


async def test_whoever_writes_in_a_thread_joins_it(town: Town) -> None:
    thread = town.general.add_thread("chat")
    town.ada.say(thread, "hello")
    assert town.ada.id in thread.members


async def test_a_thread_takes_so_many(town: Town, api: Api) -> None:
    thread = town.general.add_thread("chat")
    thread.members = dict.fromkeys(range(999), town.clock.now)
    assert (await api.put(place(thread, town.ada.id), {})).status == 204
    assert (await api.put(place(thread, town.chief.id), {})).code == (400, 30033)
    assert (await api.put(place(thread, town.ada.id), {})).status == 204


async def test_they_are_listed_with_the_intent_of_members_only(town: Town, api: Api) -> None:
    thread = town.general.add_thread("chat")
    assert (await api.get(place(thread))).code == (403, 50001)
    town.sandbox.world.privileged_intents = MEMBERS_INTENT
    thread.join(town.ada.user)
    numbers = [one["user_id"] for one in (await api.get(place(thread))).body]
    assert numbers == [str(town.sandbox.bot_user.id), str(town.ada.id)]
    query = f"?with_member=true&limit=1&after={town.sandbox.bot_user.id}"
    (one,) = (await api.get(place(thread) + query)).body
    assert one["member"]["user"]["username"] == "ada"
