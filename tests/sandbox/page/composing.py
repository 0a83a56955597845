"""What the tests of the page's input share: its modules without a document, commands, and the input alone in a tab."""

from __future__ import annotations

from typing import Any

from playwright.async_api import Locator, Page

from tests.sandbox.page.messagelist import ADA, BO, BOT, channel, person

__all__ = [
    "GENERAL",
    "LOCKED",
    "SEARCH",
    "SERVER",
    "WEEK",
    "Composing",
    "Logic",
    "command",
    "option",
]

GENERAL, NEWS, LOCKED, FORUM = "201", "202", "203", "204"
SERVER = "300000000000000001"
STRING, INTEGER, BOOLEAN, USER, CHANNEL, ROLE, MENTIONABLE, NUMBER, ATTACHMENT = range(3, 12)

Json = dict[str, Any]


def option(name: str, kind: int = STRING, **more: Any) -> Json:
    """An option of a command, as Discord describes it."""
    return {"type": kind, "name": name, "description": f"The {name}"} | more


def command(name: str, *options: Json, channels: tuple[str, ...] = (GENERAL, NEWS), **more: Any) -> Json:
    """A registered command, as the page is told of it."""
    plain = {"id": f"5{len(name)}{name}", "name": name, "description": f"Does {name}", "options": list(options)}
    return plain | {"channels": list(channels)} | more


WEEK = command("week", option("week", autocomplete=True), option("category", autocomplete=True), option("all", BOOLEAN))
SEARCH = command("search", option("limit", INTEGER, min_value=1, max_value=10), option("query", required=True))


class Logic:
    """Calls functions of the input's modules."""

    def __init__(self, tab: Page) -> None:
        self._tab = tab

    async def call(self, module: str, function: str, *arguments: Any) -> Any:
        """Call a function of a module with values, and return what it returns."""
        script = """async ([module, name, given]) =>
          (await import(`/static/js/composer/${module}.js`))[name](...given) ?? null"""
        return await self._tab.evaluate(script, [module, function, list(arguments)])

    async def run(self, script: str, given: Any = None) -> Any:
        """Run a script with every module of the input as ``all.<module>``."""
        names = ["commands", "completion", "draft", "entities", "form", "keys", "match", "menu", "place", "values"]
        whole = f"""async ([names, given]) => {{
          const all = {{}};
          for (const name of names) all[name] = await import(`/static/js/composer/${{name}}.js`);
          return ({script})(all, given);
        }}"""
        return await self._tab.evaluate(whole, [names, given])


_MOUNT = """async () => {
  const {createStore} = await import("/static/js/store.js");
  const {createPending} = await import("/static/js/messages/pending.js");
  const {createComposer} = await import("/static/js/composer/composer.js");
  const store = createStore();
  const told = {act: [], toast: [], takenBack: []};
  const answers = [];
  const ctx = {
    store,
    told,
    me: () => store.get("me"),
    act: (action) => {
      told.act.push(action);
      return new Promise((take, refuse) => answers.push({action, take, refuse}));
    },
    pending: createPending(),
    now: () => new Date(),
    toast: (text, tone) => {
      told.toast.push([text, tone]);
      return () => told.takenBack.push(text);
    },
    current: () => null,
  };
  const composer = createComposer(ctx);
  document.body.style.cssText = "margin: 0; height: 100vh; display: flex; flex-direction: column; justify-content: end;"
    + "background: var(--chat)";
  document.body.replaceChildren(composer.element);
  window.page = {ctx, composer, answers};
}"""


class Composing:
    """The input alone, around a real store; the test answers what it asks for."""

    def __init__(self, tab: Page) -> None:
        self.tab = tab
        self.text = tab.locator(".composer-text")
        self.rows = tab.get_by_role("option")
        self.popup = tab.locator(".composer-popup")
        self.pills = tab.locator(".pill")
        self.tail = tab.locator(".composer-tail")

    async def mount(self, *commands: Json) -> None:
        """Put the input into the document, at #general."""
        await self.tab.evaluate(_MOUNT)
        values: Json = {"me": {"id": ADA, "name": "Ada", "admin": False, "others": [BO]}}
        values["app"] = {"user": BOT, "name": "Paperboy", "online": True}
        people = [person(ADA, "Ada"), person(BO, "Bo Diddley"), person(BOT, "Paperboy", bot=True)]
        channels = [
            channel(GENERAL, "general"),
            channel(NEWS, "news", "announcement"),
            channel(LOCKED, "locked", can_send=False),
            channel(FORUM, "papers", "forum"),
        ]
        values |= {f"person:{one['id']}": one for one in people}
        values |= {f"channel:{one['id']}": one for one in channels}
        values["role:7"] = {"id": "7", "server": SERVER, "name": "Readers"}
        values |= {f"command:{one['id']}": one for one in commands or (WEEK, SEARCH)}
        await self.put(values)
        await self.show(GENERAL)

    async def put(self, values: Json, *gone: str) -> None:
        """Apply one event of the stream."""
        await self.tab.evaluate("([set, gone]) => window.page.ctx.store.apply({set, gone})", [values, list(gone)])

    async def show(self, channel_id: str) -> None:
        """Open a channel."""
        await self.tab.evaluate("(id) => window.page.composer.show(id)", channel_id)

    async def type(self, text: str) -> None:
        """Type into whatever has the focus."""
        await self.tab.keyboard.type(text)

    async def press(self, *keys: str) -> None:
        """Press keys, one after the other."""
        for key in keys:
            await self.tab.keyboard.press(key)

    def field(self, name: str) -> Locator:
        """The field of an option."""
        return self.tab.locator(f'[data-option="{name}"]')

    async def asked(self, do: str) -> list[Json]:
        """What was asked of the server by one kind of action."""
        return [one for one in await self.told("act") if one["do"] == do]

    async def told(self, what: str) -> Any:
        """What the input told the context: ``act``, ``toast``, or which toasts were ``takenBack``."""
        return await self.tab.evaluate("(what) => window.page.ctx.told[what]", what)

    async def wait_for_asked(self, count: int) -> None:
        """Wait until so many actions were asked for."""
        await self.tab.wait_for_function("(count) => window.page.answers.length >= count", arg=count)

    async def answer(self, done: Json, *, number: int = -1) -> None:
        """Answer an action, by default the last one."""
        script = "([done, number]) => window.page.answers.at(number).take({ok: true, ...done})"
        await self.tab.evaluate(script, [done, number])

    async def refuse(self, error: str, *, number: int = -1) -> None:
        """Let an action fail with a sentence."""
        script = """async ([error, number]) => {
          const {ActionError} = await import("/static/js/context.js");
          window.page.answers.at(number).refuse(new ActionError(error));
        }"""
        await self.tab.evaluate(script, [error, number])

    async def suggest(self, *names: str, number: int = -1) -> None:
        """Answer a question for suggestions; a value is its name in capitals."""
        await self.answer({"choices": [{"name": name, "value": name.upper()} for name in names]}, number=number)

    async def pending(self, channel_id: str = GENERAL) -> list[Json]:
        """The commands under way."""
        found = await self.tab.evaluate("(id) => window.page.ctx.pending.list(id)", channel_id)
        return [{key: one[key] for key in ("user", "command", "error")} for one in found]
