"""Whether an address of the internet protocol may be asked: on the internet, in somebody's own rooms, or never.

A list's address is data from a settings file, and where it redirects to is data from a stranger. Without a guard either could
make the bot read what only its machine can reach: a router's page, a database, the keys that a cloud hands to its machines.
"""

from __future__ import annotations

import socket
from contextlib import suppress
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

__all__ = ["forbidden_place", "literal", "private_place"]

# RFC 6052: the last 32 bits are the address of version 4 that is really reached.
_NAT64 = IPv6Network("64:ff9b::/96")
# RFC 8215: the same for one network's own use. Python counts it as public before 3.13.
_LOCAL_NAT64 = IPv6Network("64:ff9b:1::/48")
# Looks public, and is what every machine in Microsoft's cloud reaches its host by ("What is IP address 168.63.129.16").
_AZURE_HOST = IPv4Address("168.63.129.16")
# RFC 6890, for protocols of the IETF; a cloud has its metadata service there (192.0.0.192). Older Pythons count most of it as
# public.
_PROTOCOLS = IPv4Network("192.0.0.0/24")
# What `allow_private` is for: loopback, RFC 1918, RFC 6598 (where a VPN between one's own machines such as Tailscale has its
# addresses) and RFC 4193.
_ROOMS = tuple(
    map(
        ip_network,
        ("127.0.0.0/8", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "::1/128", "fc00::/7"),
    )
)
# In these rooms, and yet a cloud's metadata service, which hands out keys: Alibaba's, Amazon's, Google's. Those of others are
# link-local.
_METADATA = frozenset(map(ip_address, ("100.100.100.200", "fd00:ec2::254", "fd20:ce::254")))
_THIS_MACHINE = "this machine"
_LOCAL = "the local network"
_SPECIAL = "an address that is not on the internet"
_NEVER = "an address that no list is at"


def literal(host: str) -> str | None:
    """Return the address that a host is, where it is one and no name, also in old spellings such as ``0x7f.1``."""
    bare = host.strip("[]")
    with suppress(ValueError):
        return str(ip_address(bare))
    try:
        # What the system's own resolver takes for an address, a guard must, too.
        return socket.inet_ntoa(socket.inet_aton(bare)) if bare[:1].isdigit() else None
    except (OSError, ValueError):
        return None


def private_place(host: str) -> str | None:
    """Return in words what private place a literal address or the name ``localhost`` leads to; None for all others.

    Private is everything that is not one machine on the internet: loopback, link-local (with the metadata service of clouds),
    private and carrier-grade networks, reserved, multicast and unspecified addresses, and addresses of version 6 that
    hold one of these of version 4.
    """
    name = host.lower().rstrip(".")
    if name == "localhost" or name.endswith(".localhost"):
        return _THIS_MACHINE
    address = literal(name)
    return None if address is None else _place(ip_address(address))


def forbidden_place(host: str) -> str | None:
    """Return in words what a literal address leads to that nobody may allow; None for all others.

    The setting that allows private addresses means this machine and the local network, and not what speaks for the network or
    its owner: link-local addresses and the metadata services of clouds, which hand out keys, multicast, unspecified and reserved
    addresses.
    """
    address = literal(host.lower().rstrip("."))
    # A scope such as that of ``fd00::1%eth0`` would make it another address than the one it is.
    return None if address is None or _is_allowed(ip_address(address.partition("%")[0])) else _NEVER


def _is_allowed(address: IPv4Address | IPv6Address) -> bool:
    held = _held(address) if isinstance(address, IPv6Address) else None
    if held is not None:
        return _is_allowed(held)
    return _place(address) is None or (address not in _METADATA and any(address in room for room in _ROOMS))


def _place(address: IPv4Address | IPv6Address) -> str | None:
    held = _held(address) if isinstance(address, IPv6Address) else None
    if held is not None:
        return _place(held)
    if address.is_loopback or address.is_unspecified:
        return _THIS_MACHINE
    if address in _PROTOCOLS or address == _AZURE_HOST:
        return _SPECIAL
    if address.is_link_local or _is_site(address) or (address.is_private and not address.is_reserved):
        return _LOCAL
    # Carrier-grade NAT (RFC 6598) is neither private nor global to Python.
    public = address.is_global and not (address.is_multicast or address.is_reserved)
    return None if public else _SPECIAL


def _is_site(address: IPv4Address | IPv6Address) -> bool:
    return isinstance(address, IPv6Address) and (address.is_site_local or address in _LOCAL_NAT64)


def _held(address: IPv6Address) -> IPv4Address | None:
    """Return the address of version 4 inside one of version 6, to which a gateway would carry a packet."""
    if address in _NAT64:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour or (address.teredo[1] if address.teredo else None)
