"""Papers that nobody would publish, and that must not break a message all the same."""

from __future__ import annotations

from datetime import date

from hypothesis import strategies as st

from bot.arxiv import ArxivId
from bot.models import Link, Paper, Week
from tests.factories import SUNDAY

ZALGO = "Z̸̧̢̛̖̗͔̣̈́̿͊a̵̡̘̬͎̓̔̊͝l̶̨̛̻̥̀g̷̡̛̣̞̲͋̊͝ǒ̴̢̭̃̕"
NASTY = (
    "*" * 5000,
    "@everyone <@&1> <@2> <#3> </x:4> <t:5:R> " * 125,
    "[click](https://evil.example) https://evil.example " * 100,
    "# Heading\n- list\n> quote\n-# small\n```code\n||spoiler||\n" * 90,
    "\u202eevil\u2066 \u200b" * 500,
    ZALGO * 200,
    "👩‍❤️‍💋‍👨🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f🇩🇪" * 250,
    "كتاب عن التعلم الآلي " * 240,
    "x" * 5000,
    "\\" * 5000,
    "] ( ) [ ]( " * 450,
    "\ud800\x00\x07" * 1600 + "!",
)

_PIECES = st.sampled_from(
    [*"*_`~|[]()<>#>-\\@ \n", "@everyone", "](", "https://", "<@1>", "# ", "👩‍❤️‍💋‍👨", ZALGO, "word", "語"]
)
NASTY_TEXT = st.one_of(
    st.sampled_from(NASTY), st.text(max_size=300), st.lists(_PIECES, max_size=60).map("".join), st.just("")
)
URLS = st.one_of(
    st.just("https://arxiv.org/abs/2303.12712"),
    st.sampled_from(
        [
            "https://a.example/" + "(x)" * 200,
            "https://a.example/" + "x" * 490,
            "javascript:alert(1)",
            "https://a.example/[](https://evil.example)",
            "https://u:p@evil.example",
            "",
        ]
    ),
    st.text(max_size=60),
)


@st.composite
def papers(draw: st.DrawFn, rank: int = 1, week: date = SUNDAY) -> Paper:
    identifier = draw(
        st.none() | st.integers(1, 99_999).map(lambda number: ArxivId(f"2303.{number:05}", number % 3 or None))
    )
    links = draw(st.lists(st.builds(Link, st.text(max_size=90), URLS), min_size=1, max_size=12))
    texts = {name: draw(NASTY_TEXT) for name in ("title", "category", "abstract", "summary")}
    authors = tuple(draw(st.lists(NASTY_TEXT, max_size=3)))
    return Paper(
        week=week,
        rank=rank,
        title=texts["title"],
        category=texts["category"],
        abstract=texts["abstract"],
        summary=texts["summary"],
        links=tuple(links),
        arxiv_id=identifier,
        authors=authors,
    )


@st.composite
def weeks(draw: st.DrawFn, most: int = 12) -> Week:
    count = draw(st.integers(0, most))
    return Week.ending(SUNDAY, tuple(draw(papers(rank=rank)) for rank in range(1, count + 1)))


def nastiest(rank: int = 1, nasty: str = NASTY[0], **fields: object) -> Paper:
    """Return the longest paper there can be, of the same text everywhere."""
    links = tuple(Link(nasty[:90], f"https://a.example/{number}/" + "x" * 480) for number in range(12))
    values = {"title": nasty, "category": nasty, "abstract": nasty, "summary": nasty, "links": links, **fields}
    return Paper(week=SUNDAY, rank=rank, **values)  # type: ignore[arg-type]
