from __future__ import annotations

import logging
import re
from types import SimpleNamespace
from typing import Any

import aiohttp
import discord
import pytest
from discord import InteractionResponseType as Kind
from discord import app_commands

from bot.discord_app.errors import Declined, handle_error, is_expired, new_reference, quoted_traceback
from bot.errors import DigestNotFoundError, RefusedError
from tests.discord_app.interactions import NotedInteraction

TYPED = {
    "options": [
        {"name": "post", "options": [{"name": "query", "value": "my secret\nwords"}, {"name": "n", "value": 3}]}
    ]
}
COMMAND: Any = SimpleNamespace(name="paper")


def of_discord(code: int, status: int = 404) -> discord.HTTPException:
    response: Any = SimpleNamespace(status=status, reason="")
    return discord.HTTPException(response, {"code": code, "message": ""})


async def handled(error: Exception, **fields: Any) -> list[tuple[str, str, bool]]:
    interaction: Any = NotedInteraction(**fields)
    await handle_error(interaction, error)
    return interaction.noted  # type: ignore[no-any-return]


async def test_a_fault_has_one_number_for_the_member_and_the_log(caplog: pytest.LogCaptureFixture) -> None:
    error = app_commands.CommandInvokeError(COMMAND, KeyError("lost"))
    [(where, text, private)] = await handled(error)
    number = re.search(r"PB-[0-9A-F]{8}", text)
    assert (where, private) == ("answer", True)
    assert number is not None
    [record] = caplog.records
    assert record.levelno == logging.ERROR
    assert number[0] in record.getMessage()
    assert "/paper" in record.getMessage()
    assert "KeyError: 'lost'" in record.getMessage()


async def test_what_a_member_typed_is_not_in_the_log(caplog: pytest.LogCaptureFixture) -> None:
    await handled(ValueError(f"near {'my secret' + chr(10) + 'words'!r}, that is my secret\nwords"), data=TYPED)
    assert "secret" not in caplog.text
    assert "near '[typed]'" in caplog.text


async def test_a_fault_behind_a_button_names_its_kind_only(caplog: pytest.LogCaptureFixture) -> None:
    await handled(KeyError(), command=None, data={"custom_id": "search:0:01:my secret."})
    assert "button 'search' failed" in caplog.text
    assert "secret" not in caplog.text


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (Declined("Only on Sundays."), "Only on Sundays."),
        (app_commands.CommandNotFound("old", []), "changed a moment ago"),
        (app_commands.CommandSignatureMismatch(COMMAND), "changed a moment ago"),
        (app_commands.CommandInvokeError(COMMAND, DigestNotFoundError("weekly", ("hushhush",))), "Please try again"),
        (RefusedError("The channel does not exist any more.", code=10003), "does not exist any more"),
    ],
    ids=lambda value: type(value).__name__,
)
async def test_what_is_nobodys_fault_is_said_without_a_number_and_not_logged(
    error: Exception, sentence: str, caplog: pytest.LogCaptureFixture
) -> None:
    [(_, text, private)] = await handled(error)
    assert sentence in text
    assert private
    assert "PB-" not in text
    assert "hushhush" not in text
    assert not caplog.records


@pytest.mark.parametrize("code", [10062, 40060, 50027, 10015])
async def test_too_late_is_quiet(code: int, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    assert await handled(app_commands.CommandInvokeError(COMMAND, of_discord(code))) == []
    assert [record.levelno for record in caplog.records] == [logging.INFO]
    assert not is_expired(of_discord(50035, 400))


@pytest.mark.parametrize(
    ("responded", "where"),
    [
        (None, "answer"),
        (Kind.deferred_channel_message, "original"),
        (Kind.channel_message, "follow-up"),
        (Kind.message_update, "original"),
        (Kind.deferred_message_update, "follow-up"),
    ],
)
async def test_is_said_where_an_answer_is_still_missing(responded: Kind | None, where: str) -> None:
    [(said, _, private)] = await handled(KeyError(), responded=responded)
    assert (said, private) == (where, True)


@pytest.mark.parametrize("failure", [of_discord(50035, 400), aiohttp.ServerDisconnectedError(), ConnectionResetError()])
async def test_a_failure_to_tell_is_logged_and_goes_no_further(
    failure: Exception, caplog: pytest.LogCaptureFixture
) -> None:
    assert await handled(KeyError(), failure=failure) == []
    assert "could not tell the member" in caplog.records[-1].getMessage()


async def test_what_the_end_of_the_bot_cuts_off_is_no_fault(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    assert await handled(RuntimeError("Session is closed"), closed=True) == []
    assert [record.levelno for record in caplog.records] == [logging.INFO]


def test_numbers_differ_and_tracebacks_show_the_chain() -> None:
    assert new_reference() != new_reference()
    error = ValueError("outer")
    error.__cause__ = KeyError("inner")
    interaction: Any = NotedInteraction()
    text = quoted_traceback(error, interaction)
    assert "inner" in text
    assert "outer" in text
