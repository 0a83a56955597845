"""The whole page in a tab, at a real sandbox with a small world; requests are made as a bot makes them."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import aiohttp
from playwright.async_api import Browser, Page

from bot.sandbox import Channel, Guild, Member, Sandbox
from tests.browser import tab_of

__all__ = ["House", "Street", "house", "opened"]


@dataclass(frozen=True)
class House:
    """A server with a channel of each kind, an admin and a member, who each have written with the bot."""

    sandbox: Sandbox
    session: aiohttp.ClientSession
    guild: Guild
    general: Channel
    papers: Channel
    forum: Channel
    secret: Channel
    ada: Member
    ben: Member

    async def ask(self, method: str, path: str, body: Any = None) -> tuple[int, Any]:
        """Make a request of the bot; returns status and answer."""
        headers = {"Authorization": f"Bot {self.sandbox.token}"}
        async with self.session.request(method, self.sandbox.api_url + path, json=body, headers=headers) as response:
            return response.status, await response.json()

    async def post(self, channel: Channel, content: str) -> int:
        """Let the bot write; returns the status."""
        status, _ = await self.ask("POST", f"/channels/{channel.id}/messages", {"content": content})
        return status

    def link(self, member: Member, channel: Channel | None = None) -> str:
        """Return the address of a channel as somebody sees it."""
        place = "" if channel is None else f"/{channel.id}"
        return f"{self.sandbox.page_url}#/{member.id}{place}"


def _build(sandbox: Sandbox, session: aiohttp.ClientSession) -> House:
    guild = sandbox.add_guild("Reading group")
    general = guild.add_channel("general")
    papers = guild.add_channel("papers", "announcement", topic="One digest a week")
    forum = guild.add_channel("rooms", "forum", topic="A post for each week", tags=["weekly"])
    secret = guild.add_channel("secret")
    secret.set_overwrite(guild.everyone, deny=("view_channel",))
    ada, ben = guild.add_member("Ada", administrator=True), guild.add_member("Ben")
    sandbox.dm(ada)
    sandbox.dm(ben)
    return House(sandbox, session, guild, general, papers, forum, secret, ada, ben)


@asynccontextmanager
async def house(port: int = 0) -> AsyncIterator[House]:
    """Build the world, and serve it on a port."""
    async with Sandbox(port=port) as sandbox, aiohttp.ClientSession() as session:
        yield _build(sandbox, session)


@asynccontextmanager
async def opened(
    browser: Browser, at: House, *, member: Member | None = None, channel: Channel | None = None, **window: Any
) -> AsyncIterator[Page]:
    """Open the page in a tab that is closed before the sandbox is; ``window`` is for :func:`tests.browser.tab_of`."""
    async with tab_of(browser, **window) as tab:
        await tab.goto(at.sandbox.page_url if member is None else at.link(member, channel))
        await tab.locator(".app").wait_for()
        yield tab


@dataclass(frozen=True)
class Street:
    """Houses of one sandbox, seen in one tab: for tests that look at what one viewer sees of one server.

    Opening a tab and loading the page into it takes longer than most tests; here the browser has the page already.
    """

    sandbox: Sandbox
    session: aiohttp.ClientSession
    tab: Page

    @asynccontextmanager
    async def house(self) -> AsyncIterator[House]:
        """Build a server with people of its own, who see nothing of the others; and nothing is in the bar."""
        self.sandbox.requests.clear()
        for key in tuple(self.sandbox.panel.sections):
            self.sandbox.panel.remove(key)
        yield _build(self.sandbox, self.session)

    @asynccontextmanager
    async def opened(
        self, at: House, *, member: Member | None = None, channel: Channel | None = None
    ) -> AsyncIterator[Page]:
        """Load the page as the house's admin, or somebody else, who was never there before."""
        script = "(url) => { sessionStorage.clear(); localStorage.clear(); history.replaceState(null, '', url); }"
        await self.tab.evaluate(script, at.link(member or at.ada, channel))
        await self.tab.reload()
        await self.tab.locator(".app").wait_for()
        yield self.tab
