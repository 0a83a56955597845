"""Discord's published description of requests: what it forbids is refused in its place, what it allows breaks nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.sandbox.errors import ApiError
from bot.sandbox.rest.routing import Route
from bot.sandbox.rest.table import ROUTES
from bot.sandbox.world.interactions import InteractionKind
from tests.discord_schema import fits, request_schema
from tests.sandbox.rest.published import MALFORMED, Path, Schema, Spoiler, allowed, named
from tests.sandbox.rest.test_any_body import Place

NEEDS: Mapping[str, Mapping[str, Any]] = {
    "MessageCreateRequest": {"content": "x"},
    "IncomingWebhookRequestPartial": {"content": "x"},
    "IncomingWebhookRequest": {"content": "x"},
    "IncomingWebhookInteractionRequest": {"content": "x"},
    "BaseCreateMessageCreateRequest": {"content": "x"},
    "CreatePrivateChannelRequest": {"recipient_id": "1"},
    "RichEmbed": {"title": "x"},
    "RichEmbedImage": {"url": "https://a.b/c"},
    "RichEmbedThumbnail": {"url": "https://a.b/c"},
    "PollMedia": {"text": "x"},
    "PollMediaCreateRequest": {"text": "x"},
    "UpdateMessageInteractionCallbackRequest": {"type": 7},
    "ButtonComponentForMessageRequest": {"custom_id": "x", "label": "x"},
    "ApplicationCommandCreateRequest": {"description": "x"},
    "ApplicationCommandUpdateRequest": {"description": "x"},
}
"""What Discord demands although its description does not say so."""
_ASIDE = ("shared_client_theme",)
_PICTURE = ("width", "height", "placeholder", "placeholder_version", "is_animated", "description")
PASSED_OVER = {
    # Of embeds only Discord itself sets these; from anybody else it takes no notice of them.
    "RichEmbed": ("type", "provider", "video"),
    "RichEmbedImage": _PICTURE,
    "RichEmbedThumbnail": _PICTURE,
    # A thread has no voice.
    "UpdateThreadRequestPartial": ("bitrate", "user_limit", "rtc_region", "video_quality_mode"),
    "MessageCreateRequest": _ASIDE,
    "BaseCreateMessageCreateRequest": _ASIDE,
    # What only a channel's webhook may say, what only Discord's own client does.
    "IncomingWebhookRequestPartial": (*_ASIDE, "username", "avatar_url", "thread_name", "applied_tags", "nonce"),
    "IncomingWebhookInteractionRequest": _ASIDE,
    "CreatePrivateChannelRequest": ("access_tokens", "nicks"),
}
APPLICATION = "/applications/{application_id}"
CALLBACK = "/interactions/{interaction_id}/{interaction_token}/callback"


@dataclass(frozen=True)
class Case:
    """A request of the description: a route by its path there, in a kind of channel, and which of its schemas."""

    method: str
    path: str
    schema: str = ""
    channel: str = "text"
    interaction: InteractionKind = InteractionKind.COMMAND

    def __str__(self) -> str:
        return f"{self.method} {self.path} {self.schema} {self.channel}"

    @property
    def described(self) -> Schema:
        return named(self.schema) if self.schema else request_schema(self.method, self.path)

    @property
    def route(self) -> Route:
        own = self.path.replace("webhook_token", "token").replace("interaction_token", "token")
        return next(one for one in ROUTES if (one.method, one.template) == (self.method, own))


CASES = [
    Case("POST", "/users/@me/channels"),
    Case("POST", "/guilds/{guild_id}/roles"),
    Case("PATCH", "/guilds/{guild_id}/roles/{role_id}"),
    Case("POST", "/guilds/{guild_id}/channels"),
    Case("PATCH", "/guilds/{guild_id}/channels"),
    Case("PATCH", "/channels/{channel_id}", "UpdateGuildChannelRequestPartial"),
    Case("PATCH", "/channels/{channel_id}", "UpdateGuildChannelRequestPartial", "forum"),
    Case("PATCH", "/channels/{channel_id}", "UpdateThreadRequestPartial", "thread"),
    Case("PUT", "/channels/{channel_id}/permissions/{overwrite_id}"),
    Case("POST", "/channels/{channel_id}/messages"),
    Case("PATCH", "/channels/{channel_id}/messages/{message_id}"),
    Case("POST", "/channels/{channel_id}/messages/bulk-delete"),
    Case("POST", "/channels/{channel_id}/threads", "CreateForumThreadRequest", "forum"),
    Case("POST", "/channels/{channel_id}/threads", "CreateTextThreadWithoutMessageRequest"),
    Case("POST", "/channels/{channel_id}/messages/{message_id}/threads"),
    *(
        Case(method, f"{base}{command}")
        for base in (f"{APPLICATION}/commands", f"{APPLICATION}/guilds/{{guild_id}}/commands")
        for method, command in (("PUT", ""), ("POST", ""), ("PATCH", "/{command_id}"))
    ),
    Case("POST", CALLBACK, "CreateMessageInteractionCallbackRequest"),
    Case("POST", CALLBACK, "ModalInteractionCallbackRequest"),
    Case("POST", CALLBACK, "UpdateMessageInteractionCallbackRequest", interaction=InteractionKind.COMPONENT),
    Case("POST", CALLBACK, "ApplicationCommandAutocompleteCallbackRequest", interaction=InteractionKind.AUTOCOMPLETE),
    Case("POST", "/webhooks/{webhook_id}/{webhook_token}", "IncomingWebhookRequestPartial"),
    Case("PATCH", "/webhooks/{webhook_id}/{webhook_token}/messages/{message_id}"),
]


def laid_out(body: Any) -> Any:
    """Return a body with the flag that its components ask for, wherever it holds a message."""
    if not isinstance(body, dict):
        return body
    body = {**body, **{key: laid_out(body[key]) for key in ("data", "message") if key in body}}
    components = body.get("components")
    kinds = [one.get("type") for one in components if isinstance(one, dict)] if isinstance(components, list) else []
    return body if all(kind == 1 for kind in kinds) else {**body, "content": None, "flags": 1 << 15}


def place_of(case: Case) -> Place:
    place = Place(case.channel)
    (said,) = place.channel.messages.values()
    said.poll = None
    place.interaction.kind = case.interaction
    place.interaction.source = said if case.interaction is InteractionKind.COMPONENT else None
    place.interaction.followups.append(said)
    return place


def places(errors: Mapping[str, Any], path: Path = ()) -> Iterator[Path]:
    """Yield where a refusal says that something is wrong."""
    for step, inner in errors.items():
        yield from [path] if step == "_errors" else places(inner, (*path, step))


def complaint(case: Case, path: Path, body: Any) -> str:
    """Return what is wrong with the answer to a body that is spoiled at a path, nothing where all is well."""
    try:
        place_of(case).ask(case.route, body)
        told = f"{path}: taken"
    except ApiError as error:
        found = list(places(error.errors or {}))
        if error.code == 50109 or any(one[: len(path)] == path or path[: len(one)] == one for one in found):
            return ""
        told = f"{path}: {error} at {found}"
    # What is wrong for one of several kinds may be right for another. Formats are not looked at by ``fits``.
    return "" if MALFORMED not in repr(body) and fits(dict(case.described), body) else told


@pytest.mark.parametrize("case", CASES, ids=str)
def test_what_it_forbids_is_refused_where_it_is(case: Case) -> None:
    spoiled = list(Spoiler(NEEDS, PASSED_OVER).spoil(case.described))
    assert spoiled
    complaints = [complaint(case, path, laid_out(body)) for path, body in spoiled]
    assert not list(filter(None, complaints))


@pytest.mark.parametrize("case", CASES, ids=str)
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(seed=st.integers(0, 2**32))
def test_what_it_allows_breaks_nothing(case: Case, seed: int) -> None:
    body = allowed(case.described, Random(seed))  # noqa: S311 - makes a body, keeps no secret
    assert fits(dict(case.described), body)
    with suppress(ApiError):
        place_of(case).ask(case.route, laid_out(body))
