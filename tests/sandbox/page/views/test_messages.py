"""Messages as somebody sees them."""

from __future__ import annotations

from typing import Any

import pytest

from bot.sandbox import Channel, Guild, Member, Message
from bot.sandbox.driver.begin import begin
from bot.sandbox.page.views.messages import message_payload, message_view, sees_message
from bot.sandbox.world.attachments import Attachment
from bot.sandbox.world.interactions import CallbackKind, Interaction, InteractionKind
from bot.sandbox.world.posting import create_message, edit_message
from bot.sandbox.world.world import World


@pytest.fixture
def guild(world: World) -> Guild:
    return world.add_guild("Reading group")


@pytest.fixture
def general(guild: Guild) -> Channel:
    return guild.add_channel("general")


@pytest.fixture
def ada(guild: Guild) -> Member:
    return guild.add_member("Ada")


def shown(message: Message, member: Member) -> dict[str, Any]:
    return message_view(message, message_payload(message), member.user)


def asked(general: Channel, member: Member, kind: InteractionKind, **data: Any) -> Interaction:
    return begin(member.user, general, kind, data, owners={"0": "1"})


def test_a_message_is_discords_with_something_more(world: World, general: Channel, ada: Member) -> None:
    message = create_message(general, world.bot, {"content": "Hello"})
    assert shown(message, ada) == {
        **message.payload(),
        "ephemeral": False,
        "thinking": False,
        "pings": [],
        "pings_me": False,
        "reacted": [],
    }


def test_the_answer_to_a_command_says_who_typed_what(world: World, general: Channel, ada: Member) -> None:
    inner = {"name": "preview", "type": 1, "options": []}
    typed = asked(general, ada, InteractionKind.COMMAND, id="1", name="digest", options=[inner])
    answer = create_message(general, world.bot, {"content": "There"}, interaction=typed)
    typed.answer = CallbackKind.MESSAGE
    assert shown(answer, ada)["invoked"] == {"user": str(ada.id), "command": "digest preview"}
    assert "invoked" not in shown(create_message(general, world.bot, {"content": "More"}, interaction=typed), ada)


def test_the_answer_to_a_button_invoked_nothing(world: World, general: Channel, ada: Member) -> None:
    source = create_message(general, world.bot, {"content": "Press"})
    pressed = begin(ada.user, general, InteractionKind.COMPONENT, {}, owners={"0": "1"}, source=source)
    assert "invoked" not in shown(create_message(general, world.bot, {"content": "!"}, interaction=pressed), ada)


def test_thinking_and_ephemeral_are_told(world: World, guild: Guild, general: Channel, ada: Member) -> None:
    typed = asked(general, ada, InteractionKind.COMMAND, id="1", name="week", options=[])
    answer = create_message(general, world.bot, {"flags": 64}, interaction=typed)
    assert (shown(answer, ada)["thinking"], shown(answer, ada)["ephemeral"]) == (True, True)
    edit_message(answer, {"content": "Done"})
    assert not shown(answer, ada)["thinking"]
    assert sees_message(ada.user, answer)
    assert not sees_message(guild.add_member("Ben").user, answer)


def test_pings_are_named_as_they_really_went_out(world: World, guild: Guild, general: Channel, ada: Member) -> None:
    role, quiet = guild.add_role("Readers", mentionable=True), guild.add_role("Quiet")
    reader = guild.add_member("Ben", roles=[role])
    text = f"@everyone <@{ada.id}> <@&{role.id}> <@&{quiet.id}>"
    message = create_message(general, world.bot, {"content": text})
    assert shown(message, ada)["pings"] == ["@Readers", "@Ada"]
    assert (shown(message, ada)["pings_me"], shown(message, reader)["pings_me"]) == (True, True)
    assert not shown(message, guild.add_member("Cem"))["pings_me"]
    general.set_bot_permissions(mention_everyone=True)
    loud = create_message(general, world.bot, {"content": "@everyone"})
    assert (shown(loud, ada)["pings"], shown(loud, reader)["pings_me"]) == (["@everyone"], True)
    muted = create_message(general, world.bot, {"content": text, "allowed_mentions": {"parse": []}})
    assert (shown(muted, ada)["pings"], shown(muted, ada)["pings_me"]) == ([], False)


def test_a_ping_in_a_direct_message_reaches_its_person(world: World, ada: Member) -> None:
    message = create_message(world.dm(ada.user), world.bot, {"content": f"<@{ada.id}> <@&7>"})
    assert (shown(message, ada)["pings"], shown(message, ada)["pings_me"]) == (["@Ada"], True)


def test_files_have_addresses_without_a_host(world: World, general: Channel, ada: Member) -> None:
    file = Attachment(7, "plot.png", "image/png", b"x", "http://127.0.0.1:1/attachments/1/7/plot.png")
    body = {
        "embeds": [{"title": "Plot", "image": {"url": "attachment://plot.png"}, "url": "https://example.org/"}],
        "components": [{"type": 12, "items": [{"media": {"url": "attachment://plot.png"}}]}],
    }
    view = shown(create_message(general, world.bot, body, attachments=[file]), ada)
    path = "/attachments/1/7/plot.png"
    assert view["attachments"][0]["url"] == view["attachments"][0]["proxy_url"] == path
    assert view["embeds"][0]["image"]["url"] == view["components"][0]["items"][0]["media"]["url"] == path
    assert view["embeds"][0]["url"] == "https://example.org/"


def test_a_poll_tells_what_the_viewer_voted_for_and_when_it_is_over(
    world: World, general: Channel, ada: Member
) -> None:
    answers = [{"poll_media": {"text": text}} for text in ("Yes", "No")]
    poll = {"question": {"text": "Good?"}, "answers": answers, "duration": 1}
    message = create_message(general, world.bot, {"poll": poll})
    ada.vote(message, [2])
    assert shown(message, ada)["answers"] == {"mine": [2], "closed": False}
    assert shown(message, ada)["poll"]["results"]["answer_counts"][1]["count"] == 1
    assert message.poll is not None
    message.poll = message.poll | {"expiry": world.clock().isoformat()}
    assert shown(message, ada)["answers"]["closed"]


def test_a_thread_counts_on_in_the_message_that_opened_it(world: World, general: Channel, ada: Member) -> None:
    message = create_message(general, world.bot, {"content": "Discuss"})
    payload = message_payload(message)
    message.thread = general.add_thread("Discussion", id=message.id)
    create_message(message.thread, world.bot, {"content": "First"})
    assert message_view(message, payload, ada.user)["thread"]["message_count"] == 1


def test_a_reply_names_what_it_answers_and_does_not_repeat_it(world: World, general: Channel) -> None:
    first = create_message(general, world.bot, {"content": "first"})
    reply = create_message(general, world.bot, {"content": "x", "message_reference": {"message_id": str(first.id)}})
    shown = message_payload(reply)
    assert shown["message_reference"]["message_id"] == str(first.id)
    assert "first" not in str(shown)
