"""What we know: an immutable snapshot of weeks and papers with lookup, search and related papers. No I/O, no clock."""

from bot.catalog.results import Fragment, Hit, SearchQuery, SearchResults, Suggestion, WeekAnswer
from bot.catalog.sentences import opening_sentence
from bot.catalog.snapshot import Catalog

__all__ = [
    "Catalog",
    "Fragment",
    "Hit",
    "SearchQuery",
    "SearchResults",
    "Suggestion",
    "WeekAnswer",
    "opening_sentence",
]
