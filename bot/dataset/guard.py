"""The way out: a transport of httpx that asks no private address unless it is allowed to.

Every request of the client passes here, each hop of a redirect as well. A name is resolved once, what it leads to is judged, and
the connection goes to that very address: a name server that answers something else a moment later changes nothing.
"""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Awaitable, Callable, Sequence
from typing import Final
from urllib.request import getproxies, proxy_bypass

import anyio.lowlevel
import httpx

from bot.dataset.reach import forbidden_place, literal, private_place

__all__ = ["ALLOW_PRIVATE", "GuardedTransport", "PrivatePlaceError", "Resolve", "system_addresses"]

ALLOW_PRIVATE: Final = "paperboy_allow_private"
"""The extension of a request that lets it go to this machine and into the local network, if True."""

Resolve = Callable[[str, int], Awaitable[Sequence[str]]]
"""Returns the addresses of a name, best first; raises OSError or UnicodeError."""

_MOST_TRIED = 4
_PORTS = {"http": 80, "https": 443}


class PrivatePlaceError(Exception):
    """A request was not sent, as ``host`` leads to ``address``, which is in ``place`` ("the local network").

    ``never`` tells that no setting allows it.
    """

    def __init__(self, host: str, address: str, place: str, *, never: bool = False) -> None:
        self.host = host
        self.address = address
        self.place = place
        self.never = never
        super().__init__(f"{host} leads to {address}, {place}")


async def system_addresses(host: str, port: int) -> Sequence[str]:
    """Ask the system, in a thread of its own; it puts first what this machine can reach (RFC 6724)."""
    found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(socket_address[0]) for *_, socket_address in found))


class GuardedTransport(httpx.AsyncBaseTransport):
    """Sends requests to the addresses that it has judged, or to the proxy that the environment names.

    A proxy resolves names by itself, perhaps in another network: then only literal addresses and ``localhost`` can be judged
    here, and what names lead to is the proxy's to allow.
    """

    def __init__(self, resolve: Resolve = system_addresses) -> None:
        self._resolve = resolve
        self._transports: dict[str | None, httpx.AsyncHTTPTransport] = {}
        self._making = asyncio.Lock()

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Judge where the request goes, and send it there; raise PrivatePlaceError instead if it may not go there."""
        host = request.url.raw_host.decode("ascii")
        allowed = bool(request.extensions.get(ALLOW_PRIVATE))
        _refuse(host, host, allowed=allowed)
        proxy = _proxy_for(request.url.scheme, host)
        if proxy is not None:
            return await (await self._through(proxy)).handle_async_request(request)
        addresses = await self._resolved(request, host)
        return await self._sent(request, host, _passing(host, addresses, allowed=allowed))

    async def aclose(self) -> None:
        """Close every connection."""
        for transport in self._transports.values():
            await transport.aclose()

    async def _resolved(self, request: httpx.Request, host: str) -> Sequence[str]:
        port = request.url.port or _PORTS.get(request.url.scheme, 0)
        try:
            async with asyncio.timeout(_connect_timeout(request)):
                return await self._resolve(host, port)
        except TimeoutError as error:
            raise httpx.ConnectTimeout(f"{host} was not resolved in time", request=request) from error
        except (OSError, UnicodeError) as error:
            reason = error.strerror if isinstance(error, OSError) else None
            raise httpx.ConnectError(f"{host} cannot be resolved: {reason or error}", request=request) from error

    async def _sent(self, request: httpx.Request, host: str, addresses: Sequence[str]) -> httpx.Response:
        """Try one address after the other until there is a connection."""
        failure: httpx.TransportError = httpx.ConnectError(f"{host} has no address", request=request)
        direct = await self._through(None)
        for address in addresses[:_MOST_TRIED]:
            try:
                return await direct.handle_async_request(_pinned(request, host, address))
            except (httpx.ConnectError, httpx.ConnectTimeout) as error:
                failure = error
        raise failure

    async def _through(self, proxy: str | None) -> httpx.AsyncHTTPTransport:
        async with self._making:
            if proxy not in self._transports:
                # In a thread, as reading the certificates of all authorities takes 50 ms or more.
                self._transports[proxy] = await asyncio.to_thread(_transport, proxy)
            return self._transports[proxy]


def _transport(proxy: str | None) -> httpx.AsyncHTTPTransport:
    # What httpx connects by loads the greater part of itself, for 15 ms, when it is first used.
    asyncio.run(anyio.lowlevel.checkpoint())
    try:
        # Without a proxy it leaves those of the environment alone; the environment's certificates count all the same.
        return httpx.AsyncHTTPTransport(proxy=proxy)
    except (ValueError, ImportError, httpx.InvalidURL) as error:
        # The proxy's address is not repeated: it may hold a password.
        raise httpx.UnsupportedProtocol("the environment names a proxy that is not http or https") from error


def _pinned(request: httpx.Request, host: str, address: str) -> httpx.Request:
    """Return the request to an address, with the host still in its Host header and in what TLS asks a certificate for."""
    headers = request.headers.copy()
    # Two hosts may share an address: a kept connection, known by the address, would serve one under the other's certificate.
    headers["Connection"] = "close"
    return httpx.Request(
        request.method,
        request.url.copy_with(host=address),
        headers=headers,
        stream=request.stream,
        extensions={**request.extensions, "sni_hostname": literal(host) or host},
    )


def _passing(host: str, addresses: Sequence[str], *, allowed: bool) -> Sequence[str]:
    judge = forbidden_place if allowed else private_place
    passing = [address for address in addresses if judge(address) is None]
    if not passing and addresses:
        _refuse(host, addresses[0], allowed=allowed)
    return passing


def _refuse(host: str, address: str, *, allowed: bool) -> None:
    never = forbidden_place(address)
    if never is not None:
        raise PrivatePlaceError(host, address, never, never=True)
    place = None if allowed else private_place(address)
    if place is not None:
        raise PrivatePlaceError(host, address, place)


def _proxy_for(scheme: str, host: str) -> str | None:
    proxies = getproxies()
    proxy = proxies.get(scheme) or proxies.get("all")
    if not proxy or proxy_bypass(host):
        return None
    return proxy if "://" in proxy else f"http://{proxy}"


def _connect_timeout(request: httpx.Request) -> float | None:
    timeouts = request.extensions.get("timeout")
    return timeouts.get("connect") if isinstance(timeouts, dict) else None
