"""The digests' section of the bar: what is due when, what became of it, and a button that delivers it now."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import suppress
from datetime import datetime
from functools import partial

from bot.errors import StatusUnknownError
from bot.playground.looks import Looks
from bot.playground.statuses import Standing
from bot.playground.told import sentences
from bot.playground.town import Town
from bot.sandbox.panel import Panel, PanelAction, PanelAnswer, PanelEntry, Tone
from bot.settings.models import Settings

__all__ = ["DigestBoard"]

Ask = Callable[[], Awaitable[Sequence[Standing]]]


class DigestBoard:
    """Shows each digest in each of its channels.

    :param ask: how the digests stand now; StatusUnknownError where nobody can say
    :param wanted: set by whoever knows that they may stand otherwise now
    :param require_online: raises DriverError, with what to do, while the bot cannot answer
    """

    def __init__(
        self,
        town: Town,
        panel: Panel,
        *,
        ask: Ask,
        wanted: asyncio.Event,
        require_online: Callable[[], object],
        clock: Callable[[], datetime],
    ) -> None:
        self._town = town
        self._panel = panel
        self._ask = ask
        self._require_online = require_online
        self._clock = clock
        self._looks = Looks()
        self._wanted = wanted
        self._standings: tuple[Standing, ...] = ()
        self._unknown = ""

    def wait_for_settings(self) -> None:
        """Say that nothing is known, because there are no settings."""
        told = "The settings file cannot be used; what is wrong with it stands above."
        self._panel.put("digests", "Digests", [PanelEntry("none", "Not known yet", told)])

    def follow(self, settings: Settings) -> None:
        """Show the digests of these settings, with what is known of them already."""
        known = {(one.digest, one.channel_id): one for one in self._standings}
        targets = [(digest.name, channel_id) for digest in settings.digests for channel_id in digest.channel_ids]
        self._standings = tuple(known.get(target, Standing(*target)) for target in targets)
        self._show()

    async def run(self) -> None:
        """Look whenever that is wanted, and when a due time has passed, until cancelled."""
        while True:
            with suppress(TimeoutError):
                async with asyncio.timeout(self._looks.seconds_to_next(self._clock())):
                    await self._wanted.wait()
            await self.look()

    async def look(self) -> None:
        """Ask how the digests stand, and show it."""
        self._wanted.clear()
        try:
            answer, self._unknown = await self._ask(), ""
            # The answer may be of a file that was saved a moment ago, and name channels that come with the next look at it.
            self._standings = tuple(one for one in answer if one.channel_id in self._town.names)
        except StatusUnknownError as error:
            self._unknown = str(error)
        self._looks.learn(self._standings, self._clock())
        self._show()

    def _show(self) -> None:
        self._panel.put("digests", "Digests", self._entries())

    def _entries(self) -> Iterator[PanelEntry]:
        if not self._standings:
            yield PanelEntry("none", "No digest is set", "Add one under `digests:` in the settings file, and save it.")
        for one in self._standings:
            yield self._entry(one)
        if self._unknown:
            yield PanelEntry("unknown", "The next times cannot be told now", self._unknown, Tone.ODD)

    def _entry(self, one: Standing) -> PanelEntry:
        deliver = PanelAction("deliver", "Deliver it now", partial(self._deliver, one.digest, one.channel_id))
        return PanelEntry(
            f"{one.digest}:{one.channel_id}",
            f"{one.digest} to #{self._town.channel(one.channel_id).name}",
            "\n".join(filter(None, [one.coming, one.last])),
            Tone.BAD if one.failed else Tone.PLAIN,
            due=one.due,
            channel_id=one.channel_id,
            actions=(deliver,),
        )

    async def _deliver(self, digest: str, channel_id: int) -> PanelAnswer:
        """Type ``/digest post`` as the admin would in #general, and tell what was answered; DriverError where nothing was."""
        self._require_online()
        admin, general = self._town.admin, self._town.general
        try:
            reply = await admin.slash(general, "digest post", digest=digest, channel=str(channel_id))
        finally:
            self._wanted.set()
        told = sentences(reply.text(), self._town.names)
        if any(one.get("custom_id") for one in reply.message.components_flat()):
            # The bot asks back, and its button is below an answer that nobody but the admin sees.
            return PanelAnswer(f"{told} {admin.account.name} has that button in #{general.name}.", general.id)
        return PanelAnswer(told, channel_id)
