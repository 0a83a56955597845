"""Stand-ins for an interaction, for what can be told without Discord: they note what would have been sent."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import discord
from discord import InteractionResponseType as Kind


def all_text(view: discord.ui.LayoutView) -> str:
    """Return every text of a layout."""
    return "\n".join(item.content for item in view.walk_children() if isinstance(item, discord.ui.TextDisplay))


class NotedResponse:
    """The first response: at most one, as with Discord."""

    def __init__(self, noted: list[tuple[str, str, bool]], kind: Kind | None, failure: Exception | None) -> None:
        self.noted = noted
        self.type = kind
        self.failure = failure

    def is_done(self) -> bool:
        return self.type is not None

    async def send_message(self, *, view: discord.ui.LayoutView, ephemeral: bool) -> None:
        if self.failure:
            raise self.failure
        assert view.is_finished(), "a view that goes on listening is kept in memory for ever"
        self.type = Kind.channel_message
        self.noted.append(("answer", all_text(view), ephemeral))

    async def autocomplete(self, choices: list[Any]) -> None:
        if self.failure:
            raise self.failure
        self.type = Kind.autocomplete_result
        self.noted.extend(("choice", choice.name, True) for choice in choices)


class NotedInteraction:
    """Notes ``(where, text, private)`` of all that is said."""

    def __init__(
        self,
        *,
        responded: Kind | None = None,
        failure: Exception | None = None,
        data: Any = None,
        command: str | None = "paper",
        closed: bool = False,
    ) -> None:
        self.client = SimpleNamespace(is_closed=lambda: closed)
        self.noted: list[tuple[str, str, bool]] = []
        self.response = NotedResponse(self.noted, responded, failure)
        self.data = data
        self.command = SimpleNamespace(qualified_name=command) if command else None
        self.followup = SimpleNamespace(send=self._follow_up)

    async def edit_original_response(self, *, view: discord.ui.LayoutView) -> None:
        self.noted.append(("original", all_text(view), True))

    async def _follow_up(self, *, view: discord.ui.LayoutView, ephemeral: bool) -> None:
        self.noted.append(("follow-up", all_text(view), ephemeral))
