"""Sending messages: once for each nonce, checked, where it is allowed."""

from __future__ import annotations

import pytest

from bot.sandbox.driver.begin import begin
from bot.sandbox.rest.sending import NONCE_WINDOW
from bot.sandbox.world.interactions import InteractionKind
from bot.sandbox.world.posting import create_message
from tests.sandbox.limits.edges import v2
from tests.sandbox.rest.test_messages import messages
from tests.sandbox.town import Api, Town


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


async def test_permissions_are_asked_for(town: Town, api: Api) -> None:
    town.general.set_bot_permissions(send_messages=False)
    assert (await api.post(messages(town), {"content": "x"})).code == (403, 50013)
    assert (await api.get(messages(town))).status == 200
    town.general.set_bot_permissions(view_channel=False)
    assert (await api.get(messages(town))).code == (403, 50001)
    assert (await api.post(messages(town), {"content": "x"})).code == (403, 50001)


async def test_a_forum_takes_no_plain_message(town: Town, api: Api) -> None:
    assert (await api.post(f"/channels/{town.forum.id}/messages", {"content": "x"})).code == (400, 40058)


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


async def test_a_category_holds_no_messages(town: Town, api: Api) -> None:
    category = town.guild.add_channel("Rooms", "category")
    assert (await api.post(f"/channels/{category.id}/messages", {"content": "x"})).code == (400, 50008)


async def warnings(town: Town, api: Api, channel: str, body: dict[str, object]) -> list[str]:
    """Send a message, which must be taken, and return what was warned of."""
    assert (await api.post(f"/channels/{channel}/messages", body)).status == 200
    return list(town.sandbox.requests[-1].warnings)


async def test_emoji_beyond_the_limit_in_utf_16_are_warned_of(town: Town, api: Api) -> None:
    place = str(town.general.id)
    assert await warnings(town, api, place, {"content": "🔥" * 1000}) == []
    (told,) = await warnings(town, api, place, {"content": "🔥" * 1001})
    assert told == ("content has 1001 characters but 2002 UTF-16 units; Discord may count those to its 2000.")


async def test_embeds_without_embed_links_are_warned_of(town: Town, api: Api) -> None:
    body: dict[str, object] = {"embeds": [{"title": "T"}]}
    assert await warnings(town, api, str(town.general.id), body) == []
    town.general.set_bot_permissions(embed_links=False)
    (told,) = await warnings(town, api, str(town.general.id), body)
    assert "may not embed links" in told


async def test_waking_an_archived_thread_is_warned_of(town: Town, api: Api) -> None:
    thread = town.general.add_thread("chat")
    thread.archive()
    (told,) = await warnings(town, api, str(thread.id), {"content": "x"})
    assert told.startswith("The thread was archived")
    assert await warnings(town, api, str(thread.id), {"content": "x"}) == []


async def test_a_nonce_in_two_channels_is_warned_of(town: Town, api: Api) -> None:
    body: dict[str, object] = {"content": "x", "nonce": "n", "enforce_nonce": True}
    assert await warnings(town, api, str(town.general.id), body) == []
    (told,) = await warnings(town, api, str(town.news.id), body)
    assert "in another channel" in told
    assert await warnings(town, api, str(town.news.id), {**body, "nonce": "m"}) == []


async def test_each_kind_of_warning_is_logged_once(town: Town, api: Api, caplog: pytest.LogCaptureFixture) -> None:
    for _ in range(2):
        await warnings(town, api, str(town.general.id), {"content": "🔥" * 1001})
    assert caplog.text.count("UTF-16") == 1


async def test_nobody_replies_to_what_only_one_sees(town: Town, api: Api) -> None:
    typed = begin(town.ada.user, town.general, InteractionKind.COMMAND, {"id": "1", "name": "x", "type": 1}, owners={})
    hidden = create_message(town.general, town.sandbox.bot_user, {"content": "x", "flags": 64}, interaction=typed)
    reply = {"content": "y", "message_reference": {"message_id": str(hidden.id)}}
    assert (await api.post(messages(town), reply)).code == (400, 50035)


async def test_to_be_read_aloud_needs_its_permission(town: Town, api: Api) -> None:
    place = f"/channels/{town.general.id}/messages"
    assert (await api.post(place, {"content": "x", "tts": True})).code == (403, 50013)
    town.guild.set_bot_permissions(send_tts_messages=True)
    assert (await api.post(place, {"content": "x", "tts": True})).status == 200
