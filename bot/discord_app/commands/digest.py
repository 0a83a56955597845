"""``/digest``: for members who manage the server, about what posts to that server."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

import discord
from discord import app_commands

from bot.discord_app.commands.choices import Choice, offer, plain_choices
from bot.discord_app.custom_ids.kinds import DigestAct
from bot.discord_app.digest_access import Target, channel_ids, managed_guild, meant, targets_in
from bot.discord_app.digest_answers import post_now, show_preview
from bot.discord_app.errors import Declined
from bot.discord_app.homes import ChannelHomes
from bot.discord_app.render.digest_admin import status_card, which_one
from bot.discord_app.replies import Interaction, finish
from bot.discord_app.services import Services

__all__ = ["DigestCommands"]

Name = app_commands.Range[str, 1, 100]


class DigestCommands(app_commands.Group):
    """The commands over the given services. All answers are private."""

    def __init__(self, services: Services, homes: ChannelHomes) -> None:
        super().__init__(
            name="digest",
            description="The digests that post to this server",
            allowed_contexts=app_commands.AppCommandContext(guild=True, dm_channel=False, private_channel=False),
            allowed_installs=app_commands.AppInstallationType(guild=True, user=False),
            default_permissions=discord.Permissions(manage_guild=True),
        )
        self._services = services
        self._homes = homes

    async def interaction_check(self, interaction: Interaction, /) -> bool:
        """Let nobody through who does not manage this server."""
        managed_guild(interaction)
        return True

    @app_commands.command(description="Show exactly what the next run will post, and where")
    @app_commands.describe(digest="Which digest", channel="To which channel")
    async def preview(self, interaction: Interaction, digest: Name | None = None, channel: Name | None = None) -> None:
        """Show exactly what the next run will post: a header, then each message as it will stand there."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        target = await self._one_of(
            meant(await self._targets(interaction), digest, channel), DigestAct.PREVIEW, interaction
        )
        if target is not None:
            await show_preview(self._services, interaction, target)

    @app_commands.command(description="See each digest's last and next run, what went wrong, and how the sources stand")
    async def status(self, interaction: Interaction) -> None:
        """Show how the digests of this server stand, and where papers come from."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        names = {target.channel_id: target.channel_name for target in await self._targets(interaction)}
        desk, error = self._services.desk, self._services.settings_error()
        statuses, troubles = await asyncio.gather(desk.status(names.keys()), desk.troubles(names.keys()))
        papers = self._services.papers
        card = status_card(
            statuses,
            error=error,
            channel_names=names,
            troubles=troubles,
            sources=papers.reports(),
            changes=papers.changes(),
        )
        await finish(interaction, card)

    @app_commands.command(description="Post now what has not been posted yet")
    @app_commands.describe(digest="Which digest", channel="To which channel")
    async def post(self, interaction: Interaction, digest: Name | None = None, channel: Name | None = None) -> None:
        """Deliver now, or show where it already stands."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        target = await self._one_of(
            meant(await self._targets(interaction), digest, channel), DigestAct.POST, interaction
        )
        if target is not None:
            await post_now(self._services, interaction, target)

    @preview.autocomplete("digest")
    @post.autocomplete("digest")
    async def complete_digest(self, interaction: Interaction, typed: str) -> list[Choice]:
        """Offer the digests of this server."""
        return await offer(
            interaction, lambda: plain_choices((target.digest for target in self._known(interaction)), typed)
        )

    @preview.autocomplete("channel")
    @post.autocomplete("channel")
    async def complete_channel(self, interaction: Interaction, typed: str) -> list[Choice]:
        """Offer the channels of this server that the digest, if one is given already, posts to."""
        return await offer(
            interaction, lambda: _channel_choices(self._known(interaction), interaction.namespace.digest, typed)
        )

    @staticmethod
    async def _one_of(found: Sequence[Target], act: DigestAct, interaction: Interaction) -> Target | None:
        """Return the target if it is the only one, else ask which one is meant."""
        if len(found) == 1:
            return found[0]
        named = [(target.digest, target.channel_id, target.channel_name) for target in found]
        await finish(interaction, which_one(act, named))
        return None

    async def _targets(self, interaction: Interaction) -> tuple[Target, ...]:
        settings = self._services.settings()
        await self._homes.learn(channel_ids(settings))
        return targets_in(managed_guild(interaction), settings, self._homes)

    def _known(self, interaction: Interaction) -> tuple[Target, ...]:
        """Return the targets from memory, none for who may not know them: Discord asks before it checks permissions."""
        try:
            return targets_in(managed_guild(interaction), self._services.settings(), self._homes)
        except Declined:
            return ()


def _channel_choices(targets: tuple[Target, ...], digest: str | None, typed: str) -> list[Choice]:
    meant = {target.channel_id: target.channel_name for target in targets if not digest or target.digest == digest}
    wanted = typed.strip().lstrip("#").casefold()
    return [
        app_commands.Choice(name=f"#{name}", value=str(channel_id))
        for channel_id, name in meant.items()
        if wanted in name.casefold()
    ]
