from __future__ import annotations

import asyncio
import gzip
import socket
import struct
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import httpx
import pytest

from bot import __version__
from bot.dataset import http_client
from bot.dataset.cache import Copy
from bot.dataset.fetch import Fetcher as GuardedFetcher
from bot.dataset.policy import FetchPolicy
from bot.errors import NotThereError, PrivateAddressError, SourceError
from tests.dataset.conftest import Time
from tests.dataset.loopback import Request, Server, answer
from tests.dataset.site import Site, chunked

LONG_AGO = datetime(2023, 1, 1, tzinfo=UTC)


class Fetcher(GuardedFetcher):
    """Fetches from the server of the tests, which is private."""

    async def fetch(
        self,
        source: str,
        url: str,
        known: Copy | None = None,
        *,
        allow_private: bool = True,
        until: float | None = None,
    ) -> Copy:
        return await super().fetch(source, url, known, allow_private=allow_private, until=until)


@pytest.fixture
def fetcher(client: httpx.AsyncClient, policy: FetchPolicy) -> Fetcher:
    return Fetcher(client, policy)


def say(*answers: bytes) -> Callable[[Request, asyncio.StreamWriter], bytes]:
    """Return a handler that gives these answers one after the other, the last one for ever."""
    left = list(answers)
    return lambda request, writer: left.pop(0) if len(left) > 1 else left[0]


async def refusal(fetcher: Fetcher, url: str, known: Copy | None = None) -> str:
    with pytest.raises(SourceError) as caught:
        await fetcher.fetch("my-list", url, known)
    assert caught.value.source == "my-list"
    return caught.value.reason


async def test_a_body_and_its_validators(fetcher: Fetcher, server: Server, timer: Time) -> None:
    server.handler = say(answer("hé", etag='W/"1"', last_modified="Sat, 01 Apr 2023 00:00:00 GMT"))
    copy = await fetcher.fetch("my-list", server.url())
    assert copy == Copy(server.url(), "hé".encode(), timer.now, 'W/"1"', "Sat, 01 Apr 2023 00:00:00 GMT")


async def test_what_a_request_says(fetcher: Fetcher, server: Server) -> None:
    await fetcher.fetch("my-list", server.url("/a?b=c"))
    (request,) = server.requests
    assert request.path == "/a?b=c"
    assert request.headers["user-agent"].startswith(f"Paperboy/{__version__} (")
    assert request.headers["accept-encoding"] == "gzip"
    assert not {"if-none-match", "if-modified-since"} & set(request.headers)


async def test_an_unchanged_text_is_not_sent_again(fetcher: Fetcher, server: Server, timer: Time) -> None:
    known = Copy(server.url(), b"old", LONG_AGO, 'W/"1"', "Sun, 01 Jan 2023 00:00:00 GMT")
    server.handler = say(answer(status="304 Not Modified"))
    assert await fetcher.fetch("my-list", server.url(), known) == replace(known, fetched_at=timer.now)
    (request,) = server.requests
    assert request.headers["if-none-match"] == 'W/"1"'
    assert request.headers["if-modified-since"] == "Sun, 01 Jan 2023 00:00:00 GMT"


async def test_not_modified_without_a_question_is_an_error(fetcher: Fetcher, server: Server) -> None:
    server.handler = say(answer(status="304 Not Modified"))
    assert await refusal(fetcher, server.url()) == "the server answered 304 Not Modified"


async def test_a_validator_that_cannot_be_sent_back_is_forgotten(fetcher: Fetcher, server: Server) -> None:
    server.handler = say(answer("x", etag='"é"'))
    copy = await fetcher.fetch("my-list", server.url())
    assert copy.etag == ""
    await fetcher.fetch("my-list", server.url(), copy)


@pytest.mark.parametrize(
    ("status", "reason"),
    [
        ("404 Not Found", "the server answered 404 Not Found; is the address right?"),
        ("403 Forbidden", "the server answered 403 Forbidden; it does not let Paperboy in"),
        ("401 Unauthorized", "the server answered 401 Unauthorized; it wants a login, which Paperboy does not have"),
        ("204 No Content", "the server answered 204 No Content"),
        ("300 Multiple Choices", "the server answered 300 Multiple Choices"),
    ],
)
async def test_a_refusal_is_not_tried_again(fetcher: Fetcher, server: Server, status: str, reason: str) -> None:
    server.handler = say(answer(status=status))
    assert await refusal(fetcher, server.url()) == reason
    assert len(server.requests) == 1


@pytest.mark.parametrize(
    "failure",
    [
        answer(status="500 Internal Server Error"),
        answer(status="503 Service Unavailable"),
        answer(status="429 Too Many Requests", retry_after="0"),
        answer(status="429 Too Many Requests", retry_after="Sat, 01 Jan 2000 00:00:00 GMT"),
    ],
)
async def test_a_failure_that_may_pass_is_tried_again(
    fetcher: Fetcher, server: Server, timer: Time, failure: bytes
) -> None:
    server.handler = say(failure, failure, answer("well"))
    assert (await fetcher.fetch("my-list", server.url())).body == b"well"
    assert timer.slept == [1, 2]


async def test_a_failure_that_does_not_pass(fetcher: Fetcher, server: Server, timer: Time) -> None:
    server.handler = say(answer(status="500 Internal Server Error"))
    assert await refusal(fetcher, server.url()) == "the server answered 500 Internal Server Error"
    assert len(server.requests) == 3
    assert timer.slept == [1, 2]


async def test_retry_after_in_seconds(fetcher: Fetcher, server: Server, timer: Time) -> None:
    server.handler = say(answer(status="429 Too Many Requests", retry_after="30"), answer("well"))
    await fetcher.fetch("my-list", server.url())
    assert timer.slept == [30]


async def test_retry_after_as_a_date(fetcher: Fetcher, server: Server, timer: Time) -> None:
    date = format_datetime(timer.now + timedelta(seconds=45), usegmt=True)
    server.handler = say(answer(status="503 Service Unavailable", retry_after=date), answer("well"))
    await fetcher.fetch("my-list", server.url())
    assert timer.slept == [45]


@pytest.mark.parametrize("value", ["soon", "-5", "1.5", "Sat, 99 Foo", ""])
async def test_retry_after_that_says_nothing(fetcher: Fetcher, server: Server, timer: Time, value: str) -> None:
    server.handler = say(answer(status="503 Service Unavailable", retry_after=value), answer("well"))
    await fetcher.fetch("my-list", server.url())
    assert timer.slept == [1]


@pytest.mark.parametrize("headers", [{}, {"retry_after": "soon"}])
async def test_too_many_requests_without_a_word_of_when_are_not_made_more(
    fetcher: Fetcher, server: Server, headers: dict[str, str]
) -> None:
    server.handler = say(answer(status="429 Too Many Requests", **headers))
    assert await refusal(fetcher, server.url()) == "the server answered 429 Too Many Requests"
    assert len(server.requests) == 1


async def test_a_long_phrase_beside_the_status_is_cut(fetcher: Fetcher, server: Server) -> None:
    server.handler = say(answer(status="403 " + "x" * 5000))
    reason = f"the server answered 403 {'x' * 80}; it does not let Paperboy in"
    assert await refusal(fetcher, server.url()) == reason


async def test_a_server_that_wants_a_long_rest_is_left_alone(fetcher: Fetcher, server: Server, timer: Time) -> None:
    server.handler = say(answer(status="429 Too Many Requests", retry_after="3600"))
    assert await refusal(fetcher, server.url()) == "the server answered 429 Too Many Requests"
    assert (len(server.requests), timer.slept) == (1, [])


@pytest.mark.parametrize("url", ["http://127.0.0.1:1/x", "http://a..b/", f"http://{'a' * 70}.example/"])
async def test_nobody_is_there(fetcher: Fetcher, timer: Time, url: str) -> None:
    assert (await refusal(fetcher, url)).startswith("the server could not be reached (")
    assert len(timer.slept) == 2


@pytest.mark.parametrize(
    "broken",
    [
        answer("x" * 50, content_length="100"),
        answer("x" * 50, content_length="100")[:30],
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nxxxxx\r\n",
        b"220 smtp.example ESMTP\r\n",
        b"",
        answer(gzip.compress(b"whole")[:-4], content_encoding="gzip"),
        answer(b"not packed", content_encoding="gzip"),
    ],
    ids=["body", "head", "chunks", "not HTTP", "nothing", "packed", "not packed"],
)
async def test_an_answer_that_breaks_off_or_is_none_is_not_taken_for_whole_nor_asked_for_again(
    fetcher: Fetcher, server: Server, broken: bytes
) -> None:
    server.handler = say(broken, answer("whole"))
    assert (await refusal(fetcher, server.url())).startswith("the server broke off or garbled its answer (")
    assert len(server.requests) == 1


async def test_a_connection_that_is_reset_is_no_answer(fetcher: Fetcher, server: Server) -> None:
    async def reset(request: Request, writer: asyncio.StreamWriter) -> bytes:
        writer.write(answer("x" * 50, content_length="100"))
        await writer.drain()
        linger = struct.pack("ii", 1, 0)
        writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
        writer.transport.abort()
        return b""

    server.handler = reset
    assert (await refusal(fetcher, server.url())).startswith("the server broke off or garbled its answer (")
    assert len(server.requests) == 1


async def test_silence(client: httpx.AsyncClient, policy: FetchPolicy, server: Server) -> None:
    async def never(request: Request, writer: asyncio.StreamWriter) -> bytes:
        await writer.wait_closed()
        return b""

    server.handler = never
    hasty = Fetcher(client, replace(policy, read=0.05, attempts=2))
    assert await refusal(hasty, server.url()) == "the server sent nothing for 0.05 s"
    assert len(server.requests) == 2


async def test_a_server_that_drips_meets_the_total_limit(
    client: httpx.AsyncClient, policy: FetchPolicy, server: Server
) -> None:
    async def drip(request: Request, writer: asyncio.StreamWriter) -> bytes:
        writer.write(b"HTTP/1.1 200 OK\r\n\r\n")
        while True:
            writer.write(b".")
            await writer.drain()
            await asyncio.sleep(0.01)

    server.handler = drip
    hasty = Fetcher(client, replace(policy, read=1, total=0.2, attempts=1))
    assert await refusal(hasty, server.url()) == "the server did not finish its answer within 0.2 s"


@pytest.mark.parametrize("declared", [{}, {"content_length": "100001"}], ids=["streamed", "declared"])
async def test_a_body_beyond_the_cap(fetcher: Fetcher, server: Server, declared: dict[str, str]) -> None:
    sent = 0

    async def flood(request: Request, writer: asyncio.StreamWriter) -> bytes:
        nonlocal sent
        head = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in declared.items())
        writer.write(f"HTTP/1.1 200 OK\r\n{head}\r\n".encode())
        while True:
            writer.write(b"x" * 10_000)
            sent += 10_000
            await writer.drain()

    server.handler = flood
    assert await refusal(fetcher, server.url()) == "the text is larger than 0.0953674 MiB"
    assert sent < 50_000_000


async def test_a_body_that_is_declared_too_large_is_not_waited_for(fetcher: Fetcher, server: Server) -> None:
    server.handler = say(answer(content_length="100001"))
    assert await refusal(fetcher, server.url()) == "the text is larger than 0.0953674 MiB"


async def test_a_body_of_just_the_cap(fetcher: Fetcher, server: Server) -> None:
    server.handler = say(answer(b"x" * 100_000))
    assert len((await fetcher.fetch("my-list", server.url())).body) == 100_000


async def test_packed_text_is_unpacked(fetcher: Fetcher, server: Server) -> None:
    server.handler = say(answer(gzip.compress(b"x" * 100_000), content_encoding="GZip", etag='"packed"'))
    copy = await fetcher.fetch("my-list", server.url())
    assert (copy.body, copy.etag) == (b"x" * 100_000, '"packed"')


async def test_a_bomb_is_not_unpacked_beyond_the_cap(fetcher: Fetcher, server: Server) -> None:
    bomb = gzip.compress(b"\0" * 10_000_000)
    assert len(bomb) < 100_000
    server.handler = say(answer(bomb, content_encoding="gzip"))
    assert await refusal(fetcher, server.url()) == "the text is larger than 0.0953674 MiB"
    assert len(server.requests) == 1


@pytest.mark.parametrize("packing", ["br", "zstd", "deflate", "gzip, gzip"])
async def test_a_packing_that_was_not_asked_for(fetcher: Fetcher, server: Server, packing: str) -> None:
    server.handler = say(answer(b"?", content_encoding=packing))
    reason = f"the server sent its text packed as {packing}, which was not asked for"
    assert await refusal(fetcher, server.url()) == reason
    assert len(server.requests) == 1


def by_path(answers: dict[str, bytes]) -> Callable[[Request, asyncio.StreamWriter], bytes]:
    return lambda request, writer: answers[request.path]


def redirect(to: str, status: str = "302 Found") -> bytes:
    return answer(status=status, location=to)


@pytest.mark.parametrize(
    "status",
    ["301 Moved Permanently", "302 Found", "303 See Other", "307 Temporary Redirect", "308 Permanent Redirect"],
)
async def test_redirects_are_followed(fetcher: Fetcher, server: Server, status: str) -> None:
    server.handler = by_path(
        {"/a": redirect("/b", status), "/b": redirect(server.url("/c")), "/c": answer("here", etag='"c"')}
    )
    copy = await fetcher.fetch("my-list", server.url("/a"), Copy(server.url("/a"), b"", LONG_AGO, '"old"'))
    assert (copy.url, copy.body, copy.etag) == (server.url("/a"), b"here", '"c"')
    assert [request.headers.get("if-none-match") for request in server.requests] == ['"old"'] * 3


async def test_a_redirect_loop_ends(fetcher: Fetcher, server: Server) -> None:
    server.handler = say(redirect("/list.md"))
    assert await refusal(fetcher, server.url()) == "the address redirects more than 5 times"
    assert len(server.requests) == 6


@pytest.mark.parametrize(
    ("to", "reason"),
    [
        ("ftp://127.0.0.1/x", "the address redirects to a ftp address"),
        ("file:///etc/passwd", "the address redirects to a file address"),
    ],
)
async def test_a_redirect_to_something_else_than_http(fetcher: Fetcher, server: Server, to: str, reason: str) -> None:
    server.handler = say(redirect(to))
    assert await refusal(fetcher, server.url()) == reason


async def test_https_is_never_left_for_http(policy: FetchPolicy) -> None:
    asked: list[str] = []

    def handler(request: httpx.Request) -> httpx.Response:
        asked.append(str(request.url))
        return httpx.Response(302, headers={"Location": "http://lists.example/x"})

    async with httpx.AsyncClient(transport=httpx.MockTransport(handler)) as client:
        reason = await refusal(Fetcher(client, policy), "https://lists.example/x")
    assert reason == "the address redirects from https to http, which anybody on the way could change"
    assert asked == ["https://lists.example/x"]


async def test_a_private_address_is_not_asked_unless_the_source_may(
    client: httpx.AsyncClient, policy: FetchPolicy, server: Server, timer: Time
) -> None:
    with pytest.raises(PrivateAddressError) as caught:
        await GuardedFetcher(client, policy).fetch("my-list", server.url())
    assert (caught.value.source, caught.value.address) == ("my-list", "127.0.0.1")
    assert caught.value.reason == (
        "127.0.0.1 leads to this machine, so it was not asked; `allow_private: true` lets this source do that"
    )
    assert (server.requests, timer.slept) == ([], [])


async def test_no_redirect_leads_into_the_local_network(policy: FetchPolicy, server: Server) -> None:
    """The first hop is on the internet as far as the guard can tell, the second is not."""
    asked: list[str] = []
    guarded = http_client()

    async def handler(request: httpx.Request) -> httpx.Response:
        asked.append(request.url.host)
        if request.url.host == "lists.example":
            return httpx.Response(302, headers={"Location": "http://169.254.169.254/latest/meta-data"})
        return await guarded.send(request)

    async with guarded, httpx.AsyncClient(transport=httpx.MockTransport(handler)) as client:
        with pytest.raises(PrivateAddressError) as caught:
            await GuardedFetcher(client, policy).fetch("my-list", "http://lists.example/x")
    assert (asked, caught.value.address) == (["lists.example", "169.254.169.254"], "169.254.169.254")


async def test_a_source_that_may_ask_private_addresses_may_be_redirected_to_them(
    fetcher: Fetcher, server: Server
) -> None:
    server.handler = by_path({"/a": redirect(server.url("/b")), "/b": answer("here")})
    assert (await fetcher.fetch("my-list", server.url("/a"))).body == b"here"


async def test_a_redirect_to_what_no_list_is_at_is_refused_though_private_addresses_are_allowed(
    fetcher: Fetcher, server: Server
) -> None:
    server.handler = say(redirect("http://169.254.169.254/latest/meta-data"))
    with pytest.raises(PrivateAddressError) as caught:
        await fetcher.fetch("my-list", server.url())
    assert caught.value.reason == (
        "169.254.169.254 leads to an address that no list is at, so it was not asked; no setting lets a source do that"
    )


async def test_whoever_answers_after_a_redirect_is_named(fetcher: Fetcher, server: Server) -> None:
    server.handler = by_path({"/a": redirect(server.url("/b")), "/b": answer(status="403 Forbidden")})
    assert await refusal(fetcher, server.url("/a")) == (
        f"the address redirected to 127.0.0.1:{server.port}, which answered 403 Forbidden; it does not let Paperboy in"
    )


async def test_all_tries_together_end(client: httpx.AsyncClient, policy: FetchPolicy, server: Server) -> None:
    async def forever(seconds: float) -> None:
        await asyncio.Event().wait()

    server.handler = say(answer(status="503 Service Unavailable"))
    hasty = Fetcher(client, replace(policy, whole=0.2, sleep=forever))
    reason = "the server answered 503 Service Unavailable; no more tries after 0.2 s"
    assert await refusal(hasty, server.url()) == reason


async def test_a_server_that_wants_a_rest_is_left_alone_also_when_time_is_up(
    client: httpx.AsyncClient, policy: FetchPolicy, server: Server
) -> None:
    async def forever(seconds: float) -> None:
        await asyncio.Event().wait()

    server.handler = say(answer(status="429 Too Many Requests", retry_after="45"))
    with pytest.raises(SourceError) as caught:
        await Fetcher(client, replace(policy, whole=1.0, sleep=forever)).fetch("my-list", server.url())
    assert (caught.value.status, caught.value.wait) == (429, 45)


async def test_what_is_not_there_is_told_apart(fetcher: Fetcher, server: Server) -> None:
    server.handler = say(answer(status="410 Gone"))
    with pytest.raises(NotThereError) as caught:
        await fetcher.fetch("my-list", server.url())
    assert (caught.value.status, caught.value.reason) == (410, "the server answered 410 Gone; it is gone for good")


async def test_what_the_server_calls_the_text_is_kept(fetcher: Fetcher, server: Server) -> None:
    server.handler = say(answer("x", content_type="text/markdown; charset=latin-1"))
    assert (await fetcher.fetch("my-list", server.url())).content_type == "text/markdown; charset=latin-1"


async def test_chunks_are_put_together(fetcher: Fetcher, server: Server) -> None:
    site = Site({"/list.md": "line\n" * 500})
    site.faults.append(chunked)
    server.handler = site
    assert (await fetcher.fetch("my-list", server.url())).body == b"line\n" * 500


async def test_no_secret_of_an_address_is_in_any_error(fetcher: Fetcher, server: Server) -> None:
    url = f"http://me:hunter2@127.0.0.1:{server.port}/list.md?key=swordfish"
    for given in ("404 Not Found", "500 Oops", "200 OK"):
        server.handler = say(answer(status=given, content_encoding="br"))
        reason = await refusal(fetcher, url)
        assert not [secret for secret in ("hunter2", "swordfish", "me:") if secret in reason]
    assert server.requests[0].headers["authorization"].startswith("Basic ")


@pytest.mark.parametrize("url", ["http://[::1", "http://127.0.0.1:99999/", "http:///x", "list.md", "ftp://a.b/"])
async def test_an_address_that_is_none(fetcher: Fetcher, timer: Time, url: str) -> None:
    assert await refusal(fetcher, url)
    assert timer.slept == []


async def test_cancelling_ends_it_at_once(fetcher: Fetcher, server: Server) -> None:
    asked = asyncio.Event()

    async def never(request: Request, writer: asyncio.StreamWriter) -> bytes:
        asked.set()
        await writer.wait_closed()
        return b""

    server.handler = never
    task = asyncio.create_task(fetcher.fetch("my-list", server.url()))
    await asked.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
