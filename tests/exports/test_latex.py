from __future__ import annotations

import pytest
from hypothesis import given

from bot.exports.latex import latex, latex_title
from tests.exports.hostile import TEXT


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("90% of A&B, #1 at R_2", r"90\% of A\&B, \#1 at R\_2"),
        ("a~b^c|d<e>f", r"a\textasciitilde{}b\textasciicircum{}c\textbar{}d\textless{}e\textgreater{}f"),
        ("an open { brace", r"an open \textbraceleft{} brace"),
        (r"\input{/etc/passwd}", r"\textbackslash{}input\textbraceleft{}/etc/passwd\textbraceright{}"),
        ("Erdős, Σ and 語", "Erdős, Σ and 語"),
        ("two\n\nparagraphs\tand more", "two paragraphs and more"),
        ("hidden\x00 \u202eand\u200b lone \ud800", "hidden and lone \ufffd"),
    ],
)
def test_text_shows_as_it_is(text: str, written: str) -> None:
    assert latex(text) == written


@pytest.mark.parametrize(
    "formula",
    [
        r"$O(n^2)$",
        r"$\alpha$",
        r"$n$",
        r"$\frac{1}{2} \leq x_{i,j}$",
        r"$\{1, 2\}$",
        r"$\mathcal{L}_\theta$",
        "$a < b$",
    ],
)
def test_a_formula_is_kept(formula: str) -> None:
    assert latex(f"50% in {formula}-time") == rf"50\% in {formula}-time"
    assert latex_title(f"Learning in {formula}-time") == f"Learning in {{{formula}}}-time"


@pytest.mark.parametrize(
    "text",
    [
        "$5 and $6",
        "costs $5 million and 3$ more",
        "$ x $",
        "US$ 5",
        "$$",
        "$x$5",
        r"$\input{secret}$",
        r"$\csname input\endcsname$",
        "$^^5cinput x$",
        "$x % y$",
        "$a & b$",
        "$x_{1$",
        "$x}{y$",
        r"$\{ x_1$",
        r"$x\$",
        "$" + "x_1" * 400 + "$",
    ],
)
def test_what_is_no_harmless_formula_is_text(text: str) -> None:
    written = latex(text)
    assert written.count(r"\$") == text.count("$")
    assert "$" not in written.replace(r"\$", "")
    assert r"\input" not in written


@pytest.mark.parametrize(
    ("title", "written"),
    [
        ("Sparks of Artificial General Intelligence", "Sparks of Artificial General Intelligence"),
        ("GPT-4 Technical Report", "{GPT-4} Technical Report"),
        ("GPTs are GPTs: An Early Look", "{GPTs} are {GPTs}: An Early Look"),
        ("Text-To-Image Generation (with NeRFs)", "Text-To-Image Generation (with {NeRFs})"),
        ("Vitamin C, and a Model", "Vitamin {C}, and a Model"),
        (
            "A survey of Gaussian processes for the modern reader",
            "A survey of {Gaussian} processes for the modern reader",
        ),
        ("Auditing models: A layered approach by the book", "Auditing models: A layered approach by the book"),
        ("Supervising Q&A at 3D Scale", r"Supervising {Q\&A} at {3D} Scale"),
        (r"\TeX in Depth", r"\textbackslash{}{TeX} in Depth"),
        ("", ""),
    ],
)
def test_capitals_that_a_style_must_not_touch_stand_in_braces(title: str, written: str) -> None:
    assert latex_title(title) == written


@given(TEXT)
def test_braces_are_balanced_as_bibtex_counts_them(text: str) -> None:
    for written in (latex(text), latex_title(text)):
        depth = 0
        for char in written:
            depth += (char == "{") - (char == "}")
            assert depth >= 0
        assert depth == 0
        assert "\n" not in written
