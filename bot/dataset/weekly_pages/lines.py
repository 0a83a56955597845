"""The lines of a text that a reader sees, at the numbers that an editor shows."""

from __future__ import annotations

import re

__all__ = ["visible_lines"]

# Only these end a line in Markdown; str.splitlines would also break at U+2028, form feeds and more.
_LINE_END = re.compile(r"\r\n|\n|\r")
# A comment that another one begins in was never closed: it hides nothing, so that a lost "-->" loses no papers.
_COMMENT = re.compile(r"<!--(?:[^<-]++|<(?!!--)|-(?!->))*+-->")


def visible_lines(text: str) -> list[str]:
    """Return the lines of a text without its comments; line numbers stay what they were."""
    shown = (
        _COMMENT.sub(_only_line_ends, text.removeprefix("\ufeff")) if "<!--" in text else text.removeprefix("\ufeff")
    )
    return _LINE_END.split(shown)


def _only_line_ends(comment: re.Match[str]) -> str:
    return "".join(_LINE_END.findall(comment[0]))
