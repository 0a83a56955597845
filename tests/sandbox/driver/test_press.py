"""Components that discord.py's sample has not: other selects, disabled and linking buttons."""

from __future__ import annotations

from typing import Any

import pytest

from bot.sandbox import Channel, DriverError, Member, Message, Role
from bot.sandbox.driver.press import choose, press, submit
from tests.sandbox.limits.edges import button, legacy, link, row, section, select, text, v2
from tests.sandbox.limits.test_modals import label, modal
from tests.sandbox.rest.test_callbacks import answer, ask
from tests.sandbox.town import Api, Town


async def sent(town: Town, api: Api, body: dict[str, Any]) -> Message:
    got = await api.post(f"/channels/{town.general.id}/messages", body)
    return town.general.messages[int(got.body["id"])]


async def test_a_click_carries_the_message_and_the_components_number(town: Town, api: Api) -> None:
    message = await sent(town, api, v2(section(text("a"), accessory=button("b"))))
    interaction = press(town.ada.user, message, custom_id="b", label=None)
    assert interaction.data == {"component_type": 2, "custom_id": "b", "id": 3}
    assert interaction.source is message
    assert interaction.owners == {"0": str(town.guild.id)}


async def test_links_and_disabled_buttons_do_nothing(town: Town, api: Api) -> None:
    message = await sent(town, api, legacy(row(link(), button("b", disabled=True))))
    with pytest.raises(DriverError, match=r"only opens https://arxiv\.org"):
        press(town.ada.user, message, custom_id=None, label="Open")
    with pytest.raises(DriverError, match="The component is disabled"):
        press(town.ada.user, message, custom_id="b", label=None)


@pytest.mark.parametrize("names", [{"custom_id": None, "label": None}, {"custom_id": "b", "label": "Press"}])
async def test_a_button_is_named_in_one_way(town: Town, api: Api, names: dict[str, Any]) -> None:
    message = await sent(town, api, legacy(row({"type": 2, "style": 1, "custom_id": "b", "emoji": {"name": "👍"}})))
    with pytest.raises(DriverError, match="by its custom_id or by its label"):
        press(town.ada.user, message, **names)


async def test_two_buttons_of_one_label_need_the_custom_id(town: Town, api: Api) -> None:
    message = await sent(town, api, legacy(row(button("a"), button("b"))))
    with pytest.raises(DriverError, match="2 components have label 'Press'"):
        press(town.ada.user, message, custom_id=None, label="Press")
    assert press(town.ada.user, message, custom_id="b", label=None).data["custom_id"] == "b"


async def test_a_message_that_is_gone_or_out_of_sight(town: Town, api: Api) -> None:
    message = await sent(town, api, legacy(row(button("a"))))
    town.general.set_overwrite(town.guild.everyone, deny=("view_channel",))
    with pytest.raises(DriverError, match="Ada cannot see #general"):
        press(town.ada.user, message, custom_id="a", label=None)
    town.general.set_overwrite(town.guild.everyone)
    assert (await api.delete(f"/channels/{town.general.id}/messages/{message.id}")).status == 204
    with pytest.raises(DriverError, match="The message is gone"):
        press(town.chief.user, message, custom_id="a", label=None)


@pytest.mark.parametrize("kind", [5, 6, 7, 8])
async def test_accounts_roles_and_channels_are_chosen(town: Town, api: Api, kind: int) -> None:
    message = await sent(town, api, legacy(row({"type": kind, "custom_id": "s"})))
    role = town.guild.add_role("Readers")
    things: dict[int, tuple[Member | Role | Channel, str]] = {
        5: (town.chief, "users"),
        6: (role, "roles"),
        7: (role, "roles"),
        8: (town.news, "channels"),
    }
    thing, place = things[kind]
    interaction = choose(town.ada.user, message, "s", [thing])
    assert interaction.data["values"] == [str(thing.id)]
    assert [*interaction.data["resolved"][place]] == [str(thing.id)]
    with pytest.raises(DriverError, match="cannot be chosen there"):
        choose(town.ada.user, message, "s", ["a word"])


async def test_string_options_are_those_offered(town: Town, api: Api) -> None:
    message = await sent(town, api, legacy(row(select(3, max_values=2))))
    assert choose(town.ada.user, message, "s", ["V0", "V2"]).data["values"] == ["V0", "V2"]
    with pytest.raises(DriverError, match="there are: V0, V1, V2"):
        choose(town.ada.user, message, "s", ["V3"])
    with pytest.raises(DriverError, match="Choose between 1 and 2 options"):
        choose(town.ada.user, message, "s", ["V0", "V1", "V2"])


async def test_nothing_is_chosen_twice(town: Town, api: Api) -> None:
    message = await sent(town, api, legacy(row({"type": 5, "custom_id": "s", "max_values": 2})))
    with pytest.raises(DriverError, match="s: nothing can be chosen twice"):
        choose(town.ada.user, message, "s", [town.chief, str(town.chief.id)])
    message = await sent(town, api, legacy(row(select(3, max_values=2))))
    with pytest.raises(DriverError, match="s: nothing can be chosen twice"):
        choose(town.ada.user, message, "s", ["V0", "V0"])


async def test_a_form_keeps_what_it_was_opened_with(town: Town, api: Api) -> None:
    choice = {"type": 21, "custom_id": "r", "options": [{"label": one, "value": one} for one in "ab"]}
    box = {"type": 4, "custom_id": "t", "style": 1, "value": "before"}
    opened = ask(town)
    assert (await answer(api, opened, 9, **modal(label(box), label(choice)))).status == 204
    with pytest.raises(DriverError, match="r: There is no option 'c'"):
        submit(town.ada.user, opened, {"r": "c"})
    with pytest.raises(DriverError, match="r: this field is required"):
        submit(town.ada.user, opened, {})
    with pytest.raises(DriverError, match="No modal is open for Chief"):
        submit(town.chief.user, opened, {"r": "a"})
    sent_form = submit(town.ada.user, opened, {"r": "a"})
    assert [one["component"]["value"] for one in sent_form.data["components"]] == ["before", "a"]


async def test_an_old_form_of_rows_is_filled_in_too(town: Town, api: Api) -> None:
    opened = ask(town)
    box = {"type": 4, "custom_id": "t", "style": 1, "label": "Words", "required": False}
    assert (await answer(api, opened, 9, **modal(row(box)))).status == 204
    with pytest.raises(DriverError, match=r"t: .* is not text"):
        submit(town.ada.user, opened, {"t": ["a", "b"]})
    (line,) = submit(town.ada.user, opened, {}).data["components"]
    assert line["components"] == [{"type": 4, "id": 2, "custom_id": "t", "value": ""}]
