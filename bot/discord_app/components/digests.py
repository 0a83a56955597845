"""The presses that choose one of several digests, and that confirm to post one once more."""

from __future__ import annotations

from bot.discord_app.custom_ids.kinds import ChosenDigest, DigestAct, PostAgain
from bot.discord_app.digest_access import Target, managed_guild, pressed_target, targets_in
from bot.discord_app.digest_answers import post_now, show_preview
from bot.discord_app.errors import Declined
from bot.discord_app.homes import ChannelHomes
from bot.discord_app.render.digest_admin import post_result
from bot.discord_app.render.message_links import link_to
from bot.discord_app.render.notice import notice
from bot.discord_app.replies import Interaction, finish
from bot.discord_app.services import Services

__all__ = ["Reposting", "chosen_digest"]


async def chosen_digest(
    services: Services, homes: ChannelHomes, interaction: Interaction, pressed: ChosenDigest
) -> None:
    """Check anew who presses and what posts here, then preview or post; the question stays, for the next one."""
    targets = targets_in(managed_guild(interaction), services.settings(), homes)
    target = pressed_target(targets, pressed.digest_tag, pressed.channel_id)
    await interaction.response.defer(ephemeral=True, thinking=True)
    await (post_now if pressed.act is DigestAct.POST else show_preview)(services, interaction, target)


class Reposting:
    """Posts again, once for each confirmation however often it is pressed."""

    def __init__(self, services: Services, homes: ChannelHomes) -> None:
        self._services = services
        self._homes = homes
        self._confirmed: set[int] = set()

    async def __call__(self, interaction: Interaction, pressed: PostAgain) -> None:
        """Check anew who presses and what still posts here, then post and say where it stands."""
        guild_id = managed_guild(interaction)
        targets = targets_in(guild_id, self._services.settings(), self._homes)
        target = pressed_target(targets, pressed.digest_tag, pressed.channel_id)
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
