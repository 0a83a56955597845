"""Making, changing and deleting messages, whoever asks for it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from bot.sandbox.limits.embeds import shown_embeds
from bot.sandbox.limits.messages import EPHEMERAL, V2, is_empty
from bot.sandbox.permissions import Permission
from bot.sandbox.world.attachments import Attachment, by_reference
from bot.sandbox.world.channels import Channel, Thread
from bot.sandbox.world.components import received
from bot.sandbox.world.messages import CROSSPOSTED, LOADING, Message
from bot.sandbox.world.pings import Pings, pings_of
from bot.sandbox.world.polls import received_poll

if TYPE_CHECKING:
    from bot.sandbox.world.guilds import Guild
    from bot.sandbox.world.interactions import Interaction
    from bot.sandbox.world.users import User

__all__ = [
    "create_message",
    "delete_message",
    "delete_messages",
    "edit_message",
    "end_poll",
    "forget_message",
    "pin_message",
    "publish_message",
    "unpin_message",
]

_SETTABLE = 1 << 2 | EPHEMERAL | 1 << 12 | V2
_EVERY_KIND = ("users", "roles", "everyone")


def create_message(
    channel: Channel,
    author: User,
    body: Mapping[str, Any],
    *,
    attachments: Sequence[Attachment] = (),
    interaction: Interaction | None = None,
    id: int | None = None,  # noqa: A002 - Discord's word
) -> Message:
    """Put a checked message body into a channel and tell everybody who may hear of it.

    An empty answer to an interaction is the placeholder that says "is thinking".
    """
    flags = _flags(body, attachments, interaction)
    message = Message(
        channel,
        id or channel.world.snowflakes.next(),
        author,
        content=body.get("content") or "",
        embeds=_received_embeds(body, attachments),
        components=received(body.get("components") or (), attachments),
        flags=flags,
        attachments=list(attachments),
        poll=received_poll(body["poll"], channel.world.clock()) if body.get("poll") else None,
        nonce=body.get("nonce"),
        interaction=interaction.metadata() if interaction else None,
        is_command_answer=interaction is not None and interaction.awaits_answer_to_command,
        seen_only_by=interaction.user if interaction and flags & EPHEMERAL else None,
        reply_to=_referenced(channel, body),
    )
    message.pings = _pings(message, body, of_interaction=interaction is not None)
    channel.messages[message.id] = message
    if isinstance(channel, Thread):
        channel.total_sent += channel.counts(message)
        channel.join(author)
        if channel.archived:
            channel.archive(archived=False)
    _tell("MESSAGE_CREATE", message)
    return message


def edit_message(message: Message, body: Mapping[str, Any], *, attachments: Sequence[Attachment] | None = None) -> None:
    """Change the fields that a checked body names; absent ones stay, null ones are emptied."""
    if attachments is not None:
        _forget_files(message, kept=attachments)
        message.attachments = list(attachments)
    if "content" in body:
        message.content = body["content"] or ""
    if "embeds" in body:
        message.embeds = _received_embeds(body, message.attachments)
    if "components" in body:
        message.components = received(body["components"] or (), message.attachments)
    if body.get("flags") is not None:
        kept = message.flags & ~(1 << 2)
        message.flags = kept | int(body["flags"]) & (1 << 2 | V2)
    if message.thinking:
        # The placeholder becomes the message: this is its sending, so it may notify.
        message.flags &= ~LOADING
        message.pings = _pings(message, body, of_interaction=True)
    else:
        message.edited_at = message.channel.world.clock()
    _tell("MESSAGE_UPDATE", message)


def delete_message(message: Message) -> None:
    """Take a message away."""
    forget_message(message)
    _tell_place("MESSAGE_DELETE", message.channel, {"id": str(message.id)})


def delete_messages(channel: Channel, messages: Sequence[Message]) -> None:
    """Take several messages of a channel away at once."""
    for message in messages:
        forget_message(message)
    _tell_place("MESSAGE_DELETE_BULK", channel, {"ids": [str(message.id) for message in messages]})


def publish_message(message: Message) -> None:
    """Send a message of an announcement channel on to those who follow it."""
    message.flags |= CROSSPOSTED
    _tell("MESSAGE_UPDATE", message)


def end_poll(message: Message) -> None:
    """Let a poll take no more votes."""
    if message.poll is not None:
        results = message.poll["results"] | {"is_finalized": True}
        expiry = message.channel.world.clock().isoformat()
        message.poll = message.poll | {"results": results, "expiry": expiry}
        _tell("MESSAGE_UPDATE", message)


def pin_message(message: Message) -> None:
    """Pin a message, if it is not pinned yet."""
    if message.pinned_at is None:
        message.pinned_at = message.channel.last_pin = message.channel.world.clock()
        _tell_pins(message)


def unpin_message(message: Message) -> None:
    """Take a message from the pinned ones, if it is one."""
    if message.pinned_at is not None:
        message.pinned_at = None
        _tell_pins(message)


def _tell_pins(message: Message) -> None:
    _tell("MESSAGE_UPDATE", message)
    last = message.channel.last_pin
    _tell_place("CHANNEL_PINS_UPDATE", message.channel, {"last_pin_timestamp": last.isoformat() if last else None})


def forget_message(message: Message) -> None:
    """Take a message and its files away, and tell nobody."""
    message.deleted = True
    del message.channel.messages[message.id]
    _forget_files(message)


def _forget_files(message: Message, kept: Collection[Attachment] = ()) -> None:
    for attachment in message.attachments:
        if attachment not in kept:
            message.channel.world.attachments.pop(attachment.id, None)


def _tell_place(event: str, channel: Channel, data: Mapping[str, Any]) -> None:
    place = {"channel_id": str(channel.id)} | ({"guild_id": str(channel.guild.id)} if channel.guild else {})
    channel.world.emit(event, {**data, **place}, guild=channel.guild)


def _flags(body: Mapping[str, Any], attachments: Sequence[Attachment], interaction: Interaction | None) -> int:
    flags = int(body.get("flags") or 0) & _SETTABLE
    if interaction is None:
        return flags & ~EPHEMERAL
    return flags | LOADING if is_empty(body, files=len(attachments)) else flags


def _tell(event: str, message: Message) -> None:
    world = message.channel.world
    if message.ephemeral:
        world.changes.notify()
        return
    guild = message.channel.guild
    data = message.payload() | (_in_guild(guild, message.author) if guild else {})
    if event == "MESSAGE_CREATE" and message.nonce is not None:
        data["nonce"] = message.nonce
    world.emit(event, data, guild=guild)


def _in_guild(guild: Guild, author: User) -> dict[str, Any]:
    """Return what the gateway adds to a message of a server: where it is, and its author as a member."""
    member = guild.members.get(author.id)
    fields = {key: value for key, value in member.payload().items() if key != "user"} if member else None
    return {"guild_id": str(guild.id)} | ({"member": fields} if fields else {})


def _received_embeds(body: Mapping[str, Any], attachments: Collection[Attachment]) -> list[dict[str, Any]]:
    files = by_reference(attachments)
    embeds = [{**embed, "type": "rich"} for embed in shown_embeds(body.get("embeds"))]
    for embed in embeds:
        if embed.get("fields"):
            embed["fields"] = [{"inline": False, **one} for one in embed["fields"]]
        for key in ("image", "thumbnail"):
            if embed.get(key) and (own := files.get(embed[key]["url"])):
                told = {name: value for name, value in own.media().items() if value is not None}
                embed[key] = {**embed[key], **told}
    return embeds


def _referenced(channel: Channel, body: Mapping[str, Any]) -> Message | None:
    reference = body.get("message_reference") or {}
    found = channel.messages.get(int(reference.get("message_id") or 0))
    # What only one account sees must not come back in a message that others see.
    return None if found is None or found.ephemeral else found


def _pings(message: Message, body: Mapping[str, Any], *, of_interaction: bool) -> Pings:
    guild = message.channel.guild
    member = guild.members.get(message.author.id) if guild else None
    all_allowed = member is not None and Permission.MENTION_EVERYONE in member.permissions(message.channel)
    allowed = body.get("allowed_mentions")
    pings = pings_of(
        message.mentioned_text(),
        allowed,
        default=("users",) if of_interaction else _EVERY_KIND,
        mentionable=[role.id for role in guild.roles.values() if role.mentionable] if guild else (),
        may_mention_all=all_allowed,
    )
    if message.reply_to and (allowed is None or allowed.get("replied_user")):
        return replace(pings, users=pings.users | {message.reply_to.author.id})
    return pings
