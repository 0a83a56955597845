"""Payloads held against Discord's published API description.

The document (discord/discord-api-spec, MIT) is too large for this repository; it is read from beside it. Where it is
absent the tests that need it are skipped, and the limits of ``bot.sandbox.limits`` still hold.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import pytest

_PARAMETER = re.compile(r"\{\w+\}")
OPENAPI = Path(__file__).parents[2] / "shared" / "discord" / "openapi.json"


def assert_valid(schema: str, payload: object) -> None:
    """Fail with place and reason where a JSON value does not satisfy the named component schema."""
    problems = schema_problems(schema, payload)
    assert not problems, "\n".join(problems)


def answer_problems(method: str, route: str, status: int, body: object) -> list[str]:
    """Return where and why the JSON of an answer is not what the document says of its route; skip without it.

    :param route: a path template below ``/api/v10``; its parameters may be named otherwise than in the document
    """
    wanted = _PARAMETER.sub("{}", route)
    for path, operations in _document()["paths"].items():
        if _PARAMETER.sub("{}", path) == wanted and method.lower() in operations:
            content = operations[method.lower()]["responses"][str(status)].get("content", {})
            schema = content.get("application/json", {}).get("schema")
            if schema is None:
                return [] if body is None else ["$: there should be no body"]
            return _problems(_compiled(schema), body)
    raise LookupError(f"Discord's OpenAPI document has no {method} {route}")


def schema_problems(schema: str, payload: object) -> list[str]:
    """Return where and why a JSON value does not satisfy the named component schema; skip without the document."""
    if schema not in _document()["components"]["schemas"]:
        raise LookupError(f"Discord's OpenAPI document has no schema {schema}")
    return _problems(_validator(f"#/components/schemas/{schema}"), payload)


def request_schema(method: str, route: str) -> dict[str, Any]:
    """Return what the document says of the JSON that a route takes, by its path with the document's own parameters."""
    body: dict[str, Any] = _document()["paths"][route][method.lower()]["requestBody"]
    schema: dict[str, Any] = body["content"]["application/json"]["schema"]
    return schema


def named_schema(name: str) -> dict[str, Any]:
    """Return a component schema as the document has it."""
    schema: dict[str, Any] = _document()["components"]["schemas"][name]
    return schema


def fits(schema: dict[str, Any], payload: object) -> bool:
    """Tell whether a JSON value satisfies a schema of the document."""
    return _compiled(schema).is_valid(payload)


def _problems(validator: jsonschema.Draft202012Validator, payload: object) -> list[str]:
    return [
        f"{cause.json_path}: {cause.message}" for error in validator.iter_errors(payload) for cause in _causes(error)
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


def _compiled(schema: dict[str, Any]) -> jsonschema.Draft202012Validator:
    return _validator(schema["$ref"]) if "$ref" in schema else _validator_of(json.dumps(schema))


@cache
def _validator(reference: str) -> jsonschema.Draft202012Validator:
    return _validator_of(json.dumps({"$ref": reference}))


@cache
def _validator_of(schema: str) -> jsonschema.Draft202012Validator:
    return _Validator(json.loads(schema) | {"components": _document()["components"]})


def _one_of(
    validator: jsonschema.Draft202012Validator, branches: list[Any], instance: object, schema: dict[str, Any]
) -> Iterator[jsonschema.ValidationError]:
    """Try the branches of an object's own ``type`` alone, if there are any: that no other fits is slow to find."""
    possible = branches
    if isinstance(instance, dict) and "type" in instance:
        possible = [branch for branch in branches if _may_be(branch, instance["type"])]
    yield from jsonschema.Draft202012Validator.VALIDATORS["oneOf"](validator, possible or branches, instance, schema)


def _may_be(branch: dict[str, Any], kind: object) -> bool:
    """Tell whether a schema takes objects of a ``type``, as far as it names its types one by one."""
    name = branch.get("$ref", "").rpartition("/")[2]
    kinds = _types().get(name)
    return kinds is None or kind in kinds


@cache
def _types() -> dict[str, list[object]]:
    """Return the types that each component schema names in its own properties."""
    own = {
        name: schema.get("properties", {}).get("type") for name, schema in _document()["components"]["schemas"].items()
    }
    return {name: kind["enum"] for name, kind in own.items() if isinstance(kind, dict) and "enum" in kind}


_Validator: type[jsonschema.Draft202012Validator] = jsonschema.validators.extend(  # type: ignore[no-untyped-call]
    jsonschema.Draft202012Validator, {"oneOf": _one_of}
)


@cache
def _document() -> dict[str, Any]:
    if not OPENAPI.is_file():
        pytest.skip(f"Discord's OpenAPI document is not at {OPENAPI}")
    document: dict[str, Any] = json.loads(OPENAPI.read_text(encoding="utf-8"))
    return document
