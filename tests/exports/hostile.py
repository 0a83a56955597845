"""Papers of a list that means harm, or was put together carelessly."""

from __future__ import annotations

from hypothesis import strategies as st

from bot.arxiv import ArxivId
from bot.models import Link, Paper
from tests.factories import SUNDAY

_PIECES = st.sampled_from(
    [
        *"{}\\%$#&_^~<>|\"'@,=*`[]()!+-;:•.1 \n\t",
        *(
            "\\input{/etc/passwd}",
            "$x_1^2$",
            "$\\alpha$",
            "$\\write18{rm}$",
            "$^^5cinput$",
            "}\n@misc{x,",
            "\\}",
            "{\\",
        ),
        *(
            "](https://evil.example)",
            "<script>",
            "<!--",
            "```",
            "&amp;",
            "1. ",
            "- ",
            "# ",
            "---",
            "| a |\n|---|",
            "[^1]",
        ),
        *(
            "=HYPERLINK(1)",
            "@SUM(1)",
            "+1",
            "\r",
            "\u2028",
            "\x00",
            "\ud800",
            "\u202e",
            "GPT-4",
            "LLaMA:",
            "Ünï",
            "語",
            " and ",
        ),
    ]
)
TEXT = st.one_of(st.text(max_size=80), st.lists(_PIECES, max_size=25).map("".join))
URLS = st.one_of(
    st.just("https://arxiv.org/abs/2303.12712"),
    st.sampled_from(
        [
            "https://a.example/a_(b)?x=%20&y={z}",
            "https://a.example/\\}",
            "javascript:alert(1)",
            "",
            "http://x\ny",
            "https://u:p@h",
        ]
    ),
    TEXT.map("https://a.example/".__add__),
)


@st.composite
def papers(draw: st.DrawFn) -> Paper:
    """Return a paper of nothing but foreign text."""
    return Paper(
        week=SUNDAY,
        rank=draw(st.integers(1, 12)),
        links=tuple(draw(st.lists(st.builds(Link, TEXT, URLS), min_size=1, max_size=4))),
        arxiv_id=draw(st.none() | st.integers(1, 5).map(lambda number: ArxivId(f"2303.{number:05}"))),
        authors=tuple(draw(st.lists(TEXT, max_size=3))),
        title=draw(TEXT),
        category=draw(TEXT),
        abstract=draw(TEXT),
        summary=draw(TEXT),
    )


LISTS = st.lists(papers(), max_size=4)
