"""The application over REST."""

from __future__ import annotations

from tests.sandbox.town import Api, Town


async def test_its_flags_tell_which_privileged_intents_it_has(town: Town, api: Api) -> None:
    town.sandbox.world.privileged_intents = 1 << 15 | 1 << 1
    assert (await api.get("/applications/@me")).body["flags"] == 1 << 19 | 1 << 15


async def test_it_has_no_emojis(town: Town, api: Api) -> None:
    assert (await api.get(f"/applications/{town.sandbox.application_id}/emojis")).body == {"items": []}
    assert (await api.get("/applications/1/emojis")).code == (403, 20012)
