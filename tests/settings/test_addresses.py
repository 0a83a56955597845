from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.settings.addresses import is_private_host, raw_address, without_secrets, wrong_form


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1/",
        "http://127.9.9.9:8000/x",
        "http://localhost/x",
        "http://LOCALHOST./x",
        "http://api.localhost/x",
        "http://printer.local/x",
        "http://papers.internal/x",
        "http://10.1.2.3/x",
        "http://172.16.0.1/x",
        "http://192.168.1.1/x",
        "http://169.254.169.254/latest",
        "http://0.0.0.0/x",
        "http://100.64.0.1/x",
        "http://[::1]/x",
        "http://[fe80::1]/x",
        "http://[fd00::1]/x",
        "http://[::ffff:127.0.0.1]/x",
        "http://user:word@127.0.0.1/x",
    ],
)
def test_this_machine_and_the_local_network_are_known_by_their_names(address: str) -> None:
    assert is_private_host(address)


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org/127.0.0.1",
        "https://localhost.example.org/",
        "https://8.8.8.8/x",
        "https://[2001:4860:4860::8888]/x",
        "https://[::ffff:8.8.8.8]/x",
        "https://raw.githubusercontent.com/o/r/main/{year}.md",
        "https://[",
        "",
    ],
)
def test_other_places_are_not(address: str) -> None:
    assert not is_private_host(address)


@pytest.mark.parametrize(
    ("page", "raw"),
    [
        ("https://github.com/o/r/blob/main/a/b.md", "https://raw.githubusercontent.com/o/r/main/a/b.md"),
        ("http://www.github.com/o/r/blob/main/b.md?plain=1#L3", "https://raw.githubusercontent.com/o/r/main/b.md"),
        ("https://u:word@GitHub.com/o/r/blob/main/b.md", "https://raw.githubusercontent.com/o/r/main/b.md"),
        (
            "https://gist.github.com/u/0123456789abcdef0123/",
            "https://gist.githubusercontent.com/u/0123456789abcdef0123/raw",
        ),
        ("https://git.example.org/g/s/p/-/blob/main/x.md", "https://git.example.org/g/s/p/-/raw/main/x.md"),
        ("https://u:word@gitlab.com/a/b/-/blob/main/x.md?token=1", "https://gitlab.com/a/b/-/raw/main/x.md"),
    ],
)
def test_pages_that_show_a_file(page: str, raw: str) -> None:
    assert raw_address(page) == raw
    assert raw_address(raw) == ""


@pytest.mark.parametrize(
    "address",
    [
        "https://github.com/o/r/raw/main/b.md",
        "https://github.com/o/r/blob/main/b.md?raw=true",
        "https://github.com/o/r",
        "https://example.org/o/r/blob/main/b.md",
        "https://gist.github.com/u/0123456789abcdef0123/raw",
        "https://[",
    ],
)
def test_pages_that_are_not(address: str) -> None:
    assert raw_address(address) == ""


def test_a_log_sees_the_place_and_no_secret() -> None:
    assert without_secrets("https://u:word@example.org:1/a?key=word#word") == "https://example.org:1/a?…"
    assert without_secrets("https://example.org/{year}.md") == "https://example.org/{year}.md"
    assert without_secrets("https://[u:word") == "an address"


@given(st.text(max_size=30).map("https://".__add__) | st.text(max_size=30))
@example("https://[::1")
@example("https://\u2100.example/")
def test_no_text_makes_them_stumble(address: str) -> None:
    wrong_form(address)
    is_private_host(address)
    raw_address(address)
    assert "word@" not in without_secrets(f"https://u:word@example.org/{address}")
