"""Every limit of a message: at it the message is taken, one above it is refused."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.sandbox.limits import check_message, message_problems, nested
from bot.sandbox.limits.components import walk
from bot.sandbox.limits.messages import is_empty
from tests.discord_schema import schema_problems
from tests.sandbox.limits.edges import COMPONENTS, EMBEDS, MESSAGES, button, container, row, section, text, v2

EDGES: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {**MESSAGES, **EMBEDS, **COMPONENTS}
# The schema names more fields of an attachment, and does not know that texts of embeds are trimmed.
SCHEMA_DIFFERS = {"attachments", "embed title trimmed"}


@pytest.mark.parametrize("name", EDGES)
def test_a_message_at_the_limit_is_taken(name: str) -> None:
    assert message_problems(EDGES[name][0]) == []


@pytest.mark.parametrize("name", EDGES)
def test_a_message_above_the_limit_is_refused(name: str) -> None:
    assert message_problems(EDGES[name][1])


@pytest.mark.parametrize("name", [name for name in EDGES if name not in SCHEMA_DIFFERS])
def test_what_is_taken_satisfies_the_published_schema(name: str) -> None:
    assert schema_problems("MessageCreateRequest", EDGES[name][0]) == []


def test_problems_name_their_place() -> None:
    problems = message_problems(v2(container(row(button("x" * 101)))))
    assert problems == ["components.0.components.0.components.0.custom_id: Must be between 1 and 100 in length."]


def test_errors_are_nested_as_discord_nests_them() -> None:
    errors = nested(check_message({"embeds": [{}, {"title": "x" * 257}]}))
    told = {"code": "BASE_TYPE_MAX_LENGTH", "message": "Must be 256 or fewer in length."}
    assert errors == {"embeds": {"1": {"title": {"_errors": [told]}}}}


def test_two_problems_of_one_field_stand_together() -> None:
    errors = nested(check_message(v2(text("x" * 4001))))
    assert set(errors["components"]) == {"0", "_errors"}


def test_an_edit_of_components_must_keep_to_components() -> None:
    assert check_message({"content": "x"}) == []
    assert check_message({"content": "x"}, v2=True)


def test_a_referenced_file_must_come_along() -> None:
    message = v2({"type": 12, "items": [{"media": {"url": "attachment://a.png"}}]})
    assert check_message(message, attachments=["a.png"]) == []
    assert check_message(message, attachments=["b.png"])
    assert check_message(message) == []


def test_files_alone_make_a_message() -> None:
    assert is_empty({"content": ""})
    assert not is_empty({"content": ""}, files=1)


def test_components_are_walked_in_the_order_of_reading() -> None:
    parts = [container(text("a"), section(text("b"), accessory=button("c"))), row(button("d"))]
    assert [one.get("content") or one.get("custom_id") for one in walk(parts)] == [None, "a", None, "b", "c", None, "d"]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["type", "text", "id"]), inner, max_size=3)
    ),
    max_leaves=6,
)
KEYS = [
    *("content", "embeds", "components", "flags", "nonce", "poll", "allowed_mentions", "attachments", "sticker_ids"),
    *("title", "fields", "footer", "author", "type", "accessory", "media", "items", "options", "custom_id", "style"),
    *("values", "parse", "users", "question", "answers", "default_values", "url", "value"),
]


@settings(deadline=None)
@given(
    body=st.recursive(JSON, lambda inner: st.dictionaries(st.sampled_from(KEYS), inner | st.lists(inner), max_size=5))
)
def test_no_json_makes_the_check_fail_itself(body: Any) -> None:
    if isinstance(body, dict):
        assert all(isinstance(problem, str) for problem in message_problems(body))


@settings(deadline=None)
@given(kinds=st.lists(st.integers(0, 24), min_size=1, max_size=4), inner=JSON)
def test_no_component_makes_the_check_fail_itself(kinds: list[int], inner: Any) -> None:
    keys = ("components", "accessory", "media", "items", "file", "options", "content", "default_values", "custom_id")
    for key in keys:
        component: Any = inner
        for kind in kinds:
            component = {"type": kind, key: [component] if key in ("components", "items", "options") else component}
        message_problems(v2(component))
        message_problems({"components": [component]})
