"""Search: from what was asked to a page of hits with snippets, or to what else would find something."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from bot.arxiv import ArxivId, find_arxiv_id
from bot.arxiv.taxonomy import same_category
from bot.catalog.query import Term, read_terms, rewritten
from bot.catalog.ranking import Ranking, rank, telling
from bot.catalog.results import Hit, SearchQuery, SearchResults
from bot.catalog.search_index import SearchIndex
from bot.catalog.snippets import snippet
from bot.catalog.suggestions import alternatives
from bot.catalog.titles import TitleIndex
from bot.catalog.vocabulary import Vocabulary
from bot.catalog.words import fold, words
from bot.models import Paper, Week

__all__ = ["Searcher"]

_NEAREST = 3
_SHORTEST_BEGINNING = 3


class Searcher:
    """Searches the papers of ``weeks``, which are newest first. Thread-safe; takes milliseconds: call it in a thread."""

    def __init__(self, weeks: Sequence[Week], index: SearchIndex, titles: TitleIndex) -> None:
        self._papers = tuple(paper for week in weeks for paper in week.papers)
        self._spans: list[tuple[date, date]] = [(week.start, week.end) for week in weeks for _ in week.papers]
        self._index = index
        self._titles = titles
        self._vocabulary = Vocabulary(index.frequency, index.titles)

    def search(self, query: SearchQuery, offset: int, limit: int, *, snippets: bool = True) -> SearchResults:
        """Return the hits at ``offset`` ... of the ranking, perhaps without their snippets; see ``SearchResults``."""
        offset, limit = max(0, offset), max(0, limit)
        arxiv_id = find_arxiv_id(query.text)
        if arxiv_id is not None:
            direct = self._with_id(arxiv_id)
            return SearchResults(query, int(direct is not None), (), direct=direct)
        terms = read_terms(query.text, self._index, self._vocabulary)
        ranking = self._rank(query, terms)
        if not ranking.places:
            return self._nothing(query, ranking)
        mended = self._mended(terms, ranking)
        page = ranking.places[offset : offset + limit]
        return SearchResults(
            query,
            len(ranking.places),
            self._hits(page, [mended.get(term, term) for term in terms if term.forms])
            if snippets
            else tuple(Hit(self._papers[place], ()) for place in page),
            offset,
            corrected=_corrected(query.text, terms, mended, ranking.missed),
        )

    def _with_id(self, arxiv_id: ArxivId) -> Paper | None:
        ids = ((paper, paper.arxiv_id) for paper in self._papers)
        return next((paper for paper, known in ids if known is not None and known.base == arxiv_id.base), None)

    def _rank(self, query: SearchQuery, terms: Sequence[Term]) -> Ranking:
        allowed = self._allowed(query)
        if not query.text.strip():
            return Ranking(tuple(range(len(self._papers)) if allowed is None else sorted(allowed)), ())
        return rank(terms, self._index, self._papers, allowed)

    def _allowed(self, query: SearchQuery) -> frozenset[int] | None:
        """Return the papers that pass the filters; None where there are none."""
        if not (query.category or query.since or query.until or query.source):
            return None
        source = query.source and query.source.casefold()
        wordings = {paper.category for paper in self._papers}
        same = {wording for wording in wordings if not query.category or same_category(wording, query.category)}
        since, until = query.since or date.min, query.until or date.max
        return frozenset(
            place
            for place, (paper, (start, end)) in enumerate(zip(self._papers, self._spans, strict=True))
            if paper.category in same
            and end >= since
            and start <= until
            and (not source or source in map(str.casefold, paper.sources))
        )

    def _hits(self, places: Sequence[int], terms: Sequence[Term]) -> tuple[Hit, ...]:
        counting = [self._index.words_of(term.any_form) for term in terms]
        weights = [telling(term, self._index, len(self._papers)) for term in terms]
        papers = [self._papers[place] for place in places]
        return tuple(Hit(paper, snippet(paper, counting, weights)) for paper in papers)

    def _mended(self, terms: Sequence[Term], ranking: Ranking) -> dict[Term, Term]:
        """Return each guessed term with the one guess that the best hit bears out, in its title before its text."""
        best = self._papers[ranking.places[0]]
        text = words(fold("\n".join((best.title, best.abstract, best.summary, best.category))))
        where = {word: place for place, word in reversed(list(enumerate(text)))}
        return {
            term: replace(term, forms=(min(term.forms, key=lambda form: where.get(form, len(text))),))
            for term in terms
            if term.slip and term.forms and term not in ranking.missed
        }

    def _nothing(self, query: SearchQuery, ranking: Ranking) -> SearchResults:
        nearest = self._titles.nearest(query.text, _NEAREST)
        suggestions = alternatives(query, ranking.missed, self._total)
        return SearchResults(query, 0, (), suggestions=suggestions, nearest=nearest)

    def _total(self, query: SearchQuery) -> int:
        terms = read_terms(query.text, self._index, self._vocabulary)
        # What only begins like two letters is found while typing, but is no reason to offer it.
        if terms and all(term.prefix and len(term.forms[0]) < _SHORTEST_BEGINNING for term in terms):
            return 0
        return len(self._rank(query, terms).places)


def _corrected(text: str, terms: Sequence[Term], mended: Mapping[Term, Term], missed: Iterable[Term]) -> str | None:
    """Return the text that was searched for, if that was another than the one given."""
    instead = {term: " ".join(term.forms) for term in terms if term.phrase}
    instead |= {term: guess.forms[0] for term, guess in mended.items()}
    instead |= dict.fromkeys(missed, "")
    return rewritten(text, instead) if instead else None
