"""A list that is one text at an address."""

from __future__ import annotations

from bot.dataset.reading import PLAINLY, Asking, Reading
from bot.dataset.sources.answers import serving
from bot.dataset.sources.copied import CopiedText
from bot.settings.addresses import without_secrets

__all__ = ["NOT_ASKED", "AddressSource"]

NOT_ASKED = "not asked yet; its papers come with the first refresh"


class AddressSource:
    """A list at ``url``, whose last good ``text`` is kept on disk."""

    def __init__(self, name: str, url: str, text: CopiedText) -> None:
        self.name = name
        self.origin = without_secrets(url)
        self._text = text

    def local(self) -> Reading:
        """Read the copy on disk; without one, the source is empty until it is asked."""
        answer = self._text.local()
        return Reading(problem=NOT_ASKED) if answer is None else serving(self.name, answer)

    async def ask(self, asking: Asking = PLAINLY) -> Reading:
        """Ask the address, and keep what it has if it holds papers."""
        answer = await self._text.ask(accept=asking.accept)
        asking.step(1, 1)
        return serving(self.name, answer)
