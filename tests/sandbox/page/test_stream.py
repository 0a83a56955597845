"""Pages hear of what changed, of nothing else, and of the end."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from aiohttp import web

from bot.sandbox import PanelEntry, Sandbox
from bot.sandbox.page.stream import Streams
from bot.sandbox.page.view import Scene
from bot.sandbox.world.posting import create_message, delete_message, edit_message
from tests.sandbox.gateway.client import wire
from tests.sandbox.page.visitor import Visitor, visiting
from tests.sandbox.town import Api, Clock, Town, build


@pytest.fixture
async def visitor(town: Town) -> AsyncIterator[Visitor]:
    async with visiting(town.sandbox, town.ada) as visitor:
        yield visitor


async def test_first_comes_everything_then_what_changed(town: Town, visitor: Visitor) -> None:
    async with visitor.mirror() as mirror:
        assert mirror.updates[0]["gone"] == []
        assert {"me", "app", "log", f"channel:{town.general.id}"} <= set(mirror.map)
        message = create_message(town.general, town.sandbox.bot_user, {"content": "Hello"})
        key = f"message:{message.id}"
        await mirror.until(lambda known: key in known)
        assert set(mirror.updates[-1]["set"]) == {key}
        edit_message(message, {"content": "Hello again"})
        await mirror.until(lambda known: known[key]["content"] == "Hello again")
        delete_message(message)
        await mirror.until(lambda known: key not in known)
        assert mirror.updates[-1] == {"set": {}, "gone": [key]}


async def test_a_burst_is_one_update(town: Town, visitor: Visitor) -> None:
    async with visitor.mirror() as mirror:
        for number in range(50):
            create_message(town.general, town.sandbox.bot_user, {"content": f"{number}"})
        await mirror.until(lambda known: len(mirror.kind("message")) == 50)
        assert len(mirror.updates) == 2


async def test_each_sees_their_own(town: Town, visitor: Visitor) -> None:
    secret = town.guild.add_channel("secret")
    secret.set_overwrite(town.guild.everyone, deny=("view_channel",))
    async with visitor.mirror() as of_ada, visitor.become(town.chief).mirror() as of_chief:
        create_message(secret, town.sandbox.bot_user, {"content": "Hidden"})
        create_message(town.general, town.sandbox.bot_user, {"content": "Open"})
        await of_chief.until(lambda known: len(of_chief.kind("message")) == 2)
        await of_ada.until(lambda known: of_ada.kind("message"))
        assert [one["content"] for one in of_ada.kind("message")] == ["Open"]
        secret.set_overwrite(town.guild.everyone)
        await of_ada.until(lambda known: f"channel:{secret.id}" in known)
        assert {one["content"] for one in of_ada.kind("message")} == {"Open", "Hidden"}


async def test_an_unknown_viewer_becomes_the_first_admin(town: Town, visitor: Visitor) -> None:
    for viewer in ("", "1", "nobody", str(town.sandbox.bot_user.id)):
        async with Visitor(town.sandbox, visitor.session, viewer).mirror() as mirror:
            assert mirror.map["me"]["name"] == "Chief"


async def test_requests_and_the_bots_coming_and_going_are_told(town: Town, api: Api, visitor: Visitor) -> None:
    async with visitor.mirror() as mirror:
        await api.post(f"/channels/{town.general.id}/messages", {"content": ""})
        await mirror.until(lambda known: known.get("request:1", {}).get("outcome") == "refused")
        async with wire(town.sandbox) as client:
            await client.identify()
            await mirror.until(lambda known: known["app"]["online"])
        await mirror.until(lambda known: not known["app"]["online"])


async def test_the_panel_is_told(town: Town, visitor: Visitor) -> None:
    async with visitor.mirror() as mirror:
        town.sandbox.panel.put("digests", "Digests", [PanelEntry("weekly", "weekly")])
        town.sandbox.panel.log("started")
        known = await mirror.until(lambda known: known["log"]["lines"])
        assert known["panel:digests"]["entries"][0]["title"] == "weekly"
        town.sandbox.panel.remove("digests")
        await mirror.until(lambda known: "panel:digests" not in known)


async def test_text_of_any_kind_comes_through(town: Town, visitor: Visitor) -> None:
    odd = "line\nline\r\n\u2028 \ud800 \x00 </script> ü"
    async with visitor.mirror() as mirror:
        create_message(town.general, town.sandbox.bot_user, {"content": odd})
        await mirror.until(lambda known: mirror.kind("message"))
        assert mirror.kind("message")[0]["content"] == odd


async def closed_at_once(town: Town) -> None:
    """Close the sandbox, which leaves two seconds to whoever has not ended by itself."""
    start = time.monotonic()
    await town.sandbox.close()
    assert time.monotonic() - start < 2


async def test_streams_end_at_once_with_the_sandbox(town: Town, visitor: Visitor) -> None:
    async with visitor.mirror() as mirror, visitor.become(town.chief).mirror():
        await closed_at_once(town)
        while await mirror.take():
            assert len(mirror.updates) == 1


async def test_a_page_that_stopped_reading_holds_nobody_up(town: Town) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", town.sandbox.port, limit=1024)
    writer.write(b"GET /page/events HTTP/1.1\r\nHost: localhost\r\n\r\n")
    await reader.readline()
    (transport,) = town.sandbox._page._streams._open.values()
    assert transport is not None
    while not transport.get_write_buffer_size():
        town.sandbox.panel.log("x" * 1_000_000)
        await asyncio.sleep(0)
    await closed_at_once(town)
    writer.close()


async def test_a_page_that_went_away_is_forgotten(town: Town, visitor: Visitor) -> None:
    changes = town.sandbox.world.changes
    async with visitor.mirror():
        assert len(changes._listeners) == 1
    # A change makes the server write, which is when it notices.
    while changes._listeners:
        town.sandbox.panel.log("anybody there?")
        await asyncio.sleep(0)


async def test_a_silent_stream_says_that_it_is_there() -> None:
    sandbox = Sandbox(clock=Clock(), answer_within=timedelta(seconds=3))
    town = build(sandbox, Clock())
    streams = Streams(Scene(sandbox.world, sandbox.requests, sandbox.panel, lambda: False), keep_alive=0.01)
    application = web.Application()

    async def events(request: web.Request) -> web.StreamResponse:
        return await streams.serve(request, town.ada.user)

    application.router.add_get("/page/events", events)
    runner = web.AppRunner(application)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    sandbox._port = runner.addresses[0][1]
    async with visiting(sandbox) as visitor, visitor.mirror() as mirror:
        while mirror.comments < 2:
            assert await mirror.take()
        assert len(mirror.updates) == 1
        streams.close()
    await runner.cleanup()


async def test_the_wire_format_is_that_of_server_sent_events(visitor: Visitor) -> None:
    async with visitor.session.get(f"{visitor.sandbox.url}/page/events") as stream:
        assert stream.headers["Content-Type"] == "text/event-stream; charset=utf-8"
        assert await stream.content.readuntil(b"\n\n") == b"retry: 1000\n\n"
        frame = (await stream.content.readuntil(b"\n\n")).decode()
        assert frame.startswith("data: {")
        assert set(json.loads(frame.removeprefix("data: "))) == {"set", "gone"}
