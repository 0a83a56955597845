"""The days between which ``/search`` looks, in every form that ``/week`` takes."""

from __future__ import annotations

from datetime import date

from bot.catalog import Catalog
from bot.catalog.week_expressions import BadDateError, parse_week
from bot.discord_app.errors import Declined
from bot.errors import WeekNotFoundError

__all__ = ["days_between"]


def days_between(catalog: Catalog, since: str | None, until: str | None) -> tuple[date | None, date | None]:
    """Return the first and the last day that are meant, both inclusive; None where an end is open.

    A month or year counts from its first day on, or up to its last. Declined where a text is no date, or nothing lies between.
    """
    first = None if since is None else _span(catalog, "since", since)[0]
    last = None if until is None else _span(catalog, "until", until)[1]
    if first and last and first > last:
        raise Declined("“since” is later than “until”, so nothing lies between. Please swap them.")
    return first, last


def _span(catalog: Catalog, option: str, text: str) -> tuple[date, date]:
    try:
        expression = parse_week(text)
        if expression is None:
            raise Declined(
                f"“{option}” is not a date I can read. Please write a day such as 2023-03-22, a month such as march 2023, "
                "an ISO week such as 2023-W12, or a year."
            )
        if expression.first is not None and expression.last is not None:
            return expression.first, expression.last
        weeks = catalog.weeks_for(text).weeks
    except (BadDateError, WeekNotFoundError) as error:
        raise Declined(f"“{option}”: {error}") from error
    return weeks[-1].start, weeks[0].end
