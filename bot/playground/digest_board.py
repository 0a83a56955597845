"""The digests' section of the bar: what is due when, what became of it, and a button that delivers it now."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from functools import partial

from bot.errors import StatusUnknownError
from bot.playground.looks import Looks
from bot.playground.statuses import Standing
from bot.playground.told import sentences
from bot.playground.town import Town
from bot.sandbox import Message, Reply
from bot.sandbox.panel import Panel, PanelAction, PanelAnswer, PanelEntry, Tone
from bot.settings.models import Settings

__all__ = ["DigestBoard"]

_Target = tuple[str, int]
Ask = Callable[[], Awaitable[Sequence[Standing]]]


class DigestBoard:
    """Shows each digest in each of its channels.

    :param ask: how the digests stand now; StatusUnknownError where nobody can say
    :param wanted: set by whoever knows that they may stand otherwise now
    :param until_online: waits until the bot can answer; raises DriverError, with what to do, where it cannot
    """

    def __init__(
        self,
        town: Town,
        panel: Panel,
        *,
        ask: Ask,
        wanted: asyncio.Event,
        until_online: Callable[[], Awaitable[object]],
        clock: Callable[[], datetime],
    ) -> None:
        self._town = town
        self._panel = panel
        self._ask = ask
        self._until_online = until_online
        self._clock = clock
        self._looks = Looks()
        self._wanted = wanted
        self._targets: tuple[_Target, ...] = ()
        self._edit = 0
        self._known: dict[_Target, Standing] = {}
        self._unknown = ""

    def wait_for_settings(self) -> None:
        """Say that nothing is known, because there are no settings."""
        told = "The settings file cannot be used; what is wrong with it stands above."
        self._panel.put("digests", "Digests", [PanelEntry("none", "Not known yet", told)])

    def follow(self, settings: Settings) -> None:
        """Show the digests of these settings, with what is known of them already."""
        self._targets = tuple(
            (digest.name, channel_id) for digest in settings.digests for channel_id in digest.channel_ids
        )
        self._edit += 1
        self._unknown = ""
        self._wanted.set()
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
        edit, answer, unknown = self._edit, None, ""
        try:
            answer = await self._ask()
        except StatusUnknownError as error:
            unknown = str(error)
        if edit != self._edit:
            # It may be of the file before that edit, and the next look is wanted already.
            return
        self._unknown = unknown
        if answer is not None:
            self._known = {(one.digest, one.channel_id): one for one in answer}
        self._looks.learn(self._known.values(), self._clock(), missed=answer is None)
        self._show()

    def _show(self) -> None:
        self._panel.put("digests", "Digests", self._entries())

    def _entries(self) -> Iterator[PanelEntry]:
        if not self._targets:
            yield PanelEntry("none", "No digest is set", "Add one under `digests:` in the settings file, and save it.")
        for target in self._targets:
            yield self._entry(self._known.get(target, Standing(*target)))
        if self._unknown:
            yield PanelEntry("unknown", "The next times cannot be told now", self._unknown, Tone.ODD)

    def _entry(self, one: Standing) -> PanelEntry:
        target = one.digest, one.channel_id
        actions = [PanelAction("deliver", "Deliver it now", partial(self._deliver, target))]
        if one.complete:
            actions.append(PanelAction("again", "Post it again", partial(self._post_again, target)))
        return PanelEntry(
            f"{one.digest}:{one.channel_id}",
            f"{one.digest} to #{self._town.channel(one.channel_id).name}",
            "\n".join(filter(None, [one.coming, one.last])),
            Tone.BAD if one.failed else Tone.PLAIN,
            due=one.due,
            channel_id=one.channel_id,
            actions=tuple(actions),
        )

    async def _deliver(self, target: _Target) -> PanelAnswer:
        """Type ``/digest post`` as the admin would in #general, and tell what was answered; DriverError where nothing was."""
        try:
            reply = await self._type_post(target)
        finally:
            self._wanted.set()
        told = self._told(reply.message)
        if _confirmation(reply.message) is None:
            return PanelAnswer(told, target[1], _tone(told))
        # The bot asks back below an answer that nobody but the admin sees.
        self._known[target] = replace(self._known.get(target, Standing(*target)), complete=True)
        self._show()
        return PanelAnswer(f"{told} In this bar, that is “Post it again”.", target[1], Tone.ODD)

    async def _post_again(self, target: _Target) -> PanelAnswer:
        """Type ``/digest post`` and confirm, as the admin would; where nothing asks for that, it was posted at once."""
        try:
            reply = await self._type_post(target)
            if (button := _confirmation(reply.message)) is not None:
                pressed = await self._town.admin.press(reply.message, custom_id=button)
                await pressed.wait_for_edit()
        finally:
            self._wanted.set()
        told = self._told(reply.message)
        return PanelAnswer(told, target[1], _tone(told))

    async def _type_post(self, target: _Target) -> Reply:
        await self._until_online()
        digest, channel_id = target
        return await self._town.admin.slash(self._town.general, "digest post", digest=digest, channel=str(channel_id))

    def _told(self, message: Message) -> str:
        return sentences(message.text(), self._town.names)


def _confirmation(message: Message) -> str | None:
    """Return the button with which the bot asks whether to post what is there already, None where it does not ask."""
    return next((one["custom_id"] for one in message.components_flat() if one.get("custom_id")), None)


def _tone(told: str) -> Tone:
    """Judge the bot's answer by its heading: anything but a success, or a failure, leaves things as they were."""
    if told.startswith("Posted."):
        return Tone.GOOD
    return Tone.BAD if told.startswith("Not posted.") else Tone.ODD
