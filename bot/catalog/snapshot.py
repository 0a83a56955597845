"""The catalogue: one immutable snapshot of everything we know, handed to whoever asks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from functools import lru_cache, partial
from types import MappingProxyType

from bot.arxiv import find_arxiv_id
from bot.arxiv.taxonomy import find_category, same_category
from bot.catalog.identities import Identities
from bot.catalog.related import related_papers
from bot.catalog.results import SearchQuery, SearchResults, WeekAnswer, WeekOffer
from bot.catalog.search import Searcher
from bot.catalog.search_index import SearchIndex
from bot.catalog.titles import TitleIndex
from bot.catalog.weeks import WeekTable
from bot.models import Paper, Week, normalised_title

__all__ = ["Catalog"]

# Cards opened lately.
_KEPT = 512


class Catalog:
    """Weeks and their papers, with lookup, search and related papers. Immutable and thread-safe.

    Building it indexes every paper (about 0.1 ms each), and ``search`` and ``related`` ask SQLite: call those off the event loop.
    All else answers at once. No two weeks may end on one day (ValueError). ``renamed`` maps identities that papers had before a
    correction to those that they have now: what was posted under a former one is found. ``categories`` and ``sources`` count
    the papers of each, most first.
    """

    def __init__(self, weeks: Iterable[Week], *, renamed: Mapping[str, str] = MappingProxyType({})) -> None:
        self._table = WeekTable(tuple(weeks))
        self.papers: tuple[Paper, ...] = tuple(paper for week in self.weeks for paper in week.papers)
        self._identities = Identities(self.papers, renamed)
        self._by_title: dict[str, Paper] = {}
        by_name: dict[str, list[Paper]] = {}
        for paper in self.papers:
            self._by_title.setdefault(normalised_title(paper.title), paper)
            name, colon, _ = paper.title.partition(":")
            if colon:
                by_name.setdefault(normalised_title(name), []).append(paper)
        self._by_name = {name: named[0] for name, named in by_name.items() if len({one.identity for one in named}) == 1}
        self.categories: Mapping[str, int] = MappingProxyType(_counted(self.papers))
        self.sources: Mapping[str, int] = MappingProxyType(
            dict(Counter(name for paper in self.papers for name in paper.sources).most_common())
        )
        index = SearchIndex(self.papers)
        self._titles = TitleIndex(self.papers)
        self._searcher = Searcher(self.weeks, index, self._titles)
        papers = self.papers

        @lru_cache(_KEPT)
        def related(paper: Paper, limit: int) -> tuple[Paper, ...]:
            return related_papers(paper, papers, index, limit)

        self._related = related

    @property
    def weeks(self) -> tuple[Week, ...]:
        """All weeks, newest first."""
        return self._table.weeks

    @property
    def latest(self) -> Week | None:
        """The newest week; None if there is none at all."""
        return self.weeks[0] if self.weeks else None

    def week_of(self, day: date) -> Week | None:
        """Return the week of a day: the one it ends, else the newest it lies in."""
        return self._table.of(day)

    def week_ending(self, end: date) -> Week | None:
        """Return the week whose last day that is."""
        return self._table.ending(end)

    def older(self, week: Week) -> Week | None:
        """Return the week before, None at the oldest; a week of an earlier snapshot counts by its last day."""
        return self._table.step(week, 1)

    def newer(self, week: Week) -> Week | None:
        """Return the week after, None at the newest; a week of an earlier snapshot counts by its last day."""
        return self._table.step(week, -1)

    def weeks_for(self, expression: str) -> WeekAnswer:
        """Return the weeks that ``latest``, a day, a month, an ISO week or a year names, newest first.

        Raises WeekNotFoundError where the text is no such expression, no real date, or no week that is here.
        """
        return self._table.answer(expression)

    def suggest_weeks(self, typed: str, limit: int = 25) -> tuple[WeekOffer, ...]:
        """Return what a typed beginning may mean: years, months and weeks, each with an expression for :meth:`weeks_for`.

        Nothing typed: the newest weeks, then years. A year: itself, its months, its weeks. A month's name: that month of each
        year, newest first. Never raises.
        """
        return self._table.offers(typed, limit)

    def paper(self, identity: str, week: date | None = None) -> Paper | None:
        """Return the paper of that identity: its entry in the week that ends on ``week``, else its newest.

        It may be one that the paper had before its title was corrected or its arXiv id found.
        """
        return self._identities.find(identity, week)

    def find(self, reference: str) -> Paper | None:
        """Return the paper that a reference (``identity@week``), an arXiv id or link, or an exact title names.

        What stands before a title's colon is a title as well, where only one paper is called that.
        """
        reference = reference.strip()
        identity, _, week = reference.rpartition("@")
        try:
            named = self.paper(identity, date.fromisoformat(week))
        except ValueError:
            named = None
        if named is None:
            arxiv_id = find_arxiv_id(reference)
            named = self.paper(arxiv_id.base if arxiv_id else reference)
        title = normalised_title(reference)
        return named or ((self._by_title.get(title) or self._by_name.get(title)) if title else None)

    def size_of_its_week(self, paper: Paper) -> int:
        """Return how many papers the week of a paper has, the second number of "3 of 9"; its rank where the week is not here."""
        week = self.week_ending(paper.week)
        return max(paper.rank, len(week.papers) if week else 0)

    def suggest_papers(self, typed: str, limit: int = 25) -> tuple[Paper, ...]:
        """Return the papers whose titles a typed beginning means, slips forgiven, best first; also the nearest titles.

        With nothing typed: the latest week's papers in their order, then older ones. Never raises.
        """
        return self._titles.suggest(typed, limit)

    def nearest_papers(self, asked: str, limit: int = 5) -> tuple[Paper, ...]:
        """Return the papers whose titles come near what was asked for in full, best first; none where no title does."""
        return self._titles.nearest(asked, limit)

    def search(self, query: SearchQuery, *, offset: int = 0, limit: int = 5, snippets: bool = True) -> SearchResults:
        """Return a stretch of the ranking for a query; any text is a valid one.

        Where the text is a category's code, or the name of one whose words no paper has, it is that category's papers, and
        the ``query`` of the results has the category in place of the text. Without ``snippets`` hits have none, which is what
        takes the time where they are many.
        """
        find = partial(self._searcher.search, offset=offset, limit=limit, snippets=snippets)
        meant = find_category(query.text) if query.category is None else None
        if meant is None:
            return find(query)
        listed = find(replace(query, text="", category=meant.code))
        if listed.total and query.text.strip().casefold() == meant.code.casefold():
            return listed
        found = find(query)
        return found if found.total or not listed.total else listed

    def related(self, paper: Paper, limit: int = 3) -> tuple[Paper, ...]:
        """Return the papers nearest to one by text and category, never the paper itself."""
        return self._related(paper, limit)


def _counted(papers: Iterable[Paper]) -> dict[str, int]:
    """Return how many papers each category has, most common first, its spellings counted as one.

    Named as arXiv names it, with its code where two categories share the name; as its source does where arXiv has none.
    """
    counts: dict[str, int] = {}
    for wording, count in Counter(paper.category for paper in papers if paper.category.strip()).most_common():
        same = next((name for name in counts if same_category(name, wording)), None)
        category = find_category(wording)
        name = same or (category.name if category else wording.strip())
        if same is None and name in counts and category:
            name = f"{name} ({category.code})"
        counts[name] = counts.get(name, 0) + count
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))
