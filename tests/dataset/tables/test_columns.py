from __future__ import annotations

import pytest

from bot.dataset.tables.columns import find_columns, missing_columns

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
