"""A list that has a page at an address for each year, as the living one has."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence

from bot.dataset.policy import FetchPolicy
from bot.dataset.reading import PLAINLY, Asking, Reading
from bot.dataset.sources.address import NOT_ASKED
from bot.dataset.sources.answers import Answer
from bot.dataset.sources.copied import CopiedText
from bot.dataset.sources.years import joined_years, years_from
from bot.errors import SourceError
from bot.models import Complaint
from bot.settings.addresses import without_secrets

__all__ = ["PagesSource"]

_AT_ONCE = 2
"""Pages that are asked of a server at the same time; browsers take six."""


class PagesSource:
    """Pages of ``url``, which holds ``{year}``, from ``first_year`` to the present one; ``text`` makes that of one year.

    Each page has its own copy and is judged by itself, so one that fails leaves the others their news. That there is no page
    yet of a year after the newest is no problem.
    """

    def __init__(
        self,
        name: str,
        url: str,
        *,
        first_year: int,
        policy: FetchPolicy,
        text: Callable[[int, str], CopiedText],
    ) -> None:
        self.name = name
        self.origin = without_secrets(url)
        self._url = url
        self._first_year = first_year
        self._policy = policy
        self._make = text
        self._texts: dict[int, CopiedText] = {}

    def local(self) -> Reading:
        """Read the copies on disk; without any, the source is empty until it is asked."""
        read = {year: self._text(year).local() for year in self._years()}
        answers = {year: answer for year, answer in read.items() if answer is not None}
        return joined_years(self.name, answers) if answers else Reading(problem=NOT_ASKED)

    async def ask(self, asking: Asking = PLAINLY) -> Reading:
        """Ask for every page, newest first and few at once; pages that the policy's ``whole`` does not suffice for are left."""
        years = self._years()
        if not years:
            problem = f"`first_year` is {self._first_year}, which has not begun"
            return Reading(complaints=(Complaint(self.name, 0, problem),), problem=problem)
        answers: dict[int, Answer] = {}
        few = asyncio.Semaphore(_AT_ONCE)
        until = asyncio.get_running_loop().time() + self._policy.whole

        async def ask(year: int) -> None:
            async with few:
                answers[year] = await self._answer(year, asking, until)
            asking.step(len(answers), len(years))

        async with asyncio.TaskGroup() as group:
            for year in years:
                group.create_task(ask(year))
        return await asyncio.to_thread(joined_years, self.name, answers)

    async def _answer(self, year: int, asking: Asking, until: float) -> Answer:
        text = self._text(year)
        if asyncio.get_running_loop().time() < until:
            return await text.ask(accept=asking.accept, until=until)
        last = await asyncio.to_thread(text.local)
        reason = f"not asked this time, as the server took {self._policy.whole:g} s over the pages before"
        return Answer(last.reading if last else Reading(), SourceError(self.name, reason))

    def _years(self) -> Sequence[int]:
        return years_from(self._first_year, self._policy.clock())

    def _text(self, year: int) -> CopiedText:
        if year not in self._texts:
            self._texts[year] = self._make(year, self._url.replace("{year}", str(year)))
        return self._texts[year]
