"""Files that came with a request, and what is kept of them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property
from mimetypes import guess_type
from typing import Any, Self

from bot.sandbox.world.pictures import Picture, picture_of

__all__ = ["Attachment", "Upload", "by_reference"]

_UNKNOWN = "application/octet-stream"


@dataclass(frozen=True)
class Upload:
    """A file of a multipart request; ``field`` is its part's name, ``files[0]`` and so on."""

    field: str
    filename: str
    content_type: str
    data: bytes

    @classmethod
    def of(cls, filename: str, data: bytes, *, field: str = "files[0]", stated: str = _UNKNOWN) -> Self:
        """Return a file with the type that it shows by its first bytes, else by its name, else the one that is stated.

        discord.py states the same unknown type for all files, and Discord shows pictures all the same.
        """
        picture = picture_of(data)
        return cls(field, filename, picture.content_type if picture else guess_type(filename)[0] or stated, data)


@dataclass(frozen=True)
class Attachment:
    """A file of a message, served at ``url`` as long as the sandbox runs."""

    id: int
    filename: str
    content_type: str
    data: bytes
    url: str
    description: str | None = None

    @cached_property
    def picture(self) -> Picture | None:
        """What it shows, None for what is no picture."""
        return picture_of(self.data)

    def payload(self) -> dict[str, Any]:
        """Return the attachment as Discord sends it."""
        sides = {"width": self.picture.width, "height": self.picture.height} if self.picture else {}
        described = {"description": self.description} if self.description else {}
        return {
            "id": str(self.id),
            "filename": self.filename,
            "content_type": self.content_type,
            "size": len(self.data),
            "url": self.url,
            "proxy_url": self.url,
            **sides,
            **described,
        }

    def media(self) -> dict[str, Any]:
        """Return what an embed or a component says of it."""
        width, height = (self.picture.width, self.picture.height) if self.picture else (None, None)
        where = {"url": self.url, "proxy_url": self.url}
        return where | {"width": width, "height": height, "content_type": self.content_type}


def by_reference(attachments: Collection[Attachment]) -> Mapping[str, Attachment]:
    """Return attachments by what embeds and components may call them: ``attachment://name``, or their address."""
    names = {f"attachment://{one.filename}": one for one in attachments}
    return names | {one.url: one for one in attachments}
