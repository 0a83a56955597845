"""Every kind of request fails on request: before it takes effect and after, whichever way it came."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

import aiohttp
import pytest

from tests.sandbox.limits.test_commands import command
from tests.sandbox.rest.test_callbacks import answer, ask, callback, webhook
from tests.sandbox.town import Api, Got, Town


@dataclass
class Asked:
    """A request that changes something: how it is sent, the route that a rule names, and how much it changed so far."""

    method: str
    route: str
    send: Callable[[], Awaitable[Got]]
    changed: Callable[[], int]


async def message(town: Town, api: Api) -> Asked:
    path = f"/channels/{town.general.id}/messages"
    return Asked(
        "POST",
        "/channels/{channel_id}/messages",
        lambda: api.post(path, {"content": "x"}),
        lambda: len(town.sandbox.messages(town.general)),
    )


async def file(town: Town, api: Api) -> Asked:
    path = f"/channels/{town.general.id}/messages"
    return Asked(
        "POST",
        "/channels/*/messages",
        lambda: api.upload("POST", path, {"content": "x"}, note=b"words"),
        lambda: len(town.sandbox.world.attachments),
    )


async def post(town: Town, api: Api) -> Asked:
    path = f"/channels/{town.forum.id}/threads"
    return Asked(
        "POST",
        path,
        lambda: api.post(path, {"name": "x", "message": {"content": "x"}}),
        lambda: len(town.forum.threads),
    )


async def first_answer(town: Town, api: Api) -> Asked:
    interaction = ask(town)
    return Asked(
        "POST",
        "/interactions/*/callback",
        lambda: api.post(callback(interaction), {"type": 4, "data": {"content": "x"}}),
        lambda: int(interaction.answer is not None),
    )


async def followup_with_file(town: Town, api: Api) -> Asked:
    interaction = ask(town)
    await answer(api, interaction, 4, content="x")
    return Asked(
        "POST",
        "/webhooks/{webhook_id}/{token}",
        lambda: api.upload("POST", webhook(town, interaction), {"content": "x"}, note=b"words"),
        lambda: len(interaction.followups),
    )


async def edit_of_an_answer(town: Town, api: Api) -> Asked:
    interaction = ask(town)
    await answer(api, interaction, 5)
    return Asked(
        "PATCH",
        "/webhooks/*/messages/*",
        lambda: api.patch(webhook(town, interaction, "@original"), {"content": "x"}),
        lambda: interaction.edits,
    )


async def sync(town: Town, api: Api) -> Asked:
    path = f"/applications/{town.sandbox.application_id}/commands"
    return Asked(
        "PUT",
        "/applications/{application_id}/commands",
        lambda: api.put(path, [command()]),
        lambda: town.sandbox.world.commands.synced,
    )


Preparing = Callable[[Town, Api], Awaitable[Asked]]
REQUESTS: list[Preparing] = [message, file, post, first_answer, followup_with_file, edit_of_an_answer, sync]
each_request = pytest.mark.parametrize("prepare", REQUESTS, ids=lambda prepare: prepare.__name__)
before_and_after = pytest.mark.parametrize("after", [False, True], ids=["before", "after"])


@each_request
@before_and_after
async def test_an_answer_with_a_status(town: Town, api: Api, prepare: Preparing, after: bool) -> None:
    asked = await prepare(town, api)
    town.sandbox.faults.answer(asked.method, asked.route, status=503, code=130000, message="Overloaded", after=after)
    got = await asked.send()
    assert (got.code, got.body["message"]) == ((503, 130000), "Overloaded")
    assert asked.changed() == after
    assert town.sandbox.requests[-1].status == 503


@each_request
@before_and_after
async def test_a_reset(town: Town, api: Api, prepare: Preparing, after: bool) -> None:
    asked = await prepare(town, api)
    # Twice, for aiohttp itself repeats a PUT over a connection that was kept.
    town.sandbox.faults.drop(asked.method, asked.route, after=after, times=2)
    with pytest.raises(aiohttp.ClientConnectionError):
        await asked.send()
    assert bool(asked.changed()) is after
    assert town.sandbox.requests[-1].status is None


@each_request
@before_and_after
async def test_a_hang(town: Town, api: Api, prepare: Preparing, after: bool) -> None:
    asked = await prepare(town, api)
    fault = town.sandbox.faults.hang(asked.method, asked.route, after=after)
    waiting = asyncio.ensure_future(asked.send())
    await town.sandbox.wait_until(lambda: fault.met, "it never hung")
    assert (waiting.done(), asked.changed()) == (False, after)
    fault.release()
    assert (await waiting).status < 300
    assert asked.changed() == 1


@each_request
async def test_the_second_of_its_kind_only(town: Town, api: Api, prepare: Preparing) -> None:
    asked = await prepare(town, api)
    fault = town.sandbox.faults.answer(asked.method, asked.route, status=500, nth=2)
    assert (await asked.send()).status < 300
    assert (await asked.send()).status == 500
    assert (fault.fitting, fault.met) == (2, 1)


@before_and_after
async def test_a_refusal_is_lost_like_any_other_answer(town: Town, api: Api, after: bool) -> None:
    town.sandbox.faults.drop("POST", "/channels/*/messages", after=after)
    with pytest.raises(aiohttp.ClientConnectionError):
        await api.post(f"/channels/{town.general.id}/messages", {"content": ""})
    assert town.sandbox.requests[-1].status is None


async def test_whoever_gave_up_waiting_has_sent_all_the_same(town: Town, api: Api) -> None:
    asked = await message(town, api)
    fault = town.sandbox.faults.hang(asked.method, asked.route)
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.05):
            await asked.send()
    assert asked.changed() == 0
    fault.release()
    await town.sandbox.wait_until(asked.changed, "it took no effect")
