"""What people type to narrow a search down: days in every form that weeks have, and a category."""

from __future__ import annotations

from datetime import date

from bot.arxiv.taxonomy import find_category, nearest_categories, same_category
from bot.catalog.snapshot import Catalog
from bot.catalog.week_expressions import BadDateError, parse_week
from bot.errors import FilterError, WeekNotFoundError
from bot.models import normalised_title

__all__ = ["category_meant", "days_between", "known_category", "known_source"]


def days_between(catalog: Catalog, since: str | None, until: str | None) -> tuple[date | None, date | None]:
    """Return the first and the last day that are meant, both inclusive; None where an end is open.

    A month or year counts from its first day on, or up to its last. FilterError where a text is no date, or nothing lies
    between.
    """
    first = None if since is None else _span(catalog, "since", since)[0]
    last = None if until is None else _span(catalog, "until", until)[1]
    if first and last and first > last:
        raise FilterError("“since” is later than “until”, so nothing lies between. Please swap them.")
    return first, last


def category_meant(catalog: Catalog, typed: str | None) -> str | None:
    """Return a typed category as it stands where it is one, else the only one of the papers that holds what was typed."""
    if typed is None or find_category(typed) is not None:
        return typed
    wanted = normalised_title(typed)
    holding = [category for category in catalog.categories if wanted in normalised_title(category)]
    return holding[0] if len(holding) == 1 else typed


def known_category(catalog: Catalog, typed: str | None) -> str | None:
    """Return the category that is meant; FilterError, with the nearest, for one that neither arXiv nor any paper has."""
    meant = category_meant(catalog, typed)
    if meant is None or find_category(meant) or any(same_category(meant, known) for known in catalog.categories):
        return meant
    near = nearest_categories(meant, catalog.categories)
    hint = f"Did you mean “{near[0]}”?" if near else "Please write an arXiv code such as cs.CL, or its name."
    raise FilterError(f"“{meant}” is no category of arXiv's, nor of any paper here. {hint}")


def known_source(catalog: Catalog, typed: str | None) -> str | None:
    """Return the source that is meant as its name is written; FilterError, with all names, for one that no paper has."""
    if typed is None:
        return None
    wanted = typed.strip().casefold()
    names = list(catalog.sources)
    named = [name for name in names if name.casefold() == wanted] or [
        name for name in names if wanted in name.casefold()
    ]
    if wanted and len(named) == 1:
        return named[0]
    listed = ", ".join(f"“{name}”" for name in sorted(names))
    hint = f"There {'is' if len(names) == 1 else 'are'} {listed}." if names else "There are no papers here yet."
    raise FilterError(f"“{typed}” is no source of papers here. {hint}")


def _span(catalog: Catalog, option: str, text: str) -> tuple[date, date]:
    try:
        expression = parse_week(text)
        if expression is None:
            raise FilterError(
                f"“{option}” is not a date I can read. Please write a day such as 2023-03-22, a month such as march 2023, "
                "an ISO week such as 2023-W12, or a year."
            )
        if expression.first is not None and expression.last is not None:
            return expression.first, expression.last
        weeks = catalog.weeks_for(text).weeks
    except (BadDateError, WeekNotFoundError) as error:
        raise FilterError(f"“{option}”: {error}") from error
    return weeks[-1].start, weeks[0].end
