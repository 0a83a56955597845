from __future__ import annotations

import asyncio
import shutil
import ssl
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import pytest

from bot.dataset import http_client
from bot.dataset.guard import ALLOW_PRIVATE, PrivatePlaceError, system_addresses
from tests.dataset.loopback import Server

PRIVATELY = {ALLOW_PRIVATE: True}


@dataclass
class Names:
    """A name server of one's own; ``asked`` are the names that came. Of several answers each look-up takes the next."""

    known: dict[str, list[Sequence[str]]]
    asked: list[str] = field(default_factory=list)

    async def __call__(self, host: str, port: int) -> Sequence[str]:
        self.asked.append(host)
        answers = self.known[host]
        return answers.pop(0) if len(answers) > 1 else answers[0]


def client_with(**known: Sequence[str]) -> tuple[httpx.AsyncClient, Names]:
    """Return a client to whom names under ``example`` mean these addresses."""
    names = Names({f"{name}.example": [addresses] for name, addresses in known.items()})
    return http_client(names), names


async def refused(client: httpx.AsyncClient, url: str) -> PrivatePlaceError:
    with pytest.raises(PrivatePlaceError) as caught:
        await client.get(url)
    return caught.value


class TestPrivatePlaces:
    @pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::1]", "127.1", "2130706433", "10.0.0.1"])
    async def test_a_literal_one_is_not_asked(self, server: Server, host: str) -> None:
        async with http_client() as client:
            await refused(client, f"http://{host}:{server.port}/")
        assert server.requests == []

    async def test_it_is_asked_where_that_is_allowed(self, server: Server) -> None:
        async with http_client() as client:
            response = await client.get(server.url(), extensions=PRIVATELY)
        assert (response.text, server.requests[0].headers["host"]) == ("hello", f"127.0.0.1:{server.port}")

    async def test_a_name_that_leads_to_one(self) -> None:
        client, _ = client_with(rebound=["169.254.169.254"])
        async with client:
            error = await refused(client, "http://rebound.example/latest/meta-data")
        assert (error.host, error.address) == ("rebound.example", "169.254.169.254")
        assert (error.place, error.never) == ("an address that no list is at", True)

    @pytest.mark.parametrize("host", ["169.254.169.254", "[fe80::1]", "[::ffff:169.254.169.254]", "0xa9fea9fe"])
    async def test_what_no_list_is_at_is_not_asked_though_private_ones_are_allowed(
        self, host: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        client, _ = client_with(rebound=[host.strip("[]"), "224.0.0.1"], mixed=[host.strip("[]"), "10.0.0.1"])
        connected = _note_connections(monkeypatch)
        async with client:
            for name in (host, "rebound.example"):
                with pytest.raises(PrivatePlaceError) as caught:
                    await client.get(f"http://{name}/latest/meta-data", extensions=PRIVATELY)
                assert caught.value.never
            with pytest.raises(httpx.ConnectError):
                await client.get("http://mixed.example/", extensions=PRIVATELY)
        assert connected == ["10.0.0.1"]

    async def test_a_name_that_also_leads_to_one_is_asked_elsewhere_only(self, monkeypatch: pytest.MonkeyPatch) -> None:
        client, _ = client_with(both=["10.0.0.1", "8.8.8.8", "::1", "8.8.4.4"])
        connected = _note_connections(monkeypatch)
        async with client:
            with pytest.raises(httpx.ConnectError):
                await client.get("http://both.example/")
        assert connected == ["8.8.8.8", "8.8.4.4"]

    async def test_the_system_gives_each_address_once(self) -> None:
        assert await system_addresses("127.0.0.1", 80) == ["127.0.0.1"]


def _note_connections(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Let every connection fail, and return the hosts that were tried."""
    tried: list[str] = []

    async def fail(transport: httpx.AsyncHTTPTransport, request: httpx.Request) -> httpx.Response:
        tried.append(request.url.host)
        raise httpx.ConnectError("refused", request=request)

    monkeypatch.setattr(httpx.AsyncHTTPTransport, "handle_async_request", fail)
    return tried


async def test_making_the_client_costs_the_event_loop_next_to_nothing(server: Server) -> None:
    """The certificates of all authorities are read in a thread; measured in processor time of the loop's own."""
    async with http_client() as warm:
        await warm.get(server.url(), extensions=PRIVATELY)
    before = time.thread_time()
    made = [http_client() for _ in range(3)]
    for client in made:
        await client.get(server.url(), extensions=PRIVATELY)
        await client.aclose()
    in_the_loop = time.thread_time() - before
    before = time.thread_time()
    for _ in range(3):
        httpx.create_ssl_context()
    assert in_the_loop < time.thread_time() - before


class TestPinning:
    async def test_the_server_hears_the_name(self, server: Server) -> None:
        client, names = client_with(lists=["127.0.0.1"])
        async with client:
            response = await client.get(f"http://lists.example:{server.port}/a?b", extensions=PRIVATELY)
        assert (response.text, str(response.url)) == ("hello", f"http://lists.example:{server.port}/a?b")
        assert server.requests[0].path == "/a?b"
        assert server.requests[0].headers["host"] == f"lists.example:{server.port}"
        assert names.asked == ["lists.example"]

    async def test_a_name_that_changes_its_mind_after_it_was_judged_changes_nothing(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        names = Names({"lists.example": [["8.8.8.8"], ["127.0.0.1"]]})
        connected = _note_connections(monkeypatch)
        async with http_client(names) as client:
            with pytest.raises(httpx.ConnectError):
                await client.get("http://lists.example/")
            assert (names.asked, connected) == (["lists.example"], ["8.8.8.8"])
            await refused(client, "http://lists.example/")
        assert connected == ["8.8.8.8"]

    async def test_the_next_address_is_tried_where_nobody_answers(self, server: Server) -> None:
        client, _ = client_with(lists=["127.0.0.2", "127.0.0.1"])
        async with client:
            response = await client.get(f"http://lists.example:{server.port}/", extensions=PRIVATELY)
        assert response.text == "hello"

    async def test_not_every_address_of_a_thousand_is_tried(self, monkeypatch: pytest.MonkeyPatch) -> None:
        client, _ = client_with(lists=[f"8.8.8.{number}" for number in range(100)])
        connected = _note_connections(monkeypatch)
        async with client:
            with pytest.raises(httpx.ConnectError):
                await client.get("http://lists.example/")
        assert len(connected) == 4

    @pytest.mark.parametrize("failure", [OSError(-2, "Name or service not known"), UnicodeError("label too long")])
    async def test_a_name_that_nobody_knows(self, failure: Exception) -> None:
        async def unknown(host: str, port: int) -> Sequence[str]:
            raise failure

        async with http_client(unknown) as client:
            with pytest.raises(httpx.ConnectError, match=r"lists\.example cannot be resolved: "):
                await client.get("http://lists.example/")

    async def test_a_name_without_addresses(self) -> None:
        client, _ = client_with(lists=[])
        async with client:
            with pytest.raises(httpx.ConnectError, match="has no address"):
                await client.get("http://lists.example/")

    async def test_a_name_server_that_says_nothing(self) -> None:
        async def silent(host: str, port: int) -> Sequence[str]:
            await asyncio.Event().wait()
            return []

        async with http_client(silent) as client:
            with pytest.raises(httpx.ConnectTimeout, match=r"lists\.example was not resolved in time"):
                await client.get("http://lists.example/", timeout=httpx.Timeout(5, connect=0.01))


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate for ``lists.example`` that it has signed itself, with its key, in one file."""
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("openssl is not installed, which makes the certificate")
    path = tmp_path_factory.mktemp("tls") / "lists.pem"
    subprocess.run(  # noqa: S603 - the arguments are those here
        [
            *(openssl, "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2"),
            *("-subj", "/CN=lists.example", "-addext", "subjectAltName=DNS:lists.example"),
            *("-keyout", f"{path}.key", "-out", f"{path}.crt"),
        ],
        check=True,
        capture_output=True,
    )
    path.write_text(Path(f"{path}.key").read_text() + Path(f"{path}.crt").read_text())
    return path


async def keep_answering(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Say hello to the named host, and leave the connection open unless asked to close it."""
    with suppress(asyncio.IncompleteReadError, ConnectionError):
        while head := (await reader.readuntil(b"\r\n\r\n")).decode().lower():
            host = head.partition("host: ")[2].partition("\r\n")[0]
            body = f"hello {host}".encode()
            writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s" % (len(body), body))
            await writer.drain()
            if "connection: close" in head:
                break
    writer.close()


@asynccontextmanager
async def serve_tls(certificate: Path) -> AsyncIterator[int]:
    """Run a server for the length of a block, and yield its port."""
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate)
    async with await asyncio.start_server(keep_answering, "127.0.0.1", 0, ssl=context) as running:
        yield running.sockets[0].getsockname()[1]


class TestTls:
    @pytest.fixture(autouse=True)
    def _trusted(self, certificate: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))

    async def test_the_certificate_is_asked_for_by_name_though_the_address_is_connected_to(
        self, certificate: Path
    ) -> None:
        client, _ = client_with(lists=["127.0.0.1"])
        async with client, serve_tls(certificate) as port:
            url = f"https://lists.example:{port}/"
            response = await client.get(url, extensions=PRIVATELY)
        assert response.text == f"hello lists.example:{port}"

    async def test_another_name_at_the_same_address_is_not_served_under_that_certificate(
        self, certificate: Path
    ) -> None:
        client, _ = client_with(lists=["127.0.0.1"], other=["127.0.0.1"])
        async with client, serve_tls(certificate) as port:
            await client.get(f"https://lists.example:{port}/", extensions=PRIVATELY)
            with pytest.raises(httpx.ConnectError, match="certificate"):
                await client.get(f"https://other.example:{port}/", extensions=PRIVATELY)


class TestProxy:
    async def test_it_is_asked_by_name_and_resolves_by_itself(
        self, server: Server, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("http_proxy", server.url(""))
        client, names = client_with()
        async with client:
            response = await client.get("http://lists.example/list.md")
        assert (response.text, names.asked) == ("hello", [])
        assert server.requests[0].path == "http://lists.example/list.md"

    @pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "169.254.169.254", "[::ffff:127.0.0.1]", "0x7f.1"])
    async def test_what_can_be_told_of_an_address_is_told(
        self, server: Server, monkeypatch: pytest.MonkeyPatch, host: str
    ) -> None:
        monkeypatch.setenv("all_proxy", server.url(""))
        async with http_client() as client:
            await refused(client, f"http://{host}/")
        assert server.requests == []

    async def test_hosts_that_the_environment_excepts_are_asked_directly(
        self, server: Server, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")
        monkeypatch.setenv("no_proxy", "lists.example")
        client, names = client_with(lists=["127.0.0.1"])
        async with client:
            url = f"http://lists.example:{server.port}/"
            assert (await client.get(url, extensions=PRIVATELY)).text == "hello"
        assert names.asked == ["lists.example"]

    async def test_a_proxy_without_a_scheme_is_one_of_http(
        self, server: Server, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("http_proxy", f"127.0.0.1:{server.port}")
        async with http_client() as client:
            assert (await client.get("http://lists.example/")).text == "hello"

    @pytest.mark.parametrize("proxy", ["socks5://me:secret@127.0.0.1:1", "gopher://me:secret@127.0.0.1", "http://[::1"])
    async def test_one_that_cannot_be_used_is_said_without_its_password(
        self, monkeypatch: pytest.MonkeyPatch, proxy: str
    ) -> None:
        monkeypatch.setenv("http_proxy", proxy)
        async with http_client() as client:
            with pytest.raises(httpx.UnsupportedProtocol) as caught:
                await client.get("http://lists.example/")
        assert "secret" not in str(caught.value)

    async def test_it_is_closed_with_the_client(self, server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("http_proxy", server.url(""))
        closed: list[httpx.AsyncHTTPTransport] = []

        async def close(transport: httpx.AsyncHTTPTransport) -> None:
            closed.append(transport)
            await really(transport)

        really = httpx.AsyncHTTPTransport.aclose
        monkeypatch.setattr(httpx.AsyncHTTPTransport, "aclose", close)
        async with http_client() as client:
            await client.get("http://lists.example/")
            await client.get("http://lists.example/")
        assert len(closed) == 1


CONNECTS = """
import asyncio, importlib.abc, sys, threading
from bot.dataset import http_client
from bot.dataset.guard import ALLOW_PRIVATE

class Loads(importlib.abc.MetaPathFinder):
    def find_spec(self, name, path, target=None):
        if threading.current_thread() is threading.main_thread():
            print(name)

async def main():
    async def hello(reader, writer):
        await reader.readuntil(b"\\r\\n\\r\\n")
        writer.write(b"HTTP/1.1 200 OK\\r\\nContent-Length: 5\\r\\nConnection: close\\r\\n\\r\\nhello")
        writer.close()

    async with await asyncio.start_server(hello, "127.0.0.1", 0) as server, http_client() as client:
        url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/"
        sys.meta_path.insert(0, Loads())
        await client.get(url, extensions={ALLOW_PRIVATE: True})

asyncio.run(main())
"""


def test_the_first_connection_loads_little_on_the_event_loop() -> None:
    program = [sys.executable, "-c", CONNECTS]
    done = subprocess.run(program, capture_output=True, text=True, check=True, timeout=30)  # noqa: S603 - our own
    assert [name for name in done.stdout.split() if name.startswith("anyio")] == []
