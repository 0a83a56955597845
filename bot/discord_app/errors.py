"""What happens when a command or a button fails: one place for all of them.

The member gets a short sentence with a reference number, the log the traceback with the same number. What members typed is
taken out of the traceback, because exceptions like to quote their input.
"""

from __future__ import annotations

import logging
import secrets
import traceback
from collections.abc import Iterator

import aiohttp
import discord
from discord import app_commands

from bot.discord_app.render.notice import error_notice, notice
from bot.discord_app.replies import Interaction, answer, finish, follow_up
from bot.errors import DeliveryError, DigestError, FilterError

__all__ = ["Declined", "handle_error", "is_expired", "new_reference", "quoted_traceback"]

_log = logging.getLogger(__name__)

_EXPIRED = {
    10015,  # the token's 15 minutes are over
    10062,  # answered after Discord's three seconds
    40060,  # answered by somebody else with the same token, such as a second copy of the bot
    50027,  # the token's 15 minutes are over
}
_SHORTEST_QUOTE = 3
_CHANGED = "This command was changed a moment ago. Wait a minute, or restart Discord, then try again."


class Declined(app_commands.CheckFailure):
    """A no that is no fault: its text is the sentence for the member."""


async def handle_error(interaction: Interaction, error: Exception) -> None:
    """Tell the member and the log about an error. Raises nothing that comes from Discord or the network."""
    cause = error.original if isinstance(error, app_commands.CommandInvokeError) else error
    if is_expired(cause):
        _log.info("%s was answered too late, or twice; Discord took no notice", _name(interaction))
        return
    if interaction.client.is_closed():
        _log.info("%s was cut off by the end of the bot", _name(interaction))
        return
    sentence = _expected(cause)
    reference = new_reference()
    if sentence is None:
        _log.error("%s: %s failed\n%s", reference, _name(interaction), quoted_traceback(cause, interaction))
    try:
        await _tell(interaction, error_notice(reference) if sentence is None else notice(sentence))
    except (discord.DiscordException, aiohttp.ClientError, OSError) as failure:
        _log.warning("%s: could not tell the member (%s)", reference, type(failure).__name__)


def is_expired(error: BaseException) -> bool:
    """Whether Discord no longer takes an answer, so that there is nothing to say and nobody to say it to."""
    return isinstance(error, discord.HTTPException) and error.code in _EXPIRED


def new_reference() -> str:
    """Return a number that joins what a member saw to a place in the log, such as ``PB-1A2B3C4D``."""
    return f"PB-{secrets.token_hex(4).upper()}"


def quoted_traceback(error: BaseException, interaction: Interaction) -> str:
    """Return the traceback, without the words that the member typed."""
    text = "".join(traceback.format_exception(error))
    for typed in sorted(_typed(interaction.data), key=len, reverse=True):
        for form in (typed, repr(typed)[1:-1]):
            text = text.replace(form, "[typed]")
    return text.rstrip()


def _typed(data: object) -> Iterator[str]:
    """Yield every text that the member gave, in options and nested ones."""
    match data:
        case {"options": list(options)}:
            for option in options:
                yield from _typed(option)
        case {"value": str(value)} if len(value) >= _SHORTEST_QUOTE:
            yield value


def _expected(error: BaseException) -> str | None:
    """Return what to say about an error that is nobody's fault, None for a fault of ours."""
    match error:
        case DeliveryError():
            return error.reason
        case Declined() | FilterError():
            return str(error)
        case DigestError():
            # Its own sentence names what other servers have.
            return "The digests were changed in the settings a moment ago. Please try again."
        case app_commands.CommandNotFound() | app_commands.CommandSignatureMismatch():
            return _CHANGED
        case _:
            return None


_UNDER_WAY = (
    discord.InteractionResponseType.deferred_channel_message,
    discord.InteractionResponseType.message_update,  # "Posting ...", which did not come true
)


async def _tell(interaction: Interaction, view: discord.ui.LayoutView) -> None:
    if interaction.response.type in _UNDER_WAY:
        await finish(interaction, view)
    elif interaction.response.is_done():
        await follow_up(interaction, view)
    else:
        await answer(interaction, view, private=True)


def _name(interaction: Interaction) -> str:
    if interaction.command is not None:
        return f"/{interaction.command.qualified_name}"
    # The kind of button stands before the first colon; what follows may hold a search.
    match interaction.data:
        case {"custom_id": str(custom_id)}:
            return f"button {custom_id.partition(':')[0]!r}"
        case _:
            return "an interaction"
