"""Limits of select menus: https://discord.com/developers/docs/components/reference#string-select."""

from __future__ import annotations

from bot.sandbox.limits.channels import CHANNEL_TYPES
from bot.sandbox.limits.emoji import check_emoji
from bot.sandbox.limits.form import Form

__all__ = ["SELECT_TYPES", "check_select"]

STRING_SELECT, CHANNEL_SELECT = 3, 8
SELECT_TYPES = (3, 5, 6, 7, 8)
_MAX_OPTIONS = 25
_DEFAULT_KINDS = {5: ("user",), 6: ("role",), 7: ("user", "role"), 8: ("channel",)}


def check_select(select: Form) -> None:
    """Note what is wrong with a select of any kind; its ``custom_id`` is checked with all others of the message."""
    select.text("placeholder", 150)
    select.truth("disabled")
    select.truth("required")
    least = select.number("min_values", 0, _MAX_OPTIONS)
    most = select.number("max_values", 1, _MAX_OPTIONS)
    least, most = 1 if least is None else least, 1 if most is None else most
    if least > most:
        select.note("BASE_TYPE_BAD_LENGTH", "min_values must not be greater than max_values.", "min_values")
    if select.body.get("type") == STRING_SELECT:
        _check_options(select, most)
    else:
        _check_defaults(select, most)
    if select.body.get("type") == CHANNEL_SELECT:
        select.picks("channel_types", CHANNEL_TYPES)


def _check_options(select: Form, most: float) -> None:
    options = select.forms("options", _MAX_OPTIONS, minimum=1, required=True)
    seen: set[str] = set()
    for option in options:
        option.text("label", 100, minimum=1, required=True)
        option.text("description", 100)
        check_emoji(option)
        value = option.text("value", 100, minimum=1, required=True)
        if value in seen:
            message = "The specified option value is already used"
            option.note("COMPONENT_SELECT_OPTION_VALUE_DUPLICATED", message, "value")
        seen.add(value)
    if sum(option.truth("default") for option in options) > most:
        select.note("SELECT_COMPONENT_DEFAULTS_TOO_MANY", "More defaults than max_values.", "options")


def _check_defaults(select: Form, most: float) -> None:
    defaults = select.forms("default_values", _MAX_OPTIONS)
    for default in defaults:
        default.choice("type", _DEFAULT_KINDS.get(select.body["type"], ()), required=True)
        default.snowflake("id", required=True)
    if len(defaults) > most:
        select.note("SELECT_COMPONENT_DEFAULTS_TOO_MANY", "More defaults than max_values.", "default_values")
