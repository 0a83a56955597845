"""Threads and forum posts: https://discord.com/developers/docs/resources/channel#start-thread-from-message."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from bot.sandbox.errors import ApiError
from bot.sandbox.limits.form import Form, Problem
from bot.sandbox.limits.unverified import about_first_posts
from bot.sandbox.permissions import Permission
from bot.sandbox.rest.access import guild_of, may, message_of, require, visible_channel
from bot.sandbox.rest.bodies import checked_new
from bot.sandbox.rest.channels import AUTO_ARCHIVE_MINUTES, MAX_TAGS_OF_A_POST
from bot.sandbox.rest.routing import Answer, Call, Route
from bot.sandbox.world.channels import Channel, ChannelKind, Thread
from bot.sandbox.world.posting import create_message
from bot.sandbox.world.users import User

__all__ = ["ROUTES"]

_PRIVATE = int(ChannelKind.PRIVATE_THREAD)


def start_thread(call: Call) -> Any:
    """Start Thread without Message, or a post in a forum, by the kind of the channel."""
    channel = visible_channel(call)
    body = call.json_object()
    form = _checked_form(body)
    if channel.kind is ChannelKind.FORUM:
        return _start_post(call, channel, body, form)
    _refuse_other_kinds(channel)
    private = body.get("type", _PRIVATE) == _PRIVATE
    _finish(form)
    require(channel, Permission.CREATE_PRIVATE_THREADS if private else Permission.CREATE_PUBLIC_THREADS)
    thread = channel.add_thread(body["name"], private=private)
    thread.auto_archive_duration = body.get("auto_archive_duration") or thread.auto_archive_duration
    return Answer(thread.payload(), 201)


def _refuse_other_kinds(channel: Channel) -> None:
    if channel.kind not in (ChannelKind.TEXT, ChannelKind.ANNOUNCEMENT):
        raise ApiError(400, 50024, "Cannot execute action on this channel type")


def _checked_form(body: Mapping[str, Any]) -> Form:
    form = Form(body)
    form.text("name", 100, minimum=1, required=True)
    form.choice("auto_archive_duration", AUTO_ARCHIVE_MINUTES)
    form.number("rate_limit_per_user", 0, 21600)
    return form


def _finish(form: Form) -> None:
    if form.problems:
        raise ApiError.form(form.problems)


def _start_post(call: Call, forum: Channel, body: Mapping[str, Any], form: Form) -> Answer:
    form.form("message", required=True)
    tags = [int(tag) for tag in form.snowflakes("applied_tags", MAX_TAGS_OF_A_POST)]
    _finish(form)
    require(forum, Permission.SEND_MESSAGES)
    _check_tags(forum, tags)
    message = body["message"]
    call.doubts.extend(about_first_posts(message))
    attachments = checked_new(call, forum, message)
    thread = forum.add_thread(body["name"])
    thread.applied_tags = tags
    thread.auto_archive_duration = body.get("auto_archive_duration") or thread.auto_archive_duration
    # A post and its first message share their id.
    first = create_message(thread, call.world.bot, message, attachments=attachments, id=thread.id)
    return Answer(thread.payload() | {"message": first.payload()}, 201)


def _check_tags(forum: Channel, tags: list[int]) -> None:
    known = {tag.id: tag for tag in forum.tags}
    if any(tag not in known for tag in tags):
        raise ApiError.unknown(10087, "tag")
    if any(known[tag].moderated for tag in tags):
        require(forum, Permission.MANAGE_THREADS)
    if forum.require_tag and not tags:
        raise ApiError(400, 40067, "A tag is required to create a forum post in this channel")


def start_thread_from_message(call: Call) -> Any:
    """Start Thread from Message: it gets the message's id."""
    channel = visible_channel(call)
    _refuse_other_kinds(channel)
    message = message_of(call, channel)
    body = call.json_object()
    _finish(_checked_form(body))
    require(channel, Permission.CREATE_PUBLIC_THREADS)
    if message.thread is not None:
        raise ApiError(400, 160004, "A thread has already been created for this message")
    message.thread = channel.add_thread(body["name"], id=message.id)
    return Answer(message.thread.payload(), 201)


def list_active_threads(call: Call) -> Any:
    """List Active Guild Threads, as far as the bot sees them."""
    visible = [one for one in guild_of(call).threads if may(one, Permission.VIEW_CHANNEL)]
    threads = [one.payload() for one in sorted(visible, key=lambda one: -one.id) if not one.archived]
    return {"threads": threads, "members": [], "has_more": False}


def list_archived_public(call: Call) -> Any:
    """List Public Archived Threads, the last archived first."""
    return _archived(call, private=False)


def list_archived_private(call: Call) -> Any:
    """List Private Archived Threads."""
    require(visible_channel(call), Permission.MANAGE_THREADS)
    return _archived(call, private=True)


def list_archived_private_joined(call: Call) -> Any:
    """List Joined Private Archived Threads: those that the bot opened."""
    return _archived(call, private=True, owner=call.world.bot)


def _archived(call: Call, *, private: bool, owner: User | None = None) -> Any:
    channel = visible_channel(call)
    require(channel, Permission.READ_MESSAGE_HISTORY)
    limit = call.query_number("limit", 50, 2, 100)
    before = _time(call.query.get("before"))
    fitting = [
        thread
        for thread in channel.threads
        if thread.archived
        and (thread.kind is ChannelKind.PRIVATE_THREAD) == private
        and owner in (None, thread.owner)
        and (before is None or thread.archived_at < before)
    ]
    newest_first = sorted(fitting, key=_archived_at, reverse=True)
    threads = [thread.payload() for thread in newest_first[:limit]]
    return {"threads": threads, "members": [], "has_more": len(fitting) > limit}


def _time(text: str | None) -> datetime | None:
    if text is None:
        return None
    try:
        time = datetime.fromisoformat(text)
    except ValueError:
        problem = Problem(("before",), "DATE_TIME_TYPE_PARSE", f"Could not parse {text}. Should be ISO8601.")
        raise ApiError.form([problem]) from None
    return time if time.tzinfo else time.replace(tzinfo=UTC)


def _archived_at(thread: Thread) -> tuple[datetime, int]:
    return thread.archived_at, thread.id


ROUTES = (
    Route("POST", "/channels/{channel_id}/threads", start_thread),
    Route("POST", "/channels/{channel_id}/messages/{message_id}/threads", start_thread_from_message),
    Route("GET", "/guilds/{guild_id}/threads/active", list_active_threads),
    Route("GET", "/channels/{channel_id}/threads/archived/public", list_archived_public),
    Route("GET", "/channels/{channel_id}/threads/archived/private", list_archived_private),
    Route("GET", "/channels/{channel_id}/users/@me/threads/archived/private", list_archived_private_joined),
)
