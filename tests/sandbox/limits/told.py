"""What a check says about a body: each place with Discord's inner code."""

from __future__ import annotations

from collections.abc import Collection

from bot.sandbox.limits import check_message
from tests.sandbox.limits.edges import Body


def told(body: Body, attachments: Collection[str] | None = None) -> dict[str, str]:
    """Return the inner code of each place of a message that Discord would refuse."""
    return {".".join(problem.path): problem.code for problem in check_message(body, attachments=attachments)}
