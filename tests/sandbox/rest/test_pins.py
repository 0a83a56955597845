"""Pinned messages over REST."""

from __future__ import annotations

import pytest

from bot.sandbox import Message
from bot.sandbox.world.content import MESSAGE_CONTENT
from tests.sandbox.town import Api, Town


@pytest.mark.parametrize("path", ["messages/pins", "pins"])
async def test_messages_are_pinned_with_permission_only(town: Town, api: Api, path: str) -> None:
    said = town.ada.say(town.general, "x")
    place = f"/channels/{town.general.id}/{path}"
    assert (await api.put(f"{place}/{said.id}", {})).code == (403, 50013)
    assert (await api.delete(f"{place}/{said.id}")).code == (403, 50013)
    town.guild.set_bot_permissions(pin_messages=True)
    for _ in range(2):
        assert (await api.put(f"{place}/{said.id}", {})).status == 204
    assert (await api.get(f"/channels/{town.general.id}/messages/{said.id}")).body["pinned"] is True
    assert (await api.get(f"/channels/{town.general.id}")).body["last_pin_timestamp"] == town.clock.now.isoformat()
    assert (await api.delete(f"{place}/{said.id}")).status == 204
    assert (await api.get(f"/channels/{town.general.id}/messages/{said.id}")).body["pinned"] is False
    assert (await api.put(f"{place}/1", {})).code == (404, 10008)


def pinned(town: Town, count: int) -> list[Message]:
    messages = []
    for number in range(count):
        town.clock.turn(seconds=1)
        messages.append(town.ada.say(town.general, f"{number}"))
        messages[-1].pinned_at = town.clock.now
    return messages


async def test_they_are_listed_page_by_page(town: Town, api: Api) -> None:
    town.sandbox.world.privileged_intents = MESSAGE_CONTENT
    pinned(town, 3)
    place = f"/channels/{town.general.id}/messages/pins"
    first = (await api.get(f"{place}?limit=2")).body
    assert ([one["message"]["content"] for one in first["items"]], first["has_more"]) == (["2", "1"], True)
    before = first["items"][-1]["pinned_at"].replace("+", "%2B")
    rest = (await api.get(f"{place}?before={before}")).body
    assert ([one["message"]["content"] for one in rest["items"]], rest["has_more"]) == (["0"], False)
    assert [one["content"] for one in (await api.get(f"/channels/{town.general.id}/pins")).body] == ["2", "1", "0"]
    assert (await api.get(f"{place}?limit=51")).code == (400, 50035)
    town.general.set_bot_permissions(read_message_history=False)
    assert (await api.get(place)).body["items"] == []


async def test_a_channel_takes_so_many(town: Town, api: Api) -> None:
    town.guild.set_bot_permissions(pin_messages=True)
    first, *_ = pinned(town, 249)
    two = [town.ada.say(town.general, "x") for _ in range(2)]
    place = f"/channels/{town.general.id}/messages/pins"
    assert (await api.put(f"{place}/{two[0].id}", {})).status == 204
    assert (await api.put(f"{place}/{two[1].id}", {})).code == (400, 30003)
    assert (await api.put(f"{place}/{first.id}", {})).status == 204
