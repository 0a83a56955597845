from __future__ import annotations

import pytest

from bot.catalog import Catalog
from bot.catalog.sentences import opening_sentence
from tests.factories import make_paper


def opening(abstract: str, limit: int = 500, summary: str = "") -> str:
    return opening_sentence(make_paper(abstract=abstract, summary=summary), limit)


@pytest.mark.parametrize(
    "sentence",
    [
        "We use data (e.g. ImageNet) and more.",
        "Smith et al. We mean them.",
        "It is faster, i.e. Twice as fast.",
        "This is A vs. B in a test.",
        "See Fig. 3 and Eq. 4 for it.",
        "It gains 3.5 points over GPT-3.5 in No. 7 of the list.",
        "As J. R. Smith showed in the U.S. Senate it works.",
        "We call it $f(x). Then $ and go on.",
        r"We call it \(a. B\) and go on.",
        'They said "It works!" and went on.',
        "The cost w.r.t. Time is low.",
    ],
)
def test_what_is_no_end_does_not_end_a_sentence(sentence: str) -> None:
    assert opening(f"{sentence} The second one follows.") == sentence


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("Does it work at all? Yes.", "Does it work at all?"),
        ("It really works well! We tried.", "It really works well!"),
        ('He said "it does work." Then he left.', 'He said "it does work."'),
        ("This works well (mostly.) And so on.", "This works well (mostly.)"),
        ("The answer is no. We go on.", "The answer is no."),
        ("It lies in dimension d. We go on.", "It lies in dimension d."),
        ("We cite others here. [3] says more.", "We cite others here."),
        ("It works everywhere. Über alles.", "It works everywhere."),
        ("One line\n  and a second. Another.", "One line and a second."),
        ("这是一个很好的方法。我们试过了。", "这是一个很好的方法。"),
        ("no end at all", "no end at all"),
        ("", ""),
        (" \n ", ""),
    ],
)
def test_the_first_sentence(text: str, first: str) -> None:
    assert opening(text) == first


@pytest.mark.parametrize("label", ["Abstract. ", "ABSTRACT: ", "Abstract—", "TL;DR: ", "Wow. ", "Big news! "])
def test_labels_and_stray_words_are_no_sentence(label: str) -> None:
    assert opening(f"{label}We study how models learn. More.") == "We study how models learn."


def test_a_short_text_is_its_own_sentence() -> None:
    assert opening("Withdrawn.") == "Withdrawn."


def test_a_curated_summary_comes_first() -> None:
    assert opening("We abstract things.", summary="A model for it. It is new.") == "A model for it."


@pytest.mark.parametrize(
    ("summary", "first"),
    [
        ("A model for screens.  <br>● Inputs: large. <br>● Fast: yes.", "A model for screens."),
        ("A model for screens ● Inputs ● Fast", "A model for screens"),
        ("● Only bullets are here. ● Second.", "Only bullets are here."),
        ("A **bold** [claim](https://example.org/a) is made. More.", "A bold claim is made."),
        ("<br>", "We abstract things."),
    ],
)
def test_markup_of_curated_summaries_is_left_out(summary: str, first: str) -> None:
    assert opening("We abstract things.", summary=summary) == first


def test_formulas_of_abstracts_are_left_alone() -> None:
    text = r"We need $O(n^{**})$ steps, \emph{not} [two](x)."
    assert opening(text) == text


def test_a_long_sentence_is_cut_at_a_word() -> None:
    assert opening("We study how large language models learn. More.", 20) == "We study how large…"


def test_no_formula_is_left_open() -> None:
    assert opening("We show that $a + b + c$ holds always.", 20) == "We show that…"
    assert opening("$a + b + c$ holds always.", 8) == "$a + b…"


def test_every_bundled_paper_opens_with_a_sentence(bundled: Catalog) -> None:
    for paper in bundled.papers:
        whole = opening_sentence(paper, 10_000)
        assert whole in " ".join(paper.abstract.split())
        assert whole[-1] in ".?!"
        assert len(whole.split()) > 5
        short = opening_sentence(paper, 160)
        assert len(short) <= 160
        assert short == whole or short.endswith("…")


@pytest.mark.parametrize(
    ("summary", "first"),
    [
        ("It does more with less. And it is open.\n• Cheap: it costs nothing.", "It does more with less."),
        ("Key points:\n• Cheap: it costs nothing.\n• Open: all of it.", "Cheap: it costs nothing."),
        ("Presents a model\n• Cheap: it costs nothing.", "Presents a model"),
        ("Short", "Short"),
        ("", "We study how models learn."),
    ],
)
def test_what_the_curator_wrote_comes_before_the_abstract(summary: str, first: str) -> None:
    assert opening("We study how models learn. More.", summary=summary) == first
