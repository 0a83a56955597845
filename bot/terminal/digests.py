"""Digests for admins at a terminal: how each stands, what the next run posts, what "post now" did."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, tzinfo

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from bot.digests.model import StepState
from bot.digests.reports import ChannelStatus, DigestStatus, EditionRecord, Outcome, PostResult, Preview
from bot.terminal.discord_message import draw_message

__all__ = ["draw_post", "draw_preview", "draw_statuses"]

_STYLES = {
    Outcome.DELIVERED: "green",
    Outcome.SKIPPED: "dim",
    Outcome.WAITING: "yellow",
    Outcome.FAILED: "bold red",
    Outcome.UNFINISHED: "yellow",
}

_CORRECTED = {
    StepState.SENT: "corrected",
    StepState.FAILED: "not corrected",
    StepState.PLANNED: "being corrected",
    StepState.SENDING: "being corrected",
}


def draw_statuses(statuses: Iterable[DigestStatus], zone: tzinfo | None = None) -> RenderableType:
    """Return a line for each digest and channel; times are in ``zone``, else the machine's own."""
    table = Table(expand=True, show_lines=True)
    for name in ("digest", "channel", "next run", "would post", "last run"):
        # An id in two pieces could not be copied.
        table.add_column(name, overflow="fold", no_wrap=name == "channel")
    for status in statuses:
        for channel in status.channels:
            table.add_row(
                Text(status.digest),
                str(channel.channel_id),
                _moment(status.next_due, zone),
                _next(channel),
                _last(channel, zone),
            )
    if not table.row_count:
        return Text(
            "No digest is set: add one under `digests:` in the settings. The bot answers commands all the same."
        )
    return table


def draw_preview(preview: Preview, zone: tzinfo | None = None) -> RenderableType:
    """Return the messages of the next run as they will look, or why there are none."""
    head = Text.assemble(
        (preview.digest, "bold"), f" to channel {preview.channel_id}, next run {_moment(preview.due, zone)}"
    )
    messages = [
        draw_message(part.payload, footer=f"message {number} of {len(preview.parts)}")
        for number, part in enumerate(preview.parts, 1)
    ]
    return Group(head, *(messages or [Text(f"Nothing would be posted: {preview.reason}")]))


def draw_post(result: PostResult) -> RenderableType:
    """Return what became of "post now" in one channel, with what to do next."""
    where = f"{result.digest} in channel {result.channel_id}: "
    if result.already and result.edition:
        return Text(f"{where}the week to {result.edition.key.week} is there already. Post it once more with --again.")
    what = f"week to {result.edition.key.week} {result.outcome.value}" if result.edition else result.outcome.value
    said = f". {result.reason}" if result.reason else "."
    return Text.assemble(where, (what, _STYLES[result.outcome]), said)


def _moment(moment: datetime | None, zone: tzinfo | None) -> str:
    return moment.astimezone(zone).strftime("%a %d %b %Y %H:%M %Z") if moment else "never"


def _next(channel: ChannelStatus) -> Text:
    week = f"week to {channel.next_week.isoformat()}" if channel.next_week else "nothing"
    return Text(f"{week}\n{channel.next_reason}".strip())


def _last(channel: ChannelStatus, zone: tzinfo | None) -> Text:
    run = channel.last_run
    if run is None:
        text = Text("not yet", style="dim")
    else:
        week = f", week to {run.week.isoformat()}" if run.week else ""
        text = Text.assemble((run.outcome.value, _STYLES[run.outcome]), f"{week}, {_moment(run.at, zone)}")
        text.append(f"\n{channel.last_reason}" if channel.last_reason else "")
    return text.append(_corrected(channel.last_corrected, zone))


def _corrected(edition: EditionRecord | None, zone: tzinfo | None) -> str:
    if edition is None or edition.correction is None:
        return ""
    correction = edition.correction
    said = f"\n{_CORRECTED[correction.state]}, week to {edition.key.week}, {_moment(correction.at, zone)}"
    return f"{said}\n{correction.reason}" if correction.reason else said
