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
    r"(?:arxiv\.org/(?:abs|pdf|html|format|src|e-print)/|arxiv[:.]|^)\s*"
    r"(?:(?P<new>\d{2}(?:0[1-9]|1[0-2])\.\d{4,5})|(?P<old>[a-z]+(?:-[a-z]+)?(?:\.[A-Z]{2})?/\d{7}))"
    r"(?:v(?P<version>[1-9]\d*))?(?:\.pdf)?(?=$|[\s?#/)\],;\"'<>.])",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, order=True)
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
    """Return the identifier in an id, an arXiv link or a DOI; None if the text holds none."""
    match = _ARXIV_ID.search(text.strip())
    if match is None:
        return None
    version = int(match["version"]) if match["version"] else None
    if match["new"]:
        return ArxivId(match["new"], version)
    archive, number = match["old"].lower().split("/")
    return ArxivId(f"{archive.split('.')[0]}/{number}", version)
