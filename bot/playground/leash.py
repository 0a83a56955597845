"""``python -m bot.playground.leash``: the bot as ``python -m bot run`` runs it, until whoever started it is gone.

The starter holds the other end of this process's standard input and never writes to it. When that end closes, be it that the
starter was killed on the spot, the bot is told to stop, and no bot without a Discord stays behind.
"""

from __future__ import annotations

import os
import runpy
import signal
import sys
import threading

__all__ = ["main"]


def main() -> None:
    """Run the bot on the leash."""
    threading.Thread(target=_stop_when_let_go, name="leash", daemon=True).start()
    sys.argv = ["paperboy", "run"]
    runpy.run_module("bot", run_name="__main__", alter_sys=True)


def _stop_when_let_go() -> None:
    # Not `sys.stdin`: a thread that waits inside its buffer blocks the end of the interpreter.
    while os.read(0, 1024):
        pass
    os.kill(os.getpid(), signal.SIGTERM)


if __name__ == "__main__":
    main()
