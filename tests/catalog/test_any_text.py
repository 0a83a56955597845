"""Whatever people type and whatever the sources hold: no error, and answers that keep their promises."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.arxiv.taxonomy import same_category
from bot.catalog import Catalog, SearchQuery, SearchResults, WeekAnswer, opening_sentence
from bot.errors import WeekNotFoundError
from bot.models import Paper, Week
from tests.catalog.strategies import ANYTHING, CATEGORIES, TEXTS, weeks

# A busy machine is no finding.
PATIENT = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
DAYS = st.none() | st.sampled_from([date.min, date(2023, 3, 20), date(2023, 3, 26), date(2023, 4, 5), date.max])
QUERIES = st.builds(SearchQuery, TEXTS | ANYTHING, CATEGORIES.map(lambda name: name or None), DAYS, DAYS)


def asked_for(catalog: Catalog, asked: str) -> WeekAnswer | WeekNotFoundError:
    try:
        return catalog.weeks_for(asked)
    except WeekNotFoundError as error:
        return error


def text_of(results: SearchResults) -> list[tuple[Paper, str, list[str]]]:
    """Return of each hit the paper, its snippet without ellipses, and the words set off."""
    return [
        (
            hit.paper,
            "".join(fragment.text for fragment in hit.snippet).removeprefix("…").removesuffix("…"),
            [fragment.text for fragment in hit.snippet if fragment.matched],
        )
        for hit in results.hits
    ]


@PATIENT
@given(weeks(), QUERIES, st.integers(-1, 6), st.integers(-1, 5))
def test_any_query_of_any_catalogue_is_answered(
    listed: tuple[Week, ...], query: SearchQuery, offset: int, limit: int
) -> None:
    catalog = Catalog(listed)
    results = catalog.search(query, offset=offset, limit=limit)
    assert (
        results
        == catalog.search(query, offset=offset, limit=limit)
        == Catalog(listed).search(query, offset=offset, limit=limit)
    )
    assert len(results.hits) <= max(0, limit)
    assert len(results.hits) <= results.total <= len(catalog.papers)
    assert len(results.suggestions) <= 3
    for paper, snippet, matched in text_of(results):
        assert any(snippet in text for text in (paper.abstract, paper.summary, paper.title))
        assert len(snippet) <= 220
        assert all(word in snippet for word in matched)
        assert query.category is None or same_category(paper.category, query.category)
        week = catalog.week_ending(paper.week)
        assert week is not None
        assert query.since is None or week.end >= query.since
        assert query.until is None or week.start <= query.until


@PATIENT
@given(weeks(), QUERIES)
def test_pages_laid_end_to_end_are_the_ranking(listed: tuple[Week, ...], query: SearchQuery) -> None:
    catalog = Catalog(listed)
    whole = catalog.search(query, limit=100)
    pages = [catalog.search(query, offset=offset, limit=2) for offset in range(0, whole.total, 2)]
    assert tuple(hit for page in pages for hit in page.hits) == whole.hits
    assert all(page.total == whole.total for page in pages)
    assert len(whole.hits) == (0 if whole.direct else whole.total)


@PATIENT
@given(weeks(), QUERIES)
def test_what_is_suggested_finds_what_it_says(listed: tuple[Week, ...], query: SearchQuery) -> None:
    catalog = Catalog(listed)
    for suggestion in catalog.search(query).suggestions:
        assert catalog.search(suggestion.query).total == suggestion.total > 0
        assert suggestion.reason.startswith("without ")


@PATIENT
@given(weeks(), TEXTS | ANYTHING, st.integers(0, 5))
def test_any_typed_beginning_is_completed(listed: tuple[Week, ...], typed: str, limit: int) -> None:
    catalog = Catalog(listed)
    papers = catalog.suggest_papers(typed, limit)
    assert len(papers) <= limit
    assert set(papers) <= set(catalog.papers)
    assert len(catalog.suggest_weeks(typed, limit)) <= limit
    catalog.find(typed)


@PATIENT
@given(weeks())
def test_related_papers_are_others_and_each_once(listed: tuple[Week, ...]) -> None:
    catalog = Catalog(listed)
    for paper in catalog.papers:
        identities = [other.identity for other in catalog.related(paper)]
        assert len(set(identities) - {paper.identity}) == len(identities) <= 3


@PATIENT
@given(weeks(), ANYTHING | st.from_regex(r"(?i)(week )?[0-9w]{1,4}[-/. ][0-9]{1,2}([-/. ][0-9]{1,4})?", fullmatch=True))
def test_any_expression_names_weeks_or_says_why_not(listed: tuple[Week, ...], asked: str) -> None:
    catalog = Catalog(listed)
    answer = asked_for(catalog, asked)
    if isinstance(answer, WeekNotFoundError):
        assert answer.asked == asked
        assert str(answer).endswith(".")
        assert all(catalog.week_ending(end) for end in answer.nearest)
        assert bool(answer.nearest) is bool(listed)
    else:
        assert answer.weeks
        assert list(answer.weeks) == sorted(answer.weeks, key=lambda week: week.end, reverse=True)


@PATIENT
@given(weeks(), st.integers(-1, 60))
def test_opening_sentences_fit(listed: tuple[Week, ...], limit: int) -> None:
    for paper in Catalog(listed).papers:
        sentence = opening_sentence(paper, limit)
        assert len(sentence) <= max(0, limit)
        assert "\n" not in sentence


def test_a_day_of_any_week_finds_it(bundled: Catalog) -> None:
    for week in bundled.weeks:
        for days in range(7):
            day = week.start + timedelta(days=days)
            assert bundled.week_of(day) is week
            assert bundled.weeks_for(day.isoformat()).weeks == (week,)


@pytest.mark.parametrize("text", ["", "latest", "gpt", "\x00", '"', "2303.12712"])
def test_a_catalogue_without_weeks_answers_everything(nothing: Catalog, text: str) -> None:
    results = nothing.search(SearchQuery(text, category="cs.CL"))
    assert (results.total, results.hits, results.suggestions, results.nearest) == (0, (), (), ())
    assert nothing.suggest_papers(text) == ()
    assert nothing.suggest_weeks(text) == ()
    assert nothing.find(text) is None
    assert nothing.latest is None
    assert nothing.categories == {}
    with pytest.raises(WeekNotFoundError, match="no papers here yet"):
        nothing.weeks_for(text)
