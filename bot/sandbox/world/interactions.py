"""What a member did and how far it was answered: commands, clicks, half-typed options, sent forms."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import IntEnum
from typing import TYPE_CHECKING, Any

from bot.sandbox.limits.commands import CHAT_INPUT, GROUP, MESSAGE, SUBCOMMAND, USER

if TYPE_CHECKING:
    from bot.sandbox.world.channels import Channel
    from bot.sandbox.world.messages import Message
    from bot.sandbox.world.users import User

__all__ = ["TOKEN_LIFE", "CallbackKind", "Interaction", "InteractionKind"]

TOKEN_LIFE = timedelta(minutes=15)
"""How long followups and edits are possible after a first answer."""


class InteractionKind(IntEnum):
    """What the member did."""

    COMMAND = 2
    COMPONENT = 3
    AUTOCOMPLETE = 4
    MODAL = 5


class CallbackKind(IntEnum):
    """How it was first answered."""

    MESSAGE = 4
    DEFERRED_MESSAGE = 5
    DEFERRED_UPDATE = 6
    UPDATE = 7
    AUTOCOMPLETE = 8
    MODAL = 9


@dataclass(eq=False)
class Interaction:
    """One interaction with its token, its source and its answers."""

    id: int
    token: str = field(repr=False)
    kind: InteractionKind
    user: User
    channel: Channel
    data: Mapping[str, Any] = field(repr=False)
    created: datetime
    owners: Mapping[str, str]
    """``authorizing_integration_owners``: through which installations it came."""
    context: int
    source: Message | None = None
    """The message whose component was used, or from which the modal was opened."""
    answer: CallbackKind | None = None
    original: Message | None = None
    """What ``@original`` means: the first answer, or the source that it updated."""
    followups: list[Message] = field(default_factory=list)
    choices: list[dict[str, Any]] = field(default_factory=list)
    modal: dict[str, Any] | None = None
    edits: int = 0
    """How often the original was edited after the first answer."""

    @property
    def by_user_install_only(self) -> bool:
        """Whether the application is there only because the member brought it along."""
        return "0" not in self.owners

    @property
    def awaits_answer_to_command(self) -> bool:
        """Whether the next message is the answer that Discord shows under "… used /command"."""
        return self.kind is InteractionKind.COMMAND and self.answer is None

    def metadata(self) -> dict[str, Any]:
        """Return the ``interaction_metadata`` of messages that answer it."""
        metadata: dict[str, Any] = {
            "id": str(self.id),
            "type": int(self.kind),
            "user": self.user.payload(),
            "authorizing_integration_owners": dict(self.owners),
        }
        if self.kind is InteractionKind.COMPONENT and self.source:
            metadata["interacted_message_id"] = str(self.source.id)
        if self.kind is InteractionKind.COMMAND:
            metadata |= {"name": self.command_path, "command_type": self.command_type} | self._target()
        return metadata

    def _target(self) -> dict[str, Any]:
        """Return what a command of a context menu was used on."""
        if self.command_type == MESSAGE:
            return {"target_message_id": self.data["target_id"]}
        if self.command_type == USER:
            return {"target_user": self.data["resolved"]["users"][self.data["target_id"]]}
        return {}

    @property
    def command_type(self) -> int:
        """Whether the command was typed, or found in the context menu of an account or a message."""
        return int(self.data.get("type", CHAT_INPUT))

    @property
    def command_path(self) -> str:
        """The command with its group and subcommand, as the member typed it: ``digest preview``."""
        names, inner = [self.data["name"]], self.data.get("options") or ()
        while inner and inner[0]["type"] in (SUBCOMMAND, GROUP):
            names.append(inner[0]["name"])
            inner = inner[0].get("options") or ()
        return " ".join(names)
