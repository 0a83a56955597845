from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.dataset.weekly_pages.links import (
    arranged,
    identifier,
    is_links,
    names_a_kind,
    sorted_out,
    trailing_links,
    why_none,
    without_links,
)
from bot.models import Link

PAPER = "[Paper](https://arxiv.org/abs/2306.00001)"
TWEET = "[Tweet](https://x.com/a/status/1?s=20)"


def labels(cell: str) -> list[str]:
    """Return the labels of a column of links, arranged."""
    return [link.label for link in arranged(sorted_out(cell)[0])]


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        # The separators of the real list.
        (f"{PAPER}, {TWEET}", ["Paper", "Tweet"]),
        (f"{PAPER},  {TWEET}", ["Paper", "Tweet"]),
        (f"{PAPER} , {TWEET}", ["Paper", "Tweet"]),
        (f"{PAPER} {TWEET}", ["Paper", "Tweet"]),
        (f"{PAPER}  {TWEET}", ["Paper", "Tweet"]),
        (f"{PAPER}{TWEET}", ["Paper", "Tweet"]),
        (f"{PAPER}), {TWEET}", ["Paper", "Tweet"]),
        (f"{PAPER}, {TWEET} _", ["Paper", "Tweet"]),
        # Its labels.
        (f"{PAPER}, [Tweet)](https://x.com/a/status/1)", ["Paper", "Tweet"]),
        (f"{PAPER}, [Code & Data](https://a.b/c), [Qwen Chat App](https://a.b/d)", ["Paper", "Code & Data", "Qwen Chat App"]),
        ("[Paper 1](https://a.b/c), [Paper 2](https://a.b/d)", ["Paper 1", "Paper 2"]),
        (f"{PAPER}, [**Code**](https://a.b/c), [Data (v2)](https://a.b/d)", ["Paper", "Code", "Data (v2)"]),
        # The paper first.
        (f"{TWEET}, [Code](https://a.b/c), {PAPER}", ["Paper", "Tweet", "Code"]),
        (f"{TWEET}, [paper](https://a.b/c)", ["paper", "Tweet"]),
        (f"{TWEET}, [Project](https://arxiv.org/abs/2306.00001)", ["Project", "Tweet"]),
        (f"{TWEET}, [Blog](https://a.b/c), [Book](https://arxiv.org/abs/2306.00001)", ["Book", "Tweet", "Blog"]),
        (f"{TWEET}, [System Card](https://a.b/c)", ["System Card", "Tweet"]),
        (TWEET, ["Tweet"]),
        ("[Tweet](https://arxiv.org/abs/2306.00001), [Blog](https://a.b)", ["Blog", "Tweet"]),
        # Without labels, and with the same ones.
        ("https://arxiv.org/abs/2306.00001 https://twitter.com/a/status/1 https://a.b", ["Paper", "Tweet", "Link"]),
        ("[](https://x.com/a/status/1), <https://arxiv.org/abs/2306.00001>", ["Paper", "Tweet"]),
        (f"{PAPER}, [Code](https://a.b/c), [Code](https://a.b/d), [code](https://a.b/e)", ["Paper", "Code", "Code 2", "code 3"]),
        ("[Code 2](https://a.b/c), [Code](https://a.b/d), [Code](https://a.b/e)", ["Code 2", "Code", "Code 3"]),
        (f"{PAPER}, {PAPER}, {TWEET}", ["Paper", "Tweet"]),
        # Links of HTML, and pictures, which are none.
        ("<a class='x' href='https://a.b/c'>Paper</a>, ![logo](https://a.b/d.png)", ["Paper"]),
    ],
)  # fmt: skip
def test_labels_in_their_order(cell: str, expected: list[str]) -> None:
    assert labels(cell) == expected


def test_every_address_stays_with_its_label() -> None:
    links = arranged(sorted_out(f"{TWEET}[Code](http://a.b/c), {PAPER}")[0])
    assert [(link.label, link.url) for link in links] == [
        ("Paper", "https://arxiv.org/abs/2306.00001"),
        ("Tweet", "https://x.com/a/status/1?s=20"),
        ("Code", "http://a.b/c"),
    ]


def test_links_from_within_the_text_come_last_unless_they_are_known() -> None:
    own = (Link("Paper", "https://a.b/1"), Link("Tweet", "https://x.com/a/status/1"))
    inline = (Link("an older one", "https://a.b/0"), Link("this", "https://a.b/1"))
    assert [link.label for link in arranged(own, inline)] == ["Paper", "Tweet", "an older one"]


@pytest.mark.parametrize(
    ("cell", "count"),
    [
        (f"{PAPER}, {TWEET}", 0),
        (f"{PAPER}, [Tweet](https://x.com/a/ status)", 1),
        (f"{PAPER}, [Tweet](ftp://x.com), [Code]()", 2),
        (f"{PAPER}, [Tweet] (https://x.com/a)", 0),
        (f"{PAPER}, ![logo](https://a.b/c.png)", 0),
    ],
)
def test_broken_links_are_counted(cell: str, count: int) -> None:
    assert sorted_out(cell)[1] == count


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        (f"{PAPER}, {TWEET}", "2306.00001"),
        ("[Paper](https://a.b), [Project](https://arxiv.org/abs/2306.00002v3)", "2306.00002v3"),
        ("[Paper](https://a.b), [Tweet](https://arxiv.org/abs/2306.00002)", "None"),
        ("[Paper](https://a.b), [On X](https://x.com/arxiv:2306.00002)", "None"),
    ],
)
def test_the_identifier_is_never_a_tweet_s(cell: str, expected: str) -> None:
    assert str(identifier(arranged(sorted_out(cell)[0]))) == expected


@pytest.mark.parametrize(
    ("text", "body", "tail"),
    [
        (f"**T** - text. {PAPER}, {TWEET}", "**T** - text.", f"{PAPER}, {TWEET}"),
        (f"**T** - text ({PAPER} | {TWEET}).", "**T** - text", f"{PAPER} | {TWEET})."),
        (f"**T** - text. {PAPER} and {TWEET} |", "**T** - text.", f"{PAPER} and {TWEET} |"),
        (f"**T** - [inline](https://a.b) text. {PAPER}", "**T** - [inline](https://a.b) text.", PAPER),
        ("[Title](https://a.b) - text", "[Title](https://a.b) - text", ""),
        ("text - ", "text - ", ""),
        (PAPER, "", PAPER),
    ],
)
def test_the_links_at_the_end_of_a_line(text: str, body: str, tail: str) -> None:
    assert trailing_links(text) == (body, tail)


@pytest.mark.parametrize(
    ("text", "plain", "urls"),
    [
        ("see [this](https://a.b/c) and ![p](https://a.b/p.png)it", "see this and it", ["https://a.b/c"]),
        ("see <a href=https://a.b/c>this</a>, <a name='x'>that</a>", "see this, that", ["https://a.b/c"]),
        ("at https://a.b/c.", "at https://a.b/c.", ["https://a.b/c"]),
        ("see [this](ftp://a.b)", "see this", []),
        ("[1] and (2)", "[1] and (2)", []),
    ],
)
def test_a_text_without_its_links(text: str, plain: str, urls: list[str]) -> None:
    found, links = without_links(text)
    assert (found, [link.url for link in links]) == (plain, urls)


@pytest.mark.parametrize(
    ("cell", "answer"),
    [(PAPER, True), (f" {PAPER} , {TWEET} _", True), (f"see {PAPER}", False), ("", False), ("-", False)],
)
def test_cells_of_links_alone(cell: str, answer: bool) -> None:
    assert is_links(cell) is answer


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("no link", "the paper has no link such as [Paper](https://...)"),
        ("", "the paper has no link such as [Paper](https://...)"),
        ("[Paper](ftp://a.b)", "the paper's link 'ftp://a.b' is neither http nor https"),
        ("**T** - a [b] | [Paper](https://a.b/c", "the paper's link '[Paper](https://a.b/c' is broken"),
        ("[Paper](https://a.b/" + "c" * 600 + ")", "is longer than 512 characters"),
    ],
)
def test_why_there_is_no_link(text: str, reason: str) -> None:
    assert reason in why_none(text)


@pytest.mark.parametrize(
    ("label", "answer"), [("Paper", True), ("code & data", True), ("", True), ("Attention Is All You Need", False)]
)
def test_labels_that_are_no_titles(label: str, answer: bool) -> None:
    assert names_a_kind(Link(label, "https://a.b")) is answer


CELLS = st.text(alphabet=st.sampled_from("[]()<>!|,. ahtps:/\"'=x.com"), max_size=60)


@given(st.text() | CELLS)
def test_no_cell_crashes_it(cell: str) -> None:
    links = arranged(*[sorted_out(cell)[0]] * 2)
    assert len({link.label.casefold() for link in links}) == len(links)
    assert all(link.label and link.url.lower().startswith("http") for link in links)
    without_links(cell)
    body, tail = trailing_links(cell)
    assert is_links(cell) in {True, False}
    assert not tail or not body.endswith(" ")
