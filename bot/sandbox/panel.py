"""The bar beside the page: what whoever started the sandbox wants to show and to offer there.

The sandbox itself knows nothing of the bot behind the token; its owner puts sections here, and the page shows them.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

__all__ = ["LOG_LINES", "Panel", "PanelAction", "PanelAnswer", "PanelEntry", "Section", "Tone"]

LOG_LINES = 300
"""How many lines of the bot's log are kept."""


class Tone(StrEnum):
    """How an entry is meant."""

    PLAIN = "plain"
    GOOD = "good"
    ODD = "odd"
    BAD = "bad"


@dataclass(frozen=True, slots=True)
class PanelAnswer:
    """What a press in the bar led to: a sentence, the channel that the page shall show then, and how good that is."""

    told: str
    channel_id: int | None = None
    tone: Tone = Tone.GOOD


@dataclass(frozen=True, slots=True)
class PanelAction:
    """A button of an entry. ``run`` may raise :class:`~bot.sandbox.errors.DriverError`, whose sentence is shown in red."""

    key: str
    label: str
    run: Callable[[], Awaitable[PanelAnswer]]


@dataclass(frozen=True, slots=True)
class PanelEntry:
    """A line of the bar. ``code`` is shown word for word; the page counts down to ``due``; ``channel_id`` is linked.

    Where not all of ``code`` has room, its end is in sight if ``from_end``, as of a log, else its beginning.
    """

    key: str
    title: str
    text: str = ""
    tone: Tone = Tone.PLAIN
    due: datetime | None = None
    code: str = ""
    channel_id: int | None = None
    actions: Sequence[PanelAction] = ()
    from_end: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """A group of entries under a heading; sections stand in the order in which their keys were first put."""

    title: str
    entries: tuple[PanelEntry, ...]


class Panel:
    """The sections and the log that the bar shows; ``changed`` is called after every change."""

    def __init__(self, changed: Callable[[], None]) -> None:
        self._changed = changed
        self._sections: dict[str, Section] = {}
        self._log: deque[str] = deque(maxlen=LOG_LINES)

    @property
    def sections(self) -> Mapping[str, Section]:
        """The sections by key, in the order in which they are shown."""
        return self._sections

    @property
    def log_lines(self) -> tuple[str, ...]:
        """The end of the log, oldest line first."""
        return tuple(self._log)

    def put(self, key: str, title: str, entries: Iterable[PanelEntry]) -> None:
        """Show a section, or replace the one of that key."""
        self._sections[key] = Section(title, tuple(entries))
        self._changed()

    def remove(self, key: str) -> None:
        """Take a section away, if it is there."""
        self._sections.pop(key, None)
        self._changed()

    def log(self, *lines: str) -> None:
        """Add lines to the log."""
        self._log.extend(lines)
        self._changed()

    def action(self, section: str, entry: str, action: str) -> PanelAction | None:
        """Return the action that the keys name, None where it is there no longer."""
        entries = self._sections[section].entries if section in self._sections else ()
        actions = (found for one in entries if one.key == entry for found in one.actions)
        return next((found for found in actions if found.key == action), None)
