"""Accounts: people, and the application's own bot."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from bot.sandbox.driver.person import Person
from bot.sandbox.world.presences import OFFLINE, ONLINE, Presence

if TYPE_CHECKING:
    from bot.sandbox.world.world import World

__all__ = ["User"]


@dataclass(eq=False)
class User(Person):
    """An account. ``locale`` is the language of its client; ``accepts_dms`` whether a bot may write to it."""

    world: World = field(repr=False)
    id: int
    name: str
    bot: bool = False
    locale: str = "en-US"
    accepts_dms: bool = True
    presence: Presence = ONLINE

    def __post_init__(self) -> None:
        if self.bot:
            self.presence = OFFLINE

    @property
    def account(self) -> User:
        """Itself."""
        return self

    @property
    def mention(self) -> str:
        """What mentions this account in a message."""
        return f"<@{self.id}>"

    def payload(self) -> dict[str, Any]:
        """Return the account as Discord sends it."""
        return {
            "id": str(self.id),
            "username": self.name.lower().replace(" ", "_"),
            "global_name": None if self.bot else self.name,
            "discriminator": "0",
            "avatar": None,
            "bot": self.bot,
            "public_flags": 0,
            "flags": 0,
            "primary_guild": None,
        }
