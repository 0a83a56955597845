"""Components alone in a browser: a small world in a store, and a context whose actions are recorded and answered by the test."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from playwright.async_api import Browser, Page

from tests.browser import static_site, tab_of

__all__ = ["GENERAL", "PEOPLE", "PRIVATE", "Bench", "bench_in", "message"]

Body = dict[str, Any]

APP = {"user": "1000", "name": "Paperboy", "online": True}
GENERAL, PRIVATE = "200", "205"


def _person(number: int, name: str, **fields: Any) -> Body:
    return {"id": str(number << 22), "name": name, "bot": False, "admin": False, "servers": ["300"], **fields}


def _channel(number: str, name: str, order: int, **fields: Any) -> Body:
    return {
        "id": number,
        "name": name,
        "kind": "text",
        "server": "300",
        "parent": None,
        "order": order,
        "people": [],
        **fields,
    }


PEOPLE = [_person(1, "Ada"), _person(2, "Chief", admin=True), _person(3, "Paperboy", bot=True)]
STRANGER = _person(4, "Stranger", servers=["301"])
CHANNELS = [
    _channel(GENERAL, "general", 0),
    _channel("201", "news", 1, kind="announcement"),
    _channel("202", "papers", 2, kind="forum"),
    _channel("203", "Week 12", 3, kind="thread", parent=GENERAL),
    _channel("204", "elsewhere", 0, server="301"),
]
DIRECT = _channel(PRIVATE, "Paperboy", 0, kind="dm", server=None, people=[PEOPLE[2]["id"]])
ROLES = [{"id": "400", "server": "300", "name": "Readers"}, {"id": "401", "server": "301", "name": "Strangers"}]
WORLD: Body = {
    "me": {"id": PEOPLE[0]["id"], "name": "Ada", "admin": False, "others": [PEOPLE[1]["id"]]},
    "app": APP,
    **{f"person:{one['id']}": one for one in [*PEOPLE, STRANGER]},
    **{f"channel:{one['id']}": one for one in [*CHANNELS, DIRECT]},
    **{f"role:{one['id']}": one for one in ROLES},
}

_SETUP = """async (world) => {
  const {createStore} = await import("/static/js/store.js");
  const {ActionError} = await import("/static/js/context.js");
  const {renderComponents} = await import("/static/js/components/components.js");
  const {keepFocus} = await import("/static/js/components/focus.js");
  const {openModal} = await import("/static/js/components/modal.js");
  const store = createStore();
  store.apply({set: world, gone: []});
  const bench = {acts: [], waiting: [], toasts: [], held: false, next: {ok: true, modal: null}};
  const settle = (resolve, reject, done) => (done.ok ? resolve(done) : reject(new ActionError(done.error)));
  const ctx = {
    store,
    me: () => store.get("me"),
    current: () => "200",
    go: () => {},
    now: () => new Date("2026-03-26T14:03:00Z"),
    toast: (text) => bench.toasts.push(text),
    act: (action) => new Promise((resolve, reject) => {
      bench.acts.push(action);
      if (bench.held) bench.waiting.push((done) => settle(resolve, reject, done));
      else settle(resolve, reject, bench.next);
    }),
  };
  for (const open of document.querySelectorAll("dialog")) open.close();
  document.body.replaceChildren();
  const place = document.createElement("main");
  document.body.append(place);
  bench.draw = (message) => place.replaceChildren(renderComponents(message, ctx));
  bench.redraw = (message) => keepFocus(place.firstChild, () => {
    const fresh = renderComponents(message, ctx);
    place.firstChild.replaceWith(fresh);
    return fresh;
  });
  bench.open = (modal) => openModal(modal, ctx);
  bench.become = (id) => store.apply({set: {me: {...store.get("me"), id}}, gone: []});
  window.bench = bench;
}"""


def message(*components: Body, **fields: Any) -> Body:
    """Return a message of Components V2, its components numbered as the server numbers them."""
    numbered = _Numbers()
    whole = [numbered.complete(one) for one in components]
    return {
        "id": "900",
        "channel_id": GENERAL,
        "edited_timestamp": None,
        "attachments": [],
        "components": whole,
        **fields,
    }


class _Numbers:
    def __init__(self) -> None:
        self._last = 0

    def complete(self, component: Body) -> Body:
        self._last += 1
        whole = {"id": self._last, **component}
        if "components" in whole:
            whole["components"] = [self.complete(one) for one in whole["components"]]
        for key in ("accessory", "component"):
            if key in whole:
                whole[key] = self.complete(whole[key])
        return whole


class Bench:
    """Draws messages and opens forms in a tab, and tells what the page asked the server for."""

    def __init__(self, tab: Page) -> None:
        self.tab = tab

    async def start(self) -> Bench:
        """Begin anew in the tab, which must be at the page's static files."""
        await self.tab.evaluate(_SETUP, WORLD)
        return self

    async def draw(self, drawn: Body) -> None:
        """Draw a message's components, in the place of those before."""
        await self.tab.evaluate("message => { bench.draw(message); }", drawn)

    async def redraw(self, drawn: Body) -> None:
        """Draw the next version of the message, as the list of messages does."""
        await self.tab.evaluate("message => { bench.redraw(message); }", drawn)

    async def open(self, *rows: Body, **fields: Any) -> None:
        """Open a form of these rows."""
        form = message(*rows)["components"]
        modal = {"custom_id": "form", "title": "Feedback", "interaction": "800", "components": form, **fields}
        await self.tab.evaluate("modal => bench.open(modal)", modal)

    async def acts(self) -> list[Body]:
        """Return what the page asked for, oldest first."""
        asked: list[Body] = await self.tab.evaluate("bench.acts")
        return asked

    async def answer_with(self, **done: Any) -> None:
        """Answer every action from now on like this."""
        await self.tab.evaluate("done => { bench.next = done; }", done)

    async def hold(self) -> None:
        """Let actions wait for :meth:`release`."""
        await self.tab.evaluate("() => { bench.held = true; }")

    async def release(self, **done: Any) -> None:
        """Answer the oldest action that waits."""
        await self.tab.evaluate("done => bench.waiting.shift()(done)", done)


@asynccontextmanager
async def bench_in(browser: Browser, *, width: int, height: int) -> AsyncIterator[Bench]:
    """Open a tab of another size, in pixels, than that of the fixture."""
    async with static_site() as url, tab_of(browser, width=width, height=height) as tab:
        await tab.goto(url)
        yield await Bench(tab).start()
