"""What one text of a source answers, and the words for what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from bot.dataset.reading import Reading
from bot.errors import DatasetError
from bot.models import Complaint

__all__ = ["Answer", "sentence", "serving", "since", "words"]


@dataclass(frozen=True, slots=True)
class Answer:
    """What serves of one text, and the error that kept a newer one from serving, if there was any."""

    reading: Reading = field(default_factory=Reading)
    error: DatasetError | None = None


def serving(name: str, answer: Answer) -> Reading:
    """Return the reading of a source that is one text, with a problem and a complaint if something is wrong."""
    if answer.error is None:
        return answer.reading
    problem = words(name, answer.error)
    if answer.reading.weeks:
        problem = f"{sentence(problem)} The last good list{since([answer.reading])} goes on serving"
    complaints = (*answer.reading.complaints, Complaint(name, 0, problem))
    return replace(answer.reading, complaints=complaints, problem=problem)


def words(name: str, error: Exception) -> str:
    """Return an error without the name of its source, which stands before it wherever it is shown."""
    return str(error).removeprefix(f"{name}: ")


def sentence(reason: str) -> str:
    """Return a reason with a full stop, unless it ends in a mark of its own."""
    return reason if reason.endswith((".", "?")) else f"{reason}."


def since(readings: Iterable[Reading]) -> str:
    """Return `` of 2023-04-01 12:00 UTC`` for the oldest moment at which one of the readings was confirmed, "" without any."""
    moments = [reading.fetched_at for reading in readings if reading.fetched_at is not None]
    return f" of {min(moments):%Y-%m-%d %H:%M} UTC" if moments else ""
