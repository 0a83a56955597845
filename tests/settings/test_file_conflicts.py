from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.settings.file_conflicts import all_conflicts

_KEYS = [
    "digests",
    "dataset",
    "sources",
    "arxiv",
    "name",
    "channels",
    "at",
    "kind",
    "path",
    "url",
    "columns",
    "allow_private",
]
_TEXTS = ["{year}", "https://[", "https://x/{jahr}", "http://127.0.0.1", "csv", "weekly_pages", "title", "Title"]


def paths(settings: object) -> list[tuple[str | int, ...]]:
    return [conflict.path for conflict in all_conflicts(settings)]


def test_a_whole_file_is_walked_with_full_paths() -> None:
    twice = {"name": "a", "at": {}, "cron": "x"}
    source = {"name": "s", "path": "p"}
    arxiv = {"url": "http://localhost/api"}
    assert paths({"digests": [twice, twice], "dataset": {"sources": [source, source, 3], "arxiv": arxiv}}) == [
        ("digests", 0, "cron"),
        ("digests", 1, "cron"),
        ("digests", 1, "name"),
        ("dataset", "sources", 1, "name"),
        ("dataset", "arxiv", "url"),
    ]


@settings(deadline=None)
@given(
    st.recursive(
        st.none() | st.integers() | st.booleans() | st.text(max_size=3) | st.sampled_from(_TEXTS),
        lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(_KEYS), inner, max_size=6),
        max_leaves=12,
    )
)
def test_no_data_makes_the_checks_stumble(data: object) -> None:
    assert isinstance(paths(data), list)
    assert isinstance(paths({"dataset": {"sources": [data], "arxiv": data}}), list)
