"""What arXiv says of one paper."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Record"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A paper as arXiv describes it, in its newest version; what arXiv left out is empty.

    ``base`` is the id without version. ``primary`` is the code of its first category, such as ``cs.CL``, and ``categories`` are
    those of all. White space in the texts is collapsed; LaTeX stays as it is. arXiv's descriptions are CC0.
    """

    base: str
    title: str = ""
    abstract: str = ""
    authors: tuple[str, ...] = ()
    primary: str = ""
    categories: tuple[str, ...] = ()
