"""What the text of an option is worth, and what is said of it where it is worth nothing: pure modules, run in the browser."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.async_api import Page

from tests.browser import in_browser
from tests.sandbox.page.composing import SERVER, Logic, option
from tests.sandbox.page.messagelist import ADA, BO, BOT, channel, person

pytestmark = in_browser

STRING, INTEGER, BOOLEAN, USER, CHANNEL, ROLE, MENTIONABLE, NUMBER, ATTACHMENT = range(3, 12)
REQUIRED = "This option is required. Specify a value"

VALUE = """(all, {option, text, chosen, busy}) =>
  all.values.valueOf({option, text, chosen, busy, error: ""}, () => [{name: "@Ada", value: "7"}])"""


@pytest.fixture
def logic(shared_tab: Page) -> Logic:
    return Logic(shared_tab)


async def value_of(logic: Logic, typed: str, kind: int = STRING, **limits: Any) -> Any:
    pill = {"option": option("value", kind, **limits), "text": typed, "chosen": None, "busy": ""}
    return await logic.run(VALUE, pill)


@pytest.mark.parametrize("text", ["", " ", "  "])
@pytest.mark.parametrize("kind", range(STRING, ATTACHMENT + 1))
async def test_nothing_is_no_value(logic: Logic, kind: int, text: str) -> None:
    assert await value_of(logic, text, kind) == {"error": REQUIRED}


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        (STRING, " as it is ", " as it is "),
        (INTEGER, "5", 5),
        (INTEGER, " -12 ", -12),
        (INTEGER, "+3", 3),
        (INTEGER, "9007199254740992", 2**53),
        (NUMBER, "1.5", 1.5),
        (NUMBER, ".5", 0.5),
        (NUMBER, "-2.", -2),
        (BOOLEAN, "true", True),
        (BOOLEAN, "False", False),
        (USER, "@ada", "7"),
        (ROLE, "Ada", "7"),
        (MENTIONABLE, "7", "7"),
    ],
)
async def test_what_a_text_is_worth(logic: Logic, kind: int, text: str, value: object) -> None:
    got = await value_of(logic, text, kind)
    assert got == {"value": value}
    assert type(got["value"]) is type(value)


@pytest.mark.parametrize(
    ("kind", "text", "error"),
    [
        (INTEGER, "five", "This option must be a whole number"),
        (INTEGER, "1.5", "This option must be a whole number"),
        (INTEGER, "1e3", "This option must be a whole number"),
        (INTEGER, "0x10", "This option must be a whole number"),
        (INTEGER, "9007199254740993000", "This option must be a whole number"),
        (NUMBER, "1,5", "This option must be a number"),
        (NUMBER, "Infinity", "This option must be a number"),
        (NUMBER, ".", "This option must be a number"),
        (BOOLEAN, "yes", "This option must be True or False"),
        (USER, "Nobody", "This option must be a member of this channel"),
        (CHANNEL, "#nowhere", "This option must be a channel of this server"),
        (ROLE, "King", "This option must be a role of this server"),
        (MENTIONABLE, "Nobody", "This option must be a member or a role"),
    ],
)
async def test_what_is_said_of_a_text_of_the_wrong_kind(logic: Logic, kind: int, text: str, error: str) -> None:
    assert await value_of(logic, text, kind) == {"error": error}


@pytest.mark.parametrize(
    ("limits", "low", "high", "told"),
    [
        ({"min_value": 1, "max_value": 10}, 1, 10, "between 1 and 10"),
        ({"min_value": 0}, 0, None, "0 or more"),
        ({"max_value": 0}, None, 0, "0 or less"),
        ({"min_value": -2.5, "max_value": None}, -2.5, None, "-2.5 or more"),
    ],
)
async def test_a_number_is_taken_at_its_limit_and_refused_beyond(
    logic: Logic, limits: dict[str, Any], low: float | None, high: float | None, told: str
) -> None:
    for edge, beyond in ((low, -1), (high, 1)):
        if edge is not None:
            assert await value_of(logic, str(edge), NUMBER, **limits) == {"value": edge}
            refused = await value_of(logic, str(edge + beyond), NUMBER, **limits)
            assert refused == {"error": f"This option must be {told}"}
    assert await logic.call("values", "constraints", option("value", NUMBER, **limits)) == told[0].upper() + told[1:]


@pytest.mark.parametrize(
    ("limits", "shortest", "longest", "told"),
    [
        ({"min_length": 3, "max_length": 20}, 3, 20, "between 3 and 20 characters"),
        ({"min_length": 1, "max_length": 1}, 1, 1, "1 character"),
        ({"min_length": 2}, 2, None, "at least 2 characters"),
        ({"min_length": 0, "max_length": 50}, None, 50, "at most 50 characters"),
    ],
)
async def test_a_text_is_taken_at_its_limit_and_refused_beyond(
    logic: Logic, limits: dict[str, Any], shortest: int | None, longest: int | None, told: str
) -> None:
    """Characters, not the halves that some of them are made of."""
    error = {"error": f"This option must be {told} long"}
    if shortest is not None and shortest > 1:
        assert await value_of(logic, "🙂" * shortest, **limits) == {"value": "🙂" * shortest}
        assert await value_of(logic, "🙂" * (shortest - 1), **limits) == error
    if longest is not None:
        assert await value_of(logic, "🙂" * longest, **limits) == {"value": "🙂" * longest}
        assert await value_of(logic, "x" * (longest + 1), **limits) == error
    assert await logic.call("values", "constraints", option("value", **limits)) == told[0].upper() + told[1:]


async def test_an_option_without_limits_asks_nothing(logic: Logic) -> None:
    for kind in range(STRING, ATTACHMENT + 1):
        assert await logic.call("values", "constraints", option("value", kind)) == ""


async def test_choices_are_the_only_values(logic: Logic) -> None:
    choices = [{"name": "The top", "value": "top"}, {"name": "Below", "value": "low"}]
    assert await value_of(logic, "the TOP", choices=choices) == {"value": "top"}
    assert await value_of(logic, "low", choices=choices) == {"value": "low"}
    assert await value_of(logic, "middle", choices=choices) == {"error": "This option must be one of the choices"}
    numbers = [{"name": "One", "value": 1}]
    assert await value_of(logic, "1", INTEGER, choices=numbers) == {"value": 1}
    assert await value_of(logic, "2", INTEGER, choices=numbers) == {"error": "This option must be one of the choices"}


async def test_what_was_chosen_counts_not_what_is_shown(logic: Logic) -> None:
    pill = {"option": option("week", autocomplete=True), "text": "26 March", "busy": ""}
    chosen = {"name": "26 March", "value": "2023-03-26"}
    assert await logic.run(VALUE, pill | {"chosen": chosen}) == {"value": "2023-03-26"}
    assert await logic.run(VALUE, pill | {"chosen": None}) == {"value": "26 March"}


async def test_a_file_on_its_way_is_no_value_yet(logic: Logic) -> None:
    pill = {"option": option("file", ATTACHMENT), "text": "a.txt", "chosen": None, "busy": "Uploading…"}
    assert await logic.run(VALUE, pill) == {"error": "Uploading…"}


async def test_a_form_sends_what_has_a_value_and_refuses_what_is_wrong_or_missing(logic: Logic) -> None:
    leaf = {
        "name": "x",
        "options": [option("a", required=True), option("b", required=True), option("n", INTEGER), option("o")],
    }
    script = """(all, leaf) => all.values.valuesOf(all.form.begin(leaf, {a: "one", n: "two", o: ""}), () => [])"""
    got = await logic.run(script, leaf)
    assert got == {"options": {"a": "one"}, "errors": {"b": REQUIRED, "n": "This option must be a whole number"}}


ENTITIES = """async (all, {values, option, here}) => {
  const {createStore} = await import("/static/js/store.js");
  const store = createStore();
  store.apply({set: values, gone: []});
  return all.entities.entitiesFor(store, store.get(`channel:${here}`), option).map((one) => [one.name, one.value]);
}"""
KINDS = ["text", "announcement", "forum", "voice", "category", "thread"]


def town() -> dict[str, Any]:
    channels = [channel(str(place), f"{kind}s", kind) for place, kind in enumerate(KINDS)]
    elsewhere = channel("90", "elsewhere", server="2")
    direct = channel("91", "Paperboy", "dm", server=None, people=[BOT])
    people = [person(BO, "bo"), person(ADA, "Ada"), person(BOT, "Paperboy", bot=True)]
    people.append(person("7", "Stranger", servers=["2"]))
    roles = [
        {"id": "r1", "server": SERVER, "name": "Readers"},
        {"id": "r2", "server": SERVER, "name": "@everyone"},
        {"id": "r3", "server": "2", "name": "Others"},
    ]
    lists = {"channel": [*channels, elsewhere, direct], "person": people, "role": roles}
    return {"me": {"id": ADA}} | {f"{kind}:{one['id']}": one for kind, all_ in lists.items() for one in all_}


async def entities(logic: Logic, kind: int, here: str = "0", **more: Any) -> Any:
    return await logic.run(ENTITIES, {"values": town(), "option": option("x", kind, **more), "here": here})


async def test_people_and_roles_of_the_server_are_offered_by_name(logic: Logic) -> None:
    people = [["@Ada", ADA], ["@bo", BO], ["@Paperboy", BOT]]
    roles = [["@everyone", "r2"], ["@Readers", "r1"]]
    assert await entities(logic, USER) == people
    assert sorted(await entities(logic, ROLE)) == sorted(roles)
    assert sorted(await entities(logic, MENTIONABLE)) == sorted(people + roles)


async def test_in_a_direct_message_only_the_two_are_offered(logic: Logic) -> None:
    assert await entities(logic, USER, "91") == [["@Ada", ADA], ["@Paperboy", BOT]]
    assert await entities(logic, ROLE, "91") == []
    assert await entities(logic, CHANNEL, "91") == []


@pytest.mark.parametrize(
    ("types", "offered"),
    [
        ([], {"texts", "announcements", "forums", "voices", "categorys", "threads"}),
        ([0], {"texts"}),
        ([0, 5, 15], {"texts", "announcements", "forums"}),
        ([11], {"threads"}),
        ([2, 4], {"voices", "categorys"}),
        ([13], set()),
    ],
)
async def test_channels_of_the_kinds_that_the_option_takes(logic: Logic, types: list[int], offered: set[str]) -> None:
    found = await entities(logic, CHANNEL, channel_types=types)
    assert {name for name, _ in found} == {f"#{name}" for name in offered}
