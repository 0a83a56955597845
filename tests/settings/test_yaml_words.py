"""Syntax errors: each kind of slip, the place that is shown for it, and a word that must be in what is said."""

from __future__ import annotations

import pytest

from bot.settings.yaml_words import line_and_column
from tests.settings.texts import problem

SLIPS = [
    ("a tab as indentation", "digests:\n\t- name: x\n", (2, 1), "a tab"),
    ("a tab among spaces", "replies:\n  paper: public\n \tweek: public\n", (3, 2), "a tab"),
    ("a second colon", "replies: paper: public\n", (1, 15), "a colon that fits nothing"),
    ("a key too far in", "digests:\n  - name: x\n      channels: []\n", (3, 15), "a colon that fits nothing"),
    ("a key too far out", "digests:\n    - name: x\n      limit: 3\n     at: {}\n", (4, 6), "indented unlike"),
    ("a key between two levels", "replies:\n    paper: public\n  week: public\n", (3, 3), "indented unlike"),
    (
        "a colon forgotten",
        "digests:\n  - name: x\n    channels\n    limit: 3\n",
        (3, 5),
        "A colon is missing after `channels`.",
    ),
    (
        "a colon forgotten, noticed below",
        "digests:\n  - name x\n\n    # why\n    limit: 3\n",
        (2, 5),
        "colon is missing after `name`",
    ),
    ("a colon forgotten before a list", "digests\n  - name: x\n", (1, 1), "A colon is missing after `digests`."),
    (
        "a colon forgotten after no key of ours",
        "digests:\n  - name: x\n    chanels\n    limit: 3\n",
        (3, 5),
        "Is a colon missing?",
    ),
    (
        "a space forgotten",
        "digests:\n  - name: x\n    limit:3\n    channels: []\n",
        (3, 5),
        "A space is missing after `limit:`.",
    ),
    (
        "a space forgotten, noticed below",
        "digests:\r\n  - name:x\r\n    limit: 3\r\n",
        (2, 5),
        "space is missing after `name:`",
    ),
    (
        "a space forgotten in front of odd line ends",
        "# \u2028\x85\r\ndigests:\n  - name:x\n    limit: 3\n",
        (3, 5),
        "space is missing",
    ),
    ("a curly quote closes nothing", 'digests:\n  - name: "x\u201d\n', (2, 11), "a curly one does not"),
    ("a double quote left open", 'logging:\n  level: "info\nreplies: {}\n', (2, 10), "never closed"),
    ("a single quote left open", "digests:\n  - name: 'x\n", (2, 11), "never closed"),
    ("a quote left open before a document mark", 'a: "x\n---\n"\n', (1, 4), "never closed"),
    ("an apostrophe in single quotes", "digests:\n  - name: 'it's'\n", (2, 15), "after the closing quote"),
    ("a list left open", "digests:\n  - channels: [1, 2\n    limit: 3\n", (2, 15), "opened here with ["),
    ("a comma missing in a list", 'digests:\n  - channels: ["1" "2"]\n', (2, 15), "comma is missing"),
    ("a mapping left open", "digests:\n  - at: {weekday: monday\n    limit: 3\n", (2, 9), "opened here with {"),
    ("a comma missing in a mapping", "digests:\n  - at: {weekday: monday time: 9}\n", (2, 9), "comma is missing"),
    ("a list at the end of the file", "digests: [", (1, 11), "the file ends"),
    ("a list on the line of its key", "digests: - name: x\n", (1, 10), "cannot begin on the line of its key"),
    ("a list among keys", "replies:\n  paper: public\n  - week\n", (3, 3), "a list entry among"),
    ("an @ without quotes", "digests:\n  - mention_role: @everyone\n", (2, 19), "begin with @"),
    ("a backtick without quotes", "a: `x`\n", (1, 4), "begin with `"),
    ("a percent sign without quotes", "a: %x\n", (1, 4), "begin with %"),
    ("a question mark without quotes", "a: ?\n- \n", (1, 4), "begin with ?"),
    ("a Windows path in double quotes", 'a: "C:\\Users\\x"\n', (1, 9), "backslash"),
    ("a short escape", 'a: "\\xzz"\n', (1, 7), "backslash"),
    ("an escape beyond Unicode", 'a: "x\\U00110000"\n', (1, 6), "does not exist"),
    ("half a character", 'a: "\\ud800"\n', (1, 4), "surrogate"),
    ("a star without quotes", "a: **bold**\n", (1, 4), "Text that begins with *"),
    ("a star alone", "a: *\n", (1, 4), "names an anchor"),
    ("an ampersand", "a: & b\n", (1, 4), "names an anchor"),
    ("an unfinished tag", "a: !<x y\n", (1, 4), "names a tag"),
    ("a tag of nobody's", "a: !e!x y\n", (1, 4), "names a tag"),
    ("a local tag", "a: !secret x\n", (1, 4), "no meaning"),
    ("a Python tag", "a: !!python/object:os.system x\n", (1, 1), "there is no such setting"),
    ("a tag of signs", "a: !,!x y\n", (1, 4), "names a tag"),
    ("something after the end", "a: 1\n... x\n", (2, 5), "nothing can follow"),
    ("a bar without quotes", "a: |x\n", (1, 4), "block of text"),
    ("a bracket too many", "a: ]\n", (1, 4), "missing before ]"),
    ("a mapping as key", "{a: 1}: 2\n", (1, 1), "a key must be a plain word"),
    ("a list as key", "? [a]\n: 2\n", (1, 3), "a key must be a plain word"),
    ("a second document", "digests: []\n---\nreplies: {}\n", (2, 1), "second document"),
    ("a percent line", "%YAML 3.0\n---\na: 1\n", (1, 1), "instruction to YAML"),
    ("a control character", "a: b\nc: \x07\n", (2, 4), "U+0007"),
    ("a null character", "a: \x00b\n", (1, 4), "U+0000"),
    ("an anchor within itself", "a: &x [*x]\n", (1, 8), "within what it refers to"),
    ("two things in a row", "&a &b\n", (1, 4), "does not go on"),
]


@pytest.mark.parametrize(("text", "place", "said"), [slip[1:] for slip in SLIPS], ids=[slip[0] for slip in SLIPS])
def test_a_slip_has_its_place_and_plain_words(text: str, place: tuple[int, int], said: str) -> None:
    found = problem(text)
    assert (found.line, found.column) == place
    assert said in f"{found.message} {found.hint}"
    assert found.message.endswith(".")
    assert not found.hint or found.hint[-1] in ".?"


@pytest.mark.parametrize("text", [slip[1] for slip in SLIPS], ids=[slip[0] for slip in SLIPS])
def test_no_word_of_the_parser_s_own_comes_through(text: str) -> None:
    found = problem(text)
    said = f"{found.message} {found.hint}"
    for jargon in (
        "token",
        "scalar",
        "block end",
        "simple key",
        "<unicode string>",
        "flow",
        "simple_key",
        "node",
        "pydantic",
    ):
        assert jargon not in said


def test_places_count_from_one_by_characters() -> None:
    text = "ä\nbc\n\nd"
    assert [line_and_column(text, offset) for offset in range(len(text))] == [
        (1, 1),
        (1, 2),
        (2, 1),
        (2, 2),
        (2, 3),
        (3, 1),
        (4, 1),
    ]
