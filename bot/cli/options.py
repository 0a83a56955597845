"""Arguments and options that several commands about papers share."""

from __future__ import annotations

from typing import Annotated

import typer

__all__ = ["Category", "Query", "Since", "Source", "Until", "When"]

When = Annotated[
    list[str] | None,
    typer.Argument(
        help="A day, `previous`, `2023-W12`, a month such as `march 2023`, a year; nothing: the latest.",
        metavar="WHEN",
    ),
]
Query = Annotated[list[str] | None, typer.Argument(help="Words, or an arXiv id or link.", metavar="QUERY")]
Category = Annotated[str | None, typer.Option(help="Only this category, by arXiv code or name.")]
Since = Annotated[str | None, typer.Option(help="From then on: a day, 'march 2023', 2023-W12.", metavar="WHEN")]
Until = Annotated[str | None, typer.Option(help="Up to then, in the same forms.", metavar="WHEN")]
Source = Annotated[str | None, typer.Option(help="Only papers of this list, by its name in the settings.")]
