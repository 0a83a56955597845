"""The running ``sandbox`` command, for whoever looks at its page with a browser."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

__all__ = ["CHANNEL", "DIGEST", "Command", "running"]

ROOT = Path(__file__).parents[2]
CHANNEL = "123456789012345678"
DIGEST = 'digests:\n  - name: {name}\n    channels: ["{channel}"]\n    nothing_new: archive\n'


@dataclass(frozen=True)
class Command:
    """The running command, the file that it reads, and where its page is."""

    process: asyncio.subprocess.Process
    config: Path
    address: str

    def set_up(self, text: str) -> None:
        """Save the settings as an editor does that replaces the file."""
        fresh = self.config.with_suffix(".tmp")
        fresh.write_text(text, encoding="utf-8")
        fresh.replace(self.config)


@asynccontextmanager
async def running(folder: Path, text: str) -> AsyncIterator[Command]:
    """Run ``python -m bot sandbox`` on a free port with these settings; it must end by SIGTERM with exit code 0."""
    config = folder / "paperboy.yaml"
    config.write_text(text, encoding="utf-8")
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "sandbox", "--no-open", "--port", "0"),
        cwd=ROOT,
        env={**os.environ, "PAPERBOY_CONFIG": str(config), "PYTHONUNBUFFERED": "1"},
        stdout=asyncio.subprocess.PIPE,
    )
    assert process.stdout is not None
    try:
        said = ""
        while "http://" not in said:
            line = (await asyncio.wait_for(process.stdout.readline(), 20)).decode()
            assert line, f"the command ended: {said}"
            said += line
        yield Command(process, config, said[said.index("http://") :].split()[0])
    finally:
        process.send_signal(signal.SIGTERM)
        await asyncio.wait_for(process.communicate(), 20)
    assert process.returncode == 0
