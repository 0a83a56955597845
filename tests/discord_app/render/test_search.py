from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.catalog import Catalog
from bot.catalog.results import Fragment, Hit, SearchQuery, SearchResults, Suggestion
from bot.discord_app.custom_ids.kinds import SearchPage, decode_search
from bot.discord_app.render.search import search_page
from tests.discord_app.render.checks import buttons, labels, opened, taken, texts, whole
from tests.discord_app.render.hostile import NASTY, NASTY_TEXT, nastiest, papers
from tests.factories import make_paper

QUERIES = (
    "diffusion image",
    "langage model",
    "rlhf",
    "transformer",
    "a",
    "GPT-4 *reasoning*",
    "",
    "2303.12712",
    "qwzx",
)


def some_hits(count: int) -> tuple[Hit, ...]:
    return tuple(Hit(make_paper(n), (Fragment("We study "), Fragment("thing", True))) for n in range(1, count + 1))


def results(total: int = 12, offset: int = 0, hits: int | tuple[Hit, ...] = 5, **fields: object) -> SearchResults:
    found = some_hits(hits) if isinstance(hits, int) else hits
    return SearchResults(**{"query": SearchQuery("thing"), "total": total, "hits": found, "offset": offset, **fields})  # type: ignore[arg-type]


@pytest.mark.parametrize("words", QUERIES)
@pytest.mark.parametrize("category", [None, "cs.CL", "Robotics"])
def test_every_page_of_real_searches(catalog: Catalog, words: str, category: str | None) -> None:
    query = SearchQuery(words, category, date(2023, 1, 20) if category else None)
    page = 0
    while True:
        found = catalog.search(query, offset=page * 5, limit=5)
        view = search_page(found, page=page, page_size=5)
        taken(view, schema=page == 0)
        ids = [one.custom_id for one in buttons(view) if one.custom_id]
        page += 1
        if page * 5 >= found.total:
            break
        assert decode_search(ids) == query
        on = SearchPage.decode(ids[-1])
        assert on.page == page


def test_a_page_says_how_many_and_which() -> None:
    view = search_page(results(offset=5), page=1, page_size=5)
    assert texts(view)[0] == "## Search: thing\n**12 papers** · 6 to 10"
    assert texts(view)[1].split("\n") == [
        "**6\\. [A Study of Things, Part 1](https://arxiv.org/abs/2303.00001)**",
        "-# Computation and Language · week to 26 March 2023",
        "We study **thing**",
    ]
    assert labels(view)[-3:] == ["← Previous", "Page 2 of 3", "Next →"]
    assert [one.disabled for one in buttons(view)[-3:]] == [False, True, False]
    assert [SearchPage.decode(one.custom_id or "").page for one in buttons(view)[-3:]] == [0, 1, 2]


def test_one_page_has_no_bar() -> None:
    view = search_page(results(total=5), page=0, page_size=5)
    assert labels(view) == ["Open"] * 5
    assert texts(view)[0] == "## Search: thing\n**5 papers**"


def test_filters_and_a_mended_slip_are_said() -> None:
    query = SearchQuery("thnig", "cs.CL", date(2023, 1, 1), date(2023, 3, 1))
    view = search_page(results(query=query, corrected="thing"), page=0, page_size=5)
    assert texts(view)[0].split("\n") == [
        "## Search: thnig",
        "**12 papers** · 1 to 5 · in Computation and Language, since 1 January 2023, until 1 March 2023",
        "Nothing has “thnig”; showing **thing**.",
    ]


def test_matched_words_beside_each_other_are_one_phrase() -> None:
    pieces = (
        Fragment(" a "),
        Fragment("large", True),
        Fragment(" "),
        Fragment("model", True),
        Fragment("s"),
        Fragment("\u200b"),
        Fragment(" x ", True),
        Fragment(" end"),
        Fragment(" "),
    )
    view = search_page(results(hits=(Hit(make_paper(), pieces),)), page=0, page_size=5)
    taken(view)
    assert texts(view)[1].split("\n")[-1] == "a **large model**s **x**  end"


def test_an_empty_query_lists_what_the_filters_let_through() -> None:
    view = search_page(results(query=SearchQuery("", "Robotics")), page=0, page_size=5)
    assert texts(view)[0] == "## Robotics\n**12 papers** · 1 to 5"


def test_a_known_paper_is_shown_though_it_is_no_hit() -> None:
    view = search_page(results(total=0, hits=0, direct=make_paper(7)), page=0, page_size=5)
    taken(view)
    assert [one.identity for one in opened(view)] == ["2303.00007"]


def test_nothing_found_offers_what_would_find_something() -> None:
    suggestions = (
        Suggestion(SearchQuery("diffusion"), 12, "without the category"),
        Suggestion(SearchQuery("", "Robotics"), 1, 'without "diffusion"'),
        Suggestion(SearchQuery(""), 106, "without anything"),
    )
    found = results(
        total=0, hits=0, query=SearchQuery("diffusion", "Robotics"), suggestions=suggestions, nearest=(make_paper(3),)
    )
    view = search_page(found, page=0, page_size=5)
    taken(view, schema=True)
    assert texts(view)[0] == "**Nothing found** for “diffusion” in Robotics.\nThis would find something:"
    assert labels(view) == [
        "diffusion (without the category): 12 papers",
        "Everything in Robotics: 1 paper",
        "Everything: 106 papers",
        "Open",
    ]
    ids = [one.custom_id or "" for one in buttons(view)]
    assert [decode_search(ids, one) for one in ids[:3]] == [one.query for one in suggestions]
    assert texts(view)[1] == "Or a title that comes near:"


def test_a_suggestion_too_long_for_a_button_is_said_in_words() -> None:
    long = "".join(chr(0x4E00 + 37 * n % 20_000) for n in range(200))
    found = results(total=0, hits=0, suggestions=(Suggestion(SearchQuery(long), 3, "without the dates"),))
    view = search_page(found, page=0, page_size=5)
    taken(view)
    assert not buttons(view)
    assert texts(view)[0].endswith(f"“{long}” without the dates: 3 papers")


def test_nothing_at_all_says_what_to_do() -> None:
    view = search_page(results(total=0, hits=0), page=0, page_size=5)
    taken(view)
    assert whole(view) == (
        "**Nothing found** for “thing”.\nFewer or other words may find it; /week shows what each week had."
    )


def test_an_id_that_is_not_listed_is_not_answered_with_advice_about_words() -> None:
    view = search_page(results(total=0, hits=0, query=SearchQuery("arXiv:2401.00001")), page=0, page_size=5)
    taken(view)
    assert "**Not in the list:** arXiv 2401.00001." in whole(view)
    assert [one.url for one in buttons(view)] == ["https://arxiv.org/abs/2401.00001"]


def test_a_search_without_words_is_named_by_its_category() -> None:
    query = SearchQuery("", "cs.RO", date(2023, 2, 27), date(2023, 3, 26))
    head = texts(search_page(results(query=query), page=0, page_size=5))[0].split("\n")
    assert head == ["## Robotics", "**12 papers** · 1 to 5 · since 27 February 2023, until 26 March 2023"]
    assert texts(search_page(results(query=SearchQuery("")), page=0, page_size=5))[0].startswith("## Papers\n")


def test_a_page_that_is_gone_leads_to_the_last_one() -> None:
    view = search_page(results(hits=0, offset=45), page=9, page_size=5)
    taken(view)
    first = buttons(view)[0]
    assert (first.label, first.disabled) == ("← Last page", False)
    assert SearchPage.decode(first.custom_id or "").page == 2
    assert decode_search(one.custom_id or "" for one in buttons(view)) == SearchQuery("thing")


@pytest.mark.parametrize("nasty", NASTY, ids=range(len(NASTY)))
def test_the_nastiest_results(nasty: str) -> None:
    hits = tuple(
        Hit(nastiest(rank, nasty), (Fragment(nasty[:220], rank % 2 == 0), Fragment(nasty[:9], True)))
        for rank in range(1, 11)
    )
    query = SearchQuery(nasty[:200], nasty[:100])
    taken(search_page(SearchResults(query, 10**6, hits, corrected=nasty), page=0, page_size=10))
    suggestions = tuple(Suggestion(SearchQuery(nasty[:n]), n, nasty) for n in (200, 150, 100))
    nearest = tuple(nastiest(rank, nasty) for rank in range(1, 9))
    taken(search_page(SearchResults(query, 0, (), suggestions=suggestions, nearest=nearest), page=0, page_size=10))


@settings(max_examples=40, deadline=None)
@given(
    NASTY_TEXT,
    st.lists(st.tuples(papers(), st.lists(st.builds(Fragment, NASTY_TEXT, st.booleans()), max_size=6)), max_size=5),
)
def test_any_results(words: str, found: list[tuple[object, list[Fragment]]]) -> None:
    hits = tuple(Hit(paper, tuple(snippet)) for paper, snippet in found)  # type: ignore[arg-type]
    taken(search_page(SearchResults(SearchQuery(words[:200]), 50 * len(hits), hits), page=0, page_size=5))
