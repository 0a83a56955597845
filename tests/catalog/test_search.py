from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest

from bot.catalog import Catalog, SearchQuery, SearchResults
from tests.factories import SUNDAY, make_paper, make_week

EARLIER = date(2023, 3, 19)


def first(catalog: Catalog, text: str) -> str:
    return catalog.search(SearchQuery(text)).hits[0].paper.title


@pytest.mark.parametrize(
    ("text", "begin"),
    [
        ("sparks of artificial general intelligence", "Sparks of"),
        ("gpt4 technical", "GPT-4 Technical"),
        ("gpt 4 report", "GPT-4 Technical"),
        ("toolformer", "Toolformer"),
        ("chatgpt failures", "A Categorical Archive"),
        ("chat gpt failures", "A Categorical Archive"),
        ("text to room", "Text2Room"),
        ("3d meshes from text", "Text2Room"),
        ("noise 2 music", "Noise2Music"),
        ("pangu sigma", "PanGu-Σ"),
        ("single gpu inference", "FlexGen"),
        ("prompt injection", "Not what you've signed up for"),
        ("lobbying", "Large Language Models as Corporate Lobbyists"),
        ("watermar", "A Watermark"),
        ("minecraft diamonds", "Mastering Diverse Domains"),
        ("math chatgpt", "Mathematical Capabilities"),
        ("learning rate free", "Learning-Rate-Free"),
        ("weather and climate foundation model", "ClimaX"),
        ("jobs labor market", "GPTs are GPTs"),
    ],
)
def test_what_people_remember_finds_the_paper(bundled: Catalog, text: str, begin: str) -> None:
    assert first(bundled, text).startswith(begin)


@pytest.mark.parametrize(
    ("text", "begin", "corrected"),
    [
        ("tolformer", "Toolformer", "toolformer"),
        ("hungrx hungy hipos", "Hungry Hungry Hippos", "hungry hungry hippos"),
        ("lagnuage modles lobying", "Large Language Models as Corporate", "language models lobbying"),
        ("consistncy of Models", "Consistency Models", "consistency of Models"),
        ("largelanguage corporate", "Large Language Models as Corporate", "large language corporate"),
    ],
)
def test_slips_are_mended_and_said(bundled: Catalog, text: str, begin: str, corrected: str) -> None:
    results = bundled.search(SearchQuery(text))
    assert results.hits[0].paper.title.startswith(begin)
    assert results.corrected == corrected


def test_a_word_that_the_list_lacks_is_not_turned_into_another(bundled: Catalog) -> None:
    results = bundled.search(SearchQuery("protein language model", since=date(2023, 2, 1)))
    assert (results.corrected, results.total) == (None, 0)
    assert results.suggestions[0].reason == 'without "protein"'
    assert results.suggestions[0].total > 10


@pytest.mark.parametrize(
    ("text", "searched"),
    [
        ("protein watermark", "watermark"),
        ("Toolformer for flowers", "Toolformer for"),
        ("qwzx tolformer", "toolformer"),
    ],
)
def test_a_word_that_is_left_out_is_said(bundled: Catalog, text: str, searched: str) -> None:
    results = bundled.search(SearchQuery(text))
    assert results.hits
    assert results.corrected == searched


def with_three_slips(title: str) -> str:
    """Leave out a letter in the first third, double one in the second, mistype one in the last."""
    letters = [place for place, letter in enumerate(title) if letter.isalpha()]
    one, two, three = (letters[len(letters) * sixth // 6] for sixth in (1, 3, 5))
    return f"{title[:one]}{title[one + 1 : two]}{title[two] * 2}{title[two + 1 : three]}x{title[three + 1 :]}"


def test_three_slips_in_a_title_still_find_its_paper(bundled: Catalog) -> None:
    found = {paper.title: first(bundled, with_three_slips(paper.title)) for paper in bundled.papers}
    lost = [title for title, best in found.items() if best != title]
    assert len(lost) <= 2, lost


def test_what_is_right_is_not_corrected(bundled: Catalog) -> None:
    for text in ("diffusing", "gpt4", "toolform", "language models", "text2image", "rlhf"):
        assert bundled.search(SearchQuery(text)).corrected is None


def test_every_title_finds_its_paper(bundled: Catalog) -> None:
    for paper in bundled.papers:
        assert bundled.search(SearchQuery(paper.title), limit=1).hits[0].paper is paper


@pytest.mark.parametrize(
    "text", ["2303.12712", "arXiv:2303.12712v1", "https://arxiv.org/abs/2303.12712", "see arxiv.org/pdf/2303.12712"]
)
def test_an_arxiv_id_or_link_leads_straight_to_the_paper(bundled: Catalog, text: str) -> None:
    results = bundled.search(SearchQuery(text, category="Robotics"))
    assert results.direct is bundled.paper("2303.12712")
    assert (results.total, results.hits) == (1, ())


def test_an_arxiv_id_that_is_not_here_finds_nothing_else(bundled: Catalog) -> None:
    results = bundled.search(SearchQuery("2303.99999"))
    assert results == SearchResults(SearchQuery("2303.99999"), 0, ())


@pytest.mark.parametrize("category", ["cs.SD", "Sound", "SOUND", "sound "])
def test_a_category_in_any_spelling(bundled: Catalog, category: str) -> None:
    results = bundled.search(SearchQuery("music", category=category))
    assert results.total == 2
    assert {hit.paper.category for hit in results.hits} == {"Sound"}


def test_the_long_form_of_the_source_is_a_category_too(bundled: Catalog) -> None:
    for category in ("econ.GN", "Economics > General Economics", "General Economics"):
        assert bundled.search(SearchQuery("", category=category)).hits[0].paper.title.startswith("GPTs are GPTs")


@pytest.mark.parametrize(
    ("since", "until", "weeks"),
    [
        (date(2023, 3, 20), None, {"2023-03-26"}),
        (date(2023, 3, 19), None, {"2023-03-26", "2023-03-19"}),
        (None, date(2023, 1, 8), {"2023-01-08"}),
        (None, date(2023, 1, 9), {"2023-01-08", "2023-01-15"}),
        (date(2023, 2, 14), date(2023, 2, 14), {"2023-02-19"}),
    ],
)
def test_a_week_passes_if_any_of_its_days_does(
    bundled: Catalog, since: date | None, until: date | None, weeks: set[str]
) -> None:
    results = bundled.search(SearchQuery("", since=since, until=until), limit=200)
    assert {hit.paper.week.isoformat() for hit in results.hits} == weeks


def test_filters_without_words_list_the_newest_first(bundled: Catalog) -> None:
    results = bundled.search(SearchQuery(" ", category="cs.LG"), limit=200)
    papers = [hit.paper for hit in results.hits]
    assert papers == sorted(papers, key=lambda paper: (-paper.week.toordinal(), paper.rank))
    assert results.total == len(papers) == bundled.categories["Machine Learning"]


def test_nothing_asked_lists_everything(bundled: Catalog) -> None:
    results = bundled.search(SearchQuery(""), offset=100, limit=20)
    assert [hit.paper for hit in results.hits] == list(bundled.papers[100:])
    assert results.total == 106


def test_a_page_beyond_the_end_is_empty_and_still_counts(bundled: Catalog) -> None:
    results = bundled.search(SearchQuery("diffusion"), offset=500)
    assert results.hits == ()
    assert results.total > 10
    assert results.offset == 500


def test_nothing_found_says_which_filter_is_in_the_way(bundled: Catalog) -> None:
    results = bundled.search(SearchQuery("diffusion", category="Robotics"))
    assert results.total == 0
    assert [suggestion.reason for suggestion in results.suggestions] == ["without the category", 'without "diffusion"']
    assert results.suggestions[0].query == SearchQuery("diffusion")
    assert results.nearest


def test_nothing_found_says_which_word_is_nowhere(bundled: Catalog) -> None:
    results = bundled.search(SearchQuery("Qwzxqwzx transformers"))
    (suggestion,) = results.suggestions
    assert (suggestion.reason, suggestion.query) == ('without "Qwzxqwzx"', SearchQuery("transformers"))
    assert suggestion.total == bundled.search(suggestion.query).total


def test_a_word_that_is_nowhere_brings_nothing(bundled: Catalog) -> None:
    results = bundled.search(SearchQuery("qwzxqwzx"))
    assert (results.total, results.suggestions, results.nearest) == (0, (), ())


@pytest.mark.parametrize(
    "text",
    ['"', '"diffusion', "diffusion AND", "OR OR", "NEAR(diffusion, 2)", "title:diffusion", "diffusion*", "^diffusion",
     "-diffusion", "diffusion\x00models", "{title}: diffusion", "'; DROP TABLE papers; --",
     "diffusion + models", "\ud800 diffusion"],
)  # fmt: skip
def test_syntax_of_the_index_is_only_text(bundled: Catalog, text: str) -> None:
    results = bundled.search(SearchQuery(text))
    assert len(results.hits) <= results.total
    if "diffusion" in text:
        assert any("iffusion" in hit.paper.title for hit in results.hits)


def test_equal_papers_are_ranked_newer_week_first_then_by_rank() -> None:
    def same(number: int, week: date, rank: int) -> object:
        return make_paper(number, week=week, rank=rank, title="Same", abstract="Same words.")

    catalog = Catalog(
        [
            make_week(EARLIER, [same(1, EARLIER, 1), same(2, EARLIER, 2)]),  # type: ignore[list-item]
            make_week(SUNDAY, [same(3, SUNDAY, 1), same(4, SUNDAY, 2)]),  # type: ignore[list-item]
        ]
    )
    hits = catalog.search(SearchQuery("same")).hits
    assert [(hit.paper.week, hit.paper.rank) for hit in hits] == [(SUNDAY, 1), (SUNDAY, 2), (EARLIER, 1), (EARLIER, 2)]


def test_threads_get_the_answers_that_one_gets(bundled: Catalog) -> None:
    queries = [SearchQuery(paper.title) for paper in bundled.papers[:40]]
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(bundled.search, queries)) == [bundled.search(query) for query in queries]


@pytest.mark.parametrize("text", ["@everyone **hi**", "<@123> @everyone # hi", "qwzxqwzx cl"])
def test_what_only_begins_like_two_letters_is_not_offered(bundled: Catalog, text: str) -> None:
    results = bundled.search(SearchQuery(text))
    assert (results.total, results.suggestions, results.nearest) == (0, (), ())


@pytest.mark.parametrize("text", ["cs.CL", " CS.cl "])
def test_a_categorys_code_lists_its_papers_page_by_page(bundled: Catalog, text: str) -> None:
    listed = bundled.search(SearchQuery("", "cs.CL"), offset=5)
    assert bundled.search(SearchQuery(text), offset=5) == listed
    assert listed.total > 30


def test_a_categorys_code_keeps_the_days(bundled: Catalog) -> None:
    march = date(2023, 3, 20)
    results = bundled.search(SearchQuery("cs.CL", since=march))
    assert results == bundled.search(SearchQuery("", "cs.CL", since=march))
    assert 0 < results.total < 10


def test_a_categorys_name_is_words_first() -> None:
    coded = make_paper(title="On Sums", category="cs.RO", abstract="Sums.")
    said = make_paper(2, title="Robotics for All", category="cs.CL")
    alone, both = (Catalog([make_week(papers=papers)]) for papers in ([coded], [coded, said]))
    assert alone.search(SearchQuery("Robotics")).query == SearchQuery("", "cs.RO")
    assert [hit.paper for hit in both.search(SearchQuery("Robotics")).hits] == [said]


@pytest.mark.parametrize("text", ["cs.DL", "Digital Libraries", "cs.CL models"])
def test_what_lists_nothing_is_searched_for(bundled: Catalog, text: str) -> None:
    assert bundled.search(SearchQuery(text)).query == SearchQuery(text)


@pytest.mark.parametrize("text", ["language models", "langauge", "cs.CL", ""])
def test_the_same_papers_are_found_without_their_snippets(bundled: Catalog, text: str) -> None:
    query = SearchQuery(text, until=SUNDAY)
    full, bare = (bundled.search(query, limit=200, snippets=wanted) for wanted in (True, False))
    assert [hit.paper for hit in bare.hits] == [hit.paper for hit in full.hits]
    assert (bare.total, bare.corrected, bare.query) == (full.total, full.corrected, full.query)
    assert full.total > 5
    assert not any(hit.snippet for hit in bare.hits)
