"""Everything there is: accounts, servers, channels, messages, commands, interactions; and who wants to hear of changes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import quote

from bot.sandbox.snowflake import Snowflakes
from bot.sandbox.world.attachments import Attachment, Upload
from bot.sandbox.world.changes import Changes
from bot.sandbox.world.channels import Channel, ChannelKind, Thread
from bot.sandbox.world.commands import CommandBook
from bot.sandbox.world.guilds import Guild
from bot.sandbox.world.interactions import Interaction
from bot.sandbox.world.messages import Message
from bot.sandbox.world.posting import forget_message
from bot.sandbox.world.starts import SessionStarts
from bot.sandbox.world.tally import Tally
from bot.sandbox.world.users import User

__all__ = ["Event", "World"]

_KEPT_INTERACTIONS = 5_000
"""Each letter that is typed where a bot suggests something is one; none can be answered after fifteen minutes."""


@dataclass(frozen=True)
class Event:
    """Something a connected bot may hear of; ``guild`` is None in direct messages."""

    name: str
    data: dict[str, Any]
    guild: Guild | None = None


class World:
    """The state that REST, gateway and driver share. Not thread-safe: it belongs to one event loop."""

    def __init__(self, *, token: str, bot_name: str, clock: Callable[[], datetime], answer_within: timedelta) -> None:
        self.clock = clock
        self.token = token
        self.answer_within = answer_within
        self.snowflakes = Snowflakes(clock)
        self.changes = Changes()
        self.tally = Tally(clock)
        self.users: dict[int, User] = {}
        self.guilds: dict[int, Guild] = {}
        self.channels: dict[int, Channel] = {}
        self.on_unknown_channel: Callable[[int], object] = lambda _channel_id: None
        """Told the id that a bot asks for and no channel has, before the bot is refused: whoever owns the world may add it."""
        self.online: Callable[[], bool] = lambda: False
        """Whether a bot is connected, once there is a gateway."""
        self.attachments: dict[int, Attachment] = {}
        self.address = "http://127.0.0.1"
        """Where files are served, once a server runs."""
        self.interactions: dict[str, Interaction] = {}
        self.listeners: list[Callable[[Event], None]] = []
        self.bot = self.add_user(bot_name, bot=True)
        self.application_id = self.bot.id
        self.privileged_intents = 0
        """Bits of the privileged intents that the application was granted."""
        self.starts = SessionStarts(clock)
        self.owner = self.add_user("Owner")
        self.commands = CommandBook(self.snowflakes.next, self.application_id)

    def add_user(self, name: str, *, bot: bool = False, locale: str = "en-US") -> User:
        """Make an account."""
        user = User(self, self.snowflakes.next(), name, bot, locale)
        self.users[user.id] = user
        return user

    def add_guild(self, name: str, id: int | None = None, *, with_bot: bool = True) -> Guild:  # noqa: A002 - Discord's word
        """Make a server, by default with the bot in it."""
        guild = Guild(self, id or self.snowflakes.next(), name, self.owner)
        self.guilds[guild.id] = guild
        if with_bot:
            guild.install_bot()
        return guild

    def dm(self, user: User) -> Channel:
        """Return the direct messages between an account and the bot."""
        for channel in self.channels.values():
            if channel.kind is ChannelKind.DM and set(channel.recipients) == {user, self.bot}:
                return channel
        return self._add_private(ChannelKind.DM, [user, self.bot])

    def private_channel(self, *users: User) -> Channel:
        """Return a new conversation of two or more people without the bot."""
        return self._add_private(ChannelKind.DM if len(users) == 2 else ChannelKind.GROUP_DM, list(users))

    def _add_private(self, kind: ChannelKind, users: list[User]) -> Channel:
        name = ", ".join(user.name for user in users)
        channel = Channel(self, self.snowflakes.next(), kind, name, recipients=users)
        self.add_channel(channel)
        return channel

    def channel_for_bot(self, channel_id: int) -> Channel | None:
        """Return the channel that a bot asks for, seen by it or not."""
        if channel_id not in self.channels:
            self.on_unknown_channel(channel_id)
        return self.channels.get(channel_id)

    def add_channel(self, channel: Channel) -> None:
        """Put a channel or thread into the world; bots hear of those in servers."""
        if channel.id in self.channels:
            raise ValueError(f"there is already a channel {channel.id}")
        self.channels[channel.id] = channel
        if channel.guild:
            name = "THREAD_CREATE" if channel.is_thread else "CHANNEL_CREATE"
            fresh = {"newly_created": True} if channel.is_thread else {}
            self.emit(name, channel.payload() | fresh, guild=channel.guild)
        else:
            self.changes.notify()

    def remove_channel(self, channel: Channel) -> None:
        """Delete a channel with its threads and messages; what stood in a category stands outside of it then."""
        for thread in channel.threads:
            self.remove_channel(thread)
        for message in list(channel.messages.values()):
            forget_message(message)
        del self.channels[channel.id]
        self._let_go(channel)
        name = "THREAD_DELETE" if isinstance(channel, Thread) else "CHANNEL_DELETE"
        self.emit(name, channel.payload(), guild=channel.guild)

    def _let_go(self, removed: Channel) -> None:
        for channel in self.channels.values():
            if channel.category is removed:
                channel.category = None
                channel.changed()
        if isinstance(removed, Thread) and (starter := removed.parent.messages.get(removed.id)):
            starter.thread = None

    def keep_file(
        self, upload: Upload, place: int, *, address: str | None = None, description: str | None = None
    ) -> Attachment:
        """Store an uploaded file.

        :param place: the id of the channel or application that its address names
        :param address: of the server, as whoever uploads it knows it
        """
        number = self.snowflakes.next()
        url = f"{address or self.address}/attachments/{place}/{number}/{quote(upload.filename, safe='')}"
        attachment = Attachment(number, upload.filename, upload.content_type, upload.data, url, description)
        self.attachments[number] = attachment
        return attachment

    def keep_interaction(self, interaction: Interaction) -> None:
        """Keep an interaction by its token; of very many the oldest is forgotten, as if it had never been."""
        self.interactions[interaction.token] = interaction
        if len(self.interactions) > _KEPT_INTERACTIONS:
            del self.interactions[next(iter(self.interactions))]

    def message(self, message_id: int) -> Message | None:
        """Return a message of any channel, ephemeral ones too."""
        return next((one.messages[message_id] for one in self.channels.values() if message_id in one.messages), None)

    def emit(self, name: str, data: dict[str, Any], *, guild: Guild | None, to_outsiders: bool = False) -> None:
        """Tell bots that are in the server (or, without one, all; or ``to_outsiders`` too) and everybody who waits."""
        if guild is None or guild.me is not None or to_outsiders:
            for listener in list(self.listeners):
                listener(Event(name, data, guild))
        self.changes.notify()
