"""Request bodies as they come over the wire."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest

from bot.sandbox.rest.bodyreader import MAX_REQUEST
from tests.sandbox.town import Api, Town


async def send(town: Town, api: Api, data: object, kind: str = "application/json") -> tuple[int, int]:
    """Post a body as it is and return status and code."""
    url = f"{town.sandbox.api_url}/channels/{town.general.id}/messages"
    headers = {"Authorization": f"Bot {town.sandbox.token}", "Content-Type": kind}
    async with api.session.post(url, data=data, headers=headers) as response:
        return response.status, (await response.json()).get("code", 0)


@pytest.mark.parametrize(
    "data",
    [b"{", b"[1,", b"content=x", b"\0", b'{"content": "\xff"}', b"[" * 50_000],
    ids=["half", "list", "form", "zero", "no UTF-8", "deep"],
)
async def test_what_is_no_json_is_refused(town: Town, api: Api, data: bytes) -> None:
    assert await send(town, api, data) == (400, 50109)


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"--B\r\nContent-Disposition: form-data; name=a\r\nX: \x01\r\n\r\nx\r\n--B--\r\n", "boundary=B"),
        (b"--C\r\n\r\nx\r\n--C--\r\n", "boundary=B"),
        (b"x", ""),
    ],
    ids=["header", "other boundary", "no boundary"],
)
async def test_broken_parts_are_refused(town: Town, api: Api, data: bytes, kind: str) -> None:
    assert await send(town, api, data, f"multipart/form-data; {kind}") == (400, 50109)


async def test_json_is_utf_8_whatever_its_type_says(town: Town, api: Api) -> None:
    assert await send(town, api, b'{"content": "x"}', "application/json; charset=nonsense") == (200, 0)


async def test_a_body_that_grows_too_large_is_refused(town: Town, api: Api) -> None:
    async def pieces() -> AsyncIterator[bytes]:
        for _ in range(MAX_REQUEST // 2**20 + 1):
            yield bytes(2**20)

    assert await send(town, api, pieces()) == (413, 40005)


async def test_half_an_emoji_breaks_no_connection(town: Town, api: Api) -> None:
    """Python's JSON brings one along where a text was cut in between."""
    async with api.session.ws_connect(f"{town.sandbox.url}/gateway?v=10&encoding=json") as socket:
        data = {"token": town.sandbox.token, "intents": 1 << 9, "properties": {}}
        await socket.send_json({"op": 2, "d": data})
        async with asyncio.timeout(5):
            while (await socket.receive_json())["t"] != "READY":
                pass
            sent = await api.post(f"/channels/{town.general.id}/messages", {"content": "cut \ud83d"})
            while (heard := await socket.receive_json())["t"] != "MESSAGE_CREATE":
                pass
    assert (sent.status, sent.body["content"], heard["d"]["content"]) == (200, "cut \ud83d", "cut \ud83d")


@pytest.mark.parametrize("kind", ["image/png\u00ff", "png", ""])
async def test_a_file_of_a_type_that_no_header_could_name_is_one_of_bytes(town: Town, api: Api, kind: str) -> None:
    parts = (
        b'--B\r\nContent-Disposition: form-data; name="files[0]"; filename="a.unheard"\r\nContent-Type: ',
        kind.encode("latin-1"),
        b"\r\n\r\nx\r\n--B--\r\n",
    )
    assert await send(town, api, b"".join(parts), "multipart/form-data; boundary=B") == (200, 0)
    (attachment,) = town.sandbox.world.attachments.values()
    assert attachment.content_type == "application/octet-stream"
    async with api.session.get(attachment.url) as response:
        assert await response.read() == b"x"


async def test_a_body_is_read_beside_its_files(town: Town, api: Api) -> None:
    sent = await api.upload("POST", f"/channels/{town.general.id}/messages", {"content": "x"}, one=b"1", two=b"22")
    assert [(one["filename"], one["size"]) for one in sent.body["attachments"]] == [("one.txt", 1), ("two.txt", 2)]
    assert town.sandbox.requests[-1].json == {"content": "x"}
