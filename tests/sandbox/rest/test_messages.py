"""Messages over REST: reading back, editing, publishing, deleting, and what is refused."""

from __future__ import annotations

import pytest

from tests.sandbox.limits.edges import button, container, embed, poll, row, text, v2
from tests.sandbox.town import Api, Town


def messages(town: Town) -> str:
    return f"/channels/{town.general.id}/messages"


async def test_a_message_is_sent_and_read_back(town: Town, api: Api) -> None:
    sent = await api.post(messages(town), {"content": "Hello", "embeds": [{"title": "T"}]})
    assert sent.status == 200
    assert (await api.get(f"{messages(town)}/{sent.body['id']}")).body == sent.body
    assert (await api.get(messages(town))).body == [sent.body]
    assert town.sandbox.messages(town.general)[0].text() == "Hello\nT"


async def test_components_come_back_with_numbers(town: Town, api: Api) -> None:
    sent = await api.post(messages(town), v2(container(text("a", id=2), row(button("b")))))
    box = sent.body["components"][0]
    assert [box["id"], *(one["id"] for one in box["components"])] == [1, 2, 3]
    assert sent.body["flags"] == 1 << 15


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", [5, 4, 3, 2, 1]),
        ("?limit=2", [5, 4]),
        ("?before={3}", [2, 1]),
        ("?before={4}&limit=1", [3]),
        ("?after={3}", [5, 4]),
        ("?after={1}&limit=2", [3, 2]),
        ("?around={3}&limit=3", [4, 3, 2]),
    ],
)
async def test_history_is_paged_newest_first(town: Town, api: Api, query: str, found: list[int]) -> None:
    ids = [0] + [town.chief.say(town.general, f"{number}").id for number in range(1, 6)]
    got = await api.get(messages(town) + query.format(*ids))
    assert [ids.index(int(one["id"])) for one in got.body] == found


async def test_words_of_others_need_an_intent_that_was_granted(town: Town, api: Api) -> None:
    spoken = town.ada.say(town.general, "words")
    called = town.ada.say(town.general, f"you, {town.sandbox.bot_user.mention}")
    own = (await api.post(messages(town), {"content": "mine"})).body["id"]
    seen = [one["content"] for one in (await api.get(messages(town))).body]
    assert seen == ["mine", called.content, ""]
    assert (await api.get(f"{messages(town)}/{spoken.id}")).body["content"] == ""
    assert (await api.get(f"{messages(town)}/{own}")).body["content"] == "mine"
    dm = town.sandbox.dm(town.ada)
    town.ada.say(dm, "between us")
    assert (await api.get(f"/channels/{dm.id}/messages")).body[0]["content"] == "between us"
    town.sandbox.world.privileged_intents = 1 << 15
    assert (await api.get(f"{messages(town)}/{spoken.id}")).body["content"] == "words"


@pytest.mark.parametrize(
    ("query", "status"), [("?limit=100", 200), ("?limit=101", 400), ("?limit=0", 400), ("?limit=x", 400)]
)
async def test_a_page_has_a_limit(town: Town, api: Api, query: str, status: int) -> None:
    assert (await api.get(messages(town) + query)).status == status


async def test_without_read_message_history_there_is_none(town: Town, api: Api) -> None:
    said = town.chief.say(town.general, "x")
    town.general.set_bot_permissions(read_message_history=False)
    assert (await api.get(messages(town))).body == []
    assert (await api.get(f"{messages(town)}/{said.id}")).code == (403, 50013)
    reply = {"content": "y", "message_reference": {"message_id": str(said.id)}}
    assert (await api.post(messages(town), reply)).code == (403, 160002)


async def test_an_unknown_channel_and_a_malformed_id(town: Town, api: Api) -> None:
    assert (await api.get("/channels/1/messages")).code == (404, 10003)
    assert (await api.get("/channels/general/messages")).code == (400, 50035)
    assert (await api.get(f"{messages(town)}/1")).code == (404, 10008)


async def test_only_its_own_messages_are_edited(town: Town, api: Api) -> None:
    own = await api.post(messages(town), {"content": "a"})
    town.clock.turn(minutes=1)
    edited = await api.patch(f"{messages(town)}/{own.body['id']}", {"content": "b"})
    assert edited.body["content"] == "b"
    assert edited.body["edited_timestamp"] == "2023-03-27T09:01:00+00:00"
    said = town.ada.say(town.general, "mine")
    assert (await api.patch(f"{messages(town)}/{said.id}", {"content": "b"})).code == (403, 50005)
    assert (await api.delete(f"{messages(town)}/{said.id}")).code == (403, 50013)
    assert (await api.patch(f"{messages(town)}/{said.id}", {"flags": 4})).code == (403, 50013)
    town.general.set_bot_permissions(manage_messages=True)
    assert (await api.patch(f"{messages(town)}/{said.id}", {"flags": 4})).body["flags"] == 4
    assert (await api.delete(f"{messages(town)}/{said.id}")).status == 204


async def test_an_edit_is_checked_as_its_result(town: Town, api: Api) -> None:
    own = await api.post(messages(town), {"content": "a", "embeds": [{"title": "t"}]})
    place = f"{messages(town)}/{own.body['id']}"
    assert (await api.patch(place, {"content": None, "embeds": []})).code == (400, 50006)
    assert (await api.patch(place, embed(title="x" * 257))).code == (400, 50035)
    layout = v2(text("b"))
    assert (await api.patch(place, layout)).code == (400, 50035)
    turned = await api.patch(place, layout | {"content": None, "embeds": []})
    assert (turned.body["flags"], turned.body["content"]) == (1 << 15, "")
    assert (await api.patch(place, {"content": "back", "components": [], "flags": 0})).code == (400, 50035)


async def test_publishing_works_once_and_only_in_announcement_channels(town: Town, api: Api) -> None:
    own = await api.post(f"/channels/{town.news.id}/messages", {"content": "a"})
    place = f"/channels/{town.news.id}/messages/{own.body['id']}/crosspost"
    assert (await api.post(place)).body["flags"] == 1
    assert (await api.post(place)).code == (400, 40033)
    plain = await api.post(messages(town), {"content": "a"})
    assert (await api.post(f"{messages(town)}/{plain.body['id']}/crosspost")).code == (400, 50024)


async def test_publishing_others_messages_needs_manage_messages(town: Town, api: Api) -> None:
    said = town.chief.say(town.news, "x")
    place = f"/channels/{town.news.id}/messages/{said.id}/crosspost"
    assert (await api.post(place)).code == (403, 50013)
    town.guild.set_bot_permissions(manage_messages=True)
    assert (await api.post(place)).status == 200


async def test_replies_polls_and_threads_show_up_in_the_message(town: Town, api: Api) -> None:
    said = town.ada.say(town.general, "x")
    reply = await api.post(messages(town), {"content": "y", "message_reference": {"message_id": str(said.id)}})
    assert (reply.body["type"], reply.body["message_reference"]["message_id"]) == (19, str(said.id))
    thread = await api.post(f"{messages(town)}/{reply.body['id']}/threads", {"name": "t"})
    assert (await api.get(f"{messages(town)}/{reply.body['id']}")).body["thread"]["id"] == thread.body["id"]
    asked = await api.post(messages(town), poll())
    assert asked.body["poll"]["question"]["text"] == "Well?"
    assert asked.body["poll"]["expiry"] == "2023-03-28T09:00:00+00:00"
    town.general.set_bot_permissions(send_polls=False)
    assert (await api.post(messages(town), poll())).code == (403, 50013)


async def test_edits_of_a_published_message_are_warned_of(town: Town, api: Api) -> None:
    own = await api.post(f"/channels/{town.news.id}/messages", {"content": "a"})
    place = f"/channels/{town.news.id}/messages/{own.body['id']}"
    await api.post(f"{place}/crosspost")
    warned = []
    for number in range(4):
        await api.patch(place, {"content": f"{number}"})
        warned.append(len(town.sandbox.requests[-1].warnings))
    assert warned == [0, 0, 0, 1]
    town.clock.turn(hours=1)
    await api.patch(place, {"content": "later"})
    assert town.sandbox.requests[-1].warnings == ()


async def test_publishing_much_is_warned_of(town: Town, api: Api) -> None:
    base = f"/channels/{town.news.id}/messages"
    sent = [(await api.post(base, {"content": "a"})).body["id"] for _ in range(11)]
    for one in sent:
        assert (await api.post(f"{base}/{one}/crosspost")).status == 200
    (told,) = town.sandbox.requests[-1].warnings
    assert told.startswith("11 messages of this channel were published within an hour")
    assert town.sandbox.requests[-2].warnings == ()


async def test_many_messages_are_deleted_at_once(town: Town, api: Api) -> None:
    ids = [str(town.ada.say(town.general, "x").id) for _ in range(3)]
    place = f"{messages(town)}/bulk-delete"
    assert (await api.post(place, {"messages": ids})).code == (403, 50013)
    town.guild.set_bot_permissions(manage_messages=True)
    gone = str(town.sandbox.world.snowflakes.next())
    assert (await api.post(place, {"messages": [*ids[:2], gone]})).status == 204
    assert [str(one.id) for one in town.sandbox.messages(town.general)] == ids[2:]
    assert (await api.post(place, {"messages": [gone, gone]})).code == (400, 50035)
    assert (await api.post(place, {"messages": [gone, "x"]})).code == (400, 50035)


async def test_old_messages_are_deleted_one_by_one_only(town: Town, api: Api) -> None:
    town.guild.set_bot_permissions(manage_messages=True)
    ids = [str(town.ada.say(town.general, "x").id) for _ in range(2)]
    town.clock.turn(days=14)
    young = str(town.ada.say(town.general, "x").id)
    place = f"{messages(town)}/bulk-delete"
    assert (await api.post(place, {"messages": [ids[0], young]})).status == 204
    town.clock.turn(milliseconds=1)
    assert (await api.post(place, {"messages": [ids[1], young]})).code == (400, 50034)
    assert (await api.delete(f"{messages(town)}/{ids[1]}")).status == 204
