"""Asking an address for its newest text: conditionally, politely, and never more than is wanted.

Only this module and its tests speak HTTP. It is imported when an address is asked for the first time, as httpx takes a
while to import and most bots need none of it.
"""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import httpx

from bot.dataset.cache import Copy
from bot.dataset.policy import FetchPolicy
from bot.errors import SourceError

__all__ = ["Fetcher"]

_LAST_PORT = 65535
_TRANSIENT = frozenset({408, 425, 429})
_ADVICE = {
    401: "; it wants a login, which Paperboy does not have",
    403: "; it does not let Paperboy in",
    404: "; is the address right?",
    410: "; it is gone for good",
}


class _TransientError(Exception):
    """A failure that may be over soon; ``wait`` in seconds is what the server asked for."""

    def __init__(self, reason: str, wait: float = 0.0) -> None:
        self.reason = reason
        self.wait = wait
        super().__init__(reason)


class Fetcher:
    """Fetches with a client that it is given and does not close."""

    def __init__(self, client: httpx.AsyncClient, policy: FetchPolicy) -> None:
        self._client = client
        self._policy = policy

    async def fetch(self, source: str, url: str, known: Copy | None = None) -> Copy:
        """Return what the address has now; ``known`` again, with a new date, if that is still it.

        Raise SourceError, in the name of ``source``, if there is no answer to be had or it is not acceptable: too large,
        packed, or redirected too often or from https to http.
        """
        policy = self._policy
        for attempt in range(policy.attempts):
            try:
                async with asyncio.timeout(policy.total):
                    return await self._attempt(source, url, known)
            except TimeoutError:
                failure = _TransientError(f"the server did not finish its answer within {policy.total:g} s")
            except _TransientError as error:
                failure = error
            wait = max(policy.backoff * 2**attempt, failure.wait)
            if attempt + 1 == policy.attempts or wait > policy.longest_wait:
                break
            await policy.sleep(wait)
        raise SourceError(source, failure.reason)

    async def _attempt(self, source: str, url: str, known: Copy | None) -> Copy:
        try:
            return await self._follow(source, url, known)
        except httpx.ConnectTimeout as error:
            raise _TransientError(f"the server could not be reached within {self._policy.connect:g} s") from error
        except httpx.TimeoutException as error:
            raise _TransientError(f"the server sent nothing for {self._policy.read:g} s") from error
        except (httpx.NetworkError, httpx.ProxyError) as error:
            raise _TransientError(f"the server could not be reached ({str(error) or type(error).__name__})") from error
        except httpx.RemoteProtocolError as error:
            raise _TransientError(f"the server broke off or garbled its answer ({error})") from error
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise SourceError(source, f"the address cannot be asked ({error})") from error

    async def _follow(self, source: str, url: str, known: Copy | None) -> Copy:
        """Ask, and go where redirects lead."""
        timeout = httpx.Timeout(self._policy.read, connect=self._policy.connect)
        request = self._client.build_request("GET", url, headers=_headers(known), timeout=timeout)
        for _ in range(self._policy.redirects + 1):
            _check_address(source, request.url)
            response = await self._client.send(request, stream=True, follow_redirects=False)
            try:
                if response.next_request is None:
                    return await self._read(source, url, known, response)
                request = _redirected(source, request, response.next_request)
            finally:
                await response.aclose()
        raise SourceError(source, f"the address redirects more than {self._policy.redirects} times")

    async def _read(self, source: str, url: str, known: Copy | None, response: httpx.Response) -> Copy:
        status = response.status_code
        now = self._policy.clock()
        if status == httpx.codes.NOT_MODIFIED and known is not None:
            return replace(known, fetched_at=now)
        answered = f"the server answered {status} {response.reason_phrase}".rstrip()
        if status in _TRANSIENT or status >= httpx.codes.INTERNAL_SERVER_ERROR:
            raise _TransientError(answered, _retry_after(response.headers, now))
        if status != httpx.codes.OK:
            raise SourceError(source, answered + _ADVICE.get(status, ""))
        etag, last_modified = (_validator(response.headers, name) for name in ("ETag", "Last-Modified"))
        return Copy(url, await self._body(source, response), now, etag, last_modified)

    async def _body(self, source: str, response: httpx.Response) -> bytes:
        packing = response.headers.get("Content-Encoding", "identity")
        if packing.strip().lower() not in {"", "identity"}:
            # Unpacking has no bound: a few kilobytes can become gigabytes in one chunk.
            raise SourceError(source, f"the server sent its text packed ({packing}), though asked not to")
        most = self._policy.most_bytes
        too_large = SourceError(source, f"the text is larger than {most / 2**20:g} MiB")
        declared = response.headers.get("Content-Length", "")
        if declared.isdecimal() and int(declared[:20]) > most:
            raise too_large
        body = bytearray()
        async for chunk in response.aiter_raw():
            body += chunk
            if len(body) > most:
                raise too_large
        return bytes(body)


def _headers(known: Copy | None) -> dict[str, str]:
    headers = {"Accept": "text/markdown, text/plain;q=0.9, */*;q=0.5", "Accept-Encoding": "identity"}
    if known is not None and known.etag:
        headers["If-None-Match"] = known.etag
    if known is not None and known.last_modified:
        headers["If-Modified-Since"] = known.last_modified
    return headers


def _check_address(source: str, url: httpx.URL) -> None:
    """Turn down a port that does not exist, at which the socket itself would raise things that are no errors of HTTP."""
    if url.port is not None and not 0 < url.port <= _LAST_PORT:
        raise SourceError(source, f"the address has the port {url.port}, which does not exist")


def _redirected(source: str, request: httpx.Request, following: httpx.Request) -> httpx.Request:
    if following.url.scheme not in {"http", "https"}:
        raise SourceError(source, f"the address redirects to a {following.url.scheme} address")
    if request.url.scheme == "https" and following.url.scheme == "http":
        raise SourceError(source, "the address redirects from https to http, which anybody on the way could change")
    return following


def _validator(headers: httpx.Headers, name: str) -> str:
    """Return a header that is sent back verbatim, or "" for one that no header can hold."""
    value = headers.get(name, "")
    return value if value.isascii() and value.isprintable() else ""


def _retry_after(headers: httpx.Headers, now: datetime) -> float:
    """Return the seconds that Retry-After asks for, as a number or as a date (RFC 9110, 10.2.3); 0 without one."""
    value = headers.get("Retry-After", "").strip()
    if value.isdecimal():
        return float(value[:9])
    try:
        then = parsedate_to_datetime(value)
    except ValueError:
        return 0.0
    return max(0.0, (then.replace(tzinfo=then.tzinfo or UTC) - now).total_seconds())
