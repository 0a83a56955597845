"""The press that confirms to post a digest once more."""

from __future__ import annotations

from bot.digests.model import Marker
from bot.discord_app.custom_ids.kinds import PostAgain
from bot.discord_app.digest_access import Target, managed_guild, targets_in
from bot.discord_app.errors import Declined
from bot.discord_app.homes import ChannelHomes
from bot.discord_app.render.digest_admin import post_result
from bot.discord_app.render.message_links import link_to
from bot.discord_app.render.notice import notice
from bot.discord_app.replies import Interaction, finish
from bot.discord_app.services import Services

__all__ = ["Reposting"]


class Reposting:
    """Posts again, once for each confirmation however often it is pressed."""

    def __init__(self, services: Services, homes: ChannelHomes) -> None:
        self._services = services
        self._homes = homes
        self._confirmed: set[int] = set()

    async def __call__(self, interaction: Interaction, pressed: PostAgain) -> None:
        """Check anew who presses and what still posts here, then post and say where it stands."""
        guild_id = managed_guild(interaction)
        target = self._target(guild_id, pressed)
        await self._confirm(interaction, target)
        result = await self._services.desk.post(target.digest, target.channel_id, again=True, week=pressed.week)
        await finish(interaction, post_result(result, link_to(result.edition, guild_id)))

    async def _confirm(self, interaction: Interaction, target: Target) -> None:
        """Take the button away, once: a second press may be on its way. One that came too late for Discord counts for nothing."""
        question = interaction.message.id if interaction.message else interaction.id
        if question in self._confirmed:
            raise Declined("This was confirmed already. /digest post asks again.")
        self._confirmed.add(question)
        try:
            await interaction.response.edit_message(view=notice(f"Posting {target} once more …"))
        except BaseException:
            self._confirmed.discard(question)
            raise

    def _target(self, guild_id: int, pressed: PostAgain) -> Target:
        for target in targets_in(guild_id, self._services.settings(), self._homes):
            if target.channel_id == pressed.channel_id and Marker.tag_of(target.digest) == pressed.digest_tag:
                return target
        raise Declined("That digest does not post to this channel any more. /digest status shows which ones do.")
