"""Polls as Discord gives them back: https://discord.com/developers/docs/resources/poll. Nobody votes here."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

__all__ = ["received_poll"]

_DEFAULT_HOURS = 24


def received_poll(request: Mapping[str, Any], now: datetime) -> dict[str, Any]:
    """Return a checked poll of a request with its end and its counts."""
    answers = [{"answer_id": number, **answer} for number, answer in enumerate(request["answers"], start=1)]
    counts = [{"id": answer["answer_id"], "count": 0, "me_voted": False} for answer in answers]
    return {
        "question": request["question"],
        "answers": answers,
        "expiry": (now + timedelta(hours=request.get("duration") or _DEFAULT_HOURS)).isoformat(),
        "allow_multiselect": bool(request.get("allow_multiselect")),
        "layout_type": 1,
        "results": {"answer_counts": counts, "is_finalized": False},
    }
