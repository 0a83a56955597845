"""Mistakes of meaning: what stands in a digest, where the mistake is shown, what is said and offered."""

from __future__ import annotations

import pytest
from pydantic_core import ErrorDetails

from bot.settings.wording import problem_of
from bot.settings.yaml_tree import Places
from tests.settings.texts import digest, problem, settings

IN_A_DIGEST = [
    ("timezon: UTC", 5, "timezon", "there is no such setting.", "Did you mean `timezone`?"),
    ("time: '09:00'", 5, "time", "there is no such setting.", "It belongs under `at`, in an entry of `digests`."),
    ("timezone: Europe/Berln", 15, "timezone", '"Europe/Berln" is not a time zone.', "Did you mean Europe/Berlin?"),
    ("timezone: 2", 15, "timezone", "must be text, not 2 without quotes.", 'Write it in quotes: "2".'),
    ("limit: ten", 12, "limit", 'must be a whole number, not the text "ten".', ""),
    ('limit: "10"', 12, "limit", 'must be a whole number, not the text "10".', "Write it without quotes: 10."),
    ("limit: 2.5", 12, "limit", "must be a whole number, not 2.5 without quotes.", ""),
    ("limit: 0", 12, "limit", "0 is too small; the least is 1.", ""),
    ("limit: 51", 12, "limit", "51 is too much; the most is 50.", ""),
    ("nothing_new: wiat", 18, "nothing_new", 'must be `skip`, `archive` or `wait`, not "wiat".', "Did you mean `wait`?"),
    ("missed: off", 13, "missed", 'must be `deliver_late` or `skip`, not "off".', ""),
    ("missed: true", 13, "missed", 'must be `deliver_late` or `skip`, not "true".', ""),
    ("uncategorised: [a]", 20, "uncategorised", "must be `include` or `leave_out`, not a list.", ""),
    ("categories: cs.CL", 17, "categories", 'must be a list, not the text "cs.CL".', 'Write `categories: ["cs.CL"]`.'),
    ("categories: {a: b}", 17, "categories", "must be a list, not keys and values.", 'Begin each entry with "- ".'),
    ("categories: [cs.CL, 3]", 25, "categories[1]", "must be text, not 3 without quotes.", 'Write it in quotes: "3".'),
    ("categories: [cs.CL, [a]]", 25, "categories[1]", "must be text, not a list.", ""),
    ("keywords: ['']", 16, "keywords[0]", "is empty.", "Remove it, or say what is meant."),
    ("keywords: [~]", 16, "keywords[0]", "is empty.", "Remove it, or say what is meant."),
    (f"keywords: [{'x' * 201}]", 16, "keywords[0]", "is longer than 200 characters.", ""),
    ("at: monday", 9, "at", 'must hold keys of its own, not the text "monday".', "Its keys are `weekday`, `time`."),
    ("at: {weekday: sundey}", 19, "at.weekday", None, "Did you mean `sunday`?"),
    ("at: {time: 9}", 16, "at.time", '"9" is not a time of day.', 'Write it quoted, from "00:00" to "23:59".'),
    ("at: {weekday:monday}", 10, "at.weekday:monday", "there is no such setting.", "A space is missing after `weekday:`."),
    ("at: {time '09:00'}", 10, "at.time '09:00'", "there is no such setting.", "A colon is missing after `time`."),
    ("timezone: “UTC”", 15, "timezone", '"“UTC”" is not a time zone.', "Use straight quotes, \" or ', instead of curly ones."),
    ("nothing_new: ‘wait’", 18, "nothing_new", None, "Use straight quotes, \" or ', instead of curly ones."),
    ("mention_role: “123456789012345678”", 19, "mention_role", None, "Use straight quotes, \" or ', instead of curly ones."),
    ("at: {day: monday}", 10, "at.day", "there is no such setting.", "Known here: `weekday`, `time`."),
    ("mention_role: 123456789012345678", 19, "mention_role", None, 'Write "123456789012345678".'),
    ("mention_role: '@papers'", 19, "mention_role", '"@papers" is not a Discord id, which has 15 to 20 digits.', None),
    ("wait_until: 48", 17, "wait_until", None, 'Did you mean "48h"?'),
    ("backlog: newst", 14, "backlog", None, "Did you mean newest?"),
    ("name: again", 5, "name", "the key is there twice, first in line 2.", "Keep one of them."),
]  # fmt: skip


@pytest.mark.parametrize(
    ("line", "column", "where", "message", "hint"), IN_A_DIGEST, ids=[case[0][:30] for case in IN_A_DIGEST]
)
def test_a_mistake_in_a_digest(line: str, column: int, where: str, message: str | None, hint: str | None) -> None:
    found = problem(digest(line))
    assert (found.line, found.column, found.where) == (4, column, f"digests[0].{where}")
    assert message is None or found.message == message
    assert hint is None or found.hint == hint


ELSEWHERE = [
    ("timezone: UTC\n", (1, 1), "timezone", "It belongs in an entry of `digests`."),
    ("token: abc\n", (1, 1), "token", "DISCORD_TOKEN"),
    ("digest: []\n", (1, 1), "digest", "Did you mean `digests`?"),
    ("digests: weekly\n", (1, 10), "digests", 'Write `digests: ["weekly"]`.'),
    ("digests:\n  name: weekly\n", (2, 3), "digests", 'Begin each entry with "- ".'),
    ("digests:\n  - weekly\n", (2, 5), "digests[0]", "`name`, `channels`, `at`, `cron` and so on."),
    ("digests:\n  -\n", (2, 4), "digests[0]", "Its keys are"),
    (
        "digests:\n  - channels: ['123456789012345678']\n",
        (2, 5),
        "digests[0].name",
        'Add it, such as `name: "weekly"`.',
    ),
    (
        "digests:\n  - name: a\n    channels: []\n",
        (3, 15),
        "digests[0].channels",
        'Such as `channels: ["123456789012345678"]`.',
    ),
    ("digests:\n  - name: a\n    channels:\n", (3, 5), "digests[0].channels", "Add it, such as"),
    ("replies: public\n", (1, 10), "replies", "Its keys are `paper`, `week`, `search`, `help`."),
    ("digests:[]\n", (1, 1), "", "A space is missing after `digests:`."),
    ("replies:\n  paper public\n", (2, 3), "replies", "A colon is missing after `paper`."),
    ("logging: {level: verbose}\n", (1, 18), "logging.level", ""),
    ("dataset: {sources: [{name: a, url: 'ftp://x'}]}\n", (1, 36), "dataset.sources[0].url", ""),
    ("dataset: {sources: [{name: a, path: 3}]}\n", (1, 37), "dataset.sources[0].path", 'Write it in quotes: "3".'),
    ("dataset: {sources: [{name: a, path: b, kind: jsnl}]}\n", (1, 46), "dataset.sources[0].kind", "mean `json"),
    ("dataset: {sources: [{name: a}]}\n", (1, 21), "dataset.sources[0]", "Say where the list is"),
    (
        "dataset: {sources: [{name: a, path: b, columns: c}]}\n",
        (1, 49),
        "dataset.sources[0].columns",
        'Such as `columns: {"',
    ),
    (
        "dataset: {sources: [{name: a, path: b, columns: {titel: c}}]}\n",
        (1, 50),
        "dataset.sources[0].columns.titel",
        "`title`",
    ),
    (
        "dataset: {sources: [{name: a, path: b, columns: {Titel: title}}]}\n",
        (1, 50),
        "dataset.sources[0].columns.Titel",
        'Write `title: "Titel"`.',
    ),
    (
        "dataset: {sources: [{name: a, path: b, columns: {qq: c}}]}\n",
        (1, 50),
        "dataset.sources[0].columns.qq",
        "`week`, `title`",
    ),
    ("dataset: {arxiv: {complete: perhaps}}\n", (1, 29), "dataset.arxiv.complete", ""),
    ("dataset: {arxiv: off}\n", (1, 18), "dataset.arxiv", "Write `arxiv: {complete: off}`."),
    ("dataset: {arxiv: false}\n", (1, 18), "dataset.arxiv", "Write `arxiv: {complete: false}`."),
    ("dataset: {arxiv: fast}\n", (1, 18), "dataset.arxiv", "Its keys are `complete`, `url`, `allow_private`."),
    (
        "dataset: {sources: [ours.csv]}\n",
        (1, 21),
        "dataset.sources[0]",
        'Write `{name: our-list, path: "ours.csv"}`.',
    ),
    (
        "dataset: {sources: ['https://a.example/b.md']}\n",
        (1, 21),
        "dataset.sources[0]",
        'Write `{name: our-list, url: "https://a.example/b.md"}`.',
    ),
    (
        "dataset: {sources: ours.csv}\n",
        (1, 20),
        "dataset.sources",
        'Write `sources: [{name: our-list, path: "ours.csv"}]`.',
    ),
    ("dataset: {sources: [true]}\n", (1, 21), "dataset.sources[0]", "Its keys are"),
    ("dataset: {refresh: 1m}\n", (1, 20), "dataset.refresh", "Try 6h."),
    ("- a\n", (1, 1), "", "Begin with `digests:`."),
    ("hello\n", (1, 1), "", "Begin with `digests:`."),
]


@pytest.mark.parametrize(("text", "place", "where", "hint"), ELSEWHERE, ids=[case[0] for case in ELSEWHERE])
def test_a_mistake_anywhere_else(text: str, place: tuple[int, int], where: str, hint: str) -> None:
    found = problem(text)
    assert (found.line, found.column, found.where) == (*place, where)
    assert hint in found.hint
    assert found.message.endswith(".")


@pytest.mark.parametrize(
    "text",
    [
        "dataset: {sources: ['https://ada:hunter2@a.example/b?key=hunter2']}\n",
        "dataset: {sources: 'https://ada:hunter2@a.example/b?key=hunter2'}\n",
        "dataset: {arxiv: 'https://ada:hunter2@a.example/b?key=hunter2'}\n",
        "dataset: {sources: [{name: 'https://ada:hunter2@a.example/b?key=hunter2', path: b}]}\n",
        "dataset: {sources: [{name: a, path: b, kind: 'https://ada:hunter2@a.example/b?key=hunter2'}]}\n",
        "dataset: {sources: [{name: a, url: 'ftp://ada:hunter2@a.example/b?key=hunter2'}]}\n",
        "digests: 'https://ada:hunter2@a.example/b?key=hunter2'\n",
        "'https://ada:hunter2@a.example/b?key=hunter2'\n",
    ],
)
def test_an_address_in_the_wrong_place_is_said_without_its_secrets(text: str) -> None:
    assert "hunter2" not in str(problem(text))


def test_a_switch_is_on_or_off_and_takes_yes_and_no() -> None:
    assert problem("dataset: {arxiv: {complete: perhaps}}\n").message == (
        'must be `true` or `false`, not the text "perhaps".'
    )
    assert problem("dataset: {arxiv: {complete: [a]}}\n").message == "must be `true` or `false`, not a list."
    assert not settings("dataset: {arxiv: {complete: no}}\n").dataset.arxiv.complete


def test_an_error_nobody_foresaw_is_still_a_sentence_with_a_place() -> None:
    error = ErrorDetails(type="date_too_old", loc=("digests", 0), msg="Date is too old", input=object())
    found = problem_of(error, Places())
    assert (found.line, found.column, found.where) == (1, 1, "digests[0]")
    assert found.message == "date is too old."
