"""What pictures tell of themselves: those that Chromium wrote and one GIF, of 7 by 5 pixels, and anything else."""

from __future__ import annotations

from base64 import b64decode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.sandbox.world.pictures import picture_of

PNG = b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAcAAAAFCAYAAACJmvbYAAAAHElEQVR4AbTJMQ0AAADCMDL/nsHBPvqWCiJOOQAAAP//Bn0G9AAAAAZJREFUAwA8gxvvdm+93QAAAABJRU5ErkJggg=="
)
JPEG = b64decode("/9j/4AAQSkZJRgABAQAAAQABAAD/wAARCAAFAAcDASIAAhEBAxEB/9k=")
LOSSY = b64decode("UklGRiQAAABXRUJQVlA4IBgAAAAwAQCdASoHAAUAB0CWJaQAA3AA/u9gAAA=")
LOSSLESS = b64decode("UklGRh4AAABXRUJQVlA4TBEAAAAvBgABAAfQhCY0of+BiOh/AAA=")
EXTENDED = b64decode("UklGRjYAAABXRUJQVlA4WAoAAAAgAAAABgAABAAAVlA4IBgAAAAwAQCdASoHAAUAB0CWJaQAA3AA/u9gAAA=")
GIF = b"GIF89a\x07\x00\x05\x00\x00\x00\x00,\x00\x00\x00\x00\x07\x00\x05\x00\x00\x02\x06\x84\x8f\xa9\xcb\xed]\x00;"
KINDS = {PNG: "png", JPEG: "jpeg", LOSSY: "webp", LOSSLESS: "webp", EXTENDED: "webp", GIF: "gif"}


@pytest.mark.parametrize(("data", "kind"), KINDS.items(), ids=["png", "jpeg", "lossy", "lossless", "extended", "gif"])
def test_type_and_size_are_read(data: bytes, kind: str) -> None:
    assert picture_of(data) == (f"image/{kind}", 7, 5)


def test_what_stands_before_the_frame_of_a_jpeg_is_passed_over() -> None:
    before = b"\xff\xfe\x00\x04\xff\xc0" + b"\xff\x01" + b"\xff\xff\xff\xc4\x00\x02"
    assert picture_of(JPEG[:2] + before + JPEG[2:]) == ("image/jpeg", 7, 5)


def test_a_picture_without_a_side_is_none() -> None:
    assert picture_of(GIF[:6] + b"\x00\x00\x05\x00") is None
    assert picture_of(b"RIFF" + bytes(4) + b"WAVEfmt ") is None


@given(st.sampled_from(list(KINDS)), st.data())
def test_what_is_cut_or_broken_is_a_picture_of_some_size_or_none(data: bytes, draw: st.DataObject) -> None:
    end = draw.draw(st.integers(0, len(data)))
    noise = draw.draw(st.binary(max_size=40))
    found = picture_of(data[:end] + noise)
    assert found is None or (found.width > 0 and found.height > 0)


@given(st.binary())
def test_any_other_bytes_are_no_picture(data: bytes) -> None:
    assert picture_of(b"%PDF" + data) is None
