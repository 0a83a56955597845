"""Which commands a line means, and what it says of their options: pure modules, run in the browser."""

from __future__ import annotations

import random
from typing import Any

import pytest
from playwright.async_api import Page

from tests.browser import in_browser
from tests.sandbox.page.composing import GENERAL, LOCKED, SEARCH, WEEK, Logic, command, option

pytestmark = in_browser

SUBCOMMAND, GROUP, ATTACHMENT = 1, 2, 11
DIGEST = command(
    "digest",
    {"type": SUBCOMMAND, "name": "preview", "description": "Show what comes", "options": [option("digest")]},
    {"type": SUBCOMMAND, "name": "post", "description": "Post a week now"},
    {
        "type": GROUP,
        "name": "list",
        "description": "Lists",
        "options": [{"type": SUBCOMMAND, "name": "all", "description": "Every digest", "options": []}],
    },
)
COMMANDS = [WEEK, SEARCH, DIGEST, command("secret", channels=(LOCKED,))]


@pytest.fixture
def logic(shared_tab: Page) -> Logic:
    return Logic(shared_tab)


async def leaves(logic: Logic, channel: str = GENERAL) -> Any:
    return await logic.call("commands", "leavesIn", COMMANDS, channel)


async def test_subcommands_are_offered_by_their_whole_way_in_the_channels_that_have_them(logic: Logic) -> None:
    names = [leaf["name"] for leaf in await leaves(logic)]
    assert names == ["digest list all", "digest post", "digest preview", "search", "week"]
    assert [leaf["name"] for leaf in await leaves(logic, LOCKED)] == ["secret"]
    assert await leaves(logic, "999") == []


async def test_required_options_stand_first(logic: Logic) -> None:
    search = next(leaf for leaf in await leaves(logic) if leaf["name"] == "search")
    assert [one["name"] for one in search["options"]] == ["query", "limit"]


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("", []),
        ("week", []),
        (" /week", []),
        ("/", ["digest list all", "digest post", "digest preview", "search", "week"]),
        ("/w", ["week", "digest preview", "digest post"]),
        ("/WEE", ["week", "digest post"]),
        ("/pre", ["digest preview"]),
        ("/ost", ["digest post"]),
        ("/show", ["digest preview"]),
        ("/digest", ["digest list all", "digest post", "digest preview"]),
        ("/digest p", ["digest post", "digest preview"]),
        ("/digest pr", ["digest preview"]),
        ("/show what", []),
        ("/nothing", []),
        ("/week\n", []),
    ],
)
async def test_what_a_line_means_while_it_is_typed(logic: Logic, line: str, offered: list[str]) -> None:
    found = await logic.call("commands", "offeredFor", await leaves(logic), line)
    assert [leaf["name"] for leaf in found] == offered


@pytest.mark.parametrize(
    ("line", "name", "values"),
    [
        ("/week ", "week", {}),
        ("/Week latest", "week", {"week": "latest"}),
        ("/week  26 March ", "week", {"week": "26 March"}),
        ("/week category:cs.LG", "week", {"category": "cs.LG"}),
        ("/week category: cs.LG week: 26 March", "week", {"category": "cs.LG", "week": "26 March"}),
        ("/week latest category:cs.LG", "week", {"week": "latest", "category": "cs.LG"}),
        ("/search at 12:30 limit:3", "search", {"query": "at 12:30", "limit": "3"}),
        ("/week week:a week:b", "week", {"week": "a week:b"}),
        ("/week subcategory:x", "week", {"week": "subcategory:x"}),
        ("/digest preview main", "digest preview", {"digest": "main"}),
        ("/digest post ", "digest post", {}),
    ],
)
async def test_a_line_that_names_a_command_and_goes_on(
    logic: Logic, line: str, name: str, values: dict[str, str]
) -> None:
    read = await logic.call("commands", "readLine", line, await leaves(logic))
    assert (read["leaf"]["name"], read["values"], read["rest"]) == (name, values, "")


@pytest.mark.parametrize(
    "line", ["", "/", "/week", "week latest", "/weekly news", "/digest ", "/week a\nb", "/secret x"]
)
async def test_a_line_that_names_none(logic: Logic, line: str) -> None:
    assert await logic.call("commands", "readLine", line, await leaves(logic)) is None


async def test_words_that_no_option_takes_are_not_lost(logic: Logic) -> None:
    read = await logic.call("commands", "readLine", "/digest post now please", await leaves(logic))
    assert (read["values"], read["rest"]) == ({}, "now please")


async def test_a_file_cannot_be_typed(logic: Logic) -> None:
    options = [option("file", ATTACHMENT), option("note")]
    assert (await logic.call("commands", "readValues", "hello", options))["values"] == {"note": "hello"}


@pytest.mark.parametrize(
    ("text", "found"),
    [("true", "True"), (" TRUE ", "True"), ("@ada", "Ada"), ("Ada", "Ada"), ("7", "Ada"), ("tru", None), ("Bo", None)],
)
async def test_which_choice_a_text_names(logic: Logic, text: str, found: str | None) -> None:
    choices: list[dict[str, Any]] = [
        {"name": "True", "value": True},
        {"name": "Ada", "value": "7"},
        {"name": "Bo", "value": "8"},
        {"name": "bo", "value": "9"},
    ]
    choice = await logic.call("match", "exactly", choices, text)
    assert (choice and choice["name"]) == found


async def test_names_that_begin_with_it_come_first_then_words_then_parts_then_descriptions(logic: Logic) -> None:
    items = [["other", "about arxiv"], ["parxiv", ""], ["the arxiv", ""], ["arxiv", ""], ["none", ""], ["arx-two", ""]]
    script = "(all, items) => all.match.matching(items, 'ARX', (one) => one[0], (one) => one[1]).map((one) => one[0])"
    assert await logic.run(script, items) == ["arxiv", "arx-two", "the arxiv", "parxiv", "other"]


async def test_any_line_keeps_its_words(logic: Logic) -> None:
    """Whatever is typed behind a command, its words are in the values or left over."""
    parts = ["week:", "category:", "all:", "x:", ":", " ", "  ", "a", "ü", "🙂", "\t", "wee", "week", "12:30"]
    chance = random.Random(3)  # noqa: S311 - the same cases in every run
    texts = ["".join(chance.choices(parts, k=chance.randrange(9))) for _ in range(500)]
    script = "(all, [texts, options]) => texts.map((text) => all.commands.readValues(text, options))"
    for text, read in zip(texts, await logic.run(script, [texts, WEEK["options"]]), strict=True):
        kept = " ".join([read["rest"], *read["values"], *read["values"].values()]).replace(":", " ").split()
        assert set(text.replace(":", " ").split()) <= set(kept), (text, read)
