from __future__ import annotations

import os
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.dataset.cache import Copy, CopyCache, CorruptCopyError

URL = "https://lists.example/papers.md?key=secret"
COPY = Copy(
    URL, "| a |\r\n\n\x00é".encode(), datetime(2023, 4, 1, 12, 30, tzinfo=UTC), 'W/"1"', "Sat, 01 Apr 2023 00:00:00 GMT"
)


@pytest.fixture
def cache(tmp_path: Path) -> CopyCache:
    return CopyCache(tmp_path / "not" / "there" / "yet")


def test_what_is_stored_is_loaded(cache: CopyCache) -> None:
    cache.store(COPY)
    assert cache.load(URL) == COPY


def test_nothing_is_there_at_first_and_asking_makes_no_folder(cache: CopyCache) -> None:
    assert cache.load(URL) is None
    assert not cache.path(URL).parent.exists()


def test_the_newest_replaces_the_one_before_and_leaves_nothing_behind(cache: CopyCache) -> None:
    cache.store(COPY)
    cache.store(replace(COPY, body=b"new"))
    assert cache.load(URL) == replace(COPY, body=b"new")
    assert list(cache.path(URL).parent.iterdir()) == [cache.path(URL)]


def test_addresses_do_not_share_a_copy(cache: CopyCache) -> None:
    cache.store(COPY)
    assert cache.load(URL + "2") is None


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such permissions")
def test_nobody_else_reads_an_address_that_may_hold_a_key(cache: CopyCache) -> None:
    cache.store(COPY)
    assert cache.path(URL).stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    "damage",
    [
        lambda raw: b"",
        lambda raw: raw[:-1],
        lambda raw: raw + b"x",
        lambda raw: raw[:20],
        lambda raw: raw.replace(b"\n", b" ", 1),
        lambda raw: b"[]" + raw[raw.index(b"\n") :],
        lambda raw: raw.replace(b"+00:00", b""),
        lambda raw: raw.replace(b"2023-04", b"2023-99"),
        lambda raw: raw.replace(b"key=secret", b"key=public"),
        lambda raw: b"\xff" + raw,
    ],
    ids=[
        "empty",
        "cut",
        "longer",
        "half a head",
        "no head",
        "other head",
        "naive",
        "no date",
        "other address",
        "bytes",
    ],
)
def test_a_damaged_copy_is_told_from_a_whole_one(cache: CopyCache, damage: object) -> None:
    cache.store(COPY)
    path = cache.path(URL)
    assert callable(damage)
    path.write_bytes(damage(path.read_bytes()))
    with pytest.raises(CorruptCopyError):
        cache.load(URL)


@given(st.data())
def test_no_flipped_byte_goes_unseen(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    cache = CopyCache(tmp_path_factory.getbasetemp() / "flipped")
    cache.store(COPY)
    raw = bytearray(cache.path(URL).read_bytes())
    place = data.draw(st.integers(raw.index(b"\n") + 1, len(raw) - 1))
    raw[place] ^= data.draw(st.integers(1, 255))
    cache.path(URL).write_bytes(raw)
    with pytest.raises(CorruptCopyError):
        cache.load(URL)


def test_a_write_that_fails_leaves_the_old_copy_whole(cache: CopyCache, monkeypatch: pytest.MonkeyPatch) -> None:
    cache.store(COPY)

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space left"):
        cache.store(replace(COPY, body=b"new"))
    assert cache.load(URL) == COPY
    assert list(cache.path(URL).parent.iterdir()) == [cache.path(URL)]


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(OSError, match="file"):
        CopyCache(tmp_path / "file" / "cache").store(COPY)
