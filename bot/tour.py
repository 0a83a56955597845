"""A tour of the bot for people without a token: the real bot as a child process, against a Discord on this machine.

It types each command as a member would, lets the digest be posted, and draws what a member would see. The real
installation is not touched: token, database, cache and settings file are made up in a fresh folder.
"""

from __future__ import annotations

import asyncio
import os
import sys
import tempfile
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from rich.console import RenderableType
from rich.rule import Rule
from rich.text import Text

from bot.sandbox import Channel, DriverError, Guild, Member, Reply, Sandbox
from bot.settings.loader import load_settings
from bot.settings.models import DigestSettings, Settings
from bot.terminal.discord_message import draw_message

__all__ = ["take_tour"]

_STARTING = 30.0
"""Seconds that the bot may take to connect, on a slow machine with a cold disk."""
_STOPPING = 10.0
_FOLLOWING = 3.0
_LOG_END = 20
"""Lines of the bot's log that are shown when it fails."""

_EXAMPLE = """\
digests:
  - name: weekly
    channels: ["{channel}"]
    at: {{weekday: monday, time: "09:00"}}
    timezone: Europe/Berlin
    nothing_new: archive
"""

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
    _Step("digest preview", followups=1),
    _Step("digest post"),
    _Step("digest status"),
)
_NEED_A_TARGET = {"digest preview", "digest post"}
_SUGGESTIONS = 3


async def take_tour(config: Path, show: Show) -> bool:
    """Start everything, show each answer, stop everything; False if the bot failed, which is shown with its log's end.

    The server has the channels that the digests of ``config`` name; without any digest there, an example's. SettingsError
    where the file cannot be used.
    """
    with tempfile.TemporaryDirectory(prefix="paperboy-") as name:
        folder = Path(name)
        async with Sandbox() as discord_:
            guild = discord_.add_guild("Reading group")
            general = guild.add_channel("general")
            digest, config = _digest_to_show(config, guild, folder)
            channels = [_channel(guild, channel_id) for channel_id in digest.channel_ids]
            log = folder / "log.txt"
            async with _bot(discord_, config, folder, log) as bot:
                try:
                    await _arrival(discord_, bot)
                    await _walk(guild, general, digest, show)
                    _show_channel(guild, channels[0], show)
                except DriverError as error:
                    show(Text(f"The tour ended early: {error}. The end of the bot's log:", style="bold red"))
                    show(Text("\n".join(log.read_text(encoding="utf-8").splitlines()[-_LOG_END:])))
                    return False
    show(Text("That was the tour. The README says how to invite the bot to your own server.", style="bold"))
    return True


def _digest_to_show(config: Path, guild: Guild, folder: Path) -> tuple[DigestSettings, Path]:
    """Return the first digest of the admin's file, else of an example, and the file that the bot is to read."""
    settings = load_settings(config).settings if config.exists() else Settings()
    if not settings.digests:
        example = folder / "paperboy.yaml"
        example.write_text(_EXAMPLE.format(channel=guild.add_channel("papers").id), encoding="utf-8")
        return load_settings(example).settings.digests[0], example
    return settings.digests[0], config


def _channel(guild: Guild, channel_id: int) -> Channel:
    known = {channel.id: channel for channel in guild.channels}
    return known.get(channel_id) or guild.add_channel(f"papers-{channel_id % 10_000:04}", id=channel_id)


@asynccontextmanager
async def _bot(discord_: Sandbox, config: Path, folder: Path, log: Path) -> AsyncIterator[asyncio.subprocess.Process]:
    """Run the bot as a child process while the context lasts; what it logs goes into ``log``."""
    made_up = {
        "DISCORD_TOKEN": discord_.token,
        "DISCORD_API_URL": discord_.api_url,
        "DATABASE_URL": f"sqlite:///{(folder / 'paperboy.db').as_posix()}",
        "PAPERBOY_DATA": str(folder),
        "PAPERBOY_CONFIG": str(config),
        "DYNO": "",
        # The package need not be installed: a clone with its requirements is enough.
        "PYTHONPATH": os.pathsep.join(filter(None, [str(Path(__file__).parents[1]), os.environ.get("PYTHONPATH")])),
    }
    with log.open("wb") as sink:
        child = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bot", "run", env={**os.environ, **made_up}, stdout=sink, stderr=sink
        )
        try:
            yield child
        finally:
            await _stop(child)


async def _arrival(discord_: Sandbox, child: asyncio.subprocess.Process) -> None:
    """Wait until the bot is online with its commands; DriverError if it ends before that, or takes too long."""

    async def there() -> None:
        await discord_.wait_for_ready(within=_STARTING)
        await discord_.wait_for_commands(within=_STARTING)

    arrived, ended = asyncio.create_task(there()), asyncio.create_task(child.wait())
    try:
        await asyncio.wait({arrived, ended}, return_when=asyncio.FIRST_COMPLETED)
        if not arrived.done():
            raise DriverError(f"The bot ended with exit code {child.returncode}")
        await arrived
    finally:
        for task in (arrived, ended):
            task.cancel()


async def _stop(child: asyncio.subprocess.Process) -> None:
    if child.returncode is None:
        child.terminate()
    try:
        async with asyncio.timeout(_STOPPING):
            await child.wait()
    except TimeoutError:
        child.kill()
        await child.wait()


async def _walk(guild: Guild, general: Channel, digest: DigestSettings, show: Show) -> None:
    admin = guild.add_member("Ada", administrator=True)
    target = {"digest": digest.name, "channel": str(digest.channel_ids[0])}
    for step in _STEPS:
        options: dict[str, Any] = {**step.options, **(target if step.command in _NEED_A_TARGET else {})}
        typed = " ".join([f"/{step.command}", *(f"{name}:{value}" for name, value in options.items())])
        show(Rule(Text(typed, style="bold")))
        if step.complete:
            options[step.complete] = await _take_suggestion(admin, general, step, show)
        reply = await admin.slash(general, step.command, **options)
        # A digest that has nothing to post says so in its answer, and nothing follows.
        with suppress(DriverError):
            await reply.wait_for_followups(step.followups, within=_FOLLOWING)
        _show_reply(guild, reply, show)
        if step.press:
            show(Rule(Text(f"and a press on “{step.press}”", style="bold")))
            button = next(one for one in reply.message.components_flat() if one.get("label") == step.press)
            _show_reply(guild, await admin.press(reply.message, custom_id=button["custom_id"]), show)


async def _take_suggestion(member: Member, channel: Channel, step: _Step, show: Show) -> object:
    """Show what is offered for what was typed so far, and return the first, as somebody would who presses Tab."""
    choices = await member.complete(channel, step.command, option=step.complete, typed=step.options[step.complete])
    show(Text("While typing, Discord offers, and Tab takes the first:", style="dim"))
    for choice in choices[:_SUGGESTIONS]:
        show(Text(f"  {choice.name}"))
    return choices[0].value if choices else step.options[step.complete]


def _show_reply(guild: Guild, reply: Reply, show: Show) -> None:
    for message in reply.messages:
        footer = "Only you can see this" if message.ephemeral else ""
        show(draw_message(message.payload(), footer=footer, names=_names(guild)))


def _show_channel(guild: Guild, channel: Channel, show: Show) -> None:
    for message in channel.messages.values():
        show(draw_message(message.payload(), title=f"#{channel.name}, for everybody", names=_names(guild)))


def _names(guild: Guild) -> dict[int, str]:
    """Return what mentions in this server can be called."""
    return {
        **{channel.id: channel.name for channel in (*guild.channels, *guild.threads)},
        **{role.id: role.name for role in guild.roles.values()},
    }
