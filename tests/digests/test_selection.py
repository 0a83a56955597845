from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.digests.selection import Selection, select, selections
from bot.models import Paper
from tests.digests.digest_settings import make_digest
from tests.factories import make_paper, make_week, make_weeks


def shown(*papers: Paper, **digest: Any) -> list[int]:
    """Return the ranks of the papers that the digest shows."""
    return [paper.rank for paper in select(make_week(papers=papers), Selection.of(make_digest(**digest))).papers]


def finds(keyword: str, text: str) -> bool:
    return shown(make_paper(1, title="x", abstract=text), keywords=[keyword]) == [1]


def test_without_filters_everything_passes_up_to_the_limit() -> None:
    papers = [make_paper(number) for number in range(1, 15)]
    assert shown(*papers) == list(range(1, 11))
    assert shown(*papers, limit=3) == [1, 2, 3]


def test_the_place_in_the_week_decides_and_not_the_order_given() -> None:
    assert shown(make_paper(3), make_paper(1), make_paper(2), limit=2) == [1, 2]


def test_the_limit_counts_what_passed() -> None:
    papers = [make_paper(number, category="Robotics" if number % 2 else "Machine Learning") for number in range(1, 9)]
    assert shown(*papers, categories=["Machine Learning"], limit=3) == [2, 4, 6]


def test_span_and_papers_of_the_week_stay_as_they_are() -> None:
    week = make_week(papers=5)
    selected = select(week, Selection.of(make_digest(limit=2)))
    assert (selected.start, selected.end) == (week.start, week.end)
    assert selected.papers == week.papers[:2]


@pytest.mark.parametrize("wanted", ["cs.CL", "Computation and Language", "computation and language"])
@pytest.mark.parametrize("given_as", ["cs.CL", "Computation and Language"])
def test_a_category_by_code_or_by_name(wanted: str, given_as: str) -> None:
    assert shown(make_paper(1, category=given_as), make_paper(2, category="cs.RO"), categories=[wanted]) == [1]


def test_any_of_several_categories() -> None:
    papers = [make_paper(1, category="cs.CL"), make_paper(2, category="cs.RO"), make_paper(3, category="cs.CV")]
    assert shown(*papers, categories=["cs.RO", "cs.CL"]) == [1, 2]


def test_uncategorised_papers_pass_a_category_filter_unless_left_out() -> None:
    papers = [make_paper(1, category=""), make_paper(2, category="cs.CL")]
    assert shown(*papers, categories=["cs.CL"]) == [1, 2]
    assert shown(*papers, categories=["cs.CL"], uncategorised="leave_out") == [2]
    assert shown(*papers, uncategorised="leave_out") == [1, 2]


@pytest.mark.parametrize("field", ["title", "abstract", "summary"])
def test_a_keyword_is_looked_for_in_each_text(field: str) -> None:
    fields: dict[str, Any] = {field: "On diffusion, again."}
    assert shown(make_paper(1, **fields), make_paper(2), keywords=["Diffusion"]) == [1]


def test_any_of_several_keywords() -> None:
    papers = [make_paper(1, title="Agents"), make_paper(2, title="Robots"), make_paper(3, title="Things")]
    assert shown(*papers, keywords=["robots", "agents"]) == [1, 2]


@pytest.mark.parametrize(
    ("keyword", "text"),
    [
        ("reinforcement learning", "Offline Reinforcement  Learning."),
        ("in-context learning", "in context learning"),
        ("in context learning", "In-Context Learning"),
        ("pre-training", "pretraining at scale"),
        ("pretraining", "pre-training at scale"),
        ("pretraining", "pre\u2011training at scale"),
        ("pretraining", "pre\u00adtraining at scale"),
        ("pre training", "the pre-training"),
        ("GPT-4", "we ask gpt4"),
        ("gpt4", "we ask (GPT-4)."),
        ("Erdős", "an erdos number"),
        ("naive", "a naïve Bayes"),
        ("C++", "kernels in C++, by hand"),
        ("ﬁne-tuning", "fine tuning"),
        ("STRASSE", "die Straße"),
        ("vision language", "vision/language models"),
        ("rlhf", "**RLHF**"),
    ],
)
def test_spellings_of_one_keyword(keyword: str, text: str) -> None:
    assert finds(keyword, text)


@pytest.mark.parametrize(
    ("keyword", "text"),
    [
        ("art", "the state of artificial partners"),
        ("RL", "URL and RLHF"),
        ("learning rate", "learning to rate"),
        ("notable", "there is no table"),
        ("C", "kernels in C++"),
        ("gpt4", "gpt 4"),
        ("...", "Wait... what?"),
        ("-", "state-of-the-art"),
    ],
)
def test_what_a_keyword_is_not(keyword: str, text: str) -> None:
    assert not finds(keyword, text)


def test_a_phrase_does_not_reach_from_one_text_into_the_next() -> None:
    paper = make_paper(1, title="On reinforcement", abstract="Learning is fun.", summary="")
    assert shown(paper, keywords=["reinforcement learning"]) == []


def test_categories_and_keywords_must_both_pass() -> None:
    papers = [
        make_paper(1, category="cs.CL", title="Agents"),
        make_paper(2, category="cs.CL"),
        make_paper(3, category="cs.RO", title="Agents"),
    ]
    assert shown(*papers, categories=["cs.CL"], keywords=["agents"]) == [1]


def test_selections_come_newest_first_without_empty_weeks() -> None:
    old, middle, new = make_weeks(3)
    middle = make_week(middle.end, [make_paper(50, week=middle.end, title="Nothing of the kind", abstract="")])
    found = selections([old, middle, new], make_digest(keywords=["study"], limit=2))
    assert [(one.end, len(one.week.papers), one.total) for one in found] == [(new.end, 2, 3), (old.end, 2, 3)]


@settings(deadline=None)
@given(word=st.text(st.characters(categories=["L", "Nd"]), min_size=1, max_size=12), around=st.text(max_size=30))
def test_a_word_is_found_wherever_it_stands_alone(word: str, around: str) -> None:
    assert finds(word, f"{around} {word} {around}")


@settings(deadline=None)
@given(keyword=st.text(min_size=1, max_size=20).filter(str.strip), text=st.text(max_size=200))
def test_no_keyword_and_no_text_is_too_odd(keyword: str, text: str) -> None:
    assert shown(make_paper(1, title=text), keywords=[keyword]) in ([], [1])
