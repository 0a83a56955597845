"""What admins are told about digests: what comes next, how they stand, and what became of "post now"."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

import discord

from bot.digests.model import EditionKey, Marker
from bot.digests.reports import ChannelStatus, DigestStatus, Outcome, PostResult, Preview, RunRecord
from bot.discord_app.custom_ids.kinds import PostAgain
from bot.discord_app.render.blocks import ACCENT, ATTENTION, TROUBLE, Button, button, link_button, message, rows, text
from bot.discord_app.render.measure import measure
from bot.discord_app.render.payloads import layout_from_payload
from bot.discord_app.text.markdown import bold, fit, fit_escaped, length, one_line, plural, prose, timestamp, week_span
from bot.models import Week

__all__ = ["layout_from_payload", "post_result", "preview_card", "status_card"]

_MOST_REASON = 400
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


def preview_card(preview: Preview, channel_name: str) -> discord.ui.LayoutView:
    """Return the header of a preview: what the next run will post, where and when. The messages themselves follow it."""
    content = preview.content
    due = f"{timestamp(preview.due, 'F')} ({timestamp(preview.due, 'R')})" if preview.due else _NEVER
    lines = [f"## Preview: {_name(preview.digest)}", f"**Where:** {_channel(channel_name)}", f"**When:** {due}"]
    if content is None or not preview.parts:
        lines.append(f"**What:** nothing. {_reason(preview.reason)}".rstrip())
        return message([text(*lines)], accent=ATTENTION)
    archive = ", from the archive" if content.archive else ""
    papers, parts = plural(len(content.week.papers), "paper"), plural(len(preview.parts), "message")
    lines.append(f"**What:** the week {week_span(content.week)}{archive}: {papers} in {parts}")
    if content.mention_role is not None:
        lines.append(f"**Pings:** <@&{content.mention_role}>")
    return message([text(*lines, "-# Here it is, exactly as it will be posted:")])


def status_card(
    statuses: Sequence[DigestStatus], *, problem: str | None, channel_names: Mapping[int, str]
) -> discord.ui.LayoutView:
    """Return how digests stand, with times in the reader's own zone. ``problem`` is what is wrong with the settings, if anything.

    ``channel_names`` holds the channels that may be named; others show as Discord shows a channel one cannot see.
    """
    failed = any(
        one.last_run and one.last_run.outcome is Outcome.FAILED for status in statuses for one in status.channels
    )
    above = f"**The settings have an error.** {prose(problem, 800)}" if problem else ""
    if not statuses:
        lines = (above, "No digest posts to this server. They are set in the bot's settings file, under `digests`.")
        return message([text(*lines)], accent=TROUBLE if problem else ATTENTION)
    blocks = [block for status in statuses for block in _status(status, channel_names)]
    kept = _that_fit(blocks, _ROOM_FOR_STATUS - length(above))
    rest = f"-# and {len(blocks) - len(kept)} more; the command line's `digest status` lists all."
    foot = rest if len(kept) < len(blocks) else ""
    view = message([text(above, "## Digests", *kept, foot)], accent=TROUBLE if failed or problem else ACCENT)
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


def _status(status: DigestStatus, names: Mapping[int, str]) -> Iterable[str]:
    due = f"{timestamp(status.next_due, 'F')} ({timestamp(status.next_due, 'R')})" if status.next_due else _NEVER
    channels = [_channel_status(channel, names) for channel in status.channels]
    head = f"### {_name(status.digest)}\n**Next run:** {due}"
    # The heading is one piece with the first channel, so that it never stands alone where the rest is left out.
    yield "\n".join([head, *channels[:1]])
    yield from channels[1:]


def _channel_status(channel: ChannelStatus, names: Mapping[int, str]) -> str:
    name = names.get(channel.channel_id)
    where = _channel(name) if name else f"<#{channel.channel_id}>"
    if channel.next_week:
        coming = f"the week {_week(channel.next_week)}. {_reason(channel.next_reason)}".rstrip()
    else:
        coming = _reason(channel.next_reason) or "nothing to post yet."
    lines = [f"{where} · would post {coming}" if channel.next_week else f"{where} · next: {coming}"]
    lines += [f"-# {line}" for line in _past(channel)]
    return "\n".join(lines)


def _past(channel: ChannelStatus) -> Iterable[str]:
    run, edition = channel.last_run, channel.last_edition
    if run is None:
        yield "Has not run by itself yet."
    else:
        yield _run(run)
    if edition is not None and edition.message_ids and (run is None or run.week != edition.key.week):
        found = ", found in the channel" if edition.adopted else ""
        yield f"Last posted: the week {_week(edition.key.week)}, {timestamp(edition.changed_at)}{found}"


def _run(run: RunRecord) -> str:
    week = f" · the week {_week(run.week)}" if run.week else ""
    said = f"{_DID[run.outcome]} {timestamp(run.at)}{week}"
    return f"{said}. {_reason(run.reason)}" if run.reason else said


def _again(digest: str, channel_id: int, edition: EditionKey) -> Button:
    target = PostAgain(Marker.tag_of(digest), channel_id, edition.week)
    return button("Post again", target.encode(), style=discord.ButtonStyle.danger)


def _that_fit(blocks: Sequence[str], room: int) -> list[str]:
    kept: list[str] = []
    for block in blocks:
        room -= length(block) + 1
        if room < 0:
            break
        kept.append(block)
    return kept


def _name(digest: str) -> str:
    return fit_escaped(one_line(digest), 100)


def _channel(name: str) -> str:
    return bold("#" + fit(one_line(name), 100))


def _reason(reason: str) -> str:
    return prose(one_line(reason), _MOST_REASON)


def _week(end: date) -> str:
    return week_span(Week.ending(end, ()))
