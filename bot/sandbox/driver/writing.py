"""Writing, changing and deleting messages, reacting to them, voting in them: what needs no bot."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, Any

from bot.sandbox.driver.begin import require_sight
from bot.sandbox.errors import DriverError
from bot.sandbox.limits.messages import MAX_ATTACHMENTS, MAX_CONTENT
from bot.sandbox.permissions import Permission
from bot.sandbox.world.attachments import Attachment, Upload
from bot.sandbox.world.polls import cast_votes, is_closed
from bot.sandbox.world.posting import create_message, delete_message, edit_message
from bot.sandbox.world.reactions import is_emoji, react, take_back
from bot.sandbox.world.sight import may_write, permissions_of, sees_message

if TYPE_CHECKING:
    from bot.sandbox.world.channels import Channel
    from bot.sandbox.world.messages import Message
    from bot.sandbox.world.users import User

__all__ = ["change", "remove", "require_message", "say", "seen", "toggle", "vote"]


def say(
    user: User, channel: Channel, content: str, files: Sequence[Attachment | Upload], reply_to: Message | None
) -> Message:
    """Write a message, with files, as a reply."""
    if not may_write(user, channel):
        raise DriverError(f"{user.name} may not write in #{channel.name}")
    _require_text(content, needed=not files)
    if files and Permission.ATTACH_FILES not in permissions_of(user, channel):
        raise DriverError(f"{user.name} may not attach files in #{channel.name}")
    if len(files) > MAX_ATTACHMENTS:
        raise DriverError(f"A message takes {MAX_ATTACHMENTS} files, not {len(files)}")
    body: dict[str, Any] = {"content": content}
    if reply_to is not None:
        require_message(user, reply_to)
        if reply_to.channel is not channel or reply_to.ephemeral:
            raise DriverError("One replies in the channel of the message, and to what others see as well")
        body["message_reference"] = {"message_id": str(reply_to.id)}
    kept = [one if isinstance(one, Attachment) else channel.world.keep_file(one, channel.id) for one in files]
    return create_message(channel, user, body, attachments=kept)


def change(user: User, message: Message, content: str) -> None:
    """Change the text of an own message."""
    require_message(user, message)
    if message.author is not user:
        raise DriverError(f"{user.name} may not change what {message.author.name} wrote")
    _require_text(content, needed=not message.attachments)
    edit_message(message, {"content": content})


def remove(user: User, message: Message) -> None:
    """Delete a message: an own one, or with MANAGE_MESSAGES any."""
    require_message(user, message)
    moderates = message.channel.guild and Permission.MANAGE_MESSAGES in permissions_of(user, message.channel)
    if message.author is not user and not moderates:
        raise DriverError(f"{user.name} may not delete what {message.author.name} wrote")
    delete_message(message)


def toggle(user: User, message: Message, emoji: str) -> None:
    """Press an emoji below a message: react with it, or take the own reaction back."""
    require_message(user, message)
    if message.ephemeral:
        raise DriverError("One does not react to what nobody else sees")
    if not is_emoji(emoji):
        raise DriverError(f"{emoji!r} is no emoji")
    users = message.reactions.get(emoji, ())
    if user in users:
        take_back(message, user, emoji)
        return
    if not users and Permission.ADD_REACTIONS not in permissions_of(user, message.channel):
        raise DriverError(f"{user.name} may not add reactions in #{message.channel.name}")
    react(message, user, emoji)


def vote(user: User, message: Message, answers: Collection[int]) -> None:
    """Vote for exactly these answers."""
    require_message(user, message)
    poll = message.poll
    if poll is None:
        raise DriverError("There is no poll")
    if is_closed(poll, message.channel.world.clock()):
        raise DriverError("The poll is closed")
    if len(answers) > 1 and not poll["allow_multiselect"]:
        raise DriverError("The poll takes one answer")
    if unknown := set(answers) - {one["answer_id"] for one in poll["answers"]}:
        raise DriverError(f"The poll has no answer {min(unknown)}")
    cast_votes(message, user, answers)


def seen(user: User, channel: Channel) -> list[Message]:
    """Return what an account reads in a channel, oldest first."""
    require_sight(user, channel)
    return [one for _, one in sorted(channel.messages.items()) if sees_message(user, one)]


def require_message(user: User, message: Message) -> None:
    """Refuse what happens to a message that the account does not see."""
    require_sight(user, message.channel)
    if message.deleted:
        raise DriverError("The message is gone")
    if not sees_message(user, message):
        raise DriverError(f"{user.name} does not see this message")


def _require_text(content: str, *, needed: bool) -> None:
    if needed and not content.strip():
        raise DriverError("A message needs text or a file")
    if len(content) > MAX_CONTENT:
        raise DriverError(f"A message takes {MAX_CONTENT:,} characters, not {len(content):,}")
