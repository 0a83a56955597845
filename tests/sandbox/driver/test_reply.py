"""What a reply shows, and what it says where there is nothing to show."""

from __future__ import annotations

import asyncio

import pytest

from bot.sandbox import CallbackKind, DriverError, Reply
from bot.sandbox.driver.reply import answered, settled
from tests.sandbox.limits.test_modals import modal
from tests.sandbox.rest.test_callbacks import answer, ask, pressed, webhook
from tests.sandbox.town import Api, Town


async def test_nothing_is_shown_before_an_answer(town: Town) -> None:
    reply = Reply(ask(town))
    with pytest.raises(DriverError, match="The application did not respond"):
        _ = reply.kind
    with pytest.raises(DriverError, match="The answer shows no message"):
        _ = reply.message
    assert (reply.messages, reply.text()) == ([], "")


async def test_a_modal_is_no_message_and_a_message_no_modal(town: Town, api: Api) -> None:
    opened, told = ask(town), ask(town)
    await answer(api, opened, 9, **modal())
    await answer(api, told, 4, content="x")
    assert Reply(opened).modal["title"] == "Form"
    with pytest.raises(DriverError, match="shows no message"):
        _ = Reply(opened).message
    with pytest.raises(DriverError, match="opens no modal"):
        _ = Reply(told).modal


async def test_it_stays_current(town: Town, api: Api) -> None:
    interaction = ask(town)
    await answer(api, interaction, 4, content="a")
    reply = await settled(interaction)
    await api.post(webhook(town, interaction), {"content": "b"})
    await api.patch(webhook(town, interaction, "@original"), {"content": "c"})
    assert reply.text() == "c\nb"
    await api.delete(webhook(town, interaction, "@original"))
    await api.delete(webhook(town, interaction, str(reply.followups[0].id)))
    assert (reply.messages, reply.followups) == ([], [])


async def test_a_deferred_answer_is_waited_for(town: Town, api: Api) -> None:
    interaction = ask(town)
    waiting = asyncio.create_task(settled(interaction))
    await answer(api, interaction, 5)
    assert not waiting.done()
    await api.patch(webhook(town, interaction, "@original"), {"content": "done"})
    reply = await waiting
    assert (reply.text(), reply.kind) == ("done", CallbackKind.DEFERRED_MESSAGE)


async def test_thinking_without_end_is_told(town: Town, api: Api) -> None:
    interaction = ask(town)
    await answer(api, interaction, 5)
    with pytest.raises(DriverError, match="The application is still thinking"):
        await settled(interaction, within=0.01)


async def test_a_placeholder_may_be_deleted_instead(town: Town, api: Api) -> None:
    interaction = ask(town)
    await answer(api, interaction, 5)
    waiting = asyncio.create_task(settled(interaction))
    await api.delete(webhook(town, interaction, "@original"))
    assert (await waiting).messages == []


async def test_a_silent_answer_counts_as_edited_when_it_was(town: Town, api: Api) -> None:
    interaction = await pressed(town, api)
    await answer(api, interaction, 6)
    reply = await settled(interaction)
    assert not reply.edited
    waiting = asyncio.create_task(reply.wait_for_edit())
    await api.patch(webhook(town, interaction, "@original"), {"content": "y"})
    assert (await waiting).content == "y"
    assert reply.edited


async def test_edits_and_followups_that_do_not_come(town: Town, api: Api) -> None:
    interaction = ask(town)
    await answer(api, interaction, 4, content="x")
    reply = await settled(interaction)
    with pytest.raises(DriverError, match="There were not 1 edits"):
        await reply.wait_for_edit(within=0.01)
    with pytest.raises(DriverError, match="There were not 2 followups"):
        await reply.wait_for_followups(2, within=0.01)


async def test_answered_returns_with_the_first_answer(town: Town, api: Api) -> None:
    interaction = ask(town)
    waiting = asyncio.create_task(answered(interaction))
    await answer(api, interaction, 5)
    await waiting
    assert interaction.answer is CallbackKind.DEFERRED_MESSAGE
