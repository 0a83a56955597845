"""No site on the internet reaches the sandbox through somebody's browser."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping

import aiohttp
import pytest

from bot.sandbox import Sandbox
from tests.sandbox.page.visitor import Visitor, visiting
from tests.sandbox.town import Town

EVERYWHERE = ["/", "/static/js/dom.js", "/page/events", "/page/requests/1", "/api/v10/gateway", "/gateway"]


@pytest.fixture
async def visitor(town: Town) -> AsyncIterator[Visitor]:
    async with visiting(town.sandbox, town.ada) as visitor:
        yield visitor


async def status(visitor: Visitor, path: str, headers: Mapping[str, str]) -> int:
    async with visitor.session.get(visitor.sandbox.url + path, headers=headers) as response:
        return response.status


def hosts(sandbox: Sandbox) -> list[str]:
    return [f"127.0.0.1:{sandbox.port}", "localhost:9000", "LOCALHOST", "[::1]:8420", "[::1]", "127.0.0.2"]


async def test_this_machines_names_are_answered_at_any_port(town: Town, visitor: Visitor) -> None:
    for host in hosts(town.sandbox):
        assert await status(visitor, "/", {"Host": host}) == 200, host
        assert await status(visitor, "/", {"Host": host, "Origin": f"http://{host}"}) == 200, host


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "127.0.0.1.nip.io",
        "localhost.evil.example",
        "localhost@evil.example",
        "evil@localhost",
        "192.168.1.1:80",
        "0.0.0.0",  # noqa: S104 - refused is what is tested
        "[::2]",
        "[::1",
        "localhost:port",
        "localhost/",
        "",
    ],
)
@pytest.mark.parametrize("path", ["/", "/page/events", "/api/v10/gateway"])
async def test_other_names_are_refused(visitor: Visitor, host: str, path: str) -> None:
    assert await status(visitor, path, {"Host": host}) == 403


@pytest.mark.parametrize("path", EVERYWHERE)
@pytest.mark.parametrize("origin", ["http://evil.example", "https://127.0.0.1", "http://127.0.0.1:1", "null", ""])
async def test_pages_from_elsewhere_are_refused_everywhere(visitor: Visitor, path: str, origin: str) -> None:
    assert await status(visitor, path, {"Origin": origin}) == 403


@pytest.mark.parametrize("path", EVERYWHERE)
@pytest.mark.parametrize("site", ["cross-site", "same-site"])
async def test_nothing_is_embedded_elsewhere(visitor: Visitor, path: str, site: str) -> None:
    """A picture's request has no Origin, and another port of this machine is another origin of the same site."""
    assert await status(visitor, path, {"Sec-Fetch-Site": site, "Sec-Fetch-Mode": "no-cors"}) == 403


async def test_a_link_from_elsewhere_leads_to_the_page(visitor: Visitor) -> None:
    assert await status(visitor, "/", {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}) == 200
    assert (
        await status(visitor, "/static/js/dom.js", {"Sec-Fetch-Site": "same-origin", "Sec-Fetch-Mode": "cors"}) == 200
    )
    assert await status(visitor, "/", {"Sec-Fetch-Site": "none", "Sec-Fetch-Mode": "navigate"}) == 200


async def test_a_refusal_says_why(visitor: Visitor) -> None:
    _, body, headers = await visitor.get("/", Host="evil.example")
    assert body.decode() == "The sandbox answers only under this machine's own names: 127.0.0.1, localhost or [::1].\n"
    assert headers["Content-Type"].startswith("text/plain")
    _, body, _ = await visitor.get("/", Origin="http://evil.example")
    assert body.decode() == "The sandbox answers no other site's pages.\n"


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"])
async def test_what_a_form_of_another_site_could_send_is_refused(visitor: Visitor, kind: str) -> None:
    url = f"{visitor.sandbox.url}/page/act"
    for headers in ({**visitor.origin, "Content-Type": kind}, {"Content-Type": "application/json"}):
        async with visitor.session.post(url, data=b"{}", headers=headers) as response:
            assert response.status == 403


async def test_an_upload_needs_an_origin_and_no_certain_type(visitor: Visitor) -> None:
    url = f"{visitor.sandbox.url}/page/uploads?filename=a.txt"
    async with visitor.session.post(url, data=b"x", headers={"Content-Type": "text/plain"}) as response:
        assert response.status == 403
    assert (await visitor.upload("a.txt", b"x"))[0] == 200


async def test_the_gateway_is_no_other_sites_either(town: Town) -> None:
    async with aiohttp.ClientSession() as session:
        address = f"{town.sandbox.url}/gateway"
        with pytest.raises(aiohttp.WSServerHandshakeError, match="403"):
            await session.ws_connect(address, origin="http://evil.example")
        async with session.ws_connect(address) as socket:
            assert (await socket.receive_json())["op"] == 10


@pytest.mark.parametrize("path", ["/", "/static/js/dom.js", "/page/events", "/page/requests/1", "/page/nothing"])
async def test_the_page_runs_nothing_but_its_own_scripts(visitor: Visitor, path: str) -> None:
    async with visitor.session.get(visitor.sandbox.url + path) as response:
        headers = response.headers
    assert headers["Content-Security-Policy"] == (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; "
        "form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
    )
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["Cross-Origin-Resource-Policy"] == headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Cache-Control"] == ("no-cache" if path.startswith("/static") else "no-store")


async def test_the_api_looks_like_discords(visitor: Visitor) -> None:
    _, _, headers = await visitor.get("/api/v10/gateway")
    assert "Content-Security-Policy" not in headers
    assert headers["Content-Type"] == "application/json"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
