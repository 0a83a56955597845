"""Whatever a request says, it is answered or refused as Discord does it; no handler fails itself."""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.sandbox.driver.begin import begin
from bot.sandbox.errors import ApiError
from bot.sandbox.permissions import Permission
from bot.sandbox.rest.routing import Call, Route
from bot.sandbox.rest.table import ROUTES
from bot.sandbox.world.interactions import CallbackKind, InteractionKind
from bot.sandbox.world.world import World
from tests.sandbox.limits.edges import poll
from tests.sandbox.town import Clock

KEYS = [
    *("content", "embeds", "components", "flags", "nonce", "enforce_nonce", "poll", "allowed_mentions", "attachments"),
    *(
        "message_reference",
        "message_id",
        "sticker_ids",
        "name",
        "type",
        "topic",
        "parent_id",
        "position",
        "id",
        "message",
    ),
    *("permission_overwrites", "available_tags", "applied_tags", "allow", "deny", "archived", "locked", "messages"),
    *(
        "rate_limit_per_user",
        "auto_archive_duration",
        "description",
        "options",
        "choices",
        "data",
        "custom_id",
        "title",
    ),
    *("permissions", "mentionable", "recipient_id", "tags", "duration", "answers", "question", "emoji_id", "invitable"),
]
SIMPLE = (
    st.none()
    | st.booleans()
    | st.integers(-5, 2**70)
    | st.sampled_from([0, 1, 2, 4, 5, 15, 1 << 15, 16.0, 0.5])
    | st.sampled_from(["", "x", "0", "1", "-1", "1.0", "²", "x" * 2001, "9" * 5000])
)
JSON = st.recursive(
    SIMPLE,
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=4),
    max_leaves=8,
)
BODIES = st.dictionaries(st.sampled_from(KEYS), JSON, max_size=6) | JSON
CHANGING = [route for route in ROUTES if route.method in ("POST", "PUT", "PATCH")]
KINDS = ("text", "announcement", "forum", "voice", "category", "thread", "dm")


class Place:
    """A world with one of each thing that a path may name, made anew for every body."""

    def __init__(self, kind: str) -> None:
        world = self.world = World(token="none", bot_name="Bot", clock=Clock(), answer_within=timedelta(seconds=3))
        guild = world.add_guild("Group")
        guild.set_role(guild.everyone, guild.everyone.permissions | Permission.ADMINISTRATOR)
        ada = guild.add_member("Ada")
        general = guild.add_channel("general")
        channel = world.dm(ada.user) if kind == "dm" else general.add_thread("talk") if kind == "thread" else None
        self.channel = channel or guild.add_channel("one", kind, tags=["t"] if kind == "forum" else ())
        said = ada.say(general, "x")
        said.poll = poll()["poll"] | {"results": {"answer_counts": [], "is_finalized": False}}
        self.channel.messages[said.id] = said
        said.author = world.bot
        interaction = begin(ada.user, general, InteractionKind.COMMAND, {"name": "week"}, owners={"0": str(guild.id)})
        command = world.commands.put({"name": "week", "description": "d"})
        own = world.commands.put({"name": "week", "description": "d"}, guild.id)
        role = guild.new_role("Readers", Permission(0))
        self.interaction = interaction
        self.ids = {
            "application_id": world.application_id,
            "webhook_id": world.application_id,
            "token": interaction.token,
            "interaction_id": interaction.id,
            "guild_id": guild.id,
            "channel_id": self.channel.id,
            "message_id": said.id,
            "command_id": command["id"],
            "own_command_id": own["id"],
            "user_id": ada.id,
            "role_id": role.id,
            "overwrite_id": role.id,
            "answer_id": 1,
            "emoji": "🔥",
        }

    def ask(self, route: Route, body: Any) -> None:
        """Let a route's handler have a body; ApiError where it refuses it."""
        if route.template.startswith("/webhooks/"):
            self.interaction.answer = CallbackKind.DEFERRED_MESSAGE
        ids = {**self.ids, **({"command_id": self.ids["own_command_id"]} if "guild_id" in route.template else {})}
        parameters = {name: str(value) for name, value in ids.items() if f"{{{name}}}" in route.template}
        call = Call(self.world, "http://127.0.0.1", parameters, {}, body)
        route.handler(call)


@pytest.mark.parametrize("route", CHANGING, ids=lambda route: f"{route.method} {route.template}")
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(body=BODIES, kind=st.sampled_from(KINDS))
def test_no_handler_fails_itself(route: Route, body: Any, kind: str) -> None:
    with suppress(ApiError):
        Place(kind).ask(route, body)
