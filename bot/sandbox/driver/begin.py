"""Sending a bot what a member did: https://discord.com/developers/docs/interactions/receiving-and-responding."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from bot.sandbox.errors import DriverError
from bot.sandbox.permissions import IN_DIRECT_MESSAGES, Permission
from bot.sandbox.world.interactions import Interaction, InteractionKind
from bot.sandbox.world.sight import permissions_of, sees_channel

if TYPE_CHECKING:
    from bot.sandbox.world.channels import Channel
    from bot.sandbox.world.messages import Message
    from bot.sandbox.world.users import User

__all__ = ["BOT_DM", "GUILD", "PRIVATE_CHANNEL", "begin", "context_of", "owners_of", "require_sight"]

GUILD, BOT_DM, PRIVATE_CHANNEL = 0, 1, 2
ATTACHMENT_SIZE_LIMIT = 10 * 1024 * 1024
"""Bytes a file may have without boosts."""


def context_of(channel: Channel) -> int:
    """Return the interaction context of a channel."""
    if channel.guild:
        return GUILD
    return BOT_DM if channel.world.bot in channel.recipients else PRIVATE_CHANNEL


def owners_of(user: User, channel: Channel, *, user_install: bool) -> dict[str, str]:
    """Return ``authorizing_integration_owners`` of a command typed there.

    :raises DriverError: when the application is not there at all
    """
    if user_install:
        return {"1": str(user.id)}
    if channel.guild is None:
        if context_of(channel) == PRIVATE_CHANNEL:
            raise DriverError("Only a user install brings an application into other people's direct messages")
        return {"0": "0"}
    if channel.guild.me is None:
        raise DriverError(f"The application is not in {channel.guild.name}; type with user_install=True")
    return {"0": str(channel.guild.id)}


def require_sight(user: User, channel: Channel) -> None:
    """Refuse what happens in a channel that the account cannot see."""
    if not sees_channel(user, channel):
        raise DriverError(f"{user.name} cannot see #{channel.name}")


def begin(
    user: User,
    channel: Channel,
    kind: InteractionKind,
    data: Mapping[str, Any],
    *,
    owners: Mapping[str, str],
    source: Message | None = None,
) -> Interaction:
    """Make an interaction and dispatch it to the connected bots."""
    world = channel.world
    number = world.snowflakes.next()
    token = f"interaction-token-{number:x}"
    interaction = Interaction(
        number, token, kind, user, channel, data, world.clock(), owners, context_of(channel), source
    )
    world.keep_interaction(interaction)
    world.emit("INTERACTION_CREATE", _payload(interaction), guild=channel.guild, to_outsiders=True)
    return interaction


def _payload(interaction: Interaction) -> dict[str, Any]:
    user, channel = interaction.user, interaction.channel
    own = permissions_of(user, channel)
    outsider = interaction.by_user_install_only
    payload: dict[str, Any] = {
        "id": str(interaction.id),
        "application_id": str(channel.world.application_id),
        "type": int(interaction.kind),
        "token": interaction.token,
        "version": 1,
        "data": dict(interaction.data),
        "channel_id": str(channel.id),
        "channel": channel.payload() | {"permissions": str(int(own))},
        "locale": user.locale,
        "app_permissions": str(int(IN_DIRECT_MESSAGES if outsider else permissions_of(channel.world.bot, channel))),
        "entitlements": [],
        "authorizing_integration_owners": dict(interaction.owners),
        "context": interaction.context,
        "attachment_size_limit": ATTACHMENT_SIZE_LIMIT,
    }
    if interaction.source:
        payload["message"] = interaction.source.payload()
    return payload | _who_and_where(user, channel, own)


def _who_and_where(user: User, channel: Channel, own: Permission) -> dict[str, Any]:
    guild = channel.guild
    if guild is None:
        return {"user": user.payload()}
    member = guild.members[user.id]
    return {
        "guild_id": str(guild.id),
        "guild": {"id": str(guild.id), "features": [], "locale": guild.locale},
        "guild_locale": guild.locale,
        "member": member.payload() | {"permissions": str(int(own))},
    }
