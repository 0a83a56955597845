"""Threads and forum posts."""

from __future__ import annotations

from tests.sandbox.limits.edges import text, v2
from tests.sandbox.town import Api, Town


def post(**fields: object) -> dict[str, object]:
    return {"name": "Week 12", "message": {"content": "first"}, **fields}


async def test_a_post_and_its_first_message_share_their_id(town: Town, api: Api) -> None:
    made = await api.post(f"/channels/{town.forum.id}/threads", post(message=v2(text("first"))))
    assert (made.status, made.body["id"]) == (201, made.body["message"]["id"])
    (message,) = town.sandbox.messages(town.forum.threads[0])
    assert message.text() == "first"
    more = await api.post(f"/channels/{made.body['id']}/messages", {"content": "second"})
    assert more.body["id"] != made.body["id"]


async def test_a_post_may_need_a_tag(town: Town, api: Api) -> None:
    town.forum.require_tag = True
    place = f"/channels/{town.forum.id}/threads"
    assert (await api.post(place, post())).code == (400, 40067)
    (tag,) = town.forum.tags
    tagged = await api.post(place, post(applied_tags=[str(tag.id)]))
    assert tagged.body["applied_tags"] == [str(tag.id)]
    assert (await api.post(place, post(applied_tags=["1"]))).code == (404, 10087)
    moderated = town.forum.add_tag("official", moderated=True)
    assert (await api.post(place, post(applied_tags=[str(moderated.id)]))).code == (403, 50013)


async def test_a_post_is_checked(town: Town, api: Api) -> None:
    place = f"/channels/{town.forum.id}/threads"
    assert (await api.post(place, post(name="x" * 100))).status == 201
    assert (await api.post(place, post(name="x" * 101))).code == (400, 50035)
    assert (await api.post(place, post(message={"content": ""}))).code == (400, 50006)
    assert (await api.post(place, {"name": "x"})).errors["message"]["_errors"][0]["code"] == "BASE_TYPE_REQUIRED"
    assert (await api.post(place, post(applied_tags=[str(one) for one in range(6)]))).code == (400, 50035)
    town.forum.set_bot_permissions(send_messages=False)
    assert (await api.post(place, post())).code == (403, 50013)


async def test_a_thread_needs_the_permission_of_threads(town: Town, api: Api) -> None:
    thread = town.general.add_thread("chat")
    place = f"/channels/{thread.id}/messages"
    town.general.set_bot_permissions(send_messages=False)
    assert (await api.post(place, {"content": "x"})).status == 200
    town.general.set_bot_permissions(send_messages_in_threads=False)
    assert (await api.post(place, {"content": "x"})).code == (403, 50013)


async def test_threads_are_started_alone_and_from_messages(town: Town, api: Api) -> None:
    alone = await api.post(f"/channels/{town.general.id}/threads", {"name": "a", "type": 11})
    assert (alone.status, alone.body["type"]) == (201, 11)
    private = {"name": "b"}
    assert (await api.post(f"/channels/{town.general.id}/threads", private)).code == (403, 50013)
    said = town.ada.say(town.news, "x")
    place = f"/channels/{town.news.id}/messages/{said.id}/threads"
    started = await api.post(place, {"name": "c"})
    assert (started.body["id"], started.body["type"]) == (str(said.id), 10)
    assert (await api.post(place, {"name": "c"})).code == (400, 160004)
    town.general.set_bot_permissions(create_public_threads=False)
    assert (await api.post(f"/channels/{town.general.id}/threads", {"name": "a", "type": 11})).code == (403, 50013)
    assert (await api.post(f"/channels/{alone.body['id']}/threads", {"name": "a"})).code == (400, 50024)


async def test_a_message_brings_an_archived_thread_back(town: Town, api: Api) -> None:
    thread = town.general.add_thread("chat")
    sent = await api.post(f"/channels/{thread.id}/messages", {"content": "x"})
    thread.archive()
    place = f"/channels/{thread.id}/messages/{sent.body['id']}"
    assert (await api.patch(place, {"content": "y"})).code == (400, 50083)
    assert (await api.post(f"/channels/{thread.id}/messages", {"content": "x"})).status == 200
    assert not thread.archived
    thread.archive(archived=False, locked=True)
    assert (await api.post(f"/channels/{thread.id}/messages", {"content": "x"})).code == (400, 160005)


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
