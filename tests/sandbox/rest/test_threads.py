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


async def test_the_kind_of_a_thread_fits_its_channel(town: Town, api: Api) -> None:
    town.guild.set_bot_permissions(create_private_threads=True)
    place = f"/channels/{town.general.id}/threads"
    private = await api.post(place, {"name": "p", "invitable": False, "rate_limit_per_user": 5})
    assert (private.body["type"], private.body["thread_metadata"]["invitable"]) == (12, False)
    assert private.body["rate_limit_per_user"] == 5
    assert (await api.post(place, {"name": "p", "type": 10})).code == (400, 50035)
    news = f"/channels/{town.news.id}/threads"
    assert (await api.post(news, {"name": "p", "type": 12})).code == (400, 50035)
    assert (await api.post(news, {"name": "p", "type": 10})).body["type"] == 10


async def test_a_layout_as_first_message_of_a_post_is_warned_of(town: Town, api: Api) -> None:
    place = f"/channels/{town.forum.id}/threads"
    assert (await api.post(place, post())).status == 201
    assert not town.sandbox.requests[-1].warnings
    assert (await api.post(place, post(message=v2(text("first"))))).status == 201
    (told,) = town.sandbox.requests[-1].warnings
    assert "IS_COMPONENTS_V2" in told


async def test_more_than_a_thousand_active_threads_are_warned_of(town: Town, api: Api) -> None:
    for number in range(999):
        town.general.add_thread(f"t{number}")
    place = f"/channels/{town.general.id}/threads"
    assert (await api.post(place, {"name": "a", "type": 11})).status == 201
    assert not town.sandbox.requests[-1].warnings
    assert (await api.post(place, {"name": "b", "type": 11})).status == 201
    assert "1001 active threads" in town.sandbox.requests[-1].warnings[0]


async def test_a_post_holds_only_what_the_bot_may_send(town: Town, api: Api) -> None:
    town.guild.set_bot_permissions(attach_files=False, send_polls=False)
    town.forum.set_overwrite(town.guild.everyone, deny=("attach_files", "send_polls"))
    place = f"/channels/{town.forum.id}/threads"
    message = {"content": "x"}
    assert (await api.upload("POST", place, {"name": "x", "message": message}, note=b"x")).code == (403, 50013)
    poll = {"question": {"text": "Well?"}, "answers": [{"poll_media": {"text": "yes"}}]}
    assert (await api.post(place, {"name": "x", "message": message | {"poll": poll}})).code == (403, 50013)
    assert (await api.post(place, {"name": "x", "message": message})).status == 201
