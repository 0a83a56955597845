"""Components: where each fault is told, and how deep the walk goes. The limits themselves are in ``edges``."""

from __future__ import annotations

import pytest

from bot.sandbox.limits.components import walk
from tests.sandbox.limits.edges import Body, button, container, legacy, link, row, section, select, text, thumbnail, v2
from tests.sandbox.limits.told import told


@pytest.mark.parametrize(
    ("body", "place", "code"),
    [
        (v2(*[text() for _ in range(41)]), "components", "COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED"),
        (v2(text("x" * 2001), text("x" * 2000)), "components", "COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED"),
        (legacy(row(button("a"), button("a"))), "components", "COMPONENT_CUSTOM_ID_DUPLICATED"),
        (v2(text(id=1), text(id=1)), "components", "COMPONENT_ID_DUPLICATED"),
        (legacy(row(select(), button())), "components.0.components", "COMPONENT_LAYOUT_WIDTH_EXCEEDED"),
        (
            legacy(row(button(label=None))),
            "components.0.components.0.label",
            "BUTTON_COMPONENT_LABEL_OR_EMOJI_REQUIRED",
        ),
        (legacy(row(link(custom_id="x"))), "components.0.components.0.custom_id", "BUTTON_COMPONENT_FIELD_NOT_ALLOWED"),
        (v2(container(container(text()))), "components.0.components.0.type", "BASE_TYPE_CHOICES"),
        (v2(section(text(), accessory=text())), "components.0.accessory.type", "BASE_TYPE_CHOICES"),
    ],
)
def test_a_fault_is_told_at_its_place(body: Body, place: str, code: str) -> None:
    assert told(body)[place] == code


def test_a_file_that_does_not_come_along_is_told() -> None:
    body = v2(section(text(), accessory=thumbnail("attachment://a.png")))
    code = {"components": "UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND"}
    assert told(body, attachments=["a.png"]) == {}
    assert told(body, attachments=[]) == code


def test_the_walk_finds_what_hangs_on_others() -> None:
    label = {"type": 18, "component": {"type": 4, "custom_id": "words"}}
    parts = [container(section(text(), accessory=button("b"))), label, "no component"]
    assert [one["type"] for one in walk(parts)] == [17, 9, 10, 2, 18, 4]


@pytest.mark.parametrize("value", [None, "x", {}, 3])
def test_what_is_no_list_has_no_components(value: object) -> None:
    assert list(walk(value)) == []
