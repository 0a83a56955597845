"""The last good copy of what an address served, kept on disk.

A copy is one file: a line of JSON that describes it, then the body as it came. Being one file, body and validators are replaced
together, and what a crash or a full disk left half written is told by its checksum.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bot.dataset.replacing import replace_file

__all__ = ["Copy", "CopyCache", "CorruptCopyError"]


class CorruptCopyError(Exception):
    """The copy on disk is not what was once written there."""


@dataclass(frozen=True, slots=True)
class Copy:
    """A body, where it came from, and what to ask for next time.

    ``url`` is the address that was asked, before any redirect; ``etag`` and ``last_modified`` are the server's, verbatim, or "";
    ``fetched_at`` is when the server last said that this is what it has. ``content_type`` is what it called the body, or "".
    """

    url: str
    body: bytes
    fetched_at: datetime
    etag: str = ""
    last_modified: str = ""
    content_type: str = ""


class CopyCache:
    """One copy for each address, in ``folder``, which is made at the first write. Every method blocks on the disk."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def path(self, url: str) -> Path:
        """Return where the copy of an address is, or would be."""
        return self._folder / f"{hashlib.sha256(url.encode()).hexdigest()[:32]}.copy"

    def load(self, url: str) -> Copy | None:
        """Return the copy of an address, or None if there is none.

        Raise CorruptCopyError if there is one that cannot be trusted, and OSError if it cannot be read.
        """
        try:
            raw = self.path(url).read_bytes()
        except FileNotFoundError:
            return None
        head, _, body = raw.partition(b"\n")
        try:
            values = json.loads(head)
            copy = Copy(
                url=values["url"],
                body=body,
                fetched_at=datetime.fromisoformat(values["fetched_at"]),
                etag=values["etag"],
                last_modified=values["last_modified"],
                # Copies of earlier versions do not have it.
                content_type=values.get("content_type", ""),
            )
            trusted = values["sha256"] == hashlib.sha256(body).hexdigest() and copy.url == url
        except (ValueError, KeyError, TypeError) as error:
            raise CorruptCopyError(f"{self.path(url)} has no readable description") from error
        if not trusted or copy.fetched_at.tzinfo is None:
            raise CorruptCopyError(f"{self.path(url)} does not match its description")
        return copy

    def store(self, copy: Copy) -> None:
        """Replace the copy of an address; after a crash either the old or the new one is there, whole. Raise OSError."""
        head = {
            "url": copy.url,
            "fetched_at": copy.fetched_at.isoformat(),
            "etag": copy.etag,
            "last_modified": copy.last_modified,
            "content_type": copy.content_type,
            "sha256": hashlib.sha256(copy.body).hexdigest(),
        }
        replace_file(self.path(copy.url), json.dumps(head).encode() + b"\n" + copy.body)
