"""The one HTTP client of a running bot."""

from __future__ import annotations

from typing import TYPE_CHECKING

import bot

if TYPE_CHECKING:
    import httpx

    from bot.dataset.guard import Resolve

__all__ = ["http_client"]

_USER_AGENT = f"Paperboy/{bot.__version__} (self-hosted Discord bot that reads lists of papers)"


def http_client(resolve: Resolve | None = None) -> httpx.AsyncClient:
    """Return a client that names itself, follows no redirect by itself and asks no private address unless a request may.

    Whoever asked for it closes it. Proxies are taken from the environment. Limits of time and size are given with each request.
    ``resolve`` stands in for the system's resolver.
    """
    # httpx takes some 60 ms to import, and a bot that reads no address needs none of it.
    import httpx  # noqa: PLC0415

    from bot.dataset.guard import GuardedTransport, system_addresses  # noqa: PLC0415

    transport = GuardedTransport(resolve or system_addresses)
    return httpx.AsyncClient(transport=transport, headers={"User-Agent": _USER_AGENT}, follow_redirects=False)
