"""Every limit of Discord over HTTP: at it a request is taken, one above it is refused with Discord's status and code.

=======================================  ===============================================================================
what Discord publishes                   where it is tried
=======================================  ===============================================================================
messages: content, empty, stickers,      ``MESSAGES``, ``EMBEDS``, ``COMPONENTS``, by a message each; files, alt text and
attachments, nonce, embeds, polls,       names of files in ``test_files…``
allowed mentions, Components V2,
legacy rows, buttons, selects
the flag of Components V2                ``test_the_layout…``
modals                                   ``MODALS``, by an answer to a command each
suggestions of autocomplete              ``SUGGESTIONS``
commands: names, descriptions, options,  ``COMMANDS``, by a command of everywhere and of a server each; their number
choices, nesting, order, 8000            (100, 15, 15) and 200 creates a day in ``test_commands.py``; 100 permissions in
                                         ``world/test_commandaccess.py``
channels, forums and their tags          ``CHANNELS``, by a new channel each; 500 and 50 in ``test_newchannels.py``
threads, posts and their tags            ``THREADS``, by a thread and an edit each; 1000 members in
                                         ``test_threadmembers.py``; tags that are needed or moderated in
                                         ``test_threads.py``
pages of lists                           ``PAGES``
bulk delete: 2 to 100, 14 days           ``test_bulk…``, and ``test_messages.py``
reactions, pins, roles                   ``test_reactions…``; ``test_pins.py``; ``test_roles.py``
interactions: 3 s, 15 min, one answer,   ``test_callbacks.py``, ``test_webhooks.py``; no modal after a modal, and what an
five followups, no modal after a modal   answer's first flags settle in ``test_a_modal…`` and ``test_who_sees…``
=======================================  ===============================================================================

Channels hold no webhooks of their own here, so that their fifteen per channel cannot be reached.
"""

from __future__ import annotations

from typing import Any

import pytest

from bot.sandbox.world.interactions import InteractionKind
from tests.sandbox.limits import test_channels as channel_edges
from tests.sandbox.limits import test_commands as command_edges
from tests.sandbox.limits import test_modals as modal_edges
from tests.sandbox.limits.edges import COMPONENTS, EMBEDS, MESSAGES, Body, button, row, text, v2
from tests.sandbox.rest.test_callbacks import answer, ask, callback, webhook
from tests.sandbox.town import Api, Got, Town

MESSAGE_EDGES = {**MESSAGES, **EMBEDS, **COMPONENTS}
EMPTY = {"not empty", "not empty with components"}
"""Those above the limit of which are nothing at all."""
NEEDS_FILES = {"embed image": "a.png", "file": "a.csv"}
"""Those that refer to a file, which has to come along over HTTP."""
SUGGESTIONS = {
    "choices": (command_edges.choices(25), command_edges.choices(26)),
    "name": (command_edges.choices(1, name="x" * 100), command_edges.choices(1, name="x" * 101)),
    "value": (command_edges.choices(1, value="x" * 100), command_edges.choices(1, value="x" * 101)),
}
PAGES = {
    "/channels/{general}/messages?limit={}": (1, 100),
    "/channels/{general}/messages/pins?limit={}": (1, 50),
    "/channels/{general}/threads/archived/public?limit={}": (2, 100),
    "/guilds/{guild}/members/search?query=a&limit={}": (1, 1000),
    "/users/@me/guilds?limit={}": (1, 200),
}
FORM, NOTHING = (400, 50035), (400, 50006)


def assert_refused(got: Got, code: tuple[int, int] = FORM) -> None:
    """Hold a refusal against Discord's shape: a code and a sentence, and of a wrong form where and why, never empty."""
    assert got.code == code
    assert got.body["message"]
    if code == FORM:
        assert leaves(got.errors)
        assert all(leaf["code"].isupper() and leaf["message"] for leaf in leaves(got.errors))


def leaves(errors: Any) -> list[dict[str, str]]:
    found = list(errors.get("_errors", ()))
    return found + [leaf for key, inner in errors.items() if key != "_errors" for leaf in leaves(inner)]


async def post(api: Api, place: str, body: Body, filename: str | None = None) -> Got:
    """Send a body, with a file of that name beside it."""
    return await (api.upload_named("POST", place, body, filename) if filename else api.post(place, body))


@pytest.mark.parametrize("name", MESSAGE_EDGES)
async def test_messages(town: Town, api: Api, name: str) -> None:
    at, above = MESSAGE_EDGES[name]
    place = f"/channels/{town.general.id}/messages"
    assert (await post(api, place, at, NEEDS_FILES.get(name))).status == 200
    assert_refused(await post(api, place, above), NOTHING if name in EMPTY else FORM)
    assert len(town.sandbox.messages(town.general)) == 1


@pytest.mark.parametrize("name", MESSAGE_EDGES)
async def test_answers_and_followups(town: Town, api: Api, name: str) -> None:
    at, above = MESSAGE_EDGES[name]
    code, filename = NOTHING if name in EMPTY else FORM, NEEDS_FILES.get(name)
    interaction = ask(town)
    assert_refused(await answer(api, interaction, 4, **above), code)
    assert (await post(api, callback(interaction), {"type": 4, "data": at}, filename)).status == 204
    assert_refused(await api.post(webhook(town, interaction), above), code)
    assert (await post(api, webhook(town, interaction), at, filename)).status == 200


@pytest.mark.parametrize("name", modal_edges.EDGES)
async def test_modals(town: Town, api: Api, name: str) -> None:
    at, above = modal_edges.EDGES[name]
    interaction = ask(town)
    assert_refused(await answer(api, interaction, 9, **above))
    assert (await answer(api, interaction, 9, **at)).status == 204


@pytest.mark.parametrize("name", SUGGESTIONS)
async def test_suggestions(town: Town, api: Api, name: str) -> None:
    at, above = SUGGESTIONS[name]
    interaction = ask(town, InteractionKind.AUTOCOMPLETE)
    assert_refused(await answer(api, interaction, 8, choices=above))
    assert (await answer(api, interaction, 8, choices=at)).status == 204


@pytest.mark.parametrize("guild", [False, True])
@pytest.mark.parametrize("name", [*command_edges.EDGES, "whole command"])
async def test_commands(town: Town, api: Api, name: str, guild: bool) -> None:
    sized = {"whole command": (command_edges.sized(8000), command_edges.sized(8001))}
    at, above = (command_edges.EDGES | sized)[name]
    base = f"/applications/{town.sandbox.application_id}"
    place = f"{base}/guilds/{town.guild.id}/commands" if guild else f"{base}/commands"
    assert_refused(await api.post(place, above))
    assert_refused(await api.put(place, [above]))
    assert (await api.post(place, at)).status == 201
    assert (await api.put(place, [at])).status == 200


@pytest.mark.parametrize("name", channel_edges.CHANNELS)
async def test_channels(town: Town, api: Api, name: str) -> None:
    town.guild.set_bot_permissions(manage_channels=True, manage_roles=True)
    kind, at, above = channel_edges.CHANNELS[name]
    place, base = f"/guilds/{town.guild.id}/channels", {"name": "x", "type": kind}
    known = {"parent_id": str(town.guild.add_channel("Rooms", "category").id)} if name == "parent" else {}
    assert_refused(await api.post(place, base | above))
    if name == "overwrites":
        # A hundred of one role, which count as a hundred and come back as one.
        at = {"permission_overwrites": [{"id": str(town.guild.id), "type": 0}] * 100}
    assert (await api.post(place, base | at | known)).status == 201


@pytest.mark.parametrize("name", channel_edges.THREADS)
async def test_threads(town: Town, api: Api, name: str) -> None:
    town.guild.set_bot_permissions(manage_threads=True)
    at, above = channel_edges.THREADS[name]
    if name == "tags":
        tags = [*town.forum.tags, *[town.forum.add_tag(f"t{number}") for number in range(4)]]
        at = {"applied_tags": [str(tag.id) for tag in tags]}
    message = {"message": {"content": "x"}}
    place = f"/channels/{town.forum.id}/threads"
    assert_refused(await api.post(place, {"name": "x"} | message | above))
    made = await api.post(place, {"name": "x"} | message | at)
    assert made.status == 201
    assert_refused(await api.patch(f"/channels/{made.body['id']}", above))
    assert (await api.patch(f"/channels/{made.body['id']}", at)).status == 200


@pytest.mark.parametrize("template", PAGES)
async def test_pages(town: Town, api: Api, template: str) -> None:
    least, most = PAGES[template]

    async def page(limit: int) -> Got:
        return await api.get(template.format(limit, general=town.general.id, guild=town.guild.id))

    assert [(await page(limit)).status for limit in (least, most)] == [200, 200]
    assert_refused(await page(least - 1))
    assert_refused(await page(most + 1))


@pytest.mark.parametrize("field", ["description", "filename"])
async def test_files_are_described_in_1024_characters(town: Town, api: Api, field: str) -> None:
    place = f"/channels/{town.general.id}/messages"
    at = {"attachments": [{"id": 0, field: "x" * 1024}]}
    assert (await api.upload("POST", place, at, note=b"x")).status == 200
    above = {"attachments": [{"id": 0, field: "x" * 1025}]}
    assert_refused(await api.upload("POST", place, above, note=b"x"))


async def test_the_layout_of_components_stays(town: Town, api: Api) -> None:
    place = f"/channels/{town.general.id}/messages"
    sent = await api.post(place, v2(text("x")))
    own = f"{place}/{sent.body['id']}"
    assert (await api.patch(own, {"flags": 0})).body["flags"] == 1 << 15
    assert_refused(await api.patch(own, {"flags": 0, "content": "x"}))
    assert_refused(await api.post(place, v2(text("x"), shared_client_theme={"colors": ["FFFFFF"]})))
    plain = await api.post(place, {"content": "x", "components": [row(button())]})
    assert_refused(await api.patch(f"{place}/{plain.body['id']}", v2(text("x"))))
    emptied = v2(text("x"), content=None, embeds=[])
    assert (await api.patch(f"{place}/{plain.body['id']}", emptied)).status == 200


async def test_of_flags_only_those_are_set_that_a_bot_may_set(town: Town, api: Api) -> None:
    place = f"/channels/{town.general.id}/messages"
    every = (1 << 16) - 1 & ~(1 << 15)
    sent = await api.post(place, {"content": "x", "flags": every})
    assert sent.body["flags"] == 1 << 2 | 1 << 12
    edited = await api.patch(f"{place}/{sent.body['id']}", {"flags": 1 << 6})
    assert edited.body["flags"] == 1 << 12


async def test_embeds_of_one_address_are_shown_once_and_blank_ones_never(town: Town, api: Api) -> None:
    place = f"/channels/{town.general.id}/messages"
    first, second = ({"title": name, "url": "https://a.b"} for name in ("one", "two"))
    sent = await api.post(place, {"embeds": [first, second, {"title": "three"}, {"color": 5}]})
    assert [one["title"] for one in sent.body["embeds"]] == ["one", "three"]
    assert_refused(await api.post(place, {"embeds": [{"color": 5}]}), NOTHING)


async def test_bulk_deletion_takes_2_to_100(town: Town, api: Api) -> None:
    town.guild.set_bot_permissions(manage_messages=True)
    ids = [str(town.ada.say(town.general, "x").id) for _ in range(101)]
    place = f"/channels/{town.general.id}/messages/bulk-delete"
    assert_refused(await api.post(place, {"messages": ids}))
    assert_refused(await api.post(place, {"messages": ids[:1]}))
    assert (await api.post(place, {"messages": ids[:2]})).status == 204
    assert (await api.post(place, {"messages": [*ids[:99], ids[100]]})).status == 204
    assert [str(one.id) for one in town.sandbox.messages(town.general)] == [ids[99]]


async def test_reactions_of_a_message_are_twenty(town: Town, api: Api) -> None:
    said = town.ada.say(town.general, "x")
    said.reactions = {f"e{number}:{number}": (town.ada.user,) for number in range(10, 29)}
    place = f"/channels/{town.general.id}/messages/{said.id}/reactions"
    assert (await api.put(f"{place}/e9:9/@me", {})).status == 204
    assert_refused(await api.put(f"{place}/e8:8/@me", {}), (400, 30010))
    assert (await api.put(f"{place}/e10:10/@me", {})).status == 204


async def test_a_modal_is_a_first_answer_and_not_to_a_modal(town: Town, api: Api) -> None:
    submitted = ask(town, InteractionKind.MODAL)
    assert_refused(await answer(api, submitted, 9, **modal_edges.modal()))
    deferred = ask(town)
    await answer(api, deferred, 5)
    assert_refused(await answer(api, deferred, 9, **modal_edges.modal()), (400, 40060))


async def test_who_sees_an_answer_is_settled_by_the_first(town: Town, api: Api) -> None:
    hidden, shown = ask(town), ask(town)
    await answer(api, hidden, 5, flags=64)
    await answer(api, shown, 5)
    for interaction, flags in ((hidden, 64), (shown, 0)):
        original = webhook(town, interaction, "@original")
        assert (await api.patch(original, {"content": "x", "flags": 64 - flags})).body["flags"] == flags


async def test_of_a_deferred_answers_flags_only_one_counts(town: Town, api: Api) -> None:
    interaction = ask(town)
    await answer(api, interaction, 5, flags=64 | 1 << 15)
    assert "only EPHEMERAL counts" in town.sandbox.requests[-1].warnings[0]
    waiting = (await api.get(webhook(town, interaction, "@original"))).body
    assert waiting["flags"] == 64 | 1 << 7
    await answer(api, ask(town), 5, flags=64)
    assert not town.sandbox.requests[-1].warnings


async def test_contexts_are_for_commands_of_everywhere(town: Town, api: Api) -> None:
    base = f"/applications/{town.sandbox.application_id}"
    body = command_edges.command(contexts=[1], integration_types=[1])
    assert (await api.post(f"{base}/commands", body)).body["contexts"] == [1]
    own = (await api.post(f"{base}/guilds/{town.guild.id}/commands", body)).body
    assert (own["contexts"], own["integration_types"]) == (None, [0])
