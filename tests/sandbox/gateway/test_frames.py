"""Frames: what is taken for one, how many are taken, and how they are packed."""

from __future__ import annotations

import json
import zlib
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.sandbox.gateway.closing import CloseCode, CloseError
from bot.sandbox.gateway.frames import Encoder, Incoming, Op, decoded, frame
from bot.sandbox.gateway.rules import MAX_PAYLOAD
from tests.sandbox.town import Clock

_MINUTE = timedelta(seconds=60)


def test_a_frame_of_the_gateway_is_numbered_by_none() -> None:
    assert frame(Op.INVALID_SESSION, False) == {"op": 9, "d": False, "s": None, "t": None}


def test_text_and_bytes_are_decoded() -> None:
    assert decoded('{"op": 1, "d": 251}') == (1, 251)
    assert decoded(b'{"op": 1}') == (1, None)


def of_size(size: int) -> str:
    empty = json.dumps({"op": 1, "d": ""})
    return json.dumps({"op": 1, "d": "x" * (size - len(empty))})


def test_a_frame_has_4096_bytes_at_most() -> None:
    assert decoded(of_size(MAX_PAYLOAD))[0] == 1
    with pytest.raises(CloseError, match="4097 bytes of at most 4096") as refused:
        decoded(of_size(MAX_PAYLOAD + 1))
    assert refused.value.code is CloseCode.DECODE_ERROR


def test_bytes_are_counted_and_not_characters() -> None:
    with pytest.raises(CloseError, match="bytes of at most"):
        decoded(json.dumps({"op": 1, "d": "ä" * 3000}, ensure_ascii=False))


def taken_as(raw: str | bytes) -> tuple[int, object] | CloseCode:
    try:
        return decoded(raw)
    except CloseError as error:
        return error.code


@given(st.text() | st.binary())
def test_anything_is_a_frame_or_refused(raw: str | bytes) -> None:
    outcome = taken_as(raw)
    assert outcome is CloseCode.DECODE_ERROR or isinstance(outcome, tuple)


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@given(_JSON, st.sampled_from(["op", "d", "x"]))
def test_a_frame_is_what_has_a_number_as_opcode(value: Any, key: str) -> None:
    outcome = taken_as(json.dumps({key: value}))
    assert isinstance(outcome, tuple) is (key == "op" and type(value) is int)


@pytest.mark.parametrize(
    "raw", ["", "[]", "1", "null", '"op"', "{}", '{"op": "1"}', '{"op": null}', '{"op": true}', "[" * 4000]
)
def test_what_has_no_opcode_is_refused(raw: str) -> None:
    with pytest.raises(CloseError):
        decoded(raw)


def test_120_frames_a_minute_are_taken() -> None:
    clock = Clock()
    incoming = Incoming(120, _MINUTE, clock)
    for _ in range(120):
        incoming.count()
    clock.turn(seconds=59.9)
    with pytest.raises(CloseError) as refused:
        incoming.count()
    assert refused.value.code is CloseCode.RATE_LIMITED
    clock.turn(seconds=0.1)
    incoming.count()


def test_frames_may_go_uncounted() -> None:
    incoming = Incoming(None, _MINUTE, Clock())
    for _ in range(1000):
        incoming.count()


LARGE: dict[str, Any] = {"op": 0, "d": {"words": "word " * 1000}}
SMALL: dict[str, Any] = {"op": 11}


def test_text_is_sent_as_it_is() -> None:
    assert json.loads(Encoder(None).encode(LARGE)) == LARGE


def test_a_stream_is_one_context_and_each_frame_ends_with_a_flush() -> None:
    encoder, inflate = Encoder("zlib-stream"), zlib.decompressobj()
    packed = [encoder.encode(LARGE) for _ in range(3)]
    for one in packed:
        assert isinstance(one, bytes)
        assert one.endswith(b"\x00\x00\xff\xff")
        assert json.loads(inflate.decompress(one)) == LARGE
    # What was sent before helps to say it again.
    assert len(packed[1]) < len(packed[0])


def test_payloads_are_compressed_each_by_itself_and_only_large_ones() -> None:
    encoder = Encoder(None)
    encoder.compress_payloads()
    assert json.loads(encoder.encode(SMALL)) == SMALL
    for _ in range(2):
        packed = encoder.encode(LARGE)
        assert isinstance(packed, bytes)
        assert json.loads(zlib.decompress(packed)) == LARGE


@pytest.mark.parametrize("transport", ["zlib-stream", "zstd-stream"])
def test_payloads_are_not_compressed_twice(transport: str) -> None:
    encoder = Encoder(transport)
    before = Encoder(transport).encode(LARGE)
    encoder.compress_payloads()
    assert encoder.encode(LARGE) == before
