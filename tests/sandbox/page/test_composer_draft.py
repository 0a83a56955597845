"""What each step of a person makes of the line, and what each key means: pure modules, run in the browser."""

from __future__ import annotations

import random
from typing import Any

import pytest
from playwright.async_api import Page

from tests.browser import in_browser
from tests.sandbox.page.composing import SEARCH, WEEK, Logic, command, option

pytestmark = in_browser

ATTACHMENT = 11
SEND = command("send", option("file", ATTACHMENT, required=True), option("note"), option("other", ATTACHMENT))
BARE = command("bare")

STEPS = """(all, {commands, steps}) => {
  const {draft: drafts, commands: {leavesIn}} = all;
  const leaves = leavesIn(commands, "201");
  const leaf = (name) => leaves.find((one) => one.name === name);
  const known = {
    text: (draft, text) => drafts.typeText(text, leaves),
    start: (draft, name) => drafts.startCommand(leaf(name)),
    type: (draft, text) => draft.active === null
      ? drafts.typeTail(draft, text) : drafts.typeOption(draft, draft.active, text),
    choose: (draft, name, value) => drafts.take(draft, {choice: {name, value}}),
    option: (draft, option) => drafts.take(draft, {option}),
    at: (draft, active) => ({...draft, active}),
    step: (draft, by) => drafts.step(draft, by) ?? {...draft, left: true},
    back: (draft) => drafts.back(draft),
    refuse: (draft, errors) => drafts.refuse(draft, errors),
    recall: (draft) => drafts.recall(draft.form, leaves),
  };
  let draft = drafts.EMPTY;
  for (const [step, ...given] of steps) draft = known[step](draft, ...given);
  return {
    text: draft.text,
    caret: draft.caret ?? null,
    active: draft.active,
    left: draft.left ?? false,
    command: draft.form?.leaf.name ?? null,
    pills: draft.form?.pills.map((pill) => [pill.option.name, pill.text]) ?? [],
    sent: draft.form?.pills.map((pill) => pill.chosen?.value ?? null) ?? [],
    errors: draft.form?.pills.map((pill) => pill.error) ?? [],
    tail: draft.form?.tail ?? null,
    frozen: Object.isFrozen(drafts.EMPTY),
  };
}"""


@pytest.fixture
def logic(shared_tab: Page) -> Logic:
    return Logic(shared_tab)


async def after(logic: Logic, *steps: tuple[Any, ...]) -> Any:
    commands = [WEEK, SEARCH, SEND, BARE]
    return await logic.run(STEPS, {"commands": commands, "steps": [list(step) for step in steps]})


async def test_a_command_begins_at_its_first_required_option(logic: Logic) -> None:
    got = await after(logic, ("start", "search"))
    assert (got["pills"], got["active"]) == ([["query", ""]], "query")
    got = await after(logic, ("start", "week"))
    assert (got["pills"], got["active"], got["tail"]) == ([], None, "")


@pytest.mark.parametrize(
    ("text", "pills", "active"),
    [
        ("/week ", [], None),
        ("/week latest", [["week", "latest"]], "week"),
        ("/search ", [["query", ""]], "query"),
        ("/search limit:3", [["query", ""], ["limit", "3"]], "limit"),
        ("/search graphs limit:3", [["query", "graphs"], ["limit", "3"]], "limit"),
    ],
)
async def test_a_line_typed_by_hand_becomes_a_command(
    logic: Logic, text: str, pills: list[list[str]], active: str | None
) -> None:
    got = await after(logic, ("text", text))
    assert (got["text"], got["pills"], got["active"]) == ("", pills, active)


async def test_a_line_that_names_no_command_stays_text(logic: Logic) -> None:
    for text in ("", "hello", "/wee", "/week", "/other thing"):
        got = await after(logic, ("text", text))
        assert (got["text"], got["command"]) == (text, None)


async def test_what_is_chosen_is_sent_until_somebody_types_again(logic: Logic) -> None:
    chosen = [("start", "week"), ("option", "week"), ("choose", "26 March", "2023-03-26")]
    got = await after(logic, *chosen)
    assert (got["pills"], got["sent"], got["active"]) == ([["week", "26 March"]], ["2023-03-26"], None)
    got = await after(logic, *chosen, ("at", "week"), ("type", "26 Marc"))
    assert (got["pills"], got["sent"]) == ([["week", "26 Marc"]], [None])


async def test_after_a_choice_the_next_empty_option_is_next(logic: Logic) -> None:
    got = await after(logic, ("start", "week"), ("option", "week"), ("at", None), ("option", "category"))
    assert got["active"] == "category"
    got = await after(
        logic, ("start", "week"), ("option", "week"), ("option", "category"), ("choose", "cs.LG", "cs.LG")
    )
    assert got["active"] == "week"


@pytest.mark.parametrize(
    ("typed", "pills", "active", "tail"),
    [
        ("c", [], None, "c"),
        ("category", [], None, "category"),
        ("category:", [["category", ""]], "category", ""),
        ("category:cs.LG", [["category", "cs.LG"]], "category", ""),
        ("latest", [["week", "latest"]], "week", ""),
        ("latest category:cs", [["week", "latest"], ["category", "cs"]], "category", ""),
        (" ", [], None, " "),
    ],
)
async def test_what_is_typed_behind_the_pills(
    logic: Logic, typed: str, pills: list[list[str]], active: str | None, tail: str
) -> None:
    got = await after(logic, ("start", "week"), ("type", typed))
    assert (got["pills"], got["active"], got["tail"]) == (pills, active, tail)


async def test_words_that_no_option_takes_stay_where_they_are(logic: Logic) -> None:
    got = await after(logic, ("start", "bare"), ("type", "words"))
    assert (got["pills"], got["active"], got["tail"]) == ([], None, "words")
    assert (await after(logic, ("text", "/bare words")))["tail"] == "words"


async def test_steps_go_through_the_pills_to_the_tail_and_out(logic: Logic) -> None:
    start = [("start", "search"), ("at", None), ("option", "limit")]
    places = [(await after(logic, *start, *[("step", -1)] * count))["active"] for count in range(2)]
    assert places == ["limit", "query"]
    assert (await after(logic, *start, *[("step", -1)] * 2))["left"]
    assert (await after(logic, *start, ("step", 1)))["active"] is None
    assert (await after(logic, *start, ("step", 1), ("step", 1)))["left"]
    assert (await after(logic, *start, ("step", 1), ("step", -1)))["active"] == "limit"


async def test_backspace_takes_an_empty_optional_pill_away(logic: Logic) -> None:
    got = await after(logic, ("start", "search"), ("type", "graphs"), ("at", None), ("option", "limit"), ("back",))
    assert (got["pills"], got["active"]) == ([["query", "graphs"]], "query")
    got = await after(logic, ("start", "week"), ("option", "week"), ("back",))
    assert (got["pills"], got["active"], got["command"]) == ([], None, "week")


async def test_backspace_in_the_tail_goes_to_the_last_pill(logic: Logic) -> None:
    got = await after(logic, ("start", "search"), ("type", "graphs"), ("at", None), ("back",))
    assert (got["pills"], got["active"]) == ([["query", "graphs"]], "query")


async def test_backspace_at_the_start_makes_it_text_again(logic: Logic) -> None:
    got = await after(logic, ("start", "search"), ("type", "graphs"), ("back",))
    assert (got["command"], got["text"], got["caret"]) == (None, "/search query:graphs", len("/search"))
    assert (await after(logic, ("start", "week"), ("back",)))["text"] == "/week"


async def test_the_text_of_a_choice_means_the_same_when_it_is_read_again(logic: Logic) -> None:
    got = await after(
        logic, ("start", "week"), ("option", "week"), ("choose", "26 March", "2023-03-26"), ("at", "week"), ("back",)
    )
    assert got["text"] == "/week week:2023-03-26"


async def test_backspace_takes_a_picked_file_away_before_its_pill(logic: Logic) -> None:
    picked = [("start", "send"), ("choose", "a.txt", "99"), ("at", "file")]
    got = await after(logic, *picked, ("back",))
    assert (got["pills"], got["sent"], got["active"]) == ([["file", ""]], [None], "file")
    assert (await after(logic, *picked, ("back",), ("back",)))["text"] == "/send"


async def test_a_refusal_goes_to_the_first_wrong_option_and_ends_when_it_is_typed_into(logic: Logic) -> None:
    refused = [("start", "search"), ("option", "limit"), ("refuse", {"limit": "No", "query": "Never"})]
    got = await after(logic, *refused)
    assert (got["errors"], got["active"]) == (["Never", "No"], "query")
    assert (await after(logic, *refused, ("type", "x")))["errors"] == ["", "No"]


async def test_a_command_is_brought_back_with_its_values_and_without_errors(logic: Logic) -> None:
    sent = [("start", "week"), ("option", "week"), ("choose", "26 March", "2023-03-26")]
    got = await after(logic, *sent, ("refuse", {"week": "No"}), ("recall",))
    assert (got["pills"], got["sent"], got["errors"]) == ([["week", "26 March"]], ["2023-03-26"], [""])
    assert (got["active"], got["frozen"]) == (None, True)


REFIT = """(all, {before, after, values}) => {
  const [leaf] = all.commands.leavesIn([before], "201");
  const draft = {text: "", form: all.form.begin(leaf, values), active: "week"};
  const again = all.draft.refit(draft, all.commands.leavesIn(after, "201"));
  return [again === draft, again.text, again.active, again.form?.pills.map((pill) => [pill.option.name, pill.text])];
}"""


async def test_a_command_that_is_registered_anew_keeps_what_was_typed(logic: Logic) -> None:
    values = {"week": "latest", "category": "cs"}
    given = {"before": WEEK, "values": values}
    assert (await logic.run(REFIT, given | {"after": [WEEK]}))[0]
    changed = WEEK | {"options": [option("must", required=True), option("category"), option("week", 4)]}
    kept = [["must", ""], ["category", "cs"]]
    assert await logic.run(REFIT, given | {"after": [changed]}) == [False, "", None, kept]
    gone = [False, "/week week:latest category:cs", None, None]
    assert await logic.run(REFIT, given | {"after": [SEARCH]}) == gone


async def test_any_values_survive_the_way_through_text(logic: Logic) -> None:
    chance = random.Random(5)  # noqa: S311 - the same cases in every run
    words = ["a", "week", "26 March", "12:30", "x:y", "ü🙂", "/week", "@Ada", '"quoted"']
    forms = [
        {name: " ".join(chance.choices(words, k=chance.randrange(1, 4))) for name in names}
        for names in (chance.sample(["week", "category", "all"], k=chance.randrange(1, 4)) for _ in range(300))
    ]
    script = """(all, {command, forms}) => {
      const leaves = all.commands.leavesIn([command], "201");
      return forms.map((values) => all.commands.readLine(all.form.toLine(all.form.begin(leaves[0], values)), leaves).values);
    }"""
    assert await logic.run(script, {"command": WEEK, "forms": forms}) == forms


NOW = {"form": True, "rows": 0, "row": -1, "shown": False, "unpicked": False}
CARET = {"empty": False, "atStart": False, "atEnd": False}


@pytest.mark.parametrize(
    ("key", "now", "intent"),
    [
        ("Escape", {"shown": True}, "close"),
        ("Escape", {}, None),
        ("ArrowDown", {"rows": 3}, "down"),
        ("ArrowUp", {"rows": 3}, "up"),
        ("Enter", {"rows": 3, "row": 0}, "take"),
        ("Enter", {"rows": 3, "row": -1}, "send"),
        ("Tab", {"rows": 3, "row": -1}, "take"),
        ("Shift+Tab", {"rows": 3, "row": 0}, "previous"),
        ("Enter", {}, "send"),
        ("Enter", {"unpicked": True}, None),
        ("Enter", {"form": False}, "send"),
        ("Shift+Enter", {"form": False}, None),
        ("Tab", {}, "next"),
        ("Tab", {"form": False}, None),
        ("Backspace", {"atStart": True}, "back"),
        ("Backspace", {"atEnd": True}, None),
        ("Backspace", {"form": False, "atStart": True}, None),
        ("ArrowLeft", {"atStart": True}, "previous"),
        ("ArrowLeft", {"atEnd": True}, None),
        ("ArrowRight", {"atEnd": True}, "next"),
        ("ArrowRight", {}, None),
        ("ArrowDown", {}, "reopen"),
        ("ArrowUp", {"form": False, "empty": True}, "recall"),
        ("ArrowUp", {"form": False}, None),
        ("Control+Enter", {}, None),
        ("Alt+ArrowDown", {"rows": 3}, None),
        ("x", {"rows": 3, "row": 0}, None),
    ],
)
async def test_what_a_key_means(logic: Logic, key: str, now: dict[str, Any], intent: str | None) -> None:
    *held, name = key.split("+")
    names = {"Shift": "shiftKey", "Control": "ctrlKey", "Alt": "altKey", "Meta": "metaKey"}
    event = {"key": name} | {field: modifier in held for modifier, field in names.items()}
    assert await logic.call("keys", "intentOf", event, NOW | CARET | now) == intent
