"""Files that came with a request, and what is kept of them."""

from __future__ import annotations

from dataclasses import dataclass
from mimetypes import guess_type
from typing import Any, Self

__all__ = ["Attachment", "Upload"]


@dataclass(frozen=True)
class Upload:
    """A file of a multipart request; ``field`` is its part's name, ``files[0]`` and so on."""

    field: str
    filename: str
    content_type: str
    data: bytes

    @classmethod
    def of(cls, filename: str, data: bytes) -> Self:
        """Return a file as a client takes it from a disk: its type follows from its name."""
        return cls("files[0]", filename, guess_type(filename)[0] or "application/octet-stream", data)


@dataclass(frozen=True)
class Attachment:
    """A file of a message, served at ``url`` as long as the sandbox runs."""

    id: int
    filename: str
    content_type: str
    data: bytes
    url: str
    description: str | None = None

    def payload(self) -> dict[str, Any]:
        """Return the attachment as Discord sends it."""
        return {
            "id": str(self.id),
            "filename": self.filename,
            "content_type": self.content_type,
            "size": len(self.data),
            "url": self.url,
            "proxy_url": self.url,
        } | ({"description": self.description} if self.description else {})
