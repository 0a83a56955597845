"""A curator's summary as Discord shows it: its lines, and its points as a list."""

from __future__ import annotations

from bot.discord_app.text.markdown import clean, escape, fit_escaped, length

__all__ = ["summary_text"]

_SIGNS = "•●"
_CUT = " …"
_LEAST = 40
"""Characters of a line that are worth showing alone."""


def summary_text(summary: str, room: int) -> str:
    """Return the summary escaped, at most ``room`` UTF-16 units, cut after a whole sentence or word; "" for none.

    Lines that begin with a bullet become items of a Markdown list.
    """
    lines: list[str] = []
    left = room - len(_CUT)
    for line in filter(None, map(str.strip, clean(summary).split("\n"))):
        bare = line.lstrip(_SIGNS).lstrip()
        sign = "- " if bare != line else ""
        left -= len(sign) + len("\n")
        whole = escape(bare)
        if length(whole) > left:
            if left >= _LEAST:
                lines.append(sign + fit_escaped(bare, left))
            elif lines:
                lines[-1] += _CUT
            break
        if bare:
            lines.append(sign + whole)
            left -= length(whole)
    return "\n".join(lines)
