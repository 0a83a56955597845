"""For each limit a body that just keeps to it and one that just does not."""

from __future__ import annotations

from typing import Any

Body = dict[str, Any]
Edges = dict[str, tuple[Body, Body]]


def text(content: str = "x", **fields: Any) -> Body:
    return {"type": 10, "content": content, **fields}


def button(custom_id: str = "b", **fields: Any) -> Body:
    return {"type": 2, "style": 2, "label": "Press", "custom_id": custom_id, **fields}


def link(url: str = "https://arxiv.org", **fields: Any) -> Body:
    return {"type": 2, "style": 5, "label": "Open", "url": url, **fields}


def row(*components: Body) -> Body:
    return {"type": 1, "components": list(components)}


def section(*texts: Body, accessory: Body | None = None) -> Body:
    return {"type": 9, "components": list(texts), "accessory": accessory or button()}


def thumbnail(url: str = "https://a.b/c.png", **fields: Any) -> Body:
    return {"type": 11, "media": {"url": url}, **fields}


def container(*components: Body, **fields: Any) -> Body:
    return {"type": 17, "components": list(components), **fields}


def select(options: int = 3, **fields: Any) -> Body:
    listed = [{"label": f"L{number}", "value": f"V{number}"} for number in range(options)]
    return {"type": 3, "custom_id": "s", "options": listed, **fields}


def option(**fields: Any) -> Body:
    return {"type": 3, "custom_id": "s", "options": [{"label": "L", "value": "V", **fields}]}


def embed(**fields: Any) -> Body:
    return {"embeds": [fields]}


def v2(*components: Body, **fields: Any) -> Body:
    return {"flags": 1 << 15, "components": list(components), **fields}


def legacy(*components: Body, **fields: Any) -> Body:
    return {"content": "x", "components": list(components), **fields}


def field(**fields: Any) -> Body:
    return embed(fields=[{"name": "n", "value": "v", **fields}])


def buttons(count: int) -> list[Body]:
    return [button(f"b{number}") for number in range(count)]


def poll(**fields: Any) -> Body:
    answers = [{"poll_media": {"text": "yes"}}]
    return {"poll": {"question": {"text": "Well?"}, "answers": answers, "duration": 24, **fields}}


EMBEDS: Edges = {
    "embed title": (embed(title="x" * 256), embed(title="x" * 257)),
    "embed title trimmed": (embed(title=" " + "x" * 256 + " "), embed(title="x" * 257 + " ")),
    "embed description": (embed(description="x" * 4096), embed(description="x" * 4097)),
    "embed url": (
        embed(title="t", url="https://a.b/" + "x" * 2036),
        embed(title="t", url="https://a.b/" + "x" * 2037),
    ),
    "embed url scheme": (embed(title="t", url="http://a.b"), embed(title="t", url="javascript://a.b")),
    "embed time": (embed(timestamp="2023-03-27T09:00:00Z"), embed(timestamp="yesterday")),
    "embed colour": (embed(title="t", color=0xFFFFFF), embed(title="t", color=0x1000000)),
    "embed footer": (embed(footer={"text": "x" * 2048}), embed(footer={"text": "x" * 2049})),
    "embed author": (embed(author={"name": "x" * 256}), embed(author={"name": "x" * 257})),
    "embed image": (
        embed(image={"url": "attachment://a.png"}),
        embed(image={"url": "ftp://a.b/c"}),
    ),
    "embed field name": (field(name="x" * 256), field(name="x" * 257)),
    "embed field value": (field(value="x" * 1024), field(value="x" * 1025)),
    "embed field value empty": (field(value="x"), field(value=" ")),
    "embed fields": (
        embed(fields=[{"name": "n", "value": "v"}] * 25),
        embed(fields=[{"name": "n", "value": "v"}] * 26),
    ),
    "embeds": ({"embeds": [{"title": "t"}] * 10}, {"embeds": [{"title": "t"}] * 11}),
    "embeds together": (
        {"embeds": [{"description": "x" * 3000}, {"description": "x" * 3000}]},
        {"embeds": [{"description": "x" * 3000}, {"description": "x" * 3000, "footer": {"text": "y"}}]},
    ),
}
COMPONENTS: Edges = {
    "component text": (v2(text("x" * 4000)), v2(text("x" * 4001))),
    "component text empty": (v2(text("x")), v2(text(""))),
    "text together": (v2(text("x" * 2000), container(text("x" * 2000))), v2(text("x" * 2000), text("x" * 2001))),
    "components together": (
        v2(*[container(*[text() for _ in range(9)]) for _ in range(4)]),
        v2(*[container(*[text() for _ in range(9)]) for _ in range(4)], text()),
    ),
    "accessories counted": (
        v2(*[section(text(), accessory=button(f"{one}")) for one in range(13)], text()),
        v2(*[section(text(), accessory=button(f"{one}")) for one in range(13)], text(), text()),
    ),
    "section texts": (v2(section(text(), text(), text())), v2(section(text(), text(), text(), text()))),
    "section accessory": (
        v2(section(text(), accessory=thumbnail())),
        v2({"type": 9, "components": [text()]}),
    ),
    "section holds text": (v2(section(text())), v2(section(row(button("c"))))),
    "container in container": (v2(container(text())), v2(container(container(text())))),
    "container colour": (v2(container(text(), accent_color=0)), v2(container(text(), accent_color=-1))),
    "container empty": (v2(container(text())), v2(container())),
    "gallery": (
        v2({"type": 12, "items": [{"media": {"url": "https://a.b/c"}}] * 10}),
        v2({"type": 12, "items": [{"media": {"url": "https://a.b/c"}}] * 11}),
    ),
    "media url": (
        v2(section(text(), accessory=thumbnail("https://a.b/" + "x" * 2036))),
        v2(section(text(), accessory=thumbnail("https://a.b/" + "x" * 2037))),
    ),
    "thumbnail only in sections": (v2(section(text(), accessory=thumbnail())), v2(thumbnail())),
    "separator": (v2(text(), {"type": 14, "spacing": 2}), v2(text(), {"type": 14, "spacing": 3})),
    "file": (
        v2({"type": 13, "file": {"url": "attachment://a.csv"}}),
        v2({"type": 13, "file": {"url": "https://a.b/a.csv"}}),
    ),
    "rows hold buttons": (v2(row(button())), v2(button())),
    "legacy rows": (
        legacy(*[row(button(f"{one}")) for one in range(5)]),
        legacy(*[row(button(f"{one}")) for one in range(6)]),
    ),
    "legacy holds rows only": (legacy(row(button())), legacy(text())),
    "row": (legacy(row(*buttons(5))), legacy(row(*buttons(6)))),
    "row of one select": (legacy(row(select())), legacy(row(select(), button()))),
    "button after select": (legacy(row(select())), legacy(row(button(), select()))),
    "custom id": (legacy(row(button("x" * 100))), legacy(row(button("x" * 101)))),
    "custom id empty": (legacy(row(button("x"))), legacy(row(button("")))),
    "custom id unique": (
        legacy(row(button("a"), button("b"))),
        legacy(row(button("a")), row(button("a"))),
    ),
    "custom id unique over kinds": (legacy(row(button("b")), row(select())), legacy(row(button("s")), row(select()))),
    "component id unique": (v2(text(id=1), text(id=2)), v2(text(id=1), text(id=1))),
    "button label": (legacy(row(button(label="x" * 80))), legacy(row(button(label="x" * 81)))),
    "button label or emoji": (
        legacy(row(button(label=None, emoji={"name": "🔥"}))),
        legacy(row(button(label=None))),
    ),
    "button emoji": (
        legacy(row(button(emoji={"id": "1", "name": "fire"}))),
        legacy(row(button(emoji={"id": "1"}))),
    ),
    "option emoji": (legacy(row(option(emoji={"name": "x" * 32}))), legacy(row(option(emoji={"name": "x" * 33})))),
    "media description": (
        v2(section(text(), accessory=thumbnail(description="x" * 1024))),
        v2(section(text(), accessory=thumbnail(description=""))),
    ),
    "button style": (legacy(row(button(style=4))), legacy(row(button(style=7)))),
    "link": (legacy(row(link("https://a.b/" + "x" * 500))), legacy(row(link("https://a.b/" + "x" * 501)))),
    "link scheme": (legacy(row(link("discord://-/x"))), legacy(row(link("file://a")))),
    "link without custom id": (legacy(row(link())), legacy(row(link(custom_id="x")))),
    "button without url": (legacy(row(button())), legacy(row(button(url="https://a.b")))),
    "premium button": (
        legacy(row({"type": 2, "style": 6, "sku_id": "1"})),
        legacy(row({"type": 2, "style": 6, "sku_id": "1", "label": "x"})),
    ),
    "select options": (legacy(row(select(25))), legacy(row(select(26)))),
    "select without options": (legacy(row(select(1))), legacy(row(select(0)))),
    "select placeholder": (legacy(row(select(placeholder="x" * 150))), legacy(row(select(placeholder="x" * 151)))),
    "select values": (legacy(row(select(max_values=25))), legacy(row(select(max_values=26)))),
    "select least": (legacy(row(select(min_values=0))), legacy(row(select(min_values=2, max_values=1)))),
    "option label": (legacy(row(option(label="x" * 100))), legacy(row(option(label="x" * 101)))),
    "option value": (legacy(row(option(value="x" * 100))), legacy(row(option(value="x" * 101)))),
    "option description": (legacy(row(option(description="x" * 100))), legacy(row(option(description="x" * 101)))),
    "option values unique": (
        legacy(row(select(2))),
        legacy(row({"type": 3, "custom_id": "s", "options": [{"label": "L", "value": "V"}] * 2})),
    ),
    "select defaults": (
        legacy(row(option(default=True))),
        legacy(row(select(2) | {"options": [{"label": one, "value": one, "default": True} for one in "ab"]})),
    ),
    "channel select defaults": (
        legacy(row({"type": 8, "custom_id": "s", "default_values": [{"type": "channel", "id": "1"}]})),
        legacy(row({"type": 8, "custom_id": "s", "default_values": [{"type": "channel", "id": one} for one in "12"]})),
    ),
    "channel select kinds": (
        legacy(row({"type": 8, "custom_id": "s", "channel_types": [0, 15]})),
        legacy(row({"type": 8, "custom_id": "s", "channel_types": [0, 99]})),
    ),
    "channel select": (
        legacy(row({"type": 8, "custom_id": "s", "default_values": [{"type": "channel", "id": "1"}]})),
        legacy(row({"type": 8, "custom_id": "s", "default_values": [{"type": "user", "id": "1"}]})),
    ),
}
MESSAGES: Edges = {
    "content": ({"content": "x" * 2000}, {"content": "x" * 2001}),
    "content code points": ({"content": "🔥" * 2000}, {"content": "🔥" * 2001}),
    "content type": ({"content": "1"}, {"content": 1}),
    "nonce": ({"content": "x", "nonce": "n" * 25}, {"content": "x", "nonce": "n" * 26}),
    "nonce number": ({"content": "x", "nonce": 2**63 - 1}, {"content": "x", "nonce": 2**63}),
    "stickers": (
        {"content": "x", "sticker_ids": ["1", "2", "3"]},
        {"content": "x", "sticker_ids": ["1", "2", "3", "4"]},
    ),
    "attachments": (
        {"content": "x", "attachments": [{"id": 0}] * 10},
        {"content": "x", "attachments": [{"id": 0}] * 11},
    ),
    "attachments by number": (
        {"content": "x", "attachments": [{"id": "0"}]},
        {"content": "x", "attachments": [{"filename": "a.txt"}]},
    ),
    "reply to nothing": (
        {"content": "x", "message_reference": None},
        {"content": "x", "message_reference": {"type": 0}},
    ),
    "poll emoji": (
        poll(answers=[{"poll_media": {"text": "x", "emoji": {"name": "🔥"}}}]),
        poll(answers=[{"poll_media": {"text": "x", "emoji": {"id": "fire"}}}]),
    ),
    "content beside components": (v2(text(), content=None), v2(text(), content="x")),
    "embeds beside components": (v2(text(), embeds=[]), v2(text(), embeds=[{"title": "x"}])),
    "poll beside components": (v2(text()), v2(text(), **poll())),
    "poll question": (poll(question={"text": "x" * 300}), poll(question={"text": "x" * 301})),
    "poll answer": (
        poll(answers=[{"poll_media": {"text": "x" * 55}}]),
        poll(answers=[{"poll_media": {"text": "x" * 56}}]),
    ),
    "poll answers": (
        poll(answers=[{"poll_media": {"text": "x"}}] * 10),
        poll(answers=[{"poll_media": {"text": "x"}}] * 11),
    ),
    "poll hours": (poll(duration=768), poll(duration=769)),
    "poll hours whole": (poll(duration=1.0), poll(duration=1.5)),
    "mentions parse": (
        {"content": "x", "allowed_mentions": {"parse": ["users", "roles", "everyone"]}},
        {"content": "x", "allowed_mentions": {"parse": ["here"]}},
    ),
    "mentions exclusive": (
        {"content": "x", "allowed_mentions": {"parse": ["users"], "roles": ["1"]}},
        {"content": "x", "allowed_mentions": {"parse": ["users"], "users": ["1"]}},
    ),
    "mentions empty list beside parse": (
        {"content": "x", "allowed_mentions": {"parse": ["users"], "users": []}},
        {"content": "x", "allowed_mentions": {"users": ["1", "1"]}},
    ),
    "mentions ids": (
        {"content": "x", "allowed_mentions": {"users": [str(one) for one in range(100)]}},
        {"content": "x", "allowed_mentions": {"users": [str(one) for one in range(101)]}},
    ),
    "not empty": ({"content": "x"}, {"content": " \n"}),
    "not empty with components": (v2(text()), v2()),
}
