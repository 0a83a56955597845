"""Limits of modals."""

from __future__ import annotations

from typing import Any

import pytest

from bot.sandbox.limits import check_modal

Body = dict[str, Any]


def box(**fields: Any) -> Body:
    return {"type": 4, "custom_id": "t", "style": 1, **fields}


def label(component: Body | None = None, **fields: Any) -> Body:
    return {"type": 18, "label": "Words", "component": component or box(), **fields}


def row(**fields: Any) -> Body:
    return {"type": 1, "components": [box(**{"label": "Words", **fields})]}


def modal(*components: Body, **fields: Any) -> Body:
    return {"custom_id": "m", "title": "Form", "components": list(components) or [label()], **fields}


def radio(count: int) -> Body:
    options = [{"label": f"{one}", "value": f"{one}"} for one in range(count)]
    return label({"type": 21, "custom_id": "r", "options": options})


EDGES = {
    "title": (modal(title="x" * 45), modal(title="x" * 46)),
    "custom id": (modal(custom_id="x" * 100), modal(custom_id="x" * 101)),
    "components": (
        modal(*[label(box(custom_id=f"{one}")) for one in range(5)]),
        modal(*[label(box(custom_id=f"{one}")) for one in range(6)]),
    ),
    "label": (modal(label(label="x" * 45)), modal(label(label="x" * 46))),
    "what is labelled": (modal(label()), modal({"type": 18, "label": "Words"})),
    "description": (modal(label(description="x" * 100)), modal(label(description="x" * 101))),
    "row label": (modal(row(label="x" * 45)), modal(row(label="x" * 46))),
    "row style": (modal(row(style=2)), modal(row(style=3))),
    "placeholder": (modal(row(placeholder="x" * 100)), modal(row(placeholder="x" * 101))),
    "value": (modal(row(value="x" * 4000)), modal(row(value="x" * 4001))),
    "max length": (modal(row(max_length=4000)), modal(row(max_length=4001))),
    "text": (modal({"type": 10, "content": "x"}, label()), modal({"type": 10, "content": ""}, label())),
    "what a label holds": (modal(label({"type": 23, "custom_id": "c"})), modal(label({"type": 2, "custom_id": "c"}))),
    "radio most": (modal(radio(10)), modal(radio(11))),
    "radio least": (modal(radio(2)), modal(radio(1))),
    "checkboxes": (
        modal(label({"type": 22, "custom_id": "c", "options": [{"label": "a", "value": "a"}]})),
        modal(label({"type": 22, "custom_id": "c", "options": []})),
    ),
    "checked boxes": (
        modal(label({"type": 22, "custom_id": "c", "options": [{"label": "a", "value": "a"}], "max_values": 10})),
        modal(label({"type": 22, "custom_id": "c", "options": [{"label": "a", "value": "a"}], "max_values": 11})),
    ),
    "least files": (
        modal(label({"type": 19, "custom_id": "f", "min_values": 2, "max_values": 2})),
        modal(label({"type": 19, "custom_id": "f", "min_values": 3, "max_values": 2})),
    ),
    "files": (
        modal(label({"type": 19, "custom_id": "f", "max_values": 10})),
        modal(label({"type": 19, "custom_id": "f", "max_values": 11})),
    ),
    "select": (
        modal(label({"type": 3, "custom_id": "s", "options": [{"label": "a", "value": "a"}]})),
        modal(label({"type": 3, "custom_id": "s", "options": []})),
    ),
    "custom ids unique": (
        modal(label(box(custom_id="a")), label(box(custom_id="b"))),
        modal(label(box(custom_id="a")), label(box(custom_id="a"))),
    ),
    "no buttons": (modal(row()), modal({"type": 2, "label": "x", "custom_id": "b", "style": 1})),
}


@pytest.mark.parametrize("name", EDGES)
def test_a_modal_at_the_limit_is_taken(name: str) -> None:
    assert check_modal(EDGES[name][0]) == []


@pytest.mark.parametrize("name", EDGES)
def test_a_modal_above_the_limit_is_refused(name: str) -> None:
    assert check_modal(EDGES[name][1])
