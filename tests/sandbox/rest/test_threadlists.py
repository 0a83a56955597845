"""Active and archived threads, as far as the bot sees them."""

from __future__ import annotations

from tests.sandbox.town import Api, Town


async def test_active_and_archived_threads_are_listed(town: Town, api: Api) -> None:
    names = [f"t{number}" for number in range(4)]
    threads = [town.forum.add_thread(name) for name in names]
    for thread in threads[1:]:
        town.clock.turn(minutes=1)
        thread.archive()
    active = await api.get(f"/guilds/{town.guild.id}/threads/active")
    assert [one["name"] for one in active.body["threads"]] == ["t0"]
    place = f"/channels/{town.forum.id}/threads/archived/public"
    first = await api.get(f"{place}?limit=2")
    assert ([one["name"] for one in first.body["threads"]], first.body["has_more"]) == (["t3", "t2"], True)
    before = first.body["threads"][-1]["thread_metadata"]["archive_timestamp"].replace("+", "%2B")
    rest = await api.get(f"{place}?limit=2&before={before}")
    assert ([one["name"] for one in rest.body["threads"]], rest.body["has_more"]) == (["t1"], False)
    town.forum.set_bot_permissions(read_message_history=False)
    assert (await api.get(place)).code == (403, 50013)
    town.forum.set_bot_permissions(view_channel=False)
    assert (await api.get(f"/guilds/{town.guild.id}/threads/active")).body["threads"] == []


async def test_private_archived_threads_are_for_managers(town: Town, api: Api) -> None:
    town.general.add_thread("secret", private=True).archive()
    place = f"/channels/{town.general.id}/threads/archived/private"
    assert (await api.get(place)).code == (403, 50013)
    town.guild.set_bot_permissions(manage_threads=True)
    assert [one["name"] for one in (await api.get(place)).body["threads"]] == ["secret"]


async def test_private_archived_threads_that_it_opened_are_its_own(town: Town, api: Api) -> None:
    town.general.add_thread("mine", private=True).archive()
    town.general.add_thread("theirs", private=True, owner=town.ada.user).archive()
    got = await api.get(f"/channels/{town.general.id}/users/@me/threads/archived/private")
    assert [one["name"] for one in got.body["threads"]] == ["mine"]


async def test_a_malformed_time_is_refused(town: Town, api: Api) -> None:
    place = f"/channels/{town.general.id}/threads/archived/public"
    assert (await api.get(f"{place}?before=yesterday")).code == (400, 50035)
    assert (await api.get(f"{place}?before=2023-03-27T09:00:00")).status == 200


async def test_the_bots_own_memberships_come_along(town: Town, api: Api) -> None:
    own, other = town.general.add_thread("own"), town.general.add_thread("other", owner=town.ada.user)
    active = await api.get(f"/guilds/{town.guild.id}/threads/active")
    assert [one["id"] for one in active.body["threads"]] == [str(other.id), str(own.id)]
    assert [one["id"] for one in active.body["members"]] == [str(own.id)]


async def test_private_threads_of_others_are_not_seen(town: Town, api: Api) -> None:
    secret = town.general.add_thread("secret", private=True, owner=town.ada.user)
    place = f"/guilds/{town.guild.id}/threads/active"
    assert (await api.get(place)).body["threads"] == []
    assert (await api.get(f"/channels/{secret.id}")).code == (403, 50001)
    secret.join(town.sandbox.bot_user)
    assert (await api.get(f"/channels/{secret.id}")).status == 200
    secret.leave(town.sandbox.bot_user)
    town.guild.set_bot_permissions(manage_threads=True)
    assert [one["name"] for one in (await api.get(place)).body["threads"]] == ["secret"]
