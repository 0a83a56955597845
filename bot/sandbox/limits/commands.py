"""Limits of application commands: https://discord.com/developers/docs/interactions/application-commands."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from bot.sandbox.limits.channels import CHANNEL_TYPES
from bot.sandbox.limits.form import Form, Problem, as_list, as_mapping
from bot.sandbox.limits.unverified import Doubt

__all__ = ["MAX_CHOICES", "MAX_COMMANDS", "check_choices", "check_command", "command_size"]

CHAT_INPUT, USER, MESSAGE = 1, 2, 3
SUBCOMMAND, GROUP, STRING, INTEGER, CHANNEL, NUMBER = 1, 2, 3, 4, 7, 10
MAX_COMMANDS = {CHAT_INPUT: 100, USER: 15, MESSAGE: 15}
MAX_CHOICES = 25
MAX_SIZE = 8000
_MAX_OPTIONS = 25
_MAX_NAME = 32
_MAX_DESCRIPTION = 100
_MAX_CHOICE = 100
_LOCALE = re.compile(
    "ar|bg|cs|da|de|el|en-GB|en-US|es-419|es-ES|fi|fr|he|hi|hr|hu|id|it|ja|ko|lt|nl|no|pl|pt-BR|ro|ru|sv-SE|th|tr|uk|vi"
    "|zh-CN|zh-TW"
)
"""https://discord.com/developers/docs/reference#locales"""
_LETTERS_OF_SCRIPTS = ("DEVANAGARI", "THAI")


def check_command(command: Form) -> None:
    """Note what is wrong with one command of a create or overwrite request."""
    kind = command.choice("type", tuple(MAX_COMMANDS)) or CHAT_INPUT
    if kind == CHAT_INPUT:
        _check_named(command)
        _check_options(command, depth=0)
    else:
        command.text("name", _MAX_NAME, minimum=1, required=True)
        _localised(command, "name", _MAX_NAME)
    command.bits("default_member_permissions", 2**54 - 1)
    command.truth("dm_permission")
    command.truth("nsfw")
    command.snowflake("id")
    command.choice("handler", (1, 2))
    command.picks("contexts", (0, 1, 2), minimum=1)
    command.picks("integration_types", (0, 1), minimum=1)
    if command_size(command.body) > MAX_SIZE:
        told = f"Command exceeds maximum size ({MAX_SIZE})"
        command.note("APPLICATION_COMMAND_TOO_LARGE", told)


def check_choices(data: Mapping[str, Any], doubts: list[Doubt] | None = None) -> list[Problem]:
    """Return what is wrong with the data of an autocomplete answer (callback type 8); add what may be to ``doubts``."""
    answer = Form(data, doubts=[] if doubts is None else doubts)
    for choice in answer.forms("choices", MAX_CHOICES, required=True):
        _check_choice(choice)
    return answer.problems


def command_size(command: Mapping[str, Any]) -> int:
    """Return the characters of names, descriptions and values that count to the 8000, the longest language of each."""
    own = sum(_longest(command, key) for key in ("name", "description"))
    value = command.get("value")
    own += len(value) if isinstance(value, str) else 0
    inner = [*as_list(command.get("options")), *as_list(command.get("choices"))]
    return own + sum(command_size(as_mapping(one)) for one in inner)


def _longest(command: Mapping[str, Any], key: str) -> int:
    texts = [command.get(key), *as_mapping(command.get(f"{key}_localizations")).values()]
    return max((len(text) for text in texts if isinstance(text, str)), default=0)


def _check_named(named: Form) -> None:
    _check_name(named, named.text("name", _MAX_NAME, minimum=1, required=True), "name")
    for tag, text in _localised(named, "name", _MAX_NAME):
        _check_name(named, text, "name_localizations", tag)
    named.text("description", _MAX_DESCRIPTION, minimum=1, required=True)
    _localised(named, "description", _MAX_DESCRIPTION)


def _check_name(named: Form, name: str, *steps: str) -> None:
    if name and not _is_name(name):
        named.note("APPLICATION_COMMAND_INVALID_NAME", "Command name is invalid", *steps)


def _localised(named: Form, key: str, maximum: int) -> list[tuple[str, str]]:
    """Check a text's other languages and return them; what is no text of its length is noted and left empty."""
    texts = named.form(f"{key}_localizations")
    if texts is None:
        return []
    for tag in texts.body:
        if not _LOCALE.fullmatch(tag):
            texts.note("BASE_TYPE_CHOICES", f"Value must be one of {{{_LOCALE.pattern.replace('|', ', ')}}}.", tag)
    return [(tag, texts.text(tag, maximum, minimum=1, required=True)) for tag in texts.body]


def _is_name(name: str) -> bool:
    r"""Tell whether a name matches ``^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$`` and is lower case."""
    return 1 <= len(name) <= _MAX_NAME and name == name.lower() and all(_is_name_character(one) for one in name)


def _is_name_character(character: str) -> bool:
    if character in "-_'" or unicodedata.category(character)[0] in "LN":
        return True
    return unicodedata.name(character, "").startswith(_LETTERS_OF_SCRIPTS)


def _check_options(parent: Form, *, depth: int) -> None:
    options = parent.forms("options", _MAX_OPTIONS)
    for option in options:
        _check_option(option, depth)
    _check_order(parent, options)
    _check_unique(parent, options)


def _check_option(option: Form, depth: int) -> None:
    kind = option.choice("type", range(1, 12), required=True)
    _check_named(option)
    option.truth("required")
    if kind == GROUP and depth > 0:
        option.note("APPLICATION_COMMAND_OPTIONS_TYPE_INVALID", "A group must be at the top of its command", "type")
    elif kind == SUBCOMMAND and depth > 1:
        option.note("APPLICATION_COMMAND_OPTIONS_TYPE_INVALID", "Commands cannot be nested deeper", "type")
    elif kind in (SUBCOMMAND, GROUP):
        _check_options(option, depth=depth + 1)
    else:
        _check_value_option(option, kind)


def _check_value_option(option: Form, kind: int | str | None) -> None:
    choices = option.forms("choices", MAX_CHOICES)
    for choice in choices:
        _check_choice(choice, kind)
    if option.truth("autocomplete") and choices:
        told = "Option cannot have choices and be autocompleted"
        option.note("APPLICATION_COMMAND_OPTIONS_CHOICES_AND_AUTOCOMPLETE", told, "autocomplete")
    if option.truth("autocomplete") and kind not in (STRING, INTEGER, NUMBER):
        told = "Only strings and numbers can be autocompleted"
        option.note("APPLICATION_COMMAND_OPTIONS_TYPE_INVALID", told, "autocomplete")
    if kind == STRING:
        option.number("min_length", 0, 6000)
        option.number("max_length", 1, 6000)
    elif kind in (INTEGER, NUMBER):
        _number(option, "min_value", kind)
        _number(option, "max_value", kind)
    elif kind == CHANNEL:
        option.picks("channel_types", CHANNEL_TYPES)


def _check_choice(choice: Form, kind: int | str | None = None) -> None:
    """Note what is wrong with a choice of an option's kind, or with a suggestion, which may be of any."""
    choice.text("name", _MAX_CHOICE, minimum=1, required=True)
    _localised(choice, "name", _MAX_CHOICE)
    if kind == STRING or (kind is None and isinstance(choice.body.get("value"), str)):
        choice.text("value", _MAX_CHOICE, required=True)
    else:
        _number(choice, "value", kind, required=True)


def _number(holder: Form, key: str, kind: int | str | None, *, required: bool = False) -> None:
    # https://discord.com/developers/docs/interactions/application-commands#application-command-object-application-command-option-type
    most = 2**53 - 1 if kind == INTEGER else 2**53
    holder.number(key, -most, most, required=required, whole=kind == INTEGER)


def _check_order(parent: Form, options: list[Form]) -> None:
    optional_seen = False
    for place, option in enumerate(options):
        if option.body.get("type") in (SUBCOMMAND, GROUP):
            continue
        required = option.body.get("required") is True
        if required and optional_seen:
            told = "Required options must be placed before non-required options"
            parent.note("APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID", told, "options", str(place))
        optional_seen = optional_seen or not required


def _check_unique(parent: Form, options: list[Form]) -> None:
    nested = {option.body.get("type") in (SUBCOMMAND, GROUP) for option in options}
    if len(nested) > 1:
        told = "Sub-command and sub-command group option types are mutually exclusive to all other types"
        parent.note("APPLICATION_COMMAND_OPTIONS_TYPE_INVALID", told, "options")
    for name in _twice(str(option.body.get("name")) for option in options):
        parent.note("APPLICATION_COMMAND_OPTIONS_NAME_INVALID", f"Option name {name} is not unique", "options")


def _twice(names: Iterable[str]) -> Iterator[str]:
    seen: set[str] = set()
    for name in names:
        if name in seen:
            yield name
        seen.add(name)
