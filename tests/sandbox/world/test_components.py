"""Components as they are given back."""

from __future__ import annotations

from bot.sandbox.limits.components import walk
from bot.sandbox.world.attachments import Attachment
from bot.sandbox.world.components import received
from tests.sandbox.limits.edges import button, container, row, section, select, text, thumbnail
from tests.sandbox.limits.test_modals import label
from tests.sandbox.world.test_pictures import PNG

PICTURE = Attachment(1, "a.png", "image/png", PNG, "http://127.0.0.1/a.png")


def test_numbers_are_given_in_the_order_of_reading_and_kept_where_given() -> None:
    given = [container(text("a"), section(text("b", id=2), accessory=button("c"))), row(button("d"))]
    numbers = [one["id"] for one in walk(received(given, ()))]
    assert numbers == [1, 3, 4, 2, 5, 6, 7]


def test_the_request_is_not_changed() -> None:
    given = [container(text("a"))]
    received(given, ())
    assert given == [container(text("a"))]


def test_null_fields_are_gone_and_defaults_there() -> None:
    (box,) = received([container(text("a"), accent_color=None)], ())
    assert (box["accent_color"], box["spoiler"]) == (None, False)
    (line,) = received([row(button(emoji=None))], ())
    assert "emoji" not in line["components"][0]
    (line,) = received([row(select(max_values=3))], ())
    assert (line["components"][0]["min_values"], line["components"][0]["max_values"]) == (1, 3)


def test_references_to_files_become_addresses() -> None:
    picture = "attachment://a.png"
    given = [
        {"type": 12, "items": [{"media": {"url": picture}, "spoiler": True}]},
        {"type": 13, "file": {"url": picture}},
        section(text("x"), accessory=thumbnail(picture)),
    ]
    gallery, file, part = received(given, [PICTURE])
    urls = [gallery["items"][0]["media"]["url"], file["file"]["url"], part["accessory"]["media"]["url"]]
    assert urls == [PICTURE.url] * 3
    media = gallery["items"][0]["media"]
    assert (media["attachment_id"], media["content_type"], media["width"], media["height"]) == ("1", "image/png", 7, 5)
    assert (file["name"], file["size"]) == ("a.png", len(PNG))
    assert (gallery["items"][0]["spoiler"], gallery["items"][0]["description"]) == (True, None)


def test_an_address_that_is_given_back_means_its_file_and_another_nothing() -> None:
    own, foreign = ({"type": 12, "items": [{"media": {"url": url}}]} for url in (PICTURE.url, "https://a.org/b.png"))
    known, unknown = received([own, foreign], [PICTURE])
    assert known["items"][0]["media"]["width"] == 7
    assert (unknown["items"][0]["media"]["width"], unknown["items"][0]["media"]["content_type"]) == (None, None)


def test_what_a_label_holds_is_numbered_too() -> None:
    (whole,) = received([label()], ())
    assert (whole["id"], whole["component"]["id"]) == (1, 2)


def test_ids_of_what_is_named_are_text() -> None:
    emoji = {"id": 7, "name": "party"}
    options = [{"label": "a", "value": "a", "emoji": emoji}, {"label": "b", "value": "b"}]
    people = {"type": 5, "custom_id": "who", "default_values": [{"id": 9, "type": "user"}]}
    lines = received([row(button(emoji=emoji)), row(select() | {"options": options}), row(people)], ())
    pressed, chosen, who = (line["components"][0] for line in lines)
    assert pressed["emoji"] == {"id": "7", "name": "party"}
    assert [option.get("emoji") for option in chosen["options"]] == [{"id": "7", "name": "party"}, None]
    assert who["default_values"] == [{"id": "9", "type": "user"}]
    plain = received([row(button(emoji={"name": "🎉", "id": None}))], ())
    assert plain[0]["components"][0]["emoji"]["id"] is None
