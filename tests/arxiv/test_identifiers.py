from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.arxiv import ArxivId, find_arxiv_id
from tests.factories import make_paper

NEW = ArxivId("2303.12712")
OLD = ArxivId("hep-th/9901001")


@pytest.mark.parametrize(
    "text",
    [
        "2303.12712",
        "  2303.12712\n",
        "arXiv:2303.12712",
        "arxiv: 2303.12712",
        "ARXIV.2303.12712",
        "10.48550/arXiv.2303.12712",
        "https://doi.org/10.48550/arXiv.2303.12712",
        "http://arxiv.org/abs/2303.12712",
        "https://www.arxiv.org/abs/2303.12712/",
        "https://export.arxiv.org/pdf/2303.12712",
        "https://arxiv.org/pdf/2303.12712.pdf",
        "https://arxiv.org/html/2303.12712#S2",
        "https://arxiv.org/format/2303.12712",
        "https://arxiv.org/src/2303.12712",
        "https://arxiv.org/e-print/2303.12712?context=cs.CL",
        "arxiv.org/abs/2303.12712",
        "HTTPS://ARXIV.ORG/ABS/2303.12712",
        "<https://arxiv.org/abs/2303.12712>",
        "[paper](https://arxiv.org/abs/2303.12712).",
        "read https://arxiv.org/abs/2303.12712, it is good",
        "have a look: arXiv:2303.12712!",
        "2303.12712: Sparks of AGI",
        "https://arxiv.org/abs/2303.12712\u00a0",
    ],
)
def test_every_form_of_a_new_identifier(text: str) -> None:
    assert find_arxiv_id(text) == NEW


@pytest.mark.parametrize(
    "text",
    [
        "hep-th/9901001",
        "HEP-TH/9901001",
        "arXiv:hep-th/9901001",
        "https://arxiv.org/abs/hep-th/9901001",
        "https://arxiv.org/pdf/hep-th/9901001.pdf",
        "10.48550/arXiv.hep-th/9901001",
    ],
)
def test_every_form_of_an_old_identifier(text: str) -> None:
    assert find_arxiv_id(text) == OLD


@pytest.mark.parametrize("text", ["math.GT/0309136", "math/0309136", "https://arxiv.org/abs/math.GT/0309136"])
def test_the_subject_class_is_not_part_of_the_identity(text: str) -> None:
    assert find_arxiv_id(text) == ArxivId("math/0309136")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2303.12712v2", ArxivId("2303.12712", 2)),
        ("https://arxiv.org/pdf/2303.12712v13.pdf", ArxivId("2303.12712", 13)),
        ("cs/0112017V1", ArxivId("cs/0112017", 1)),
        ("arXiv:2303.12712v5 [cs.CL] 13 Apr 2023", ArxivId("2303.12712", 5)),
    ],
)
def test_the_version_is_kept_apart(text: str, expected: ArxivId) -> None:
    assert find_arxiv_id(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "attention is all you need",
        "3.14159",
        "1234.56789",  # no month 34
        "2300.12712",  # no month 00
        "0703.1234",  # the scheme began in April 2007
        "2303.1271",  # five digits since 2015
        "1412.12345",  # four before
        "2303.127123",
        "2303.12712v0",
        "2303.12712v" + "1" * 5000,
        "2303.12712x",
        "2303.12712-2304.00001",
        "gpt 2303.12712",  # a number in the middle of a text is a number
        "either/1234567",
        "twitter/0112017",
        "hep-th/9913001",  # no month 13
        "https://notarxiv.org/abs/2303.12712",
        "https://not-arxiv.org/abs/2303.12712",
        "https://arxiv.org/list/cs.CL/recent",
        "https://arxiv.org/a/smith_j_1",
        "٢٣٠٣.١٢٧١٢",  # digits, but not arXiv's
        "hep-th/990100１",
    ],
)
def test_what_only_looks_like_an_identifier(text: str) -> None:
    assert find_arxiv_id(text) is None


def test_a_link_that_was_none_does_not_hide_the_next() -> None:
    assert find_arxiv_id("https://arxiv.org/abs/1905.1234 or https://arxiv.org/abs/2303.12712") == NEW


@pytest.mark.parametrize("found", [NEW, ArxivId("2303.12712", 4), OLD])
def test_what_it_writes_it_reads(found: ArxivId) -> None:
    assert find_arxiv_id(str(found)) == found
    assert find_arxiv_id(found.url) == found


def test_a_link_without_version_leads_to_the_newest() -> None:
    assert NEW.url == "https://arxiv.org/abs/2303.12712"
    assert ArxivId("2303.12712", 2).url == "https://arxiv.org/abs/2303.12712v2"


ids = st.one_of(
    st.builds("{:02}{:02}.{:05}".format, st.integers(15, 99), st.integers(1, 12), st.integers(0, 99999)),
    st.builds("{:02}{:02}.{:04}".format, st.integers(8, 14), st.integers(1, 12), st.integers(0, 9999)),
    st.builds(
        "{}/{:02}{:02}{:03}".format, st.just("cond-mat"), st.integers(0, 6), st.integers(1, 12), st.integers(0, 999)
    ),
)


@given(
    ids,
    st.none() | st.integers(1, 9999),
    st.sampled_from(["", "arXiv:", "https://arxiv.org/abs/", "https://doi.org/10.48550/arXiv."]),
)
def test_every_identifier_that_arxiv_gives_out(base: str, version: int | None, before: str) -> None:
    assert find_arxiv_id(before + str(ArxivId(base, version))) == ArxivId(base, version)


@given(st.text() | st.from_regex(r"arxiv\.org/abs/\S*"))
def test_no_text_crashes_it_and_an_identity_fits_a_custom_id(text: str) -> None:
    found = find_arxiv_id(text)
    if found is not None:
        assert re.fullmatch(r"[a-z0-9./-]{1,25}", make_paper(arxiv_id=found).identity)
