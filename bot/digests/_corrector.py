"""Having what was posted say what the list says now: looks for editions whose week was corrected, and plans their edits."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta

from bot.catalog import Catalog
from bot.digests._ledger_revisions import Correctable
from bot.digests.corrections import in_full, revised, revision_of
from bot.digests.courier import Courier
from bot.digests.ledger import Ledger
from bot.digests.model import DigestContent, EditionKey
from bot.digests.reports import EditionRecord
from bot.digests.said import Said, fingerprint
from bot.settings.models import DigestSettings

__all__ = ["Corrector"]

_log = logging.getLogger(__name__)


class Corrector:
    """Looks once for each catalogue, and again while an edition is not in full or being edited; else a call costs a query."""

    def __init__(self, ledger: Ledger, courier: Courier, catalog: Callable[[], Catalog]) -> None:
        self._ledger = ledger
        self._courier = courier
        self._catalog = catalog
        self._looked_by: Catalog | None = None

    def look_again(self) -> None:
        """Look at the next call, whatever the catalogue."""
        self._looked_by = None

    async def correct(self, digests: Sequence[DigestSettings], now: datetime) -> tuple[EditionRecord, ...]:
        """Edit what stands in the channels of these digests and was posted no longer ago than their ``corrections``.

        Return the editions that were to be edited, now or since before, as they stand then.
        """
        catalog = self._catalog()
        if catalog is not self._looked_by:
            # Before the look: whoever asks for another meanwhile gets it.
            self._looked_by = catalog
            judged_all = False
            try:
                # Comparing and rendering would hold up everybody else on the loop, were it for a thousand channels.
                judged_all = await asyncio.to_thread(self._plan, digests, catalog, now)
            finally:
                if not judged_all:
                    self._looked_by = None
        return await self._courier.edit()

    def _plan(self, digests: Iterable[DigestSettings], catalog: Catalog, now: datetime) -> bool:
        """Plan the edits; return whether every edition could be judged."""
        judged_all = True
        limits = {(one.name.casefold(), channel): one.corrections for one in digests for channel in one.channel_ids}
        longest = max(limits.values(), default=timedelta())
        if not longest:
            return judged_all
        contents = _Contents(catalog)
        for one in self._ledger.correctable(now - longest):
            limit = limits.get((one.key.digest.casefold(), one.key.channel_id))
            if limit and now - one.planned_at <= limit:
                try:
                    judged_all &= self._look(one, contents, now)
                except Exception:  # noqa: BLE001 - logged with its traceback; the other editions are corrected
                    _log.exception("%s, week %s, could not be corrected.", one.key.digest, one.key.week)
        return judged_all

    def _look(self, one: Correctable, contents: _Contents, now: datetime) -> bool:
        """Return False where it is too early to say: the edition is not in full, being edited, or just moved."""
        content, print_ = contents.of(one.key, one.saying.said)
        if content is None or print_ == one.saying.fingerprint:
            return True
        steps = self._ledger.steps(one.key)
        if not steps or not in_full(steps):
            return False
        revision = revision_of(steps, self._courier.render(content), self._courier.title(content))
        if not self._ledger.correct(one.key, revision, content, now):
            return False
        if revision.refusal:
            _log.warning("%s in channel %d, week %s: %s", *_named(one.key), revision.refusal)
        elif revision.edits:
            _log.info(
                "%s in channel %d, week %s: corrected at its source; what was posted is edited.", *_named(one.key)
            )
        return True


class _Contents:
    """What editions are to say, worked out once for all channels that were told the same."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog
        self._known: dict[tuple[object, ...], tuple[DigestContent | None, str]] = {}

    def of(self, key: EditionKey, said: Said) -> tuple[DigestContent | None, str]:
        """Return the content with its fingerprint; None if the edition is left alone."""
        same = (key.digest, key.week, key.attempt, said)
        if same not in self._known:
            content = revised(key, said, self._catalog.week_ending(key.week), self._catalog.paper)
            self._known[same] = content, fingerprint(content) if content is not None else ""
        return self._known[same]


def _named(key: EditionKey) -> tuple[str, int, str]:
    return key.digest, key.channel_id, key.week.isoformat()
