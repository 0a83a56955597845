"""A tour of the bot for a machine without a browser: each command is typed as a member would, and drawn in the terminal."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from rich.console import RenderableType
from rich.rule import Rule
from rich.text import Text

from bot.playground.child import ARRIVING, BotProcess, arrival
from bot.playground.environment import bot_environment, fresh_folder
from bot.playground.settings_file import choose_file, unasked
from bot.playground.town import Kinds, Town
from bot.sandbox import Channel, DriverError, Member, Reply, Sandbox
from bot.settings.loader import load_settings
from bot.settings.models import DigestSettings
from bot.terminal.discord_message import draw_message

__all__ = ["take_tour"]

_FOLLOWING = 3.0
"""Seconds that a message may take which comes after an answer; a digest without news has none."""

Show = Callable[[RenderableType], None]


@dataclass(frozen=True, slots=True)
class _Step:
    """A command as it is typed, with options by name.

    ``complete`` is an option whose suggestions are shown, and the first one taken; ``press`` the label of a button of the
    answer; ``followups`` how many messages may come after the answer.
    """

    command: str
    options: Mapping[str, str] = field(default_factory=dict)
    complete: str = ""
    press: str = ""
    followups: int = 0


_STEPS = (
    _Step("help"),
    _Step("week", press="Abstract"),
    _Step("paper", {"paper": "toolfromer"}, complete="paper"),
    _Step("search", {"query": "chain of thought reasoning", "since": "february 2023"}),
    _Step("export", {"week": "march 2023", "format": "csv"}),
    _Step("digest preview", followups=1),
    _Step("digest post"),
    _Step("digest status"),
)
_NEED_A_TARGET = {"digest preview", "digest post"}
_SUGGESTIONS = 3


async def take_tour(
    own_file: Path,
    show: Show,
    *,
    kinds: Kinds | None = None,
    online: bool = False,
    environ: Mapping[str, str] = os.environ,
) -> bool:
    """Start everything, show each answer, stop everything; False if the bot failed, which is shown with its log's end.

    The server has the channels that the digests of ``own_file`` name; without any digest there, a default's. ``online`` lets
    the bot ask the sources of papers. SettingsError where the file cannot be used.
    """
    with fresh_folder() as folder:
        file = choose_file(own_file, folder)
        # One that cannot be used is read once more for its error.
        settings = (file.loaded or load_settings(file.path)).settings
        if remark := unasked(settings, online=online):
            show(Text(remark, style="dim"))
        async with Sandbox() as discord_:
            town = Town(discord_, (kinds or Kinds()) | file.kinds, file.names)
            town.follow(settings)
            environment = bot_environment(environ, discord_, config=file.path, folder=folder, online=online)
            bot = BotProcess(environment, folder, lambda _line: None)
            await bot.start()
            try:
                await arrival(discord_, bot, within=ARRIVING)
                await _walk(town, settings.digests[0], show)
            except DriverError as error:
                show(Text(f"The tour ended early: {error}. The end of the bot's log:", style="bold red"))
                show(Text(bot.log_end))
                return False
            finally:
                await bot.stop()
    show(Text("That was the tour. The README says how to invite the bot to your own server.", style="bold"))
    return True


async def _walk(town: Town, digest: DigestSettings, show: Show) -> None:
    target = {"digest": digest.name, "channel": str(digest.channel_ids[0])}
    for step in _STEPS:
        options: dict[str, Any] = {**step.options, **(target if step.command in _NEED_A_TARGET else {})}
        typed = " ".join([f"/{step.command}", *(f"{name}:{value}" for name, value in options.items())])
        show(Rule(Text(typed, style="bold")))
        if step.complete:
            options[step.complete] = await _take_suggestion(town.admin, town.general, step, show)
        reply = await town.admin.slash(town.general, step.command, **options)
        # A digest that has nothing to post says so in its answer, and nothing follows.
        with suppress(DriverError):
            await reply.wait_for_followups(step.followups, within=_FOLLOWING)
        _show_reply(town, reply, show)
        if step.press:
            show(Rule(Text(f"and a press on “{step.press}”", style="bold")))
            button = next(one for one in reply.message.components_flat() if one.get("label") == step.press)
            _show_reply(town, await town.admin.press(reply.message, custom_id=button["custom_id"]), show)
    _show_channel(town, digest.channel_ids[0], show)


async def _take_suggestion(member: Member, channel: Channel, step: _Step, show: Show) -> object:
    """Show what is offered for what was typed so far, and return the first, as somebody would who presses Tab."""
    choices = await member.complete(channel, step.command, option=step.complete, typed=step.options[step.complete])
    show(Text("While typing, Discord offers, and Tab takes the first:", style="dim"))
    for choice in choices[:_SUGGESTIONS]:
        show(Text(f"  {choice.name}"))
    return choices[0].value if choices else step.options[step.complete]


def _show_reply(town: Town, reply: Reply, show: Show) -> None:
    for message in reply.messages:
        footer = "Only you can see this" if message.ephemeral else ""
        show(draw_message(message.payload(), footer=footer, names=town.names))


def _show_channel(town: Town, channel_id: int, show: Show) -> None:
    """Show what everybody can read in a channel, or in the posts of a forum."""
    channel = town.channel(channel_id)
    for place in (channel, *channel.threads):
        for message in place.messages.values():
            show(draw_message(message.payload(), title=f"#{place.name}, for everybody", names=town.names))
