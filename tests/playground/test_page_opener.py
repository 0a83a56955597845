from __future__ import annotations

import threading

import pytest

from bot.playground.page_opener import has_display, open_page


@pytest.mark.parametrize(
    ("environ", "platform", "shown"),
    [
        ({}, "linux", False),
        ({"DISPLAY": ":0"}, "linux", True),
        ({"WAYLAND_DISPLAY": "wayland-0"}, "linux", True),
        ({"DISPLAY": ""}, "linux", False),
        ({"DISPLAY": "localhost:10", "SSH_CONNECTION": "10.0.0.1 1 10.0.0.2 22"}, "linux", False),
        ({}, "darwin", True),
        ({}, "win32", True),
        ({"SSH_CONNECTION": "10.0.0.1 1 10.0.0.2 22"}, "darwin", False),
    ],
)
def test_where_a_browser_can_be_shown(environ: dict[str, str], platform: str, shown: bool) -> None:
    assert has_display(environ, platform) is shown


def test_a_browser_that_does_not_come_back_holds_up_nothing() -> None:
    shown: list[str] = []
    begun, closed = threading.Event(), threading.Event()

    def show(address: str) -> None:
        shown.append(address)
        begun.set()
        closed.wait(20)

    open_page("http://127.0.0.1:1/", show)
    assert begun.wait(20)
    assert shown == ["http://127.0.0.1:1/"]
    closed.set()
