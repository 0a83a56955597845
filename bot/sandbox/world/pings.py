"""Whom a message notifies: https://discord.com/developers/docs/resources/message#allowed-mentions-object."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

__all__ = ["Pings", "pings_of"]

_USER = re.compile(r"<@!?(\d+)>")
_ROLE = re.compile(r"<@&(\d+)>")
_EVERYONE = re.compile(r"@(?:everyone|here)\b")


@dataclass(frozen=True)
class Pings:
    """The accounts and roles notified by name, and whether everybody was; true where anybody was."""

    users: frozenset[int] = frozenset()
    roles: frozenset[int] = frozenset()
    everyone: bool = False

    def __bool__(self) -> bool:
        return bool(self.users or self.roles or self.everyone)


def pings_of(
    text: str,
    allowed: Mapping[str, Any] | None,
    *,
    default: Collection[str],
    mentionable: Collection[int],
    may_mention_all: bool,
) -> Pings:
    """Return whom a text notifies.

    A mention in a code block or behind a backslash is counted too: whoever means none should not depend on that.

    :param allowed: the request's ``allowed_mentions``, None where it has none
    :param default: the kinds that are parsed then (all in a message, only users in an answer to an interaction)
    :param mentionable: the roles that anybody may mention
    :param may_mention_all: whether the author has MENTION_EVERYONE there
    """
    rules: Mapping[str, Any] = {"parse": list(default)} if allowed is None else allowed
    parsed = rules.get("parse") or ()
    users = _kept(_USER, text, "users" in parsed, rules.get("users"))
    roles = _kept(_ROLE, text, "roles" in parsed, rules.get("roles"))
    roles = roles if may_mention_all else roles & frozenset(mentionable)
    everyone = "everyone" in parsed and may_mention_all and _EVERYONE.search(text) is not None
    return Pings(users, roles, everyone)


def _kept(pattern: re.Pattern[str], text: str, every: bool, listed: Collection[Any] | None) -> frozenset[int]:
    found = frozenset(int(one) for one in pattern.findall(text))
    return found if every else found & frozenset(int(one) for one in listed or ())
