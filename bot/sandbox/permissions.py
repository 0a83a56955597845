"""Permissions by bit and how they come together: https://discord.com/developers/docs/topics/permissions."""

from __future__ import annotations

from enum import IntFlag
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.sandbox.world.channels import Channel
    from bot.sandbox.world.guilds import Guild
    from bot.sandbox.world.members import Member

__all__ = [
    "EVERYONE_BY_DEFAULT",
    "INVITED_BOT",
    "IN_DIRECT_MESSAGES",
    "Permission",
    "beyond",
    "in_channel",
    "in_guild",
    "named",
]


class Permission(IntFlag):
    """The bits that matter to text channels and commands; the others of Discord's table have no effect here."""

    CREATE_INSTANT_INVITE = 1 << 0
    KICK_MEMBERS = 1 << 1
    BAN_MEMBERS = 1 << 2
    ADMINISTRATOR = 1 << 3
    MANAGE_CHANNELS = 1 << 4
    MANAGE_GUILD = 1 << 5
    ADD_REACTIONS = 1 << 6
    VIEW_AUDIT_LOG = 1 << 7
    VIEW_CHANNEL = 1 << 10
    SEND_MESSAGES = 1 << 11
    SEND_TTS_MESSAGES = 1 << 12
    MANAGE_MESSAGES = 1 << 13
    EMBED_LINKS = 1 << 14
    ATTACH_FILES = 1 << 15
    READ_MESSAGE_HISTORY = 1 << 16
    MENTION_EVERYONE = 1 << 17
    USE_EXTERNAL_EMOJIS = 1 << 18
    CHANGE_NICKNAME = 1 << 26
    MANAGE_NICKNAMES = 1 << 27
    MANAGE_ROLES = 1 << 28
    MANAGE_WEBHOOKS = 1 << 29
    USE_APPLICATION_COMMANDS = 1 << 31
    MANAGE_THREADS = 1 << 34
    CREATE_PUBLIC_THREADS = 1 << 35
    CREATE_PRIVATE_THREADS = 1 << 36
    SEND_MESSAGES_IN_THREADS = 1 << 38
    MODERATE_MEMBERS = 1 << 40
    SEND_POLLS = 1 << 49
    USE_EXTERNAL_APPS = 1 << 50
    PIN_MESSAGES = 1 << 51


EVERYTHING = Permission(sum(Permission))
INVITED_BOT = (
    Permission.VIEW_CHANNEL
    | Permission.SEND_MESSAGES
    | Permission.SEND_MESSAGES_IN_THREADS
    | Permission.EMBED_LINKS
    | Permission.ATTACH_FILES
    | Permission.READ_MESSAGE_HISTORY
    | Permission.CREATE_PUBLIC_THREADS
)
"""What an invite link of a posting bot asks for."""
EVERYONE_BY_DEFAULT = (
    INVITED_BOT
    | Permission.CREATE_INSTANT_INVITE
    | Permission.ADD_REACTIONS
    | Permission.CHANGE_NICKNAME
    | Permission.USE_APPLICATION_COMMANDS
    | Permission.SEND_POLLS
    | Permission.USE_EXTERNAL_APPS
)
"""What @everyone may do in a new server, as far as it matters here."""
IN_DIRECT_MESSAGES = EVERYONE_BY_DEFAULT & ~Permission.CREATE_PUBLIC_THREADS

_NOTHING = Permission(0)
# Without SEND_MESSAGES these are denied too, https://discord.com/developers/docs/topics/permissions (implicit permissions).
_NEED_SEND = (
    Permission.MENTION_EVERYONE | Permission.SEND_TTS_MESSAGES | Permission.ATTACH_FILES | Permission.EMBED_LINKS
)


def named(names: Iterable[str]) -> Permission:
    """Return the bits of lower-case names such as ``send_messages``; KeyError for a name Discord does not have."""
    bits = _NOTHING
    for name in names:
        bits |= Permission[name.upper()]
    return bits


def beyond(wanted: Permission, own: Permission) -> Permission:
    """Return the bits that are missing to give or take others; those that have no effect here nobody misses."""
    return wanted & EVERYTHING & ~own


def in_guild(guild: Guild, member: Member) -> Permission:
    """Return what a member may do in a server before any channel's overwrites."""
    if member.user is guild.owner:
        return EVERYTHING
    bits = guild.everyone.permissions
    for role in member.roles:
        bits |= role.permissions
    return EVERYTHING if Permission.ADMINISTRATOR in bits else bits


def in_channel(channel: Channel, member: Member) -> Permission:
    """Return what a member may do in a channel; a thread has its parent's overwrites."""
    bits = in_guild(member.guild, member)
    if Permission.ADMINISTRATOR in bits:
        return bits
    overwrites = channel.home.overwrites
    everyone = overwrites.get(member.guild.id)
    if everyone:
        bits = bits & ~everyone.deny | everyone.allow
    of_roles = [overwrites[role.id] for role in member.roles if role.id in overwrites]
    for one in of_roles:
        bits &= ~one.deny
    for one in of_roles:
        bits |= one.allow
    own = overwrites.get(member.user.id)
    if own:
        bits = bits & ~own.deny | own.allow
    return _without_what_hangs_on_others(bits, in_thread=channel.is_thread)


def _without_what_hangs_on_others(bits: Permission, *, in_thread: bool) -> Permission:
    if Permission.VIEW_CHANNEL not in bits:
        return _NOTHING
    may_send = Permission.SEND_MESSAGES_IN_THREADS if in_thread else Permission.SEND_MESSAGES
    return bits if may_send in bits else bits & ~_NEED_SEND
