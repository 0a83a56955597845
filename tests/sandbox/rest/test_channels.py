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


async def test_typing_needs_the_permission_to_send(town: Town, api: Api) -> None:
    assert (await api.post(f"/channels/{town.general.id}/typing")).status == 204
    thread = town.general.add_thread("chat")
    town.general.set_bot_permissions(send_messages=False)
    assert (await api.post(f"/channels/{town.general.id}/typing")).code == (403, 50013)
    assert (await api.post(f"/channels/{thread.id}/typing")).status == 204


async def test_slowmode_and_pinning_are_for_moderators(town: Town, api: Api) -> None:
    post = town.forum.add_thread("post")
    place = f"/channels/{post.id}"
    for body in ({"rate_limit_per_user": 5}, {"flags": 2}):
        assert (await api.patch(place, body)).code == (403, 50013)
    town.guild.set_bot_permissions(manage_threads=True)
    changed = (await api.patch(place, {"rate_limit_per_user": 5, "flags": 2})).body
    assert (changed["rate_limit_per_user"], changed["flags"]) == (5, 2)
    assert (await api.patch(place, {"flags": 0})).body["flags"] == 0


async def test_a_posts_tags_are_those_of_its_forum(town: Town, api: Api) -> None:
    post = town.forum.add_thread("post")
    place = f"/channels/{post.id}"
    moderated = town.forum.add_tag("official", moderated=True)
    assert (await api.patch(place, {"applied_tags": ["1"]})).code == (404, 10087)
    assert (await api.patch(place, {"applied_tags": [str(moderated.id)]})).code == (403, 50013)
    town.forum.require_tag = True
    assert (await api.patch(place, {"applied_tags": []})).code == (400, 40067)


async def test_direct_messages_cannot_be_changed_and_only_closed(town: Town, api: Api) -> None:
    channel = town.sandbox.dm(town.ada)
    assert (await api.patch(f"/channels/{channel.id}", {"name": "x"})).code == (403, 50003)
    assert (await api.delete(f"/channels/{channel.id}")).body["id"] == str(channel.id)
    assert (await api.post(f"/channels/{channel.id}/messages", {"content": "x"})).status == 200


async def test_text_channels_and_announcements_are_turned_into_each_other(town: Town, api: Api) -> None:
    town.guild.set_bot_permissions(manage_channels=True)
    assert (await api.patch(f"/channels/{town.general.id}", {"type": 5})).body["type"] == 5
    assert (await api.patch(f"/channels/{town.general.id}", {"type": 15})).code == (400, 50035)
    assert (await api.patch(f"/channels/{town.forum.id}", {"type": 0})).code == (400, 50024)


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


async def test_overwrites_are_changed_by_whoever_manages_roles(town: Town, api: Api) -> None:
    place = f"/channels/{town.general.id}"
    town.guild.set_bot_permissions(manage_channels=True)
    assert (await api.patch(place, {"permission_overwrites": []})).code == (403, 50013)
    town.guild.set_bot_permissions(manage_roles=True)
    connect = [{"id": str(town.guild.id), "type": 0, "allow": str(1 << 20)}]
    assert (await api.patch(place, {"permission_overwrites": connect})).status == 200
