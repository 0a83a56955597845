from __future__ import annotations

import pytest

from bot.settings.diff import describe_changes
from bot.settings.models import Settings
from tests.settings.texts import CHANNEL, digest, settings

OTHER = "234567890123456789"
SOURCES = "dataset: {{sources: [{{name: a, path: a.md}}, {{name: b, {}}}]}}\n"


@pytest.mark.parametrize(
    ("old", "new", "lines"),
    [
        (["at: {time: '09:00'}"], ["at: {time: '10:00'}"], ["digest `weekly`: time 09:00 -> 10:00"]),
        (["limit: 5", "missed: skip"], [], ["digest `weekly`: limit 5 -> 10, missed skip -> deliver_late"]),
        ([], ["cron: '0 9 * * 2'"], ["digest `weekly`: cron unset -> 0 9 * * 2"]),
        ([], ["at: {weekday: friday, time: '17:30'}"], ["digest `weekly`: at unset -> friday 17:30"]),
        (["categories: [cs.CL, cs.LG]"], ["categories: [cs.LG, cs.AI]"], ["digest `weekly`: categories -cs.CL +cs.AI"]),
        (["keywords: [a, b]"], ["keywords: [b, a]"], ["digest `weekly`: keywords in another order"]),
        (["wait_until: 48h"], ["wait_until: 3d"], ["digest `weekly`: wait_until 48h -> 3d"]),
        ([f"mention_role: '{OTHER}'"], [], [f"digest `weekly`: mention_role {OTHER} -> unset"]),
    ],
)
def test_within_a_digest(old: list[str], new: list[str], lines: list[str]) -> None:
    assert describe_changes(settings(digest(*old)), settings(digest(*new))) == tuple(lines)


def test_digests_come_and_go_by_name() -> None:
    weekly = settings(digest())
    monthly = settings(digest().replace("weekly", "monthly"))
    assert describe_changes(Settings(), weekly) == ("digest `weekly` added",)
    assert describe_changes(weekly, Settings()) == ("digest `weekly` removed",)
    assert describe_changes(weekly, monthly) == ("digest `weekly` removed", "digest `monthly` added")


def test_a_name_in_another_case_is_the_same_digest() -> None:
    changed = settings(digest().replace("weekly", "Weekly"))
    assert describe_changes(settings(digest()), changed) == ("digest `weekly`: name weekly -> Weekly",)


def test_channels_come_and_go_by_id() -> None:
    changed = settings(digest().replace(CHANNEL, OTHER))
    assert describe_changes(settings(digest()), changed) == (f"digest `weekly`: channels -{CHANNEL} +{OTHER}",)


def test_sections_are_named() -> None:
    new = settings("replies: {week: private}\nlogging: {level: debug}\ndataset: {refresh: 1h}\n")
    assert describe_changes(Settings(), new) == (
        "dataset.refresh 6h -> 1h",
        "replies.week public -> private",
        "logging.level info -> debug",
    )


def test_sources() -> None:
    old, new = settings(SOURCES.format("path: b.md")), settings(SOURCES.format("url: 'https://b.example'"))
    assert describe_changes(old, new) == ("source `b`: path b.md -> unset, url unset -> https://b.example",)
    assert describe_changes(Settings(), old) == ("source `a` added", "source `b` added")


def test_no_secret_of_an_address_is_in_a_line() -> None:
    old, new = (
        settings(SOURCES.format(f"url: 'https://u:{word}@b.example/{word[:1]}?key={word}'")) for word in ("hush", "mum")
    )
    (line,) = describe_changes(old, new)
    assert line == "source `b`: url https://b.example/h?… -> https://b.example/m?…"
    old, new = (settings(SOURCES.format(f"url: 'https://{word}@b.example/'")) for word in ("hush", "mum"))
    assert describe_changes(old, new) == ("source `b`: url changed in a part that is not shown",)


def test_columns_come_and_go_by_our_names() -> None:
    old = settings(SOURCES.format("path: b.md, columns: {title: A, week: B}"))
    new = settings(SOURCES.format("path: b.md, columns: {title: C, link: D}"))
    assert describe_changes(old, new) == ("source `b`: title A -> C, week B -> unset, link unset -> D",)


def test_a_section_within_a_section_is_named_in_full() -> None:
    new = settings("dataset: {arxiv: {complete: false}, refresh: 1h}\n")
    assert describe_changes(Settings(), new) == (
        "dataset.refresh 6h -> 1h",
        "dataset.arxiv.complete True -> False",
    )


def test_another_order_is_a_change_too() -> None:
    old = settings(SOURCES.format("path: b.md"))
    turned = old.model_copy(update={"dataset": old.dataset.model_copy(update={"sources": old.dataset.sources[::-1]})})
    assert describe_changes(old, turned) == ("the order of the entries changed",)


def test_no_change_no_line() -> None:
    assert describe_changes(settings(digest()), settings("# said otherwise\n" + digest("limit: 10"))) == ()
