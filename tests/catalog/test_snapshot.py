from __future__ import annotations

import gc
import weakref
from dataclasses import replace
from datetime import date
from time import process_time

import pytest

from bot.arxiv import ArxivId
from bot.catalog import Catalog, SearchQuery
from bot.models import Paper, Week
from tests.factories import SUNDAY, make_paper, make_week, make_weeks

EARLIER = date(2023, 3, 19)


@pytest.fixture
def twice() -> Catalog:
    """One paper in two weeks, and one without an arXiv id."""
    return Catalog(
        [
            make_week(EARLIER, [make_paper(1, week=EARLIER, title="Twice")]),
            make_week(
                SUNDAY, [make_paper(2, title="Naïve: A Study!", arxiv_id=None), make_paper(1, rank=2, title="Twice")]
            ),
        ]
    )


def test_the_bundled_list(bundled: Catalog) -> None:
    assert (len(bundled.weeks), len(bundled.papers), len(bundled.categories)) == (12, 106, 11)
    assert bundled.latest is bundled.weeks[0]
    assert bundled.weeks[0].end == SUNDAY
    assert list(bundled.categories)[:2] == ["Computation and Language", "Machine Learning"]
    assert sum(bundled.categories.values()) == 106


def test_papers_are_newest_week_first_by_rank(bundled: Catalog) -> None:
    assert [paper for week in bundled.weeks for paper in week.papers] == list(bundled.papers)


def test_categories_are_counted_over_their_spellings() -> None:
    wordings = [
        "cs.CL",
        "Computation and Language",
        "CS.cl",
        "Machine Learning",
        "Machine Learning",
        "stat.ML",
        "Odd  One",
        "",
        " ",
    ]
    papers = [make_paper(number, category=wording) for number, wording in enumerate(wordings, 1)]
    assert dict(Catalog([make_week(SUNDAY, papers)]).categories) == {
        "Computation and Language": 3,
        "Machine Learning": 2,
        "Machine Learning (stat.ML)": 1,
        "Odd  One": 1,
    }


def test_every_category_that_is_named_can_be_searched_for(bundled: Catalog) -> None:
    for name, count in bundled.categories.items():
        assert bundled.search(SearchQuery("", category=name)).total == count


def test_it_cannot_be_changed(bundled: Catalog) -> None:
    with pytest.raises(TypeError):
        bundled.categories["new"] = 1  # type: ignore[index]


def test_neighbouring_weeks(bundled: Catalog) -> None:
    newest, second = bundled.weeks[:2]
    assert (bundled.older(newest), bundled.newer(second)) == (second, newest)
    assert bundled.newer(newest) is None
    assert bundled.older(bundled.weeks[-1]) is None


def test_weeks_by_day_and_by_end(bundled: Catalog) -> None:
    assert bundled.week_of(date(2023, 3, 22)) is bundled.latest
    assert bundled.week_ending(date(2023, 3, 22)) is None
    assert bundled.week_ending(SUNDAY) is bundled.latest
    assert bundled.week_of(date(2024, 1, 1)) is None


def test_a_paper_by_identity_is_the_newest_unless_its_week_is_said(twice: Catalog) -> None:
    newest, older = twice.paper("2303.00001"), twice.paper("2303.00001", EARLIER)
    assert newest is not None
    assert older is not None
    assert (newest.week, older.week) == (SUNDAY, EARLIER)
    assert twice.paper("2303.00001", date(2020, 1, 1)) is newest
    assert twice.paper("2303.77777") is None


def test_every_reference_finds_its_very_entry(bundled: Catalog, twice: Catalog) -> None:
    for catalog in (bundled, twice):
        for paper in catalog.papers:
            assert catalog.find(paper.reference) is paper


@pytest.mark.parametrize(
    "reference",
    ["2303.00001", "arxiv:2303.00001v3", "https://arxiv.org/pdf/2303.00001.pdf", "http://www.arxiv.org/abs/2303.00001?x=1",
     "https://doi.org/10.48550/arXiv.2303.00001", " Twice ", "twice!",
     "2303.00001@2020-01-01", "2303.00001@soon", "2303.00001@2023-03-26"],
)  # fmt: skip
def test_a_paper_by_whatever_names_it(twice: Catalog, reference: str) -> None:
    assert twice.find(reference) is twice.papers[1]


def test_a_title_is_found_without_its_accents_and_punctuation(twice: Catalog) -> None:
    assert twice.find("naive a study") is twice.papers[0]
    assert twice.find(twice.papers[0].identity) is twice.papers[0]


@pytest.mark.parametrize("reference", ["", "  ", "!!!", "@", "@2023-03-26", "2303.99999", "Thrice", "t-0000"])
def test_what_names_nothing_finds_nothing(twice: Catalog, reference: str) -> None:
    assert twice.find(reference) is None


def test_an_old_arxiv_id_names_its_paper() -> None:
    paper = make_paper(title="Old", arxiv_id=ArxivId("math/0309136"))
    catalog = Catalog([make_week(SUNDAY, [paper])])
    assert catalog.find("https://arxiv.org/abs/math.GT/0309136v2") is paper
    assert catalog.find(paper.reference) is paper


def test_a_title_with_an_at_sign_is_a_title() -> None:
    paper = make_paper(title="Pass@k, or hit@2023-03-26", arxiv_id=None)
    assert Catalog([make_week(SUNDAY, [paper])]).find("Pass@k, or hit@2023-03-26") is paper


def test_the_place_of_a_paper_counts_its_week(bundled: Catalog) -> None:
    assert bundled.size_of_its_week(bundled.papers[0]) == 9
    assert Catalog(()).size_of_its_week(make_paper(4)) == 4


def test_weeks_may_be_empty() -> None:
    catalog = Catalog([Week.ending(SUNDAY, ())])
    assert catalog.papers == ()
    assert catalog.weeks_for("latest").weeks == catalog.weeks
    assert catalog.suggest_papers("a") == ()


def test_weeks_may_come_as_an_iterator() -> None:
    assert len(Catalog(week for week in make_weeks(3)).papers) == 9


def test_two_weeks_on_one_day_are_refused() -> None:
    with pytest.raises(ValueError, match="same day"):
        Catalog([make_week(), make_week()])


def copies(papers: tuple[Paper, ...], count: int) -> list[Week]:
    """Return that many papers like those given, with ids and titles of their own, ten a week."""
    made = [
        replace(
            papers[number % len(papers)],
            rank=number % 10 + 1,
            arxiv_id=ArxivId(f"2401.{number:05}"),
            title=f"{papers[number % len(papers)].title} {number}",
        )
        for number in range(count)
    ]
    ends = [date.fromordinal(SUNDAY.toordinal() - 7 * week) for week in range(count // 10)]
    return [
        Week.ending(end, tuple(replace(paper, week=end) for paper in made[10 * place : 10 * place + 10]))
        for place, end in enumerate(ends)
    ]


def test_the_full_list_is_indexed_quickly(bundled: Catalog) -> None:
    """The bound is ten times the budget of 250 ms, for small machines."""
    weeks = copies(bundled.papers, 1810)
    before = process_time()
    catalog = Catalog(weeks)
    assert process_time() - before < 2.5
    assert len(catalog.papers) == 1810


def test_what_stands_before_a_colon_is_a_title_where_one_paper_has_it() -> None:
    week = [
        make_paper(1, title="Toolformer: Language Models Can Teach Themselves to Use Tools"),
        make_paper(2, title="A Survey: Part One"),
        make_paper(3, title="A Survey: Part Two"),
        make_paper(4, title="GPT: the Long Form"),
        make_paper(5, title="GPT"),
    ]
    catalog = Catalog([Week.ending(SUNDAY, tuple(week))])
    assert catalog.find("  toolFORMER ") == week[0]
    assert catalog.find("A Survey") is None
    assert catalog.find("gpt") == week[4]
    assert catalog.find(":") is None


def test_a_paper_of_two_weeks_is_one_paper_by_its_name() -> None:
    older, newer = (make_paper(title="Toolformer: Tools", week=day) for day in (EARLIER, SUNDAY))
    catalog = Catalog([Week.ending(paper.week, (paper,)) for paper in (older, newer)])
    assert catalog.find("toolformer") == newer


def test_nothing_of_a_catalogue_outlives_it() -> None:
    class Title(str):
        """A text that can be watched."""

        __slots__ = ("__weakref__",)

    title = Title("Watched: A Study of Waste")
    gone = weakref.ref(title)
    catalog = Catalog([make_week(SUNDAY, [make_paper(1, title=title)])])
    del title
    catalog.search(SearchQuery("wasted"))
    catalog.suggest_weeks("march")
    catalog.suggest_papers("wat")
    catalog.related(catalog.papers[0])
    assert gone() is not None
    # Not even until garbage is next looked for: a refresh has two catalogues in memory, and need not have three.
    gc.disable()
    try:
        del catalog
        assert gone() is None
    finally:
        gc.enable()
