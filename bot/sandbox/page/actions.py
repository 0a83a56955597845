"""Doing what a person does on the page, through the same driver that tests use."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from typing import Any, Final

from bot.sandbox.driver.commandline import CommandLine
from bot.sandbox.driver.press import choose, press, submit
from bot.sandbox.driver.reply import NO_RESPONSE
from bot.sandbox.errors import DriverError
from bot.sandbox.page.shapes import Done
from bot.sandbox.page.values import named_values
from bot.sandbox.page.view import Scene
from bot.sandbox.page.views.channels import may_write
from bot.sandbox.page.wanted import BadActionError, Wanted, id_of
from bot.sandbox.world.interactions import Interaction

__all__ = ["INTERACTION_FAILED", "MAX_TEXT", "Actions"]

_log = logging.getLogger(__name__)

INTERACTION_FAILED: Final = "This interaction failed"
"""Discord's words under a message whose button was not answered in time."""
MAX_TEXT: Final = 2000
"""Characters that a person may write at once, https://discord.com/developers/docs/resources/message#create-message."""


class Actions:
    """Does one thing after the other, or several at once."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self._running: set[tuple[str, str, str]] = set()
        self._ways: Mapping[str, Callable[[Wanted], Awaitable[Done]]] = {
            "slash": self._slash,
            "complete": self._complete,
            "press": self._press,
            "choose": self._choose,
            "submit": self._submit,
            "say": self._say,
            "react": self._react,
            "vote": self._vote,
            "panel": self._panel,
        }

    async def do(self, action: Mapping[str, Any]) -> Done:
        """Do what an :class:`~bot.sandbox.page.shapes.Action` says.

        :raises BadActionError: for one that makes no sense; what only fails is told in the answer
        """
        wanted = Wanted(self._scene.world, action)
        wanted.viewer()
        way = self._ways.get(wanted.text("do"))
        if way is None:
            raise BadActionError(f"There is nothing to “do” like that; there are: {', '.join(self._ways)}.")
        try:
            return await way(wanted)
        except DriverError as error:
            return {"ok": False, "error": str(error)}

    async def _slash(self, wanted: Wanted) -> Done:
        line = CommandLine(wanted.viewer(), wanted.channel(), _path(wanted))
        options = named_values(wanted.mapping("options"), line.options(), line.user, line.channel)
        return await self._first_answer(line.send(options), NO_RESPONSE)

    async def _complete(self, wanted: Wanted) -> Done:
        line = CommandLine(wanted.viewer(), wanted.channel(), _path(wanted))
        option = wanted.text("option")
        others = {name: value for name, value in wanted.mapping("options").items() if name != option}
        named = named_values(others, line.options(), line.user, line.channel)
        interaction = line.ask(option, wanted.text("typed"), named)
        await self._first_answer(interaction, NO_RESPONSE)
        return {"ok": True, "choices": interaction.choices}

    async def _press(self, wanted: Wanted) -> Done:
        interaction = press(wanted.viewer(), wanted.message(), custom_id=wanted.text("custom_id"), label=None)
        return await self._first_answer(interaction, INTERACTION_FAILED)

    async def _choose(self, wanted: Wanted) -> Done:
        interaction = choose(wanted.viewer(), wanted.message(), wanted.text("custom_id"), wanted.texts("values"))
        return await self._first_answer(interaction, INTERACTION_FAILED)

    async def _submit(self, wanted: Wanted) -> Done:
        opened = wanted.interaction()
        form = opened.modal
        sent = submit(wanted.viewer(), opened, wanted.mapping("values"))
        try:
            return await self._first_answer(sent, INTERACTION_FAILED)
        except DriverError:
            # At Discord the form stays open, to be sent again.
            opened.modal = form
            raise

    async def _first_answer(self, interaction: Interaction, otherwise: str) -> Done:
        world, online = self._scene.world, self._scene.online
        within = world.answer_within.total_seconds()
        with suppress(DriverError):
            # Where nobody hears of it, nobody shall wait for an answer either.
            await world.changes.until(lambda: interaction.answer or not online(), within=within, otherwise=otherwise)
        if not interaction.answer:
            raise DriverError(otherwise if online() else f"{otherwise} ({world.bot.name} is offline)")
        form = interaction.modal
        return {"ok": True, "modal": None if form is None else {**form, "interaction": str(interaction.id)}}

    async def _say(self, wanted: Wanted) -> Done:
        viewer, channel, content = wanted.viewer(), wanted.channel(), wanted.text("content").strip()
        if not may_write(viewer, channel):
            raise DriverError("You do not have permission to send messages in this channel.")
        if not content:
            raise DriverError("There is nothing to send.")
        if len(content) > MAX_TEXT:
            raise DriverError(f"Your message is too long: it has {len(content):,} characters of at most {MAX_TEXT:,}.")
        viewer.say(channel, content)
        return {"ok": True}

    async def _react(self, wanted: Wanted) -> Done:
        wanted.viewer().react(wanted.message(), wanted.text("emoji"))
        return {"ok": True}

    async def _vote(self, wanted: Wanted) -> Done:
        wanted.viewer().vote(wanted.message(), [id_of(answer) for answer in wanted.texts("values")])
        return {"ok": True}

    async def _panel(self, wanted: Wanted) -> Done:
        key = wanted.text("section"), wanted.text("entry"), wanted.text("action")
        action = self._scene.panel.action(*key)
        if action is None:
            raise DriverError("That is no longer on offer.")
        if key in self._running:
            raise DriverError("That is under way already.")
        self._running.add(key)
        try:
            answer = await action.run()
        except DriverError:
            raise
        except Exception:  # noqa: BLE001 - logged with its traceback; the person is told where it is
            _log.exception("“%s” in the bar failed", action.label)
            raise DriverError(f"“{action.label}” failed unexpectedly. The terminal shows what happened.") from None
        finally:
            self._running.discard(key)
        channel = str(answer.channel_id) if answer.channel_id else None
        return {"ok": True, "told": answer.told, "tone": answer.tone.value, "channel": channel}


def _path(wanted: Wanted) -> str:
    path = wanted.text("command").strip()
    if not path:
        raise BadActionError("“command” must name a command.")
    return path
