from __future__ import annotations

import pytest

from bot.discord_app.custom_ids.kinds import category_key
from bot.discord_app.render.categories import category_code, category_name, glance, in_category, named
from bot.models import Paper
from tests.factories import make_paper


def of(*categories: str) -> list[Paper]:
    return [make_paper(number, category=category) for number, category in enumerate(categories, 1)]


@pytest.mark.parametrize(
    ("category", "name", "code"),
    [
        ("cs.CL", "Computation and Language", "cs.CL"),
        ("Computation and Language", "Computation and Language", "cs.CL"),
        ("Economics > General Economics", "General Economics", "econ.GN"),
        ("Home *cooking*", r"Home \*cooking\*", "Home *cooking*"),
        ("", "", ""),
    ],
)
def test_a_category_is_read_as_a_name_and_carried_as_a_code(category: str, name: str, code: str) -> None:
    assert named(category) == category_name(make_paper(category=category)) == name
    assert category_code(category) == code


def test_a_filter_takes_every_spelling() -> None:
    papers = of("cs.CL", "Computation and Language", "Robotics", "", "Home cooking")
    assert [paper.rank for paper in in_category(papers, "computation and language")] == [1, 2]
    assert [paper.rank for paper in in_category(papers, "home  cooking")] == [5]
    long = "word " * 30
    assert [paper.rank for paper in in_category(of(long, "Robotics"), category_key(long))] == [1]


@pytest.mark.parametrize(
    ("categories", "said"),
    [
        ((), ""),
        (("", ""), ""),
        (("Robotics", "cs.RO", "Sound"), "Robotics 2 · Sound 1"),
        (("A", "B", "C", "D"), "A 1 · B 1 · C 1 · D 1"),
        (("A", "A", "B", "B", "C", "D", "E"), "A 2 · B 2 · 3 in other fields"),
        (("A", "B", "C", "D", "E"), "A 1 · B 1 · C 1 · 2 in other fields"),
    ],
)
def test_at_a_glance(categories: tuple[str, ...], said: str) -> None:
    assert glance(of(*categories)) == said
