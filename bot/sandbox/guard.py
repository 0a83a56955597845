"""Who may ask the sandbox at all: programs and pages of this machine, and no web page from elsewhere.

A site that somebody visits can make their browser send requests to loopback, and by DNS rebinding under a name of its
own. So the name that a request was sent to must be this machine's, and a page that asks must have been served from here:
another port of this machine is another site. Browsers tell by ``Origin`` where a page is from that reads or changes
something, and by ``Sec-Fetch-Site`` also of one that only embeds an address as a picture or a script.
"""

from __future__ import annotations

import ipaddress
from typing import Final
from urllib.parse import urlsplit

from aiohttp import hdrs, web
from aiohttp.typedefs import Handler

__all__ = ["guard", "harden"]

_PAGE: Final = "/page/"
_UPLOADS: Final = "/page/uploads"
_STATIC: Final = "/static/"
_FETCH_SITE: Final = "Sec-Fetch-Site"
_FETCH_MODE: Final = "Sec-Fetch-Mode"
_FROM_HERE: Final = ("same-origin", "none")
# The last two make the browser refuse to take any text for markup, so that no name of a channel or a file can be some.
_CONTENT_SECURITY_POLICY: Final = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "connect-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
        "require-trusted-types-for 'script'",
        "trusted-types 'none'",
    )
)


@web.middleware
async def guard(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Refuse with 403 what was not asked from this machine, by its name or by one of the sandbox's own pages."""
    refusal = _refusal(request)
    if refusal:
        return web.Response(status=403, text=f"{refusal}\n")
    return await handler(request)


def _refusal(request: web.Request) -> str | None:
    host = request.headers.get(hdrs.HOST, "")
    if not _names_this_machine(host):
        return "The sandbox answers only under this machine's own names: 127.0.0.1, localhost or [::1]."
    origin = request.headers.get(hdrs.ORIGIN)
    if (origin is not None and origin != f"http://{host}") or _is_embedded_elsewhere(request):
        return "The sandbox answers no other site's pages."
    if request.method == hdrs.METH_POST and request.path.startswith(_PAGE):
        return _refusal_of_act(request, origin)
    return None


def _is_embedded_elsewhere(request: web.Request) -> bool:
    # Whoever follows a link from elsewhere leaves that page; that it frames none of ours is said by a header.
    site, mode = request.headers.get(_FETCH_SITE, "none"), request.headers.get(_FETCH_MODE)
    return site not in _FROM_HERE and mode != "navigate"


def _refusal_of_act(request: web.Request, origin: str | None) -> str | None:
    if origin is None:
        return "What changes something must come from the sandbox's page; programs use the API."
    if request.path != _UPLOADS and request.content_type != "application/json":
        return "Send what the page shall do as application/json."
    return None


def _names_this_machine(host: str) -> bool:
    try:
        parts = urlsplit(f"//{host}")
        name = parts.hostname
        _ = parts.port
    except ValueError:
        return False
    if name is None or parts.netloc != host or parts.username is not None:
        return False
    return name == "localhost" or _is_loopback(name)


def _is_loopback(name: str) -> bool:
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False


async def harden(request: web.Request, response: web.StreamResponse) -> None:
    """Set the headers that keep other sites and uploaded files from the page; a signal for ``on_response_prepare``."""
    path = request.path
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    if path == "/" or path.startswith((_PAGE, _STATIC)):
        response.headers["Content-Security-Policy"] = _CONTENT_SECURITY_POLICY
        response.headers["Cross-Origin-Opener-Policy"] = "same-origin"
        response.headers["Referrer-Policy"] = "no-referrer"
        response.headers["Cache-Control"] = "no-cache" if path.startswith(_STATIC) else "no-store"
