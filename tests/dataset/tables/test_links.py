from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.arxiv import ArxivId
from bot.dataset.cells import CellError
from bot.dataset.tables.links import arxiv_id_of, labelled_links, paper_links, title_and_link, tweet_links
from bot.models import Link

ARXIV = "https://arxiv.org/abs/2303.12712"
PAPER, CODE = Link("Paper", ARXIV), Link("Code", "https://github.com/x/y")
TWEET = Link("Tweet", "https://x.com/a/status/1")


@pytest.mark.parametrize(
    "text", [ARXIV, f"[arxiv]({ARXIV})", f"<{ARXIV}>", "2303.12712", "arXiv:2303.12712", "arxiv.org/pdf/2303.12712"]
)
def test_the_paper_under_any_name(text: str) -> None:
    assert paper_links(text) == (PAPER,)


def test_further_links_of_a_cell_keep_their_names() -> None:
    assert paper_links(f"[pdf]({ARXIV}) [Code](https://github.com/x/y) https://a.b") == (
        PAPER,
        CODE,
        Link("Link", "https://a.b"),
    )


@pytest.mark.parametrize(
    "value",
    [
        f"[Paper]({ARXIV}), [Tweet](https://x.com/a/status/1), [Code](https://github.com/x/y)",
        [{"label": "Tweet", "url": TWEET.url}, {"label": "Paper", "url": ARXIV}, {"label": "Code", "url": CODE.url}],
        [
            {"name": "twitter", "href": TWEET.url},
            {"title": "paper link", "url": ARXIV},
            {"text": "Code", "link": CODE.url},
        ],
        {"tweet": TWEET.url, "paper": ARXIV, "code": CODE.url},
        {"tweet": TWEET.url, "pdf": ARXIV, "code": CODE.url},
        {"x": TWEET.url, "abs": ARXIV, "code": CODE.url, "blog": None},
        {"tweet": TWEET.url, "url": ARXIV, "code": CODE.url},
        [TWEET.url, ARXIV, CODE.url],
        [{"tweet": TWEET.url}, {"paper": "2303.12712"}, {"code": CODE.url}],
    ],
)
def test_labelled_links_the_paper_first(value: object) -> None:
    first, *others = labelled_links(value)
    assert first == PAPER
    assert [link.url for link in others] == [TWEET.url, CODE.url]
    assert others == [TWEET, CODE if value != [TWEET.url, ARXIV, CODE.url] else Link("Link", CODE.url)]


def test_the_label_that_a_list_gives_stays() -> None:
    report = Link("Technical Report", "https://a.b/report.pdf")
    assert labelled_links([{"label": report.label, "url": report.url}]) == (report,)
    assert labelled_links([{"label": "Tweet", "url": TWEET.url}]) == (TWEET,)
    assert labelled_links([{"label": "", "url": report.url}]) == (Link("Paper", report.url),)
    assert labelled_links({"label": "PDF", "url": report.url}) == (Link("Paper", report.url),)
    assert labelled_links([{"label": "Paper", "url": ARXIV}, {"label": "PDF", "url": report.url}])[1].label == "PDF"


def test_a_broken_link_among_others_costs_only_itself() -> None:
    assert labelled_links([{"label": "Code", "url": 5 * [""]}, "ftp://a.b", True, ARXIV]) == (PAPER,)


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        ("", "is empty"),
        ([], "is empty"),
        ({}, "is empty"),
        ("soon", "'soon' is not a link such as https://arxiv.org/abs/2303.12712"),
        ("<mailto:a@b>", "'mailto:a@b' is neither http nor https"),
        (["ftp://a.b", "soon"], "'ftp://a.b' is neither http nor https"),
        ([[ARXIV]], "is a list, not text"),
        ([{"label": "Paper", "url": None}], "is empty"),
        ([{"label": "Paper", "url": {"x": 1}}], "is an object, not text"),
        (True, "is true, not text"),
    ],
)
def test_what_is_no_link(value: object, reason: str) -> None:
    for read in (paper_links, labelled_links):
        with pytest.raises(CellError) as caught:
            read(value)
        assert str(caught.value) == reason


def test_a_tweet() -> None:
    assert tweet_links("[so](https://x.com/a/status/1) https://a.b") == (TWEET,)
    with pytest.raises(CellError, match="'soon' is not a link"):
        tweet_links("soon")


def test_identifiers() -> None:
    assert arxiv_id_of("arXiv:2303.12712v2") == ArxivId("2303.12712", 2)
    assert arxiv_id_of("") is arxiv_id_of(None) is None
    for text in ("n/a", "2303.1271", "45"):
        with pytest.raises(CellError, match="is not one such as"):
            arxiv_id_of(text)


def test_a_title_that_is_a_link() -> None:
    assert title_and_link(f"[A Title]({ARXIV})") == ("A Title", (PAPER,))
    for title in (
        "A Title",
        f"[A Title]({ARXIV}) and more",
        "[1, 2]: A Title",
        "[A](ftp://a.b)",
        f"[]({ARXIV})",
        f"Of [A]({ARXIV})",
    ):
        assert title_and_link(title) == (title, ())


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.text(max_size=9)
    | st.sampled_from([ARXIV, TWEET.url, "[a](https://b.c)", "label", "url"]),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from(["label", "url", "paper", "x", ""]), inner, max_size=4)
    ),
    max_leaves=12,
)


@given(JSON)
def test_no_value_crashes_it(value: object) -> None:
    for read in (paper_links, labelled_links):
        try:
            links = read(value)
        except CellError:
            continue
        assert links
        assert all(link.label and link.url.startswith("http") for link in links)
