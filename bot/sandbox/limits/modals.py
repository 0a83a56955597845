"""Limits of modals: https://discord.com/developers/docs/interactions/receiving-and-responding (Modal)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.sandbox.limits.components import ACTION_ROW, TEXT, check_custom_ids
from bot.sandbox.limits.form import Form, Problem
from bot.sandbox.limits.selects import SELECT_TYPES, check_select
from bot.sandbox.limits.unverified import Doubt

__all__ = ["check_modal"]

TEXT_INPUT, LABEL, FILE_UPLOAD, RADIO_GROUP, CHECKBOX_GROUP, CHECKBOX = 4, 18, 19, 21, 22, 23
_IN_LABEL = (*SELECT_TYPES, TEXT_INPUT, FILE_UPLOAD, RADIO_GROUP, CHECKBOX_GROUP, CHECKBOX)
_MAX_INPUT = 4000


def check_modal(data: Mapping[str, Any], doubts: list[Doubt] | None = None) -> list[Problem]:
    """Return what is wrong with the data of a modal answer (callback type 9), and add what may be to ``doubts``."""
    modal = Form(data, doubts=[] if doubts is None else doubts)
    modal.text("custom_id", 100, minimum=1, required=True)
    modal.text("title", 45, minimum=1, required=True)
    for row in modal.forms("components", 5, minimum=1, required=True):
        kind = row.choice("type", (ACTION_ROW, TEXT, LABEL), required=True)
        row.number("id", 0, 2**31 - 1)
        if kind == TEXT:
            row.text("content", 4000, minimum=1, required=True)
        elif kind == LABEL:
            _check_label(row)
        elif kind == ACTION_ROW:
            _check_row(row)
    check_custom_ids(modal)
    return modal.problems


def _check_row(row: Form) -> None:
    for one in row.forms("components", 1, minimum=1, required=True):
        if one.choice("type", (TEXT_INPUT,), required=True):
            one.text("label", 45, minimum=1, required=True)
            _check_input(one)


def _check_label(label: Form) -> None:
    label.text("label", 45, minimum=1, required=True)
    label.text("description", 100, minimum=1)
    inside = label.form("component", required=True)
    if inside is None:
        return
    kind = inside.choice("type", _IN_LABEL, required=True)
    inside.number("id", 0, 2**31 - 1)
    inside.truth("required")
    if kind == TEXT_INPUT:
        _check_input(inside)
        return
    inside.text("custom_id", 100, minimum=1, required=True)
    if kind in SELECT_TYPES:
        check_select(inside)
    elif kind == RADIO_GROUP:
        _check_choices(inside, minimum=2)
    elif kind == CHECKBOX_GROUP:
        _check_choices(inside, minimum=1)
        _check_counts(inside)
    elif kind == FILE_UPLOAD:
        _check_counts(inside)
    elif kind == CHECKBOX:
        inside.truth("default")


def _check_input(box: Form) -> None:
    box.text("custom_id", 100, minimum=1, required=True)
    box.number("id", 0, 2**31 - 1)
    box.choice("style", (1, 2), required=True)
    box.number("min_length", 0, _MAX_INPUT)
    box.number("max_length", 1, _MAX_INPUT)
    box.text("value", _MAX_INPUT)
    box.text("placeholder", 100)
    box.truth("required")


def _check_choices(group: Form, *, minimum: int) -> None:
    for option in group.forms("options", 10, minimum=minimum, required=True):
        option.text("label", 100, minimum=1, required=True)
        option.text("value", 100, minimum=1, required=True)
        option.text("description", 100)
        option.truth("default")


def _check_counts(group: Form) -> None:
    least, most = group.number("min_values", 0, 10), group.number("max_values", 1, 10)
    if least is not None and most is not None and least > most:
        group.note("BASE_TYPE_BAD_LENGTH", "min_values must not be greater than max_values.", "min_values")
