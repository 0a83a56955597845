from __future__ import annotations

from dataclasses import replace

import pytest

from bot.catalog import Catalog, SearchQuery
from bot.catalog.results import Fragment
from bot.catalog.snippets import snippet
from tests.factories import make_paper

LONG = " ".join(f"Sentence number {number} says nothing of interest to anybody." for number in range(40))


def shown(text: str, *terms: str, weights: tuple[float, ...] = (), **fields: object) -> str:
    """Return the snippet with the matched words in brackets; a term is the words that count as it."""
    paper = replace(make_paper(abstract=text), **fields)  # type: ignore[arg-type]
    counting = [frozenset(term.split()) for term in terms]
    fragments = snippet(paper, counting, weights or (1.0,) * len(counting))
    return "".join(f"[{fragment.text}]" if fragment.matched else fragment.text for fragment in fragments)


def test_a_short_abstract_is_shown_whole() -> None:
    assert shown("We use Diffusion models.", "diffusion", "models") == "We use [Diffusion] [models]."


def test_every_word_that_counts_is_set_off_wherever_it_stands() -> None:
    assert (
        shown("Diffuse, diffusing; diffusion!", "diffuse diffusing diffusion") == "[Diffuse], [diffusing]; [diffusion]!"
    )


def test_parts_of_words_are_not_set_off() -> None:
    assert shown("An artist paints art.", "art") == "An artist paints [art]."


def test_compounds_are_set_off_whole_where_they_are_one_word() -> None:
    assert shown("Pre-training of GPT-4.", "pretraining", "gpt4") == "[Pre-training] of [GPT-4]."
    assert shown("Text2Image now.", "texttoimage") == "[Text2Image] now."
    assert shown("Pre-training helps.", "training") == "Pre-[training] helps."


def test_accents_do_not_hide_a_word() -> None:
    assert (
        shown("A Re\u0301sume\u0301 and a naïve one.", "resume", "naive") == "A [Re\u0301sume\u0301] and a [naïve] one."
    )


def test_the_passage_is_the_one_with_the_most_words() -> None:
    text = f"Alpha is here. {LONG} Alpha and beta meet here. {LONG}"
    passage = shown(text, "alpha", "beta")
    assert "[Alpha] and [beta] meet here." in passage
    assert passage.startswith("…")
    assert passage.endswith("…")


def test_the_rarer_word_draws_the_passage() -> None:
    text = f"Common common common. {LONG} Rare. {LONG}"
    assert "[Rare]" in shown(text, "common", "rare", weights=(0.1, 3.0))


def test_of_equal_passages_the_first_is_shown() -> None:
    assert shown(f"First alpha. {LONG} Second alpha.", "alpha").startswith("First [alpha].")


def test_a_passage_begins_with_a_sentence_where_one_is_near() -> None:
    assert shown(f"{LONG} Here alpha stands. {LONG}", "alpha").startswith("…Sentence number")


@pytest.mark.parametrize("place", range(0, 40, 3))
def test_cuts_are_between_words(place: int) -> None:
    words = LONG.split()
    words.insert(place * 9, "alpha")
    text = " ".join(words)
    passage = shown(text, "alpha").replace("[", "").replace("]", "")
    inner = passage.strip("…")
    assert f" {inner} " in f" {text} "
    assert 160 <= len(inner) <= 220
    assert "alpha" in inner


def test_no_match_in_the_abstract_shows_the_curated_summary() -> None:
    assert shown("Nothing here.", "alpha", summary="An alpha of it.") == "An [alpha] of it."


def test_of_abstract_and_summary_the_passage_that_is_worth_more_is_shown() -> None:
    assert shown("Alpha alone.", "alpha", summary="Alpha and beta.") == "[Alpha] alone."
    assert shown("Alpha alone.", "alpha", "beta", summary="Alpha and beta.") == "[Alpha] and [beta]."


def test_who_is_found_by_name_is_shown_by_name() -> None:
    authors = ("Ashish Vaswani", "Noam Shazeer")
    assert shown("Nothing.", "shazeer", authors=authors) == "Ashish Vaswani, Noam [Shazeer]"
    assert shown("Nothing.", "shazeer", "nothing", authors=authors) == "[Nothing]."


def test_no_match_at_all_shows_the_beginning() -> None:
    assert shown("Nothing here.", "alpha", summary="Nor here.") == "Nothing here."
    assert shown(LONG, "alpha").startswith("Sentence number 0 says")


def test_a_paper_without_text_shows_its_title() -> None:
    assert shown(" ", "alpha", title="On Alpha") == "On [Alpha]"


def test_a_word_longer_than_a_passage_is_not_set_off_and_not_shown_whole() -> None:
    passage = shown("x" * 5000 + " end", "x" * 5000)
    assert len(passage) <= 221
    assert "[" not in passage


def test_neighbouring_pieces_of_one_kind_are_one_fragment() -> None:
    paper = make_paper(abstract=f"{LONG} alpha {LONG}")
    fragments = snippet(paper, [frozenset({"alpha"})], [1.0])
    assert [fragment.matched for fragment in fragments] == [False, True, False]
    assert fragments[1] == Fragment("alpha", matched=True)


def test_bundled_snippets_are_passages_that_show_a_match(bundled: Catalog) -> None:
    for text in ("diffusion", "language models", "reinforcement learning", "gpt4", "pretraining", "robots"):
        for hit in bundled.search(SearchQuery(text), limit=20).hits:
            passage = "".join(fragment.text for fragment in hit.snippet).strip("…")
            assert passage in hit.paper.abstract
            assert len(passage) <= 220
            assert any(fragment.matched for fragment in hit.snippet) or text.split()[0] in hit.paper.title.lower()
