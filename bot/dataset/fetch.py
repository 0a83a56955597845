"""Asking an address for its newest text: conditionally, politely, and never more than is wanted.

It is imported when an address is asked for the first time, as httpx takes a while to import and most bots need none of it.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import httpx

from bot.dataset.cache import Copy
from bot.dataset.guard import ALLOW_PRIVATE, PrivatePlaceError
from bot.dataset.policy import FetchPolicy
from bot.dataset.unpack import PACKINGS, BrokenOffError, TooLargeError, unpacked
from bot.errors import NotThereError, PrivateAddressError, SourceError

__all__ = ["Fetcher"]

_LAST_PORT = 65535
_LONGEST_PHRASE = 80
# RFC 1035, 2.3.4, with a port.
_LONGEST_HOST = 260
_NOT_THERE = frozenset({httpx.codes.NOT_FOUND, httpx.codes.GONE})
_ADVICE = {
    401: "; it wants a login, which Paperboy does not have",
    403: "; it does not let Paperboy in",
    404: "; is the address right?",
    410: "; it is gone for good",
}


class _TransientError(Exception):
    """A failure that is tried again; ``wait`` in seconds is what the server asked for, ``status`` what it answered."""

    def __init__(self, reason: str, wait: float = 0.0, status: int | None = None) -> None:
        self.reason = reason
        self.wait = wait
        self.status = status
        super().__init__(reason)


@dataclass(frozen=True, slots=True)
class _Errand:
    """What is asked for, by which source, and what is known of it."""

    source: str
    url: str
    known: Copy | None
    allow_private: bool

    def request(self, client: httpx.AsyncClient, policy: FetchPolicy) -> httpx.Request:
        headers = {"Accept": "text/markdown, text/plain;q=0.9, */*;q=0.5", "Accept-Encoding": "gzip"}
        if self.known is not None and self.known.etag:
            headers["If-None-Match"] = self.known.etag
        if self.known is not None and self.known.last_modified:
            headers["If-Modified-Since"] = self.known.last_modified
        timeout = httpx.Timeout(policy.read, connect=policy.connect)
        extensions = {ALLOW_PRIVATE: self.allow_private}
        return client.build_request("GET", self.url, headers=headers, timeout=timeout, extensions=extensions)


class Fetcher:
    """Fetches with a client that it is given and does not close."""

    def __init__(self, client: httpx.AsyncClient, policy: FetchPolicy) -> None:
        self._client = client
        self._policy = policy

    async def fetch(
        self,
        source: str,
        url: str,
        known: Copy | None = None,
        *,
        allow_private: bool = False,
        until: float | None = None,
    ) -> Copy:
        """Return what the address has now; ``known`` again, with a new date, if that is still it.

        ``until`` is when to give up at the latest, on the event loop's clock; one address has the policy's ``whole`` to itself.
        Tried again are connections that fail, silence, 5xx, and 429 if it says by Retry-After when; nothing else.

        Raise SourceError, in the name of ``source``, if there is no answer to be had or it is not acceptable: broken off, too
        large, packed in a way that was not asked for, or redirected too often or from https to http. NotThereError and
        PrivateAddressError are among these.
        """
        failure = _TransientError("the server did not finish its answer")
        try:
            async with asyncio.timeout_at(_now() + self._policy.whole if until is None else until):
                for attempt in range(self._policy.attempts):
                    try:
                        return await self._bounded_attempt(_Errand(source, url, known, allow_private))
                    except _TransientError as error:
                        failure = error
                    wait = max(self._policy.backoff * 2**attempt, failure.wait)
                    if attempt + 1 == self._policy.attempts or wait > self._policy.longest_wait:
                        break
                    await self._policy.sleep(wait)
        except TimeoutError:
            reason = f"{failure.reason}; no more tries after {self._policy.whole:g} s"
            failure = _TransientError(reason, failure.wait, failure.status)
        raise SourceError(source, failure.reason, status=failure.status, wait=failure.wait)

    async def _bounded_attempt(self, errand: _Errand) -> Copy:
        try:
            async with asyncio.timeout(self._policy.total):
                return await self._attempt(errand)
        except TimeoutError as error:
            reason = f"the server did not finish its answer within {self._policy.total:g} s"
            raise _TransientError(reason) from error

    async def _attempt(self, errand: _Errand) -> Copy:
        try:
            return await self._follow(errand)
        except PrivatePlaceError as error:
            host, address, place = error.host, error.address, error.place
            raise PrivateAddressError(errand.source, host, address, place, never=error.never) from error
        except httpx.ConnectTimeout as error:
            raise _TransientError(f"the server could not be reached within {self._policy.connect:g} s") from error
        except httpx.TimeoutException as error:
            raise _TransientError(f"the server sent nothing for {self._policy.read:g} s") from error
        except (httpx.ConnectError, httpx.ProxyError) as error:
            raise _TransientError(f"the server could not be reached ({_words(error)})") from error
        except (httpx.NetworkError, httpx.RemoteProtocolError, BrokenOffError) as error:
            raise SourceError(errand.source, f"the server broke off or garbled its answer ({_words(error)})") from error
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise SourceError(errand.source, f"the address cannot be asked ({error})") from error

    async def _follow(self, errand: _Errand) -> Copy:
        """Ask, and go where redirects lead."""
        request = errand.request(self._client, self._policy)
        answerer = "the server"
        for _ in range(self._policy.redirects + 1):
            _check_address(errand.source, request.url)
            response = await self._client.send(request, stream=True, follow_redirects=False)
            try:
                if response.next_request is None:
                    return await self._read(errand, response, answerer)
                request = _redirected(errand.source, request, response.next_request)
                answerer = f"the address redirected to {request.url.netloc.decode('ascii')[:_LONGEST_HOST]}, which"
            finally:
                await response.aclose()
        raise SourceError(errand.source, f"the address redirects more than {self._policy.redirects} times")

    async def _read(self, errand: _Errand, response: httpx.Response, answerer: str) -> Copy:
        now = self._policy.clock()
        if response.status_code == httpx.codes.NOT_MODIFIED and errand.known is not None:
            return replace(errand.known, fetched_at=now)
        _check_status(errand.source, response, now, answerer)
        body = await self._body(errand.source, response)
        etag, last_modified, content_type = (
            _header(response.headers, name) for name in ("ETag", "Last-Modified", "Content-Type")
        )
        return Copy(errand.url, body, now, etag, last_modified, content_type)

    async def _body(self, source: str, response: httpx.Response) -> bytes:
        packing = response.headers.get("Content-Encoding", "").strip().lower()
        if packing not in {"", "identity", *PACKINGS}:
            raise SourceError(source, f"the server sent its text packed as {packing[:40]}, which was not asked for")
        try:
            received = await self._received(response)
            if packing not in PACKINGS:
                return received
            # In a thread, as it can take a moment: packed text is what bombs are made of.
            return await asyncio.to_thread(unpacked, received, self._policy.most_bytes)
        except TooLargeError:
            raise SourceError(source, f"the text is larger than {self._policy.most_bytes / 2**20:g} MiB") from None

    async def _received(self, response: httpx.Response) -> bytes:
        """Return the body as it comes; httpx would unpack it without any bound."""
        most = self._policy.most_bytes
        declared = response.headers.get("Content-Length", "")
        if declared.isdecimal() and int(declared[:20]) > most:
            raise TooLargeError
        body = bytearray()
        async for chunk in response.aiter_raw():
            body += chunk
            if len(body) > most:
                raise TooLargeError
        return bytes(body)


def _now() -> float:
    return asyncio.get_running_loop().time()


def _check_address(source: str, url: httpx.URL) -> None:
    """Turn down what no request can be made of; at a port that does not exist the socket would raise what is no error of HTTP."""
    if url.scheme not in {"http", "https"} or not url.host:
        raise SourceError(source, "the address is not one of http or https")
    if url.port is not None and not 0 < url.port <= _LAST_PORT:
        raise SourceError(source, f"the address has the port {url.port}, which does not exist")


def _check_status(source: str, response: httpx.Response, now: datetime, answerer: str) -> None:
    status = response.status_code
    answered = f"{answerer} answered {status} {response.reason_phrase[:_LONGEST_PHRASE]}".rstrip()
    wait = _retry_after(response.headers, now)
    if status >= httpx.codes.INTERNAL_SERVER_ERROR or (status == httpx.codes.TOO_MANY_REQUESTS and wait is not None):
        raise _TransientError(answered, wait or 0.0, status)
    if status in _NOT_THERE:
        raise NotThereError(source, answered + _ADVICE[status], status)
    if status != httpx.codes.OK:
        raise SourceError(source, answered + _ADVICE.get(status, ""), status=status)


def _redirected(source: str, request: httpx.Request, following: httpx.Request) -> httpx.Request:
    if following.url.scheme not in {"http", "https"}:
        raise SourceError(source, f"the address redirects to a {following.url.scheme} address")
    if request.url.scheme == "https" and following.url.scheme == "http":
        raise SourceError(source, "the address redirects from https to http, which anybody on the way could change")
    return following


def _header(headers: httpx.Headers, name: str) -> str:
    """Return a header that is kept, and perhaps sent back, verbatim; "" for one that no header can hold."""
    value = headers.get(name, "")
    return value if value.isascii() and value.isprintable() else ""


def _words(error: Exception) -> str:
    return str(error) or type(error).__name__


def _retry_after(headers: httpx.Headers, now: datetime) -> float | None:
    """Return the seconds that Retry-After asks for, as a number or as a date (RFC 9110, 10.2.3); None if it says neither."""
    value = headers.get("Retry-After", "").strip()
    if value.isdecimal():
        return float(value[:9])
    try:
        then = parsedate_to_datetime(value)
    except ValueError:
        return None
    return max(0.0, (then.replace(tzinfo=then.tzinfo or UTC) - now).total_seconds())
