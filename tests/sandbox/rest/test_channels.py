"""Changing and leaving channels and threads."""

from __future__ import annotations

from tests.sandbox.town import Api, Town


async def test_a_channel_is_changed_with_permission_only(town: Town, api: Api) -> None:
    place = f"/channels/{town.general.id}"
    assert (await api.patch(place, {"name": "x"})).code == (403, 50013)
    town.guild.set_bot_permissions(manage_channels=True)
    assert (await api.patch(place, {"name": "x", "topic": "y"})).body["topic"] == "y"
    assert (await api.patch(place, {"name": "x" * 101})).code == (400, 50035)
    assert (await api.delete(place)).body["name"] == "x"
    assert (await api.get(place)).code == (404, 10003)


async def test_a_thread_is_changed_by_its_owner(town: Town, api: Api) -> None:
    own, other = town.general.add_thread("own"), town.general.add_thread("other", owner=town.ada.user)
    assert (await api.patch(f"/channels/{own.id}", {"archived": True})).status == 200
    assert (await api.patch(f"/channels/{own.id}", {"name": "x"})).code == (400, 50083)
    assert (await api.patch(f"/channels/{own.id}", {"archived": False, "name": "x"})).body["name"] == "x"
    assert (await api.patch(f"/channels/{other.id}", {"name": "x"})).code == (403, 50013)
    assert (await api.patch(f"/channels/{own.id}", {"applied_tags": ["a"]})).code == (400, 50035)
    post, (tag,) = town.forum.add_thread("post"), town.forum.tags
    tagged = await api.patch(f"/channels/{post.id}", {"applied_tags": [str(tag.id)]})
    assert tagged.body["applied_tags"] == [str(tag.id)]


async def test_typing_and_joining(town: Town, api: Api) -> None:
    assert (await api.post(f"/channels/{town.general.id}/typing")).status == 204
    thread = town.general.add_thread("chat")
    assert (await api.put(f"/channels/{thread.id}/thread-members/@me", {})).status == 204
    assert (await api.delete(f"/channels/{town.general.id}/thread-members/@me")).code == (400, 50024)


async def test_a_locked_thread_is_its_owners_no_more(town: Town, api: Api) -> None:
    thread = town.general.add_thread("own")
    place = f"/channels/{thread.id}"
    assert (await api.patch(place, {"locked": True})).code == (403, 50013)
    thread.locked = True
    assert (await api.patch(place, {"name": "x"})).code == (403, 50013)
    town.guild.set_bot_permissions(manage_threads=True)
    assert (await api.patch(place, {"name": "x"})).body["name"] == "x"


async def test_only_a_thread_manager_deletes_threads(town: Town, api: Api) -> None:
    thread = town.general.add_thread("own")
    assert (await api.delete(f"/channels/{thread.id}")).code == (403, 50013)
    town.guild.set_bot_permissions(manage_threads=True)
    assert (await api.delete(f"/channels/{thread.id}")).status == 200
    assert town.general.threads == []
