from __future__ import annotations

from datetime import date

from bot.catalog import Catalog
from tests.factories import SUNDAY, make_paper, make_week


def titles(catalog: Catalog, begin: str) -> str:
    paper = next(paper for paper in catalog.papers if paper.title.startswith(begin))
    return " | ".join(other.title for other in catalog.related(paper))


def test_neighbours_are_about_the_same(bundled: Catalog) -> None:
    assert "MusicLM" in titles(bundled, "Noise2Music")
    assert "GPT-4 Technical Report" in titles(bundled, "Sparks of Artificial")
    assert titles(bundled, "LERF").count("Radiance Fields") >= 2
    assert "Hyena" in titles(bundled, "Hungry Hungry Hippos")
    assert "OpenICL" in titles(bundled, "Larger language models do in-context")


def test_every_bundled_paper_has_three_others(bundled: Catalog) -> None:
    for paper in bundled.papers:
        identities = {other.identity for other in bundled.related(paper)}
        assert len(identities - {paper.identity}) == 3


def test_the_same_paper_in_another_week_is_not_related() -> None:
    earlier = date(2023, 3, 19)
    catalog = Catalog(
        [
            make_week(
                SUNDAY, [make_paper(1, abstract="Alpha beta gamma."), make_paper(2, abstract="Alpha beta delta.")]
            ),
            make_week(
                earlier,
                [
                    make_paper(1, week=earlier, abstract="Alpha beta gamma."),
                    make_paper(2, week=earlier, abstract="Alpha beta."),
                ],
            ),
        ]
    )
    (related,) = catalog.related(catalog.papers[0])
    assert related.identity == "2303.00002"


def test_a_shared_category_decides_between_equals() -> None:
    papers = [
        make_paper(1, title="One", abstract="Alpha beta.", category="cs.RO"),
        make_paper(2, title="Two", abstract="Alpha beta.", category="cs.CL"),
        make_paper(3, title="Three", abstract="Alpha beta.", category="Robotics"),
        make_paper(4, title="Four", abstract="Other words here."),
    ]
    catalog = Catalog([make_week(SUNDAY, papers)])
    assert [paper.title for paper in catalog.related(papers[0])] == ["Three", "Two"]


def test_papers_that_share_nothing_are_not_related() -> None:
    papers = [make_paper(1, title="Alpha", abstract="Beta."), make_paper(2, title="Gamma", abstract="Delta.")]
    assert Catalog([make_week(SUNDAY, papers)]).related(papers[0]) == ()


def test_a_paper_from_elsewhere_has_neighbours_too(bundled: Catalog) -> None:
    stranger = make_paper(99999, title="Music from noise", abstract="Diffusion models that generate music from text.")
    assert any("Music" in paper.title for paper in bundled.related(stranger))


def test_as_many_as_asked_for(bundled: Catalog) -> None:
    assert len(bundled.related(bundled.papers[0], 10)) == 10
    assert bundled.related(bundled.papers[0], 0) == ()
    assert bundled.related(bundled.papers[0], 3) == bundled.related(bundled.papers[0], 10)[:3]
