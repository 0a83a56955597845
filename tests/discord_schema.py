"""Payloads held against Discord's published API description.

The document (discord/discord-api-spec, MIT) is too large for this repository; it is read from beside it. Where it is
absent the tests that need it are skipped, and the limits of ``bot.sandbox.limits`` still hold.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import pytest

OPENAPI = Path(__file__).parents[2] / "shared" / "discord" / "openapi.json"


def assert_valid(schema: str, payload: object) -> None:
    """Fail with place and reason where a JSON value does not satisfy the named component schema."""
    problems = schema_problems(schema, payload)
    assert not problems, "\n".join(problems)


def schema_problems(schema: str, payload: object) -> list[str]:
    """Return where and why a JSON value does not satisfy the named component schema; skip without the document."""
    if not OPENAPI.is_file():
        pytest.skip(f"Discord's OpenAPI document is not at {OPENAPI}")
    return [
        f"{cause.json_path}: {cause.message}"
        for error in _validator(schema).iter_errors(payload)
        for cause in _causes(error)
    ]


def _causes(error: jsonschema.ValidationError) -> list[jsonschema.ValidationError]:
    """Return the errors of the branch that was meant, where a value fits none of several: that of its own ``type``."""
    branches: dict[object, list[jsonschema.ValidationError]] = {}
    for inner in error.context or ():
        branches.setdefault(inner.relative_schema_path[0], []).append(inner)
    meant = [errors for errors in branches.values() if not any("type" in one.relative_path for one in errors)]
    meant = [errors for errors in meant if not any(one.validator == "type" and not one.relative_path for one in errors)]
    if len(meant) != 1:
        return [error]
    return [cause for inner in meant[0] for cause in _causes(inner)]


@cache
def _validator(schema: str) -> jsonschema.Draft202012Validator:
    document = _document()
    if schema not in document["components"]["schemas"]:
        raise LookupError(f"Discord's OpenAPI document has no schema {schema}")
    return jsonschema.Draft202012Validator({"$ref": f"#/components/schemas/{schema}", **document})


@cache
def _document() -> dict[str, Any]:
    document: dict[str, Any] = json.loads(OPENAPI.read_text(encoding="utf-8"))
    return {"components": document["components"]}
