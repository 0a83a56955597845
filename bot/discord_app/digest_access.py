"""Who may see which digest: members who manage a server see what posts to that server, and nothing of another one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.digests.model import Marker
from bot.discord_app.errors import Declined
from bot.discord_app.homes import ChannelHomes
from bot.discord_app.render.digest_admin import NO_DIGEST
from bot.discord_app.replies import Interaction
from bot.settings.models import Settings

__all__ = ["Target", "channel_ids", "in_words", "managed_guild", "meant", "pressed_target", "targets_in"]

_CHANNEL_MENTION = str.maketrans("", "", "<#>")


@dataclass(frozen=True, slots=True)
class Target:
    """A digest together with one of its channels."""

    digest: str
    channel_id: int
    channel_name: str

    def __str__(self) -> str:
        return f"{self.digest} in #{self.channel_name}"


def managed_guild(interaction: Interaction) -> int:
    """Return the id of the server that the member manages; Declined where there is none.

    Discord's own default for the command can be changed by a server's admins, so the permissions that come with the
    interaction decide.
    """
    guild_id = interaction.guild_id
    if guild_id is None or not interaction.is_guild_integration() or interaction.client.get_guild(guild_id) is None:
        raise Declined("This works in servers where the bot is a member. Invite it, then try again there.")
    if not (interaction.permissions.manage_guild or interaction.permissions.administrator):
        raise Declined("This needs the permission Manage Server.")
    return guild_id


def channel_ids(settings: Settings) -> tuple[int, ...]:
    """Return every channel that a digest posts to, each once."""
    return tuple(dict.fromkeys(channel for digest in settings.digests for channel in digest.channel_ids))


def targets_in(guild_id: int, settings: Settings, homes: ChannelHomes) -> tuple[Target, ...]:
    """Return what posts to this server, in the settings' order."""
    names = homes.names_in(guild_id, channel_ids(settings))
    return tuple(
        Target(digest.name, channel_id, names[channel_id])
        for digest in settings.digests
        for channel_id in digest.channel_ids
        if channel_id in names
    )


def meant(targets: Sequence[Target], digest: str | None, channel: str | None) -> tuple[Target, ...]:
    """Return the targets that may be meant, at least one; Declined, with what there is, where none is."""
    if not targets:
        raise Declined(NO_DIGEST)
    found = tuple(target for target in targets if _is_meant(target, digest, channel))
    if not found:
        raise Declined(f"Nothing in this server is called that. There is {in_words(targets)}.")
    return found


def pressed_target(targets: Iterable[Target], digest_tag: str, channel_id: int) -> Target:
    """Return the target that a button carries; Declined where it is none of these any more."""
    for target in targets:
        if target.channel_id == channel_id and Marker.tag_of(target.digest) == digest_tag:
            return target
    raise Declined("That digest does not post to this channel any more. /digest status shows which ones do.")


def _is_meant(target: Target, digest: str | None, channel: str | None) -> bool:
    named = digest is None or target.digest.casefold() == digest.strip().casefold()
    return named and (
        channel is None or _channel_key(channel) in {str(target.channel_id), _channel_key(target.channel_name)}
    )


def _channel_key(channel: str) -> str:
    return channel.strip().translate(_CHANNEL_MENTION).casefold()


def in_words(targets: Iterable[Target]) -> str:
    """Return ``weekly in #papers, and weekly in #news``; long lists are cut short."""
    words = [str(target) for target in targets]
    shown = words[:10] if len(words) <= 10 else [*words[:9], f"{len(words) - 9} more"]
    return shown[0] if len(shown) == 1 else ", ".join(shown[:-1]) + ", and " + shown[-1]
