from __future__ import annotations

import time

import pytest

from bot.dataset.tables.columns import NoColumnError, find_columns, missing_columns, names_for

ALL = {"week": 0, "title": 1, "category": 2, "abstract": 3, "link": 4, "tweet": 5}


@pytest.mark.parametrize(
    "header",
    [
        ("Week", "title", "category", "abstract", "Paper-Link", "Tweet-Link"),
        ("WEEK", "TITLE", "CATEGORY", "ABSTRACT", "PAPER LINK", "TWEET_LINK"),
        ("**Week**", "`title`", " category ", "Abstract:", "paperlink", "Tweet — Link"),
        ("Week ending", "Title", "Category", "Abstract", "Paper URL", "Tweet"),
        ("date", "title", "category", "abstract", "link", "tweet-url"),
        ("week", "title", "category", "abstract", "url", "tweet"),
    ],
)
def test_names(header: tuple[str, ...]) -> None:
    assert find_columns(header) == ALL


def test_any_order_and_unknown_ones_between() -> None:
    assert find_columns(("Paper-Link", "Stars", "Title", "", "Week")) == {"link": 0, "title": 2, "week": 4}


def test_the_best_name_wins_then_the_first() -> None:
    assert find_columns(("Date", "Week", "Title", "Paper", "Paper-Link")) == {"week": 1, "title": 2, "link": 4}
    assert find_columns(("Week", "Title", "Title", "Link"))["title"] == 1


def test_what_is_missing() -> None:
    assert missing_columns(find_columns(("Title", "Stars"))) == ("week", "link")
    assert missing_columns(ALL) == ()
    assert missing_columns(find_columns(("Week", "Title", "arXiv"))) == ()
    assert missing_columns(find_columns(("Week", "Title", "Links"))) == ()


@pytest.mark.parametrize(
    ("column", "names"),
    [
        ("week", ["Week", "week ending", "Week-End", "date", "END"]),
        ("title", ["Title", "paper title", "Name", "paper_name", "Paper"]),
        ("rank", ["#", "No.", "nr", "Rank", "place", "Number"]),
        ("category", ["Category", "categories", "Primary Category", "field", "topic"]),
        ("summary", ["Summary", "TL;DR", "tldr", "Description", "notes"]),
        ("authors", ["Authors", "Author", "author(s)"]),
        ("link", ["Link", "URL", "PDF", "Paper-Link", "arXiv URL", "pdf_url"]),
        ("tweet", ["Tweet", "tweet_url"]),
        ("arxiv_id", ["arXiv", "arXiv ID", "arxiv_id"]),
    ],
)
def test_what_people_call_it(column: str, names: list[str]) -> None:
    for name in names:
        assert find_columns(("x", name)) == {column: 1}


def test_paper_is_the_title_where_nothing_else_is() -> None:
    assert find_columns(("Week", "Paper", "Link")) == {"week": 0, "title": 1, "link": 2}
    assert find_columns(("Week", "Name", "Paper")) == {"week": 0, "title": 1, "link": 2}
    assert find_columns(("Week", "Paper"), {"title": "Week"}) == {"title": 0, "link": 1}


def test_the_settings_names_go_before_all_others() -> None:
    header = ("Title", "Week", "Titel", "Datum", "Link")
    found = find_columns(header, {"title": "titel ", "week": "Datum"})
    assert found == {"title": 2, "week": 3, "link": 4}
    assert find_columns(("a-b", "A b"), {"title": "A b"}) == {"title": 1}
    assert find_columns(("Link", "Title"), {"title": "Link"}) == {"title": 0}


def test_a_name_of_the_settings_that_is_not_there() -> None:
    with pytest.raises(NoColumnError) as caught:
        find_columns(("Title",), {"week": "Datum"})
    assert (caught.value.column, caught.value.title) == ("week", "Datum")
    assert str(caught.value) == "the settings say under columns that week is called 'Datum'"


def test_what_is_needed_in_words() -> None:
    assert names_for(None).startswith("week, title and link (or arXiv id) are needed; rank, category")
    assert names_for({"week": "Datum"}).startswith("'Datum', title and link (or arXiv id) are needed")


def test_a_wide_header_takes_no_time() -> None:
    header = [f"column {number}" for number in range(200_000)]
    start = time.process_time()
    find_columns(header, {"title": "Column 199999", "week": "column 1"})
    assert time.process_time() - start < 5
