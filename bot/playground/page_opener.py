"""Opening the page in a browser, where somebody sits in front of this machine."""

from __future__ import annotations

import sys
import threading
import webbrowser
from collections.abc import Callable, Mapping

__all__ = ["has_display", "open_page"]


def has_display(environ: Mapping[str, str], platform: str = sys.platform) -> bool:
    """Return whether a browser can be shown to whoever started the program; over SSH it would open on the other machine."""
    if "SSH_CONNECTION" in environ:
        return False
    return platform in {"darwin", "win32"} or bool(environ.get("DISPLAY") or environ.get("WAYLAND_DISPLAY"))


def open_page(address: str, show: Callable[[str], object] = webbrowser.open) -> None:
    """Open the address, in a thread that nobody waits for: some browsers come back only when they are closed."""
    threading.Thread(target=show, args=(address,), name="opening the page", daemon=True).start()
