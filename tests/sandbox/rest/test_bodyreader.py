"""Request bodies as they come over the wire."""

from __future__ import annotations

import pytest

from tests.sandbox.town import Api, Town


@pytest.mark.parametrize("text", ["{", "[1,", "content=x", "\0"])
async def test_what_is_no_json_is_refused(town: Town, api: Api, text: str) -> None:
    url = f"{town.sandbox.api_url}/channels/{town.general.id}/messages"
    headers = {"Authorization": f"Bot {town.sandbox.token}", "Content-Type": "application/json"}
    async with api.session.post(url, data=text, headers=headers) as response:
        assert (response.status, (await response.json())["code"]) == (400, 50109)


async def test_a_body_is_read_beside_its_files(town: Town, api: Api) -> None:
    sent = await api.upload("POST", f"/channels/{town.general.id}/messages", {"content": "x"}, one=b"1", two=b"22")
    assert [(one["filename"], one["size"]) for one in sent.body["attachments"]] == [("one.txt", 1), ("two.txt", 2)]
    assert town.sandbox.requests[-1].json == {"content": "x"}
