"""The application over REST."""

from __future__ import annotations

from tests.sandbox.town import Api, Town


async def test_it_is_changed(town: Town, api: Api) -> None:
    body = {"description": "Papers", "tags": ["papers"], "custom_install_url": "https://a.b/c"}
    changed = (await api.patch("/applications/@me", body)).body
    assert {key: changed[key] for key in body} == body
    assert (await api.get("/applications/@me")).body == changed
    cleared = (await api.patch("/applications/@me", {"custom_install_url": None})).body
    assert "custom_install_url" not in cleared
    assert cleared["description"] == "Papers"


async def test_what_is_wrong_is_refused(town: Town, api: Api) -> None:
    for body in (
        {"description": "x" * 401},
        {"tags": ["a"] * 6},
        {"tags": ["x" * 21]},
        {"tags": [""]},
        {"custom_install_url": "somewhere"},
    ):
        assert (await api.patch("/applications/@me", body)).code == (400, 50035)
    assert (await api.patch("/applications/@me", {"description": "x" * 400})).status == 200


async def test_its_flags_tell_which_privileged_intents_it_has(town: Town, api: Api) -> None:
    town.sandbox.world.privileged_intents = 1 << 15 | 1 << 1
    assert (await api.get("/applications/@me")).body["flags"] == 1 << 19 | 1 << 15


async def test_it_has_no_emojis(town: Town, api: Api) -> None:
    assert (await api.get(f"/applications/{town.sandbox.application_id}/emojis")).body == {"items": []}
    assert (await api.get("/applications/1/emojis")).code == (403, 20012)
