"""A reader of Discord's Markdown, made from its rules and not from ``bot.discord_app.text``: what shows, and what acts."""

from __future__ import annotations

import re

# A backslash before anything but a letter, digit or blank shows that character and takes its power away.
_ESCAPE = re.compile(r"\\([^0-9A-Za-z\s])")
_ACTS = {
    "heading": r"^ *#{1,3}(?=\s|$)",
    "subtext": r"^ *-#(?=\s|$)",
    "list": r"^[ \t]*(?:[-*]|\d+\.)(?=\s)",
    "quote": r"^ *>(?:>>)?(?=\s)",
    "emphasis": r"[*_]",
    "code": r"`",
    "strike": r"~~",
    "spoiler": r"\|\|",
    "masked link": r"\[[^\n]*?\]\(",
    "address": r"\b(?:https?|steam|ftp)://",
    "invite": r"discord\.gg/|discord\.com/invite",
    "tag": r"<(?:@|#|a?:\w|/\w|t:|id:|https?:)",
}
# The server looks for pings in the raw text, behind backslashes too.
_PINGS = re.compile(r"@(?:everyone|here)|<@[!&]?\d+>", re.IGNORECASE)
_MASKED = re.compile(r"\[((?:\\.|[^\[\]\\])*(?:\[[^\]]*\](?:\\.|[^\[\]\\])*)*)\]\((https?://[^\s()<>]+)\)")

_OWN = re.compile(r"(?P<escaped>\\[^0-9A-Za-z\s])|\*\*|<(?:t:-?\d+:[tTdDfFR]|/[\w -]+:\d+|#\d+|@&\d+)>")


def acts(text: str) -> set[str]:
    """Return the names of the constructs that are alive in a text."""
    # Two private-use characters stand for what was escaped, so that it neither acts nor joins its neighbours.
    bare = _ESCAPE.sub("\ue000", text)
    found = {name for name, pattern in _ACTS.items() if re.search(pattern, bare, re.MULTILINE | re.IGNORECASE)}
    return found | ({"ping"} if _PINGS.search(text) else set())


def shown(text: str) -> str:
    """Return what a reader sees of a text in which nothing acts."""
    return _ESCAPE.sub(r"\1", text).replace("\u200b", "")


def links(text: str) -> list[tuple[str, str]]:
    """Return the masked links as (what shows, where it leads)."""
    return [(shown(label), url) for label, url in _MASKED.findall(text)]


def without_own_markup(text: str) -> str:
    """Return a text of ours without the markup that we put there on purpose: links, bold, headings, subtext, timestamps."""
    text = _MASKED.sub(r"\1", text)
    text = re.sub(r"^(?:#{1,3}|-#) ", "", text, flags=re.MULTILINE)
    # A stand-in keeps what was on both sides apart, as the markup did.
    return _OWN.sub(lambda match: match["escaped"] or "\ue001", text)
