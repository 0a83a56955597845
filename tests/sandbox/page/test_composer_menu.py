"""What the popup offers at each place, and when the bot is asked for it: pure modules, run in the browser."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.async_api import Page

from tests.browser import in_browser
from tests.sandbox.page.composing import SEARCH, WEEK, Logic, command, option

pytestmark = in_browser

INTEGER, BOOLEAN, USER, ATTACHMENT = 4, 5, 6, 11

MENU = """(all, {command, line, active, answer, closed, text, busy}) => {
  const leaves = all.commands.leavesIn([command], "201");
  let draft = all.draft.typeText(line, leaves);
  if (active !== undefined) draft = {...draft, active};
  if (text !== undefined) draft = all.draft.typeOption(draft, active, text);
  if (busy) draft = {...draft, form: all.form.wait(draft.form, active, "a.txt", busy)};
  const entities = () => [{name: "@Ada", value: "7", description: ""}, {name: "@Bo", value: "8", description: ""}];
  const menu = all.menu.menuOf({draft, closed: closed ?? false, leaves, answer: answer ?? null, entities});
  return menu && {...menu, rows: menu.rows.map((row) => row.label), picks: menu.rows.map((row) => row.pick)};
}"""


@pytest.fixture
def logic(shared_tab: Page) -> Logic:
    return Logic(shared_tab)


async def menu(logic: Logic, line: str, registered: Any = WEEK, **more: Any) -> Any:
    return await logic.run(MENU, {"command": registered, "line": line} | more)


async def test_commands_while_a_line_is_typed(logic: Logic) -> None:
    got = await menu(logic, "/we")
    assert (got["kind"], got["rows"], got["first"], got["status"]) == ("commands", ["/week"], 0, "")
    assert await menu(logic, "hello") is None
    assert await menu(logic, "/nothing") is None
    assert await menu(logic, "/we", closed=True) is None


async def test_options_behind_the_pills_none_highlighted_until_one_is_typed(logic: Logic) -> None:
    """Enter sends the command as it is."""
    got = await menu(logic, "/week ")
    assert (got["rows"], got["first"]) == (["week", "category", "all"], -1)
    assert got["picks"][1] == {"option": "category"}
    got = await menu(logic, "/week week:latest", active=None)
    assert got["rows"] == ["category", "all"]
    assert await menu(logic, "/week ", closed=True) is None
    assert await menu(logic, "/bare ", command("bare")) is None


async def test_words_that_no_option_takes_are_told(logic: Logic) -> None:
    got = await menu(logic, "/bare words", command("bare"))
    assert (got["rows"], got["status"]) == ([], "This command has no option for “words”.")


@pytest.mark.parametrize(
    ("asked", "note"),
    [
        (option("x", required=True), ""),
        (option("x"), "Optional"),
        (option("x", INTEGER, min_value=1, max_value=10), "Between 1 and 10 · Optional"),
        (option("x", min_length=3, required=True), "At least 3 characters"),
    ],
)
async def test_what_an_option_asks_for(logic: Logic, asked: dict[str, Any], note: str) -> None:
    got = await menu(logic, "/do x:", command("do", asked))
    assert got["head"] == {"name": "x", "description": "The x", "note": note, "error": ""}
    closed = await menu(logic, "/do x:", command("do", asked), closed=True)
    assert (closed["head"], closed["rows"]) == (got["head"], [])


@pytest.mark.parametrize(
    ("kind", "text", "rows"),
    [
        (BOOLEAN, "", ["True", "False"]),
        (BOOLEAN, "f", ["False"]),
        (BOOLEAN, "yes", []),
        (USER, "", ["@Ada", "@Bo"]),
        (USER, "@b", ["@Bo"]),
        (USER, "b", ["@Bo"]),
        (ATTACHMENT, "", []),
    ],
)
async def test_what_a_value_can_be(logic: Logic, kind: int, text: str, rows: list[str]) -> None:
    got = await menu(logic, "/do x:", command("do", option("x", kind)), active="x", text=text)
    assert got["rows"] == rows
    assert got["status"] == ("" if rows or kind == ATTACHMENT else "No options match your search.")
    assert got["first"] == (0 if rows else -1)


async def test_choices_are_searched_by_name_and_sent_by_value(logic: Logic) -> None:
    choices = [{"name": "Only me", "value": "private"}, {"name": "Everybody", "value": "public"}]
    got = await menu(logic, "/do x:", command("do", option("x", choices=choices)), active="x", text="every")
    assert (got["rows"], got["picks"]) == (["Everybody"], [{"choice": {"name": "Everybody", "value": "public"}}])


def answer(status: str, *names: str, of: str = "week") -> dict[str, Any]:
    return {"option": of, "status": status, "choices": [{"name": name, "value": name} for name in names]}


@pytest.mark.parametrize(
    ("given", "rows", "status", "stale"),
    [
        (None, [], "", False),
        (answer("loading"), [], "Loading options…", False),
        (answer("loading", "old"), ["old"], "", True),
        (answer("failed"), [], "Loading options failed.", False),
        (answer("ready"), [], "No options match your search.", False),
        (answer("ready", "one", "two"), ["one", "two"], "", False),
        (answer("ready", "one", of="category"), [], "", False),
        (answer("ready", *[f"{number}" for number in range(30)]), [f"{number}" for number in range(25)], "", False),
    ],
)
async def test_suggestions(logic: Logic, given: Any, rows: list[str], status: str, stale: bool) -> None:
    got = await menu(logic, "/week week:x", answer=given)
    assert (got["rows"], got["status"], got["stale"]) == (rows, status, stale)
    assert got["first"] == (0 if rows and not stale else -1)
    assert got["head"]["note"] == ("Optional · Loading options…" if stale else "Optional")


async def test_what_a_file_waits_for(logic: Logic) -> None:
    registered = command("do", option("x", ATTACHMENT, required=True))
    assert (await menu(logic, "/do ", registered, active="x", busy="Uploading…"))["status"] == "Uploading…"


async def test_a_plain_text_option_offers_nothing(logic: Logic) -> None:
    got = await menu(logic, "/search query:", SEARCH, active="query", text="graphs")
    assert (got["rows"], got["status"]) == ([], "")


ASKED = """async (all, script) => {
  const timers = {
    waiting: new Map(), next: 0,
    setTimeout(run, wait) { timers.waiting.set((timers.next += 1), {run, wait}); return timers.next; },
    clearTimeout(id) { timers.waiting.delete(id); },
  };
  const told = [], asked = [];
  const ask = (question) => new Promise((take, refuse) => asked.push({...question, take, refuse}));
  const hear = (answer) => told.push(answer && [answer.status, answer.choices.map((one) => one.name).join()]);
  const completion = all.completion.createCompletion({ask, hear, timers});
  const pass = () => { for (const [id, one] of timers.waiting) { timers.waiting.delete(id); one.run(); } };
  for (const [step, ...given] of script) {
    if (step === "want") completion.want({option: given[1] ?? "week", typed: given[0]});
    if (step === "pass") pass();
    if (step === "stop") completion.stop();
    if (step === "take") asked[given[0]].take(given.slice(1).map((name) => ({name, value: name})));
    if (step === "refuse") asked[given[0]].refuse(new Error("no"));
    await new Promise((done) => setTimeout(done));
  }
  return {told, asked: asked.map((one) => one.typed), waits: [...timers.waiting.values()].map((one) => one.wait)};
}"""


async def test_it_is_asked_when_somebody_pauses(logic: Logic) -> None:
    got = await logic.run(ASKED, [["want", "l"], ["want", "la"], ["want", "lat"]])
    assert (got["asked"], got["waits"]) == ([], [150])
    got = await logic.run(ASKED, [["want", "l"], ["want", "lat"], ["pass"], ["take", 0, "latest"]])
    assert (got["asked"], got["told"]) == (["lat"], [["loading", ""], ["loading", ""], ["ready", "latest"]])


async def test_the_latest_question_wins(logic: Logic) -> None:
    steps = [["want", "a"], ["pass"], ["want", "b"], ["pass"], ["take", 1, "new"], ["take", 0, "old"]]
    assert (await logic.run(ASKED, steps))["told"][-1] == ["ready", "new"]
    late = [["want", "a"], ["pass"], ["want", "b"], ["refuse", 0]]
    assert (await logic.run(ASKED, late))["told"][-1] == ["loading", ""]


async def test_what_was_answered_stands_until_the_next_answer(logic: Logic) -> None:
    steps = [["want", "a"], ["pass"], ["take", 0, "one"], ["want", "ab"]]
    assert (await logic.run(ASKED, steps))["told"][-1] == ["loading", "one"]
    other = [*steps[:3], ["want", "x", "category"]]
    assert (await logic.run(ASKED, other))["told"][-1] == ["loading", ""]


async def test_a_failure_is_told(logic: Logic) -> None:
    steps = [["want", "a"], ["pass"], ["refuse", 0]]
    assert (await logic.run(ASKED, steps))["told"][-1] == ["failed", ""]


async def test_nothing_is_heard_after_it_was_stopped(logic: Logic) -> None:
    steps = [["want", "a"], ["pass"], ["stop"], ["take", 0, "late"]]
    assert (await logic.run(ASKED, steps))["told"] == [["loading", ""], None]
    got = await logic.run(ASKED, [["want", "a"], ["stop"], ["pass"]])
    assert got["asked"] == []


@pytest.mark.parametrize(
    ("channel", "commands", "placeholder", "disabled", "hidden"),
    [
        ({"kind": "text", "name": "general"}, True, "Message #general", False, False),
        ({"kind": "announcement", "name": "news"}, True, "Message #news", False, False),
        ({"kind": "thread", "name": "A post"}, True, "Message “A post”", False, False),
        ({"kind": "dm", "name": "Paperboy"}, True, "Message @Paperboy", False, False),
        ({"kind": "dm", "name": "@Paperboy"}, True, "Message @Paperboy", False, False),
        (
            {"kind": "text", "name": "general", "can_send": False},
            False,
            "You do not have permission to send messages in this channel.",
            True,
            False,
        ),
        (
            {"kind": "thread", "name": "x", "can_send": False},
            True,
            "You do not have permission to send messages in this thread. Commands work: type /",
            False,
            False,
        ),
        ({"kind": "forum", "name": "papers"}, True, "", True, True),
        ({"kind": "category", "name": "Papers"}, True, "", True, True),
        ({"kind": "voice", "name": "Talk"}, True, "", True, True),
        (None, False, "", True, True),
    ],
)
async def test_what_a_channel_lets_its_visitor_type(
    logic: Logic, channel: dict[str, Any] | None, commands: bool, placeholder: str, disabled: bool, hidden: bool
) -> None:
    given = channel and {"can_send": True} | channel
    place = await logic.call("place", "placeOf", given, commands)
    assert (place["placeholder"], place["disabled"], place["hidden"]) == (placeholder, disabled, hidden)
    assert place["mayTalk"] == bool(given and given["can_send"] and not hidden)
