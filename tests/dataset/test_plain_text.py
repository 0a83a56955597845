from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.dataset.plain_text import POINT, clean_line, clean_text


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        ("", ""),
        ("plain", "plain"),
        ("  a   b\tc\u00a0d\u2028e ", "a b c d e"),
        ("naïve 模型 ≠ Σ", "naïve 模型 ≠ Σ"),
        # Line breaks.
        ("a<br>b<br/>c<br />d<BR>e</br>f\ng", "a\nb\nc\nd\ne\nf\ng"),
        ("a<br><br>b", "a\nb"),
        ("<p>a</p><div class='x'>b</div>", "a\nb"),
        # Points.
        ("a.  <br>● b: c  <br>● d", "a.\n• b: c\n• d"),
        ("a.   ● b   ● c", "a.\n• b\n• c"),
        ("● a ● b", "• a\n• b"),
        ("a<br>● b<br>more of b", "a\n• b\nmore of b"),
        ("a<br>•b<br>- c<br>* d<br>+ e<br>– f<br>▪ g", "a\n• b\n• c\n• d\n• e\n• f\n• g"),
        ("a<ul><li>b</li><li>c</li></ul>", "a\n• b\n• c"),
        ("a<br><br> 1. b<br> 2. c", "a\n1. b\n2. c"),
        ("a<br>●<br>● ", "a"),
        ("a<br>-5% of b<br>*b* c", "a\n-5% of b\nb c"),
        ("a - b * c", "a - b * c"),
        # Emphasis.
        ("**a** *b* ***c*** __d e__ _f_ ~~g~~", "a b c d e f g"),
        ("both valid *and* invalid", "both valid and invalid"),
        ("**a *b* c**", "a b c"),
        ("the rumored Q* news", "the rumored Q* news"),
        ("Q* and A* search", "Q* and A* search"),
        ("2*3*4 and 2**3", "2*3*4 and 2**3"),
        ("O(d_emb) and a_b_c", "O(d_emb) and a_b_c"),
        ("the __str__ of __init__", "the __str__ of __init__"),
        ("stray ** mark and end**", "stray mark and end"),
        ("~11x and ~20 more", "~11x and ~20 more"),
        ("a * b * c", "a * b * c"),
        ("**bold**text and text**bold**", "boldtext and textbold"),
        # Code, escapes, entities, tags.
        ("a learnable `<pause>` token", "a learnable <pause> token"),
        ("`a*b*` ``c`d`` `e", "a*b* c`d `e"),
        (r"Science Q\&A, \~5, \*not\* and \_x\_", "Science Q&A, ~5, *not* and _x_"),
        ("R&amp;D &lt;b&gt; &#8211; &nbsp; &unknown; AT&T", "R&D <b> – &unknown; AT&T"),
        ("the <think> tag, <thinktags and <result) or </s>", "the <think> tag, <thinktags and <result) or </s>"),
        ("<b>a</b> <i class='x'>b</i> x<sup>2</sup> H<sub>2</sub>O", "a b x2 H2O"),
        ("<b> alone", "<b> alone"),
        # LaTeX.
        (r"$\mathcal{L}_1 * x_2 * y$ and *b*", r"$\mathcal{L}_1 * x_2 * y$ and b"),
        (r"$$a_1 * b_2 * c$$", r"$$a_1 * b_2 * c$$"),
        (r"\mathcal{O}(n)", r"\mathcal{O}(n)"),
        ("Under $1, *under* 7 minutes, $100K", "Under $1, under 7 minutes, $100K"),
        # What nobody can see.
        ("a\x00b\x07c\x1b", "abc"),
    ],
)  # fmt: skip
def test_from_markdown_to_text(markdown: str, text: str) -> None:
    assert clean_text(markdown) == text


@pytest.mark.parametrize(
    ("markdown", "text"),
    [("a<br>b\nc", "a b c"), ("- a", "- a"), ("● a", "● a"), ("`code` **bold**", "code bold"), ("PanGu-Σ", "PanGu-Σ")],
)
def test_one_line(markdown: str, text: str) -> None:
    assert clean_line(markdown) == text


MARKS = st.text(alphabet=st.sampled_from("*_`~\\$&<>/br; ●•-1.a\nliu"), max_size=60)


@given(st.text() | MARKS)
def test_no_text_crashes_it_and_what_comes_out_is_in_lines(markdown: str) -> None:
    text = clean_text(markdown)
    assert all(line.strip() == line and line for line in text.split("\n")) or not text
    assert "\n" not in clean_line(markdown)


@given(st.lists(st.from_regex(r"[A-Za-zäλ]{1,9}[.,:]?", fullmatch=True), min_size=1, max_size=12))
def test_words_come_through_as_they_are(words: list[str]) -> None:
    assert clean_text(" ".join(words)) == " ".join(words)


@given(st.lists(st.from_regex(r"[a-z]{1,9}( [a-z]{1,9})?", fullmatch=True), min_size=1, max_size=6))
def test_every_point_is_a_line(points: list[str]) -> None:
    expected = "\n".join(["first", *(POINT + point for point in points)])
    assert clean_text("first" + "".join(f"  <br>● {point}" for point in points)) == expected
    assert clean_text("first" + "".join(f"   ● {point}" for point in points)) == expected
