from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.dataset.weekly_pages.titles import split_title

BEFORE, SINCE = date(2025, 1, 13), date(2025, 1, 20)
LONG = "A long title that goes on and on " * 5


@pytest.mark.parametrize(
    ("body", "title", "description"),
    [
        # The forms of the real list, with what stands between title and text there.
        ("**Title** - text", "Title", "text"),
        ("**Title**  - text", "Title", "text"),
        ("**Title** -text", "Title", "text"),
        ("**Title** -  text", "Title", "text"),
        ("**Title**- text", "Title", "text"),
        ("**Title**-text", "Title", "text"),
        ("**Title** – text", "Title", "text"),
        ("**Title**: text", "Title", "text"),
        ("**Title** text", "Title", "text"),
        ("**Title**", "Title", ""),
        ("  **Title** ", "Title", ""),
        ("*8RankZephyr** - text", "8RankZephyr", "text"),
        ("**A - B: C - D** - text - more", "A - B: C - D", "text - more"),
        ("**Title** - text with **bold** words", "Title", "text with **bold** words"),
        ("**Title** <br>● point", "Title", "<br>● point"),
        ("**Title**\n- point", "Title", "\n- point"),
        ("Title - text  with two spaces", "Title", "text  with two spaces"),
        # Other marks, right and wrong.
        ("__Title__ - text", "Title", "text"),
        ("***Title*** - text", "Title", "text"),
        ("** Title ** - text", "Title", "text"),
        ("**Title:** text", "Title", "text"),
        ("**Title* - text with **bold** words", "Title", "text with **bold** words"),
        ("**Title - text", "Title", "text"),
        ("**A *new* thing** - text", "A new thing", "text"),
        ("**From Gemini to Q*** - text", "From Gemini to Q*", "text"),
        ("**Q* - A Survey** - text", "Q* - A Survey", "text"),
        ("*Emphasis* is all - text with **bold**", "Emphasis is all", "text with **bold**"),
        ("__init__ is harmful - text", "__init__ is harmful", "text"),
        ("**Learning `<pause>`** - text", "Learning <pause>", "text"),
        (r"**Science Q\&A** - text", "Science Q&A", "text"),
        ("** ** - text", "text", ""),
        # Without marks.
        ("Title – text", "Title", "text"),
        ("Title  - text", "Title", "text"),
        ("GPT-4-V and - more - text", "GPT-4-V and", "more - text"),
        ("Title<br>● point", "Title", "<br>● point"),
        ("Title ● point", "Title", " ● point"),
        ("Only a title", "Only a title", ""),
        ("", "", ""),
        ("-", "", ""),
    ],
)
def test_where_a_title_ends(body: str, title: str, description: str) -> None:
    split = split_title(body, BEFORE)
    assert (split.title, split.description, split.sure) == (title, description, True)


@pytest.mark.parametrize(
    ("body", "before", "since"),
    [
        ("Title  text - more", ("Title", "text - more"), ("Title", "text - more")),
        ("Title - text  more", ("Title", "text  more"), ("Title - text", "more")),
        ("A - B  text", ("A", "B  text"), ("A - B", "text")),
        ("Title - text", ("Title", "text"), ("Title", "text")),
    ],
)
def test_two_spaces_end_a_title_first_since_the_list_writes_them(
    body: str, before: tuple[str, str], since: tuple[str, str]
) -> None:
    for week, expected in ((BEFORE, before), (SINCE, since)):
        split = split_title(body, week)
        assert (split.title, split.description) == expected


@pytest.mark.parametrize("week", [BEFORE, SINCE])
def test_where_nothing_ends_a_title_it_is_the_first_sentence_and_nothing_is_lost(week: date) -> None:
    body = "AlphaEvolve is a coding agent by DeepMind. It finds algorithms.  And more."
    split = split_title(body, week)
    assert (split.title, split.description, split.sure) == ("AlphaEvolve is a coding agent by DeepMind", body, False)


def test_a_first_sentence_that_is_too_long_is_cut_at_a_word() -> None:
    body = f"{LONG}without end.  Behind two spaces."
    split = split_title(body, SINCE)
    assert split.title == "A long title that goes on and on " * 4 + "A…"
    assert (split.description, split.sure) == (body, False)


def test_a_bold_title_may_be_as_long_as_it_is() -> None:
    assert split_title(f"**{LONG.strip()}** - text", BEFORE).title == LONG.strip()


@given(st.text(max_size=80) | st.text(alphabet="*_ -–a.<br>●\n", max_size=60), st.sampled_from([BEFORE, SINCE]))
def test_no_text_crashes_it(body: str, week: date) -> None:
    split = split_title(body, week)
    assert "\n" not in split.title
    assert split.title.strip() == split.title


TITLES = st.from_regex(r"[A-Z][a-z0-9]{1,8}((: | - | )[A-Za-z0-9]{1,8}){0,6}", fullmatch=True)


@given(
    TITLES,
    st.from_regex(r"[A-Z][a-z]{1,8}( - | )[a-z]{1,8}\.", fullmatch=True),
    st.sampled_from([" - ", " -", "- ", ": "]),
)
def test_a_bold_title_comes_back_whatever_is_in_it(title: str, text: str, between: str) -> None:
    split = split_title(f"**{title}**{between}{text}", BEFORE)
    assert (split.title, split.description) == (title, text)
