"""Texts and catalogues as nobody would write them."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import strategies as st

from bot.arxiv import ArxivId
from bot.models import Link, Paper, Week

# Real words often, so that queries and papers meet; FTS5's own syntax; then anything, lone surrogates included.
WORDS = st.sampled_from(
    [
        "diffusion", "models", "language", "pre-training", "GPT-4", "text2image", "PanGu-Σ", "naïve",
        "résumé", "the", "of", "$x^2$", "AND", "OR", "NOT", "NEAR(", "title:", "*", "^", '"', "'", "chat",
        "ChatGPT", "transformers", "3.5", "co-design", "é", "你好", "привет", "👩\u200d🚀", "\x00", "--", "()",
        "{}", "+", ";", "DROP",
    ]
)  # fmt: skip
ANYTHING = st.text(st.characters(codec=None, categories=None), max_size=30)
TEXTS = st.lists(WORDS | ANYTHING, max_size=12).map(" ".join)
CATEGORIES = st.sampled_from(
    ["", "cs.CL", "Computation and Language", "Machine Learning", "Economics > General Economics", "nonsense"]
)


@st.composite
def weeks(draw: st.DrawFn) -> tuple[Week, ...]:
    """Return up to three weeks of up to four papers, some of them in two weeks, some without an arXiv id."""
    first = draw(st.sampled_from([date(1, 1, 7), date(2023, 3, 26), date(9999, 12, 31) - timedelta(days=14)]))
    ends = [first + timedelta(days=7 * number) for number in range(draw(st.integers(0, 3)))]
    return tuple(
        Week.ending(end, tuple(_paper(draw, end, rank) for rank in range(1, draw(st.integers(0, 4)) + 1)))
        for end in ends
    )


def _paper(draw: st.DrawFn, end: date, rank: int) -> Paper:
    number = draw(st.none() | st.integers(1, 9))
    return Paper(
        week=end,
        rank=rank,
        title=draw(TEXTS.filter(str.strip)),
        category=draw(CATEGORIES),
        abstract=draw(TEXTS),
        summary=draw(st.just("") | TEXTS),
        links=(Link("Paper", "https://example.org"),),
        arxiv_id=None if number is None else ArxivId(f"2303.{number:05}"),
    )
