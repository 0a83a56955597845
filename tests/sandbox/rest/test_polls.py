"""Polls over REST: who voted, ending one, and that they cannot be edited."""

from __future__ import annotations

from bot.sandbox.world.polls import cast_votes
from tests.sandbox.limits.edges import poll
from tests.sandbox.town import Api, Town


async def asked(town: Town, api: Api) -> tuple[str, str]:
    """Send a poll and return the paths of its message and of itself."""
    number = (await api.post(f"/channels/{town.general.id}/messages", poll())).body["id"]
    return f"/channels/{town.general.id}/messages/{number}", f"/channels/{town.general.id}/polls/{number}"


async def test_voters_are_listed_by_id(town: Town, api: Api) -> None:
    message, place = await asked(town, api)
    sent = town.sandbox.messages(town.general)[0]
    for member in (town.chief, town.ada):
        cast_votes(sent, member.user, [1])
    voters = (await api.get(f"{place}/answers/1")).body["users"]
    assert [one["id"] for one in voters] == [str(town.ada.id), str(town.chief.id)]
    after = (await api.get(f"{place}/answers/1?after={town.ada.id}&limit=1")).body["users"]
    assert [one["id"] for one in after] == [str(town.chief.id)]
    assert (await api.get(f"{place}/answers/2")).body["users"] == []
    counts = (await api.get(message)).body["poll"]["results"]["answer_counts"]
    assert counts == [{"id": 1, "count": 2, "me_voted": False}]


async def test_a_poll_is_ended_once(town: Town, api: Api) -> None:
    _, place = await asked(town, api)
    ended = await api.post(f"{place}/expire")
    assert ended.body["poll"]["results"]["is_finalized"] is True
    assert ended.body["poll"]["expiry"] == town.clock.now.isoformat()
    assert (await api.post(f"{place}/expire")).code == (400, 520001)


async def test_only_its_own_poll_is_ended(town: Town, api: Api) -> None:
    said = town.ada.say(town.general, "x")
    place = f"/channels/{town.general.id}/polls/{said.id}/expire"
    assert (await api.post(place)).code == (400, 520006)
    await asked(town, api)
    said.poll = town.sandbox.messages(town.general)[-1].poll
    assert (await api.post(place)).code == (403, 50005)


async def test_a_poll_is_not_edited(town: Town, api: Api) -> None:
    message, _ = await asked(town, api)
    assert (await api.patch(message, {"content": "x"})).code == (400, 520003)
