from __future__ import annotations

import gzip
import time
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.dataset.unpack import BrokenOffError, TooLargeError, unpacked


@given(st.lists(st.binary(max_size=300), max_size=5))
def test_what_was_packed_comes_out(parts: list[bytes]) -> None:
    packed = b"".join(gzip.compress(part) for part in parts)
    whole = b"".join(parts)
    assert unpacked(packed, len(whole)) == whole
    if whole:
        with pytest.raises(TooLargeError):
            unpacked(packed, len(whole) - 1)


def test_zeros_that_fill_up_a_block_are_passed_over() -> None:
    assert unpacked(gzip.compress(b"text") + b"\0" * 100, 100) == b"text"


@given(st.binary(max_size=200), st.data())
def test_no_cut_goes_unseen(text: bytes, data: st.DataObject) -> None:
    packed = gzip.compress(text)
    cut = data.draw(st.integers(1, len(packed) - 1))
    with pytest.raises(BrokenOffError):
        unpacked(packed[:cut], 1000)


@given(st.binary(min_size=1))
def test_rubbish_is_refused(rubbish: bytes) -> None:
    with pytest.raises((BrokenOffError, TooLargeError)):
        unpacked(b"!" + rubbish, 1000)


def test_a_changed_byte_is_told_by_the_checksum() -> None:
    packed = bytearray(gzip.compress(b"text"))
    packed[-8] ^= 1
    with pytest.raises(BrokenOffError, match="incorrect data check"):
        unpacked(bytes(packed), 100)


def test_plain_deflate_is_not_gzip() -> None:
    with pytest.raises(BrokenOffError):
        unpacked(zlib.compress(b"text"), 100)


def test_a_bomb_costs_what_is_wanted_of_it_not_what_it_holds() -> None:
    bomb = gzip.compress(b"\0" * 200_000_000, compresslevel=1)
    began = time.process_time()
    with pytest.raises(TooLargeError):
        unpacked(bomb, 10_000)
    assert time.process_time() - began < 0.1


def test_a_million_empty_members_are_not_opened_one_by_one() -> None:
    began = time.process_time()
    with pytest.raises(TooLargeError):
        unpacked(gzip.compress(b"") * 800_000, 1000)
    assert time.process_time() - began < 2
