"""arXiv identifiers in every form that people paste.

Forms and rules: https://info.arxiv.org/help/arxiv_identifier.html
"""

from __future__ import annotations

import re
from dataclasses import dataclass

__all__ = ["ArxivId", "find_arxiv_id"]

# New scheme since April 2007 (YYMM.NNNN, five digits since 1501), old scheme archive[.SC]/YYMMNNN; a version suffix
# never starts with 0. Accepted around it: the bare id, `arXiv:`, the DOI 10.48550/arXiv.<id>, and every page of arxiv.org.
_ARXIV_ID = re.compile(
    r"(?:(?<![a-z0-9-])arxiv\.org/(?:abs|pdf|html|format|src|e-print)/|(?<![a-z0-9-])arxiv[:.]|^)\s*"
    r"(?:(?P<yymm>\d{2}(?:0[1-9]|1[0-2]))\.(?P<number>\d{4,5})"
    r"|(?P<archive>[a-z]+(?:-[a-z]+)?)(?:\.[a-z]{2})?/(?P<serial>\d{2}(?:0[1-9]|1[0-2])\d{3}))"
    r"(?:v(?P<version>[1-9]\d{0,3}))?(?:\.pdf)?(?![\w-])",
    re.IGNORECASE | re.ASCII,
)
_FIRST_NEW, _FIRST_OF_FIVE_DIGITS = "0704", "1501"
# The archives that gave out ids in the old scheme; without this list `either/1234567` would be a paper.
_OLD_ARCHIVES = re.compile(
    r"acc-phys|adap-org|alg-geom|ao-sci|astro-ph|atom-ph|bayes-an|chao-dyn|chem-ph|cmp-lg|comp-gas|cond-mat|cs|dg-ga"
    r"|funct-an|gr-qc|hep-ex|hep-lat|hep-ph|hep-th|math|math-ph|mtrl-th|nlin|nucl-ex|nucl-th|patt-sol|physics|plasm-ph"
    r"|q-alg|q-bio|quant-ph|solv-int|supr-con"
)


@dataclass(frozen=True, slots=True)
class ArxivId:
    """An arXiv identifier, its version kept apart.

    ``base`` is ``2303.12712`` or ``hep-th/9901001`` (the subject class of an old id is not part of its identity);
    ``version`` is ``2`` for ``v2`` and None where none was given.
    """

    base: str
    version: int | None = None

    def __str__(self) -> str:
        return self.base if self.version is None else f"{self.base}v{self.version}"

    @property
    def url(self) -> str:
        """The abstract page, of the newest version unless one was given."""
        return f"https://arxiv.org/abs/{self}"


def find_arxiv_id(text: str) -> ArxivId | None:
    """Return the first identifier in an id, an arXiv link or a DOI; None if the text holds none.

    A bare id counts only at the very start of the text, as numbers with a dot are common elsewhere.
    """
    for match in _ARXIV_ID.finditer(text.strip()):
        if base := _base(match):
            return ArxivId(base, int(match["version"]) if match["version"] else None)
    return None


def _base(match: re.Match[str]) -> str:
    """Return the id without version, or "" for digits that arXiv never gave out in that form."""
    if match["archive"]:
        archive = match["archive"].lower()
        return f"{archive}/{match['serial']}" if _OLD_ARCHIVES.fullmatch(archive) else ""
    digits = 5 if match["yymm"] >= _FIRST_OF_FIVE_DIGITS else 4
    given_out = match["yymm"] >= _FIRST_NEW and len(match["number"]) == digits
    return f"{match['yymm']}.{match['number']}" if given_out else ""
