from __future__ import annotations

import re
import time

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from bot.dataset.tables.markdown_table import Row, Table, parse_tables, split_row


def only(text: str) -> Table:
    (table,) = parse_tables(text)
    return table


def cells(text: str) -> list[tuple[str, ...]]:
    return [row.cells for row in only(text).rows]


def test_a_table_and_where_its_lines_are() -> None:
    assert only("before\n\n| a | b |\n|---|---|\n| 1 | 2 |\n| 3 | 4 |\n") == Table(
        3, ("a", "b"), (Row(5, ("1", "2"), 2), Row(6, ("3", "4"), 2))
    )


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends(end: str) -> None:
    table = only(end.join(["| a | b |", "|---|---|", "| 1 | 2 |", ""]))
    assert table.rows == (Row(3, ("1", "2"), 2),)


@pytest.mark.parametrize("character", ["\u2028", "\u2029", "\x0b", "\x0c", "\x1c", "\x85", "\0"])
def test_other_separators_are_text(character: str) -> None:
    assert cells(f"|a|b|\n|-|-|\n|x{character}y|z|") == [(f"x{character}y", "z")]


def test_a_byte_order_mark_is_no_text() -> None:
    assert only("\ufeffa|b\n-|-\n1|2").header == ("a", "b")


@pytest.mark.parametrize(
    "dashes", ["|-|-|", "-|-", "|:-|-:|", "|:---:|---|", "| --- | :-: |", " :-|-: ", "|" + "-" * 2000 + "|-|"]
)
def test_rows_of_dashes(dashes: str) -> None:
    assert cells(f"a|b\n{dashes}\n1|2") == [("1", "2")]


@pytest.mark.parametrize(
    "dashes",
    ["|-|", "|-|-|-|", "|--|= |", "|- -|-|", "|::|-|", "||-|", "- | -", "---", "|-|-| x", ""],
)
def test_what_is_no_row_of_dashes(dashes: str) -> None:
    assert parse_tables(f"a|b\n{dashes}\n1|2") == ()


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("1 | 2", ("1", "2")),
        ("| 1 | 2", ("1", "2")),
        ("1 | 2 |", ("1", "2")),
        ("|1|2|", ("1", "2")),
        ("\t|  1\t|  2  |  ", ("1", "2")),
        ("        | 1 | 2 |", ("1", "2")),
        ("| 1 |", ("1", "")),
        ("1", ("1", "")),
        ("| 1 | 2 | 3 |", ("1", "2")),
        ("|  | 2 |", ("", "2")),
        ("| |", ("", "")),
        ("|", ("", "")),
    ],
)
def test_padding_and_ragged_rows(row: str, expected: tuple[str, ...]) -> None:
    assert cells(f"|a|b|\n|-|-|\n{row}") == [expected]


def test_how_many_cells_were_written() -> None:
    rows = only("|a|b|\n|-|-|\n|1|\n|1|2|3|4|\n|1|2| | |").rows
    assert [(row.written, row.lost) for row in rows] == [(1, False), (4, True), (4, False)]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (r"| a \| b | c |", ("a | b", "c")),
        (r"| `a \| b` | c |", ("`a | b`", "c")),
        (r"| a \\| b | c |", (r"a \| b", "c")),
        (r"| a | b \|", ("a", "b |")),
        (r"\| a | b", ("| a", "b")),
        (r"| $\alpha$ \$5 | C:\new |", (r"$\alpha$ \$5", r"C:\new")),
        ("| ** a ** | <b>&amp; |", ("** a **", "<b>&amp;")),
        ("| PanGu-Σ é | 名 💥 |", ("PanGu-Σ é", "名 💥")),
        ("|\u00a0a\u00a0| b |", ("\u00a0a\u00a0", "b")),
    ],
)
def test_text_is_what_it_was_but_for_the_escaped_pipe(line: str, expected: tuple[str, ...]) -> None:
    assert split_row(line) == expected


@pytest.mark.parametrize(
    "line", ["", "  \t", "> quoted | x", "# heading | x", "- item | x", "* item", "1. item | x", "2) item"]
)
def test_what_ends_a_table(line: str) -> None:
    assert cells(f"|a|b|\n|-|-|\n|1|2|\n{line}\n|3|4|") == [("1", "2")]


@pytest.mark.parametrize("line", ["```", "~~~ | x", "***", "- - -", "___", "<div>|x", "<!-- note -->", "</p>", "<?php"])
def test_what_else_ends_a_table(line: str) -> None:
    assert cells(f"|a|b|\n|-|-|\n|1|2|\n{line}\n|3|4|") == [("1", "2")]


@pytest.mark.parametrize(
    "line", ["bar", "#hashtag | x", "-5 | x", "**bold** | x", "1.5 | x", "<https://a.b> | x", "|---|---|", "_x_ | y"]
)
def test_what_is_a_row_though_it_looks_odd(line: str) -> None:
    assert len(cells(f"|a|b|\n|-|-|\n{line}\n|3|4|")) == 2


def test_rows_beyond_the_end_are_strays() -> None:
    table = only("|a|b|\n|-|-|\n|1|2|\n\n|3|4|\nprose\n|5|\n- x | y")
    assert table.strays == (Row(5, ("3", "4"), 2), Row(8, ("- x", "y"), 2))


def test_several_tables_keep_their_own_strays() -> None:
    first, second = parse_tables("|a|b|\n|-|-|\n|1|2|\n\n|3|4|\n\ntext\n|c|d|\n|-|-|\n|5|6|\n\n|7|8|")
    assert (first.header, [row.line for row in first.strays]) == (("a", "b"), [5])
    assert (second.header, [row.line for row in second.rows], [row.line for row in second.strays]) == (
        ("c", "d"),
        [10],
        [12],
    )


def test_a_row_of_dashes_within_a_table_begins_no_other() -> None:
    assert cells("|a|b|\n|-|-|\n|1|2|\n|-|-|\n|3|4|") == [("1", "2"), ("-", "-"), ("3", "4")]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("```", "```"),
        ("````md", "````"),
        ("~~~~", "~~~~~"),
        ("<!--", "-->"),
        ("<!-- old:", "until here -->"),
        ("<pre>", "</pre>"),
        ("<script type='x'>", "</script>"),
    ],
)
def test_what_is_hidden_is_no_table(before: str, after: str) -> None:
    hidden = "|no|no|\n|-|-|\n|0|0|\n\n"
    table = only(f"{before}\n{hidden}{after}\n|a|b|\n|-|-|\n|1|2|")
    assert table.header == ("a", "b")
    assert table.line == 7


def test_a_fence_is_closed_by_its_own_kind_only() -> None:
    assert parse_tables("````\n```\n~~~\n|a|b|\n|-|-|") == ()


@pytest.mark.parametrize("line", ["<!-- one line -->", "`` `code` ``", "``` not a `fence`", "<pre>x</pre>", "<prefix>"])
def test_what_hides_nothing(line: str) -> None:
    assert only(f"{line}\n\n|a|b|\n|-|-|\n|1|2|").line == 3


def test_a_table_may_follow_text_at_once() -> None:
    assert only("Some words\nmore words\n|a|b|\n|-|-|\n|1|2|").line == 3


def test_a_header_without_rows() -> None:
    assert only("|a|b|\n|-|-|").rows == ()


def test_a_table_of_absurd_width_is_none() -> None:
    assert parse_tables("|a" * 200 + "|\n" + "|-" * 200 + "|\n" + "x\n" * 10) == ()


PIECES = st.lists(
    st.sampled_from(["|", "|", "\\|", "\\", "-", "--", ":", " ", "a", "b", "`", "é", "#"])
    | st.sampled_from(["\n", "|-|-|\n", "a|b\n", "|a|b|\n"]),
    max_size=40,
)
ORACLE = MarkdownIt("commonmark").enable("table")


def as_others_read_it(text: str) -> list[list[list[str]]]:
    """Return the tables of a text by markdown-it, whose rules GitHub's are: rows of cells, the header first."""
    tables: list[list[list[str]]] = []
    for token in ORACLE.parse(text):
        if token.type == "table_open":
            tables.append([])
        elif token.type == "tr_open":
            tables[-1].append([])
        elif token.type == "inline" and token.level >= 4 and tables:
            tables[-1][-1].append(token.content)
    return tables


@given(PIECES.map("".join))
def test_agrees_with_another_parser(text: str) -> None:
    # The two differ on purpose in deep indentation; the other takes the first line of a list or a heading for a table's header.
    assume(not re.search(r"(?m)^ {4}|^ *(-|#+)( |$)", text))
    ours = [[list(table.header), *(list(row.cells) for row in table.rows)] for table in parse_tables(text)]
    assert [table for table in ours if len(table[0]) > 1] == [
        table for table in as_others_read_it(text) if len(table[0]) > 1
    ]


@given(st.text(alphabet=st.sampled_from("|-:\\`~<>!#* \t\r\n\ufeffab1."), max_size=200))
def test_no_text_crashes_it(text: str) -> None:
    lines = re.split(r"\r\n|\n|\r", text)
    for table in parse_tables(text):
        assert 1 <= table.line < len(lines)
        for row in (*table.rows, *table.strays):
            assert len(row.cells) == len(table.header)
            assert table.line + 2 <= row.line <= len(lines)


@pytest.mark.parametrize(
    "piece",
    ["|", "\\|", "a|b\n-|-\n", "|a|b|\n|-|-|\n\n", "<!--\n", "```\n", "<pre>", "- - ", "`", "[a](", "|-|-|\n", "x\n\n"],
)
def test_time_is_linear(piece: str) -> None:
    def seconds(size: int) -> float:
        text = "|a|b|\n|-|-|\n" + piece * (size // len(piece))
        start = time.process_time()
        parse_tables(text)
        return time.process_time() - start

    # Ten times the text may take thirty times as long where memory is short, but not the hundred of a square.
    small = max(min(seconds(20_000) for _ in range(3)), 0.002)
    assert min(seconds(200_000) for _ in range(2)) < 40 * small
