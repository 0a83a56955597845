"""Asking the sources from the command line, and how they stand after it."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import partial

from bot.app.rooms import open_library, utc_now
from bot.dataset import Loaded, Progress
from bot.models import Change, Complaint, SourceReport
from bot.settings.environment import Environment
from bot.settings.loader import load_settings
from bot.settings.models import DatasetSettings

__all__ = ["OFFLINE", "Account", "account", "refresh_sources"]

OFFLINE = "PAPERBOY_OFFLINE is set: no address was asked, the last copies serve, and files were read anew."
"""What an admin is told where the environment says so."""

_ARXIV = "arXiv"


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """How the sources stand. ``changes`` are newest first: those of a refresh, or the latest of all.

    ``incomplete`` papers wait for what arXiv can tell of them, none if the settings do not want that; ``completed`` have got it
    just now, and ``arxiv_problem`` is in words what kept the others from it. ``offline`` tells that no address was asked because
    the environment says so, ``stopped`` that somebody did not wait for the end.
    """

    sources: tuple[SourceReport, ...]
    complaints: tuple[Complaint, ...]
    changes: tuple[Change, ...]
    incomplete: int = 0
    completed: int = 0
    arxiv_problem: str = ""
    offline: bool = False
    stopped: bool = False

    @property
    def failing(self) -> bool:
        """Whether a source has a problem."""
        return any(report.problem for report in self.sources)


def account(loaded: Loaded, changes: Iterable[Change], environment: Environment, settings: DatasetSettings) -> Account:
    """Return how the sources stand by what was loaded.

    What the last good copy of a failing source has to be mended of is left out: it is of no use while that is not to be had.
    """
    failing = {report.name for report in loaded.sources if report.problem}
    return Account(
        sources=loaded.sources,
        complaints=tuple(complaint for complaint in loaded.complaints if complaint.source not in failing),
        changes=tuple(changes),
        incomplete=loaded.incomplete if settings.arxiv.complete else 0,
        offline=environment.offline,
    )


async def refresh_sources(environment: Environment, *, accept: bool, progress: Progress) -> Account:
    """Ask all sources for newer papers, then arXiv for what papers lack; ``progress`` is told of the latter as ``arXiv``.

    With ``accept`` a list that shrank by half serves all the same. Cut off by Ctrl-C, it returns what there is by then. Raises
    SettingsError.
    """
    settings = (await asyncio.to_thread(load_settings, environment.config)).settings.dataset
    library = open_library(environment, settings)
    begun = utc_now()
    changes: tuple[Change, ...] = ()
    stopped = False
    try:
        await asyncio.to_thread(library.load_local)
        loaded = await library.refresh(accept=accept, progress=progress)
        # The library's are oldest first, as they came about.
        changes = loaded.changes[::-1]
        await library.complete(partial(progress, _ARXIV))
    except asyncio.CancelledError:
        stopped = True
        changes = changes or tuple(change for change in library.changes() if change.at >= begun)
    finally:
        await library.aclose()
    told = account(library.combined(), changes, environment, settings)
    return replace(told, completed=library.completed, arxiv_problem=library.arxiv_problem, stopped=stopped)
