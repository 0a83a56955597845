from __future__ import annotations

from time import process_time

import pytest

from bot.arxiv import ArxivId
from bot.catalog import Catalog
from bot.catalog.titles import TitleIndex
from tests.factories import make_paper


def titles(catalog: Catalog, typed: str, limit: int = 5) -> list[str]:
    return [paper.title for paper in catalog.suggest_papers(typed, limit)]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("sp", "Sparks of Artificial"),
        ("spar", "Sparks of Artificial"),
        ("toolf", "Toolformer"),
        ("toolfromer", "Toolformer"),
        ("tolformer", "Toolformer"),
        ("tolfor", "Toolformer"),
        ("consistncy mod", "Consistency Models"),
        ("hungr hipos", "Hungry Hungry Hippos"),
        ("hippos hungry", "Hungry Hungry Hippos"),
        ("musiclm generating music frm", "MusicLM"),
        ("music lm", "MusicLM"),
        ("chat gpt failures", "A Categorical Archive of ChatGPT Failures"),
        ("gpt4 tech", "GPT-4 Technical Report"),
        ("text to room", "Text2Room"),
        ("text2r", "Text2Room"),
        ("pangu sigma", "PanGu-Σ"),
        ("PANGU-Σ", "PanGu-Σ"),
        ("language is not all you need", "Language Is Not All You Need"),
        ("the wisdom of hindsight", "The Wisdom of Hindsight"),
        ("diffusion models are general", "Dreamix"),
    ],
)
def test_what_people_type_brings_the_title_first(bundled: Catalog, typed: str, first: str) -> None:
    assert titles(bundled, typed)[0].startswith(first)


def test_titles_that_begin_as_typed_come_before_those_that_hold_it() -> None:
    index = TitleIndex(
        [
            make_paper(1, title="On Language Models"),
            make_paper(2, title="Models of Language, Lang"),
            make_paper(3, title="Language Models"),
        ]
    )
    assert [paper.rank for paper in index.suggest("language mod", 5)] == [3, 1, 2]


def test_recent_weeks_come_first_among_equals(bundled: Catalog) -> None:
    weeks = [paper.week for paper in bundled.suggest_papers("large language models", 25)][:6]
    assert weeks[2:] == sorted(weeks[2:], reverse=True)


def test_nothing_typed_shows_the_latest_week_in_order_then_older(bundled: Catalog) -> None:
    assert bundled.suggest_papers("", 25) == bundled.papers[:25]
    assert bundled.suggest_papers("   ", 3) == bundled.weeks[0].papers[:3]


@pytest.mark.parametrize(
    "typed", ["2303.12712", "arXiv:2303.12712", "https://arxiv.org/pdf/2303.12712v2.pdf", "2303.1271"]
)
def test_an_arxiv_id_or_its_beginning(bundled: Catalog, typed: str) -> None:
    assert titles(bundled, typed)[0].startswith("Sparks of Artificial")


def test_an_old_arxiv_id() -> None:
    index = TitleIndex([make_paper(title="Old", arxiv_id=ArxivId("hep-th/9901001"))])
    assert [paper.title for paper in index.suggest("hep-th/9901001", 5)] == ["Old"]


def test_a_title_that_begins_with_a_number_is_found_by_it() -> None:
    index = TitleIndex([make_paper(title="2023 in Review")])
    assert len(index.suggest("2023", 5)) == 1
    assert len(index.suggest("2023 in rev", 5)) == 1


def test_half_of_the_words_must_be_there(bundled: Catalog) -> None:
    assert titles(bundled, "toolformer qwzx")[0].startswith("Toolformer")
    assert not any("Toolformer" in title for title in titles(bundled, "toolformer qwzx vbnm asdf"))


def test_where_no_word_is_there_the_most_alike_titles_are_shown(bundled: Catalog) -> None:
    assert titles(bundled, "energytransf ormer")[0] == "Energy Transformer"
    assert titles(bundled, "qwzxvbnm") == []


@pytest.mark.parametrize(
    ("asked", "first"),
    [
        ("toolfromer teach", "Toolformer"),
        ("energytransf ormer", "Energy Transformer"),
        ("2303.1271", "Sparks of Artificial"),
        ("a survey", "A Survey on"),
    ],
)
def test_what_is_near_a_finished_text(bundled: Catalog, asked: str, first: str) -> None:
    assert bundled.nearest_papers(asked)[0].title.startswith(first)


@pytest.mark.parametrize("asked", ["", "  ", "@everyone **hi**", "<@123> @everyone # hi", "cs.CL", "...", "qwzxvbnm"])
def test_nothing_unrelated_is_near(bundled: Catalog, asked: str) -> None:
    assert bundled.nearest_papers(asked) == ()


def test_the_limit_is_kept(bundled: Catalog) -> None:
    assert len(bundled.suggest_papers("a", 25)) == 25
    assert bundled.suggest_papers("a", 0) == ()


def test_a_very_long_text_is_taken(bundled: Catalog) -> None:
    assert isinstance(bundled.suggest_papers("toolformer " * 5000), tuple)


def test_typing_is_answered_at_once() -> None:
    """The bound is twenty times what it takes, so that a small machine does not matter; the benchmark has the figures."""
    index = TitleIndex(
        [
            make_paper(number, title=f"Word{number % 997} of Thing{number} in Model{number % 31}")
            for number in range(1810)
        ]
    )
    times = []
    for typed in ("w", "wo", "word9", "wrod9", "thing17 mdel", "word of thing in modle", "qwzxqwzx"):
        before = process_time()
        index.suggest(typed, 25)
        times.append(process_time() - before)
    assert sorted(times)[len(times) // 2] < 0.040
