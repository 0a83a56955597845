"""Files of messages: kept, described, served, limited."""

from __future__ import annotations

from tests.sandbox.town import Api, Town


def messages(town: Town) -> str:
    return f"/channels/{town.general.id}/messages"


async def test_files_are_kept_and_served(town: Town, api: Api) -> None:
    described = {"content": "", "attachments": [{"id": 0, "description": "A note"}]}
    sent = await api.upload("POST", messages(town), described, note=b"words")
    (attachment,) = sent.body["attachments"]
    assert (attachment["filename"], attachment["size"], attachment["description"]) == ("note.txt", 5, "A note")
    async with api.session.get(attachment["url"]) as response:
        assert await response.read() == b"words"
    kept = await api.upload(
        "PATCH", f"{messages(town)}/{sent.body['id']}", {"attachments": [{"id": attachment["id"]}]}, more=b"!"
    )
    assert [one["filename"] for one in kept.body["attachments"]] == ["note.txt", "more.txt"]


async def test_files_go_with_what_they_were_attached_to(town: Town, api: Api) -> None:
    kept = (await api.upload("POST", messages(town), {}, a=b"a", b=b"b")).body
    second = int(kept["attachments"][1]["id"])
    await api.patch(f"{messages(town)}/{kept['id']}", {"attachments": [{"id": str(second)}]})
    assert list(town.sandbox.world.attachments) == [second]
    async with api.session.get(kept["attachments"][0]["url"]) as response:
        assert response.status == 404
    await api.delete(f"{messages(town)}/{kept['id']}")
    assert town.sandbox.world.attachments == {}


async def test_files_have_limits(town: Town, api: Api) -> None:
    eleven = {f"f{number}": b"x" for number in range(11)}
    assert (await api.upload("POST", messages(town), {}, **eleven)).code == (400, 30015)
    assert (await api.upload("POST", messages(town), {}, big=bytes(10 * 1024 * 1024))).status == 200
    assert (await api.upload("POST", messages(town), {}, big=bytes(10 * 1024 * 1024 + 1))).code == (400, 50045)
    town.general.set_bot_permissions(attach_files=False)
    assert (await api.upload("POST", messages(town), {}, f=b"x")).code == (403, 50013)
