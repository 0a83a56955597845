"""The YAML's form as a JSON Schema, for editors that check and complete while somebody types."""

from __future__ import annotations

from datetime import time, timedelta
from typing import Any

from pydantic.json_schema import GenerateJsonSchema

from bot.settings.models import Settings
from bot.settings.values import format_duration

__all__ = ["json_schema"]


def json_schema() -> dict[str, Any]:
    """Return a JSON Schema (draft 2020-12) of the settings file, each key with its description, default and examples.

    It is stricter than the loader in one thing: a key whose value is left empty is taken as not set by the loader only.
    """
    schema = Settings.model_json_schema(schema_generator=_ForEditors)
    return {
        "$schema": GenerateJsonSchema.schema_dialect,
        **schema,
        "title": "Paperboy's settings",
    }


class _ForEditors(GenerateJsonSchema):
    """Writes defaults as the YAML does, and leaves out titles, which editors would show instead of the description."""

    def encode_default(self, dft: Any) -> Any:
        if isinstance(dft, timedelta):
            return format_duration(dft)
        return dft.strftime("%H:%M") if isinstance(dft, time) else super().encode_default(dft)

    def field_title_should_be_set(self, schema: Any) -> bool:
        del schema
        return False
