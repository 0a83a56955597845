from __future__ import annotations

import time
from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.dataset.cells import CellError, find_links, locate_links, read_date, shown
from bot.models import Link


def urls(cell: str) -> list[str]:
    return [link.url for link in find_links(cell)]


@pytest.mark.parametrize("cell", ["2023-03-26", " 2023-03-26 ", "\u00a02023-03-26"])
def test_a_date(cell: str) -> None:
    assert read_date(cell) == date(2023, 3, 26)


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        ("", "is empty"),
        ("soon", "'soon' is not a date such as 2023-03-26"),
        ("26.03.2023", "is not a date such as"),
        ("20230326", "is not a date such as"),
        ("2023-W12-7", "is not a date such as"),
        ("2023-3-26", "is not a date such as"),
        ("2023-03-26T00:00", "is not a date such as"),
        ("٢٠٢٣-٠٣-٢٦", "is not a date such as"),
        ("2023-02-29", "is not a day of the calendar"),
        ("2023-13-01", "is not a day of the calendar"),
        ("0000-01-01", "is not a day of the calendar"),
        ("0001-01-01", "is not between 1970 and 2199"),
        ("9999-12-31", "is not between 1970 and 2199"),
    ],
)
def test_what_is_no_date(cell: str, reason: str) -> None:
    with pytest.raises(CellError, match=reason):
        read_date(cell)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("[arxiv](https://arxiv.org/abs/1)", [Link("arxiv", "https://arxiv.org/abs/1")]),
        ("[ my label ]( https://a.b/c )", [Link("my label", "https://a.b/c")]),
        ("[](https://a.b)", [Link("", "https://a.b")]),
        ('[x](https://a.b "a title")', [Link("x", "https://a.b")]),
        ("[x](https://a.b 'a title')", [Link("x", "https://a.b")]),
        ("[x](<https://a.b/c>)", [Link("x", "https://a.b/c")]),
        (
            "[x](https://en.wikipedia.org/wiki/Learning_(disambiguation))",
            [Link("x", "https://en.wikipedia.org/wiki/Learning_(disambiguation)")],
        ),
        ("<https://a.b/c>", [Link("", "https://a.b/c")]),
        ("https://a.b/c?d=e&f#g", [Link("", "https://a.b/c?d=e&f#g")]),
        ("HTTP://A.B/c", [Link("", "HTTP://A.B/c")]),
        ("**[x](https://a.b)**_", [Link("x", "https://a.b")]),
        (
            "[x](https://a.b), [y](https://c.d)[z](https://e.f)",
            [Link("x", "https://a.b"), Link("y", "https://c.d"), Link("z", "https://e.f")],
        ),
        ("![badge](https://img.example/x.svg) [x](https://a.b)", [Link("x", "https://a.b")]),
        ("[x](ftp://a.b) https://c.d", [Link("", "https://c.d")]),
    ],
)
def test_links(cell: str, expected: list[Link]) -> None:
    assert list(find_links(cell)) == expected


@pytest.mark.parametrize(
    ("cell", "url"),
    [
        ("see https://a.b/c.", "https://a.b/c"),
        ("(https://a.b/c)", "https://a.b/c"),
        ("https://a.b/c_(d)", "https://a.b/c_(d)"),
        ("https://a.b/c_", "https://a.b/c"),
        ('"https://a.b/c",', "https://a.b/c"),
        ("*https://a.b/c*", "https://a.b/c"),
        ("https://a.b/名", "https://a.b/名"),
    ],
)
def test_what_stands_around_a_bare_address_is_not_part_of_it(cell: str, url: str) -> None:
    assert urls(cell) == [url]


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        ("", "is empty"),
        ("  ", "is empty"),
        ("arxiv", "'arxiv' is not a link such as"),
        ("arxiv.org/abs/2303.12712", "is not a link such as"),
        ("2303.12712", "is not a link such as"),
        ("[x]()", "neither http nor https"),
        ("[x](arxiv.org/abs/1)", "neither http nor https"),
        ("[x](/abs/1)", "neither http nor https"),
        ("[x](//a.b/c)", "neither http nor https"),
        ("[x](ftp://a.b/c)", "'ftp://a.b/c' is neither http nor https"),
        ("[x](javascript:alert)", "neither http nor https"),
        ("<mailto:a@b.c>", "neither http nor https"),
        ("ftp://a.b/c", "neither http nor https"),
        ("[x](https://)", "names no host"),
        ("[x](https:///c)", "names no host"),
        ("[x](https://[::1/c)", "is not an address"),
        ("[x](https://a.b:port/)", "is not an address"),
        ("[x](https://arxiv.org@evil.example/)", "user name"),
        ("[x](https://arxiv.org\\@evil.example/)", "user name"),
        ("[x](https://a.b/" + "c" * 501 + ")", "longer than 512"),
        ("https://a.b/" + "c" * 5000, "longer than 512"),
        ("[x](https://a.b/\x07)", "unprintable"),
        ("[x](https://a.b/\u202efdp)", "unprintable"),
        # Half an address leads elsewhere.
        ("[x](https://arxiv.org/pdf/2303. 12712)", "is not a link such as"),
        ("[x](https://arxiv.org/pdf/2303.12712", "is not a link such as"),
    ],
)
def test_what_is_no_usable_link(cell: str, reason: str) -> None:
    with pytest.raises(CellError, match=reason):
        find_links(cell)


@pytest.mark.parametrize(
    ("cell", "places"),
    [
        ("see [x](https://a.b), <https://c.d> or https://e.f.", ["[x](https://a.b)", "<https://c.d>", "https://e.f"]),
        ("[x](ftp://a.b)[y]()", ["[x](ftp://a.b)", "[y]()"]),
        ("none", []),
    ],
)
def test_where_links_stand(cell: str, places: list[str]) -> None:
    assert [cell[found.start : found.end] for found in locate_links(cell)] == places


def test_links_that_cannot_be_used_say_why_where_they_stand() -> None:
    assert [bool(found.fault) for found in locate_links("[x](ftp://a.b) [y](https://a.b)")] == [True, False]


@given(st.text(alphabet=st.sampled_from("[]()<>:/\"' .ahtps@!\\\t"), max_size=80) | st.text())
def test_no_cell_crashes_it_and_every_link_can_be_used(cell: str) -> None:
    try:
        found = find_links(cell)
    except CellError:
        return
    for link in found:
        assert link.url.lower().startswith(("http://", "https://"))
        assert 10 <= len(link.url) <= 512
        assert not any(character.isspace() for character in link.url)


@given(st.text())
def test_no_date_crashes_it(cell: str) -> None:
    with suppress(CellError):
        assert read_date(cell).isoformat() == cell.strip()


@given(st.text())
def test_foreign_text_in_messages_is_short_and_on_one_line(text: str) -> None:
    assert shown(text).isprintable()
    assert len(shown(text[:20])) <= 20 * 10 + 2


@pytest.mark.parametrize(
    "piece", ["[", "[a](", "[a](b", "(", ")", "[a]( ", '[a](x "', "[a](x '", "<a:", "http://", "a+", "()", "[a]((b)"]
)
@pytest.mark.parametrize("before", ["", "[a](", "https://a.b/"])
def test_time_is_linear(before: str, piece: str) -> None:
    start = time.process_time()
    with suppress(CellError):
        find_links(before + piece * (300_000 // len(piece)))
    # A square would take minutes.
    assert time.process_time() - start < 5
