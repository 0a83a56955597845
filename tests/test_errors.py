"""The tree of errors as it is drawn, and what each says to whoever can act on it."""

from __future__ import annotations

import re
from inspect import getmembers, isclass
from pathlib import Path

import pytest

from bot import errors

DRAWN = re.compile(r"^    (?P<depth>[│ ├└─]*)(?P<name>[A-Z][A-Za-z]+Error)\b", re.MULTILINE)


def drawn_parents() -> dict[str, str]:
    """Return each error of the docstring's tree with the one it hangs on."""
    above: dict[int, str] = {}
    parents = {}
    for match in DRAWN.finditer(errors.__doc__ or ""):
        depth = len(match["depth"]) // 4
        above[depth] = match["name"]
        parents[match["name"]] = above[depth - 1] if depth else "Exception"
    return parents


def test_the_tree_is_drawn_as_it_is() -> None:
    real = {
        name: kind.__base__.__name__
        for name, kind in getmembers(errors, isclass)
        if issubclass(kind, Exception) and kind.__base__ is not None
    }
    assert drawn_parents() == real
    assert set(real) | {"SettingsProblem"} == set(errors.__all__)


@pytest.mark.parametrize(
    ("problem", "said"),
    [
        (errors.SettingsProblem(4, 5, "digests[0]", "is wrong.", "Mend it."), "a.yaml:4:5: `digests[0]`: is wrong. Mend it."),
        (errors.SettingsProblem(4, 5, "", "a tab."), "a.yaml:4:5: a tab."),
        (errors.SettingsProblem(0, 0, "", "there is no such file."), "a.yaml: there is no such file."),
    ],
)  # fmt: skip
def test_a_problem_is_one_line_that_editors_can_jump_to(problem: errors.SettingsProblem, said: str) -> None:
    assert problem.text(Path("a.yaml")) == said


def test_settings_errors_hold_every_problem() -> None:
    problems = tuple(errors.SettingsProblem(line, 1, "", f"wrong {line}.") for line in (3, 7))
    error = errors.SettingsError(Path("a.yaml"), problems)
    assert (error.file, error.problems) == (Path("a.yaml"), problems)
    assert str(error) == "a.yaml:3:1: wrong 3.\na.yaml:7:1: wrong 7."


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (errors.EnvironmentVariableError("X", "is not set."), "X: is not set."),
        (errors.SourceError("ours", "the text is not UTF-8"), "ours: the text is not UTF-8"),
        (errors.TableError("ours", "it is empty", "a table"), "ours: it is empty. Expected a table."),
        (errors.DigestNotFoundError("wekly", ("weekly",)), "No digest is called `wekly`. Did you mean `weekly`?"),
        (errors.DigestNotFoundError("x", ()), "No digest is called `x`. The settings name them under `digests`."),
        (
            errors.DigestChannelError("weekly", 1, (2, 3)),
            "The digest `weekly` does not post to channel 1, but to 2, 3.",
        ),
        (errors.MessageTooLargeError(4001, 4000, "characters"), "a message has 4001 characters; Discord takes 4000"),
        (errors.UnreachableError("Discord is down.", retry_after=3), "Discord is down."),
    ],
)
def test_each_makes_its_own_message(error: errors.PaperboyError, said: str) -> None:
    assert str(error) == said
