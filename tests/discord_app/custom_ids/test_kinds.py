from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.catalog.results import SearchQuery
from bot.digests.model import Marker
from bot.discord_app.custom_ids.kinds import (
    MOST_CHARACTERS,
    ChosenDigest,
    DigestAct,
    LookForPapers,
    OpenPaper,
    PickWeek,
    PostAgain,
    SearchPage,
    ShowMonth,
    ShowWeek,
    WeekOfDigest,
    category_key,
    category_of_key,
    decode_search,
    encode_search,
)
from bot.discord_app.text.markdown import length
from tests.factories import make_paper

DAYS = st.dates()
TAGS = st.text("0123456789abcdef", min_size=8, max_size=8)
SUNDAY = date(2023, 3, 26)

PAPERS = st.builds(
    OpenPaper,
    st.from_regex(r"[a-z0-9./-]{1,25}", fullmatch=True),
    DAYS,
    st.from_regex(r"([a-z0-9]{1,16})?", fullmatch=True),
)
WEEKS = st.builds(
    ShowWeek,
    DAYS,
    st.integers(0, 99_999),
    st.text(max_size=80).map(category_key),
    st.from_regex(r"([a-z0-9]{1,16})?", fullmatch=True),
)
MONTHS = st.builds(ShowMonth, DAYS.map(lambda day: day.replace(day=1)))
MARKERS = st.builds(
    WeekOfDigest, st.builds(Marker, TAGS, DAYS, st.integers(1, 10**9 - 1), st.integers(1, 9999), st.integers(1, 9999))
)
AGAIN = st.builds(PostAgain, TAGS, st.integers(0, 2**63 - 1), DAYS)
CHOSEN = st.builds(ChosenDigest, st.sampled_from(DigestAct), TAGS, st.integers(0, 2**63 - 1))
QUERIES = st.builds(
    SearchQuery,
    st.text(max_size=200),
    st.none() | st.text(max_size=24),
    st.none() | DAYS,
    st.none() | DAYS,
    st.none() | st.from_regex(r"[A-Za-z0-9][A-Za-z0-9_-]{0,31}", fullmatch=True),
)


@given(
    st.one_of(
        *(PAPERS, WEEKS, MONTHS, MARKERS, AGAIN, CHOSEN),
        *(st.builds(PickWeek, st.integers(0, 99)), st.builds(LookForPapers)),
    )
)
def test_every_kind_is_read_back_as_it_was_written(
    custom_id: OpenPaper | ShowWeek | ShowMonth | WeekOfDigest | PostAgain | ChosenDigest | PickWeek | LookForPapers,
) -> None:
    written = custom_id.encode()
    assert 1 <= length(written) <= MOST_CHARACTERS
    match = custom_id.PATTERN.fullmatch(written)
    assert match is not None
    assert custom_id.decode(match) == custom_id.decode(written) == custom_id


@given(QUERIES, st.integers(0, 99_999), st.integers(1, 100_000))
def test_a_search_survives_in_its_three_buttons(query: SearchQuery, page: int, pages: int) -> None:
    ids = encode_search(query, page, pages)
    assert len(set(ids)) == 3
    assert all(len(one) <= MOST_CHARACTERS and SearchPage.PATTERN.fullmatch(one) for one in ids)
    assert decode_search([ids[2], "paper:2023-03-26:2303.1", ids[0], ids[1]]) == query


@given(st.text("abcdefghij \té語", max_size=200))
def test_utf16_units_are_within_the_limit_for_ordinary_writing(text: str) -> None:
    assert all(
        length(one) <= MOST_CHARACTERS for one in encode_search(SearchQuery(text, "cs.CL", SUNDAY, SUNDAY), 3, 9)
    )


def test_the_page_bar_leads_one_back_and_one_on_and_stays_within_the_pages() -> None:
    def targets(page: int, pages: int) -> list[int]:
        return [SearchPage.decode(one).page for one in encode_search(SearchQuery("rlhf"), page, pages)]

    assert targets(0, 3) == [0, 0, 1]
    assert targets(1, 3) == [0, 1, 2]
    assert targets(2, 3) == [1, 2, 2]
    assert targets(0, 0) == [0, 0, 0]


@pytest.mark.parametrize(
    ("ids", "query"),
    [
        (["search:0:01:r...rlhf."], SearchQuery("rlhf")),
        (["search:1:01:rb4527.b4531.5.cs.CLrlhf."], SearchQuery("rlhf", "cs.CL", date(2023, 3, 20), date(2023, 3, 30))),
        (["search:0:03:r...a.", "search:1:13: b .", "search:2:23:c."], SearchQuery("a b c")),
    ],
)
def test_a_button_of_before_there_were_sources_is_read_as_ever(ids: list[str], query: SearchQuery) -> None:
    assert decode_search(ids) == query


def test_a_search_without_a_source_is_written_as_ever() -> None:
    button = SearchPage.alone(SearchQuery("rlhf", "cs.CL", date(2023, 3, 20)))
    assert button is not None
    assert button.encode() == "search:0:01:rb4527..5.cs.CLrlhf."


def test_a_source_is_carried_with_the_search() -> None:
    query = SearchQuery("rlhf", "cs.CL", date(2023, 3, 20), source="living-list")
    assert decode_search(encode_search(query, 1, 3)) == query
    button = SearchPage.alone(query)
    assert button is not None
    assert decode_search([button.encode()]) == query


def test_a_query_that_no_message_could_hold_loses_its_end_and_not_its_filters() -> None:
    words = " ".join(f"w{number:x}語" for number in range(10_000, 10_400))
    read = decode_search(encode_search(SearchQuery(words, "cs.CL", SUNDAY), 0, 2))
    assert words.startswith(read.text)
    assert len(read.text) >= 200
    assert (read.category, read.since) == ("cs.CL", SUNDAY)


def test_one_button_holds_a_pasted_title() -> None:
    title = (
        "Sparks of Artificial General Intelligence: Early experiments with GPT-4, and a look at what may come after it"
    )
    query = SearchQuery(title, "Computation and Language", SUNDAY, SUNDAY)
    button = SearchPage.alone(query)
    assert button is not None
    assert length(button.encode()) <= MOST_CHARACTERS
    assert decode_search([button.encode()]) == query


def test_a_suggestion_is_used_alone_and_not_mixed_with_its_neighbours() -> None:
    first, second = (SearchPage.alone(SearchQuery(text)) for text in ("diffusion", "language"))
    assert first is not None
    assert second is not None
    assert decode_search([first.encode(), second.encode()], second.encode()) == SearchQuery("language")


def test_what_is_too_long_for_one_button_is_not_put_into_one() -> None:
    assert SearchPage.alone(SearchQuery("".join(chr(0x4E00 + 37 * n % 20_000) for n in range(200)))) is None


@pytest.mark.parametrize(
    "foreign",
    [
        "paper:2023-02-30:2303.12712",
        "paper:2023-03-26:UPPER",
        "paper:2023-03-26:" + "1" * 26,
        "paper:٢٠٢٣-٠٣-٢٦:2303.12712",
        "",
    ],
)
def test_what_is_no_paper_is_said_to_be_none(foreign: str) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        OpenPaper.decode(foreign)


@pytest.mark.parametrize(
    "chunk", ["", "q", "z", "zabc", "z" + "丁" * 5, "r", "rzz...x", "r" + "f" * 9 + "...x", "z鷿鷿"]
)
def test_a_state_that_was_not_made_here_is_refused(chunk: str) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        decode_search([SearchPage(0, 0, 1, chunk).encode()])


def test_a_missing_piece_is_noticed() -> None:
    ids = encode_search(SearchQuery("a b c"), 0, 3)
    with pytest.raises(ValueError, match="missing"):
        decode_search(ids[:2])


def test_the_marker_has_the_form_that_old_messages_carry() -> None:
    marker = Marker("0123abcd", SUNDAY, 1, 2, 3)
    assert WeekOfDigest(marker).encode() == "digest:0123abcd:20230326:1:2:3"
    assert OpenPaper("2303.12712", SUNDAY, "rel1").encode() == "paper:2023-03-26:2303.12712:rel1"
    assert ShowWeek(SUNDAY, 2, "cs.CL").encode() == "week:2023-03-26:2::cs.CL"
    assert PickWeek(1).encode() == "pick-week:1"
    assert PostAgain("0123abcd", 42, SUNDAY).encode() == "again:0123abcd:42:20230326"


def test_every_identity_fits() -> None:
    for paper in (make_paper(), make_paper(arxiv_id=None, title="Ünïcode \u202e" * 50)):
        custom_id = OpenPaper(paper.identity, paper.week)
        assert OpenPaper.decode(custom_id.encode()) == custom_id


@pytest.mark.parametrize("long", ["Everything about " + "very " * 30 + "much", "𝔛" * 48], ids=["words", "astral"])
def test_a_category_of_any_length_is_found_again_among_the_known(long: str) -> None:
    assert length(ShowWeek(SUNDAY, 99_999, long, "x" * 16).encode()) <= MOST_CHARACTERS
    assert category_key("cs.CL") == "cs.CL"
    assert category_key(None) == ""
    assert re.fullmatch(r"#[0-9a-f]{12}", category_key(long))
    assert category_of_key(category_key(long), ["cs.CL", long]) == long
    assert category_of_key("cs.CL", []) == "cs.CL"
