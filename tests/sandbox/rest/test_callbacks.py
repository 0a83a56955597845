"""Answers to interactions and their followups, as raw requests: deadlines, double answers, kinds, visibility."""

from __future__ import annotations

from typing import Any

import pytest

from bot.sandbox import Pings
from bot.sandbox.driver.begin import begin
from bot.sandbox.world.interactions import Interaction, InteractionKind
from tests.sandbox.limits.edges import button, row, text, v2
from tests.sandbox.limits.test_modals import modal
from tests.sandbox.town import Api, Got, Town

COMMAND = {"id": "1", "name": "week", "type": 1, "options": []}


def ask(town: Town, kind: InteractionKind = InteractionKind.COMMAND, **fields: Any) -> Interaction:
    fields = {"owners": {"0": str(town.guild.id)}, **fields}
    return begin(town.ada.user, town.general, kind, COMMAND, **fields)


def callback(interaction: Interaction) -> str:
    return f"/interactions/{interaction.id}/{interaction.token}/callback"


def webhook(town: Town, interaction: Interaction, message: str = "") -> str:
    base = f"/webhooks/{town.sandbox.application_id}/{interaction.token}"
    return f"{base}/messages/{message}" if message else base


async def answer(api: Api, interaction: Interaction, kind: int, **data: Any) -> Got:
    return await api.post(callback(interaction), {"type": kind, "data": data})


async def pressed(town: Town, api: Api) -> Interaction:
    """Send a message with a button and press it."""
    sent = await api.post(f"/channels/{town.general.id}/messages", {"content": "x", "components": [row(button())]})
    source = town.general.messages[int(sent.body["id"])]
    return ask(town, InteractionKind.COMPONENT, source=source)


async def test_an_answer_is_a_message(town: Town, api: Api) -> None:
    interaction = ask(town)
    assert (await answer(api, interaction, 4, content="hi")).status == 204
    original = (await api.get(webhook(town, interaction, "@original"))).body
    assert (original["content"], original["type"]) == ("hi", 20)
    assert original["interaction_metadata"]["user"]["id"] == str(town.ada.id)
    assert original["interaction_metadata"]["name"] == "week"


async def test_an_answer_tells_what_it_made_when_asked(town: Town, api: Api) -> None:
    interaction = ask(town)
    got = await api.post(
        callback(interaction) + "?with_response=1", {"type": 4, "data": {"content": "hi", "flags": 64}}
    )
    assert got.body["interaction"]["id"] == str(interaction.id)
    assert got.body["interaction"]["response_message_ephemeral"] is True
    assert got.body["resource"]["message"]["content"] == "hi"


async def test_the_token_of_the_bot_is_not_asked_for(town: Town, api: Api) -> None:
    got = await api.ask("POST", callback(ask(town)), {"type": 4, "data": {"content": "x"}}, token="none")
    assert got.status == 204


async def test_after_three_seconds_it_is_too_late(town: Town, api: Api) -> None:
    in_time, late = ask(town), ask(town)
    town.clock.turn(seconds=3)
    assert (await answer(api, in_time, 4, content="x")).status == 204
    town.clock.turn(milliseconds=1)
    assert (await answer(api, late, 4, content="x")).code == (404, 10062)


async def test_unknown_interactions_are_not_answered(town: Town, api: Api) -> None:
    interaction = ask(town)
    assert (await api.post(f"/interactions/1/{interaction.token}/callback", {"type": 4})).code == (404, 10062)
    assert (await api.post(f"/interactions/{interaction.id}/x/callback", {"type": 4})).code == (404, 10062)


async def test_the_second_answer_is_refused(town: Town, api: Api) -> None:
    interaction = ask(town)
    await answer(api, interaction, 5)
    assert (await answer(api, interaction, 4, content="x")).code == (400, 40060)


async def test_a_refused_answer_may_be_mended(town: Town, api: Api) -> None:
    interaction = ask(town)
    assert (await answer(api, interaction, 4, content="x" * 2001)).code == (400, 50035)
    assert (await answer(api, interaction, 4)).code == (400, 50006)
    assert (await answer(api, interaction, 4, content="x")).status == 204


@pytest.mark.parametrize(
    ("kind", "allowed"),
    [
        (InteractionKind.COMMAND, {4, 5, 9}),
        (InteractionKind.AUTOCOMPLETE, {8}),
        (InteractionKind.MODAL, {4, 5}),
    ],
)
async def test_each_kind_has_its_answers(town: Town, api: Api, kind: InteractionKind, allowed: set[int]) -> None:
    data = {"content": "x", "choices": [], **modal()} | {"components": None}
    taken = set()
    for number in range(1, 11):
        fitting = modal() if number == 9 else data
        got = await api.post(callback(ask(town, kind)), {"type": number, "data": fitting})
        taken |= {number} if got.status == 204 else set()
    assert taken == allowed


async def test_a_component_may_be_answered_in_place(town: Town, api: Api) -> None:
    interaction = await pressed(town, api)
    source = interaction.source
    assert source is not None
    assert (await answer(api, interaction, 7, content="y")).status == 204
    assert source.content == "y"
    assert (await api.get(webhook(town, interaction, "@original"))).body["id"] == str(source.id)


async def test_a_silent_answer_leaves_the_message_to_be_edited(town: Town, api: Api) -> None:
    interaction = await pressed(town, api)
    assert (await answer(api, interaction, 6)).status == 204
    await api.patch(webhook(town, interaction, "@original"), {"content": "later"})
    assert interaction.source is not None
    assert interaction.source.content == "later"
    assert interaction.edits == 1


async def test_thinking_is_replaced_by_the_edit(town: Town, api: Api) -> None:
    interaction = ask(town)
    await answer(api, interaction, 5, flags=64 | 1 << 15)
    waiting = (await api.get(webhook(town, interaction, "@original"))).body
    assert waiting["flags"] == 64 | 1 << 7
    edited = await api.patch(webhook(town, interaction, "@original"), v2(text("done")))
    assert (edited.body["flags"], edited.body["edited_timestamp"]) == (64 | 1 << 15, None)
    again = await api.patch(webhook(town, interaction, "@original"), v2(text("more")))
    assert again.body["edited_timestamp"] is not None


async def test_the_bots_token_does_not_reach_hidden_answers(town: Town, api: Api) -> None:
    interaction = ask(town)
    await answer(api, interaction, 4, content="x", flags=64)
    assert interaction.original is not None
    base = f"/channels/{town.general.id}/messages"
    assert (await api.get(base)).body == []
    assert (await api.patch(f"{base}/{interaction.original.id}", {"content": "y"})).code == (404, 10008)


async def test_suggestions_and_modals_are_checked(town: Town, api: Api) -> None:
    many = [{"name": "n", "value": "v"}] * 26
    assert (await answer(api, ask(town, InteractionKind.AUTOCOMPLETE), 8, choices=many)).code == (400, 50035)
    assert (await answer(api, ask(town), 9, **modal(title="x" * 46))).code == (400, 50035)


async def test_an_answer_pings_users_only_by_default(town: Town, api: Api) -> None:
    role = town.guild.add_role("Readers", mentionable=True)
    words = f"{town.chief.mention} <@&{role.id}>"
    interaction = ask(town)
    await answer(api, interaction, 4, content=words)
    assert interaction.original is not None
    assert interaction.original.pings == Pings(users=frozenset({town.chief.id}))


async def test_data_must_be_an_object(town: Town, api: Api) -> None:
    assert (await api.post(callback(ask(town)), {"type": 4, "data": "x"})).code == (400, 50035)
    assert (await api.post(callback(ask(town)), [])).code == (400, 50109)


async def test_a_message_that_is_gone_is_not_updated(town: Town, api: Api) -> None:
    interaction = await pressed(town, api)
    assert interaction.source is not None
    await api.delete(f"/channels/{town.general.id}/messages/{interaction.source.id}")
    assert (await answer(api, interaction, 7, content="y")).code == (404, 10008)


async def test_what_is_wrong_is_told_below_the_data(town: Town, api: Api) -> None:
    got = await answer(api, ask(town), 4, content="x" * 2001)
    assert list(got.errors) == ["data"]
    assert list(got.errors["data"]) == ["content"]
    empty = await answer(api, ask(town), 4, content="")
    assert (empty.code, "errors" in empty.body) == ((400, 50006), False)
