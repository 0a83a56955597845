"""Starting threads and forum posts: https://discord.com/developers/docs/resources/channel#start-thread-from-message."""

from __future__ import annotations

from typing import Any

from bot.sandbox.errors import ApiError, below
from bot.sandbox.limits.channels import check_thread
from bot.sandbox.limits.form import Form
from bot.sandbox.limits.unverified import about_active_threads, about_first_posts
from bot.sandbox.permissions import Permission
from bot.sandbox.rest.access import message_of, refuse, require, require_for, visible_channel
from bot.sandbox.rest.bodies import checked_new
from bot.sandbox.rest.routing import Answer, Call, Route
from bot.sandbox.rest.tags import check_tags
from bot.sandbox.world.channels import Channel, ChannelKind, Thread
from bot.sandbox.world.posting import create_message

__all__ = ["ROUTES"]

_PRIVATE = int(ChannelKind.PRIVATE_THREAD)
_PUBLIC = {
    ChannelKind.TEXT: int(ChannelKind.PUBLIC_THREAD),
    ChannelKind.ANNOUNCEMENT: int(ChannelKind.ANNOUNCEMENT_THREAD),
}


def start_thread(call: Call) -> Any:
    """Start Thread without Message, or a post in a forum, by the kind of the channel."""
    channel = visible_channel(call)
    form = _checked_form(call)
    if channel.kind is ChannelKind.FORUM:
        return _start_post(call, channel, form)
    _refuse_other_kinds(channel)
    # Discord opens a private thread where the request does not tell which, and in text channels only.
    allowed = (_PRIVATE, _PUBLIC[channel.kind]) if channel.kind is ChannelKind.TEXT else (_PUBLIC[channel.kind],)
    private = (form.choice("type", allowed) or allowed[0]) == _PRIVATE
    refuse(form.problems)
    require(channel, Permission.CREATE_PRIVATE_THREADS if private else Permission.CREATE_PUBLIC_THREADS)
    thread = channel.add_thread(form.body["name"], private=private)
    return Answer(_set_up(call, thread, form).payload(), 201)


def _refuse_other_kinds(channel: Channel) -> None:
    if channel.kind not in _PUBLIC:
        raise ApiError(400, 50024, "Cannot execute action on this channel type")


def _checked_form(call: Call) -> Form:
    form = Form(call.json_object(), doubts=call.doubts)
    check_thread(form, new=True)
    return form


def _set_up(call: Call, thread: Thread, form: Form) -> Thread:
    thread.auto_archive_duration = form.body.get("auto_archive_duration") or thread.auto_archive_duration
    thread.invitable = form.body.get("invitable") is not False
    if form.body.get("rate_limit_per_user"):
        thread.settings = {"rate_limit_per_user": form.body["rate_limit_per_user"]}
    if thread.guild is not None:
        active = sum(not one.archived for one in thread.guild.threads)
        call.doubts.extend(about_active_threads(active))
    return thread


def _start_post(call: Call, forum: Channel, form: Form) -> Answer:
    form.form("message", required=True)
    refuse(form.problems)
    require(forum, Permission.SEND_MESSAGES)
    tags = [int(tag) for tag in form.body.get("applied_tags") or ()]
    check_tags(forum, tags)
    message = form.body["message"]
    call.doubts.extend(about_first_posts(message))
    require_for(forum, call, message)
    with below("message"):
        attachments = checked_new(call, forum, message)
    thread = _set_up(call, forum.add_thread(form.body["name"]), form)
    thread.applied_tags = tags
    # A post and its first message share their id.
    first = create_message(thread, call.world.bot, message, attachments=attachments, id=thread.id)
    return Answer(thread.payload() | {"message": first.payload()}, 201)


def start_thread_from_message(call: Call) -> Any:
    """Start Thread from Message: it gets the message's id."""
    channel = visible_channel(call)
    _refuse_other_kinds(channel)
    message = message_of(call, channel)
    form = _checked_form(call)
    refuse(form.problems)
    require(channel, Permission.CREATE_PUBLIC_THREADS)
    if message.thread is not None:
        raise ApiError(400, 160004, "A thread has already been created for this message")
    thread = channel.add_thread(form.body["name"], id=message.id)
    message.thread = _set_up(call, thread, form)
    return Answer(thread.payload(), 201)


ROUTES = (
    Route("POST", "/channels/{channel_id}/threads", start_thread),
    Route("POST", "/channels/{channel_id}/messages/{message_id}/threads", start_thread_from_message),
)
