from __future__ import annotations

from ipaddress import IPv4Address, IPv4Network, IPv6Address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.dataset.reach import forbidden_place, literal, private_place

# RFC 6890 and its updates: what no list on the internet is at.
PRIVATE_NETWORKS = [
    "0.0.0.0/8",
    "10.0.0.0/8",
    "100.64.0.0/10",
    "127.0.0.0/8",
    "169.254.0.0/16",
    "172.16.0.0/12",
    "192.0.0.0/24",
    "192.0.2.0/24",
    "192.168.0.0/16",
    "198.18.0.0/15",
    "198.51.100.0/24",
    "203.0.113.0/24",
    "224.0.0.0/4",
    "240.0.0.0/4",
]
PUBLIC = ["8.8.8.8", "185.199.108.133", "1.1.1.1", "100.63.255.255", "100.128.0.0", "172.32.0.1", "169.253.0.1"]


def inside(network: str) -> st.SearchStrategy[IPv4Address]:
    ends = IPv4Network(network)
    return st.ip_addresses(v=4, network=ends).map(lambda address: IPv4Address(int(address)))


@pytest.mark.parametrize(
    ("host", "place"),
    [
        ("127.0.0.1", "this machine"),
        ("127.255.0.9", "this machine"),
        ("127.0.0.1.", "this machine"),
        ("::1", "this machine"),
        ("[::1]", "this machine"),
        (str(IPv4Address(0)), "this machine"),
        ("::", "this machine"),
        ("localhost", "this machine"),
        ("LocalHost.", "this machine"),
        ("paperboy.localhost", "this machine"),
        ("10.1.2.3", "the local network"),
        ("192.168.0.1", "the local network"),
        ("169.254.169.254", "the local network"),
        ("fe80::1", "the local network"),
        ("fe80::1%eth0", "the local network"),
        ("fd00:ec2::254", "the local network"),
        ("fec0::1", "the local network"),
        ("64:ff9b:1::a00:1", "the local network"),
        ("100.100.100.200", "an address that is not on the internet"),
        ("192.0.0.192", "an address that is not on the internet"),
        ("168.63.129.16", "an address that is not on the internet"),
        ("224.0.0.1", "an address that is not on the internet"),
        ("255.255.255.255", "an address that is not on the internet"),
        ("ff0e::1", "an address that is not on the internet"),
        ("::7f00:1", "an address that is not on the internet"),
    ],
)
def test_private_places(host: str, place: str) -> None:
    assert private_place(host) == place


@pytest.mark.parametrize("host", [*PUBLIC, "2606:4700::1111", "lists.example", "localhost.example", "notlocalhost", ""])
def test_public_ones_and_names(host: str) -> None:
    assert private_place(host) is None


@pytest.mark.parametrize("spelling", ["127.1", "2130706433", "0x7f000001", "0177.0.0.1", "0x7f.1", "127.0.1"])
def test_old_spellings_of_an_address_are_read_as_the_system_reads_them(spelling: str) -> None:
    assert literal(spelling) == "127.0.0.1"
    assert private_place(spelling) == "this machine"


@pytest.mark.parametrize("name", ["lists.example", "1.example", "dead.beef", "beef", "", "1.2.3.4.5", "999.1.1.1"])
def test_names_are_no_addresses(name: str) -> None:
    assert literal(name) is None


@pytest.mark.parametrize("network", PRIVATE_NETWORKS)
@given(data=st.data())
def test_no_address_of_a_private_network_passes_however_it_is_wrapped(network: str, data: st.DataObject) -> None:
    held = data.draw(inside(network))
    number = int(held)
    wrapped = [
        held,
        IPv6Address(0xFFFF << 32 | number),  # mapped
        IPv6Address(0x64FF9B << 96 | number),  # NAT64
        IPv6Address(0x2002 << 112 | number << 80 | 1),  # 6to4
        IPv6Address(0x20010000 << 96 | 0x08080808 << 64 | (number ^ 0xFFFFFFFF)),  # Teredo
    ]
    assert [address for address in wrapped if private_place(str(address)) is None] == []


@pytest.mark.parametrize("address", PUBLIC)
def test_a_public_address_passes_also_in_what_carries_it(address: str) -> None:
    number = int(IPv4Address(address))
    for wrapped in (IPv6Address(0xFFFF << 32 | number), IPv6Address(0x64FF9B << 96 | number)):
        assert private_place(str(wrapped)) is None


@given(st.text())
def test_no_host_makes_it_fail(host: str) -> None:
    private_place(host)
    forbidden_place(host)


@pytest.mark.parametrize(
    "host",
    [
        "169.254.169.254",
        "169.254.0.1",
        "fe80::1",
        "fe80::1%eth0",
        "::ffff:169.254.169.254",
        "64:ff9b::a9fe:a9fe",
        "2852039166",
        "fd00:ec2::254",
        "fd00:ec2::254%eth0",
        "fd20:ce::254",
        "100.100.100.200",
        "168.63.129.16",
        "192.0.0.192",
        "224.0.0.1",
        "ff02::1",
        "0.0.0.0",  # noqa: S104 - nothing listens there
        "0.1.2.3",
        "::",
        "240.0.0.1",
        "255.255.255.255",
    ],
)
def test_what_no_setting_allows(host: str) -> None:
    assert forbidden_place(host) == "an address that no list is at"
    assert private_place(host)


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "127.1",
        "::1",
        "10.1.2.3",
        "172.31.0.1",
        "192.168.0.1",
        "fd12::1",
        "100.101.102.103",
        "::ffff:10.0.0.1",
    ],
)
def test_what_the_setting_is_for(host: str) -> None:
    assert forbidden_place(host) is None
    assert private_place(host)


@pytest.mark.parametrize("host", [*PUBLIC, "2606:4700::1111", "localhost", "lists.example"])
def test_the_internet_is_never_forbidden(host: str) -> None:
    assert forbidden_place(host) is None
