"""How the digests stand, as ``python -m bot digest status --json`` says it."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from bot.errors import StatusUnknownError
from bot.playground.told import say_day, say_lately

__all__ = ["Standing", "ask", "standings"]

_PATIENCE = 30.0
"""Seconds; the answer takes one, and much longer only where the machine has no time."""
_UNDER_WAY = {"planned", "sending", "unfinished"}
_DID = {
    "sent": "posted",
    "planned": "on its way since",
    "sending": "on its way since",
    "unfinished": "on its way since",
    "delivered": "posted",
}


@dataclass(frozen=True, slots=True)
class Standing:
    """A digest in one channel: when it is due next, what it would post then, and what became of it last.

    ``failed`` is whether that went wrong, ``under_way`` whether it will be another soon without anybody doing anything,
    ``complete`` whether all there is was posted, so that only something that is there already can be posted once more.
    """

    digest: str
    channel_id: int
    due: datetime | None = None
    coming: str = ""
    last: str = ""
    failed: bool = False
    under_way: bool = False
    complete: bool = False


async def ask(environ: Mapping[str, str], folder: Path) -> tuple[Standing, ...]:
    """Ask the command line in a process of its own; StatusUnknownError where it has no answer."""
    child = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "digest", "status", "--json"),
        cwd=folder,
        env=environ,
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        async with asyncio.timeout(_PATIENCE):
            out, err = await child.communicate()
    except TimeoutError as error:
        raise StatusUnknownError(f"there was no answer within {_PATIENCE:g} seconds") from error
    finally:
        if child.returncode is None:
            child.kill()
            await child.wait()
    try:
        answer = json.loads(out)
    except ValueError as error:
        raise StatusUnknownError(err.decode(errors="replace").strip() or f"exit code {child.returncode}") from error
    return standings(answer)


def standings(answer: Mapping[str, Any]) -> tuple[Standing, ...]:
    """Read the answer; StatusUnknownError where it is an error."""
    if "error" in answer:
        raise StatusUnknownError(answer["error"])
    return tuple(
        _standing(digest["digest"], digest["next_due"], channel)
        for digest in answer["digests"]
        for channel in digest["channels"]
    )


def _standing(digest: str, due: str | None, channel: Mapping[str, Any]) -> Standing:
    state, last = _last(channel["last_run"], channel["last_edition"])
    week, edition = channel["next_week"], channel["last_edition"]
    coming = f"Next: the week to {say_day(date.fromisoformat(week))}." if week else "Next: nothing to post."
    return Standing(
        digest,
        int(channel["channel_id"]),
        datetime.fromisoformat(due) if due else None,
        f"{coming} {_closed(channel['next_reason'])}".rstrip(),
        last,
        failed=state == "failed",
        under_way=state in _UNDER_WAY,
        complete=week is None and edition is not None and edition["state"] == "sent",
    )


def _last(run: Mapping[str, Any] | None, edition: Mapping[str, Any] | None) -> tuple[str, str]:
    """Return the state and the sentence of whichever is the newer: a run by itself, or an edition, by hand or not."""
    if edition is not None and (run is None or run["week"] == edition["week"] or _is_newer(edition, run)):
        return edition["state"], _said(edition["state"], edition["changed_at"], edition["week"], edition["reason"])
    if run is not None:
        return run["outcome"], _said(run["outcome"], run["at"], run["week"], run["reason"])
    return "", ""


def _is_newer(edition: Mapping[str, Any], run: Mapping[str, Any]) -> bool:
    return datetime.fromisoformat(edition["changed_at"]) >= datetime.fromisoformat(run["at"])


def _said(state: str, at: str, week: str | None, reason: str) -> str:
    what = f"the week to {say_day(date.fromisoformat(week))}, " if week else ""
    did = f"Last: {what}{_DID.get(state, state)} {say_lately(datetime.fromisoformat(at))}."
    return f"{did} {_closed(reason)}".rstrip()


def _closed(reason: str) -> str:
    """Return a reason as a sentence of its own, "" if there is none."""
    return f"{reason[0].upper()}{reason[1:].rstrip('.')}." if reason else ""
