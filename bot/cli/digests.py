"""``digest``: what the digests of all servers are about to do, and posting now."""

from __future__ import annotations

import asyncio
from typing import Annotated

import typer

from bot.cli.command import AsJson, Command, environment, show, show_json

__all__ = ["app"]

app = typer.Typer(help="Look at the digests of all servers, and post now.", no_args_is_help=True)

DigestName = Annotated[str | None, typer.Argument(help="Which digest. Default: all of them.", metavar="DIGEST")]
ChannelId = Annotated[int | None, typer.Option("--channel", help="Only this channel, by its id.")]


@app.command("status", cls=Command)
def digest_status(as_json: AsJson = False) -> None:
    """Show each digest's last and next run in every channel."""
    from bot.app.offline import digest_statuses
    from bot.terminal import as_json as objects
    from bot.terminal.digests import draw_statuses

    statuses = asyncio.run(digest_statuses(environment()))
    if as_json:
        show_json(objects.status_object(statuses))
    else:
        show(draw_statuses(statuses))


@app.command("preview", cls=Command)
def digest_preview(digest: DigestName = None, channel: ChannelId = None, as_json: AsJson = False) -> None:
    """Show exactly what the next run will post, and where."""
    from bot.app.offline import digest_previews
    from bot.terminal import as_json as objects
    from bot.terminal.digests import draw_preview, draw_statuses

    previews = asyncio.run(digest_previews(environment(), digest, channel))
    if as_json:
        show_json({"previews": [objects.preview_object(preview) for preview in previews]})
    else:
        show(*([draw_preview(preview) for preview in previews] or [draw_statuses(())]))


@app.command("post", cls=Command)
def digest_post(
    digest: DigestName = None,
    channel: ChannelId = None,
    again: Annotated[bool, typer.Option("--again", help="Post the newest delivered week once more.")] = False,
    as_json: AsJson = False,
) -> None:
    """Post now what is undelivered, due or not; exit code 1 if a channel fails."""
    from bot.app.offline import post_digests
    from bot.digests.reports import Outcome
    from bot.terminal import as_json as objects
    from bot.terminal.digests import draw_post, draw_statuses

    if again and digest is None:
        raise typer.BadParameter("name the digest that is to be posted again")
    results = asyncio.run(post_digests(environment(), digest, channel, again=again))
    if as_json:
        show_json({"results": [objects.post_object(result) for result in results]})
    else:
        show(*([draw_post(result) for result in results] or [draw_statuses(())]))
    if any(result.outcome is Outcome.FAILED for result in results):
        raise typer.Exit(1)
