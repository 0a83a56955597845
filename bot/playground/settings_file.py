"""Which settings file is played with: the admin's own, or a commented default in the fresh folder."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType

from bot.errors import SettingsError
from bot.playground.town import Kinds
from bot.settings.loader import Loaded, load_settings
from bot.settings.models import Settings

__all__ = ["DEFAULT_KINDS", "DEFAULT_NAMES", "SettingsFile", "choose_file", "is_missing", "unasked", "why_default"]

_TEXT, _FORUM = 100000000000000001, 100000000000000002
DEFAULT_KINDS = Kinds(forums=frozenset({_FORUM}))
DEFAULT_NAMES: Mapping[int, str] = MappingProxyType({_TEXT: "papers", _FORUM: "paper-forum"})

_DEFAULT = f"""\
# Settings to play with. Save this file while you look at the page: what you changed is in force within two seconds.
# Write a mistake, say `timezon:`, and see what you are told. Every key is described in config/README.md.
# This file is gone when the sandbox ends. Your own is config/paperboy.yaml, or what PAPERBOY_CONFIG names; as soon as
# that sets a digest, it is used instead.

digests:
  # The papers of a week, every Monday, in the text channel #papers.
  - name: weekly
    channels: ["{_TEXT}"]         # the channel's id, in quotes; a new one appears on the page
    at: {{weekday: monday, time: "09:00"}}     # local time in:
    timezone: Europe/Berlin
    nothing_new: archive                     # no new week: post the oldest one that was not posted yet
    limit: 10                                # papers, by their place in the week

  # A post of its own for each week in #paper-forum, and only papers of these categories.
  - name: fields
    channels: ["{_FORUM}"]
    at: {{weekday: friday, time: "17:00"}}
    timezone: Europe/Berlin
    categories: [cs.CL, cs.CV, Machine Learning]
    nothing_new: archive

# The papers of each week since 2023. Here it is asked by `sandbox --online` only; else the bot has the papers that come with it.
dataset:
  sources:
    - name: living-list
      kind: weekly pages
      url: "https://raw.githubusercontent.com/dair-ai/AI-Papers-of-the-Week/main/years/{{year}}.md"

# Who sees the answer to a command, unless the member chooses: public or private.
replies:
  search: public
"""


@dataclass(frozen=True, slots=True)
class SettingsFile:
    """The file that is played with.

    ``loaded`` is None where it is the admin's and cannot be used: then it is waited for. ``own`` is the admin's where this is
    the default in its place, ``remark`` says why. ``kinds`` and ``names`` are those of the default's channels. ``online`` tells
    that the sources of papers which it names are asked.
    """

    path: Path
    loaded: Loaded | None
    remark: str = ""
    own: Path | None = None
    kinds: Kinds = field(default_factory=Kinds)
    names: Mapping[int, str] = field(default_factory=dict)
    online: bool = False


def choose_file(own: Path, folder: Path, *, online: bool = False) -> SettingsFile:
    """Return the admin's file ``own``; where there is none, or one without a digest, a default that is written to ``folder``."""
    return replace(_chosen(own, folder), online=online)


def why_default(own: Path, problem: SettingsError | None) -> str:
    """Return why the default is used in place of the admin's file, and until when; ``problem`` is what is wrong with that."""
    if problem is None:
        return f"{own} sets no digest, so a default file is used until it does."
    if is_missing(problem):
        return f"There is no {own}, so a default file is used until there is one with a digest."
    return f"{own} cannot be used as it stands, so a default file is used until it is mended and sets a digest."


def unasked(settings: Settings, *, online: bool) -> str:
    """Return a sentence about the sources of papers that are not asked in the sandbox, "" if none is left out."""
    names = [source.name for source in settings.dataset.sources if source.url is not None]
    if online or not names:
        return ""
    which = (
        f"The source {names[0]} is" if len(names) == 1 else f"The sources {', '.join(names[:-1])} and {names[-1]} are"
    )
    return f"{which} not asked here, so that all starts at once. The option --online asks."


def is_missing(problem: SettingsError) -> bool:
    """Return whether there is no file at all."""
    return isinstance(problem.__cause__, FileNotFoundError)


def _chosen(own: Path, folder: Path) -> SettingsFile:
    try:
        loaded = load_settings(own)
    except SettingsError as error:
        if is_missing(error):
            return _default(folder, own, error)
        return SettingsFile(own.absolute(), None)
    if not loaded.settings.digests:
        return _default(folder, own, None)
    return SettingsFile(own.absolute(), loaded)


def _default(folder: Path, own: Path, problem: SettingsError | None) -> SettingsFile:
    path = folder / "paperboy.yaml"
    path.write_text(_DEFAULT, encoding="utf-8")
    return SettingsFile(path, load_settings(path), why_default(own, problem), own, DEFAULT_KINDS, DEFAULT_NAMES)
