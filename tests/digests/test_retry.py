from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.digests.retry import RetryPolicy

POLICY = RetryPolicy(attempts=6, first=2, factor=3, longest=40)


def test_pauses_grow_up_to_the_longest_and_end() -> None:
    assert [POLICY.pause(attempt) for attempt in range(1, 7)] == [2, 6, 18, 40, 40, None]


def test_what_discord_asks_for_is_honoured() -> None:
    assert POLICY.pause(1, retry_after=12.5) == 12.5
    assert POLICY.pause(3, retry_after=0.3) == 18


def test_what_takes_too_long_is_left_for_later() -> None:
    assert POLICY.pause(1, retry_after=41) is None


def test_one_attempt_is_one_attempt() -> None:
    assert RetryPolicy(attempts=1).pause(1) is None


@given(attempt=st.integers(1, 2000), retry_after=st.none() | st.floats(0, 1e6))
def test_no_pause_is_ever_longer_than_the_longest_or_shorter_than_asked(
    attempt: int, retry_after: float | None
) -> None:
    pause = RetryPolicy(attempts=1000).pause(attempt, retry_after)

    assert pause is None or max(2.0, retry_after or 0) <= pause <= 60.0
