"""The whole map: every kind of key, seen by somebody, and cheap to make again."""

from __future__ import annotations

import json
import time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.sandbox import Message, PanelEntry, Sandbox
from bot.sandbox.driver.begin import begin
from bot.sandbox.page.mirror import diff
from bot.sandbox.page.view import Scene, view
from bot.sandbox.page.views.messages import message_payload
from bot.sandbox.rest.service import RequestRecord
from bot.sandbox.world.interactions import InteractionKind
from bot.sandbox.world.polls import is_closed
from bot.sandbox.world.posting import (
    create_message,
    delete_message,
    edit_message,
    end_poll,
    pin_message,
    unpin_message,
)
from bot.sandbox.world.reactions import react, take_back
from tests.sandbox.page.visitor import apply
from tests.sandbox.town import START, Clock, Town, build

A_CHANGE = 0.010
"""Seconds that a change may cost each open page, where 300 messages are in the world."""


@pytest.fixture
def house() -> Town:
    """A town whose server does not listen."""
    return stand()


def stand() -> Town:
    clock = Clock()
    return build(Sandbox(clock=clock), clock)


def scene_of(house: Town) -> Scene:
    sandbox = house.sandbox
    return Scene(sandbox.world, sandbox.requests, sandbox.panel, lambda: sandbox.gateway.online)


def test_there_is_every_kind(house: Town) -> None:
    sandbox = house.sandbox
    create_message(house.general, sandbox.bot_user, {"content": "Hello"})
    sandbox.world.commands.put({"name": "week", "description": "", "options": []})
    sandbox.requests.append(RequestRecord("GET", "/users/@me", "/users/@me", {}, START, status=200, number=1))
    sandbox.panel.put("digests", "Digests", [PanelEntry("weekly", "weekly")])
    sandbox.panel.log("started")
    shown = view(scene_of(house), house.ada.user)
    kinds = {key.partition(":")[0] for key in shown}
    everything = {"me", "app", "server", "person", "role", "channel", "message", "command", "request", "panel", "log"}
    assert kinds == everything
    assert (shown["me"]["name"], shown["log"], shown["request:1"]["n"]) == ("Ada", {"lines": ["started"]}, 1)
    assert shown["app"] == {"user": str(sandbox.bot_user.id), "name": "Paperboy", "online": False}
    assert json.loads(json.dumps(shown)) == shown


def test_what_one_does_not_see_is_not_told(house: Town) -> None:
    sandbox, scene = house.sandbox, scene_of(house)
    secret = house.guild.add_channel("secret")
    secret.set_overwrite(house.guild.everyone, deny=("view_channel",))
    hidden = create_message(secret, sandbox.bot_user, {"content": "Sesame"})
    typed = begin(house.chief.user, house.general, InteractionKind.COMMAND, {"id": "1", "name": "x"}, owners={"0": "1"})
    whispered = create_message(house.general, sandbox.bot_user, {"content": "Psst", "flags": 64}, interaction=typed)
    elsewhere = sandbox.add_guild("Elsewhere")
    seen = view(scene, house.ada.user)
    for key in (f"channel:{secret.id}", f"message:{hidden.id}", f"message:{whispered.id}", f"server:{elsewhere.id}"):
        assert key not in seen
        assert key in view(scene, house.chief.user) or key == f"server:{elsewhere.id}"
    assert "Sesame" not in json.dumps(seen)
    assert "Psst" not in json.dumps(seen)


def test_a_category_is_shown_to_whoever_sees_something_in_it(house: Town) -> None:
    heading = house.guild.add_channel("papers", "category")
    heading.set_overwrite(house.guild.everyone, deny=("view_channel",))
    scene, key = scene_of(house), f"channel:{heading.id}"
    assert key not in view(scene, house.ada.user)
    house.general.category = heading
    assert view(scene, house.ada.user)[key]["name"] == "papers"


def test_neither_the_bot_nor_the_owner_of_servers_is_somebody_to_become(house: Town) -> None:
    seen = view(scene_of(house), house.ada.user)
    people = {value["name"] for key, value in seen.items() if key.startswith("person:")}
    assert people == {"Paperboy", "Ada", "Chief"}
    assert seen["me"]["others"] == [str(house.chief.id)]


def test_no_map_holds_a_secret(house: Town) -> None:
    sandbox = house.sandbox
    begin(house.ada.user, house.general, InteractionKind.COMMAND, {"id": "1", "name": "x"}, owners={"0": "1"})
    (interaction,) = sandbox.world.interactions.values()
    path = f"/interactions/{interaction.id}/{interaction.token}/callback"
    sandbox.requests.append(RequestRecord("POST", "/interactions/{id}/{token}/callback", path, {}, START))
    text = json.dumps(view(scene_of(house), house.ada.user))
    assert sandbox.token not in text
    assert interaction.token not in text


CHANGES = (
    "create",
    "edit",
    "edit_embeds",
    "silence",
    "delete",
    "vote",
    "thread",
    "speak",
    "command",
    "panel",
    "archive",
)


def change(house: Town, what: str) -> None:
    """Do to the world what a bot or a person may do."""
    sandbox, general = house.sandbox, house.general
    last = sandbox.messages(general)[-1] if general.messages else None
    answers = [{"poll_media": {"text": text}} for text in ("Yes", "No")]
    if what == "create" or last is None:
        poll = {"question": {"text": "Good?"}, "answers": answers, "allow_multiselect": True}
        create_message(general, sandbox.bot_user, {"content": "New", "poll": poll})
    elif what == "edit":
        edit_message(last, {"content": last.content + "!"})
    elif what == "edit_embeds":
        edit_message(last, {"embeds": [{"title": "T"}]})
    elif what == "silence":
        edit_message(last, {"flags": 4})
    elif what == "delete":
        delete_message(last)
    elif what == "vote" and not is_closed(last.poll or {}, START):
        house.ada.vote(last, [len(last.votes) % 2 + 1])
    elif what == "thread":
        last.thread = last.thread or general.add_thread("T", id=last.id)
    elif what in ("pin", "react", "end"):
        mark(house, last, what)
    else:
        change_around(house, what)


def mark(house: Town, message: Message, what: str) -> None:
    if what == "end":
        end_poll(message)
    elif what == "react":
        (take_back if message.reactions else react)(message, house.ada.user, "👍")
    else:
        (unpin_message if message.pinned_at else pin_message)(message)


def change_around(house: Town, what: str) -> None:
    sandbox = house.sandbox
    threads = house.general.threads
    if what == "speak" and threads:
        create_message(threads[0], sandbox.bot_user, {"content": "In the thread"})
    elif what == "archive" and threads:
        threads[0].archive()
    elif what == "command":
        sandbox.world.commands.put({"name": "week", "description": f"{sandbox.world.snowflakes.next()}"})
    elif what == "panel":
        sandbox.panel.log("line")


@settings(deadline=None)
@given(st.lists(st.sampled_from(CHANGES), max_size=12))
def test_a_page_that_hears_of_every_change_shows_what_a_new_one_shows(changes: list[str]) -> None:
    house = stand()
    old, followed = scene_of(house), dict[str, Any]()
    for what in changes:
        change(house, what)
        # Only JSON goes over the wire: what was told cannot change afterwards.
        now = view(old, house.ada.user)
        followed = json.loads(json.dumps(apply(diff(followed, now), followed)))
        assert followed == view(scene_of(house), house.ada.user)


def card(number: int) -> dict[str, Any]:
    texts = [{"type": 10, "content": f"## Paper {number}\n{'words ' * 40}"} for _ in range(6)]
    buttons = [{"type": 2, "style": 1, "label": "Abstract", "custom_id": f"{number}.{one}"} for one in range(5)]
    return {"flags": 1 << 15, "components": [{"type": 17, "components": [*texts, {"type": 1, "components": buttons}]}]}


def test_a_change_costs_little_in_a_long_history(house: Town) -> None:
    sandbox, scene = house.sandbox, scene_of(house)
    for number in range(300):
        create_message(house.general, sandbox.bot_user, card(number))
    known = view(scene, house.ada.user)
    taken = []
    for number in range(10):
        edit_message(sandbox.messages(house.general)[number], card(1000 + number))
        start = time.process_time()
        now = view(scene, house.ada.user)
        update = diff(known, now)
        taken.append(time.process_time() - start)
        assert (len(update["set"]), update["gone"]) == (1, [])
        known = now
    assert min(taken) < A_CHANGE


def test_a_kept_payload_is_the_same_as_a_new_one(house: Town) -> None:
    message = create_message(house.general, house.sandbox.bot_user, card(1))
    scene = scene_of(house)
    assert scene.payloads(message) == message_payload(message) == message.payload()
    assert scene.payloads(message) is scene.payloads(message)
