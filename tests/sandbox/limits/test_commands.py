"""Limits of commands and of autocomplete answers."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.sandbox.limits import Form, check_choices, check_command, command_size
from tests.discord_schema import schema_problems

Body = dict[str, Any]


def command(**fields: Any) -> Body:
    return {"type": 1, "name": "week", "description": "Shows a week", **fields}


def option(name: str = "when", **fields: Any) -> Body:
    return {"type": 3, "name": name, "description": "Which one", **fields}


def sub(name: str = "preview", **fields: Any) -> Body:
    return {"type": 1, "name": name, "description": "Shows it", **fields}


def group(**fields: Any) -> Body:
    return {"type": 2, "name": "group", "description": "Holds some", **fields}


def with_option(**fields: Any) -> Body:
    return command(options=[option(**fields)])


def choices(count: int, **fields: Any) -> list[Body]:
    return [{"name": f"n{one}", "value": f"v{one}", **fields} for one in range(count)]


def sized(size: int) -> Body:
    """Return a command of so many counted characters."""
    body = command(options=[option(f"o{one}", description="x" * 100, choices=choices(3)) for one in range(5)])
    missing = size - command_size(body)
    big = [{"name": "x" * 100, "value": "x" * 100} for _ in range(missing // 200)]
    body["options"] += [
        option(f"c{one}", description="d", choices=big[one : one + 20]) for one in range(0, len(big), 20)
    ]
    rest = size - command_size(body)
    body["options"][0]["choices"] += [{"name": "y" * min(100, left), "value": "z"} for left in _slices(rest)]
    return body


def _slices(rest: int) -> list[int]:
    return [min(100, rest - done - 1 - done // 101) for done in range(0, rest, 101)]


EDGES = {
    "name": (command(name="x" * 32), command(name="x" * 33)),
    "name empty": (command(name="x"), command(name="")),
    "name lower case": (command(name="week"), command(name="Week")),
    "name without spaces": (command(name="the-week_'s"), command(name="the week")),
    "name letters": (command(name="wöche"), command(name="week!")),
    "name devanagari": (command(name="हिन्दी"), command(name="🔥")),
    "description": (command(description="x" * 100), command(description="x" * 101)),
    "description needed": (command(description="x"), command(description="")),
    "localised name": (
        command(name_localizations={"de": "woche"}),
        command(name_localizations={"de": "Die Woche"}),
    ),
    "localised name empty": (command(name_localizations={"de": "woche"}), command(name_localizations={"de": ""})),
    "language": (command(name_localizations={"pt-BR": "semana"}), command(name_localizations={"tlh": "hogh"})),
    "contexts at least one": (command(contexts=[0]), command(contexts=[])),
    "contexts once each": (command(contexts=[0, 1]), command(contexts=[0, 0])),
    "permissions most": (
        command(default_member_permissions=2**54 - 1),
        command(default_member_permissions=2**54),
    ),
    "localised description": (
        command(description_localizations={"de": "x" * 100}),
        command(description_localizations={"de": "x" * 101}),
    ),
    "options": (
        command(options=[option(f"o{one}") for one in range(25)]),
        command(options=[option(f"o{one}") for one in range(26)]),
    ),
    "option name": (with_option(name="x" * 32), with_option(name="X")),
    "option names unique": (
        command(options=[option("a"), option("b")]),
        command(options=[option("a"), option("a")]),
    ),
    "option type": (with_option(type=11), with_option(type=12)),
    "required first": (
        command(options=[option("a", required=True), option("b")]),
        command(options=[option("a"), option("b", required=True)]),
    ),
    "choices": (with_option(choices=choices(25)), with_option(choices=choices(26))),
    "choice name": (with_option(choices=choices(1, name="x" * 100)), with_option(choices=choices(1, name="x" * 101))),
    "choice value": (
        with_option(choices=choices(1, value="x" * 100)),
        with_option(choices=choices(1, value="x" * 101)),
    ),
    "choice number": (
        with_option(type=4, choices=[{"name": "n", "value": 7}]),
        with_option(type=4, choices=[{"name": "n", "value": 2**53 + 1}]),
    ),
    "choice of the option's kind": (
        with_option(type=10, choices=[{"name": "n", "value": 0.5}]),
        with_option(type=3, choices=[{"name": "n", "value": 7}]),
    ),
    "whole choice": (
        with_option(type=4, choices=[{"name": "n", "value": 7.0}]),
        with_option(type=4, choices=[{"name": "n", "value": 7.5}]),
    ),
    "least number": (with_option(type=4, min_value=-(2**53) + 1), with_option(type=4, min_value=-(2**53))),
    "most number": (with_option(type=10, max_value=2**53), with_option(type=10, max_value=2**53 + 1)),
    "kinds of channels": (with_option(type=7, channel_types=[0, 5]), with_option(type=7, channel_types=[99])),
    "choices or autocomplete": (
        with_option(autocomplete=True),
        with_option(autocomplete=True, choices=choices(1)),
    ),
    "autocomplete of text": (with_option(autocomplete=True), with_option(type=7, autocomplete=True)),
    "length of text": (with_option(max_length=6000), with_option(max_length=6001)),
    "subcommands alone": (command(options=[sub()]), command(options=[sub(), option()])),
    "group in command": (
        command(options=[group(options=[sub()])]),
        command(options=[group(options=[group(options=[sub()])])]),
    ),
    "subcommand in subcommand": (
        command(options=[group(options=[sub(options=[option()])])]),
        command(options=[group(options=[sub(options=[sub()])])]),
    ),
    "contexts": (command(contexts=[0, 1, 2]), command(contexts=[3])),
    "integration types": (command(integration_types=[0, 1]), command(integration_types=[2])),
    "permissions": (command(default_member_permissions="32"), command(default_member_permissions="manage")),
    "context menu": (command(type=2, name="Show Papers", description=""), command(type=5)),
}


def problems(body: Body) -> list[str]:
    form = Form(body)
    check_command(form)
    return [str(problem) for problem in form.problems]


@pytest.mark.parametrize("name", EDGES)
def test_a_command_at_the_limit_is_taken(name: str) -> None:
    assert problems(EDGES[name][0]) == []


@pytest.mark.parametrize("name", EDGES)
def test_a_command_above_the_limit_is_refused(name: str) -> None:
    assert problems(EDGES[name][1])


@pytest.mark.parametrize("name", [name for name in EDGES if name != "permissions"])
def test_what_is_taken_satisfies_the_published_schema(name: str) -> None:
    assert schema_problems("ApplicationCommandUpdateRequest", EDGES[name][0]) == []


def test_the_whole_command_has_a_limit() -> None:
    assert command_size(sized(8000)) == 8000
    assert problems(sized(8000)) == []
    assert problems(sized(8001)) == ["Command exceeds maximum size (8000)"]


def test_the_longest_language_counts() -> None:
    assert command_size({"name": "ab", "name_localizations": {"de": "abcd", "fr": "abc"}, "description": "d"}) == 5


def test_suggestions_have_limits() -> None:
    assert check_choices({"choices": choices(25)}) == []
    assert check_choices({"choices": choices(26)})
    assert check_choices({"choices": choices(1, name="x" * 100, value="y" * 100)}) == []
    assert check_choices({"choices": choices(1, name="x" * 101)})
    assert check_choices({"choices": choices(1, value="x" * 101)})
    assert check_choices({"choices": choices(1, name="")})
    assert check_choices({})


KEYS = ["name", "type", "description", "options", "choices", "value", "name_localizations", "contexts"]
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["name", "type", "description", "options", "choices", "value", "name_localizations", "contexts"]
            ),
            inner,
        )
    ),
    max_leaves=10,
)


@settings(deadline=None)
@given(JSON)
def test_no_json_makes_the_check_fail_itself(body: Any) -> None:
    if isinstance(body, dict):
        problems(body)
        check_choices(body)
