r"""Foreign text as LaTeX that shows just that text, and runs nothing.

A title is foreign text, and ``\input{...}`` in a bibliography would read a file of whoever typesets it. So only formulas are
kept, and only those whose commands are all known; everything else is escaped. Braces are never written as ``\{``, since BibTeX
counts those as well: a lone one would end the entry.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from bot.exports.plain import one_line

__all__ = ["latex", "latex_title"]

# The rule of https://pandoc.org/MANUAL.html#math: no blank within the dollars, and no digit behind, so that "$5 and $6" is money.
_FORMULA = re.compile(r"(?<![\\$])\$(?=[^\s$])([^$]{1,1000})(?<![\s\\])\$(?![\d$])")
_COMMAND = re.compile(r"\\([A-Za-z]+|.)", re.DOTALL)
_NAMES = """
alpha beta gamma delta epsilon varepsilon zeta eta theta vartheta iota kappa lambda mu nu xi pi varpi rho varrho sigma
varsigma tau upsilon phi varphi chi psi omega Gamma Delta Theta Lambda Xi Pi Sigma Upsilon Phi Psi Omega
mathcal mathbb mathbf mathrm mathit mathsf mathtt mathfrak boldsymbol operatorname text textbf textit textrm bf it rm cal
frac tfrac dfrac sqrt sum prod int oint lim limsup liminf sup inf max min arg argmax argmin log ln exp sin cos tan sinh
cosh tanh det dim deg ker gcd hom Pr mod bmod pmod
hat widehat tilde widetilde bar overline underline vec dot ddot acute grave check breve overbrace underbrace
le leq ge geq ne neq lt gt ll gg approx sim simeq cong equiv propto asymp in notin ni subset subseteq supset supseteq
prec preceq succ succeq perp parallel mid nmid models vdash leqslant geqslant lesssim gtrsim
times cdot ast star circ bullet pm mp div cap cup setminus oplus otimes odot wedge vee land lor neg lnot dagger ddagger
to gets rightarrow leftarrow leftrightarrow Rightarrow Leftarrow Leftrightarrow longrightarrow mapsto hookrightarrow
uparrow downarrow nearrow searrow implies iff
infty partial nabla forall exists emptyset varnothing ell hbar Re Im aleph prime angle triangle square top bot
ldots cdots dots vdots ddots left right big Big bigl bigr Bigl Bigr langle rangle lceil rceil lfloor rfloor lvert rvert
lVert rVert Vert vert quad qquad displaystyle textstyle limits nolimits
, ; : ! > | { } % & # _
"""
_KNOWN = frozenset(_NAMES.split())
# What tells a formula from money where there are several words between two dollars.
_SIGNS = re.compile(r"[\\^_={}<>+]")
_OUTSIDE_COMMANDS = re.compile(r"[%#&]|\^\^")
_ESCAPES = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\textbraceleft{}",
        "}": r"\textbraceright{}",
        "$": r"\$",
        "&": r"\&",
        "%": r"\%",
        "#": r"\#",
        "_": r"\_",
        "^": r"\textasciicircum{}",
        "~": r"\textasciitilde{}",
        "<": r"\textless{}",
        ">": r"\textgreater{}",
        "|": r"\textbar{}",
    }
)
_AROUND = "".join(chr(code) for code in range(33, 127) if not chr(code).isalnum()) + "“”‘’„«»…–—"
_PARTS = re.compile(r"[-–—/]")
_SHORTEST_WORD = 4
"""Letters: titles in title case leave shorter words, such as "of" and "with", in lower case."""


def latex(text: str) -> str:
    """Return foreign text as LaTeX on one line, formulas kept."""
    return "".join(piece if formula else piece.translate(_ESCAPES) for piece, formula in _pieces(one_line(text)))


def latex_title(title: str) -> str:
    """Return a title as LaTeX, with braces around formulas and what a style must not put into lower case.

    Those are words with a capital or digit of their own (GPT-4, LLaMA), and in a title in sentence case every capitalised word.
    """
    text = one_line(title)
    names = _capitalised_names(text)
    return "".join(
        f"{{{piece}}}" if formula else "".join(_protected(word, names) for word in re.split(r"(\s+)", piece))
        for piece, formula in _pieces(text)
    )


def _pieces(text: str) -> Iterator[tuple[str, bool]]:
    """Yield the text in pieces, each with whether it is a formula."""
    done = 0
    for match in _FORMULA.finditer(text):
        if _is_harmless(match[1]):
            yield text[done : match.start()], False
            yield match[0], True
            done = match.end()
    yield text[done:], False


def _is_harmless(formula: str) -> bool:
    """Whether all commands are known, nothing begins a comment or spells a backslash, and braces are balanced."""
    if " " in formula and not _SIGNS.search(formula):
        return False
    if any(name not in _KNOWN for name in _COMMAND.findall(formula)) or _OUTSIDE_COMMANDS.search(
        _COMMAND.sub("", formula)
    ):
        return False
    depth = 0
    for char in formula:
        depth += (char == "{") - (char == "}")
        if depth < 0:
            return False
    return depth == 0


def _capitalised_names(title: str) -> frozenset[str]:
    """Return the capitalised words within a title in sentence case; none for one in title case, where all words are."""
    words = title.split()
    inner = [word for before, word in pairwise(words) if not before.endswith((":", "?", "!", "."))]
    long = [word for word in inner if sum(map(str.isalpha, word)) >= _SHORTEST_WORD]
    capitalised = [word for word in inner if word[:1].isupper()]
    in_title_case = 2 * sum(word[:1].isupper() for word in long) >= len(long)
    return frozenset() if in_title_case else frozenset(capitalised)


def _protected(word: str, names: frozenset[str]) -> str:
    if word not in names and not any(map(_has_capitals_of_its_own, _PARTS.split(word))):
        return word.translate(_ESCAPES)
    # A style looks for the colon behind which a capital stays, and finds it outside of braces only.
    inner = word.strip(_AROUND)
    before, _, after = word.partition(inner)
    return f"{before.translate(_ESCAPES)}{{{inner.translate(_ESCAPES)}}}{after.translate(_ESCAPES)}"


def _has_capitals_of_its_own(part: str) -> bool:
    letters = [char for char in part if char.isalpha()]
    return any(map(str.isupper, letters[1:])) or (len(letters) == 1 and letters[0].isupper() and letters != ["A"])
