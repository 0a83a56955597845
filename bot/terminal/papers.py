"""Papers, weeks and search results drawn with rich. Titles and abstracts are foreign text: never read as markup."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from rich.console import Group, RenderableType
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from bot.arxiv.taxonomy import category_name
from bot.catalog import Catalog
from bot.catalog.results import Fragment, Hit, SearchResults
from bot.catalog.sentences import opening_sentence
from bot.models import Paper, Week

__all__ = ["draw_card", "draw_nearest", "draw_paper", "draw_results", "draw_week"]

_SENTENCE = 300
"""Characters of an opening sentence: about three lines of a terminal."""

_MOST_AUTHORS = 10


def draw_card(catalog: Catalog, paper: Paper) -> RenderableType:
    """Return the card of a paper of that catalogue."""
    return draw_paper(paper, total=catalog.size_of_its_week(paper), related=catalog.related(paper))


def draw_paper(paper: Paper, *, total: int, related: Sequence[Paper]) -> RenderableType:
    """Return the card of a paper: everything there is to know, and what to read next."""
    facts = Table.grid(padding=(0, 2))
    facts.add_column(style="dim")
    facts.add_column(overflow="fold")
    facts.add_row("week", f"{paper.week.isoformat()}, no. {paper.rank} of {total}")
    facts.add_row("category", Text(category_name(paper.category) or "none given"))
    if paper.arxiv_id:
        facts.add_row("arXiv", str(paper.arxiv_id))
    for link in paper.links:
        facts.add_row(Text(link.label), Text(link.url, style=f"link {link.url}"))
    if paper.sources:
        facts.add_row("lists", Text(", ".join(paper.sources)))
    for other in related:
        facts.add_row("related", Text(f"{other.title} ({other.week.isoformat()})"))
    return Panel(Group(*_byline(paper), *_body(paper), facts), title=_title(paper), title_align="left")


def _byline(paper: Paper) -> Iterator[Text]:
    """Yield who wrote it, to stand below the title, and a gap; nothing where nobody is known."""
    if paper.authors:
        more = len(paper.authors) - _MOST_AUTHORS
        named = ", ".join(paper.authors[:_MOST_AUTHORS])
        yield Text(f"{named} and {more:,} more\n" if more > 0 else f"{named}\n", style="italic")


def _body(paper: Paper) -> Iterator[Text]:
    """Yield the curator's summary and the abstract, with headings where there are both, and a gap behind each."""
    parts = [(name, part) for name, part in (("In short", paper.summary), ("Abstract", paper.abstract)) if part.strip()]
    for name, part in parts:
        yield Text.assemble((f"{name}\n", "bold") if len(parts) > 1 else "", part, "\n")


def draw_week(week: Week) -> RenderableType:
    """Return every paper of a week with its opening sentence."""
    table = Table(title=f"{week.start} to {week.end}: {_papers(len(week.papers))}", show_lines=True, expand=True)
    table.add_column("#", justify="right", no_wrap=True)
    table.add_column("paper", ratio=1)
    for paper in week.papers:
        category = category_name(paper.category)
        text = Text.assemble(
            _title(paper), f"\n{category}" if category else "", "\n", (opening_sentence(paper, _SENTENCE), "dim")
        )
        table.add_row(str(paper.rank), text)
    return table


def draw_results(results: SearchResults) -> RenderableType:
    """Return a stretch of a ranking with the passages that show why, or what would find something.

    A paper that an id or link named directly has a card of its own, and is not drawn here.
    """
    lines: list[RenderableType] = []
    if results.corrected:
        lines.append(Text(f"No paper has “{results.query.text}”.", style="italic"))
    lines.append(Text(f"{_papers(results.total)}{_asked(results)}", style="bold"))
    for place, hit in enumerate(results.hits, results.offset + 1):
        lines += [Text(""), _hit(place, hit)]
    if not results.hits:
        for offer in results.suggestions:
            text = f"“{offer.query.text}” " if offer.query.text else ""
            lines.append(Text(f"Try {text}{offer.reason}: {_papers(offer.total)}"))
        if results.query.text.strip():
            lines.append(draw_nearest(results.nearest))
    return Group(*lines)


def _asked(results: SearchResults) -> str:
    """Return what was searched for and between which bounds, to stand behind a count."""
    query = results.query
    text = results.corrected or query.text
    parts = (
        f" for “{text}”" if text else "",
        f" in {category_name(query.category)}" if query.category else "",
        f" from {query.since}" if query.since else "",
        f" to {query.until}" if query.until else "",
        f" of the list {query.source}" if query.source else "",
    )
    return "".join(parts)


def draw_nearest(papers: Iterable[Paper]) -> RenderableType:
    """Return the titles that come closest to one that is not there."""
    titles = [Text(f"  {paper.title} ({paper.week.isoformat()})") for paper in papers]
    return Group(Text("Nearest titles:"), *titles) if titles else Text("No title comes close.")


def _hit(place: int, hit: Hit) -> RenderableType:
    paper = hit.paper
    number = str(paper.arxiv_id) if paper.arxiv_id else ""
    facts = " · ".join(part for part in (category_name(paper.category), paper.week.isoformat(), number) if part)
    row = Table.grid(padding=(0, 1))
    row.add_column(width=4, justify="right")
    row.add_column(overflow="fold")
    row.add_row(f"{place}.", Text.assemble(_title(paper), f"\n{facts}\n", *map(_fragment, hit.snippet)))
    return row


def _fragment(fragment: Fragment) -> tuple[str, str]:
    return fragment.text, "bold yellow" if fragment.matched else ""


def _title(paper: Paper) -> Text:
    return Text(paper.title, style=f"bold link {paper.url}")


def _papers(count: int) -> str:
    return "1 paper" if count == 1 else f"{count} papers"
