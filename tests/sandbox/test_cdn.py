"""Files of messages: shown where that is harmless, else only handed over."""

from __future__ import annotations

import pytest

from bot.sandbox.world.attachments import Attachment
from tests.sandbox.page.visitor import visiting
from tests.sandbox.town import Town


async def served(town: Town, kind: str, filename: str = "file.bin") -> tuple[bytes, dict[str, str]]:
    attachment = Attachment(7, filename, kind, b"<script>alert(1)</script>", "")
    town.sandbox.world.attachments[7] = attachment
    async with visiting(town.sandbox) as visitor:
        status, body, headers = await visitor.get("/attachments/1/7/any")
    assert status == 200
    return body, headers


@pytest.mark.parametrize("kind", ["image/png", "image/jpeg", "image/gif", "image/webp", "IMAGE/PNG; a=b"])
async def test_pictures_are_shown_in_place(town: Town, kind: str) -> None:
    body, headers = await served(town, kind)
    assert body == b"<script>alert(1)</script>"
    assert headers["Content-Type"] == kind
    assert "Content-Disposition" not in headers


@pytest.mark.parametrize(
    "kind", ["text/html", "image/svg+xml", "application/xhtml+xml", "text/javascript", "text/plain"]
)
async def test_everything_else_is_only_downloaded(town: Town, kind: str) -> None:
    _, headers = await served(town, kind, 'a"b\n; ü.html')
    assert headers["Content-Disposition"] == "attachment; filename*=UTF-8''a%22b%0A%3B%20%C3%BC.html"


@pytest.mark.parametrize("kind", ["image/png", "text/html"])
async def test_nothing_of_it_runs(town: Town, kind: str) -> None:
    _, headers = await served(town, kind)
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Content-Security-Policy"] == "default-src 'none'; sandbox"


@pytest.mark.parametrize("path", ["/attachments/1/2/a.txt", "/attachments/1/x/a.txt", "/attachments/1/²/a.txt"])
async def test_an_unknown_file_is_not_found(town: Town, path: str) -> None:
    async with visiting(town.sandbox) as visitor:
        assert (await visitor.get(path))[0] == 404
