"""What a member can do, what their client would not let them do, and what they see."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any

import pytest

from bot.sandbox import CallbackKind, Choice, DriverError, Sandbox
from tests.sandbox.sample_bot import FRUITS, SampleBot, connected
from tests.sandbox.town import Town

Bot = SampleBot


async def test_a_command_is_typed_and_answered(live: Town, bot: Bot) -> None:
    reply = await live.ada.slash(live.general, "echo", text="hello", loud=True)
    assert (reply.text(), reply.ephemeral, reply.kind) == ("HELLO", False, CallbackKind.MESSAGE)
    assert live.sandbox.messages(live.general) == [reply.message]


@pytest.mark.parametrize(
    ("command", "options", "told"),
    [
        ("ecko", {}, "There is no command /ecko; registered are: /admin, /count, /echo"),
        ("echo", {}, "This option is required: text"),
        ("echo", {"text": "x", "volume": 3}, "There is no option 'volume'; there are: text, loud"),
        ("echo", {"text": 3}, "text: 3 is not text"),
        ("echo", {"text": ""}, "text: the text must have between 1 and 50 characters"),
        ("echo", {"text": "x" * 51}, "text: the text must have between 1 and 50 characters"),
        ("echo", {"text": "x", "loud": 1}, "loud: 1 is not true or false"),
        ("think", {"followups": True}, "followups: True is not a whole number"),
        ("think", {"followups": 10}, "followups: the number must be between 0 and 9"),
    ],
)
async def test_the_client_checks_what_is_typed(
    live: Town, bot: Bot, command: str, options: dict[str, Any], told: str
) -> None:
    with pytest.raises(DriverError, match=f"^{told}"):
        await live.ada.slash(live.general, command, **options)
    assert live.sandbox.sent("POST", "/interactions/{interaction_id}/{token}/callback") == []


async def test_subcommands_and_what_they_resolve(live: Town, bot: Bot) -> None:
    typed: dict[str, Any] = {"channel": live.news, "who": live.ada}
    reply = await live.chief.slash(live.general, "admin move", where="The top", **typed)
    assert reply.text() == "Ada to news top of Reading group, True"
    with pytest.raises(DriverError, match="needs a subcommand: move"):
        await live.chief.slash(live.general, "admin")
    with pytest.raises(DriverError, match="there is no 'lift'"):
        await live.chief.slash(live.general, "admin lift")
    with pytest.raises(DriverError, match="choose one of The top"):
        await live.chief.slash(live.general, "admin move", where="below", **typed)
    with pytest.raises(DriverError, match="is not what an option of type 7 takes"):
        await live.chief.slash(live.general, "admin move", where="top", who=live.ada, channel=live.ada)


async def test_commands_are_offered_by_permission(live: Town, bot: Bot) -> None:
    typed: dict[str, Any] = {"channel": live.news, "who": live.ada, "where": "top"}
    with pytest.raises(DriverError, match="Ada is not offered /admin"):
        await live.ada.slash(live.general, "admin move", **typed)
    reply = await live.ada.slash(live.general, "admin move", bypass_permissions=True, **typed)
    assert reply.text().endswith("False")


async def test_commands_are_offered_by_place(live: Town, bot: Bot) -> None:
    dm = live.sandbox.dm(live.ada.user)
    assert (await live.ada.slash(dm, "echo", text="here")).text() == "here"
    with pytest.raises(DriverError, match="/admin is not offered"):
        await live.ada.slash(dm, "admin move")
    with pytest.raises(DriverError, match="cannot see"):
        await live.chief.slash(dm, "echo", text="x")
    live.general.set_overwrite(live.guild.everyone, deny=("view_channel",))
    with pytest.raises(DriverError, match="Ada cannot see #general"):
        await live.ada.slash(live.general, "echo", text="x")


async def test_an_account_may_bring_the_application_along(live: Town, bot: Bot) -> None:
    outside = live.sandbox.add_guild("Elsewhere", with_bot=False)
    place = outside.add_channel("general")
    visitor = outside.add_member(live.ada.user)
    with pytest.raises(DriverError, match="The application is not in Elsewhere"):
        await visitor.slash(place, "echo", text="x")
    reply = await visitor.slash(place, "echo", text="x", user_install=True)
    assert reply.message.interaction is not None
    assert reply.message.interaction["authorizing_integration_owners"] == {"1": str(visitor.id)}
    private = live.sandbox.private_channel(live.ada.user, live.chief.user)
    with pytest.raises(DriverError, match="Only a user install"):
        await visitor.slash(private, "echo", text="x")
    assert (await visitor.slash(private, "echo", text="x", user_install=True)).text() == "x"
    pressed = await visitor.slash(private, "count", user_install=True)
    assert (await visitor.press(pressed.message, label="Pressed 0")).edited


async def test_half_an_option_brings_suggestions(live: Town, bot: Bot) -> None:
    suggested = await live.ada.complete(live.general, "fruit", option="name", typed="ap")
    assert suggested == [Choice("Apple", "apple"), Choice("Apricot", "apricot")]
    assert len(await live.ada.complete(live.general, "fruit", option="name", typed="")) == len(FRUITS)
    with pytest.raises(DriverError, match="/echo suggests nothing for 'text'"):
        await live.ada.complete(live.general, "echo", option="text", typed="")


async def test_thinking_is_waited_for_and_hidden_answers_stay_hidden(live: Town, bot: Bot) -> None:
    reply = await live.ada.slash(live.general, "think", followups=2)
    assert (reply.message.thinking, reply.ephemeral, reply.message.text()) == (False, True, "# Count\nIt is 0")
    followups = await reply.wait_for_followups(2)
    assert [one.text() for one in followups] == ["More 0", "More 1"]
    with pytest.raises(DriverError, match="Chief does not see this message"):
        await live.chief.press(reply.message, label="Pressed 0")


async def test_buttons_are_pressed_by_label_or_custom_id(live: Town, bot: Bot) -> None:
    reply = await live.ada.slash(live.general, "count")
    assert (await live.chief.press(reply.message, label="Pressed 0")).edited
    assert (await live.ada.press(reply.message, custom_id="count:1")).message is reply.message
    assert reply.text() == "# Count\nIt is 2"
    with pytest.raises(DriverError, match="0 components have label 'Pressed 9'; there are: Pressed 2"):
        await live.ada.press(reply.message, label="Pressed 9")


async def test_options_are_chosen(live: Town, bot: Bot) -> None:
    reply = await live.ada.slash(live.general, "fruit", name="fig")
    assert (await live.ada.choose(reply.message, "fruit", ["apple", "cherry"])).text() == "You chose apple, cherry"
    with pytest.raises(DriverError, match="There is no option 'fig'"):
        await live.ada.choose(reply.message, "fruit", ["fig"])
    with pytest.raises(DriverError, match="Choose between 1 and 2 options"):
        await live.ada.choose(reply.message, "fruit", [])


async def test_forms_are_opened_and_sent(live: Town, bot: Bot) -> None:
    opened = await live.ada.slash(live.general, "feedback")
    assert opened.modal["title"] == "Feedback"
    with pytest.raises(DriverError, match="words: the text must have between 3 and 20 characters"):
        await live.ada.submit(opened, words="no")
    with pytest.raises(DriverError, match="words: this field is required"):
        await live.ada.submit(opened)
    with pytest.raises(DriverError, match="The modal has no sentences; there are: words"):
        await live.ada.submit(opened, sentences="x")
    assert (await live.ada.submit(opened, words="fine")).text() == "Thanks for “fine”"
    with pytest.raises(DriverError, match="No modal is open for Ada"):
        await live.ada.submit(opened, words="again")


async def test_a_form_that_is_not_answered_stays_open(live: Town, bot: Bot) -> None:
    opened = await live.ada.slash(live.general, "feedback")
    live.sandbox.world.answer_within = timedelta(0)
    with pytest.raises(DriverError, match="The application did not respond"):
        await live.ada.submit(opened, words="fine")
    live.sandbox.world.answer_within = timedelta(seconds=3)
    assert (await live.ada.submit(opened, words="fine")).text() == "Thanks for “fine”"


async def test_silence_is_told_as_the_client_tells_it() -> None:
    async with Sandbox(answer_within=timedelta(seconds=0.2)) as sandbox, connected(sandbox):
        guild = sandbox.add_guild("Group")
        with pytest.raises(DriverError, match=r"^The application did not respond$"):
            await guild.add_member("Ada").slash(guild.add_channel("general"), "silence")


async def test_silence_of_a_bot_that_is_not_there_is_told_as_such(live: Town) -> None:
    async with connected(live.sandbox):
        pass
    live.sandbox.world.answer_within = timedelta(0)
    with pytest.raises(DriverError, match=r"^The application did not respond \(Paperboy is offline\)$"):
        await live.ada.slash(live.general, "silence")


async def test_two_members_at_once_get_their_own_answers(live: Town, bot: Bot) -> None:
    replies = await asyncio.gather(
        *(live.ada.slash(live.general, "echo", text=f"{number}") for number in range(10)),
        *(live.chief.slash(live.general, "echo", text=f"{number}") for number in range(10)),
    )
    assert [reply.text() for reply in replies] == [f"{number}" for number in range(10)] * 2
