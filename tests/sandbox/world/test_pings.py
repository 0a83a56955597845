"""Whom a message would have notified."""

from __future__ import annotations

from typing import Any

import pytest

from bot.sandbox import Pings
from bot.sandbox.limits.messages import message_problems
from bot.sandbox.world.pings import pings_of
from tests.sandbox.limits.edges import container, embed, text, v2
from tests.sandbox.town import Api, Town

EVERY_KIND = ("users", "roles", "everyone")
NOBODY = Pings()


def of(words: str, allowed: dict[str, Any] | None = None, *, all_allowed: bool = True) -> Pings:
    return pings_of(words, allowed, default=EVERY_KIND, mentionable=[7], may_mention_all=all_allowed)


@pytest.mark.parametrize(
    ("allowed", "pings"),
    [
        (None, Pings(frozenset({1, 2}), frozenset({7, 8}), everyone=True)),
        ({"parse": []}, NOBODY),
        ({}, NOBODY),
        ({"parse": ["users"]}, Pings(users=frozenset({1, 2}))),
        ({"users": ["2", "3"]}, Pings(users=frozenset({2}))),
        ({"parse": [], "roles": ["8"]}, Pings(roles=frozenset({8}))),
        ({"parse": ["everyone"]}, Pings(everyone=True)),
    ],
)
def test_allowed_mentions_decide(allowed: dict[str, Any] | None, pings: Pings) -> None:
    assert of("<@1> <@!2> <@&7> <@&8> @everyone", allowed) == pings


def test_without_mention_everyone_only_mentionable_roles_are_notified() -> None:
    assert of("<@&7> <@&8> @here", all_allowed=False) == Pings(roles=frozenset({7}))


@pytest.mark.parametrize("words", ["@everything", "<@>", "<#1>", "</week:1>", "everyone"])
def test_what_only_looks_like_a_mention_notifies_nobody(words: str) -> None:
    assert not of(words)


async def test_text_of_components_notifies_and_embeds_do_not(town: Town, api: Api) -> None:
    place = f"/channels/{town.general.id}/messages"
    body = v2(container(text(f"Hello {town.ada.mention}")))
    assert message_problems(body) == []
    await api.post(place, body)
    await api.post(place, embed(description=town.ada.mention))
    first, second = town.sandbox.messages(town.general)
    assert first.pings == Pings(users=frozenset({town.ada.id}))
    assert not second.pings


async def test_an_edit_notifies_nobody_anew(town: Town, api: Api) -> None:
    place = f"/channels/{town.general.id}/messages"
    sent = await api.post(place, {"content": "x"})
    await api.patch(f"{place}/{sent.body['id']}", {"content": town.ada.mention})
    assert not town.sandbox.messages(town.general)[0].pings


async def test_everyone_needs_the_permission(town: Town, api: Api) -> None:
    place = f"/channels/{town.general.id}/messages"
    assert (await api.post(place, {"content": "@everyone"})).body["mention_everyone"] is False
    town.guild.set_bot_permissions(mention_everyone=True)
    assert (await api.post(place, {"content": "@everyone"})).body["mention_everyone"] is True
