"""The local Discord as a whole: state, HTTP server, gateway, and what tests and people build and watch it with."""

from __future__ import annotations

import asyncio
import ipaddress
from collections.abc import Callable
from contextlib import AsyncExitStack
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from types import TracebackType
from typing import Self

from aiohttp import web

from bot.sandbox.cdn import ATTACHMENTS, Cdn
from bot.sandbox.driver.person import Person
from bot.sandbox.driver.reply import PATIENCE
from bot.sandbox.faults import Faults
from bot.sandbox.gateway.hub import GatewayHub
from bot.sandbox.gateway.rules import GatewayRules
from bot.sandbox.guard import guard, harden
from bot.sandbox.page.site import Site
from bot.sandbox.page.view import Scene
from bot.sandbox.panel import Panel
from bot.sandbox.rest.bodyreader import MAX_REQUEST
from bot.sandbox.rest.ratetable import RateTable
from bot.sandbox.rest.service import API_PATH, RequestRecord, RestService
from bot.sandbox.tokens import new_token
from bot.sandbox.world.channels import Channel
from bot.sandbox.world.guilds import Guild
from bot.sandbox.world.messages import Message
from bot.sandbox.world.users import User
from bot.sandbox.world.world import World

__all__ = ["Sandbox"]

ANSWER_WITHIN = timedelta(seconds=3)
"""Discord's time for a first answer to an interaction."""


def _now() -> datetime:
    return datetime.now(UTC)


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


class Sandbox:
    """A Discord on this machine: ``async with Sandbox() as discord_: ...``.

    The world can be built before it runs and changed while it runs; connected bots hear of changes. A bot needs
    ``api_url`` and ``token``; the gateway's address is in ``GET /gateway/bot`` too, which discord.py asks for shards only.

    :param host: a loopback address; others are refused
    :param port: 0 takes a free one
    :param clock: an aware "now"; ids, deadlines and timestamps come from it
    :param answer_within: after this a bot's first answer is too late (error 10062), and the member is told
    :param privileged_intents: bits of the privileged intents that the application was granted
    :param rate_limits: whether requests are counted and answered 429 beyond Discord's limits, or other limits than its;
        with False, the gateway counts nothing either
    :param gateway: other numbers for heartbeats, sessions and shards
    """

    def __init__(  # noqa: PLR0913 - every one but the address is a keyword
        self,
        host: str = "127.0.0.1",
        port: int = 0,
        *,
        bot_name: str = "Paperboy",
        clock: Callable[[], datetime] = _now,
        answer_within: timedelta = ANSWER_WITHIN,
        privileged_intents: int = 0,
        rate_limits: bool | RateTable = True,
        gateway: GatewayRules | None = None,
    ) -> None:
        if not _is_loopback(host):
            raise ValueError(f"the sandbox is for this machine only: {host} is not a loopback address")
        self._host = host
        self._port = port
        self._stack = AsyncExitStack()
        self.world = World(token=new_token(), bot_name=bot_name, clock=clock, answer_within=answer_within)
        self.world.privileged_intents = privileged_intents
        self.faults = Faults()
        rules = gateway or GatewayRules()
        if not rate_limits:
            rules = replace(rules, starts=None, frames=None, all_members_every=None)
        self.gateway = GatewayHub(self.world, rules)
        rates = rate_limits if isinstance(rate_limits, RateTable) else RateTable() if rate_limits else None
        self.rest = RestService(self.world, self.faults, rates)
        self.panel = Panel(self.world.changes.notify)
        scene = Scene(self.world, self.rest.requests, self.panel, lambda: self.gateway.online)
        self._page = Site(scene, lambda: self.url)

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    async def start(self) -> None:
        """Listen; OSError where the port is taken."""
        # Two seconds for open requests when closing: those that hang are let go first.
        runner = web.AppRunner(self._application(), access_log=None, shutdown_timeout=2.0)
        await runner.setup()
        self._stack.push_async_callback(runner.cleanup)
        self._stack.callback(self.faults.clear)
        self._stack.push_async_callback(self.gateway.drop, 1001)
        self._stack.callback(self._page.close)
        site = web.TCPSite(runner, self._host, self._port)
        await site.start()
        self._port = runner.addresses[0][1]
        self.world.address = self.url

    async def close(self) -> None:
        """Stop listening and end every connection."""
        await self._stack.aclose()
        # Connections that had to be cut off are gone on the next turn of the loop only.
        await asyncio.sleep(0)

    def _application(self) -> web.Application:
        application = web.Application(client_max_size=MAX_REQUEST, middlewares=[guard])
        application.on_response_prepare.append(harden)
        application.router.add_get("/gateway", self.gateway.handle)
        application.router.add_get(ATTACHMENTS, Cdn(self.world).serve)
        application.router.add_route("*", f"{API_PATH}/{{route:.*}}", self.rest.handle)
        self._page.add_to(application)
        return application

    @property
    def port(self) -> int:
        """The port it listens on."""
        return self._port

    @property
    def url(self) -> str:
        """The server's address without the API's path."""
        host = f"[{self._host}]" if ":" in self._host else self._host
        return f"http://{host}:{self._port}"

    @property
    def page_url(self) -> str:
        """The page for a browser on this machine."""
        return f"{self.url}/"

    @property
    def api_url(self) -> str:
        """What takes the place of https://discord.com/api/v10."""
        return self.url + API_PATH

    @property
    def gateway_url(self) -> str:
        """What takes the place of wss://gateway.discord.gg."""
        return f"{self.url.replace('http', 'ws', 1)}/gateway"

    @property
    def token(self) -> str:
        """The bot's token, made up anew for each sandbox."""
        return self.world.token

    @property
    def application_id(self) -> int:
        """The application's id."""
        return self.world.application_id

    @property
    def bot_user(self) -> User:
        """The bot's account."""
        return self.world.bot

    @property
    def requests(self) -> list[RequestRecord]:
        """The requests to the REST API in the order of their arrival: of very many the last two thousand."""
        return self.rest.requests

    def add_guild(self, name: str, id: int | None = None, *, with_bot: bool = True) -> Guild:  # noqa: A002 - Discord's word
        """Add a server, by default with the bot in it."""
        return self.world.add_guild(name, id, with_bot=with_bot)

    def add_user(self, name: str, *, locale: str = "en-US") -> User:
        """Add an account that is in no server yet."""
        return self.world.add_user(name, locale=locale)

    def dm(self, person: Person) -> Channel:
        """Return the direct messages between an account and the bot."""
        return self.world.dm(person.account)

    def private_channel(self, *people: Person) -> Channel:
        """Return a new conversation between people, without the bot."""
        return self.world.private_channel(*(person.account for person in people))

    def remove_channel(self, channel: Channel) -> None:
        """Delete a channel and its threads."""
        self.world.remove_channel(channel)

    def messages(self, channel: Channel) -> list[Message]:
        """Return what is in a channel, oldest first, ephemeral messages too."""
        return sorted(channel.messages.values(), key=lambda message: message.id)

    def sent(self, method: str, route: str) -> list[RequestRecord]:
        """Return the requests to a route by its template, ``/channels/{channel_id}/messages``."""
        return [one for one in self.requests if (one.method, one.route) == (method, route)]

    async def wait_for_ready(self, *, within: float = PATIENCE) -> None:
        """Wait until a bot is connected to the gateway and identified."""
        await self.world.changes.until(lambda: self.gateway.online, within=within, otherwise="No bot came online")

    async def wait_for_commands(self, count: int = 1, *, within: float = PATIENCE) -> None:
        """Wait until the commands were overwritten as a whole so many times."""
        told = f"The commands were not synced {count} times"
        await self.world.changes.until(lambda: self.world.commands.synced >= count, within=within, otherwise=told)

    async def wait_for_message(self, channel: Channel, count: int = 1, *, within: float = PATIENCE) -> list[Message]:
        """Wait until there are so many messages in a channel, and return all."""
        told = f"There are not {count} messages in #{channel.name}"
        await self.world.changes.until(lambda: len(channel.messages) >= count, within=within, otherwise=told)
        return self.messages(channel)

    async def wait_for_request(
        self, method: str, route: str, count: int = 1, *, within: float = PATIENCE
    ) -> list[RequestRecord]:
        """Wait until there were so many requests to a route, answered or not, and return them."""
        told = f"There were not {count} requests {method} {route}"
        await self.world.changes.until(lambda: len(self.sent(method, route)) >= count, within=within, otherwise=told)
        return self.sent(method, route)

    async def wait_until(self, condition: Callable[[], object], what: str, *, within: float = PATIENCE) -> None:
        """Wait until something in the world is true; ``what`` is the DriverError's sentence when the time is over."""
        await self.world.changes.until(condition, within=within, otherwise=what)

    async def drop_gateway(self, code: int = 4000, *, resumable: bool = True) -> None:
        """End all gateway connections with a close code; without ``resumable``, a resume is refused afterwards.

        So it is after 4007 and 4009, with which Discord ends the session as well.
        """
        await self.gateway.drop(code, resumable=resumable)

    async def ask_to_reconnect(self) -> None:
        """Tell all gateway connections to come anew and resume, as Discord does before it restarts a machine."""
        await self.gateway.ask_to_reconnect()

    async def invalidate_sessions(self, *, resumable: bool = False) -> None:
        """Tell all gateway connections that their sessions are invalid; unless ``resumable``, they have to identify."""
        await self.gateway.invalidate(resumable=resumable)

    def freeze_gateway(self) -> None:
        """Let the present gateway connections go silent without an end; those that come after them work."""
        self.gateway.freeze()

    def mute_gateway(self, mute: bool = True) -> None:
        """Send nothing more, not even heartbeat acknowledgements, until called with False."""
        self.gateway.mute = mute
