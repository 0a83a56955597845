from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from ruamel.yaml import YAML

from bot.settings.models import Settings
from bot.settings.outline import keys
from bot.settings.schema import json_schema
from tests.settings.texts import digest, problems, settings


def accepts(text: str) -> bool:
    data = YAML(typ="safe", pure=True).load(text)
    return Draft202012Validator(json_schema()).is_valid(data)


def properties(schema: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    for model in [schema, *schema["$defs"].values()]:
        yield from model["properties"].items()


def test_it_is_a_schema_of_the_draft_it_names() -> None:
    schema = json_schema()
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema["title"] == "Paperboy's settings"
    Draft202012Validator.check_schema(schema)


def test_every_key_has_its_description_and_no_title_before_it() -> None:
    whole = json_schema()
    found = dict(properties(whole))
    assert set(found) == {key.name for key in keys()}
    for name, schema in found.items():
        # A key that says the same as the model below it has its description there.
        below = whole["$defs"].get(schema.get("$ref", "").rpartition("/")[2], {})
        assert schema.get("description") or below.get("description"), name
        assert "title" not in schema, name


def test_defaults_are_written_as_the_yaml_writes_them() -> None:
    found = dict(properties(json_schema()))
    assert (found["wait_until"]["default"], found["refresh"]["default"], found["time"]["default"]) == (
        "48h",
        "6h",
        "09:00",
    )


def test_every_example_and_default_is_one_that_it_accepts() -> None:
    schema = json_schema()
    for name, part in properties(schema):
        validator = Draft202012Validator({**part, "$defs": schema["$defs"]})
        for value in [*part.get("examples", []), *([part["default"]] if "default" in part else [])]:
            assert validator.is_valid(value), (name, value)


GOOD = [
    "digests: []\n",
    digest("at: {weekday: friday, time: '17:30'}", "backlog: 3", "grace: 6h"),
    digest("cron: '0 9 * * mon'", "mention_role: '123456789012345678'"),
    "dataset: {sources: [{name: a, url: 'https://example.org'}], refresh: 1h}\n",
    "logging: {level: debug}\nreplies: {help: public}\n",
]
BAD = [
    "digest: []\n",
    digest("timezon: UTC"),
    digest("at: {time: 9}"),
    digest("at: {}", "cron: '0 9 * * mon'"),
    digest("limit: 51"),
    digest("nothing_new: sometimes"),
    digest("backlog: 0"),
    digest("mention_role: 123456789012345678"),
    digest("wait_until: 48"),
    "digests: [{name: a}]\n",
    "digests: [{name: a, channels: []}]\n",
    "dataset: {sources: [{name: a}]}\n",
    "dataset: {sources: [{name: a, path: b, url: 'http://c'}]}\n",
    "logging: {level: 3}\n",
]


@pytest.mark.parametrize("text", GOOD)
def test_what_it_accepts_loads(text: str) -> None:
    assert accepts(text)
    assert isinstance(settings(text), Settings)


@pytest.mark.parametrize("text", BAD)
def test_what_it_marks_does_not_load(text: str) -> None:
    assert not accepts(text)
    assert problems(text)
