"""Messages, as they are kept, sent over the wire and read by a person."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from bot.sandbox.limits.commands import CHAT_INPUT
from bot.sandbox.limits.components import walk
from bot.sandbox.limits.messages import EPHEMERAL, V2
from bot.sandbox.snowflake import created_at
from bot.sandbox.world.pings import Pings
from bot.sandbox.world.reactions import reaction_payload

if TYPE_CHECKING:
    from bot.sandbox.world.attachments import Attachment
    from bot.sandbox.world.channels import Channel
    from bot.sandbox.world.users import User

__all__ = ["CROSSPOSTED", "LOADING", "Message"]

CROSSPOSTED = 1 << 0
LOADING = 1 << 7
"""The flag of the "is thinking" placeholder."""

_MENTIONED_USER = re.compile(r"<@!?(\d+)>")
_MENTIONED_ROLE = re.compile(r"<@&(\d+)>")
_DEFAULT, _REPLY, _SLASH_COMMAND, _MENU_COMMAND = 0, 19, 20, 23


@dataclass(eq=False)
class Message:
    """A message with everything that a member sees of it.

    ``components`` carry the numbers that Discord gives each; ``pings`` says whom it really notified when it was sent,
    all rules of ``allowed_mentions`` applied. ``seen_only_by`` is set where others do not see it.

    Whoever changes a message replaces lists and objects and never changes them in place: what was read of it stays as it
    was, and a reader knows by an attribute's identity that it has not changed.
    """

    channel: Channel = field(repr=False)
    id: int
    author: User
    content: str = ""
    embeds: list[dict[str, Any]] = field(default_factory=list)
    components: list[dict[str, Any]] = field(default_factory=list)
    flags: int = 0
    attachments: list[Attachment] = field(default_factory=list)
    poll: dict[str, Any] | None = None
    votes: dict[int, set[int]] = field(default_factory=dict, repr=False)
    """Of a poll: the accounts that voted, by answer; ``poll`` is replaced with every vote."""
    nonce: str | int | None = None
    seen_only_by: User | None = None
    pings: Pings = field(default_factory=Pings)
    interaction: dict[str, Any] | None = field(default=None, repr=False)
    """The ``interaction_metadata`` of a message that answers a command, button or modal."""
    is_command_answer: bool = False
    reply_to: Message | None = field(default=None, repr=False)
    edited_at: datetime | None = None
    deleted: bool = False
    thread: Channel | None = field(default=None, repr=False)
    pinned_at: datetime | None = None
    reactions: Mapping[str, tuple[User, ...]] = field(default_factory=dict, repr=False)
    """Who reacted, by emoji: itself, or ``name:id`` of a server's own."""

    @property
    def ephemeral(self) -> bool:
        """Whether only the asker sees it."""
        return bool(self.flags & EPHEMERAL)

    @property
    def v2(self) -> bool:
        """Whether it is made of components only."""
        return bool(self.flags & V2)

    @property
    def thinking(self) -> bool:
        """Whether it is still the placeholder of a deferred answer."""
        return bool(self.flags & LOADING)

    @property
    def created_at(self) -> datetime:
        """When it was sent, by the sandbox's clock."""
        return created_at(self.id)

    @property
    def link(self) -> str:
        """The address that Discord's "Copy Message Link" gives."""
        guild = self.channel.guild
        return f"https://discord.com/channels/{guild.id if guild else '@me'}/{self.channel.id}/{self.id}"

    def components_flat(self) -> list[dict[str, Any]]:
        """Return every component, outer before inner, in the order of reading."""
        return [dict(component) for component in walk(self.components)]

    def buttons(self) -> list[dict[str, Any]]:
        """Return its buttons in the order of reading."""
        return [component for component in self.components_flat() if component["type"] == 2]

    def text(self) -> str:
        """Return all text a reader sees: content, embeds and text components, a line or more each; no button labels."""
        embeds = [line for embed in self.embeds for line in _embed_lines(embed)]
        displays = [component["content"] for component in self.components_flat() if component["type"] == 10]
        return "\n".join(line for line in (self.content, *embeds, *displays) if line)

    def mentioned_text(self) -> str:
        """Return the text in which a mention can notify: embeds never do."""
        displays = [component["content"] for component in self.components_flat() if component["type"] == 10]
        return "\n".join([self.content, *displays])

    def payload(self) -> dict[str, Any]:
        """Return the message as Discord sends it, and within it the one that it replies to."""
        answered = self.reply_to
        if answered is None:
            return self.payload_alone()
        return self.payload_alone() | {"referenced_message": None if answered.deleted else answered.payload_alone()}

    def payload_alone(self) -> dict[str, Any]:
        """Return the message without the one that it replies to."""
        text = self.mentioned_text()
        payload: dict[str, Any] = {
            "id": str(self.id),
            "channel_id": str(self.channel.id),
            "author": self.author.payload(),
            "type": self._type(),
            "content": self.content,
            "embeds": self.embeds,
            "components": self.components,
            "attachments": [attachment.payload() for attachment in self.attachments],
            "flags": self.flags,
            "timestamp": self.created_at.isoformat(),
            "edited_timestamp": self.edited_at.isoformat() if self.edited_at else None,
            "tts": False,
            "pinned": self.pinned_at is not None,
            "mention_everyone": self.pings.everyone,
            "mentions": [user.payload() for user in self._mentioned(text)],
            "mention_roles": list(dict.fromkeys(_MENTIONED_ROLE.findall(text))),
        }
        return payload | self._optional()

    def _mentioned(self, text: str) -> list[User]:
        """Return whom a text names, and whom the reply notifies."""
        users = self.channel.world.users
        numbers = [int(one) for one in _MENTIONED_USER.findall(text)]
        if self.reply_to and self.reply_to.author.id in self.pings.users:
            numbers.append(self.reply_to.author.id)
        return [users[number] for number in dict.fromkeys(numbers) if number in users]

    def _type(self) -> int:
        if self.is_command_answer:
            by_menu = self.interaction is not None and self.interaction.get("command_type") != CHAT_INPUT
            return _MENU_COMMAND if by_menu else _SLASH_COMMAND
        return _REPLY if self.reply_to else _DEFAULT

    def _optional(self) -> dict[str, Any]:
        fields: dict[str, Any] = {}
        if self.poll is not None:
            fields["poll"] = self.poll
        if self.reactions:
            me = self.channel.world.bot
            fields["reactions"] = [reaction_payload(emoji, users, me) for emoji, users in self.reactions.items()]
        if self.interaction is not None:
            application = str(self.channel.world.application_id)
            fields |= {
                "interaction_metadata": self.interaction,
                "application_id": application,
                "webhook_id": application,
            }
        if self.thread is not None:
            fields["thread"] = self.thread.payload()
        if self.reply_to is not None:
            fields["message_reference"] = {
                "type": 0,
                "channel_id": str(self.channel.id),
                "message_id": str(self.reply_to.id),
            }
        return fields


def _embed_lines(embed: Mapping[str, Any]) -> list[str]:
    fields = [line for one in embed.get("fields") or () for line in (one["name"], one["value"])]
    author, footer = embed.get("author") or {}, embed.get("footer") or {}
    lines = [author.get("name"), embed.get("title"), embed.get("description"), *fields, footer.get("text")]
    return [line for line in lines if line]
