"""What commands and buttons both do with one digest in one channel, once the response is deferred."""

from __future__ import annotations

from bot.discord_app.digest_access import Target, managed_guild
from bot.discord_app.render.digest_admin import layout_from_payload, post_result, preview_card
from bot.discord_app.render.message_links import link_to
from bot.discord_app.replies import Interaction, finish, follow_up
from bot.discord_app.services import Services

__all__ = ["post_now", "show_preview"]


async def show_preview(services: Services, interaction: Interaction, target: Target) -> None:
    """Show exactly what the next run will post: a header, then each message as it will stand there."""
    preview = await services.desk.preview(target.digest, target.channel_id)
    troubles = await services.desk.troubles([target.channel_id])
    await finish(
        interaction, preview_card(preview, target.channel_name, troubles.get((preview.digest, target.channel_id)))
    )
    for part in preview.parts:
        await follow_up(interaction, layout_from_payload(part.payload))


async def post_now(services: Services, interaction: Interaction, target: Target) -> None:
    """Deliver now, or show where it already stands."""
    result = await services.desk.post(target.digest, target.channel_id)
    await finish(interaction, post_result(result, link_to(result.edition, managed_guild(interaction))))
