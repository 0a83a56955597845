"""Single parts of a message drawn alone in a tab, around a real store; what they ask for is noted."""

from __future__ import annotations

from typing import Any

from playwright.async_api import Locator, Page

__all__ = ["NOW", "PICTURE", "Drawing", "drawing_in"]

NOW = "2026-03-27T13:30:00+01:00"
"""A Friday in Berlin, where tabs of tests are."""

PICTURE = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de000"
    "0000c49444154789c638848fd040002c801b0df25225b0000000049454e44ae426082"
)
"""A PNG of one pixel."""

_MOUNT = """async ({now, known}) => {
  const {createStore} = await import("/static/js/store.js");
  const store = createStore();
  store.apply({set: known, gone: []});
  const told = {go: [], act: [], toast: [], insert: []};
  const clock = {now: new Date(now)};
  const answers = {error: null};
  const ctx = {
    store,
    me: () => store.get("me"),
    act: async (action) => {
      told.act.push(action);
      if (answers.error) throw new Error(answers.error);
      return {ok: true};
    },
    go: (channel) => told.go.push(channel),
    now: () => clock.now,
    toast: (text, tone) => told.toast.push([text, tone]),
  };
  const place = document.createElement("main");
  place.className = "message-content";
  place.addEventListener("insert-command", (event) => told.insert.push(event.detail.name));
  document.body.replaceChildren(place);
  window.drawing = {ctx, told, clock, answers, place};
}"""

_DRAW = """async ({module, name, given}) => {
  const made = (await import(`/static/js/${module}.js`))[name](...given, drawing.ctx);
  drawing.place.replaceChildren(made);
}"""

KNOWN: dict[str, Any] = {
    "me": {"id": "1", "name": "Ada", "admin": False, "others": []},
    "person:1": {"id": "1", "name": "Ada", "bot": False, "admin": False},
    "role:3": {"id": "3", "server": "8", "name": "Readers"},
    "role:8": {"id": "8", "server": "8", "name": "@everyone"},
    "channel:4": {"id": "4", "name": "papers", "kind": "text"},
}


class Drawing:
    """Where parts are drawn; ``place`` holds what was drawn last."""

    def __init__(self, tab: Page) -> None:
        self.tab = tab
        self.place: Locator = tab.locator("main")

    async def markdown(self, text: str, kind: str = "message") -> None:
        """Draw a text."""
        await self.tab.evaluate(
            """async ([text, kind]) => {
              const {renderMarkdown} = await import("/static/js/markdown/render.js");
              drawing.place.replaceChildren(renderMarkdown(text, drawing.ctx, {kind}));
            }""",
            [text, kind],
        )

    async def draw(self, module: str, name: str, *given: Any) -> None:
        """Draw what a function of a module makes of its arguments and the context."""
        await self.tab.evaluate(_DRAW, {"module": module, "name": name, "given": list(given)})

    async def told(self, what: str) -> list[Any]:
        """Return what was asked for: ``go``, ``act``, ``toast`` or ``insert``."""
        noted: list[Any] = await self.tab.evaluate("(what) => drawing.told[what]", what)
        return noted

    async def refuse(self, error: str | None) -> None:
        """Answer actions with this error from now on."""
        await self.tab.evaluate("(error) => { drawing.answers.error = error; }", error)

    async def turn_clock(self, iso: str) -> None:
        """Make it another time; what shows the time notices when its timer fires."""
        await self.tab.evaluate("(iso) => { drawing.clock.now = new Date(iso); }", iso)

    async def html(self) -> str:
        """Return the elements that were drawn."""
        return await self.place.inner_html()


async def drawing_in(tab: Page) -> Drawing:
    """Prepare a tab at an empty document, or at what another test left; pictures of the sandbox are one pixel there."""
    if not await tab.evaluate("'drawing' in window"):
        await tab.route("**/attachments/**", lambda route: route.fulfill(body=PICTURE, content_type="image/png"))
    await tab.evaluate(_MOUNT, {"now": NOW, "known": KNOWN})
    return Drawing(tab)
