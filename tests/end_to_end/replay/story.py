"""Seven months of a list, from its one page in September 2023 to a flood in March 2024, commit by commit.

Weeks end on Sundays. Digests are due on Mondays at nine, UTC.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import Enum, auto

from tests.end_to_end.replay.curator import Curator, Revision

__all__ = ["BEGIN", "DUE", "WAIT", "WEATHER", "Kind", "Moment", "Weather", "moments", "revisions"]

WEEK = timedelta(weeks=1)
FIRST = date(2023, 9, 10)


def at(month: int, day: int, hour: int, minute: int = 0) -> datetime:
    """Return a moment of the story, whose months from September on are those of 2023."""
    return datetime(2023 if month > 8 else 2024, month, day, hour, minute, tzinfo=UTC)


BEGIN = at(9, 29, 12)
"""When the bot is started for the first time."""

DUE = tuple(at(10, 2, 9) + number * WEEK for number in range(30))

WAIT = timedelta(hours=60)
"""How long one of the digests waits for a new week."""


@dataclass(frozen=True)
class Weather:
    """How the server answers from one moment to another: ``500``, ``429`` or ``broken off``."""

    begin: datetime
    end: datetime
    kind: str


WEATHER = (
    Weather(at(10, 16, 8), at(10, 16, 10), "429"),
    Weather(at(12, 10, 18), at(12, 11, 23), "500"),
    Weather(at(12, 25, 8), at(12, 25, 10), "broken off"),
)


class Kind(Enum):
    """What a moment is that something comes of."""

    DUE = auto()
    DEADLINE = auto()  # nobody waits for a new week any longer
    REVISION = auto()  # the list was changed half an hour ago
    CALM = auto()  # a server that was ill is well again
    FOLLOWED = auto()  # the admin wrote the list's new address, with the year in it, into the settings


@dataclass(frozen=True)
class Moment:
    """A moment of the story at which the bot is looked at."""

    at: datetime
    kind: Kind
    what: str = ""


def moments(published: Iterable[Revision]) -> tuple[Moment, ...]:
    """Return all moments in their order. What comes on the evening before a due time is noticed only then."""
    half, night = timedelta(minutes=30), timedelta(hours=14)
    noticed = [one for one in published if one.at > BEGIN and not any(due - night < one.at < due for due in DUE)]
    found = [
        *(Moment(due, Kind.DUE) for due in DUE),
        *(Moment(due + WAIT, Kind.DEADLINE) for due in DUE if at(1, 15, 9) <= due < at(2, 5, 9)),
        *(Moment(one.at + half, Kind.REVISION, one.what) for one in noticed),
        *(Moment(one.end + half, Kind.CALM, one.kind) for one in WEATHER),
        Moment(at(11, 14, 15), Kind.FOLLOWED),
    ]
    return tuple(sorted(found, key=lambda moment: moment.at))


def revisions() -> tuple[Revision, ...]:
    """Return all states of the list, oldest first."""
    curator = Curator()
    for number in range(3):
        curator.add(FIRST + number * WEEK)
    curator.publish(at(9, 25, 20), "three weeks, on one page")
    _october(curator)
    _another_layout(curator)
    _accidents(curator)
    _new_year(curator)
    return tuple(curator.revisions)


def _october(curator: Curator) -> None:
    curator.add(date(2023, 10, 1))
    curator.publish(at(10, 1, 20), "a week on time")
    curator.add(date(2023, 10, 8))
    curator.publish(at(10, 11, 10, 20), "a week two days late")
    for place in (1, 2):
        # The second is on no arXiv, so that its title is all it is known by.
        curator.retitle(date(2023, 10, 8), place)
    curator.add(date(2023, 10, 15))
    curator.publish(at(10, 15, 20), "typos in a posted week, and a week on time that comes while the server is busy")
    curator.relink(date(2023, 10, 15), 1, "2310.77777")
    curator.publish(at(10, 17, 12), "a link corrected")
    curator.relink(date(2023, 10, 15), 2, "2310.88888")
    curator.publish(at(10, 18, 12), "an arXiv id found later")
    curator.join(date(2023, 10, 15))
    curator.publish(at(10, 20, 12), "a paper added late")
    curator.add(date(2023, 10, 22), as_written=date(2023, 10, 21))
    curator.publish(at(10, 22, 20), "a week with its date a day too early")
    curator.redate(date(2023, 10, 22), date(2023, 10, 22))
    curator.publish(at(10, 24, 12), "that date corrected by a day")
    curator.add(date(2023, 10, 29), as_written=date(2023, 11, 5))
    curator.publish(at(10, 29, 20), "a week with its date a week too late")
    curator.redate(date(2023, 10, 29), date(2023, 10, 29))
    curator.publish(at(11, 1, 12), "that date corrected by a week")


def _another_layout(curator: Curator) -> None:
    curator.add(date(2023, 11, 5))
    curator.name = "AI"
    curator.publish(at(11, 5, 20), "headings renamed, with the week that really has the mistaken date")
    curator.by_years = True
    curator.publish(at(11, 9, 12), "a page for each year, and an index in place of the one page")
    curator.add(date(2023, 11, 12))
    curator.publish(at(11, 12, 20), "a week on time, where nobody looks yet")
    curator.add(date(2023, 11, 19))
    curator.break_row(date(2023, 11, 19), 2)
    curator.publish(at(11, 19, 20), "a week with a broken row")
    curator.break_row(date(2023, 11, 19), 2, broken=False)
    curator.publish(at(11, 21, 12), "the row mended")


def _accidents(curator: Curator) -> None:
    curator.add(date(2023, 11, 26))
    curator.hidden = {week for week in curator.written if week < date(2023, 11, 5)}
    curator.publish(at(11, 26, 20), "a week on time, but half of the page gone", mistaken=True)
    curator.hidden = set()
    curator.publish(at(11, 28, 12), "the page whole again")
    curator.add(date(2023, 12, 3))
    curator.hidden = {date(2023, 10, 15)}
    curator.publish(at(12, 3, 20), "a week on time, and an old one vanished")
    curator.hidden = {date(2023, 12, 3)}
    curator.publish(at(12, 6, 12), "that one back, the newest vanished")
    curator.hidden = set()
    curator.publish(at(12, 8, 12), "all there")


def _new_year(curator: Curator) -> None:
    for day in (10, 17, 24, 31):
        curator.add(date(2023, 12, day))
        curator.publish(at(12, day, 20), "a week on time")
    curator.add(date(2024, 1, 7))
    curator.publish(at(1, 7, 20), "the first week of a new year, and its page")
    for number in range(1, 11):
        curator.add(date(2024, 1, 7) + number * WEEK)
    curator.publish(at(3, 20, 12), "after ten weeks of silence, ten weeks")
    curator.retitle(date(2024, 3, 17), 3)
    curator.publish(at(4, 10, 12), "a typo in a week that was posted, here or there, long ago")
