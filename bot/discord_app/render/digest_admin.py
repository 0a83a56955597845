"""What admins are told about digests: what comes next, how they stand, and what became of "post now"."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from types import MappingProxyType

import discord

from bot.digests.model import EditionKey, Marker, StepState
from bot.digests.reports import ChannelStatus, Correction, DigestStatus, Outcome, PostResult, Preview, RunRecord
from bot.digests.troubles import Trouble
from bot.discord_app.custom_ids.kinds import ChosenDigest, DigestAct, PostAgain
from bot.discord_app.render.blocks import (
    ACCENT,
    ATTENTION,
    TROUBLE,
    Button,
    button,
    link_button,
    message,
    rows,
    rule,
    text,
)
from bot.discord_app.render.measure import measure, that_fit
from bot.discord_app.render.payloads import layout_from_payload
from bot.discord_app.render.sources import in_trouble, look_button, sources_text
from bot.discord_app.text.markdown import (
    bold,
    day,
    fit,
    fit_escaped,
    length,
    one_line,
    plural,
    prose,
    timestamp,
    week_span,
)
from bot.errors import SettingsError, SettingsProblem
from bot.models import Change, SourceReport

__all__ = ["NO_DIGEST", "layout_from_payload", "post_result", "preview_card", "status_card", "which_one"]

NO_DIGEST = "No digest posts to this server. Whoever runs the bot adds one to its settings file, under `digests`."

_MOST_REASON = 400
_MOST_PLACES = 5
_MOST_TARGETS = 25  # five rows of buttons
_ROOM_FOR_STATUS = 3600
_NEVER = "never: its schedule does not come true again"
_DID = {
    Outcome.DELIVERED: "✅ Posted",
    Outcome.SKIPPED: "➖ Skipped",
    Outcome.WAITING: "⏳ Waiting",
    Outcome.FAILED: "❌ Failed",
    Outcome.UNFINISHED: "⏳ Not finished; it goes on by itself",
}
_HEADINGS = {
    Outcome.DELIVERED: "Posted",
    Outcome.SKIPPED: "Nothing to post",
    Outcome.WAITING: "Waiting for a new week",
    Outcome.FAILED: "Not posted",
    Outcome.UNFINISHED: "On its way",
}
_ACCENTS = {Outcome.DELIVERED: ACCENT, Outcome.FAILED: TROUBLE}


def preview_card(preview: Preview, channel_name: str, trouble: Trouble | None = None) -> discord.ui.LayoutView:
    """Return the header of a preview: what the next run will post, where and when. The messages themselves follow it."""
    content = preview.content
    due = f"{timestamp(preview.due, 'F')} ({timestamp(preview.due, 'R')})" if preview.due else _NEVER
    lines = [f"## Preview: {_name(preview.digest)}", f"**Where:** {_channel(channel_name)}", f"**When:** {due}"]
    accent = _accent_of([trouble])
    if content is None or not preview.parts:
        lines.append(f"**What:** nothing. {_reason(preview.reason)}".rstrip())
        return message([text(*lines, _trouble(trouble))], accent=ATTENTION if accent == ACCENT else accent)
    archive = ", from the archive" if content.archive else ""
    papers, parts = plural(len(content.week.papers), "paper"), plural(len(preview.parts), "message")
    lines.append(f"**What:** the week {week_span(content.week)}{archive}: {papers} in {parts}")
    if content.mention_role is not None:
        lines.append(f"**Pings:** <@&{content.mention_role}>")
    return message([text(*lines, _trouble(trouble), "-# Here it is, exactly as it will be posted:")], accent=accent)


def status_card(
    statuses: Sequence[DigestStatus],
    *,
    error: SettingsError | None,
    channel_names: Mapping[int, str],
    troubles: Mapping[tuple[str, int], Trouble] = MappingProxyType({}),
    sources: Sequence[SourceReport] = (),
    changes: Sequence[Change] = (),
) -> discord.ui.LayoutView:
    """Return how digests stand, with times in the reader's own zone, and below how the sources stand and what changed in them.

    ``error`` is what is wrong with the settings file: only its places are shown, for its words may quote what belongs to
    another server. ``channel_names`` holds the channels that may be named; others show as Discord shows a channel one cannot
    see. ``troubles`` tells, by digest and channel, what stands in the way there.
    """
    failed = any(
        one.last_run and one.last_run.outcome is Outcome.FAILED for status in statuses for one in status.channels
    )
    above, origins = _settings_error(error.problems) if error else "", sources_text(sources, changes)
    below = [rule(), text(origins), look_button()] if origins else []
    if not statuses:
        return message([text(above, prose(NO_DIGEST, _MOST_REASON)), *below], accent=TROUBLE if error else ATTENTION)
    accent = TROUBLE if failed or error else _accent_of(troubles.values())
    if accent == ACCENT and in_trouble(sources):
        accent = ATTENTION
    blocks = [block for status in statuses for block in _status(status, channel_names, troubles)]
    kept = that_fit(blocks, _ROOM_FOR_STATUS - length(above) - length(origins))
    rest = f"-# and {len(blocks) - len(kept)} more; the command line's `digest status` lists all."
    foot = rest if len(kept) < len(blocks) else ""
    view = message([text(above, "## Digests", *kept, foot), *below], accent=accent)
    measure(view)
    return view


def which_one(act: DigestAct, targets: Sequence[tuple[str, int, str]]) -> discord.ui.LayoutView:
    """Ask which digest is meant, a button for each: ``targets`` are digest, channel id and the channel's name."""
    lines = [
        "**Which one is meant?**" if len(targets) <= _MOST_TARGETS else f"**Which of the {len(targets)} is meant?**"
    ]
    if len(targets) > _MOST_TARGETS:
        lines.append(
            f"Here are the first {_MOST_TARGETS}. The command's options `digest` and `channel` take any of them."
        )
    buttons = [
        button(f"{digest} in #{name}", ChosenDigest(act, Marker.tag_of(digest), channel_id).encode())
        for digest, channel_id, name in targets[:_MOST_TARGETS]
    ]
    view = message([text(*lines), *rows(buttons)], accent=ATTENTION)
    measure(view)
    return view


def post_result(result: PostResult, link: str | None) -> discord.ui.LayoutView:
    """Return what became of "post now"; ``link`` leads to the message, where there is one.

    Where the week stood in the channel before, a button asks to confirm that it is to be posted once more.
    """
    edition, where = result.edition, f"<#{result.channel_id}>"
    week = f"The week {_week(edition.key.week)}" if edition else _name(result.digest)
    opener = link_button("Open the message", link) if link else None
    buttons = [opener] if opener else []
    if result.already and edition is not None:
        lines = [
            "## Already posted",
            f"{week} of {_name(result.digest)} has been in {where} since {timestamp(edition.changed_at)}.",
            "Nothing was sent. To have it there a second time, press “Post again”.",
        ]
        return message([text(*lines), *rows([*buttons, _again(result.digest, result.channel_id, edition.key)])])
    lines = [f"## {_HEADINGS[result.outcome]}"]
    if result.outcome is Outcome.DELIVERED:
        lines.append(f"{week} of {_name(result.digest)} is in {where}.")
    elif result.outcome is Outcome.FAILED:
        lines.append(f"{week} could not be posted to {where}.")
    lines.append(_reason(result.reason))
    if result.outcome is Outcome.FAILED:
        lines.append("-# When that is mended, run /digest post again.")
    return message([text(*lines), *rows(buttons)], accent=_ACCENTS.get(result.outcome, ATTENTION))


def _settings_error(problems: Sequence[SettingsProblem]) -> str:
    places = [f"line {one.line}, column {one.column}" if one.line else "the file as a whole" for one in problems]
    shown = (
        places if len(places) <= _MOST_PLACES else [*places[:_MOST_PLACES], f"and {len(places) - _MOST_PLACES} more"]
    )
    count = "an error" if len(places) == 1 else f"{len(places)} errors"
    return (
        f"**The settings file has {count}:** {'; '.join(shown)}.\n"
        "What was in force before that change stays so until the file is mended. What is wrong there is in the log on the "
        "bot's machine, and `python -m bot check` says it too."
    )


def _accent_of(troubles: Iterable[Trouble | None]) -> int:
    found = [one for one in troubles if one is not None]
    return TROUBLE if any(one.blocks for one in found) else ATTENTION if found else ACCENT


def _trouble(trouble: Trouble | None) -> str:
    if trouble is None:
        return ""
    return f"⚠️ {'**Nothing can be posted there as things are.** ' if trouble.blocks else ''}{_reason(trouble.text)}"


def _status(
    status: DigestStatus, names: Mapping[int, str], troubles: Mapping[tuple[str, int], Trouble]
) -> Iterable[str]:
    due = f"{timestamp(status.next_due, 'F')} ({timestamp(status.next_due, 'R')})" if status.next_due else _NEVER
    channels = [
        _channel_status(channel, names, troubles.get((status.digest, channel.channel_id)))
        for channel in status.channels
    ]
    head = f"### {_name(status.digest)}\n**Next run:** {due}"
    # The heading is one piece with the first channel, so that it never stands alone where the rest is left out.
    yield "\n".join([head, *channels[:1]])
    yield from channels[1:]


def _channel_status(channel: ChannelStatus, names: Mapping[int, str], trouble: Trouble | None) -> str:
    name = names.get(channel.channel_id)
    where = _channel(name) if name else f"<#{channel.channel_id}>"
    coming = f"would post the week {_week(channel.next_week)}." if channel.next_week else "nothing to post."
    lines = [f"{where} · {coming} {_reason(channel.next_reason)}".rstrip(), _trouble(trouble)]
    lines += [f"-# {line}" for line in _past(channel)]
    return "\n".join(line for line in lines if line)


def _past(channel: ChannelStatus) -> Iterable[str]:
    run, edition = channel.last_run, channel.last_edition
    if run is None:
        yield "Has not run by itself yet."
    else:
        yield _run(run, channel.last_reason)
    if edition is not None and edition.message_ids and (run is None or run.week != edition.key.week):
        found = ", found in the channel" if edition.adopted else ""
        yield f"Last posted: the week {_week(edition.key.week)}, {timestamp(edition.changed_at)}{found}"
    corrected = channel.last_corrected
    if corrected is not None and corrected.correction is not None:
        yield _correction(_week(corrected.key.week), corrected.correction)


def _correction(week: str, correction: Correction) -> str:
    if correction.state is StepState.SENT:
        return f"✏️ Corrected {timestamp(correction.at)} · the week {week}"
    did = "⚠️ Not corrected" if correction.state is StepState.FAILED else "⏳ Being corrected"
    return f"{did} · the week {week}. {_reason(correction.reason)}".rstrip()


def _run(run: RunRecord, reason: str) -> str:
    week = f" · the week {_week(run.week)}" if run.week else ""
    said = f"{_DID[run.outcome]} {timestamp(run.at)}{week}"
    return f"{said}. {_reason(reason)}" if reason else said


def _again(digest: str, channel_id: int, edition: EditionKey) -> Button:
    target = PostAgain(Marker.tag_of(digest), channel_id, edition.week)
    return button("Post again", target.encode(), style=discord.ButtonStyle.danger)


def _name(digest: str) -> str:
    return fit_escaped(one_line(digest), 100)


def _channel(name: str) -> str:
    return bold("#" + fit(one_line(name), 100))


def _reason(reason: str) -> str:
    return prose(one_line(reason), _MOST_REASON)


def _week(end: date) -> str:
    return f"to {day(end)}"
