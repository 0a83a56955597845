"""What the models complain about, as problems with a place, in the words of somebody who never heard of pydantic."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, get_args

from pydantic import BaseModel
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from bot.errors import SettingsProblem
from bot.settings.colons import colon_hint
from bot.settings.key_hints import key_hint
from bot.settings.outline import dotted, model_at
from bot.settings.source_values import ColumnName
from bot.settings.suggestions import did_you_mean
from bot.settings.values import InvalidValueError, shown
from bot.settings.yaml_tree import Places

__all__ = ["problem_at", "problem_of"]

_AT_KEY = {"extra_forbidden"}
_CURLY = re.compile("^[“”„‟‘’‚‛]|[“”„‟‘’‚‛]$")
_SWITCHED = {"true", "yes", "on", "false", "no", "off"}
_MAX_NAMES = 4  # of keys that a hint lists

Words = tuple[str, str]


def problem_of(error: ErrorDetails, places: Places) -> SettingsProblem:
    """Put one error of the models into words; raises nothing, whatever the error."""
    complaint = _Complaint(error, places)
    if complaint.of_key:
        message, hint = complaint.unknown_column()
        return problem_at(complaint.path, places, message, hint, at_key=True)
    message, hint = _WORDS.get(error["type"], _Complaint.unforeseen)(complaint)
    if isinstance(complaint.value, str) and _CURLY.search(complaint.value):
        hint = "Use straight quotes, \" or ', instead of curly ones."
    return problem_at(complaint.path, places, message, hint, at_key=error["type"] in _AT_KEY)


def problem_at(
    path: tuple[str | int, ...], places: Places, message: str, hint: str = "", *, at_key: bool = False
) -> SettingsProblem:
    """Make a problem at the value, or at the key, of a path; at the mapping around it where the key is not there."""
    place = places.find(path)
    line, column = place.key if at_key else place.value
    return SettingsProblem(line, column, dotted(path), message, hint)


class _Complaint:
    """An error of the models, with what is needed to explain it."""

    def __init__(self, error: ErrorDetails, places: Places) -> None:
        # The models mark an error of a key, where the keys themselves are values, by a step of this name.
        self.of_key = error["loc"][-1:] == ("[key]",)
        self.path = tuple(error["loc"][:-1] if self.of_key else error["loc"])
        self.context: Mapping[str, Any] = error.get("ctx", {})
        self.value = error["input"]
        self.text = places.find(self.path).text if not isinstance(self.value, list | dict) else None
        self._said = error["msg"]

    @property
    def name(self) -> str:
        """The key that the error is about, also where an entry of its list is meant."""
        return next((step for step in reversed(self.path) if isinstance(step, str)), "")

    @property
    def field(self) -> FieldInfo | None:
        above: type[BaseModel] | None = model_at(self.path[:-1])
        return above.model_fields.get(self.name) if above is not None else None

    @property
    def found(self) -> str:
        """What stands there instead of what was expected."""
        if self.value is None:
            return "nothing"
        if isinstance(self.value, bool | int | float):
            return f"{self.text or self.value} without quotes"
        if isinstance(self.value, str):
            return f"the text {shown(self.value)}"
        return "a list" if isinstance(self.value, list) else "keys and values"

    def example(self, lead: str) -> str:
        """Return a hint with an example of the field, if it has one."""
        examples = self.field.examples if self.field is not None else None
        return f"{lead} `{self.name}: {json.dumps(examples[0], ensure_ascii=False)}`." if examples else ""

    def unknown_key(self) -> Words:
        return "there is no such setting.", key_hint(model_at(self.path[:-1]), str(self.path[-1]))

    def unknown_column(self) -> Words:
        options = get_args(ColumnName)
        if self.text in options:
            return "our name for a column comes first.", f"Write `{self.text}: {shown(self.path[-1])}`."
        hint = did_you_mean(str(self.path[-1]), options)
        return "is not one of our names for columns.", hint or f"These are {_listed(options, 'and')}."

    def missing(self) -> Words:
        return "is required and missing.", self.example("Add it, such as")

    def not_text(self) -> Words:
        if self.value is None:
            return self.empty_text()
        scalar = isinstance(self.value, bool | int | float)
        return f"must be text, not {self.found}.", f'Write it in quotes: "{self.text or self.value}".' if scalar else ""

    def not_a_list(self) -> Words:
        if isinstance(self.value, dict):
            return "must be a list, not keys and values.", 'Begin each entry with "- ".'
        written = self._as_source() or shown(self.text or self.value)
        return f"must be a list, not {self.found}.", f"Write `{self.name}: [{written}]`."

    def not_a_mapping(self) -> Words:
        model = model_at(self.path)
        names = list(model.model_fields) if model is not None else []
        if isinstance(self.value, str) and (hint := colon_hint(self.value, names)):
            return "this line is not of the form `key: value`.", hint
        if not self.path:
            return f"the file must hold lines of the form `key: value`, not {self.found}.", "Begin with `digests:`."
        if written := self._as_source() or self._as_switch():
            return f"must hold keys of its own, not {self.found}.", f"Write `{written}`."
        listed = ", ".join(f"`{name}`" for name in names[:_MAX_NAMES])
        more = " and so on" if len(names) > _MAX_NAMES else ""
        return f"must hold keys of its own, not {self.found}.", f"Its keys are {listed}{more}."

    def not_pairs(self) -> Words:
        return f"must be pairs of names, not {self.found}.", self.example("Such as")

    def not_a_switch(self) -> Words:
        return f"must be `true` or `false`, not {self.found}.", ""

    def not_whole(self) -> Words:
        return f"must be a whole number, not {self.found}.", self._unquoted()

    def not_an_option(self) -> Words:
        options = re.findall(r"'([^']*)'", str(self.context.get("expected", "")))
        written = "" if isinstance(self.value, list | dict) else self.text or str(self.value)
        return f"must be {_listed(options, 'or')}, not {shown(written) if written else self.found}.", did_you_mean(
            written, options
        )

    def too_small(self) -> Words:
        return f"{self.value} is too small; the least is {self.context.get('ge')}.", ""

    def too_large(self) -> Words:
        return f"{self.value} is too much; the most is {self.context.get('le')}.", ""

    def empty_list(self) -> Words:
        return "is empty and needs at least one entry.", self.example("Such as")

    def empty_text(self) -> Words:
        return "is empty.", "Remove it, or say what is meant."

    def too_long(self) -> Words:
        return f"is longer than {self.context.get('max_length')} characters.", ""

    def own(self) -> Words:
        error = self.context.get("error")
        return (error.message, error.hint) if isinstance(error, InvalidValueError) else self.unforeseen()

    def unforeseen(self) -> Words:
        return self._said[:1].lower() + self._said[1:].rstrip(".") + ".", ""

    def _as_source(self) -> str:
        """Return the entry that is meant where nothing but a file or an address stands for a source of papers."""
        model = model_at(self.path)
        if model is None or "path" not in model.model_fields or not isinstance(self.value, str):
            return ""
        key = "url" if self.value.startswith(("http://", "https://")) else "path"
        return f"{{name: our-list, {key}: {shown(self.value)}}}"

    def _as_switch(self) -> str:
        """Return the section that is meant where nothing but its switch's value stands for it."""
        model = model_at(self.path)
        word = str(self.value).lower()
        if model is None or word not in _SWITCHED or self.path[-1:] != (self.name,):
            return ""
        switch = next((name for name, field in model.model_fields.items() if field.annotation is bool), "")
        return f"{self.name}: {{{switch}: {word}}}" if switch else ""

    def _unquoted(self) -> str:
        whole = isinstance(self.value, str) and re.fullmatch(r"\s*[0-9]{1,9}\s*", self.value)
        return f"Write it without quotes: {self.value.strip()}." if whole else ""


def _listed(options: Sequence[str], last: str) -> str:
    """Write `a`, `b` or `c`."""
    return f" {last} ".join(filter(None, [", ".join(f"`{option}`" for option in options[:-1]), f"`{options[-1]}`"]))


_WORDS: Mapping[str, Callable[[_Complaint], Words]] = {
    "extra_forbidden": _Complaint.unknown_key,
    "missing": _Complaint.missing,
    "string_type": _Complaint.not_text,
    "path_type": _Complaint.not_text,
    "string_too_short": _Complaint.empty_text,
    "string_too_long": _Complaint.too_long,
    "tuple_type": _Complaint.not_a_list,
    "model_type": _Complaint.not_a_mapping,
    "model_attributes_type": _Complaint.not_a_mapping,
    "mapping_type": _Complaint.not_pairs,
    "dict_type": _Complaint.not_pairs,
    "bool_type": _Complaint.not_a_switch,
    "bool_parsing": _Complaint.not_a_switch,
    "int_type": _Complaint.not_whole,
    "literal_error": _Complaint.not_an_option,
    "greater_than_equal": _Complaint.too_small,
    "less_than_equal": _Complaint.too_large,
    "too_short": _Complaint.empty_list,
    "value_error": _Complaint.own,
}
