from __future__ import annotations

from urllib.parse import unquote, urlsplit

import pytest
from hypothesis import given

from bot.exports.plain import address, clean, one_line
from tests.exports.hostile import TEXT, URLS


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("a\r\nb\rc\u2028d\x0be", "a\nb\nc\nd\ne"),
        ("\x00a\u202eb\u200bc\ufeff\U000e0041", "abc"),
        ("lone \ud800", "lone \ufffd"),
        ("Erdős 語 👩\u200d🔬", "Erdős 語 👩\u200d🔬"),
        ("tabs\tstay", "tabs\tstay"),
    ],
)
def test_what_hides_or_cannot_be_written_is_taken_out(text: str, cleaned: str) -> None:
    assert clean(text) == cleaned


@given(TEXT)
def test_cleaning_is_done_once_and_can_be_written(text: str) -> None:
    assert clean(clean(text)) == clean(text)
    one_line(text).encode()
    assert len(one_line(text).splitlines()) <= 1


@pytest.mark.parametrize(
    ("url", "there"),
    [
        ("https://arxiv.org/abs/2303.12712", "https://arxiv.org/abs/2303.12712"),
        (" HTTPS://a.example/x?y=1&z=%20#f ", "HTTPS://a.example/x?y=1&z=%20#f"),
        ("https://a.example:8080", "https://a.example:8080"),
        ("https://a.example/(b)[c]{d}\\e f", "https://a.example/%28b%29%5Bc%5D%7Bd%7D%5Ce%20f"),
        ("https://a.example/語", "https://a.example/%E8%AA%9E"),
        ("https://user@a.example/", ""),
        ("javascript:alert(1)", ""),
        ("https://", ""),
        ("https:///path", ""),
        ("//a.example", ""),
        ("", ""),
    ],
)
def test_only_addresses_of_the_web_are_written(url: str, there: str) -> None:
    assert address(url) == there


@given(URLS)
def test_an_address_leads_where_it_led_and_ends_nothing(url: str) -> None:
    there = address(url)
    assert there.isascii()
    assert not set(there) & set(' \t\n()[]{}<>"\\^`|')
    if there:
        assert urlsplit(there).scheme in {"http", "https"}
        assert unquote(there) == unquote(clean(url).strip())
