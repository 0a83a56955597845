from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from bot.dataset.replacing import replace_file


def test_the_folder_is_made_and_the_file_replaced(tmp_path: Path) -> None:
    path = tmp_path / "some" / "folder" / "file"
    replace_file(path, b"one")
    replace_file(path, b"two")
    assert path.read_bytes() == b"two"
    assert list(path.parent.iterdir()) == [path]


@pytest.mark.parametrize("refused", ["open", "fsync"])
def test_a_folder_that_cannot_be_synced_is_no_failure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, refused: str
) -> None:
    """As on Windows, and on some network shares; the file has been replaced by then."""
    real_open, real_fsync = os.open, os.fsync

    def open_(path: Path, flags: int, mode: int = 0o777) -> int:
        if refused == "open" and Path(path) == tmp_path:
            raise PermissionError(13, "Permission denied")
        return real_open(path, flags, mode)

    def fsync(descriptor: int) -> None:
        if refused == "fsync" and stat.S_ISDIR(os.fstat(descriptor).st_mode):
            raise OSError(22, "Invalid argument")
        real_fsync(descriptor)

    monkeypatch.setattr(os, "open", open_)
    monkeypatch.setattr(os, "fsync", fsync)
    replace_file(tmp_path / "file", b"one")
    assert (tmp_path / "file").read_bytes() == b"one"


def test_what_cannot_be_replaced_leaves_nothing_behind(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.mkdir()
    with pytest.raises(OSError, match="file"):
        replace_file(path, b"one")
    assert list(tmp_path.iterdir()) == [path]
