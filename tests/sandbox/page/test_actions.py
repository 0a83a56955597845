"""What a person does on the page, done to a real bot."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest

from bot.sandbox import DriverError, PanelAction, PanelAnswer, PanelEntry, Sandbox, Tone
from bot.sandbox.page.actions import MAX_TEXT
from bot.sandbox.world.posting import create_message
from tests.sandbox.page.visitor import Visitor, visiting
from tests.sandbox.sample_bot import SampleBot, connected
from tests.sandbox.town import Town

NO_RESPONSE = {"ok": False, "error": "The application did not respond"}
FAILED = {"ok": False, "error": "This interaction failed"}
DONE = {"ok": True, "modal": None}


@pytest.fixture
async def ada(live: Town) -> AsyncIterator[Visitor]:
    async with visiting(live.sandbox, live.ada) as visitor:
        yield visitor


@contextmanager
def impatience(town: Town) -> Iterator[None]:
    """Wait only a moment for answers that are not to come."""
    patience = town.sandbox.world.answer_within
    town.sandbox.world.answer_within = timedelta(seconds=0.02)
    yield
    town.sandbox.world.answer_within = patience


async def test_a_command_is_typed_and_its_answer_seen(live: Town, bot: SampleBot, ada: Visitor) -> None:
    async with ada.mirror() as mirror:
        assert await ada.slash(live.general, "echo", text="hello", loud=True) == DONE
        await mirror.until(lambda known: mirror.kind("message"))
        (message,) = mirror.kind("message")
    assert (message["content"], message["invoked"]) == ("HELLO", {"user": ada.id, "command": "echo"})


async def test_ids_and_choices_become_what_they_name(live: Town, bot: SampleBot, ada: Visitor) -> None:
    options = {"channel": str(live.news.id), "who": str(live.ada.id), "where": "top"}
    assert await ada.become(live.chief).slash(live.general, "admin move", **options) == DONE
    (answer,) = live.sandbox.messages(live.general)
    assert answer.content == "Ada to news top of Reading group, True"


async def test_the_answer_is_waited_for_and_not_what_follows_it(live: Town, bot: SampleBot, ada: Visitor) -> None:
    held = live.sandbox.faults.hang("PATCH", "/webhooks/{webhook_id}/{token}/messages/{message_id}")
    async with ada.mirror() as mirror:
        assert await ada.slash(live.general, "think") == DONE
        known = await mirror.until(lambda known: mirror.kind("message"))
        (key,) = (key for key in known if key.startswith("message:"))
        assert (known[key]["thinking"], known[key]["ephemeral"]) == (True, True)
        held.release()
        await mirror.until(lambda known: not known[key]["thinking"])
        assert mirror.map[key]["components"]


async def test_suggestions_come_while_one_types(live: Town, bot: SampleBot, ada: Visitor) -> None:
    half = {"channel": str(live.general.id), "command": "fruit", "option": "name", "options": {"name": "ignored"}}
    done = await ada.act("complete", **half, typed="b")
    assert done["choices"] == [
        {"name": "Banana", "value": "banana"},
        {"name": "Blackberry", "value": "blackberry"},
    ]


async def test_a_button_is_pressed_and_the_message_changes(live: Town, bot: SampleBot, ada: Visitor) -> None:
    await ada.slash(live.general, "count")
    (message,) = live.sandbox.messages(live.general)
    assert await ada.press(message, "count:0") == DONE
    assert "It is 1" in message.text()


async def test_something_is_chosen(live: Town, bot: SampleBot, ada: Visitor) -> None:
    await ada.slash(live.general, "fruit", name="fig")
    (message,) = live.sandbox.messages(live.general)
    fields: dict[str, Any] = {"message": str(message.id), "custom_id": "fruit"}
    assert await ada.act("choose", **fields, values=["cherry", "apple"]) == DONE
    assert live.sandbox.messages(live.general)[-1].content == "You chose cherry, apple"
    done = await ada.act("choose", **fields, values=["stone"])
    assert done["error"].startswith("fruit: There is no option 'stone'")


async def test_a_form_is_opened_and_sent(live: Town, bot: SampleBot, ada: Visitor) -> None:
    modal = (await ada.slash(live.general, "feedback"))["modal"]
    assert (modal["title"], modal["components"][0]["label"]) == ("Feedback", "Words")
    too_short = await ada.act("submit", interaction=modal["interaction"], values={"words": "ab"})
    assert too_short["error"] == "words: the text must have between 3 and 20 characters"
    assert await ada.act("submit", interaction=modal["interaction"], values={"words": "well done"}) == DONE
    assert live.sandbox.messages(live.general)[-1].content == "Thanks for “well done”"


async def test_a_form_that_found_no_answer_can_be_sent_again(live: Town, bot: SampleBot, ada: Visitor) -> None:
    modal = (await ada.slash(live.general, "feedback"))["modal"]
    form: dict[str, Any] = {"interaction": modal["interaction"], "values": {"words": "hello"}}
    live.sandbox.mute_gateway()
    with impatience(live):
        assert await ada.act("submit", **form) == FAILED
    live.sandbox.mute_gateway(False)
    assert await ada.act("submit", **form) == DONE
    assert (await ada.act("submit", **form))["error"] == "No modal is open for Ada"


async def test_nobody_sends_anothers_form(live: Town, bot: SampleBot, ada: Visitor) -> None:
    modal = (await ada.slash(live.general, "feedback"))["modal"]
    status, done = await ada.become(live.chief).ask("submit", interaction=modal["interaction"], values={})
    assert (status, done["error"]) == (400, "The form is gone. Open it again.")


async def test_a_bot_that_says_nothing_did_not_respond(live: Town, bot: SampleBot, ada: Visitor) -> None:
    await ada.slash(live.general, "count")
    (message,) = live.sandbox.messages(live.general)
    live.sandbox.mute_gateway()
    half = {"channel": str(live.general.id), "command": "fruit", "option": "name", "options": {}, "typed": ""}
    with impatience(live):
        assert await ada.slash(live.general, "silence") == NO_RESPONSE
        assert await ada.press(message, "count:0") == FAILED
        assert await ada.act("complete", **half) == NO_RESPONSE


async def test_a_bot_that_is_not_there_is_told_apart(live: Town, ada: Visitor) -> None:
    async with connected(live.sandbox):
        await ada.slash(live.general, "count")
    await live.sandbox.wait_until(lambda: not live.sandbox.gateway.online, "the bot stayed")
    (message,) = live.sandbox.messages(live.general)
    live.sandbox.world.answer_within = timedelta(hours=1)
    async with asyncio.timeout(5):
        done = await ada.slash(live.general, "echo", text="anybody?")
        assert done["error"] == "The application did not respond (Paperboy is offline)"
        assert (await ada.press(message, "count:0"))["error"] == "This interaction failed (Paperboy is offline)"


async def test_nobody_waits_for_a_bot_that_left_meanwhile(live: Town, ada: Visitor) -> None:
    live.sandbox.world.answer_within = timedelta(hours=1)
    async with connected(live.sandbox):
        asked = asyncio.create_task(ada.slash(live.general, "silence"))
        await live.sandbox.wait_until(lambda: live.sandbox.world.interactions, "nothing was typed")
    done = await asyncio.wait_for(asked, 5)
    assert done["error"] == "The application did not respond (Paperboy is offline)"


async def test_what_the_client_would_not_send_is_told(live: Town, bot: SampleBot, ada: Visitor) -> None:
    assert (await ada.slash(live.general, "echo"))["error"] == "This option is required: text"
    assert "is not text" in (await ada.slash(live.general, "echo", text=5))["error"]
    assert (await ada.slash(live.general, "nothing"))["error"].startswith("There is no command /nothing")
    assert "is not offered" in (await ada.slash(live.general, "admin move"))["error"]
    assert live.general.messages == {}


async def test_a_message_is_written(live: Town, ada: Visitor) -> None:
    assert await ada.act("say", channel=str(live.general.id), content="  Hello\nyou ") == {"ok": True}
    (message,) = live.sandbox.messages(live.general)
    assert (message.content, message.author) == ("Hello\nyou", live.ada.user)


@pytest.mark.parametrize(
    ("content", "error"),
    [
        ("", "There is nothing to send."),
        (" \n", "There is nothing to send."),
        ("x" * (MAX_TEXT + 1), "Your message is too long: it has 2,001 characters of at most 2,000."),
    ],
)
async def test_not_everything_can_be_written(live: Town, ada: Visitor, content: str, error: str) -> None:
    done = await ada.act("say", channel=str(live.general.id), content=content)
    assert done == {"ok": False, "error": error}
    assert (await ada.act("say", channel=str(live.general.id), content="x" * MAX_TEXT))["ok"]


async def test_one_cannot_write_everywhere(live: Town, ada: Visitor) -> None:
    live.general.set_overwrite(live.guild.everyone, deny=("send_messages",))
    for channel in (live.general, live.forum):
        done = await ada.act("say", channel=str(channel.id), content="Hello")
        assert done["error"] == "You do not have permission to send messages in this channel."


async def test_a_reaction_is_given_and_taken_back(live: Town, ada: Visitor) -> None:
    message = live.chief.say(live.general, "Good?")
    live.chief.react(message, "👍")
    async with ada.mirror() as mirror:
        key = f"message:{message.id}"
        for reacted, count in ((["👍"], 2), ([], 1)):
            assert await ada.act("react", message=str(message.id), emoji="👍") == {"ok": True}
            while mirror.map[key]["reacted"] != reacted:
                assert await mirror.take()
            assert mirror.map[key]["reactions"][0]["count"] == count
    assert (await ada.act("react", message=str(message.id), emoji="hi"))["error"] == "'hi' is no emoji"


async def test_a_vote_is_cast_and_taken_back(live: Town, ada: Visitor) -> None:
    answers = [{"poll_media": {"text": text}} for text in ("Yes", "No")]
    poll = {"question": {"text": "Good?"}, "answers": answers}
    message = create_message(live.general, live.sandbox.bot_user, {"poll": poll})
    async with ada.mirror() as mirror:
        key = f"message:{message.id}"
        assert await ada.act("vote", message=str(message.id), values=["1"]) == {"ok": True}
        await mirror.until(lambda known: known[key]["answers"]["mine"] == [1])
        assert mirror.map[key]["poll"]["results"]["answer_counts"][0]["count"] == 1
        assert await ada.act("vote", message=str(message.id), values=[]) == {"ok": True}
        await mirror.until(lambda known: known[key]["answers"]["mine"] == [])
    done = await ada.act("vote", message=str(message.id), values=["1", "2"])
    assert done["error"] == "The poll takes one answer"


class Button:
    """A button of the bar that does what a test says, when it says so."""

    def __init__(self, sandbox: Sandbox, answer: PanelAnswer | Exception) -> None:
        self.answer = answer
        self.runs = 0
        self.pressed = asyncio.Event()
        self.go = asyncio.Event()
        action = PanelAction("deliver", "Deliver it now", self.run)
        sandbox.panel.put("digests", "Digests", [PanelEntry("weekly", "weekly", actions=[action])])

    async def run(self) -> PanelAnswer:
        self.runs += 1
        self.pressed.set()
        await self.go.wait()
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer


async def deliver(visitor: Visitor, entry: str = "weekly") -> dict[str, Any]:
    return await visitor.act("panel", section="digests", entry=entry, action="deliver")


async def test_a_button_of_the_bar_tells_what_it_did(live: Town, ada: Visitor) -> None:
    button = Button(live.sandbox, PanelAnswer("Delivered", live.general.id))
    button.go.set()
    assert await deliver(ada) == {"ok": True, "told": "Delivered", "tone": "good", "channel": str(live.general.id)}
    button.answer = PanelAnswer("Nothing new", tone=Tone.ODD)
    assert await deliver(ada) == {"ok": True, "told": "Nothing new", "tone": "odd", "channel": None}


async def test_a_button_of_the_bar_runs_once_at_a_time(live: Town, ada: Visitor) -> None:
    button = Button(live.sandbox, PanelAnswer("Delivered"))
    first = asyncio.create_task(deliver(ada))
    await button.pressed.wait()
    assert await deliver(ada) == {"ok": False, "error": "That is under way already."}
    button.go.set()
    assert (await first)["ok"]
    assert (await deliver(ada))["ok"]
    assert button.runs == 2


async def test_a_button_of_the_bar_may_fail(live: Town, ada: Visitor, caplog: pytest.LogCaptureFixture) -> None:
    button = Button(live.sandbox, DriverError("No bot came online"))
    button.go.set()
    assert await deliver(ada) == {"ok": False, "error": "No bot came online"}
    assert not caplog.records
    button.answer = RuntimeError("oh")
    done = await deliver(ada)
    assert done["error"] == "“Deliver it now” failed unexpectedly. The terminal shows what happened."
    (record,) = caplog.records
    assert record.exc_info is not None
    assert "Deliver it now" in record.getMessage()


async def test_a_button_that_is_gone_does_nothing(live: Town, ada: Visitor) -> None:
    button = Button(live.sandbox, PanelAnswer("Delivered"))
    assert await deliver(ada, "daily") == {"ok": False, "error": "That is no longer on offer."}
    assert button.runs == 0
