"""Messages over REST: sending once, reading back, editing, publishing, and what is refused."""

from __future__ import annotations

import pytest

from bot.sandbox.rest.messages import NONCE_WINDOW
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


async def test_wrong_form_is_answered_in_discords_shape(town: Town, api: Api) -> None:
    got = await api.post(messages(town), {"content": "x" * 2001})
    told = {"code": "BASE_TYPE_MAX_LENGTH", "message": "Must be 2000 or fewer in length."}
    assert got.status == 400
    assert got.body == {
        "code": 50035,
        "message": "Invalid Form Body",
        "errors": {"content": {"_errors": [told]}},
    }
    assert town.sandbox.messages(town.general) == []


@pytest.mark.parametrize("body", [{}, {"content": " "}, {"content": None, "embeds": []}, v2()])
async def test_an_empty_message_is_refused(town: Town, api: Api, body: dict[str, object]) -> None:
    assert (await api.post(messages(town), body)).code == (400, 50006)


async def test_broken_json_is_refused(town: Town, api: Api) -> None:
    assert (await api.post(messages(town), [])).code == (400, 50109)
    headers = {"Authorization": f"Bot {town.sandbox.token}"}
    async with api.session.post(api.sandbox.api_url + messages(town), data="{", headers=headers) as response:
        assert (response.status, (await response.json())["code"]) == (400, 50109)


async def test_a_nonce_makes_one_message_of_two_requests(town: Town, api: Api) -> None:
    body = {"content": "once", "nonce": "week-12", "enforce_nonce": True}
    first, second = [await api.post(messages(town), body) for _ in range(2)]
    assert first.body == second.body
    assert first.body["nonce"] == "week-12"
    assert len(town.sandbox.messages(town.general)) == 1


async def test_a_nonce_that_is_not_enforced_makes_two(town: Town, api: Api) -> None:
    for _ in range(2):
        await api.post(messages(town), {"content": "twice", "nonce": "n"})
    assert len(town.sandbox.messages(town.general)) == 2


async def test_a_nonce_counts_per_channel_and_for_minutes(town: Town, api: Api) -> None:
    body = {"content": "once", "nonce": "n", "enforce_nonce": True}
    await api.post(messages(town), body)
    elsewhere = await api.post(f"/channels/{town.news.id}/messages", body)
    town.clock.now += NONCE_WINDOW
    await api.post(messages(town), body)
    assert len(town.sandbox.messages(town.general)) == len(town.sandbox.messages(town.news)) == 1
    town.clock.turn(seconds=1)
    later = await api.post(messages(town), body)
    assert len(town.sandbox.messages(town.general)) == 2
    assert later.body["id"] != elsewhere.body["id"]


async def test_a_nonce_of_a_deleted_message_answers_unknown_message(town: Town, api: Api) -> None:
    body = {"content": "once", "nonce": "n", "enforce_nonce": True}
    sent = await api.post(messages(town), body)
    assert (await api.delete(f"{messages(town)}/{sent.body['id']}")).status == 204
    assert (await api.post(messages(town), body)).code == (404, 10008)


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
    assert [int(one["content"]) for one in got.body] == found


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


async def test_permissions_are_asked_for(town: Town, api: Api) -> None:
    town.general.set_bot_permissions(send_messages=False)
    assert (await api.post(messages(town), {"content": "x"})).code == (403, 50013)
    assert (await api.get(messages(town))).status == 200
    town.general.set_bot_permissions(view_channel=False)
    assert (await api.get(messages(town))).code == (403, 50001)
    assert (await api.post(messages(town), {"content": "x"})).code == (403, 50001)


async def test_a_forum_takes_no_plain_message(town: Town, api: Api) -> None:
    assert (await api.post(f"/channels/{town.forum.id}/messages", {"content": "x"})).code == (400, 40058)


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
    town.general.set_bot_permissions(manage_messages=True)
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


async def test_a_reply_to_nothing_is_refused_unless_it_does_not_matter(town: Town, api: Api) -> None:
    reply = {"content": "y", "message_reference": {"message_id": "1"}}
    assert (await api.post(messages(town), reply)).code == (400, 50035)
    reply = {"content": "y", "message_reference": {"message_id": "1", "fail_if_not_exists": False}}
    assert (await api.post(messages(town), reply)).status == 200


async def test_direct_messages_may_be_closed(town: Town, api: Api) -> None:
    opened = await api.post("/users/@me/channels", {"recipient_id": str(town.ada.id)})
    place = f"/channels/{opened.body['id']}/messages"
    assert (await api.post(place, {"content": "x"})).status == 200
    town.ada.user.accepts_dms = False
    assert (await api.post(place, {"content": "x"})).code == (403, 50007)
    assert (await api.post("/users/@me/channels", {"recipient_id": "1"})).code == (404, 10013)


@pytest.mark.parametrize(
    "body",
    [
        {"content": ["x"]},
        {"content": "x", "flags": "many"},
        {"content": "x", "embeds": "none"},
        {"content": "x", "embeds": ["none"]},
        {"content": "x", "components": [1]},
        {"content": "x", "attachments": ["a"]},
        {"content": "x", "allowed_mentions": "nobody"},
        {"content": "x", "allowed_mentions": {"users": ["ada"]}},
        {"content": "x", "message_reference": {"message_id": "that one"}},
        {"content": "x", "message_reference": 7},
        {"content": "x", "nonce": {}},
        {"content": "x", "poll": []},
    ],
)
async def test_what_is_of_another_type_is_a_wrong_form(town: Town, api: Api, body: dict[str, object]) -> None:
    assert (await api.post(messages(town), body)).code == (400, 50035)


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


async def test_a_category_holds_no_messages(town: Town, api: Api) -> None:
    category = town.guild.add_channel("Rooms", "category")
    assert (await api.post(f"/channels/{category.id}/messages", {"content": "x"})).code == (400, 50008)
