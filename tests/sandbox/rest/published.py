"""Bodies by Discord's published description of requests: such as it allows, and such as it does not in one place."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from random import Random
from typing import Any

from tests.discord_schema import named_schema

Schema = Mapping[str, Any]
Path = tuple[str, ...]
Spoiled = tuple[Path, Any]
"""Where a body is wrong, and the body."""

ADDRESS, TIME = "https://a.b/c", "2023-03-27T09:00:00+00:00"
FORMATS = {"snowflake": "1", "uri": ADDRESS, "date-time": TIME}
MALFORMED = "not one"
WRONG: Mapping[str, Collection[Any]] = {
    "string": ([], {}, True),
    "integer": ("x", [], 0.5),
    "number": ("x", []),
    "boolean": ("x", 2, []),
    "array": ("x", 5, {}),
    "object": ("x", 5, []),
}
MANY = 20_000
"""Bounds of the description beyond which nothing is tried."""


def named(name: str) -> Schema:
    return {"$ref": f"#/components/schemas/{name}"}


def name_of(schema: Schema) -> str:
    return str(schema.get("$ref", "")).rpartition("/")[2]


def resolved(schema: Schema) -> Schema:
    return resolved(named_schema(name_of(schema))) if "$ref" in schema else schema


def branches(schema: Schema) -> list[Schema]:
    """Return the schemas that a value may satisfy, null aside."""
    found = [one for one in schema.get("oneOf") or schema.get("anyOf") or () if one.get("type") != "null"]
    return [inner for one in found for inner in _inner_branches(one)]


def _inner_branches(schema: Schema) -> list[Schema]:
    inner = resolved(schema)
    return [schema] if values_of(inner) else branches(inner) or [schema]


def kind_of(schema: Schema) -> str:
    kinds = schema.get("type", "object")
    return str(next(one for one in ([kinds] if isinstance(kinds, str) else kinds) if one != "null"))


def values_of(schema: Schema) -> list[Any]:
    """Return the values of a field that takes only some."""
    if "enum" in schema:
        return list(schema["enum"])
    return [one["const"] for one in schema.get("oneOf", ()) if "const" in one]


def may_be_null(schema: Schema) -> bool:
    options = schema.get("oneOf") or schema.get("anyOf") or ()
    return "null" in schema.get("type", ()) or any(one.get("type") == "null" for one in options)


@dataclass
class Spoiler:
    """Makes bodies that break the description in one place; each field of each named schema once.

    :param needs: what a named schema's object must hold beside what the description demands
    :param passed_over: fields of named schemas that are not tried
    """

    needs: Mapping[str, Mapping[str, Any]]
    passed_over: Mapping[str, Collection[str]]
    _seen: set[str] = field(default_factory=set)

    def least(self, schema: Schema) -> Any:
        """Return the smallest value that satisfies a schema."""
        name, schema = name_of(schema), resolved(schema)
        if values := values_of(schema):
            return values[0]
        if found := branches(schema):
            return self.least(found[0])
        kind = kind_of(schema)
        if kind == "object":
            demanded = {key: self.least(schema["properties"][key]) for key in schema.get("required", ())}
            return {**demanded, **self.needs.get(name, {})}
        if kind == "array":
            return [self.least(schema["items"])] * schema.get("minItems", 0)
        if kind == "string":
            return FORMATS.get(schema.get("format", ""), "x" * max(1, schema.get("minLength", 0)))
        return True if kind == "boolean" else max(0, schema.get("minimum", 0))

    def spoil(self, schema: Schema) -> Iterator[Spoiled]:
        """Yield values that do not satisfy a schema, each with the place of what is wrong."""
        name, schema = name_of(schema), resolved(schema)
        if values := values_of(schema):
            yield (), max(values) + 77 if isinstance(values[0], int) else "nonsense"
        elif found := branches(schema):
            for one in found:
                yield from self.spoil(one)
        elif name not in self._seen:
            self._seen |= {name} if kind_of(schema) == "object" and name else set()
            yield from (((), value) for value in (*WRONG[kind_of(schema)], *self._beyond(schema)))
            yield from self._within(name, schema)

    def _beyond(self, schema: Schema) -> Iterator[Any]:
        longest, format_ = schema.get("maxLength", MANY), schema.get("format")
        if longest < MANY and format_ != "snowflake":
            yield ADDRESS.ljust(longest + 1, "x") if format_ == "uri" else "x" * (longest + 1)
        if format_ in FORMATS:
            yield MALFORMED
        if schema.get("minLength"):
            yield ""
        if schema.get("maxItems", MANY) < MANY // 100:
            yield [self.least(schema["items"])] * (schema["maxItems"] + 1)
        if schema.get("minItems"):
            yield [self.least(schema["items"])] * (schema["minItems"] - 1)
        for key, step in (("minimum", -1), ("maximum", 1)):
            if abs(schema.get(key, 2**63)) < 2**60:
                yield schema[key] + step

    def _within(self, name: str, schema: Schema) -> Iterator[Spoiled]:
        if "items" in schema:
            rest = [self.least(schema["items"])] * (schema.get("minItems", 1) - 1)
            yield from ((("0", *path), [value, *rest]) for path, value in self.spoil(schema["items"]))
        whole = self.least({"type": "object", **schema} if not name else named(name)) if "properties" in schema else {}
        for key in schema.get("required", ()):
            yield (key,), {one: value for one, value in whole.items() if one != key}
        for key, inner in schema.get("properties", {}).items():
            if key in self.passed_over.get(name, ()):
                continue
            if not may_be_null(resolved(inner)) and key in schema.get("required", ()):
                yield (key,), {**whole, key: None}
            yield from (((key, *path), {**whole, key: value}) for path, value in self.spoil(inner))


def allowed(schema: Schema, random: Random, depth: int = 0) -> Any:
    """Return some value that satisfies a schema."""
    schema = resolved(schema)
    if may_be_null(schema) and random.random() < _NULL:
        return None
    if values := values_of(schema):
        return random.choice(values)
    if found := branches(schema):
        return allowed(random.choice(found), random, depth)
    return _ALLOWED[kind_of(schema)](schema, random, depth)


def _object(schema: Schema, random: Random, depth: int) -> dict[str, Any]:
    fields, demanded = schema.get("properties", {}), schema.get("required", ())
    share = 0.3 if depth < _DEEP else 0.0
    keys = [key for key in fields if key in demanded or random.random() < share]
    return {key: allowed(fields[key], random, depth + 1) for key in keys}


def _list(schema: Schema, random: Random, depth: int) -> list[Any]:
    least = schema.get("minItems", 0)
    count = random.randint(least, max(least, min(2, schema.get("maxItems", 2))))
    items: list[Any] = []
    while len(items) < count:
        item = allowed(schema["items"], random, depth + 1)
        items += [] if schema.get("uniqueItems") and item in items else [item]
    return items


def _text(schema: Schema, random: Random, depth: int) -> str:
    if schema.get("format") == "snowflake":
        return str(random.choice((0, 1, 2**63, random.getrandbits(64))))
    if schema.get("format") in FORMATS:
        return FORMATS[schema["format"]]
    least = schema.get("minLength", 0)
    length = random.randint(least, max(least, min(8, schema.get("maxLength", 8))))
    return "".join(random.choices("x \n0@\u00b2\U0001f525\u0e01", k=length))


def _number(schema: Schema, random: Random, depth: int) -> int:
    least, most = schema.get("minimum", -(2**63)), schema.get("maximum", 2**63 - 1)
    return random.choice([one for one in (least, 0, 1, 1 << 15, most) if least <= one <= most])


_NULL = 0.1
_DEEP = 7
_ALLOWED: Mapping[str, Callable[[Schema, Random, int], Any]] = {
    "object": _object,
    "array": _list,
    "string": _text,
    "integer": _number,
    "number": _number,
    "boolean": lambda schema, random, depth: random.random() < 0.5,
}
