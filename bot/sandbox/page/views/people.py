"""Who is on the page: people, their servers and roles, and who looks at it."""

from __future__ import annotations

import re

from bot.sandbox.page.shapes import Me, PersonView, RoleView, Server
from bot.sandbox.permissions import Permission
from bot.sandbox.world.guilds import Guild
from bot.sandbox.world.users import User
from bot.sandbox.world.world import World

__all__ = [
    "default_viewer",
    "guilds_of",
    "may_manage",
    "me_view",
    "people_of",
    "person_view",
    "role_view",
    "server_view",
]

_WORD = re.compile(r"\w+")


def people_of(world: World) -> list[User]:
    """Return whom the page may be looked at as: accounts that share a server or direct messages with the bot.

    The account that owns servers in the background is among them only where there is nobody else.
    """
    met = {id_ for guild in world.guilds.values() if guild.me for id_ in guild.members}
    for channel in world.channels.values():
        if world.bot in channel.recipients:
            met.update(user.id for user in channel.recipients)
    known = (world.users[id_] for id_ in sorted(met))
    return [user for user in known if not user.bot and user is not world.owner] or [world.owner]


def default_viewer(world: World) -> User:
    """Return who looks at the page first: an admin if there is one, since admins see the most."""
    people = people_of(world)
    return next((user for user in people if may_manage(user, guilds_of(world, user))), people[0])


def guilds_of(world: World, user: User) -> list[Guild]:
    """Return the servers that an account is in."""
    return [guild for guild in world.guilds.values() if user.id in guild.members]


def may_manage(user: User, guilds: list[Guild]) -> bool:
    """Tell whether an account may manage one of these servers."""
    members = (guild.members.get(user.id) for guild in guilds)
    return any(member and Permission.MANAGE_GUILD in member.permissions() for member in members)


def me_view(world: World, viewer: User) -> Me:
    """Return who looks at the page, and whom they may become."""
    return {
        "id": str(viewer.id),
        "name": viewer.name,
        "admin": may_manage(viewer, guilds_of(world, viewer)),
        "others": [str(user.id) for user in people_of(world) if user is not viewer],
    }


def person_view(user: User, guilds: list[Guild]) -> PersonView:
    """Return an account as somebody sees it who is in these servers."""
    servers = [str(guild.id) for guild in guilds if user.id in guild.members]
    return {
        "id": str(user.id),
        "name": user.name,
        "bot": user.bot,
        "admin": may_manage(user, guilds),
        "servers": servers,
    }


def server_view(guild: Guild) -> Server:
    """Return a server."""
    return {"id": str(guild.id), "name": guild.name, "initials": _initials(guild.name)}


def _initials(name: str) -> str:
    """Return what stands for an icon: the first letter of each word, as in Discord's client."""
    return "".join(word[0] for word in _WORD.findall(name.replace("'s ", " ")))


def role_view(guild: Guild, role_id: int) -> RoleView:
    """Return a role of a server."""
    return {"id": str(role_id), "server": str(guild.id), "name": guild.roles[role_id].name}
