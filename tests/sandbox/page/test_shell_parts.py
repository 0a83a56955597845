"""The parts of the frame that can be asked without a page around them."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.async_api import Page, Route

from tests.browser import in_browser

pytestmark = in_browser


async def call(page: Page, module: str, function: str, *arguments: Any) -> Any:
    """Call a function of a module of the page."""
    script = """async ([module, name, values]) => (await import(`/static/js/${module}.js`))[name](...values) ?? null"""
    return await page.evaluate(script, [module, function, list(arguments)])


@pytest.mark.parametrize(
    ("hash_", "viewer", "channel"),
    [
        ("#/1/2", "1", "2"),
        ("#/1", "1", None),
        ("", None, None),
        ("#", None, None),
        ("#/a/2", None, None),
        ("#/1/2/3", None, None),
        ("#messages", None, None),
    ],
)
async def test_a_place_is_read_from_the_address(
    shared_tab: Page, hash_: str, viewer: str | None, channel: str | None
) -> None:
    place = {"viewer": viewer, "channel": channel}
    assert await call(shared_tab, "shell/route", "readPlace", hash_) == place
    if viewer is not None:
        assert await call(shared_tab, "shell/route", "writePlace", place) == hash_


@pytest.mark.parametrize(
    ("key", "index", "count", "next_"),
    [
        ("ArrowDown", 0, 3, 1),
        ("ArrowDown", 2, 3, 0),
        ("ArrowUp", 0, 3, 2),
        ("ArrowUp", -1, 3, 2),
        ("ArrowDown", -1, 3, 0),
        ("Home", 2, 3, 0),
        ("End", 0, 3, 2),
        ("ArrowDown", -1, 0, None),
        ("a", 0, 3, None),
        ("toString", 0, 3, None),
    ],
)
async def test_where_an_arrow_leads(shared_tab: Page, key: str, index: int, count: int, next_: int | None) -> None:
    assert await call(shared_tab, "shell/arrows", "step", key, index, count) == next_


@pytest.mark.parametrize(
    ("keys", "meant"),
    [
        ({"key": "k", "ctrlKey": True}, {"do": "switch"}),
        ({"key": "K", "metaKey": True}, {"do": "switch"}),
        ({"key": "k"}, None),
        ({"key": "k", "ctrlKey": True, "altKey": True}, None),
        ({"key": "Escape"}, {"do": "escape"}),
        ({"key": "ArrowDown"}, None),
        ({"key": "ArrowDown", "altKey": True}, {"do": "step", "by": 1, "unread": False}),
        ({"key": "ArrowUp", "altKey": True, "shiftKey": True}, {"do": "step", "by": -1, "unread": True}),
        ({"key": "ArrowUp", "altKey": True, "ctrlKey": True}, None),
    ],
)
async def test_what_a_key_means(shared_tab: Page, keys: dict[str, Any], meant: dict[str, Any] | None) -> None:
    held = {"altKey": False, "ctrlKey": False, "metaKey": False, "shiftKey": False, **keys}
    assert await call(shared_tab, "shell/keyboard", "meaning", held) == meant


@pytest.mark.parametrize(
    ("current", "by", "found"), [("b", 1, "c"), ("c", 1, "a"), ("a", -1, "c"), ("x", 1, "a"), (None, -1, "c")]
)
async def test_the_next_channel_of_a_list_without_end(
    shared_tab: Page, current: str | None, by: int, found: str
) -> None:
    channels = [{"id": name} for name in "abc"]
    assert await call(shared_tab, "shell/keyboard", "neighbour", channels, current, by) == {"id": found}


async def test_who_is_alone_has_no_neighbour(shared_tab: Page) -> None:
    assert await call(shared_tab, "shell/keyboard", "neighbour", [{"id": "a"}], "a", 1) is None
    assert await call(shared_tab, "shell/keyboard", "neighbour", [], "a", 1) is None


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("", ["general", "papers", "week in papers", "Über uns", "wallpapers"]),
        ("papers", ["papers", "week in papers", "wallpapers"]),
        ("#PAPERS", ["papers", "week in papers", "wallpapers"]),
        ("gnl", ["general"]),
        ("uber", ["Über uns"]),
        ("u", ["Über uns"]),
        ("  general ", ["general"]),
        ("generals", []),
        (".*", []),
    ],
)
async def test_channels_are_found_by_a_few_letters(shared_tab: Page, typed: str, found: list[str]) -> None:
    names = ["general", "papers", "week in papers", "Über uns", "wallpapers"]
    got = await call(shared_tab, "shell/rank", "ranked", [{"name": name} for name in names], typed)
    assert [one["name"] for one in got] == found


@pytest.mark.parametrize(
    ("name", "letters"), [("Ada", "A"), ("Ben Okri", "BO"), ("  ", "?"), ("ada lovelace king", "AL"), ("🦊 fox", "🦊F")]
)
async def test_initials(shared_tab: Page, name: str, letters: str) -> None:
    assert await call(shared_tab, "shell/avatar", "initials", name) == letters


@pytest.mark.parametrize(
    ("url", "target"),
    [
        ("https://discord.com/channels/1/2/3", {"channel": "2", "message": "3"}),
        ("https://discord.com/channels/1/2", {"channel": "2", "message": None}),
        ("https://canary.discord.com/channels/@me/2/3/", {"channel": "2", "message": "3"}),
        ("https://discordapp.com/channels/1/2", {"channel": "2", "message": None}),
        ("https://discord.com/channels/1", None),
        ("https://discord.com.example.org/channels/1/2/3", None),
        ("https://example.org/?https://discord.com/channels/1/2/3", None),
        ("http://127.0.0.1:8420/#/1/2", None),
        ("", None),
    ],
)
async def test_links_into_discord(shared_tab: Page, url: str, target: dict[str, str | None] | None) -> None:
    assert await call(shared_tab, "shell/links", "target", url) == target


@pytest.mark.parametrize(("count", "words"), [(0, "0 pings"), (1, "1 ping"), (2, "2 pings")])
async def test_numbers_of_things(shared_tab: Page, count: int, words: str) -> None:
    assert await call(shared_tab, "shell/words", "counted", count, "ping") == words


def channel(number: int, kind: str, name: str, **more: Any) -> tuple[str, dict[str, Any]]:
    base: dict[str, Any] = {"server": "9", "parent": None, "order": number, "archived": False, "people": []}
    return f"channel:{number}", {"id": str(number), "kind": kind, "name": name, **base, **more}


TREE = dict(
    [
        ("server:9", {"id": "9", "name": "Town"}),
        channel(1, "category", "Reading", order=2),
        channel(2, "category", "Empty", order=1),
        channel(3, "text", "papers", parent="1", order=5),
        channel(4, "text", "loose", order=9),
        channel(5, "voice", "Talk", parent="1", order=4),
        channel(6, "thread", "young", parent="3", order=60),
        channel(7, "thread", "elder", parent="3", order=50),
        channel(8, "thread", "asleep", parent="3", order=40, archived=True),
        channel(10, "forum", "rooms", parent="1", order=6),
        *(channel(100 + number, "thread", f"post {number}", parent="10") for number in range(7)),
        channel(11, "text", "elsewhere", server="8"),
        channel(12, "dm", "", server=None, people=["77"]),
        ("person:77", {"id": "77", "name": "Paperboy"}),
    ]
)

LISTS = """async ([values, kept]) => {
  const {createStore} = await import("/static/js/store.js");
  const {groupsOf, listed, firstChannel, nameOf, writtenName} = await import("/static/js/shell/channels.js");
  const store = createStore();
  store.replace(values);
  const names = (branches) => branches.map(({channel, children}) => [channel.name, ...children.map((one) => one.name)]);
  const groups = groupsOf(store, "9", (one) => kept.includes(one.id));
  return {
    groups: groups.map(({category, branches}) => [category?.name ?? null, names(branches)]),
    listed: listed(store, "9").map((one) => one.name),
    direct: listed(store, null).map((one) => nameOf(store, one)),
    first: firstChannel(store)?.name ?? null,
    written: store.all("channel:").map((one) => writtenName(store, one)),
  };
}"""


async def test_the_tree_of_a_server(shared_tab: Page) -> None:
    """Loose channels first, categories by position, also empty ones; of a forum the newest posts, of no channel the archived."""
    got = await shared_tab.evaluate(LISTS, [TREE, []])
    posts = [f"post {number}" for number in range(2, 7)]
    assert got["groups"] == [
        [None, [["loose"]]],
        ["Empty", []],
        ["Reading", [["Talk"], ["papers", "elder", "young"], ["rooms", *posts]]],
    ]
    assert got["listed"] == ["loose", "papers", "elder", "young", "rooms", *posts], "voice cannot be opened"
    assert (got["direct"], got["first"]) == (["Paperboy"], "loose")
    assert {"#papers", "@Paperboy", "young"} <= set(got["written"])


async def test_what_must_be_shown_is_shown_though_old(shared_tab: Page) -> None:
    got = await shared_tab.evaluate(LISTS, [TREE, ["8", "100"]])
    _, _, papers, rooms = (names for _, branches in got["groups"] for names in branches)
    assert papers == ["papers", "asleep", "elder", "young"]
    assert rooms[1] == "post 0"


async def test_a_town_without_channels_has_no_first_one(shared_tab: Page) -> None:
    got = await shared_tab.evaluate(LISTS, [{}, []])
    assert (got["groups"], got["first"]) == ([], None)


KEYED = """async (steps) => {
  const {createKeyed} = await import("/static/js/shell/keyed.js");
  const list = document.createElement("ul");
  document.body.replaceChildren(list);
  const make = ({id, text}) => {
    const button = document.createElement("button");
    button.textContent = text;
    button.dataset.focus = id;
    const item = document.createElement("li");
    item.append(button);
    item.born = steps.indexOf(current);
    return item;
  };
  const show = createKeyed(list, {key: ({id}) => id, make});
  let current = steps[0];
  return steps.map((step) => {
    current = step;
    const {made, remade} = show(step.items);
    const shown = [...list.children].map((item) => [item.textContent, item.born]);
    const focused = document.activeElement.dataset.focus ?? null;
    if (step.focus) list.querySelector(`[data-focus="${step.focus}"]`).focus();
    return {shown, made: made.length, remade: remade.length, focused};
  });
}"""


def items(**texts: str) -> list[dict[str, str]]:
    return [{"id": id_, "text": text} for id_, text in texts.items()]


async def test_a_list_keeps_the_elements_of_what_did_not_change(shared_tab: Page) -> None:
    steps = [{"items": items(a="A", b="B", c="C")}, {"items": items(c="C", a="A!", d="D")}, {"items": []}]
    first, second, third = await shared_tab.evaluate(KEYED, steps)
    assert first["shown"] == [["A", 0], ["B", 0], ["C", 0]]
    assert second["shown"] == [["C", 0], ["A!", 1], ["D", 1]]
    assert (second["made"], second["remade"]) == (1, 1)
    assert third["shown"] == []


async def test_a_list_keeps_the_focus_on_what_moved_or_was_made_anew(shared_tab: Page) -> None:
    steps = [
        {"items": items(a="A", b="B"), "focus": "b"},
        {"items": items(b="B!", a="A")},
        {"items": items(c="C", a="A", b="B!")},
        {"items": items(c="C")},
    ]
    told = [step["focused"] for step in await shared_tab.evaluate(KEYED, steps)]
    assert told == [None, "b", "b", None]


UNREAD = """async (steps) => {
  const {createStore} = await import("/static/js/store.js");
  const {createUnread} = await import("/static/js/shell/unread.js");
  sessionStorage.clear();
  const store = createStore();
  const unread = createUnread(store);
  const counts = () => Object.fromEntries([...unread.count()].map(([id, {pings}]) => [id, pings]));
  const doing = {
    me: (id) => store.apply({set: {me: {id}}, gone: []}),
    message: ([id, channel, author, pings]) => store.apply({gone: [], set: {
      [`message:${id}`]: {id, channel_id: channel, author: {id: author}, pings_me: pings},
    }}),
    begin: () => unread.begin(),
    open: (channel) => unread.open(channel),
    read: (channel) => unread.read(channel),
    count: () => counts(),
    upTo: (channel) => unread.upTo(channel),
  };
  return steps.map(([name, argument]) => doing[name](argument)).filter((one) => one !== undefined);
}"""


async def test_what_was_there_before_is_read_and_what_comes_is_not(shared_tab: Page) -> None:
    got = await shared_tab.evaluate(
        UNREAD,
        [
            ["me", "1"],
            ["message", ["100", "5", "2", True]],
            ["begin", None],
            ["count", None],
            ["message", ["99999999999999999999", "5", "2", True]],
            ["message", ["99999999999999999998", "6", "2", False]],
            ["message", ["99999999999999999997", "7", "1", False]],
            ["count", None],
            ["open", "5"],
            ["upTo", "5"],
            ["read", "5"],
            ["count", None],
            ["open", "5"],
            ["upTo", "5"],
        ],
    )
    assert got == [{}, {"5": 1, "6": 0}, "100", {"6": 0}, None]


async def test_everybody_reads_for_themselves(shared_tab: Page) -> None:
    got = await shared_tab.evaluate(
        UNREAD,
        [
            ["me", "1"],
            ["begin", None],
            ["message", ["200", "5", "3", False]],
            ["read", "5"],
            ["count", None],
            ["me", "2"],
            ["count", None],
            ["open", "5"],
            ["upTo", "5"],
            ["read", "5"],
            ["count", None],
        ],
    )
    assert got == [{}, {"5": 0}, "0", {}]


STREAM = """async (steps) => {
  const {createStore} = await import("/static/js/store.js");
  const {createStream} = await import("/static/js/shell/stream.js");
  const real = window.EventSource;
  const opened = [];
  window.EventSource = class {
    static CLOSED = 2;
    constructor(url) { opened.push(this); this.url = url; this.readyState = 0; this.closed = false; }
    close() { this.closed = true; }
  };
  const store = createStore();
  const heard = [];
  const stream = createStream(store, (connection) => heard.push(connection));
  const last = () => opened.at(-1);
  const event = (change) => ({data: JSON.stringify({set: {}, gone: [], ...change})});
  const doing = {
    open: (viewer) => stream.open(viewer),
    connected: () => last().onopen(),
    event: (change) => last().onmessage(event(change)),
    failed: () => last().onerror(),
    refused: () => { last().readyState = 2; last().onerror(); },
  };
  try {
    for (const [name, argument] of steps) doing[name](argument);
    await new Promise((resolve) => setTimeout(resolve, 0));
  } finally {
    window.EventSource = real;
  }
  return {heard, values: store.all(""), urls: opened.map((one) => one.url), closed: opened.map((one) => one.closed)};
}"""


async def test_each_connection_begins_with_the_whole_map(shared_tab: Page) -> None:
    steps = [
        ["open", "7"],
        ["connected", None],
        ["event", {"set": {"a:1": 1, "a:2": 2}}],
        ["event", {"set": {"a:3": 3}, "gone": ["a:1"]}],
        ["failed", None],
        ["connected", None],
        ["event", {"set": {"a:3": 3}}],
        ["event", {"set": {"a:4": 4}}],
    ]
    got = await shared_tab.evaluate(STREAM, steps)
    assert got["heard"] == ["open", "lost", "open"], "open once the map is there, not before"
    assert got["values"] == [3, 4]
    assert got["urls"] == ["/page/events?viewer=7"]


async def test_a_sandbox_that_stays_away_was_stopped(shared_tab: Page) -> None:
    got = await shared_tab.evaluate(STREAM, [["open", None], *[["failed", None]] * 6])
    assert got["heard"] == [*["lost"] * 4, "stopped", "stopped"]
    assert got["urls"] == ["/page/events"]


async def test_another_viewer_is_another_stream(shared_tab: Page) -> None:
    got = await shared_tab.evaluate(STREAM, [["open", "7"], ["open", "8"]])
    assert got["urls"] == ["/page/events?viewer=7", "/page/events?viewer=8"]
    assert got["closed"] == [True, False]


async def test_a_refused_stream_is_asked_for_again(modules: Page) -> None:
    """The browser gives up then; the page does not."""
    asked: list[str] = []

    async def refuse(route: Route) -> None:
        asked.append(route.request.url.partition("/page/")[2])
        await route.fulfill(status=204)

    await modules.clock.install()
    await modules.route("**/page/events*", refuse)
    await modules.evaluate("""async () => {
      const {createStore} = await import("/static/js/store.js");
      const {createStream} = await import("/static/js/shell/stream.js");
      window.heard = [];
      createStream(createStore(), (connection) => window.heard.push(connection)).open("7");
    }""")
    for failures in (1, 2, 3):
        await modules.wait_for_function("(count) => window.heard.length >= count", arg=failures)
        await modules.clock.run_for(1_000)
    assert asked[:3] == ["events?viewer=7"] * 3


async def test_where_each_viewer_was_last(shared_tab: Page) -> None:
    got = await shared_tab.evaluate("""async () => {
      const {createPlaces} = await import("/static/js/shell/places.js");
      sessionStorage.clear();
      const places = createPlaces();
      places.keep("1", {id: "5", server: "9"});
      places.keep("1", {id: "6", server: null});
      const again = createPlaces();
      return [again.last("1", "9"), again.last("1", null), again.latest("1"), again.last("1", "8"), again.latest("2")];
    }""")
    assert got == ["5", "6", "6", None, None]


async def test_a_sentence_may_be_taken_back(modules: Page) -> None:
    left = await modules.evaluate("""async () => {
      const {createToasts} = await import("/static/js/shell/toasts.js");
      const {element, toast} = createToasts();
      const takeBack = toast("Too long", "bad");
      toast("Copied");
      takeBack();
      takeBack();
      return [...element.children].map((one) => one.textContent);
    }""")
    assert left == ["Copied"]


async def test_a_sentence_stays_while_somebody_points_at_it(modules: Page) -> None:
    await modules.clock.install()
    await modules.evaluate("""async () => {
      const {createToasts} = await import("/static/js/shell/toasts.js");
      const {element, toast} = createToasts();
      document.body.append(element);
      toast("Copied", "good");
    }""")
    shown = modules.get_by_role("status").get_by_text("Copied")
    await modules.get_by_role("button", name="Close").focus()
    await modules.clock.run_for(7_000)
    assert await shown.count() == 1
    await modules.evaluate("document.activeElement.blur()")
    await modules.clock.run_for(7_000)
    assert await shown.count() == 0
