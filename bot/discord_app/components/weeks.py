"""Presses and choices that lead to a week."""

from __future__ import annotations

from bot.discord_app.custom_ids.kinds import PickWeek, ShowMonth, ShowWeek, WeekOfDigest
from bot.discord_app.errors import Declined
from bot.discord_app.pages import week_or_nearest, weeks_named
from bot.discord_app.replies import Interaction, answer, replace_or_answer
from bot.discord_app.services import Services

__all__ = ["pick_week", "show_digest_week", "show_month", "show_week"]


async def show_week(services: Services, interaction: Interaction, pressed: ShowWeek) -> None:
    """Turn to a week, in place where the message is the presser's own."""
    view = week_or_nearest(services.catalog(), pressed.end, page=pressed.page, category=pressed.category or None)
    await replace_or_answer(interaction, view)


async def show_month(services: Services, interaction: Interaction, pressed: ShowMonth) -> None:
    """Turn to the weeks of a month, in place where the message is the presser's own."""
    await replace_or_answer(interaction, await weeks_named(services.catalog(), pressed.first.isoformat()[:7]))


async def pick_week(services: Services, interaction: Interaction, _pressed: PickWeek) -> None:
    """Turn to the week that was chosen in a list."""
    match interaction.data:
        case {"values": [str(value), *_]}:
            await show_week(services, interaction, _read(value))
        case _:
            raise Declined("No week was chosen. Please choose one from the list.")


async def show_digest_week(services: Services, interaction: Interaction, pressed: WeekOfDigest) -> None:
    """Show the whole week of a digest to whoever pressed; the digest is everybody's and stays as it is."""
    await answer(interaction, week_or_nearest(services.catalog(), pressed.marker.week), private=True)


def _read(value: str) -> ShowWeek:
    try:
        return ShowWeek.decode(value)
    except ValueError as error:
        raise Declined("That week can no longer be read. /week finds it.") from error
