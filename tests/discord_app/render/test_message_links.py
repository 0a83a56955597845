from __future__ import annotations

from datetime import UTC, datetime

from bot.digests.model import EditionKey, StepState
from bot.digests.reports import EditionRecord
from bot.discord_app.render.message_links import link_to
from tests.factories import SUNDAY

KEY = EditionKey("weekly", 20, SUNDAY)
NOW = datetime(2023, 3, 27, tzinfo=UTC)


def test_leads_to_the_first_message() -> None:
    edition = EditionRecord(KEY, StepState.SENT, (31, 32), NOW)
    assert link_to(edition, 10) == "https://discord.com/channels/10/20/31"


def test_leads_into_the_post_of_a_forum() -> None:
    edition = EditionRecord(KEY, StepState.SENT, (30, 31), NOW, thread_id=30)
    assert link_to(edition, 10) == "https://discord.com/channels/10/30/30"


def test_leads_nowhere_where_nothing_stands() -> None:
    assert link_to(None, 10) is None
    assert link_to(EditionRecord(KEY, StepState.FAILED, (), NOW, reason="No."), 10) is None
