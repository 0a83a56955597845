"""The answers about papers, as members have them by ``/week``, ``/paper`` and ``/search``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.command import AsJson, environment, show, show_json
from bot.cli.options import Category, Query, Since, Source, Until, When

if TYPE_CHECKING:
    from bot.app.shelf import Shelf

__all__ = ["joined", "open_papers", "paper", "search", "week"]


def week(
    when: When = None,
    as_json: AsJson = False,
) -> None:
    """Show the papers of a week."""
    from bot.terminal import as_json as objects
    from bot.terminal.papers import draw_week

    answer = open_papers().catalog.weeks_for(joined(when))
    if as_json:
        show_json(objects.week_object(answer.label, answer.weeks))
    else:
        show(*(draw_week(one) for one in answer.weeks))


def paper(
    ref: Annotated[list[str], typer.Argument(help="A title, an arXiv id, or a link to arXiv.", metavar="REF")],
    as_json: AsJson = False,
) -> None:
    """Show one paper; exit code 1 and the nearest titles if there is none."""
    from rich.text import Text

    from bot.terminal import as_json as objects
    from bot.terminal.papers import draw_card, draw_nearest

    reference = joined(ref)
    catalog = open_papers().catalog
    found = catalog.find(reference)
    if found is None:
        near = catalog.suggest_papers(reference, 5)
        sentence = f"No paper is called “{reference}”."
        if as_json:
            show_json(objects.papers_object((), error=sentence, nearest=[one.title for one in near]))
        else:
            show(Text(sentence), draw_nearest(near))
        raise typer.Exit(1)
    if as_json:
        show_json(objects.papers_object([found]))
    else:
        show(draw_card(catalog, found))


def search(
    query: Query = None,
    category: Category = None,
    since: Since = None,
    until: Until = None,
    source: Source = None,
    limit: Annotated[int, typer.Option(min=1, max=1000, help="How many at the most.")] = 10,
    queries: Annotated[
        Path | None,
        typer.Option(exists=True, dir_okay=False, help="Answer a file of queries; as JSON, one object a line."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Search titles, authors, summaries and abstracts."""
    from bot.catalog import SearchQuery, SearchResults
    from bot.catalog.filters import days_between, known_category, known_source
    from bot.terminal import as_json as objects
    from bot.terminal.papers import draw_card, draw_results

    text = joined(query)
    if queries is not None and text:
        raise typer.BadParameter("give either a query or a file of queries, not both", param_hint="--queries")
    if queries is None and not (text or category or since or until or source):
        raise typer.BadParameter("say what to search for, or name a file with --queries", param_hint="QUERY")
    lines = [text] if queries is None else _lines(queries)
    catalog = open_papers().catalog
    days = days_between(catalog, since, until)
    filters = known_category(catalog, category), *days, known_source(catalog, source)
    for line in lines:
        asked = SearchQuery(line, *filters)
        # An empty line of a file asks for nothing; an empty query with a filter for all that pass it.
        results = catalog.search(asked, limit=limit) if line.strip() or queries is None else SearchResults(asked, 0, ())
        if as_json:
            show_json(objects.search_object(results))
        elif results.direct:
            show(draw_card(catalog, results.direct))
        else:
            show(draw_results(results))


def joined(given: list[str] | None) -> str:
    """Join what stands on the command line, so that nobody has to quote ``march 2023``."""
    return " ".join(given or ()).strip()


def _lines(file: Path) -> list[str]:
    try:
        text = file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise typer.BadParameter(f"{file} is not UTF-8: {error.reason}", param_hint="--queries") from error
    # Not `splitlines`, which also parts at characters that may stand within a query.
    return text.removesuffix("\n").split("\n") if text else []


def open_papers() -> Shelf:
    """Return the papers that this machine has, by its settings."""
    from bot.app.rooms import open_shelf
    from bot.settings.loader import load_settings

    read = environment()
    return open_shelf(read, load_settings(read.config).settings.dataset)
