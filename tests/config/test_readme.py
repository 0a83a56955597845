"""config/README.md against the models: every key both ways, defaults, examples, and every block of YAML."""

from __future__ import annotations

import re
from datetime import time, timedelta
from pathlib import Path
from typing import NamedTuple

import pytest
from jsonschema import Draft202012Validator
from pydantic_core import PydanticUndefined
from ruamel.yaml import YAML

from bot.settings.environment import read_environment
from bot.settings.loader import category_warnings, parse_settings
from bot.settings.outline import Key, keys
from bot.settings.schema import json_schema
from bot.settings.values import format_duration

README = Path(__file__).parents[2] / "config" / "README.md"
TEXT = README.read_text("utf-8")
KEYS = {key.path: key for key in keys()}


class Row(NamedTuple):
    key: str
    meaning: str
    default: str
    example: str


def rows() -> list[Row]:
    table = TEXT.partition("## Every key")[2].partition("## The environment")[0]
    return [
        Row(*(cell.strip() for cell in line.strip("|").split("|")))
        for line in table.splitlines()
        if line.startswith("| `")
    ]


ROWS = {row.key.strip("`"): row for row in rows()}
BLOCKS = re.findall(r"^```yaml\n(.*?)^```", TEXT, re.MULTILINE | re.DOTALL)


def written_default(key: Key) -> object:
    """Return the default in the form in which the YAML writes it."""
    default = key.field.default
    if isinstance(default, timedelta):
        return format_duration(default)
    if isinstance(default, time):
        return f"{default:%H:%M}"
    return list(default) if isinstance(default, tuple) else default


def yaml_value(text: str) -> object:
    return YAML(typ="safe", pure=True).load(text)


def with_key(path: str, value: str) -> str:
    """Return a file in which one key has the given value, and what must be beside it."""
    top, *rest = path.replace("digests[]", "digests").replace("sources[]", "sources").split(".")
    if top == "digests" and rest:
        beside = {"name": "weekly", "channels": '["123456789012345678"]'}
        inner = f"at: {{{rest[1]}: {value}}}" if len(rest) == 2 else f"{rest[0]}: {value}"
        beside.pop(rest[0], None)
        return f"digests: [{{{', '.join([f'{name}: {set_to}' for name, set_to in beside.items()] + [inner])}}}]\n"
    if rest[:1] == ["sources"] and len(rest) == 2:
        beside = {"name": "a", "path": "'{year}.md'" if rest[1] == "first_year" else "a.md"}
        beside.pop("path" if rest[1] == "url" else rest[1], None)
        pairs = [f"{name}: {set_to}" for name, set_to in beside.items()] + [f"{rest[1]}: {value}"]
        return f"dataset: {{sources: [{{{', '.join(pairs)}}}]}}\n"
    return f"{top}: {''.join(f'{{{step}: ' for step in rest)}{value}{'}' * len(rest)}\n"


def test_the_table_and_the_models_name_the_same_keys_in_the_same_order() -> None:
    assert list(ROWS) == list(KEYS)


@pytest.mark.parametrize("path", list(KEYS))
def test_the_default_is_the_model_s(path: str) -> None:
    row, key = ROWS[path], KEYS[path]
    if key.field.is_required():
        assert row.default == "required"
    elif row.default.startswith("`"):
        assert yaml_value(row.default.strip("`")) == written_default(key)
    else:
        # In words, where a value would say nothing: a section, or a setting that is off.
        assert key.model is not None or key.field.default is None
        assert key.field.default is not PydanticUndefined


@pytest.mark.parametrize("path", [path for path, row in ROWS.items() if row.example.startswith("`")])
def test_the_example_loads_and_is_not_the_default(path: str) -> None:
    example = ROWS[path].example.strip("`")
    assert parse_settings(with_key(path, example).encode(), README).places.find(()).value == (1, 1)
    assert yaml_value(example) != written_default(KEYS[path])


def test_a_key_without_an_example_has_one_in_a_block() -> None:
    for path, row in ROWS.items():
        if not row.example.startswith("`"):
            assert row.example == "see above"
            assert any(f"{KEYS[path].name}:" in block for block in BLOCKS)


@pytest.mark.parametrize("block", BLOCKS, ids=range(len(BLOCKS)))
def test_every_block_of_yaml_loads_without_a_warning_and_passes_the_schema(block: str) -> None:
    found = parse_settings(block.encode(), README)
    assert found.warnings == ()
    assert category_warnings(found, ()) == ()
    assert Draft202012Validator(json_schema()).is_valid(yaml_value(block))


def test_the_error_it_shows_is_the_error_there_is() -> None:
    shown = re.search(r"```text\n(?P<file>[^:]+):4:5: (?P<said>.*)\n```", TEXT)
    assert shown is not None
    text = 'digests:\n  - name: weekly\n    channels: ["123456789012345678"]\n    timezon: UTC\n'
    with pytest.raises(Exception, match=re.escape(shown["said"])):
        parse_settings(text.encode(), Path(shown["file"]))


def test_the_environment_s_table_names_what_is_read() -> None:
    table = TEXT.partition("## The environment")[2]
    named = set(re.findall(r"^\| `([A-Z_]+)` \|", table, re.MULTILINE))
    values = {
        "DISCORD_TOKEN": "a.b.c",
        "DATABASE_URL": "postgres://h/d",
        "PAPERBOY_CONFIG": "x.yaml",
        "PAPERBOY_DATA": "x",
        "PAPERBOY_OFFLINE": "1",
        "DISCORD_API_URL": "http://x",
    }
    assert named == set(values)
    unset = read_environment({}, dotenv=None)
    for name, value in values.items():
        assert read_environment({name: value}, dotenv=None) != unset, name
