"""What a search found, page by page; and where it found nothing, what would find something."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

import discord

from bot.arxiv import find_arxiv_id
from bot.catalog.results import Fragment, Hit, SearchQuery, SearchResults, Suggestion
from bot.discord_app.custom_ids.kinds import SearchPage, encode_search
from bot.discord_app.render.blocks import (
    ATTENTION,
    Button,
    Layout,
    button,
    message,
    miss,
    page_bar,
    rows,
    text,
)
from bot.discord_app.render.categories import named
from bot.discord_app.render.entries import LAST_RESORT, PLAIN, Style, about_paper, entries, in_room, titled_entry
from bot.discord_app.render.measure import MOST_CHARACTERS, measure
from bot.discord_app.render.paper import not_listed
from bot.discord_app.text.markdown import (
    bold,
    clean,
    day,
    escape,
    fit,
    fit_escaped,
    length,
    one_line,
    plural,
    quoted,
)

__all__ = ["described_filters", "search_page"]

_STYLES = (PLAIN, *LAST_RESORT)
_MOST_QUERY = 200
_MOST_WORDS = 36
_MOST_SOURCE = 40
_MOST_NEAREST = 5
_MOST_SUGGESTIONS = 5


def search_page(results: SearchResults, *, page: int, page_size: int) -> discord.ui.LayoutView:
    """Return a page of results, ``page`` from 0, of at most ten hits; or why nothing was found, and what would be."""
    if results.direct is not None:
        hits: tuple[Hit, ...] = (Hit(results.direct, ()),)
    else:
        hits = results.hits
    if not hits:
        return _beyond(results, page_size) if results.total else _nothing(results)
    pages = max(1, -(-results.total // page_size))
    bar = [page_bar(encode_search(results.query, page, pages), page, pages)] if pages > 1 else []
    head = "\n".join(_head(results, hits))

    def texts(style: Style) -> list[str]:
        return [_hit(hit, results.offset + place, style) for place, hit in enumerate(hits, 1)]

    found = entries([hit.paper for hit in hits], in_room(MOST_CHARACTERS - length(head), _STYLES, texts), label="Open")
    view = message([text(head), *found, *bar])
    measure(view)
    return view


def _head(results: SearchResults, hits: Sequence[Hit]) -> tuple[str, ...]:
    total = max(results.total, len(hits))
    first, last = results.offset + 1, results.offset + len(hits)
    which = f" · {first:,} to {last:,}" if total > len(hits) else ""
    asked, query = one_line(results.query.text), results.query
    if asked:
        title, filters = f"## Search: {fit_escaped(asked, _MOST_QUERY)}", described_filters(query)
    else:
        title, filters = (
            f"## {named(query.category or '') or 'Papers'}",
            described_filters(replace(query, category=None)),
        )
    count = f"**{plural(total, 'paper')}**{which}" + (f" · {filters}" if filters else "")
    instead = fit_escaped(one_line(results.corrected or ""), _MOST_QUERY)
    if not instead:
        return title, count
    return title, count, f"Nothing has {quoted(asked, _MOST_QUERY)}; showing **{instead}**."


def described_filters(query: SearchQuery) -> str:
    """Say in words what papers had to pass; "" for nothing."""
    pieces = [
        f"in {named(query.category)}" if query.category else "",
        f"since {day(query.since)}" if query.since else "",
        f"until {day(query.until)}" if query.until else "",
        f"from {fit_escaped(one_line(query.source), _MOST_SOURCE)}" if query.source else "",
    ]
    return ", ".join(piece for piece in pieces if piece)


def _hit(hit: Hit, place: int, style: Style) -> str:
    snippet = _snippet(hit.snippet)
    body = snippet if length(snippet) <= style.sentence * 3 else ""
    return titled_entry(f"{place:,}", hit.paper, about_paper(hit.paper), body, style)


def _snippet(fragments: Sequence[Fragment]) -> str:
    # Neighbours of one kind are joined first, so that no markup can form where two pieces meet.
    seen = [Fragment(shown, piece.matched) for piece in fragments if (shown := clean(piece.text).replace("\n", " "))]
    runs = [(matched, "".join(one.text for one in run)) for matched, run in groupby(seen, lambda one: one.matched)]
    # Matched words beside each other are one phrase: a blank between two of them is set off with them.
    kinds = [matched or (0 < place < len(runs) - 1 and piece.isspace()) for place, (matched, piece) in enumerate(runs)]
    phrases = groupby(zip(kinds, runs, strict=True), lambda pair: pair[0])
    joined = ((matched, "".join(piece for _, (_, piece) in phrase)) for matched, phrase in phrases)
    return "".join(bold(piece) if matched else escape(piece) for matched, piece in joined).strip()


def _beyond(results: SearchResults, page_size: int) -> Layout:
    """Answer a page that the list, grown shorter since, no longer has."""
    pages, page = -(-results.total // page_size), results.offset // page_size
    back, here, on = encode_search(results.query, pages, pages)
    bar = discord.ui.ActionRow(
        button("← Last page", back),
        button(f"Page {page + 1:,} of {pages:,}", here, disabled=True),
        button("Next →", on, disabled=True),
    )
    lines = f"This search has {plural(results.total, 'paper')} by now, and this page is beyond them."
    return message([text(lines), bar], accent=ATTENTION)


def _nothing(results: SearchResults) -> Layout:
    arxiv_id = find_arxiv_id(results.query.text)
    if arxiv_id is not None:
        return not_listed(arxiv_id)
    query, filters = results.query, described_filters(results.query)
    asked = quoted(query.text, _MOST_QUERY) if one_line(query.text) else "that"
    lines = [f"**Nothing found** for {asked}" + (f" {filters}." if filters else ".")]
    offers = [offer for one in results.suggestions[:_MOST_SUGGESTIONS] if (offer := _offer(one)) is not None]
    spoken = [_spoken(one) for one in results.suggestions[:_MOST_SUGGESTIONS] if _offer(one) is None]
    if not (offers or spoken or results.nearest):
        lines.append("Fewer or other words may find it; /week shows what each week had.")
    lines += [*(["This would find something:"] if offers or spoken else []), *spoken]
    nearest, above = results.nearest[:_MOST_NEAREST], "\n".join(lines)
    titles = f"{'Or a' if offers else 'A'} title that comes near:"

    def texts(style: Style) -> list[str]:
        return [titled_entry("", paper, about_paper(paper), "", style) for paper in nearest]

    room = MOST_CHARACTERS - length(above) - length(titles)
    near = entries(nearest, in_room(room, _STYLES, texts), label="Open")
    view = miss([text(above), *rows(offers), *([text(titles), *near] if near else [])])
    measure(view)
    return view


def _offer(suggestion: Suggestion) -> Button | None:
    """Return a button that runs the suggested search; None where its words are too many for one button."""
    target = SearchPage.alone(suggestion.query)
    if target is None:
        return None
    found, words = plural(suggestion.total, "paper"), one_line(suggestion.query.text)
    if not words:
        filters = described_filters(suggestion.query)
        return button(f"Everything {filters}: {found}" if filters else f"Everything: {found}", target.encode())
    return button(f"{fit(words, _MOST_WORDS)} ({suggestion.reason}): {found}", target.encode())


def _spoken(suggestion: Suggestion) -> str:
    words = quoted(suggestion.query.text, _MOST_QUERY)
    return f"{words} {fit_escaped(suggestion.reason, 100)}: {plural(suggestion.total, 'paper')}"
