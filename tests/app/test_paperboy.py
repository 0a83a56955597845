"""What holds the running bot together; what it does then is tried in tests/end_to_end."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import discord
import pytest
from pydantic import SecretStr

from bot.app.paperboy import run
from bot.digests.schedule import DigestScheduler
from bot.discord_app.client import PaperboyClient
from bot.errors import EnvironmentVariableError, SettingsError, StoreError
from bot.settings.watcher import OnChange, SettingsWatcher
from tests.end_to_end.house import House, open_house

WITHIN = 5.0


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    async with open_house(tmp_path) as opened:
        yield opened


def errors(caplog: pytest.LogCaptureFixture) -> list[logging.LogRecord]:
    return [record for record in caplog.records if record.levelno >= logging.ERROR]


async def test_told_before_it_began_it_posts_nothing_and_ends(house: House) -> None:
    house.set_up_digest()
    stop = asyncio.Event()
    stop.set()
    async with asyncio.timeout(WITHIN):
        await run(house.environment, stop, clock=lambda: house.now)
    assert house.posted() == []


async def test_where_each_digest_goes_is_in_the_log(house: House, caplog: pytest.LogCaptureFixture) -> None:
    config = house.environment.config
    stop = asyncio.Event()
    stop.set()
    for channels, told in (
        (("1" * 18,), "weekly goes to 1 channel"),
        (("1" * 18, "2" * 18), "weekly goes to 2 channels"),
    ):
        config.write_text(f"digests: [{{name: weekly, channels: {list(channels)}}}]\n", encoding="utf-8")
        await run(house.environment, stop)
        assert f"digest {told}" in caplog.messages


async def test_told_while_discord_does_not_answer_it_ends(house: House) -> None:
    house.world.faults.hang("GET", "/users/@me")
    stop = asyncio.Event()
    running = asyncio.create_task(run(house.environment, stop))
    await house.world.wait_for_request("GET", "/users/@me")
    stop.set()
    async with asyncio.timeout(WITHIN):
        await running


async def test_told_while_the_gateway_is_silent_it_ends(house: House) -> None:
    async with asyncio.timeout(2 * WITHIN):
        async with house.bot():
            house.world.mute_gateway()


async def test_without_a_digest_it_says_so(house: House, caplog: pytest.LogCaptureFixture) -> None:
    async with house.bot():
        await house.reader.slash(house.papers, "help")
    assert "answering commands only" in caplog.text


async def test_what_is_odd_in_the_settings_is_told_at_start(house: House, caplog: pytest.LogCaptureFixture) -> None:
    house.set_up_digest(categories='["Computation and Langauge"]')
    async with house.bot():
        await house.reader.slash(house.papers, "help")
    assert "paperboy.yaml:5:" in caplog.text
    assert "Did you mean" in caplog.text


@pytest.mark.parametrize(
    ("wrong", "error"),
    [
        ({"token": None}, EnvironmentVariableError),
        ({"token": SecretStr("another.one")}, EnvironmentVariableError),
        ({"config": Path("/nowhere/paperboy.yaml")}, SettingsError),
        ({"database_url": SecretStr("sqlite:////dev/null/paperboy.db")}, StoreError),
        ({"discord_api_url": "http://127.0.0.1:9"}, EnvironmentVariableError),
    ],
)
async def test_what_a_person_must_mend_is_raised_and_not_logged(
    house: House, wrong: dict[str, object], error: type[Exception], caplog: pytest.LogCaptureFixture
) -> None:
    with pytest.raises(error):
        await run(replace(house.environment, **wrong), asyncio.Event())  # type: ignore[arg-type]
    assert errors(caplog) == []


@pytest.mark.parametrize(
    ("code", "error"),
    [(4004, EnvironmentVariableError), (4014, (discord.ConnectionClosed, discord.PrivilegedIntentsRequired))],
)
async def test_an_end_of_the_connection_that_no_try_can_mend_comes_out(
    house: House, code: int, error: type[Exception] | tuple[type[Exception], ...]
) -> None:
    running = asyncio.create_task(run(house.environment, asyncio.Event()))
    await house.world.wait_for_ready()
    await house.world.drop_gateway(code)
    with pytest.raises(error):
        async with asyncio.timeout(WITHIN):
            await running


async def test_a_helper_that_dies_is_an_error_in_the_log_and_the_rest_goes_on(
    house: House, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def die(_watcher: SettingsWatcher, _on_change: OnChange) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(SettingsWatcher, "run", die)
    async with house.bot():
        await house.reader.slash(house.papers, "help")
    (record,) = errors(caplog)
    assert "following the settings ended by a mistake" in record.getMessage()
    assert record.exc_info is not None


async def test_new_digests_count_even_if_their_servers_cannot_be_learnt(
    house: House, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    woken = asyncio.Event()

    async def fail(_client: PaperboyClient) -> None:
        raise StoreError("the database is away")

    async with house.bot():
        await house.admin.slash(house.papers, "help")
        monkeypatch.setattr(PaperboyClient, "follow_settings", fail)
        monkeypatch.setattr(DigestScheduler, "wake", lambda _scheduler: woken.set())
        house.set_up_digest()
        async with asyncio.timeout(WITHIN):
            await woken.wait()
            while not errors(caplog):  # noqa: ASYNC110 - a log sets no event
                await asyncio.sleep(0.01)
    assert "not everything could follow" in caplog.text
