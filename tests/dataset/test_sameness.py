from __future__ import annotations

from bot.arxiv import ArxivId
from bot.dataset.sameness import Shelf
from tests.factories import make_paper


def test_a_new_paper_is_not_there() -> None:
    shelf = Shelf()
    assert shelf.place(make_paper(1)) is None
    assert [shelf.add(make_paper(1)), shelf.add(make_paper(2))] == [0, 1]
    assert [shelf.place(make_paper(1)), shelf.place(make_paper(2)), shelf.place(make_paper(3))] == [0, 1, None]


def test_an_identifier_goes_before_a_title() -> None:
    shelf = Shelf()
    shelf.add(make_paper(1, title="A"))
    shelf.add(make_paper(2, title="B"))
    assert shelf.place(make_paper(2, title="A")) == 1


def test_a_title_counts_where_one_of_both_has_no_identifier() -> None:
    shelf = Shelf()
    shelf.add(make_paper(1, title="Émile: a Study"))
    assert shelf.place(make_paper(9, title="emile a study", arxiv_id=None)) == 0
    assert shelf.place(make_paper(9, title="emile a study")) is None


def test_among_papers_of_one_title_the_one_without_identifier_is_met() -> None:
    shelf = Shelf()
    shelf.add(make_paper(1, title="Same"))
    shelf.add(make_paper(2, title="Same"))
    assert shelf.place(make_paper(3, title="Same")) is None
    shelf.add(make_paper(4, title="Same", arxiv_id=None))
    assert shelf.place(make_paper(3, title="Same")) == 2


def test_what_was_recognised_by_title_is_found_by_its_identifier_afterwards() -> None:
    shelf = Shelf()
    shelf.add(make_paper(1, title="A", arxiv_id=None))
    shelf.also(0, make_paper(5, title="A"))
    assert shelf.place(make_paper(5, title="Renamed", arxiv_id=ArxivId("2303.00005", 3))) == 0
    assert shelf.place(make_paper(6, title="A")) is None
