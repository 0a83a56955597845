from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import discord
import pytest

from bot.digests.model import DigestContent, EditionKey, Marker, StepState
from bot.digests.reports import (
    ChannelStatus,
    Correction,
    DigestStatus,
    EditionRecord,
    Outcome,
    PostResult,
    Preview,
    RunRecord,
)
from bot.digests.troubles import Trouble
from bot.discord_app.custom_ids.kinds import ChosenDigest, DigestAct, PostAgain
from bot.discord_app.render.blocks import ATTENTION, TROUBLE
from bot.discord_app.render.digest import DigestRenderer
from bot.discord_app.render.digest_admin import layout_from_payload, post_result, preview_card, status_card, which_one
from bot.discord_app.render.payloads import payload_of
from bot.errors import SettingsError, SettingsProblem
from tests.discord_app.render.checks import buttons, labels, taken, texts, whole
from tests.discord_app.render.hostile import NASTY
from tests.factories import SUNDAY, make_week

DUE = datetime(2023, 3, 27, 7, tzinfo=UTC)
LINK = "https://discord.com/channels/1/5/9"
EDITION = EditionRecord(EditionKey("weekly", 5, SUNDAY), StepState.SENT, (9,), DUE)
RUN = RunRecord("weekly", 5, DUE, Outcome.DELIVERED, DUE, SUNDAY)


def preview(**fields: object) -> Preview:
    content = DigestContent(digest="weekly", week=make_week(), total=3, mention_role=7)
    values = {
        "digest": "weekly",
        "channel_id": 5,
        "due": DUE,
        "content": content,
        "parts": DigestRenderer().parts(content),
    }
    return Preview(**{**values, **fields})  # type: ignore[arg-type]


def status(*channels: ChannelStatus, digest: str = "weekly", due: datetime | None = DUE) -> DigestStatus:
    return DigestStatus(digest, due, channels)


def colour(view: discord.ui.LayoutView) -> int:
    return int(payload_of(view)["components"][0]["accent_color"])


def test_a_preview_says_what_where_and_when() -> None:
    view = preview_card(preview(), "papers")
    taken(view)
    assert whole(view).split("\n") == [
        "## Preview: weekly",
        "**Where:** **#papers**",
        "**When:** <t:1679900400:F> (<t:1679900400:R>)",
        "**What:** the week 20–26 March 2023: 3 papers in 1 message",
        "**Pings:** <@&7>",
        "-# Here it is, exactly as it will be posted:",
    ]
    (part,) = preview().parts
    taken(layout_from_payload(part.payload))


def test_a_preview_of_an_older_week_says_so() -> None:
    content = DigestContent(digest="weekly", week=make_week(), total=3, archive=True)
    view = preview_card(preview(content=content), "papers")
    assert "the week 20–26 March 2023, from the archive: 3 papers" in whole(view)
    assert "Pings" not in whole(view)


def test_a_preview_of_nothing_says_why() -> None:
    view = preview_card(preview(content=None, parts=(), due=None, reason="`keywords` let *nothing* through."), "papers")
    taken(view, code=True)
    assert "**When:** never" in whole(view)
    assert whole(view).endswith("**What:** nothing. `keywords` let \\*nothing\\* through.")


def test_the_status_of_a_digest_that_is_well() -> None:
    view = status_card(
        [status(ChannelStatus(5, RUN, EDITION, None, "No new week."))], error=None, channel_names={5: "papers"}
    )
    taken(view)
    assert whole(view).split("\n") == [
        "## Digests",
        "### weekly",
        "**Next run:** <t:1679900400:F> (<t:1679900400:R>)",
        "**#papers** · nothing to post. No new week.",
        "-# ✅ Posted <t:1679900400:f> · the week to 26 March 2023",
    ]


@pytest.mark.parametrize("outcome", Outcome)
def test_the_status_says_how_the_last_run_ended_and_why(outcome: Outcome) -> None:
    run = replace(RUN, outcome=outcome, reason="Send Messages is missing.", week=None)
    view = status_card([status(ChannelStatus(5, run, None, SUNDAY))], error=None, channel_names={5: "papers"})
    taken(view)
    assert "<t:1679900400:f>. Send Messages is missing." in whole(view)
    assert "**#papers** · would post the week to 26 March 2023." in whole(view)


@pytest.mark.parametrize("outcome", [Outcome.WAITING, Outcome.SKIPPED])
def test_what_keeps_the_next_run_as_it_kept_the_last_is_said_once(outcome: Outcome) -> None:
    reason = "No week is newer."
    run = replace(RUN, outcome=outcome, reason=reason, week=None)
    view = status_card([status(ChannelStatus(5, run, None, None, reason))], error=None, channel_names={5: "papers"})
    said, last = whole(view).split("\n")[-2:]
    assert said == "**#papers** · nothing to post. No week is newer."
    assert last.endswith("<t:1679900400:f>")


def test_the_status_of_a_digest_that_has_not_run() -> None:
    view = status_card([status(ChannelStatus(6, None, None, None), due=None)], error=None, channel_names={})
    taken(view)
    assert "**Next run:** never" in whole(view)
    assert "<#6> · nothing to post.\n-# Has not run by itself yet." in whole(view)


def test_an_edition_besides_the_last_run_is_said() -> None:
    failed = replace(RUN, outcome=Outcome.FAILED, week=SUNDAY + timedelta(7), reason="Gone.")
    found = replace(EDITION, adopted=True)
    view = status_card([status(ChannelStatus(5, failed, found, None))], error=None, channel_names={5: "papers"})
    assert "Last posted: the week to 26 March 2023, <t:1679900400:f>, found in the channel" in whole(view)
    quiet = status_card([status(ChannelStatus(5, RUN, EDITION, None))], error=None, channel_names={5: "papers"})
    assert "Last posted" not in whole(quiet)


@pytest.mark.parametrize(
    ("correction", "line"),
    [
        (Correction(DUE, StepState.SENT), "-# ✏️ Corrected <t:1679900400:f> · the week to 26 March 2023"),
        (
            Correction(DUE, StepState.FAILED, "The message was *deleted*."),
            "-# ⚠️ Not corrected · the week to 26 March 2023. The message was \\*deleted\\*.",
        ),
        (Correction(DUE, StepState.PLANNED), "-# ⏳ Being corrected · the week to 26 March 2023."),
    ],
)
def test_the_newest_correction_of_what_was_posted_is_said(correction: Correction, line: str) -> None:
    corrected = replace(EDITION, correction=correction)
    channel = ChannelStatus(5, RUN, EDITION, None, last_corrected=corrected)
    view = status_card([status(channel)], error=None, channel_names={5: "papers"})
    taken(view)
    assert whole(view).split("\n")[-1] == line


def broken(*lines: int) -> SettingsError:
    problems = [SettingsProblem(line, 7, "digests[0].name", 'must be unique, not "their secret"') for line in lines]
    return SettingsError(Path("paperboy.yaml"), tuple(problems))


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ([3], "**The settings file has an error:** line 3, column 7."),
        ([0], "**The settings file has an error:** the file as a whole."),
        ([3, 4], "**The settings file has 2 errors:** line 3, column 7; line 4, column 7."),
        (
            [1, 2, 3, 4, 5, 6, 7],
            "**The settings file has 7 errors:** line 1, column 7; line 2, column 7; line 3, column 7; "
            "line 4, column 7; line 5, column 7; and 2 more.",
        ),
    ],
)
def test_the_places_of_errors_in_the_settings_stand_first_without_their_words(lines: list[int], said: str) -> None:
    for statuses in ([], [status(ChannelStatus(5, RUN, EDITION, None))]):
        view = status_card(statuses, error=broken(*lines), channel_names={})
        taken(view, code=True)
        assert whole(view).split("\n")[0] == said
        assert "stays so until the file is mended" in whole(view)
        assert "secret" not in whole(view)


def test_what_stands_in_the_way_is_told_beside_what_would_be_posted() -> None:
    well, barred = ChannelStatus(5, None, None, SUNDAY), ChannelStatus(6, None, None, SUNDAY)
    troubles = {("weekly", 6): Trouble("Paperboy lacks *that*."), ("other", 5): Trouble("Not of this digest.")}
    view = status_card([status(well, barred)], error=None, channel_names={5: "papers", 6: "news"}, troubles=troubles)
    taken(view)
    lines = whole(view).split("\n")
    place = lines.index("**#news** · would post the week to 26 March 2023.")
    assert lines[place + 1] == "⚠️ **Nothing can be posted there as things are.** Paperboy lacks \\*that\\*."
    assert whole(view).count("⚠️") == 1
    assert colour(view) == TROUBLE


def test_a_role_that_is_not_pinged_does_not_look_like_a_failure() -> None:
    quiet = Trouble("Nobody is pinged.", blocks=False)
    known = status(ChannelStatus(5, None, None, SUNDAY))
    for view in (
        status_card([known], error=None, channel_names={5: "papers"}, troubles={("weekly", 5): quiet}),
        preview_card(preview(), "papers", quiet),
    ):
        taken(view)
        assert "⚠️ Nobody is pinged." in whole(view).split("\n")
        assert colour(view) == ATTENTION


@pytest.mark.parametrize("fields", [{}, {"content": None, "parts": (), "reason": "No new week."}])
def test_a_preview_says_what_stands_in_the_way(fields: dict[str, object]) -> None:
    view = preview_card(preview(**fields), "papers", Trouble("The channel is gone."))
    taken(view)
    assert "⚠️ **Nothing can be posted there as things are.** The channel is gone." in whole(view).split("\n")
    assert colour(view) == TROUBLE


@pytest.mark.parametrize("act", DigestAct)
def test_several_digests_are_one_press_away(act: DigestAct) -> None:
    view = which_one(act, [("weekly", 5, "papers"), ("vision", 6, "news")])
    taken(view)
    assert whole(view) == "**Which one is meant?**"
    assert labels(view) == ["weekly in #papers", "vision in #news"]
    pressed = [ChosenDigest.decode(one.custom_id or "") for one in buttons(view)]
    assert pressed == [ChosenDigest(act, Marker.tag_of("weekly"), 5), ChosenDigest(act, Marker.tag_of("vision"), 6)]


def test_more_digests_than_buttons() -> None:
    view = which_one(DigestAct.POST, [("d" * 32, number, "c" * 100) for number in range(30)])
    taken(view, code=True)
    assert len(buttons(view)) == 25
    assert whole(view).startswith("**Which of the 30 is meant?**")


def test_no_digest_says_where_to_set_one() -> None:
    view = status_card([], error=None, channel_names={})
    taken(view, code=True)
    assert "settings file" in whole(view)


def test_more_channels_than_a_message_holds() -> None:
    run = replace(RUN, reason="Something went wrong that needs many words to say. " * 4)
    many = [
        status(
            *(ChannelStatus(number, run, EDITION, SUNDAY, "Soon.") for number in range(20)), digest=f"digest {number}"
        )
        for number in range(10)
    ]
    view = status_card(
        many, error=broken(*range(1, 9)), channel_names={number: f"channel-{number}" for number in range(20)}
    )
    taken(view, code=True)
    assert "more; the command line's `digest status` lists all." in whole(view)
    last = whole(view).split("\n")[-2]
    assert not last.startswith("###"), "a heading is not left alone"


@pytest.mark.parametrize("nasty", NASTY, ids=range(len(NASTY)))
def test_the_nastiest_status(nasty: str) -> None:
    run = replace(RUN, reason=nasty, outcome=Outcome.FAILED)
    found = [
        status(ChannelStatus(5, run, EDITION, SUNDAY, nasty), ChannelStatus(6, run, None, None, nasty), digest=nasty)
    ]
    taken(
        status_card(
            found,
            error=SettingsError(Path(nasty or "x"), (SettingsProblem(3, 4, nasty, nasty, nasty),)),
            channel_names={5: nasty},
        ),
        code=True,
    )
    taken(preview_card(preview(digest=nasty, content=None, reason=nasty), nasty), code=True)
    taken(post_result(PostResult(nasty, 5, Outcome.FAILED, reason=nasty), nasty), code=True)


def test_posted() -> None:
    view = post_result(PostResult("weekly", 5, Outcome.DELIVERED, EDITION), LINK)
    taken(view)
    assert whole(view) == "## Posted\nThe week to 26 March 2023 of weekly is in <#5>."
    assert [(one.label, one.url) for one in buttons(view)] == [("Open the message", LINK)]


def test_already_there_asks_before_it_posts_again() -> None:
    view = post_result(PostResult("weekly", 5, Outcome.DELIVERED, EDITION, already=True), LINK)
    taken(view)
    assert texts(view)[0].startswith("## Already posted")
    assert "since <t:1679900400:f>" in whole(view)
    assert labels(view) == ["Open the message", "Post again"]
    again = PostAgain.decode(buttons(view)[1].custom_id or "")
    assert again == PostAgain(Marker.tag_of("weekly"), 5, SUNDAY)


@pytest.mark.parametrize(
    ("outcome", "heading"),
    [
        (Outcome.FAILED, "## Not posted"),
        (Outcome.SKIPPED, "## Nothing to post"),
        (Outcome.WAITING, "## Waiting for a new week"),
        (Outcome.UNFINISHED, "## On its way"),
    ],
)
def test_what_became_of_a_post_that_is_not_there(outcome: Outcome, heading: str) -> None:
    view = post_result(PostResult("weekly", 5, outcome, reason="Because of this."), None)
    taken(view)
    assert whole(view).startswith(heading)
    assert "Because of this." in whole(view)
    assert ("run /digest post again" in whole(view)) == (outcome is Outcome.FAILED)
    assert not buttons(view)
