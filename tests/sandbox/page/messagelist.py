"""The message list or a forum alone in a tab, around a real store and real pending commands, at a standing clock."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from playwright.async_api import Page

__all__ = ["NOW", "Listed", "channel", "message", "person"]

NOW = "2026-03-27T13:30:00+01:00"
"""A Friday; tabs of tests are in Berlin, which is two days before summer time then."""

ADA, BO, BOT = "100000000000000001", "100000000000000002", "100000000000000009"
PAPERS, GENERAL = "200000000000000001", "200000000000000002"

_MOUNT = """async ({room, now}) => {
  const {createStore} = await import("/static/js/store.js");
  const {createPending} = await import("/static/js/messages/pending.js");
  const room_ = await import(`/static/js/messages/${room}.js`);
  const store = createStore();
  const told = {go: [], toast: [], act: [], read: {}};
  const clock = {now: new Date(now)};
  const ctx = {
    store,
    told,
    clock,
    me: () => store.get("me"),
    act: async (action) => (told.act.push(action), {ok: true}),
    go: (channel) => told.go.push(channel),
    current: () => null,
    link: (channel) => `#/x/${channel}`,
    readUpTo: (channel) => told.read[channel] ?? null,
    pending: createPending(() => clock.now),
    now: () => clock.now,
    toast: (text, tone) => told.toast.push([text, tone]),
  };
  const made = room === "forum" ? room_.createForum(ctx) : room_.createMessageList(ctx);
  document.body.style.cssText = "margin: 0; height: 100vh; display: flex; flex-direction: column";
  document.body.append(made.element);
  window.page = {ctx, room: made};
}"""


def person(
    id_: str, name: str, *, bot: bool = False, servers: Sequence[str] = ("300000000000000001",)
) -> dict[str, Any]:
    """An account, as the page is told of it."""
    return {"id": id_, "name": name, "bot": bot, "admin": False, "servers": list(servers)}


def channel(id_: str, name: str, kind: str = "text", **more: Any) -> dict[str, Any]:
    """A channel, as the page is told of it."""
    plain: dict[str, Any] = {
        "id": id_,
        "kind": kind,
        "name": name,
        "topic": "",
        "server": "300000000000000001",
        "parent": None,
        "order": 0,
        "can_send": True,
        "archived": False,
        "locked": False,
        "tags": [],
        "people": [],
        "starter": None,
    }
    return plain | more


def message(number: int, content: str = "", *, author: str = BOT, at: str = NOW, **more: Any) -> dict[str, Any]:
    """A message in ``PAPERS``, as the page is told of it; ``number`` orders it."""
    account = {"id": author, "username": f"user{author[-1]}", "global_name": None, "bot": author == BOT}
    plain: dict[str, Any] = {
        "id": str(400_000_000_000_000_000 + number),
        "channel_id": PAPERS,
        "author": account,
        "type": 0,
        "content": content,
        "embeds": [],
        "components": [],
        "attachments": [],
        "flags": 0,
        "timestamp": at,
        "edited_timestamp": None,
        "ephemeral": False,
        "thinking": False,
        "pings": [],
        "pings_me": False,
        "reacted": [],
    }
    return plain | more


class Listed:
    """Puts things into the page's store and looks at what it shows."""

    def __init__(self, tab: Page) -> None:
        self.tab = tab

    async def mount(self, room: str = "list", *, now: str = NOW) -> None:
        """Put the list (or the ``forum``) into the document, with three people and two channels."""
        await self.tab.evaluate(_MOUNT, {"room": room, "now": now})
        me = {"id": ADA, "name": "Ada", "admin": False, "others": [BO]}
        await self.put({"me": me, "app": {"user": BOT, "name": "Paperboy", "online": True}})
        await self.put_all("person", person(ADA, "Ada"), person(BO, "Bo"), person(BOT, "Paperboy", bot=True))
        await self.put_all(
            "channel", channel(PAPERS, "papers", topic="What is new in the field."), channel(GENERAL, "general")
        )

    async def put(self, values: dict[str, Any], *gone: str) -> None:
        """Apply one event of the stream."""
        script = "([set, gone]) => window.page.ctx.store.apply({set, gone})"
        await self.tab.evaluate(script, [values, list(gone)])

    async def put_all(self, kind: str, *values: dict[str, Any]) -> None:
        """Tell of some values of a kind at once."""
        await self.put({f"{kind}:{value['id']}": value for value in values})

    async def say(self, *messages: dict[str, Any]) -> None:
        """Tell of messages, new or changed."""
        await self.put_all("message", *messages)

    async def show(self, channel_id: str = PAPERS) -> None:
        """Open a channel."""
        await self.tab.evaluate("(id) => window.page.room.show(id)", channel_id)

    async def told(self, what: str) -> Any:
        """What the room asked of the context: ``go``, ``toast`` or ``act``."""
        return await self.tab.evaluate("(what) => window.page.ctx.told[what]", what)
