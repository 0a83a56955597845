from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime

from bot.catalog.results import Hit, SearchQuery, SearchResults, Suggestion
from bot.digests.model import DigestContent, EditionKey, Marker, Part, StepState
from bot.digests.reports import (
    ChannelStatus,
    Correction,
    DigestStatus,
    EditionRecord,
    Outcome,
    PostResult,
    Preview,
    RunRecord,
)
from bot.terminal import as_json
from tests.factories import SUNDAY, make_paper, make_week

NOW = datetime(2023, 3, 27, 9, tzinfo=UTC)
KEY = EditionKey("weekly", 123456789012345678, SUNDAY)
EDITION = EditionRecord(KEY, StepState.SENT, (987654321098765432,), NOW)
KEYS = {"title", "authors", "week", "rank", "category", "arxiv_id", "abstract", "summary", "links", "sources"}


def test_a_paper_has_its_keys_and_its_text_as_given() -> None:
    paper = make_paper(1, title="Σ of $\\alpha$ | x", abstract="a\\_b")
    (answer,) = as_json.papers_object([paper])["papers"]
    assert set(answer) == KEYS
    assert (answer["title"], answer["abstract"], answer["week"]) == ("Σ of $\\alpha$ | x", "a\\_b", "2023-03-26")
    assert answer["links"][0] == {"label": "Paper", "url": "https://arxiv.org/pdf/2303.00001"}


def test_a_paper_names_its_authors_and_the_sources_that_have_it() -> None:
    paper = make_paper(1, authors=("Ada Lovelace", "Li Wei"), sources=("bundled", "living-list"))
    (answer,) = as_json.papers_object([paper])["papers"]
    assert (answer["authors"], answer["sources"]) == (["Ada Lovelace", "Li Wei"], ["bundled", "living-list"])


def test_a_paper_without_arxiv_id_says_null() -> None:
    (answer,) = as_json.papers_object([make_paper(1, arxiv_id=None)])["papers"]
    assert answer["arxiv_id"] is None


def test_output_is_one_line_and_keeps_letters() -> None:
    title = "Ï\nΣ\u2028\x85\x0b"
    line = as_json.dumps({"title": title})
    assert len(line.splitlines()) == 1
    assert "Ï" in line
    assert json.loads(line) == {"title": title}


def test_an_error_is_an_answer_without_papers() -> None:
    assert as_json.error_object(ValueError("why")) == {"error": "why", "papers": []}


def test_weeks_come_with_their_spans() -> None:
    answer = as_json.week_object("latest", [make_week(papers=2)])
    assert answer["weeks"] == [{"start": "2023-03-20", "end": "2023-03-26"}]
    assert len(answer["papers"]) == 2


def test_a_search_says_how_many_and_what_else_would_find() -> None:
    query = SearchQuery("rlhf")
    results = SearchResults(
        query, 7, (Hit(make_paper(1), ()),), 5, corrected="rlhf", suggestions=(Suggestion(query, 3, "x"),)
    )
    answer = as_json.search_object(results)
    assert (answer["total"], answer["offset"], answer["corrected"]) == (7, 5, "rlhf")
    assert answer["suggestions"] == [{"query": "rlhf", "total": 3, "reason": "x"}]


def test_a_direct_hit_is_the_one_paper() -> None:
    answer = as_json.search_object(SearchResults(SearchQuery("2303.00001"), 0, (), direct=make_paper(1)))
    assert (answer["total"], len(answer["papers"])) == (1, 1)


def test_ids_are_strings_because_readers_round_long_numbers() -> None:
    run = RunRecord("weekly", KEY.channel_id, NOW, Outcome.DELIVERED, NOW, SUNDAY)
    status = DigestStatus("weekly", NOW, (ChannelStatus(KEY.channel_id, run, EDITION, None, "nothing new"),))
    (channel,) = as_json.status_object([status])["digests"][0]["channels"]
    assert channel["channel_id"] == "123456789012345678"
    assert channel["last_edition"]["message_ids"] == ["987654321098765432"]
    assert channel["last_run"]["outcome"] == "delivered"
    assert channel["last_corrected"] is None


def test_a_digest_that_never_ran_says_null() -> None:
    status = DigestStatus("weekly", None, (ChannelStatus(KEY.channel_id, None, None, date(2023, 3, 26)),))
    answer = as_json.status_object([status])["digests"][0]
    assert answer["next_due"] is None
    assert answer["channels"][0]["last_run"] is None
    assert answer["channels"][0]["next_week"] == "2023-03-26"


def test_the_newest_correction_is_told_with_its_week() -> None:
    edition = replace(EDITION, correction=Correction(NOW, StepState.FAILED, "It was deleted."))
    status = DigestStatus("weekly", None, (ChannelStatus(KEY.channel_id, None, None, None, last_corrected=edition),))
    (channel,) = as_json.status_object([status])["digests"][0]["channels"]
    assert channel["last_corrected"] == {
        "week": "2023-03-26",
        "at": NOW.isoformat(),
        "state": "failed",
        "reason": "It was deleted.",
    }


def test_a_preview_holds_the_very_bodies() -> None:
    week = make_week(papers=2)
    part = Part(Marker("00000000", SUNDAY, 1, 1, 1), {"content": "hello"})
    content = DigestContent(digest="weekly", week=week, total=2)
    answer = as_json.preview_object(Preview("weekly", 1, NOW, content, (part,)))
    assert answer["messages"] == [{"content": "hello"}]
    assert answer["week"] == "2023-03-26"


def test_an_empty_preview_says_why() -> None:
    answer = as_json.preview_object(Preview("weekly", 1, None, None, reason="nothing new"))
    assert (answer["messages"], answer["papers"], answer["reason"]) == ([], [], "nothing new")


def test_a_post_says_its_edition() -> None:
    answer = as_json.post_object(PostResult("weekly", 1, Outcome.DELIVERED, EDITION, already=True))
    assert answer["already"] is True
    assert answer["edition"]["week"] == "2023-03-26"
    assert as_json.post_object(PostResult("weekly", 1, Outcome.FAILED, reason="no"))["edition"] is None
