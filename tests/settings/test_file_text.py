from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from bot.errors import SettingsError, SettingsProblem
from bot.settings.file_text import decode, read_file


def refusal(path: Path) -> SettingsProblem:
    with pytest.raises(SettingsError) as caught:
        read_file(path)
    (problem,) = caught.value.problems
    assert (problem.line, problem.where) == (0, "")
    assert str(caught.value).startswith(f"{path}: ")
    return problem


def test_the_content_is_returned_as_it_is(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_bytes(b"a: b\r\n\xff")
    assert read_file(file) == b"a: b\r\n\xff"


def test_a_missing_file_says_how_to_make_one_or_name_another(tmp_path: Path) -> None:
    problem = refusal(tmp_path / "nowhere" / "a.yaml")
    assert problem.message == "there is no such file."
    assert "Copy config/paperboy.yaml" in problem.hint
    assert "PAPERBOY_CONFIG" in problem.hint


def test_a_folder(tmp_path: Path) -> None:
    assert refusal(tmp_path).message == "is a folder."


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such pipes")
def test_a_pipe_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert refusal(tmp_path / "pipe").message == "is not a regular file."


def test_a_path_through_a_file(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("")
    assert "cannot be read" in refusal(tmp_path / "a" / "b").message


def test_a_name_that_no_file_has() -> None:
    assert "cannot be read" in refusal(Path("a\x00b")).message


@pytest.mark.skipif(
    sys.platform == "win32" or os.geteuid() == 0, reason="everything is readable to root, and to Windows"
)
def test_a_file_that_may_not_be_read(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("")
    (tmp_path / "a").chmod(0)
    assert "needs the right to read it" in refusal(tmp_path / "a").hint


def test_a_file_that_may_not_be_read_for_any_user(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def denied(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    (tmp_path / "a").write_text("")
    monkeypatch.setattr(Path, "open", denied)
    problem = refusal(tmp_path / "a")
    assert problem.message == "cannot be read: Permission denied."
    assert "needs the right to read it" in problem.hint


def test_size_is_capped(tmp_path: Path) -> None:
    file = tmp_path / "a"
    file.write_bytes(b"#" * 256 * 1024)
    assert len(read_file(file)) == 256 * 1024
    file.write_bytes(b"#" * (256 * 1024 + 1))
    assert refusal(file).message == "is larger than 256 KiB."


def test_a_byte_order_mark_is_left_out() -> None:
    assert decode(b"\xef\xbb\xbfa: \xc3\xa4", Path("a")) == "a: ä"


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_what_is_not_utf8_has_its_byte_line_and_column(mark: bytes) -> None:
    with pytest.raises(SettingsError) as caught:
        decode(mark + "a: ä\nb: ".encode() + "ö\n".encode("latin-1"), Path("a"))
    (problem,) = caught.value.problems
    assert (problem.line, problem.column) == (2, 4)
    assert problem.message == f"not UTF-8: byte 0xf6 at position {len(mark) + 9}."


@pytest.mark.parametrize("coding", ["utf-16", "utf-16-be"])
def test_utf16_is_recognised(coding: str) -> None:
    with pytest.raises(SettingsError, match="UTF-16"):
        decode("\ufeffa: b".encode(coding) if coding.endswith("be") else "a: b".encode(coding), Path("a"))
