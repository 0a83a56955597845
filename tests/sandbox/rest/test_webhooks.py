"""Followups and edits of answers: the webhook that an interaction's token is."""

from __future__ import annotations

from tests.sandbox.rest.test_callbacks import answer, ask, webhook
from tests.sandbox.town import Api, Town


async def test_the_first_followup_takes_the_place_of_thinking(town: Town, api: Api) -> None:
    interaction = ask(town)
    await answer(api, interaction, 5, flags=64)
    first = await api.post(webhook(town, interaction), {"content": "a"})
    second = await api.post(webhook(town, interaction), {"content": "b"})
    assert first.body["flags"] == 64
    assert interaction.original is not None
    assert (interaction.original.content, [one.content for one in interaction.followups]) == ("a", ["b"])
    assert second.body["flags"] == 0


async def test_followups_are_edited_and_deleted(town: Town, api: Api) -> None:
    interaction = ask(town)
    await answer(api, interaction, 4, content="x")
    sent = await api.post(webhook(town, interaction), {"content": "a", "flags": 64})
    place = webhook(town, interaction, sent.body["id"])
    assert (await api.patch(place, {"content": "b"})).body["content"] == "b"
    assert (await api.get(place)).body["content"] == "b"
    assert (await api.delete(place)).status == 204
    assert (await api.get(place)).code == (404, 10008)
    assert (await api.delete(webhook(town, interaction, "@original"))).status == 204
    assert (await api.get(webhook(town, interaction, "@original"))).code == (404, 10008)


async def test_followups_wait_for_an_answer(town: Town, api: Api) -> None:
    interaction = ask(town)
    assert (await api.post(webhook(town, interaction), {"content": "x"})).code == (404, 10015)
    assert (await api.post(f"/webhooks/1/{interaction.token}", {"content": "x"})).code == (404, 10015)


async def test_the_token_lives_fifteen_minutes(town: Town, api: Api) -> None:
    interaction = ask(town)
    await answer(api, interaction, 4, content="x")
    town.clock.turn(minutes=15)
    assert (await api.post(webhook(town, interaction), {"content": "x"})).status == 200
    town.clock.turn(seconds=1)
    assert (await api.post(webhook(town, interaction), {"content": "x"})).code == (401, 50027)


async def test_a_user_install_has_five_followups(town: Town, api: Api) -> None:
    interaction = ask(town, owners={"1": str(town.ada.id)})
    await answer(api, interaction, 4, content="x")
    got = [(await api.post(webhook(town, interaction), {"content": "x"})).status for _ in range(6)]
    assert got == [200] * 5 + [400]
