"""The settings file, read and checked; everything that is wrong with it at once, each with its place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from bot.errors import SettingsError, SettingsProblem
from bot.settings.conflicts import all_conflicts
from bot.settings.file_text import decode, read_file
from bot.settings.models import DigestSettings, Settings
from bot.settings.values import shown
from bot.settings.wording import problem_at, problem_of
from bot.settings.yaml_nodes import UnreadableYamlError
from bot.settings.yaml_tree import Places, Tree, read_tree

__all__ = ["Loaded", "category_warnings", "load_settings", "parse_settings"]

_MAX_PROBLEMS = 50  # more are one mistake repeated, and drown it


@dataclass(frozen=True, slots=True)
class Loaded:
    """Settings that can be used, what is odd about them, and where in the file each of them stands."""

    settings: Settings = field(default_factory=Settings)
    warnings: tuple[SettingsProblem, ...] = ()
    places: Places = field(default_factory=Places)


def load_settings(path: Path) -> Loaded:
    """Read a settings file; :class:`~bot.errors.SettingsError` with all that is wrong where it cannot be used."""
    return parse_settings(read_file(path), path)


def parse_settings(content: bytes, path: Path) -> Loaded:
    """Check the content of a settings file; ``path`` is for messages only. An empty file means all defaults.

    Raises :class:`~bot.errors.SettingsError`, and nothing else whatever the content.
    """
    try:
        tree = read_tree(decode(content, path))
    except UnreadableYamlError as error:
        raise SettingsError(path, (error.problem,)) from error
    settings, problems = _validated(tree)
    if settings is None or problems:
        raise SettingsError(path, _capped(problems))
    return Loaded(settings, tuple(_without_effect(settings, tree.places)), tree.places)


def category_warnings(loaded: Loaded, known: Iterable[str]) -> tuple[SettingsProblem, ...]:
    """Return a warning for each category that neither arXiv's taxonomy has nor ``known``, the loaded papers' own categories."""
    from bot.arxiv.taxonomy import canonical_code, find_category, nearest_categories  # noqa: PLC0415 - its table is not needed otherwise

    own = sorted(set(known))
    in_use = {canonical_code(category) for category in own}
    warnings = []
    for index, digest in enumerate(loaded.settings.digests):
        for place, category in enumerate(digest.categories):
            if find_category(category) is not None or canonical_code(category) in in_use:
                continue
            near = nearest_categories(category, own)
            hint = f"Did you mean {shown(near[0])}?" if near else "Write an arXiv code such as cs.CL, or its name."
            message = f"{shown(category)} is no category of arXiv's, nor of any paper in the sources."
            warnings.append(problem_at(("digests", index, "categories", place), loaded.places, message, hint))
    return tuple(warnings)


def _validated(tree: Tree) -> tuple[Settings | None, list[SettingsProblem]]:
    settings: Settings | None = None
    conflicts = list(all_conflicts(tree.data))
    problems = list(tree.problems)
    problems += [problem_at(c.path, tree.places, c.message, c.hint, at_key=True) for c in conflicts]
    try:
        settings = Settings.model_validate({} if tree.data is None else tree.data)
    except ValidationError as error:
        said = {conflict.message for conflict in conflicts}
        found = [problem_of(details, tree.places) for details in error.errors(include_url=False) if _meant(details)]
        problems += [problem for problem in found if problem.message not in said]
    return settings, problems


def _meant(error: ErrorDetails) -> bool:
    """Leave out the complaint that a list is too short when all its entries were wrong: each of them is reported itself."""
    return not (error["type"] == "too_short" and error["input"])


def _capped(problems: list[SettingsProblem]) -> tuple[SettingsProblem, ...]:
    """Put the problems into the file's order, the first of very many."""
    ordered = sorted(problems, key=lambda problem: (problem.line, problem.column))
    rest = ordered[_MAX_PROBLEMS:]
    if not rest:
        return tuple(ordered)
    more = SettingsProblem(rest[0].line, rest[0].column, "", f"and {len(rest)} more problems from here on.")
    return (*ordered[:_MAX_PROBLEMS], more)


def _without_effect(settings: Settings, places: Places) -> Iterator[SettingsProblem]:
    """Point out settings that were written down and do nothing."""
    for index, digest in enumerate(settings.digests):
        for name, needed in _needed(digest).items():
            if name in digest.model_fields_set:
                path = ("digests", index, name)
                yield problem_at(path, places, f"has no effect without {needed}.", at_key=True)


def _needed(digest: DigestSettings) -> dict[str, str]:
    """Name the settings of a digest that its other settings make idle, with what they would need."""
    idle = {
        "wait_until": ("`nothing_new: wait`", digest.nothing_new == "wait"),
        "grace": ("`missed: deliver_late`", digest.missed == "deliver_late"),
        "uncategorised": ("`categories`", bool(digest.categories)),
    }
    return {name: needed for name, (needed, given) in idle.items() if not given}
