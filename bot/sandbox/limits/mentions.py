"""Rules of ``allowed_mentions``: https://discord.com/developers/docs/resources/message#allowed-mentions-object."""

from __future__ import annotations

from bot.sandbox.limits.form import Form

__all__ = ["check_allowed_mentions"]

_KINDS = ("roles", "users", "everyone")
_MAX_IDS = 100


def check_allowed_mentions(message: Form) -> None:
    """Note what is wrong with a message's ``allowed_mentions``."""
    allowed = message.form("allowed_mentions")
    if allowed is None:
        return
    parsed = allowed.picks("parse", _KINDS)
    for kind in ("users", "roles"):
        if allowed.snowflakes(kind, _MAX_IDS) and kind in parsed:
            message.note(
                "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE",
                f'parse:["{kind}"] and {kind}: [ids...] are mutually exclusive.',
                "allowed_mentions",
            )
    allowed.truth("replied_user")
