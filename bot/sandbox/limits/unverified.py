"""Limits that Discord does not publish, or that only people who met them tell of: they are told, not enforced.

Each function returns the doubts about one thing: an empty list where there is none.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

__all__ = [
    "ACTIVE_THREADS",
    "CROSSPOSTS",
    "DEFERRED_WITH_OTHER_FLAGS",
    "EDITS_OF_A_CROSSPOST",
    "HOUR",
    "INTO_AN_ARCHIVED_THREAD",
    "WITHOUT_EMBED_LINKS",
    "Doubt",
    "about_active_threads",
    "about_crossposts",
    "about_edits_of_a_crosspost",
    "about_first_posts",
    "about_length",
    "about_nonces",
    "units",
]

HOUR = timedelta(hours=1)
CROSSPOSTS = 10
"""Published messages per channel and hour, discord.js issue 4956."""
EDITS_OF_A_CROSSPOST = 3
"""Edits per hour of a published message, discord-api-docs issues 2258 and 6109."""
ACTIVE_THREADS = 1000
"""Per server; the error (160006) is documented, the number is not."""
_V2 = 1 << 15


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something in a request that Discord may refuse, or count against a limit that no page of it states.

    ``name`` is the limit's, the same for every request that meets it; ``told`` the sentence for this one.
    """

    name: str
    told: str


def units(text: str) -> int:
    """Return the length of a text in UTF-16 units: characters beyond the first 65,536, such as emoji, are two."""
    return len(text) + sum(character > "\uffff" for character in text)


def about_length(place: str, characters: int, counted: int, maximum: int) -> list[Doubt]:
    """Tell of a text that fits its limit in characters, but not in UTF-16 units."""
    if not characters <= maximum < counted:
        return []
    told = f"{place} has {characters} characters but {counted} UTF-16 units; Discord may count those to its {maximum}."
    return [Doubt("length in UTF-16 units", told)]


def about_first_posts(message: Mapping[str, Any]) -> list[Doubt]:
    """Tell of a forum's post that begins with Components V2."""
    flags = message.get("flags")
    if not isinstance(flags, int) or not flags & _V2:
        return []
    told = "Discord's pages do not list IS_COMPONENTS_V2 among the flags of a forum post's first message."
    return [Doubt("Components V2 in a forum's first message", told)]


def about_crossposts(in_the_last_hour: int) -> list[Doubt]:
    """Tell of too many published messages in one channel."""
    told = f"{in_the_last_hour} messages of this channel were published within an hour; Discord is said to take"
    return [Doubt("crossposts per hour", f"{told} {CROSSPOSTS}.")] if in_the_last_hour > CROSSPOSTS else []


def about_edits_of_a_crosspost(in_the_last_hour: int) -> list[Doubt]:
    """Tell of too many edits of one published message."""
    if in_the_last_hour <= EDITS_OF_A_CROSSPOST:
        return []
    told = f"This published message was edited {in_the_last_hour} times within an hour; Discord is said to take"
    return [Doubt("edits of a published message per hour", f"{told} {EDITS_OF_A_CROSSPOST}.")]


def about_active_threads(active: int) -> list[Doubt]:
    """Tell of too many active threads in one server."""
    told = f"The server has {active} active threads; Discord is said to refuse more than {ACTIVE_THREADS} (160006)."
    return [Doubt("active threads", told)] if active > ACTIVE_THREADS else []


def about_nonces(elsewhere: bool) -> list[Doubt]:
    """Tell of a nonce that was used in another channel within the last minutes."""
    told = "The same nonce was used in another channel just now; Discord may take this for a repeat of that message."
    return [Doubt("a nonce in two channels", told)] if elsewhere else []


WITHOUT_EMBED_LINKS = Doubt(
    "embeds without EMBED_LINKS", "The bot may not embed links here; Discord may refuse the message or hide its embeds."
)
DEFERRED_WITH_OTHER_FLAGS = Doubt(
    "flags of a deferred answer", "Of a deferred answer's flags only EPHEMERAL counts; Discord may refuse any other."
)
INTO_AN_ARCHIVED_THREAD = Doubt(
    "messages into archived threads", "The thread was archived; that a bot's message brings it back is not documented."
)
