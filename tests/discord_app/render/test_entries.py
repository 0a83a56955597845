from __future__ import annotations

import pytest

from bot.arxiv import ArxivId
from bot.discord_app.render.entries import (
    COMFORTABLE,
    LAST_RESORT,
    PLAIN,
    Style,
    entries,
    entry_text,
    further_links,
    in_room,
    titled_entry,
)
from bot.discord_app.text.markdown import length
from bot.models import Link
from tests.discord_app.render.hostile import NASTY, nastiest
from tests.factories import make_paper

PDF = Link("PDF", "https://arxiv.org/pdf/2303.00001")
TWEET = Link("Tweet", "https://twitter.com/x/status/1")


def test_an_entry_in_full() -> None:
    assert entry_text(make_paper(), COMFORTABLE[0]).split("\n") == [
        "**1\\. [A Study of Things, Part 1](https://arxiv.org/abs/2303.00001)**",
        f"-# Computation and Language · [PDF]({PDF.url}) · [Tweet]({TWEET.url})",
        "We study thing 1.",
    ]


def test_an_entry_without_anything() -> None:
    paper = make_paper(category="", abstract="", arxiv_id=None, links=(Link("Paper", "ftp://x"),))
    assert entry_text(paper, COMFORTABLE[0]) == "**1\\. A Study of Things, Part 1**"


def test_a_button_promises_what_the_card_has() -> None:
    papers = [make_paper(1), make_paper(2, abstract=" \n")]
    sections = entries(papers, ["one", "two"])
    assert [one.accessory.label for one in sections] == ["Abstract", "Details"]  # type: ignore[attr-defined]
    assert [one.accessory.label for one in entries(papers, ["one", "two"], label="Open")] == ["Open"] * 2  # type: ignore[attr-defined]


def test_each_style_says_less_than_the_one_before() -> None:
    paper = make_paper(title="Words " * 60, abstract="We show " + "many " * 100 + "words.")
    sizes = [length(entry_text(paper, style)) for style in (*COMFORTABLE, *LAST_RESORT)]
    assert sizes == sorted(sizes, reverse=True)
    assert len(set(sizes)) == len(sizes)


@pytest.mark.parametrize("nasty", NASTY, ids=range(len(NASTY)))
def test_ten_of_anything_fit_in_the_last_style(nasty: str) -> None:
    assert length(entry_text(nastiest(10, nasty), LAST_RESORT[-1])) <= 360


def test_an_address_longer_than_the_style_allows_is_left_out() -> None:
    paper = make_paper(arxiv_id=None, links=(Link("Paper", "https://a.example/" + "x" * 300),))
    assert "](https" in titled_entry("", paper, "", "", PLAIN)
    assert titled_entry("", paper, "", "", Style(False, 0, 40, 100)) == "**A Study of Things, Part 1**"


@pytest.mark.parametrize(
    ("links", "further"),
    [
        ((Link("Paper", "https://arxiv.org/abs/2303.00001v2"), TWEET), (PDF, TWEET)),
        ((Link("Paper", "https://arxiv.org/pdf/2303.00001"), TWEET, TWEET), (PDF, TWEET)),
        (
            (Link("Paper", "https://arxiv.org/abs/2303.00001"), Link("Paper 2", "https://arxiv.org/abs/2303.00002")),
            (PDF, Link("Paper 2", "https://arxiv.org/abs/2303.00002")),
        ),
    ],
)
def test_further_links_lead_elsewhere_than_the_title(links: tuple[Link, ...], further: tuple[Link, ...]) -> None:
    assert further_links(make_paper(links=links)) == further


def test_the_pdf_is_of_the_version_that_was_given() -> None:
    paper = make_paper(arxiv_id=ArxivId("2303.00001", 2))
    assert further_links(paper)[0].url == "https://arxiv.org/pdf/2303.00001v2"


def test_a_paper_elsewhere_has_its_other_links_only() -> None:
    paper = make_paper(arxiv_id=None, links=(Link("Paper", "https://a.example/p"), TWEET))
    assert further_links(paper) == (TWEET,)


def test_the_first_style_that_fits_is_taken_else_the_last() -> None:
    def texts(style: Style) -> list[str]:
        return ["x" * style.sentence] * 2

    styles = [Style(False, size) for size in (30, 20, 10)]
    assert in_room(60, styles, texts) == texts(styles[0])
    assert in_room(59, styles, texts) == texts(styles[1])
    assert in_room(0, styles, texts) == texts(styles[2])
