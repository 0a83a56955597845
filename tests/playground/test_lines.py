from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.playground.lines import LONGEST, LineSplitter

LINES = st.lists(st.text(st.characters(exclude_characters="\n\r", codec="utf-8"), max_size=40), max_size=8)


def heard(*pieces: bytes) -> list[str]:
    splitter = LineSplitter()
    return [line for piece in pieces for line in splitter.feed(piece)] + splitter.close()


@given(LINES, st.sampled_from(["\n", "\r\n"]), st.data())
def test_lines_are_the_same_however_the_bytes_are_cut(lines: list[str], end: str, data: st.DataObject) -> None:
    whole = "".join(line + end for line in lines).encode()
    places = data.draw(st.lists(st.integers(0, len(whole)), max_size=6).map(sorted))
    pieces = [whole[start:stop] for start, stop in zip([0, *places], [*places, len(whole)], strict=True)]
    assert heard(*pieces) == lines


@given(st.lists(st.binary(max_size=50), max_size=5))
def test_any_bytes_are_lines(pieces: list[bytes]) -> None:
    assert not any("\n" in line for line in heard(*pieces))


def test_what_is_no_utf_8_is_replaced() -> None:
    assert heard(b"caf\xe9\n") == ["caf\N{REPLACEMENT CHARACTER}"]


def test_a_last_line_without_an_end_is_a_line() -> None:
    assert heard(b"one\ntwo") == ["one", "two"]
    assert heard(b"one\n") == ["one"]


def test_half_a_character_at_the_end_is_told() -> None:
    assert heard(b"caf\xc3") == ["caf\N{REPLACEMENT CHARACTER}"]


def test_a_line_is_whole_at_the_limit_and_cut_above_it() -> None:
    assert heard(b"x" * LONGEST + b"\n") == ["x" * LONGEST]
    assert heard(b"x" * (LONGEST + 1) + b"\n") == ["x" * LONGEST + "…"]


def test_an_endless_line_is_not_kept_in_memory() -> None:
    splitter = LineSplitter()
    for _ in range(100):
        splitter.feed(b"x" * LONGEST)
    assert len(splitter._open) <= LONGEST + 1
    assert splitter.feed(b"\nnext\n") == ["x" * LONGEST + "…", "next"]
