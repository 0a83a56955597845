"""Files that came with a request, and what is kept of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

__all__ = ["Attachment", "Upload"]


@dataclass(frozen=True)
class Upload:
    """A file of a multipart request; ``field`` is its part's name, ``files[0]`` and so on."""

    field: str
    filename: str
    content_type: str
    data: bytes


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
