"""What can be told of a web address by looking at it: whether it is one, where it leads, and whether it is a page for people.

Nothing is resolved and nothing asked here; what an address really leads to is judged again when it is fetched.
"""

from __future__ import annotations

import re
from ipaddress import IPv6Address, ip_address
from urllib.parse import urlsplit, urlunsplit

__all__ = ["is_private_host", "raw_address", "without_secrets", "wrong_form"]

_GITHUB = re.compile(r"/(?P<repo>[^/]+/[^/]+)/blob/(?P<rest>.+)")
_GITHUB_HOSTS = frozenset({"github.com", "www.github.com"})
_GITLAB = re.compile(r"(?P<repo>/.+)/-/blob/(?P<rest>.+)")
_GIST = re.compile(r"/(?P<gist>[^/]+/[0-9a-f]{20,40})/?")
_GIST_HOST = "gist.github.com"
_LOCAL_NAMES = ("localhost", "localhost.localdomain", "ip6-localhost")
_LOCAL_ENDINGS = (".localhost", ".local", ".internal", ".home.arpa", ".lan")


def wrong_form(address: str) -> bool:
    """Return whether this is no address that could be asked: without a host, or with a port or brackets that make no sense."""
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        return True
    return not parts.hostname or port == 0


def is_private_host(address: str) -> bool:
    """Return whether the address names, in so many words, this machine or one in the local network.

    False for one that cannot be read, and for a name that only a look-up could tell about.
    """
    if wrong_form(address):
        return False
    host = (urlsplit(address).hostname or "").rstrip(".").lower()
    if host in _LOCAL_NAMES or host.endswith(_LOCAL_ENDINGS):
        return True
    try:
        number = ip_address(host)
    except ValueError:
        return False
    if isinstance(number, IPv6Address) and number.ipv4_mapped is not None:
        number = number.ipv4_mapped
    return not number.is_global


def raw_address(address: str) -> str:
    """Return where the file itself is that GitHub or GitLab shows on the page ``address``; "" where that is no such page.

    User name, password, query and fragment are left out.
    """
    if wrong_form(address):
        return ""
    parts = urlsplit(address)
    host = (parts.hostname or "").lower()
    if "raw=true" in parts.query.lower():
        return ""  # GitHub leads from there to the file
    if host in _GITHUB_HOSTS and (found := _GITHUB.fullmatch(parts.path)):
        return f"https://raw.githubusercontent.com/{found['repo']}/{found['rest']}"
    if host == _GIST_HOST and (found := _GIST.fullmatch(parts.path)):
        return f"https://gist.githubusercontent.com/{found['gist']}/raw"
    if found := _GITLAB.fullmatch(parts.path):
        return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{found['repo']}/-/raw/{found['rest']}"
    return ""


def without_secrets(address: str) -> str:
    """Return the address as a log may show it: no user name, password or fragment, and dots in place of a query."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return "an address"
    query = "…" if parts.query else ""
    return urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2], parts.path, query, ""))
