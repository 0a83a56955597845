"""What a YAML parser says, in words for somebody who edits a settings file once a year."""

from __future__ import annotations

import re

from ruamel.yaml.error import MarkedYAMLError
from ruamel.yaml.reader import ReaderError

from bot.errors import SettingsProblem
from bot.settings.colons import forgotten_colon

__all__ = ["beyond_unicode", "in_plain_words", "line_and_column", "unreadable_character"]

_INDENT = "Keys of one level begin in the same column, two spaces further in than the key above them."
_COLON = "Is the line indented like its neighbours? Text that holds a colon and a space goes in quotes."
_QUOTE = "Put it in quotes."
_BRACES = "An address that holds {year} goes in quotes."
_CURLY = "The same quote, \" or ', closes it; a curly one does not."
_QUOTES = "Text with : or # or a special first letter goes in quotes."

_COLON_SLIPS = re.compile(
    r"could not find expected ':'|mapping values are not allowed|expected <block end>, but found '<"
)
_TOO_HIGH = re.compile(r"\\U(?!0010|000[0-9a-fA-F])[0-9a-fA-F]{8}")

# (what the parser says, whether the place to show is where the construct began, message, hint); the first match counts.
_WORDS: tuple[tuple[str, bool, str, str], ...] = (
    (r"character '\\t'", False, "a tab; YAML indents with spaces only.", "Replace each by two spaces."),
    (r"character '(?P<what>.)'", False, "text cannot begin with {what} here.", _QUOTE),
    (r"quoted scalar\n.*(?:end of stream|document separator)", True, "a quote is opened here and never closed.", _CURLY),
    (
        r"double-quoted scalar\n",
        False,
        "a backslash in double quotes begins an escape, and this is none.",
        "Use single quotes, or write the backslash twice.",
    ),
    (r"flow sequence\n", True, "a list is opened here with [ and not closed, or a comma is missing in it.", ""),
    (r"flow mapping\n", True, "a mapping is opened here with { and not closed, or a comma is missing in it.", _BRACES),
    (r"flow node\n.*stream end", False, "the file ends within a list or a mapping.", "Close it with ] or }."),
    (r"could not find expected ':'", True, "this line is neither `key: value` nor part of a value.", "Is a colon missing?"),
    (r"found '<scalar>'", False, "text goes on after the closing quote.", "Double a quote that belongs to the text: 'it''s'."),
    (r"expected <block end>, but found '-'", False, "a list entry among the keys of a mapping.", _INDENT),
    (r"expected <block end>", False, "this line is indented unlike its neighbours.", _INDENT),
    (r"mapping values are not allowed", False, "a colon that fits nothing here.", _COLON),
    (r"sequence entries are not allowed", False, "a list cannot begin on the line of its key.", "Begin it on the next line."),
    (r"mapping keys are not allowed", False, "text cannot begin with ? here.", _QUOTE),
    (r"expected the node content, but found '(?P<what>.*)'", False, "a value is missing before {what}.", _QUOTES),
    (r"scanning an (?:anchor|alias)\n", True, "text that begins with & or * names an anchor, and this is none.", _QUOTE),
    (r"(?:parsing|scanning) an? tag\n|tag handle", True, "text that begins with ! names a tag, and this is none.", _QUOTE),
    (r"block scalar\n", True, "text that begins with | or > opens a block of text, and this is none.", _QUOTE),
    (r"document end marker", False, "nothing can follow `...`, which ends the settings.", "Remove the dots."),
    (r"<document start>.*'<(?!stream end)", False, "this line does not go on with what was before it.", _INDENT),
    (r"<document start>|directive|YAML document", False, "a line that begins with % is an instruction to YAML.", "Remove it."),
)  # fmt: skip


def in_plain_words(error: MarkedYAMLError, text: str) -> SettingsProblem:
    """Translate a syntax error of a text; its place is where an unclosed thing began, else where the parser gave up."""
    said = f"{error.context or ''}\n{error.problem or ''}"
    if _COLON_SLIPS.search(said):
        mark = error.context_mark if "simple key" in said else error.problem_mark
        if mark is not None and (slip := forgotten_colon(text, mark.line + 1)):
            return slip
    for pattern, at_start, message, hint in _WORDS:
        if match := re.search(pattern, said):
            mark = error.context_mark if at_start and error.context_mark else error.problem_mark or error.context_mark
            return _problem(mark, message.replace("{what}", match.groupdict().get("what", "")), hint)
    mark = error.problem_mark or error.context_mark
    return _problem(mark, "this is not YAML.", _INDENT)


def unreadable_character(text: str, error: ReaderError) -> SettingsProblem:
    """Say which control character stands where."""
    line, column = line_and_column(text, error.position)
    return SettingsProblem(line, column, "", f"the control character U+{ord(text[error.position]):04X}.", "Delete it.")


def beyond_unicode(text: str) -> SettingsProblem:
    """Point at the first escape whose number is no character's."""
    found = _TOO_HIGH.search(text)
    line, column = line_and_column(text, found.start() if found else 0)
    return SettingsProblem(
        line, column, "", "an escape for a character that does not exist.", "Write the character itself."
    )


def line_and_column(text: str, offset: int) -> tuple[int, int]:
    """Return where the character at ``offset`` stands, both counted from 1."""
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)


def _problem(mark: object, message: str, hint: str) -> SettingsProblem:
    line, column = getattr(mark, "line", 0), getattr(mark, "column", 0)
    return SettingsProblem(line + 1, column + 1, "", message, hint)
