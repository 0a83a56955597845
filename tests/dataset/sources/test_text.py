from __future__ import annotations

import time
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.dataset.sources.text import decoded
from bot.errors import SourceError


def refusal(body: bytes, content_type: str = "", hint: str = "") -> str:
    with pytest.raises(SourceError) as caught:
        decoded(body, "mine", content_type, hint)
    assert caught.value.source == "mine"
    return caught.value.reason


@given(st.text().filter(lambda text: not text.startswith("\ufeff") and "<" not in text))
def test_utf_8_is_read_whatever_is_declared(text: str) -> None:
    for content_type in ("", "text/markdown", "text/plain; charset=latin-1", 'text/plain; charset="utf-16"'):
        assert decoded(text.encode(), "mine", content_type) == (text, "")
    assert decoded(b"\xef\xbb\xbf" + text.encode(), "mine").text == text


@pytest.mark.parametrize(
    ("charset", "codec"),
    [
        ("ISO-8859-1", "latin-1"),
        ("windows-1252", "cp1252"),
        ("utf-16", "utf-16"),
        ("Shift_JIS", "shift_jis"),
        ("GB2312", "gb2312"),
        ("EUC-KR", "euc_kr"),
        ("KOI8-R", "koi8-r"),
    ],
)
def test_another_charset_is_read_where_it_is_declared(charset: str, codec: str) -> None:
    text = {"shift_jis": "論文", "gb2312": "论文", "euc_kr": "논문", "koi8-r": "Статья"}.get(codec, "Überblick, café")
    body = text.encode(codec)
    assert decoded(body, "mine", f"text/plain; charset={charset}") == (text, "")


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
def test_utf_16_is_told_by_its_mark(codec: str) -> None:
    assert decoded("\ufeffWeek\tTitle\r\n論文".encode(codec), "mine") == ("Week\tTitle\r\n論文", "")


NOT_UTF_8 = (
    "the text is not UTF-8; the first byte that is wrong stands in line 2; save it as UTF-8 (“CSV UTF-8” in Excel)"
)
DOUBT = "the text is not UTF-8 and was read as Windows-1252; save it as UTF-8 (“CSV UTF-8” in Excel) to be sure"


class TestWindows1252:
    @pytest.mark.parametrize("content_type", ["", "text/plain", "\0"])
    def test_letters_are_a_guess_and_that_is_said(self, content_type: str) -> None:
        text = "Größe;Café\r\n“naïve” — 5 €"
        assert decoded(text.encode("cp1252"), "mine", content_type) == (text, DOUBT)

    def test_marks_that_all_code_pages_share_are_none(self) -> None:
        text = "“Attention” – all you need…"
        assert decoded(text.encode("cp1252"), "mine") == (text, "")

    @pytest.mark.parametrize(
        "body",
        [
            "\nСтатья".encode("koi8-r"),
            "\nこれは論文".encode("shift_jis"),
            b"\ncaf\xe9 \x81",
            b"\ncaf\xe9 \0",
            b"\ncaf\xe9 \x1b",
            b"\ncaf\xc3",
            b"caf\xc3\xa9\n\xe9 ",
            b"\xef\xbb\xbf\n\xe9 ",
        ],
    )
    def test_what_is_rather_something_else_is_refused_with_its_line(self, body: bytes) -> None:
        assert refusal(body) == NOT_UTF_8


def test_a_workbook_is_told_from_a_text() -> None:
    assert refusal(b"PK\x03\x04\x14\0\x06\0\x08\0\xff").startswith("it is a packed file, such as an Excel workbook")


@pytest.mark.parametrize(
    ("content_type", "reason"),
    [
        ("text/plain; charset=utf-8", NOT_UTF_8),
        ("text/plain; charset=klingon", "the text is not UTF-8 (line 2), nor is “klingon” a charset that is known"),
        ("text/plain; charset=us-ascii", "the text is neither UTF-8 (line 2) nor ascii, as declared"),
        ("text/plain; charset=zlib", "the text is not UTF-8 (line 2), nor is “zlib” a charset that is known"),
        ("text/plain; charset*=x'y'z", "the text is not UTF-8 (line 2), nor is “"),
    ],
)
def test_what_cannot_be_read_is_said_with_its_place(content_type: str, reason: str) -> None:
    assert refusal(b"un\rcaf\xe9 au lait", content_type).startswith(reason)


@pytest.mark.parametrize("charset", ["punycode", "idna", "unicode_escape", "utf-7", "rot13", "hex", "zip", "undefined"])
def test_a_charset_that_is_none_of_texts_is_not_tried(charset: str) -> None:
    began = time.process_time()
    assert "a charset that is known" in refusal(b"\xff" + b"x-" * 200_000, f"text/plain; charset={charset}")
    assert time.process_time() - began < 1


@given(st.binary(), st.text())
def test_no_bytes_and_no_declaration_crash_it(body: bytes, content_type: str) -> None:
    with suppress(SourceError):
        decoded(body, "mine", content_type)


@pytest.mark.parametrize(
    "page",
    [
        "<!DOCTYPE html><html>",
        "\n  <!doctype HTML public>\n",
        "<html lang=en>",
        '<?xml version="1.0"?>\n<!DOCTYPE html>',
        "<!-- saved -->\n<html>",
        "\ufeff<HTML>",
    ],
)
def test_a_web_page_is_told_from_a_list(page: str) -> None:
    assert refusal(page.encode()) == "it is a web page (HTML), not a list"


def test_a_web_page_is_called_by_its_title() -> None:
    page = "<!doctype html><head><title>\n Sign in &amp; <b></title>"
    assert refusal(page.encode()).startswith("it is a web page (HTML), not a list")
    page = "<!doctype html><head><TITLE id=x>\n Sign in &amp;\n go on </TITLE>"
    assert refusal(page.encode(), hint="do this") == (
        "it is a web page (HTML) with the title “Sign in & go on”, not a list; do this"
    )
    assert len(refusal(f"<html><title>{'x' * 400}</title>".encode())) < 150


@pytest.mark.parametrize("text", ['<div align="center">', "# <html> in a title", "<htmlx>", "<think>", "<!-- html -->"])
def test_markdown_with_tags_is_no_web_page(text: str) -> None:
    assert decoded(text.encode(), "mine").text == text


@pytest.mark.parametrize("text", ["<!--" * 200_000, " " * 1_000_000, "<?xml" * 200_000, "<html><title" * 100_000])
def test_no_text_takes_long(text: str) -> None:
    began = time.process_time()
    with suppress(SourceError):
        decoded(text.encode(), "mine")
    assert time.process_time() - began < 0.5
