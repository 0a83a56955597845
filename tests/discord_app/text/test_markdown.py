from __future__ import annotations

import re
import unicodedata
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.discord_app.text.graphemes import boundaries
from bot.discord_app.text.markdown import (
    MOST_URL,
    bold,
    clean,
    day,
    escape,
    fit,
    fit_escaped,
    length,
    link,
    one_line,
    plural,
    prose,
    quoted,
    timestamp,
    web_address,
    week_span,
)
from bot.models import Week
from tests.discord_app.markdown import acts, links, shown, without_own_markup

# Text made of what Discord gives a meaning, beside ordinary letters and anything at all.
PIECES = st.sampled_from(
    [
        *"*_`~|[]()<>#-+>\\.:/@ \n\t1a&!",
        *(
            "**",
            "__",
            "~~",
            "||",
            "```",
            "](",
            "https://",
            "HTTP://",
            "://",
            "@everyone",
            "@HERE",
            "<@1>",
            "<@&2>",
            "<@!3>",
        ),
        *(
            "<#4>",
            "<:x:5>",
            "<a:y:6>",
            "</cmd:7>",
            "<t:8:R>",
            "<id:customize>",
            "# ",
            "-# ",
            "> ",
            ">>> ",
            "1. ",
            "discord.gg/x",
        ),
        *(
            r"\emph{x}",
            r"\%",
            "\\",
            "\u202e",
            "\u200b",
            "\u200d",
            "👨‍👩‍👧",
            "e\u0301",
            "\ud800",
            "\x00",
            "ל",
            "語",
            "\U000e0041",
        ),
    ]
)
HOSTILE = st.one_of(st.text(max_size=60), st.lists(PIECES, max_size=25).map("".join))


@settings(max_examples=300)
@given(HOSTILE)
def test_escaped_text_shows_itself_and_does_nothing(text: str) -> None:
    assert not acts(escape(text))
    assert shown(escape(text)) == clean(text)


@settings(max_examples=150)
@given(HOSTILE, st.integers(0, 80))
def test_cut_text_is_within_the_limit_and_inert(text: str, limit: int) -> None:
    escaped = fit_escaped(text, limit)
    assert length(escaped) <= limit
    assert not acts(escaped)
    assert length(fit(text, limit)) <= limit
    if length(escape(text)) <= limit:
        assert escaped == escape(text)


@settings(max_examples=100)
@given(HOSTILE, st.integers(2, 60))
def test_a_cut_breaks_no_character(text: str, limit: int) -> None:
    cut = fit(text, limit)
    if cut != clean(text):
        kept = cut.removesuffix("…").removesuffix(" ")
        assert cut.endswith("…")
        assert clean(text).startswith(kept)
        assert len(kept) in {0, *boundaries(clean(text))}


@settings(max_examples=150)
@given(HOSTILE, HOSTILE)
def test_a_link_leads_only_where_it_was_meant_to(label: str, url: str) -> None:
    made = link(label, "https://arxiv.org/abs/2303.12712")
    assert [target for _, target in links(made)] == ["https://arxiv.org/abs/2303.12712"]
    assert not acts(without_own_markup(made))
    assert not acts(without_own_markup(link(label, url)))


@settings(max_examples=60)
@given(HOSTILE)
def test_bold_is_balanced(text: str) -> None:
    assert not acts(without_own_markup(bold(text)))
    assert bold(text).count("**") in {0, 2}


@pytest.mark.parametrize(
    "harmless",
    [
        "Sparks of Artificial General Intelligence: Early experiments with GPT-4",
        r"we use \emph{tuned lens} and $\textbf{Lion}$ with $78.7%\rightarrow92.5$",
        "p(x|y) < 0.05 and a > b, ~1,000 tokens (~95%), C# and a@b.example",
        "naïve Σ 語 👨‍👩‍👧‍👦 ¯",
        "see Section 1.2. And - so on - # not a heading",
    ],
)
def test_what_is_harmless_stays_as_it_is(harmless: str) -> None:
    assert escape(harmless) == harmless


@pytest.mark.parametrize(
    ("raw", "escaped"),
    [
        ("# Title", "\\# Title"),
        ("#hashtag", "#hashtag"),
        ("-# small", "\\-# small"),
        ("- item", "\\- item"),
        ("12. item", "12\\. item"),
        ("> quote", "\\> quote"),
        (">>> quote", "\\>>> quote"),
        ("a\n  # b", "a\n  \\# b"),
        ("||spoiler||", "\\|\\|spoiler\\|\\|"),
        ("[here](https://x.y)", "\\[here\\](https\\://x.y)"),
        ("<https://x.y>", "\\<https\\://x.y>"),
        ("@everyone", "@\u200beveryone"),
        ("<@&42>", "\\<@\u200b&42>"),
        ("</cmd:1>", "\\</cmd:1>"),
        ("$U_{15,2}$", "$U\\_{15,2}$"),
        ("ends in \\", "ends in \\\\"),
        (r"90\% of \alpha", r"90\\% of \alpha"),
        ("discord.gg/abc", "discord\\.gg/abc"),
    ],
)
def test_escapes_what_discord_would_act_on(raw: str, escaped: str) -> None:
    assert escape(raw) == escaped


@given(st.text(st.characters(min_codepoint=0x20, max_codepoint=0x7E)))
def test_plain_text_has_nothing_to_clean(text: str) -> None:
    assert clean(text) == text
    assert clean(f"{text}\x07") == text


def test_what_hides_or_reorders_is_gone() -> None:
    assert clean("a\u202eb\u200bc\u2066d\ufeffe\u00adf\x07g") == "abcdefg"
    assert clean("a\r\nb\u2028c\x85d") == "a\nb\nc\nd"
    assert clean("x\ud800y") == "x\ufffdy"
    assert clean("safe\U000e0068\U000e0069") == "safe"
    flag = "🏴\U000e0067\U000e0062\U000e007f"
    assert clean(flag) == flag


def test_a_pile_of_marks_is_cut_down() -> None:
    zalgo = clean("Z" + "\u0300\u0323\u0489" * 30)
    assert sum(unicodedata.combining(char) > 0 or unicodedata.category(char) == "Me" for char in zalgo) == 4
    assert clean("Việt e\u0323\u0302") == "Việt e\u0323\u0302"


def test_cuts_after_a_sentence_if_one_ends_late_enough() -> None:
    text = "We propose a thing, e.g. a model. It works well on everything we tried."
    assert fit(text, 45) == "We propose a thing, e.g. a model. …"
    assert fit("A. Turing proposes a test of machines for people", 24) == "A. Turing proposes a…"


def test_cuts_after_a_word_else_inside_it() -> None:
    assert fit("large language models", 16) == "large language…"
    assert fit("large, language models", 10) == "large…"
    assert fit("Pneumonoultramicroscopic", 10) == "Pneumonou…"
    assert fit("👨‍👩‍👧‍👦👨‍👩‍👧‍👦", 13) == "👨‍👩‍👧‍👦…"
    assert fit("👨‍👩‍👧‍👦👨‍👩‍👧‍👦", 11) == "…"
    assert fit("これは文です。これも文ですから長い", 10) == "これは文です。 …"


def test_no_room_is_no_text() -> None:
    assert fit("abc", 0) == fit_escaped("***", 0) == ""
    assert fit("abc", 1) == "…"
    assert fit("abc", 3) == "abc"


def test_escaping_counts_against_the_limit() -> None:
    assert fit_escaped("*" * 10, 20) == r"\*" * 10
    assert fit_escaped("*" * 10, 19) == r"\*" * 9 + "…"


def test_length_counts_utf16_units() -> None:
    assert length("aé語👍") == 5 == len("aé語👍".encode("utf-16-le")) // 2


def test_brackets_in_a_label() -> None:
    url = "https://x.example"
    assert link("The [MASK] token", url) == f"[The \\[MASK\\] token]({url})"
    assert link("half a ] bracket [", url) == f"[half a ) bracket (]({url})"
    assert link("[a](https://evil.example)", url) == f"[(a)(evil.example)]({url})"
    assert link("[[nested]]", url) == f"[((nested))]({url})"
    assert link("\u200b", url) == f"[Untitled]({url})"


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("https://arxiv.org/abs/2303.12712", "https://arxiv.org/abs/2303.12712"),
        (" https://a.example/x y(z)_[1] ", "https://a.example/x%20y%28z%29_%5B1%5D"),
        ("https://bücher.example/ä?q=ü#ß", "https://xn--bcher-kva.example/%C3%A4?q=%C3%BC#%C3%9F"),
        ("HTTP://A.example:8080/100%/%20", "http://a.example:8080/100%25/%20"),
        ("https://twitter.com/x/status/1?s=20&t=a", "https://twitter.com/x/status/1?s=20&t=a"),
        ("javascript:alert(1)", None),
        ("ftp://a.example", None),
        ("https://", None),
        ("https://arxiv.org@evil.example/", None),
        ("https://a.example:99999999/", None),
        ("https://[::1]/", None),
        ("no address", None),
        ("https://a.example/" + "x" * MOST_URL, None),
        ("https://" + "a" * 64 + ".example", None),
    ],
)
def test_addresses(url: str, address: str | None) -> None:
    assert web_address(url) == address
    if address is None:
        assert link("label", url) == "label"


def test_quoted_is_one_safe_line() -> None:
    assert quoted("a\n**b**") == r"“a \*\*b\*\*”"
    assert length(quoted("*" * 500, 50)) <= 52


def test_one_line() -> None:
    assert one_line(" a\n\tb\u2028c ") == "a b c"


def test_numbers_of_things() -> None:
    assert plural(1, "paper") == "1 paper"
    assert plural(0, "paper") == "0 papers"
    assert plural(1810, "paper") == "1,810 papers"
    assert plural(2, "category", "categories") == "2 categories"


@pytest.mark.parametrize(
    ("start", "end", "span"),
    [
        (date(2023, 3, 20), date(2023, 3, 26), "20–26 March 2023"),
        (date(2023, 2, 27), date(2023, 3, 5), "27 February – 5 March 2023"),
        (date(2022, 12, 26), date(2023, 1, 1), "26 December 2022 – 1 January 2023"),
        (date(2024, 2, 26), date(2024, 3, 3), "26 February – 3 March 2024"),
        (date(2023, 3, 26), date(2023, 3, 26), "26 March 2023"),
    ],
)
def test_the_span_of_a_week(start: date, end: date, span: str) -> None:
    assert week_span(Week(start, end, ())) == span


def test_days() -> None:
    assert [day(date(2023, month, 1)).split()[1] for month in (1, 6, 12)] == ["January", "June", "December"]


def test_a_timestamp_is_a_moment() -> None:
    moment = datetime(2023, 3, 27, 9, tzinfo=timezone(timedelta(hours=2)))
    assert timestamp(moment) == "<t:1679900400:f>"
    assert timestamp(moment.astimezone(UTC), "R") == "<t:1679900400:R>"
    with pytest.raises(ValueError, match="aware"):
        timestamp(moment.replace(tzinfo=None))


@settings(max_examples=80)
@given(HOSTILE, st.integers(0, 80))
def test_prose_sets_off_code_and_nothing_else(text: str, limit: int) -> None:
    said = prose(text, limit)
    assert length(said) <= limit
    # A backquote behind an even number of backslashes is not escaped.
    assert not acts(re.sub(r"(?<!\\)((?:\\\\)*)`[^`\n]+`", "\\1\ue001", said)) - {"ping"}
    assert "ping" not in acts(said)


def test_prose() -> None:
    assert prose("`missed: skip` says *not* to `post`", 100) == r"`missed: skip` says \*not\* to `post`"
    assert prose("one ` alone\nand `two", 100) == "one \\` alone\nand \\`two"
    assert prose("`@everyone <@1>`", 100) == "`@\u200beveryone <@\u200b1>`"
    assert prose("see `the_setting` there", 10) == r"see \`the…"
