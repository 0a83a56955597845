from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.discord_app.render.blocks import ACCENT, ATTENTION
from bot.discord_app.render.digest_admin import status_card
from bot.discord_app.render.sources import refreshed_card, sources_text
from bot.discord_app.text.markdown import length
from bot.models import Change, ChangeKind, Refreshed, SourceReport
from tests.discord_app.render.checks import labels, taken, whole
from tests.discord_app.render.hostile import NASTY, NASTY_TEXT
from tests.discord_app.render.test_digest_admin import colour, status
from tests.factories import SUNDAY

AT = datetime(2026, 6, 29, 8, tzinfo=UTC)
WEEK = date(2026, 6, 28)
BUNDLED = SourceReport("bundled", 106, 12, None, "the list that comes with Paperboy", newest=SUNDAY)
LIVING = SourceReport("living-list", 1810, 181, AT, "https://secret.example/{year}.md", newest=WEEK)
BROKEN = replace(
    LIVING, name="ours", problem="/home/ada/papers.csv: https://secret.example answered 403", papers=3, weeks=1
)
UNREAD = SourceReport("new-one", 0, 0, None, "https://secret.example/", "https://secret.example/ cannot be reached")


def change(
    kind: ChangeKind = ChangeKind.NEW_WEEK, *, minutes: int = 0, source: str = "living-list", **more: object
) -> Change:
    values: dict[str, object] = {"weeks": 1, "papers": 10, **more}
    return Change(source=source, kind=kind, at=AT - timedelta(minutes=minutes), week=WEEK, **values)  # type: ignore[arg-type]


def test_each_source_says_how_much_it_has_and_when_that_was_confirmed() -> None:
    assert sources_text([BUNDLED, LIVING], []).split("\n") == [
        "### Where the papers come from",
        "**The list that comes with Paperboy**",
        "-# 106 papers of 12 weeks, the newest to 26 March 2023",
        "**living-list**",
        "-# 1,810 papers of 181 weeks, the newest to 28 June 2026 · last confirmed <t:1782720000:R>",
    ]


def test_a_problem_is_told_without_its_words() -> None:
    said = sources_text([BROKEN, UNREAD], [])
    assert said.split("\n")[1:-1] == [
        "**ours**",
        "-# 3 papers of 1 week, the newest to 28 June 2026 · last confirmed <t:1782720000:R>",
        "-# ⚠️ Could not be brought up to date; what it had before is served.",
        "**new-one**",
        "-# no papers yet",
        "-# ⚠️ Could not be brought up to date.",
    ]
    assert said.endswith("Whoever runs the bot sees what is wrong with `python -m bot check --sources`.")
    for secret in ("secret", "home", "403", "reached"):
        assert secret not in said


def test_what_changed_lately_is_told_newest_first() -> None:
    changes = [change(), change(ChangeKind.CORRECTED_PAPER, minutes=60, title="CoLT5 *fast*", fields=("links",))]
    assert sources_text([BUNDLED], changes).split("\n")[-3:] == [
        "### What changed lately",
        "-# <t:1782720000:R> · living-list: new week to 28 June 2026, 10 papers",
        "-# <t:1782716400:R> · living-list: corrected in the week to 28 June 2026: “CoLT5 \\*fast\\*” (links)",
    ]


def test_many_changes_of_one_reading_are_counted() -> None:
    flood = [change() for _ in range(40)]
    said = sources_text([LIVING], [*flood, *(change(minutes=minutes) for minutes in range(1, 9))]).split("\n")
    assert said[-5] == "-# <t:1782720000:R> · living-list: 40 new weeks"
    assert len([line for line in said if "· living-list:" in line]) == 5


def test_no_sources_are_nothing_to_say() -> None:
    assert sources_text([], [change()]) == ""


def test_more_sources_than_anybody_reads() -> None:
    said = sources_text([replace(LIVING, name=f"list-{number}") for number in range(30)], [])
    assert "list-7" in said
    assert "list-8" not in said
    assert "-# and 22 more sources" in said


@pytest.mark.parametrize("statuses", [[], [status()]])
def test_the_status_ends_with_the_sources_and_a_way_to_ask_them(statuses: list[object]) -> None:
    view = status_card(
        statuses,  # type: ignore[arg-type]
        error=None,
        channel_names={5: "papers"},
        sources=[BUNDLED, LIVING],
        changes=[change()],
    )
    taken(view, schema=True, code=True)
    assert labels(view) == ["Look for new papers"]
    assert whole(view).index("Where the papers come from") > 0
    assert "new week to 28 June 2026" in whole(view)


def test_a_source_in_trouble_is_to_be_seen_at_a_glance() -> None:
    for sources, expected in (([LIVING], ACCENT), ([LIVING, BROKEN], ATTENTION)):
        view = status_card([status()], error=None, channel_names={5: "papers"}, sources=sources)
        assert colour(view) == expected


def test_new_papers_are_announced_to_whoever_looked() -> None:
    view = refreshed_card(Refreshed((change(), change(ChangeKind.NEW_PAPER, title="CoLT5")), (BUNDLED, LIVING)))
    taken(view, code=True)
    lines = whole(view).split("\n")
    assert lines[0] == "## Something changed"
    assert "new week to 28 June 2026" in lines[1]
    assert "“CoLT5”" in lines[2]
    assert colour(view) == ACCENT
    assert not labels(view)


@pytest.mark.parametrize(
    ("reports", "said"),
    [((BUNDLED, LIVING), "The lists are as they were."), ((BUNDLED, BROKEN), "What could be asked has nothing new.")],
)
def test_nothing_new_is_said_too(reports: tuple[SourceReport, ...], said: str) -> None:
    view = refreshed_card(Refreshed((), reports))
    taken(view, code=True)
    assert whole(view).startswith(f"## Nothing new\n{said}")


def test_with_nothing_new_what_changed_lately_is_shown() -> None:
    lately = [change(minutes=90)]
    assert "### What changed lately\n-# <t:1782714600:R> · living-list: new week" in whole(
        refreshed_card(Refreshed((), (BUNDLED, LIVING)), lately)
    )
    assert "lately" not in whole(refreshed_card(Refreshed((change(),), (BUNDLED, LIVING)), lately))


@pytest.mark.parametrize(("changes", "head"), [((), "## Nothing new"), ((change(),), "## Something changed")])
def test_what_was_asked_a_moment_ago_is_told_as_past(changes: tuple[Change, ...], head: str) -> None:
    view = refreshed_card(Refreshed(changes, (LIVING,), AT))
    taken(view)
    lines = whole(view).split("\n")
    assert lines[0] == head
    assert any(
        line.startswith("-# The sources were asked <t:1782720000:R>; this is what came of that.") for line in lines
    )


REPORTS = st.builds(
    SourceReport,
    NASTY_TEXT | st.sampled_from(NASTY),
    st.integers(0, 10**9),
    st.integers(0, 10**6),
    st.none() | st.just(AT),
    NASTY_TEXT,
    NASTY_TEXT,
    newest=st.none() | st.dates(),
)
CHANGES = st.builds(
    change,
    st.sampled_from(ChangeKind),
    minutes=st.integers(0, 3),
    source=NASTY_TEXT | st.sampled_from(NASTY),
    title=NASTY_TEXT | st.sampled_from(NASTY),
    fields=st.just(("title", "abstract", "summary", "links", "category", "arxiv_id", "authors")),
)


@given(st.lists(REPORTS, max_size=12), st.lists(CHANGES, max_size=25), st.none() | st.just(AT))
def test_whatever_sources_are_called_and_say_fits_and_does_nothing(
    reports: list[SourceReport], changes: list[Change], asked_before: datetime | None
) -> None:
    for news, lately in ((changes, ()), ([], changes)):
        taken(refreshed_card(Refreshed(tuple(news), tuple(reports), asked_before), lately), code=True)
    statuses = [status()] * 12
    view = status_card(statuses, error=None, channel_names={5: "papers"}, sources=reports, changes=changes)
    taken(view, code=True)
    assert "weekly" in whole(view)


def test_the_worst_sources_leave_room_for_digests() -> None:
    reports = [replace(BROKEN, name="W" * 32, papers=10**6)] * 12
    changes = [change(ChangeKind.CORRECTED_PAPER, minutes=number, title="*" * 150) for number in range(9)]
    assert length(sources_text(reports, changes)) < 2600
