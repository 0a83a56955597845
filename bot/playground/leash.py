"""``python -m bot.playground.leash FOLDER``: the bot as ``python -m bot run`` runs it, until whoever started it is gone.

The starter holds the other end of this process's standard input and never writes to it. When that end closes, be it that the
starter was killed on the spot, the bot is told to stop, and FOLDER is removed, which nobody else is left to do: no bot without
a Discord stays behind, and no database of it.
"""

from __future__ import annotations

import os
import runpy
import shutil
import signal
import sys
import threading
from pathlib import Path

__all__ = ["main"]


def main() -> None:
    """Run the bot on the leash."""
    folder, let_go = Path(sys.argv[1]), threading.Event()
    threading.Thread(target=_stop_when_let_go, args=(folder, let_go), name="leash", daemon=True).start()
    sys.argv = ["paperboy", "run"]
    try:
        runpy.run_module("bot", run_name="__main__", alter_sys=True)
    finally:
        if let_go.is_set():
            _remove(folder)


def _stop_when_let_go(folder: Path, let_go: threading.Event) -> None:
    # Not `sys.stdin`: a thread that waits inside its buffer blocks the end of the interpreter.
    while os.read(0, 1024):
        pass
    let_go.set()
    if signal.getsignal(signal.SIGTERM) is signal.SIG_DFL:
        # The bot does not listen yet, and this process ends here and now.
        _remove(folder)
    os.kill(os.getpid(), signal.SIGTERM)


def _remove(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
