"""A community's own list of ten lines, as people write them by hand or get them from a spreadsheet: all of them work at once."""

from __future__ import annotations

from datetime import date
from typing import Final

import pytest

from bot.dataset.forms import reader_for
from bot.models import Link, Paper
from bot.settings.models import SourceSettings

MARKDOWN_TABLE = """\
# What we read

| Week ending | Paper | Notes |
|---|---|---|
| 2026-11-15 | [Attention Is All You Need](https://arxiv.org/abs/1706.03762) | The one that started it. |
| 2026-11-15 | [GPT-4 Technical Report](https://arxiv.org/abs/2303.08774) | |
| 2026-11-22 | [A Blog Post](https://example.org/post) | Not on arXiv, *still good*. |
| 2026-11-22 | [Deep Residual Learning](https://arxiv.org/abs/1512.03385) | Old, but read again. |

Add yours above!
"""

SPREADSHEET = """\
sep=;\r
Date;Title;Link;Summary\r
2026-11-15;Attention Is All You Need;https://arxiv.org/abs/1706.03762;The one that started it.;\r
2026-11-15;"GPT-4 Technical Report";https://arxiv.org/abs/2303.08774;;\r
\r
2026-11-22;A Blog Post;https://example.org/post;"Not on arXiv, *still good*.";\r
2026-11-22;Deep Residual Learning;https://arxiv.org/abs/1512.03385;Old, but read again.;\r
;;;;\r
"""

EXPORTED_SHEET = """\
"week","title","pdf","tl;dr"
"2026-11-15 00:00:00","Attention Is All You Need","arxiv.org/abs/1706.03762","The one that started it."
"2026-11-15 00:00:00","GPT-4 Technical Report","2303.08774",""
"2026-11-22 00:00:00","A Blog Post","https://example.org/post","Not on arXiv, *still good*."
"2026-11-22 00:00:00","Deep Residual Learning","arXiv:1512.03385","Old, but read again."
"""

TABS = """\
Week\tName\tURL\tDescription
2026-W46\tAttention Is All You Need\thttps://arxiv.org/abs/1706.03762\tThe one that started it.
2026-W46\tGPT-4 Technical Report\thttps://arxiv.org/abs/2303.08774\t
2026-W47\tA Blog Post\thttps://example.org/post\tNot on arXiv, *still good*.
2026-W47\tDeep Residual Learning\thttps://arxiv.org/abs/1512.03385\tOld, but read again.
"""

JSON_LIST = """\
[
  {"week": "2026-11-15", "title": "Attention Is All You Need", "arxiv_id": "1706.03762", "notes": "The one that started it."},
  {"week": "2026-11-15", "title": "GPT-4 Technical Report", "url": "https://arxiv.org/abs/2303.08774"},
  {"week": "2026-11-22", "title": "A Blog Post", "url": "https://example.org/post", "notes": "Not on arXiv, *still good*."},
  {"week": "2026-11-22", "title": "Deep Residual Learning", "arxiv_id": 1512.03385, "notes": "Old, but read again."},
]
"""

JSON_BY_WEEK = """\
{
  "2026-11-15": [
    {"title": "Attention Is All You Need", "url": "https://arxiv.org/abs/1706.03762", "summary": "The one that started it."},
    {"title": "GPT-4 Technical Report", "links": {"paper": "https://arxiv.org/abs/2303.08774"}}
  ],
  "2026-11-22": [
    {"title": "A Blog Post", "links": [{"label": "Paper", "url": "https://example.org/post"}],
     "summary": "Not on arXiv, *still good*."},
    {"title": "Deep Residual Learning", "link": "https://arxiv.org/abs/1512.03385", "summary": "Old, but read again."}
  ]
}
"""

JSON_LINES = """\
{"date": "2026-11-15", "title": "Attention Is All You Need", "url": "https://arxiv.org/abs/1706.03762", "tldr": "The one that started it."}
{"date": "2026-11-15", "title": "GPT-4 Technical Report", "url": "https://arxiv.org/abs/2303.08774", "tldr": null}

{"date": "2026-11-22", "title": "A Blog Post", "url": "https://example.org/post", "tldr": "Not on arXiv, *still good*."}
{"date": "2026-11-22", "title": "Deep Residual Learning", "url": "https://arxiv.org/abs/1512.03385", "tldr": "Old, but read again."}
"""  # noqa: E501  a line is a line

WEEKLY_PAGE = """\
## Papers of the Week (November 16 - November 22) - 2026
| Paper | Links |
| --- | --- |
| 1) **A Blog Post** - Not on arXiv, *still good*. | [Paper](https://example.org/post) |
| 2) **Deep Residual Learning** - Old, but read again. | [Paper](https://arxiv.org/abs/1512.03385) |

## Papers of the Week (November 9 - November 15) - 2026
| Paper | Links |
| --- | --- |
| 1) **Attention Is All You Need** - The one that started it. | [Paper](https://arxiv.org/abs/1706.03762) |
| 2) **GPT-4 Technical Report** | [Paper](https://arxiv.org/abs/2303.08774) |
"""

LISTS: Final = {
    "reading.md": MARKDOWN_TABLE,
    "reading.csv": SPREADSHEET,
    "sheet.csv": EXPORTED_SHEET,
    "reading.tsv": TABS,
    "reading.json": JSON_LIST,
    "weeks.json": JSON_BY_WEEK,
    "reading.jsonl": JSON_LINES,
    "weekly.md": WEEKLY_PAGE,
}

EXPECTED: Final = [
    (
        date(2026, 11, 15),
        1,
        "Attention Is All You Need",
        "The one that started it.",
        "https://arxiv.org/abs/1706.03762",
    ),
    (date(2026, 11, 15), 2, "GPT-4 Technical Report", "", "https://arxiv.org/abs/2303.08774"),
    (date(2026, 11, 22), 1, "A Blog Post", "Not on arXiv, still good.", "https://example.org/post"),
    (date(2026, 11, 22), 2, "Deep Residual Learning", "Old, but read again.", "https://arxiv.org/abs/1512.03385"),
]


def read(name: str, text: str) -> list[Paper]:
    parsed = reader_for(SourceSettings.model_validate({"name": "ours", "path": name}))(text, "ours")
    assert parsed.complaints == ()
    return [paper for week in parsed.weeks for paper in week.papers]


@pytest.mark.parametrize("named", [True, False], ids=["by its ending", "by its text"])
@pytest.mark.parametrize("name", LISTS)
def test_it_works_at_once(name: str, named: bool) -> None:
    papers = read(name if named else "list", LISTS[name])
    assert [(paper.week, paper.rank, paper.title, paper.summary, paper.url) for paper in papers] == EXPECTED
    assert all(paper.links == (Link("Paper", paper.url),) for paper in papers)
    assert [str(paper.arxiv_id) for paper in papers] == ["1706.03762", "2303.08774", "None", "1512.03385"]
