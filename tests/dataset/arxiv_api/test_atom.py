from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.dataset.arxiv_api.atom import Answer, GarbledAnswerError, RateExceededError, read_answer
from tests.dataset.arxiv_api.fake_arxiv import feed, paper

ATOM = b'<feed xmlns="http://www.w3.org/2005/Atom">%b</feed>'
ENTRY = ATOM % b"<entry><id>http://arxiv.org/abs/2303.12712v5</id>%b</entry>"
SUMMARY = b"<summary>We do.</summary>"

words = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zl", "Zp"], exclude_characters="￾￿"), max_size=40
)
ids = st.from_regex(r"(?:23(?:0[1-9]|1[0-2])\.[0-9]{5}|(?:cs|hep-th|math)/0[0-6]0[1-9][0-9]{3})", fullmatch=True)


def folded(text: str) -> str:
    return " ".join(text.split())


def test_an_entry_as_arxiv_sends_it() -> None:
    record = paper("2303.12712")
    assert read_answer(feed([record])) == Answer((record,))


def test_white_space_is_collapsed_and_markup_of_the_text_is_not() -> None:
    body = ENTRY % b"<title>On\n  $O(n)$ &amp;\tmore</title><summary>\n a &lt;b&gt;  c\n</summary>"
    (record,) = read_answer(body).records
    assert (record.title, record.abstract) == ("On $O(n)$ & more", "a <b> c")


@pytest.mark.parametrize(
    ("identifier", "base"),
    [
        ("http://arxiv.org/abs/2303.12712v5", "2303.12712"),
        ("https://arxiv.org/abs/2303.12712", "2303.12712"),
        ("http://arxiv.org/abs/0704.0001v1", "0704.0001"),
        ("http://arxiv.org/abs/hep-th/9901001v3", "hep-th/9901001"),
        ("http://arxiv.org/abs/math.GT/0309136v1", "math/0309136"),
    ],
)
def test_the_id_is_without_its_version(identifier: str, base: str) -> None:
    body = ATOM % f"<entry><id>{identifier}</id><summary>x</summary></entry>".encode()
    assert [record.base for record in read_answer(body).records] == [base]


def test_categories_are_arxivs_own_and_each_once() -> None:
    terms = ["cs.CL", "68T50", "physics.acc-ph", "I.2.7; H.1", "hep-th", "cs.CL", "cond-mat.mtrl-sci", ""]
    categories = "".join(f'<category term="{term}"/>' for term in terms).encode()
    (record,) = read_answer(ENTRY % (SUMMARY + categories)).records
    assert record.categories == ("cs.CL", "physics.acc-ph", "hep-th", "cond-mat.mtrl-sci")


def test_without_a_primary_category_the_first_one_is_it() -> None:
    categories = b'<category term="68T50"/><category term="stat.ML"/><category term="cs.LG"/>'
    (record,) = read_answer(ENTRY % (SUMMARY + categories)).records
    assert record.primary == "stat.ML"


def test_only_the_entrys_own_texts_count() -> None:
    body = ATOM % (
        b"<title>The feed</title><author><name>The feed</name></author><entry><id>http://arxiv.org/abs/2303.12712</id>"
        b"<source><title>Elsewhere</title></source><summary>We do.</summary></entry>"
    )
    (record,) = read_answer(body).records
    assert (record.title, record.authors) == ("", ())


@pytest.mark.parametrize(
    "entry",
    [
        b"<entry/>",
        b"<entry><title>No id</title><summary>x</summary></entry>",
        b"<entry><id>http://arxiv.org/abs/</id><summary>x</summary></entry>",
        b"<entry><id>http://arxiv.org/abs/2303.12712v1</id></entry>",
        b"<entry><id>http://arxiv.org/abs/2303.12712v1</id><title>Nothing else</title></entry>",
    ],
)
def test_an_entry_that_describes_no_paper_is_left_out(entry: bytes) -> None:
    assert read_answer(ATOM % entry) == Answer(())


def test_an_empty_feed_is_an_answer() -> None:
    assert read_answer(feed()) == Answer(())


def test_an_error_among_entries_is_told_apart() -> None:
    answer = read_answer(feed([paper("2303.00001")], error="incorrect id format for 1234.12345"))
    assert [record.base for record in answer.records] == ["2303.00001"]
    assert answer.error == "incorrect id format for 1234.12345"


@pytest.mark.parametrize(
    ("entry", "error"),
    [
        (b"<title>Error</title><id>x</id>", "an error without a reason"),
        (b"<title>Failure</title><id>http://arxiv.org/api/errors#x</id><summary>no\x7f\n way</summary>", "no way"),
        (b"<title>Error</title><summary>" + b"y" * 900 + b"</summary>", "y" * 200),
    ],
)
def test_what_counts_as_an_error(entry: bytes, error: str) -> None:
    answer = read_answer(ATOM % (b"<entry>%b</entry>" % entry))
    assert " ".join(answer.error.split()) == error


def test_a_paper_may_be_called_error() -> None:
    record = paper("2303.00001", title="Error")
    assert read_answer(feed([record])) == Answer((record,))


@pytest.mark.parametrize("body", [b"Rate exceeded.", b"\n rate exceeded"])
def test_rate_exceeded(body: bytes) -> None:
    with pytest.raises(RateExceededError):
        read_answer(body)


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b"", "no whole XML"),
        (b"Service temporarily unavailable", "no whole XML"),
        (feed([paper("2303.00001")])[:-20], "no whole XML"),
        (ENTRY % b"<summary>\xff</summary>", "no whole XML"),
        (ENTRY % b"<summary>&undeclared;</summary>", "no whole XML"),
        (b"<html><body>Hello</body></html>", "no Atom feed"),
        (b"<feed><entry/></feed>", "no Atom feed"),
        (b"<!DOCTYPE html><html></html>", "document type"),
        (ATOM % (b"<a>" * 40 + b"</a>" * 40), "nested too deeply"),
    ],
)
def test_what_is_no_feed(body: bytes, words: str) -> None:
    with pytest.raises(GarbledAnswerError, match=words) as caught:
        read_answer(body)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    "declarations",
    [
        '<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">',
        '<!ENTITY c SYSTEM "file:///etc/passwd">',
        '<!ENTITY % c SYSTEM "http://127.0.0.1:1/x.dtd"> %c;',
        f'<!ENTITY c "{"x" * 100_000}">',
    ],
)
def test_no_entity_is_ever_declared(declarations: str) -> None:
    body = f"<!DOCTYPE feed [{declarations}]>".encode() + ENTRY % b"<summary>&c;</summary>"
    with pytest.raises(GarbledAnswerError, match="document type"):
        read_answer(body)


def test_the_encoding_is_utf_8_whatever_is_declared() -> None:
    body = b'<?xml version="1.0" encoding="utf-7"?>' + ENTRY % "<summary>é</summary>".encode()
    assert read_answer(body).records[0].abstract == "é"


@given(base=ids, title=words, abstract=words, authors=st.lists(words, max_size=4))
def test_texts_come_back_as_they_were(base: str, title: str, abstract: str, authors: list[str]) -> None:
    record = paper(
        base, title=folded(title), abstract=folded(abstract) or "x", authors=tuple(filter(None, map(folded, authors)))
    )
    assert read_answer(feed([record])) == Answer((record,))


@given(body=st.binary(max_size=300))
def test_no_bytes_do_anything_else(body: bytes) -> None:
    for text in (body, ENTRY % body, b"<?xml version='1.0'?>" + body):
        with suppress(GarbledAnswerError, RateExceededError):
            read_answer(text)


@given(data=st.data())
def test_no_damage_to_a_feed_does_anything_else(data: st.DataObject) -> None:
    body = bytearray(feed([paper("2303.00001"), paper("hep-th/9901001")]))
    for place in data.draw(st.lists(st.integers(0, len(body) - 1), max_size=3)):
        body[place] = data.draw(st.integers(0, 255))
    try:
        answer = read_answer(bytes(body[: data.draw(st.integers(0, len(body)))]))
    except (GarbledAnswerError, RateExceededError):
        return
    assert len(answer.records) <= 2


def test_a_long_answer_takes_no_time() -> None:
    authors = tuple(f"Author {number}" for number in range(3000))
    records = [paper(f"2303.{number:05}", authors=authors) for number in range(20)]
    assert read_answer(feed(records)).records[-1].authors == authors
