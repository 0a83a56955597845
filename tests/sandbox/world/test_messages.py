"""Reading a message as a person does."""

from __future__ import annotations

from tests.sandbox.limits.edges import button, container, link, row, section, select, text, v2
from tests.sandbox.town import Api, Town


async def test_all_text_is_read_in_order(town: Town, api: Api) -> None:
    place = f"/channels/{town.general.id}/messages"
    embed = {"title": "T", "description": "D", "fields": [{"name": "N", "value": "V"}], "author": {"name": "A"}}
    await api.post(place, {"content": "C", "embeds": [embed | {"footer": {"text": "F"}}]})
    await api.post(place, v2(text("one"), container(section(text("two")), text("three"))))
    assert [one.text() for one in town.sandbox.messages(town.general)] == ["C\nA\nT\nD\nN\nV\nF", "one\ntwo\nthree"]


async def test_buttons_and_components_are_found_at_any_depth(town: Town, api: Api) -> None:
    body = v2(container(section(text("a"), accessory=button("b")), row(button("c"), link())), row(select()))
    await api.post(f"/channels/{town.general.id}/messages", body)
    (message,) = town.sandbox.messages(town.general)
    assert [one.get("custom_id", "link") for one in message.buttons()] == ["b", "c", "link"]
    assert [one["type"] for one in message.components_flat()] == [17, 9, 10, 2, 1, 2, 2, 1, 3]
    assert message.components_flat()[-1]["max_values"] == 1


async def test_media_comes_back_with_an_address(town: Town, api: Api) -> None:
    body = v2({"type": 12, "items": [{"media": {"url": "attachment://pic.txt"}}]}, {"type": 14})
    sent = await api.upload("POST", f"/channels/{town.general.id}/messages", body, pic=b"x")
    gallery, separator = sent.body["components"]
    assert gallery["items"][0]["media"]["url"] == sent.body["attachments"][0]["url"]
    assert (separator["divider"], separator["spacing"]) == (True, 1)


async def test_a_message_knows_its_link_and_its_time(town: Town, api: Api) -> None:
    said = town.ada.say(town.general, "x")
    assert said.link == f"https://discord.com/channels/{town.guild.id}/{town.general.id}/{said.id}"
    assert said.created_at == town.clock.now
    private = town.ada.say(town.sandbox.dm(town.ada.user), "x")
    assert private.link.startswith("https://discord.com/channels/@me/")
