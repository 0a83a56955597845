"""``export``: papers as BibTeX, Markdown or CSV, printed or written to a file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from bot.cli.command import Command
from bot.cli.options import Category, Query, Since, Source, Until, When
from bot.cli.papers import joined, open_papers

if TYPE_CHECKING:
    from bot.exports import Export, Form

__all__ = ["app"]

app = typer.Typer(help="Take papers along: BibTeX, Markdown or CSV.", no_args_is_help=True)

Format = Annotated[
    Literal["bibtex", "markdown", "csv"] | None,
    typer.Option(
        "--format", "-f", help="What to write. Default: as the file's name ends, else bibtex.", case_sensitive=False
    ),
]
Output = Annotated[
    Path | None,
    typer.Option("--output", "-o", help="A file to write, or a folder for it. Default: print.", metavar="FILE"),
]
Force = Annotated[bool, typer.Option("--force", help="Write over a file that is there.")]
_ENDINGS = {".bib": "bibtex", ".md": "markdown", ".csv": "csv"}


@app.command("week", cls=Command)
def export_week(
    when: When = None,
    form: Format = None,
    output: Output = None,
    force: Force = False,
) -> None:
    """Export the papers of a week, a month or a year."""
    from bot.exports import export

    answer = open_papers().catalog.weeks_for(joined(when))
    papers = [paper for week in answer.weeks for paper in week.papers]
    name = answer.weeks[0].end.isoformat() if len(answer.weeks) == 1 else answer.label
    _write(export(papers, _form(form, output), name=name), len(papers), output, force=force)


@app.command("search", cls=Command)
def export_search(
    query: Query = None,
    category: Category = None,
    since: Since = None,
    until: Until = None,
    source: Source = None,
    limit: Annotated[int, typer.Option(min=1, max=100_000, help="How many at the most.")] = 2000,
    form: Format = None,
    output: Output = None,
    force: Force = False,
) -> None:
    """Export what a search finds, the best first; exit code 1 if it is nothing."""
    from bot.catalog import SearchQuery
    from bot.catalog.filters import days_between, known_category, known_source
    from bot.exports import export

    text = joined(query)
    if not (text or category or since or until or source):
        raise typer.BadParameter("say what to search for", param_hint="QUERY")
    catalog = open_papers().catalog
    days = days_between(catalog, since, until)
    asked = SearchQuery(text, known_category(catalog, category), *days, known_source(catalog, source))
    results = catalog.search(asked, limit=limit, snippets=False)
    papers = [results.direct] if results.direct else [hit.paper for hit in results.hits]
    if not papers:
        typer.secho("Nothing found. `python -m bot search` with the same words says what would be.", err=True, fg="red")
        raise typer.Exit(1)
    if results.corrected:
        typer.echo(f"Nothing has “{text}”; these have “{results.corrected}”.", err=True)
    filters = (results.corrected or text, category, source, since and f"since {since}", until and f"until {until}")
    made = export(papers, _form(form, output), name=" ".join(["search", *filter(None, filters)]))
    _write(made, len(papers), output, force=force)


def _form(asked: str | None, output: Path | None) -> Form:
    from bot.exports import Form

    by_name = _ENDINGS.get(output.suffix.casefold()) if output else None
    return Form(asked or by_name or "bibtex")


def _write(made: Export, papers: int, output: Path | None, *, force: bool) -> None:
    if output is None:
        # The very bytes: a terminal's encoding is not the file's.
        typer.echo(made.data, nl=False)
        return
    file = output / made.filename if output.is_dir() else output
    try:
        with file.open("wb" if force else "xb") as writer:
            writer.write(made.data)
    except FileExistsError as error:
        raise typer.BadParameter(f"{file} is there already; --force writes over it", param_hint="--output") from error
    except OSError as error:
        raise typer.BadParameter(f"{file} cannot be written: {error.strerror}", param_hint="--output") from error
    typer.echo(f"Wrote {papers} {'paper' if papers == 1 else 'papers'} to {file}.", err=True)
