from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.digests.model import DigestContent, EditionKey, Marker, Part, StepState
from bot.digests.reports import (
    ChannelStatus,
    Correction,
    DigestStatus,
    EditionRecord,
    Outcome,
    PostResult,
    Preview,
    RunRecord,
)
from bot.terminal.digests import draw_post, draw_preview, draw_statuses
from tests.factories import SUNDAY, make_week
from tests.terminal.screen import drawn

NOW = datetime(2023, 3, 27, 9, tzinfo=UTC)
CHANNEL = 123456789012345678
EDITION = EditionRecord(EditionKey("weekly", CHANNEL, SUNDAY), StepState.SENT, (1,), NOW)


def test_a_status_tells_next_and_last_with_the_reason() -> None:
    run = RunRecord("weekly", CHANNEL, NOW, Outcome.FAILED, NOW, SUNDAY, "the bot lacks Send Messages")
    status = DigestStatus("weekly", NOW, (ChannelStatus(CHANNEL, run, None, SUNDAY),))
    shown = drawn(draw_statuses([status], UTC), width=140)
    for expected in (
        "weekly",
        str(CHANNEL),
        "Mon 27 Mar 2023 09:00 UTC",
        "week to 2023-03-26",
        "failed",
        "Send Messages",
    ):
        assert expected in shown


def test_what_keeps_the_next_run_as_it_kept_the_last_is_said_once() -> None:
    run = RunRecord("weekly", CHANNEL, NOW, Outcome.WAITING, NOW, None, "no newer week")
    status = DigestStatus("weekly", NOW, (ChannelStatus(CHANNEL, run, None, None, "no newer week"),))
    assert drawn(draw_statuses([status], UTC), width=200).count("no newer week") == 1


def test_an_id_stays_in_one_piece_in_a_narrow_terminal() -> None:
    status = DigestStatus("a digest of many words", NOW, (ChannelStatus(CHANNEL, None, None, SUNDAY, "a long reason"),))
    assert str(CHANNEL) in drawn(draw_statuses([status], UTC), width=70)


def test_a_digest_that_never_ran_and_never_will() -> None:
    shown = drawn(
        draw_statuses([DigestStatus("weekly", None, (ChannelStatus(CHANNEL, None, None, None, "all done"),))], UTC)
    )
    assert "never" in shown
    assert "not yet" in shown
    assert "all done" in shown


@pytest.mark.parametrize(
    ("state", "said"),
    [
        (StepState.SENT, "corrected, week to 2023-03-26, Mon 27 Mar 2023 09:00 UTC"),
        (StepState.FAILED, "not corrected, week to 2023-03-26"),
        (StepState.PLANNED, "being corrected, week to 2023-03-26"),
        (StepState.SENDING, "being corrected, week to 2023-03-26"),
    ],
)
def test_the_newest_correction_is_told(state: StepState, said: str) -> None:
    edition = replace(EDITION, correction=Correction(NOW, state, "It was deleted."))
    channel = ChannelStatus(CHANNEL, None, None, None, last_corrected=edition)
    shown = " ".join(drawn(draw_statuses([DigestStatus("weekly", None, (channel,))], UTC), width=250).split())
    assert said in shown
    assert "It was deleted." in shown


def test_no_digest_says_what_to_do() -> None:
    assert "digests:" in drawn(draw_statuses([]))


def test_a_preview_draws_the_messages() -> None:
    part = Part(Marker("00000000", SUNDAY, 1, 1, 1), {"content": "the digest"})
    content = DigestContent(digest="weekly", week=make_week(), total=3)
    shown = drawn(draw_preview(Preview("weekly", CHANNEL, NOW, content, (part,)), UTC))
    assert "the digest" in shown
    assert "message 1 of 1" in shown


def test_an_empty_preview_says_why() -> None:
    assert "nothing new" in drawn(draw_preview(Preview("weekly", CHANNEL, None, None, reason="nothing new")))


def test_post_now_says_what_happened() -> None:
    assert "delivered" in drawn(draw_post(PostResult("weekly", CHANNEL, Outcome.DELIVERED, EDITION)))
    assert "--again" in drawn(draw_post(PostResult("weekly", CHANNEL, Outcome.DELIVERED, EDITION, already=True)))
    assert "No channel" in drawn(draw_post(PostResult("weekly", CHANNEL, Outcome.FAILED, reason="No channel")))
