"""Select menus: where each fault is told. The limits themselves are in ``edges``."""

from __future__ import annotations

import pytest

from bot.sandbox.limits.selects import SELECT_TYPES
from tests.sandbox.limits.edges import Body, legacy, row, select
from tests.sandbox.limits.told import told

MENU = "components.0.components.0"
TWICE = [{"label": one, "value": "same"} for one in "ab"]
PRESET = [{"label": one, "value": one, "default": True} for one in "abc"]


def picker(kind: int, **fields: object) -> Body:
    return {"type": kind, "custom_id": "s", **fields}


@pytest.mark.parametrize(
    ("menu", "place", "code"),
    [
        (select(min_values=3, max_values=2), "min_values", "BASE_TYPE_BAD_LENGTH"),
        (select(min_values=2), "min_values", "BASE_TYPE_BAD_LENGTH"),
        (select(options=26), "options", "BASE_TYPE_BAD_LENGTH"),
        (picker(3), "options", "BASE_TYPE_REQUIRED"),
        (picker(3, options=TWICE), "options.1.value", "COMPONENT_SELECT_OPTION_VALUE_DUPLICATED"),
        (picker(3, options=PRESET, max_values=2), "options", "SELECT_COMPONENT_DEFAULTS_TOO_MANY"),
        (picker(5, default_values=[{"type": "role", "id": "1"}]), "default_values.0.type", "BASE_TYPE_CHOICES"),
        (picker(6, default_values=[{"type": "role"}]), "default_values.0.id", "BASE_TYPE_REQUIRED"),
    ],
)
def test_a_fault_is_told_at_its_place(menu: Body, place: str, code: str) -> None:
    assert told(legacy(row(menu)))[f"{MENU}.{place}"] == code


@pytest.mark.parametrize("kind", [kind for kind in SELECT_TYPES if kind != 3])
def test_other_kinds_need_no_options(kind: int) -> None:
    assert told(legacy(row(picker(kind)))) == {}


def test_as_many_defaults_as_may_be_chosen_are_fine() -> None:
    assert told(legacy(row(picker(3, options=PRESET, max_values=3)))) == {}
