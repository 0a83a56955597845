"""Each field of a form: what it sends, what it keeps, and what a client would not let through."""

from __future__ import annotations

from typing import Any

import pytest

from bot.sandbox import DriverError
from bot.sandbox.driver.forms import Form, Values
from bot.sandbox.world.attachments import Attachment
from tests.sandbox.formbot import FormBot
from tests.sandbox.sample_bot import connected
from tests.sandbox.town import Town

Body = dict[str, Any]
OPTIONS = [{"label": one.upper(), "value": one} for one in "abc"]
DEFAULTS = [{**one, "default": one["value"] == "b"} for one in OPTIONS]


def field(kind: int, **fields: Any) -> Body:
    options = {"options": OPTIONS} if kind in (3, 21, 22) else {}
    return {"type": kind, "id": 2, "custom_id": "f"} | options | fields


def sent(town: Town, field: Body, *values: Values) -> Body:
    form = Form(town.ada.user, town.general, {"f": values[0]} if values else {})
    component: Body = form.row({"type": 18, "id": 1, "label": "Field", "component": field})["component"]
    assert {key: component.pop(key) for key in ("type", "id", "custom_id")} == {
        "type": field["type"],
        "id": 2,
        "custom_id": "f",
    }
    return component


def upload(town: Town) -> Attachment:
    attachment = Attachment(77, "notes.txt", "text/plain", b"Hello", "http://127.0.0.1/attachments/77/notes.txt")
    town.sandbox.world.attachments[attachment.id] = attachment
    return attachment


TAKEN: list[tuple[Body, Values, Body]] = [
    (field(4), "text", {"value": "text"}),
    (field(4, required=False, min_length=3), "", {"value": ""}),
    (field(3), ["a"], {"values": ["a"]}),
    (field(3, max_values=3), ["c", "a"], {"values": ["c", "a"]}),
    (field(3, required=False), [], {"values": []}),
    (field(21), "c", {"value": "c"}),
    (field(21, required=False), "", {"value": None}),
    (field(22), ["a", "b", "c"], {"values": ["a", "b", "c"]}),
    (field(22, required=False), [], {"values": []}),
    (field(23), True, {"value": True}),
    (field(23), False, {"value": False}),
]
KEPT: list[tuple[Body, Body]] = [
    (field(4, value="before"), {"value": "before"}),
    (field(3, options=DEFAULTS), {"values": ["b"]}),
    (field(21, options=DEFAULTS), {"value": "b"}),
    (field(22, options=DEFAULTS), {"values": ["b"]}),
    (field(23), {"value": False}),
    (field(23, default=True), {"value": True}),
    (field(19, required=False), {"values": []}),
]
REFUSED: list[tuple[Body, Values, str]] = [
    (field(4), "", "f: this field is required"),
    (field(4), ["a"], r"f: \['a'\] is not text"),
    (field(4, min_length=3), "no", "f: the text must have between 3 and 4000 characters"),
    (field(4, max_length=3), "four", "f: the text must have between 0 and 3 characters"),
    (field(3), ["z"], "f: There is no option 'z'; there are: a, b, c"),
    (field(3), ["a", "b"], "f: choose between 1 and 1"),
    (field(3), "a", "f: 'a' is not a list"),
    (field(22), True, "f: True is not a list"),
    (field(21), ["a"], "is not the value of one option"),
    (field(21), "z", "f: There is no option 'z'"),
    (field(21), "", "f: this field is required"),
    (field(22), [], "f: this field is required"),
    (field(22, max_values=2), ["a", "b", "c"], "f: choose between 1 and 2"),
    (field(22), ["z"], "f: There is no option 'z'"),
    (field(23), "true", "f: 'true' is neither True nor False"),
    (field(19), [], "f: this field is required"),
    (field(19), ["12"], "f: '12' was not uploaded"),
    (field(19), ["notes.txt"], "f: 'notes.txt' was not uploaded"),
]


@pytest.mark.parametrize(("box", "value", "expected"), TAKEN)
async def test_what_a_field_sends(town: Town, box: Body, value: Values, expected: Body) -> None:
    assert sent(town, box, value) == expected


@pytest.mark.parametrize(("box", "expected"), KEPT)
async def test_a_field_that_nobody_touched_sends_what_it_opened_with(town: Town, box: Body, expected: Body) -> None:
    assert sent(town, box) == expected


@pytest.mark.parametrize(("box", "value", "told"), REFUSED)
async def test_what_a_client_would_not_send(town: Town, box: Body, value: Values, told: str) -> None:
    with pytest.raises(DriverError, match=told):
        sent(town, box, value)


async def test_files_go_out_with_what_they_are(town: Town) -> None:
    attachment = upload(town)
    form = Form(town.ada.user, town.general, {"f": [attachment]})
    row = form.row({"type": 18, "id": 1, "label": "Field", "component": field(19)})
    assert row["component"]["values"] == ["77"]
    assert form.resolved.data == {"attachments": {"77": attachment.payload()}}
    assert sent(town, field(19), ["77"]) == {"values": ["77"]}


async def test_accounts_that_a_select_opened_with_are_kept(town: Town) -> None:
    default = [{"id": str(town.chief.id), "type": "user"}]
    assert sent(town, field(5, default_values=default)) == {"values": [str(town.chief.id)]}


async def test_a_text_between_the_fields_sends_only_that_it_is_there(town: Town) -> None:
    form = Form(town.ada.user, town.general, {})
    assert form.row({"type": 10, "id": 1, "content": "Please"}) == {"type": 10, "id": 1}


async def test_discord_py_reads_each_kind(live: Town) -> None:
    upload(live)
    async with connected(live.sandbox, FormBot()):
        opened = await live.ada.slash(live.general, "everything")
        reply = await live.ada.submit(opened, tone="loud", topics=["b"], sure=True, who=[live.chief], proof=["77"])
    assert reply.text() == "loud ['b'] True Chief notes.txt 5"
