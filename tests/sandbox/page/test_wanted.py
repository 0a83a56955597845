"""What the page asks for is read with care; nonsense is refused with a sentence."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.sandbox import Sandbox
from bot.sandbox.driver.begin import begin
from bot.sandbox.page.actions import Actions
from bot.sandbox.page.view import Scene
from bot.sandbox.page.wanted import BadActionError, Wanted, id_of
from bot.sandbox.world.interactions import InteractionKind
from bot.sandbox.world.posting import create_message, delete_message
from tests.sandbox.town import Clock, Town, build

KINDS = ("slash", "complete", "press", "choose", "submit", "say", "vote", "panel")
FIELDS = (
    *("channel", "command", "options", "option", "typed", "message", "custom_id", "interaction"),
    *("values", "content", "section", "entry", "action"),
)
JSON: st.SearchStrategy[Any] = st.one_of(
    st.none(), st.booleans(), st.integers(), st.text(max_size=4), st.just([]), st.just({}), st.just([1])
)


@pytest.fixture
def house() -> Town:
    return stand()


def stand() -> Town:
    return build(Sandbox(clock=Clock()), Clock())


def wanted(house: Town, **fields: Any) -> Wanted:
    return Wanted(house.sandbox.world, {"viewer": str(house.ada.id), **fields})


@pytest.mark.parametrize(
    ("value", "number"),
    [("17", 17), (17, 0), ("", 0), ("-1", 0), ("²", 0), ("٣", 0), (" 1", 0), (None, 0), ([], 0), ("9" * 5000, 0)],
)
def test_ids_are_strings_of_digits(value: object, number: int) -> None:
    assert id_of(value) == number


def test_fields_have_types(house: Town) -> None:
    good = wanted(house, t="x", m={"a": 1}, l=["a"])
    assert (good.text("t"), good.mapping("m"), good.texts("l")) == ("x", {"a": 1}, ["a"])
    for read, value in ((good.text, 1), (good.mapping, []), (good.texts, [1]), (good.texts, "a")):
        bad = wanted(house, field=value)
        with pytest.raises(BadActionError, match="“field” must be"):
            getattr(bad, read.__name__)("field")


@pytest.mark.parametrize("viewer", [None, "", "1", 5, "x"])
def test_strangers_do_nothing(house: Town, viewer: object) -> None:
    with pytest.raises(BadActionError, match="There is no such person here"):
        Wanted(house.sandbox.world, {"viewer": viewer}).viewer()


def test_nobody_acts_as_the_bot(house: Town) -> None:
    with pytest.raises(BadActionError, match="no such person"):
        Wanted(house.sandbox.world, {"viewer": str(house.sandbox.bot_user.id)}).viewer()


def test_what_one_does_not_see_is_not_there(house: Town) -> None:
    secret = house.guild.add_channel("secret")
    secret.set_overwrite(house.guild.everyone, deny=("view_channel",))
    hidden = create_message(secret, house.sandbox.bot_user, {"content": "x"})
    with pytest.raises(BadActionError, match="no such channel"):
        wanted(house, channel=str(secret.id)).channel()
    with pytest.raises(BadActionError, match="The message is gone"):
        wanted(house, message=str(hidden.id)).message()
    typed = begin(house.chief.user, house.general, InteractionKind.COMMAND, {"id": "1", "name": "x"}, owners={"0": "1"})
    whispered = create_message(house.general, house.sandbox.bot_user, {"flags": 64, "content": "x"}, interaction=typed)
    with pytest.raises(BadActionError, match="The message is gone"):
        wanted(house, message=str(whispered.id)).message()
    with pytest.raises(BadActionError, match="The form is gone"):
        wanted(house, interaction=str(typed.id)).interaction()


def test_what_is_there_is_found(house: Town) -> None:
    message = create_message(house.general, house.sandbox.bot_user, {"content": "x"})
    typed = begin(house.ada.user, house.general, InteractionKind.COMMAND, {"id": "1", "name": "x"}, owners={"0": "1"})
    assert wanted(house).viewer() is house.ada.user
    assert wanted(house, channel=str(house.general.id)).channel() is house.general
    assert wanted(house, message=str(message.id)).message() is message
    assert wanted(house, interaction=str(typed.id)).interaction() is typed
    delete_message(message)
    with pytest.raises(BadActionError, match="gone"):
        wanted(house, message=str(message.id)).message()


# Building a world takes longer on a busy machine.
@settings(deadline=None)
@given(st.sampled_from(KINDS) | JSON, st.dictionaries(st.sampled_from(FIELDS), JSON))
async def test_no_nonsense_is_more_than_refused(do: object, fields: dict[str, Any]) -> None:
    house = stand()
    sandbox = house.sandbox
    sandbox.world.commands.put({"name": "x", "description": "", "options": []})
    known = {"channel": str(house.general.id)} if "channel" not in fields else {}
    scene = Scene(sandbox.world, sandbox.requests, sandbox.panel, lambda: False)
    try:
        done = await Actions(scene).do({"viewer": str(house.ada.id), "do": do, **known, **fields})
    except BadActionError as error:
        assert str(error).endswith(".")  # noqa: PT017 - either outcome is right
    else:
        assert done["ok"] or done["error"]
