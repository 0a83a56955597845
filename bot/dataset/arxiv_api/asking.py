"""One question to arXiv, and what may come of it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from bot.dataset.arxiv_api.atom import Answer, GarbledAnswerError, RateExceededError, read_answer
from bot.dataset.policy import FetchPolicy
from bot.errors import PrivateAddressError, SourceError

if TYPE_CHECKING:
    import httpx

    from bot.dataset.fetch import Fetcher

__all__ = ["ArxivAddress", "FailedError", "StoppedError"]

_NAME = "arXiv"


class FailedError(Exception):
    """There was no answer, but there may be soon; ``reason`` is for the admin."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


class StoppedError(Exception):
    """There is no use in asking again now; ``wait`` is for how many seconds arXiv asked to be left alone, 0 if it did not say."""

    def __init__(self, reason: str, wait: float = 0.0) -> None:
        self.reason = reason
        self.wait = wait
        super().__init__(reason)


class ArxivAddress:
    """The API at ``url``; see Completer for the rest."""

    def __init__(
        self, client: Callable[[], httpx.AsyncClient], url: str, policy: FetchPolicy, *, allow_private: bool
    ) -> None:
        self._client = client
        self._url = url
        self._policy = policy
        self._allow_private = allow_private

    async def ask(self, ids: Sequence[str]) -> Answer:
        """Ask once for the papers with these ids. Raise FailedError or StoppedError if that came to nothing."""
        fetcher = await asyncio.to_thread(self._fetcher)
        try:
            copy = await fetcher.fetch(_NAME, self._question(ids), allow_private=self._allow_private)
        except SourceError as error:
            return _refusal(error)
        try:
            return await asyncio.to_thread(read_answer, copy.body)
        except RateExceededError:
            raise StoppedError("it says that it was asked too often") from None
        except GarbledAnswerError as error:
            raise FailedError(str(error)) from error

    def _fetcher(self) -> Fetcher:
        # Imports httpx, which takes a while; see there.
        from bot.dataset.fetch import Fetcher  # noqa: PLC0415

        return Fetcher(self._client(), self._policy)

    def _question(self, ids: Sequence[str]) -> str:
        # Without max_results arXiv answers for ten.
        query = urlencode({"id_list": ",".join(ids), "max_results": len(ids)}, safe=",/")
        return f"{self._url}{'&' if '?' in self._url else '?'}{query}"


def _refusal(error: SourceError) -> Answer:
    """Return the answer that a failure means, or raise what it comes to."""
    if error.status == HTTPStatus.BAD_REQUEST:
        # One of the ids is not to arXiv's liking.
        return Answer((), error.reason)
    busy = error.status == HTTPStatus.TOO_MANY_REQUESTS or error.wait > 0
    hopeless = error.status is not None and error.status < HTTPStatus.INTERNAL_SERVER_ERROR
    if busy or hopeless or isinstance(error, PrivateAddressError):
        raise StoppedError(error.reason, error.wait) from error
    raise FailedError(error.reason) from error
