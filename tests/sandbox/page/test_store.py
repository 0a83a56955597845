"""What the page knows, and who is told of it."""

from __future__ import annotations

import random
from typing import Any

from playwright.async_api import Page

from bot.sandbox.page.mirror import Update
from tests.browser import in_browser
from tests.sandbox.page.visitor import apply

pytestmark = in_browser

SCRIPT = """async ([body, argument]) => {
  const {createStore} = await import("/static/js/store.js");
  const run = new Function("store", "argument", body);
  return run(createStore(), argument);
}"""


async def run(page: Page, body: str, argument: Any = None) -> Any:
    """Run a piece of JavaScript with a fresh `store`."""
    return await page.evaluate(SCRIPT, [body, argument])


async def test_values_are_found_by_key_and_by_kind(shared_tab: Page) -> None:
    found = await run(
        shared_tab,
        """store.apply({set: {me: {id: "1"}, "message:1": "a", "message:2": "b", "member:1": "c"}, gone: []});
        return [store.get("message:2"), store.get("message:3") ?? null, store.all("message:"), store.all("me"),
                store.all("nothing:"), store.all("").length];""",
    )
    assert found == ["b", None, ["a", "b"], [{"id": "1"}], [], 4]


async def test_what_is_gone_is_gone(shared_tab: Page) -> None:
    left = await run(
        shared_tab,
        """store.apply({set: {"message:1": 1, "message:2": 2}, gone: []});
        store.apply({set: {}, gone: ["message:1", "unknown:9"]});
        return [store.all("message:"), store.get("message:1") ?? null];""",
    )
    assert left == [[2], None]


async def test_a_watcher_hears_of_its_own_keys_once_per_change(shared_tab: Page) -> None:
    heard = await run(
        shared_tab,
        """const heard = {kind: [], one: [], all: []};
        store.watch("message:", (keys) => heard.kind.push(keys));
        store.watch("me", (keys) => heard.one.push(keys));
        store.watch("", (keys) => heard.all.push(keys));
        store.apply({set: {"message:1": 1, "message:2": 2, "channel:1": 3}, gone: []});
        store.apply({set: {me: 1}, gone: ["message:1"]});
        return heard;""",
    )
    assert heard["kind"] == [["message:1", "message:2"], ["message:1"]]
    assert heard["one"] == [["me"]], "a key of that name, not every key that begins so"
    assert heard["all"] == [["message:1", "message:2", "channel:1"], ["me", "message:1"]]


async def test_the_new_value_is_there_when_a_watcher_hears(shared_tab: Page) -> None:
    seen = await run(
        shared_tab,
        """const seen = [];
        store.watch("a:", () => seen.push(store.get("b:1")));
        store.apply({set: {"a:1": 1, "b:1": 2}, gone: []});
        return seen;""",
    )
    assert seen == [2]


async def test_who_no_longer_watches_hears_nothing(shared_tab: Page) -> None:
    heard = await run(
        shared_tab,
        """const heard = [];
        const end = store.watch("a:", () => { heard.push("first"); endSecond(); });
        const endSecond = store.watch("a:", () => heard.push("second"));
        store.apply({set: {"a:1": 1}, gone: []});
        end();
        store.apply({set: {"a:1": 2}, gone: []});
        return heard;""",
    )
    assert heard == ["first"]


async def test_a_watcher_that_fails_keeps_nobody_from_hearing(shared_tab: Page) -> None:
    told, heard = await run(
        shared_tab,
        """const [heard, told] = [[], []];
        addEventListener("error", (event) => { event.preventDefault(); told.push(event.message); }, {once: true});
        store.watch("a:", () => { throw new Error("broken part"); });
        store.watch("a:", (keys) => heard.push(keys));
        store.apply({set: {"a:1": 1}, gone: []});
        return [told, heard];""",
    )
    assert heard == [["a:1"]]
    assert "broken part" in told[0], "and the failure is not swallowed"


async def test_a_whole_map_tells_only_what_differs(shared_tab: Page) -> None:
    """After a lost connection everything comes again: a page of a thousand messages must not be drawn anew."""
    told, left = await run(
        shared_tab,
        """const told = [];
        store.apply({set: {"a:1": {x: [1]}, "a:2": {x: 2}, "b:1": 1}, gone: []});
        store.watch("", (keys) => told.push(keys.sort()));
        store.replace({"a:1": {x: [1]}, "a:2": {x: 3}, "a:3": null});
        store.replace({"a:1": {x: [1]}, "a:2": {x: 3}, "a:3": null});
        return [told, store.all("")];""",
    )
    assert told == [["a:2", "a:3", "b:1"]]
    assert left == [{"x": [1]}, {"x": 3}, None]


async def test_many_changes_lead_where_they_lead_on_the_server(shared_tab: Page) -> None:
    """The server keeps such a map too; both must agree whatever the order of the changes."""
    chance = random.Random(7)  # noqa: S311 - the same changes in every run
    keys = [f"{kind}:{number}" for kind in ("message", "channel") for number in range(6)] + ["me", "log"]

    def some(count: int) -> list[str]:
        return chance.sample(keys, chance.randint(0, count))

    changes: list[Update] = []
    expected: dict[str, Any] = {}
    for number in range(200):
        changed = {key: {"n": number} for key in some(5)}
        change: Update = {"set": changed, "gone": [key for key in some(4) if key not in changed]}
        changes.append(change)
        expected = apply(change, expected)
    got = await run(
        shared_tab,
        """argument[0].forEach((change) => store.apply(change));
        return Object.fromEntries(argument[1].map((key) => [key, store.get(key)]).filter(([, value]) => value));""",
        [changes, keys],
    )
    assert got == expected
