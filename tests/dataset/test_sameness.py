from __future__ import annotations

import pytest

from bot.dataset.sameness import KnownPapers, destination, head_of, is_tweet, shortens
from tests.factories import make_paper


def test_a_new_paper_is_not_there() -> None:
    known = KnownPapers()
    assert known.place(make_paper(1)) is None
    assert [known.add(make_paper(1)), known.add(make_paper(2))] == [0, 1]
    assert [known.place(make_paper(1)), known.place(make_paper(2)), known.place(make_paper(3))] == [0, 1, None]


def test_an_identifier_goes_before_a_title() -> None:
    known = KnownPapers()
    known.add(make_paper(1, title="A"))
    known.add(make_paper(2, title="B"))
    assert known.place(make_paper(2, title="A")) == 1


def test_a_title_counts_where_one_of_both_has_no_identifier() -> None:
    known = KnownPapers()
    known.add(make_paper(1, title="Émile: a Study"))
    assert known.place(make_paper(9, title="emile a study", arxiv_id=None)) == 0
    assert known.place(make_paper(9, title="emile a study")) is None


def test_among_papers_of_one_title_the_one_without_identifier_is_met() -> None:
    known = KnownPapers()
    known.add(make_paper(1, title="Same"))
    known.add(make_paper(2, title="Same"))
    assert known.place(make_paper(3, title="Same")) is None
    known.add(make_paper(4, title="Same", arxiv_id=None))
    assert known.place(make_paper(3, title="Same")) == 2


def test_a_title_before_the_colon() -> None:
    assert head_of("CoLT5: Faster") == "colt5"
    assert head_of("A: B: C") == "a"
    assert [head_of(title) for title in ("CoLT5", "CoLT5:", ": Faster", " : ", "")] == [""] * 5


def test_a_title_that_is_cut_at_the_colon() -> None:
    assert shortens("COLT-5", "CoLT 5: Faster")
    assert not any(shortens(*pair) for pair in (("CoLT", "CoLT5: Faster"), ("", ": Faster"), ("A", "A"), ("A: b", "A")))


@pytest.mark.parametrize(
    "same",
    [
        ("https://arxiv.org/abs/2303.00001", "http://www.arxiv.org/pdf/2303.00001v2.pdf"),
        ("https://twitter.com/x/status/12?s=20", "https://x.com/somebody/status/12"),
        ("https://github.com/x/y", "https://github.com/x/y/"),
    ],
)
def test_where_addresses_lead(same: tuple[str, str]) -> None:
    assert destination(same[0]) == destination(same[1])


def test_tweets_by_their_address() -> None:
    assert is_tweet("https://x.com/a/status/1")
    assert is_tweet("http://mobile.twitter.com/a/status/1?s=20")
    assert not any(map(is_tweet, ("https://x.com/a", "https://example.com/a/status/1", "https://x.com/a/status/1b")))


def test_addresses_that_lead_elsewhere() -> None:
    assert len({destination(f"https://x.com/x/status/{number}") for number in (1, 12, 123)}) == 3
    assert destination("https://a.b/x") != destination("https://a.b/X")
