"""The settings file, read and checked; everything that is wrong with it at once, each with its place."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from bot.errors import SettingsError, SettingsProblem
from bot.settings.conflicts import Conflict
from bot.settings.file_conflicts import all_conflicts
from bot.settings.file_text import decode, read_file
from bot.settings.models import Settings
from bot.settings.values import shown
from bot.settings.without_effect import without_effect
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
    settings, errors = _validated(tree)
    conflicts = list(all_conflicts(tree.data))
    if settings is None or conflicts or tree.problems:
        raise SettingsError(path, _problems(tree, conflicts, errors))
    return Loaded(settings, tuple(without_effect(settings, tree.places)), tree.places)


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


def _validated(tree: Tree) -> tuple[Settings | None, list[ErrorDetails]]:
    try:
        return Settings.model_validate({} if tree.data is None else tree.data), []
    except ValidationError as error:
        return None, error.errors(include_url=False)


def _problems(tree: Tree, conflicts: list[Conflict], errors: list[ErrorDetails]) -> tuple[SettingsProblem, ...]:
    """Put everything that is wrong into the file's order, the first of very many; only those are worth a search for hints."""
    places = tree.places
    certain = list(tree.problems)
    certain += [problem_at(c.path, places, c.message, c.hint, at_key=True) for c in conflicts]
    said = {conflict.message for conflict in conflicts}
    news = sorted(
        (error for error in errors if _is_news(error, said)), key=lambda error: places.find(error["loc"]).value
    )
    found = certain + [problem_of(error, places) for error in news[:_MAX_PROBLEMS]]
    shown_first = sorted(found, key=lambda problem: (problem.line, problem.column))[:_MAX_PROBLEMS]
    rest = len(certain) + len(news) - len(shown_first)
    if rest:
        last = shown_first[-1]
        shown_first.append(SettingsProblem(last.line, last.column, "", f"and {rest} more from here on."))
    return tuple(shown_first)


def _is_news(error: ErrorDetails, said: set[str]) -> bool:
    """Leave out conflicts that were found already, and that a list is too short when each of its entries is reported itself."""
    if error["type"] == "too_short":
        return not error["input"]
    return getattr(error.get("ctx", {}).get("error"), "message", None) not in said
