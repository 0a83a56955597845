"""Requests that must reach Discord once: discord.py repeats what a server failed at, up to five times.

For a message that is harmless, its nonce makes the repeat return the first one. The creation of a forum post has no nonce: where
a server took it and failed afterwards, the repeat would be a second post. discord.py offers no switch for it, but hands each
answer of its HTTP session to a trace, and what that raises ends the request.
"""

from __future__ import annotations

import re
from types import SimpleNamespace

import aiohttp

__all__ = ["ServerFailed", "single_try_trace"]

_ONCE = re.compile(r"/channels/\d+/threads$")


class ServerFailed(Exception):  # noqa: N818 - translated into a DeliveryError before anybody sees it
    """A server answered 5xx to a request that is not to be repeated."""

    def __init__(self, status: int) -> None:
        self.status = status
        super().__init__(f"HTTP {status}")


def single_try_trace() -> aiohttp.TraceConfig:
    """Return what to give to ``discord.Client(http_trace=...)``."""
    trace: aiohttp.TraceConfig = aiohttp.TraceConfig()
    trace.on_request_end.append(_stop_repeats)
    return trace


async def _stop_repeats(
    _session: aiohttp.ClientSession, _context: SimpleNamespace, done: aiohttp.TraceRequestEndParams
) -> None:
    if done.method == "POST" and done.response.status >= 500 and _ONCE.search(done.url.path):
        raise ServerFailed(done.response.status)
