"""The one HTTP client of a running bot."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import httpx

__all__ = ["http_client"]

_USER_AGENT = "Paperboy (self-hosted Discord bot that reads lists of papers)"


def http_client() -> httpx.AsyncClient:
    """Return a client that names itself and follows no redirect by itself; whoever asked for it closes it.

    Proxies are taken from the environment. Limits of time and size are given with each request.
    """
    # httpx takes some 60 ms to import, and a bot that reads no address needs none of it.
    import httpx  # noqa: PLC0415

    return httpx.AsyncClient(headers={"User-Agent": _USER_AGENT}, follow_redirects=False)
