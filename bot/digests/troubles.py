"""What stands in the way of a digest in a channel, as everybody says it: the courier, the commands and the check-up. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from bot.digests.model import ChannelView

__all__ = ["Trouble", "obstacle", "role_trouble", "trouble"]


@dataclass(frozen=True, slots=True)
class Trouble:
    """What is wrong and what to do, in sentences for an admin; ``blocks`` if nothing can be posted until it is mended."""

    text: str
    blocks: bool = True


def obstacle(channel: ChannelView) -> str:
    """Return what keeps every digest out of a channel, and what to do; "" if nothing does."""
    if channel.missing:
        *most, last = channel.missing
        names = f"{', '.join(most)} and {last}" if most else last
        plural = "permissions" if most else "permission"
        return f"Paperboy lacks the {plural} {names} in #{channel.name}. Allow that in the channel's settings, under Permissions."
    if channel.tags_required:
        return (
            f"The forum #{channel.name} takes no post without a tag, and Paperboy cannot choose one. Switch off "
            "'Require people to select tags when posting' in its settings, or name another channel."
        )
    return ""


def role_trouble(channel: ChannelView, role_id: int | None) -> str:
    """Return why a digest's ``mention_role`` would ping nobody in a channel, and what to do; "" if it would, or is not set."""
    if role_id is None:
        return ""
    role = next((one for one in channel.roles if one.role_id == role_id), None)
    if role is None:
        return (
            f"`mention_role` names the role {role_id}, which the server of #{channel.name} does not have: nobody is pinged. "
            "Put the id of one of its roles into the settings, or take the key out."
        )
    if role.mentionable:
        return ""
    return (
        f"Paperboy may not mention the role @{role.name} in #{channel.name}: nobody is pinged. Allow anyone to @mention it in "
        "the role's settings, or give Paperboy the permission Mention @everyone, @here, and All Roles."
    )


def trouble(channel: ChannelView, role_id: int | None = None) -> Trouble | None:
    """Return the gravest of these for a digest that mentions that role, None if all is well."""
    blocking, pinging = obstacle(channel), role_trouble(channel, role_id)
    if blocking:
        return Trouble(blocking)
    return Trouble(pinging, blocks=False) if pinging else None
