"""``python -m bot``, which is also the program ``paperboy``."""

from __future__ import annotations

import gc
import sys

__all__ = ["main"]


def main() -> None:
    """Run the command line. ``run``, which stays for months on the smallest machines, starts without what draws one."""
    try:
        if sys.argv[1:] == ["run"]:
            _run()
        else:
            from bot.cli import main as command_line  # noqa: PLC0415 - see above

            command_line()
    except KeyboardInterrupt:
        # Ctrl-C while it still imports; 128 + SIGINT, as shells have it.
        sys.exit(130)


def _run() -> None:
    # What is imported stays: looking through it for garbage takes a seventh of a start now, and tens of milliseconds of the
    # event loop each time later.
    gc.disable()
    from bot.app.process import main as run  # noqa: PLC0415 - see above

    gc.freeze()
    gc.enable()
    run()


if __name__ == "__main__":
    main()
