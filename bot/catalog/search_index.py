"""The full-text index: SQLite FTS5 in memory, one row a paper, and beside it the corpus's own vocabulary.

Both tables are contentless: they hold the index and not the texts, which the papers hold already. A connection is not for
two threads at a time, so a lock guards it; what it answers about a snapshot never changes, so answers are kept.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from threading import Lock
from weakref import finalize

from bot.catalog.words import fold, joined_forms, words
from bot.models import Paper

__all__ = ["SearchIndex"]

# Stems as Porter's; accents are folded already, but for the scripts that words.fold leaves alone FTS5 folds them too.
_TOKENIZER = "porter unicode61 remove_diacritics 2"
# How much a word counts in the title, joined forms, category, curated summary, abstract and among the authors.
_WEIGHTS = (6.0, 2.0, 1.5, 1.5, 1.0, 3.0)
_COLUMNS = "title, joined, category, summary, abstract, authors"
_CREATE_PAPERS = f"CREATE VIRTUAL TABLE papers USING fts5({_COLUMNS}, content='', tokenize='{_TOKENIZER}')"
_CREATE_WORDS = f"CREATE VIRTUAL TABLE words USING fts5(word, content='', columnsize=0, tokenize='{_TOKENIZER}')"
_PAPERS_THAT_MATCH = "SELECT rowid FROM papers WHERE papers MATCH ?"
_WORDS_THAT_MATCH = "SELECT rowid FROM words WHERE words MATCH ?"
_SCORES = f"SELECT rowid, -bm25(papers, {', '.join(map(str, _WEIGHTS))}) FROM papers WHERE papers MATCH ?"  # noqa: S608 - numbers
# Answers kept: those of a handful of queries. A word that is in every one of 1,810 papers takes 64 KB.
_KEPT = 64
# Authors of one paper that are found: beyond, a list of thousands would make it the longest text of all, and so a poor match.
_MOST_AUTHORS = 100


class SearchIndex:
    """Answers FTS5 expressions with places in the sequence of papers it was built from. Thread-safe.

    ``frequency`` is in how many papers each word of the corpus stands, joined forms included; ``compounds`` are those joined
    forms, ``titles`` the words and joined forms of titles. ``matching`` gives the papers that match an expression,
    ``words_of`` the words of the corpus that do, which are those that share a stem with it. Expressions must be well-formed:
    ``bot.catalog.query`` makes them. Authors are found by their names, which are no words of the corpus otherwise: a slip is
    not mended into somebody's name.
    """

    def __init__(self, papers: Sequence[Paper]) -> None:
        self._tables = _Tables()
        finalize(self, self._tables.close)
        counts: Counter[str] = Counter()
        compounds: set[str] = set()
        titles: set[str] = set()
        names: dict[str, None] = {}
        self._tables.fill(f"papers(rowid, {_COLUMNS})", _rows(papers, counts, compounds, titles, names))
        vocabulary = tuple(dict.fromkeys([*counts, *names]))
        self._tables.fill("words(rowid, word)", enumerate(vocabulary))
        self.frequency: Mapping[str, int] = counts
        self.compounds: frozenset[str] = frozenset(compounds)
        self.titles: frozenset[str] = frozenset(titles)
        tables = self._tables

        @lru_cache(_KEPT)
        def matching(expression: str) -> frozenset[int]:
            return frozenset(row[0] for row in tables.ask(_PAPERS_THAT_MATCH, expression))

        @lru_cache(_KEPT)
        def words_of(expression: str) -> frozenset[str]:
            return frozenset(vocabulary[row[0]] for row in tables.ask(_WORDS_THAT_MATCH, expression))

        self.matching: Callable[[str], frozenset[int]] = matching
        self.words_of: Callable[[str], frozenset[str]] = words_of

    def scores(self, expression: str) -> dict[int, float]:
        """Return every paper that matches with its BM25 score; more is better, equal texts give equal scores."""
        return {row[0]: row[1] for row in self._tables.ask(_SCORES, expression)}


class _Tables:
    """The connection behind its lock."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._connection = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
        self._connection.execute(_CREATE_PAPERS)
        self._connection.execute(_CREATE_WORDS)

    def close(self) -> None:
        with self._lock:
            self._connection.close()

    def ask(self, statement: str, expression: str) -> list[tuple[int, ...]]:
        with self._lock:
            return self._connection.execute(statement, (expression,)).fetchall()

    def fill(self, table: str, rows: Iterable[tuple[object, ...]]) -> None:
        """Insert in one transaction; ``table`` is one of this module's, with its columns."""
        statement = f"INSERT INTO {table} VALUES ({', '.join('?' * (table.count(',') + 1))})"  # noqa: S608 - no foreign text
        with self._lock:
            self._connection.execute("BEGIN")
            self._connection.executemany(statement, rows)
            self._connection.execute("COMMIT")


def _rows(
    papers: Sequence[Paper], counts: Counter[str], compounds: set[str], titles: set[str], names: dict[str, None]
) -> Iterable[tuple[object, ...]]:
    """Yield a row per paper, counting its words and collecting its authors' names on the way."""
    for place, paper in enumerate(papers):
        texts = [fold(text) for text in (paper.title, paper.summary, paper.abstract)]
        title, summary, abstract = (words(text) for text in texts)
        joined = [form for text in texts for form in joined_forms(text)]
        category = words(fold(paper.category))
        compounds.update(joined)
        titles.update(title, joined_forms(texts[0]))
        counts.update({*title, *summary, *abstract, *joined, *category})
        authors = words(fold(" ".join(paper.authors[:_MOST_AUTHORS])))
        names.update(dict.fromkeys(authors))
        yield place, *(" ".join(text) for text in (title, joined, category, summary, abstract, authors))
