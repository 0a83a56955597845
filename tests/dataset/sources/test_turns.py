from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from bot.dataset.parsed import Parsed
from bot.dataset.sources.turns import in_turn
from bot.errors import TableError


def test_of_texts_that_come_at_once_each_waits_for_the_one_before() -> None:
    inside, most = 0, 0
    begun = threading.Event()

    def read(text: str, source: str) -> Parsed:
        nonlocal inside, most
        inside += 1
        most = max(most, inside)
        # Whoever does not wait has the time to come in.
        begun.wait(0.02)
        inside -= 1
        return Parsed(())

    readers = [in_turn(read) for _ in range(4)]
    with ThreadPoolExecutor(4) as threads:
        list(threads.map(lambda reader: reader("", "list"), readers))
    assert most == 1


def test_a_text_that_cannot_be_read_ends_its_turn() -> None:
    def read(text: str, source: str) -> Parsed:
        if not text:
            raise TableError(source, "it is empty", "a table")
        return Parsed(())

    with pytest.raises(TableError):
        in_turn(read)("", "list")
    assert in_turn(read)("text", "list") == Parsed(())
