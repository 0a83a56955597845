"""Reactions over REST."""

from __future__ import annotations

from urllib.parse import quote

from tests.sandbox.town import Api, Town

FIRE, HEART = quote("🔥"), quote("❤️")


def reactions(town: Town) -> str:
    said = town.ada.say(town.general, "x")
    return f"/channels/{town.general.id}/messages/{said.id}/reactions"


async def test_they_are_added_once_and_taken_back(town: Town, api: Api) -> None:
    base = reactions(town)
    town.guild.set_bot_permissions(add_reactions=True)
    for _ in range(2):
        assert (await api.put(f"{base}/{FIRE}/@me", {})).status == 204
    message = (await api.get(base.removesuffix("/reactions"))).body
    (reaction,) = message["reactions"]
    assert (reaction["emoji"], reaction["count"], reaction["me"]) == ({"id": None, "name": "🔥"}, 1, True)
    assert [one["id"] for one in (await api.get(f"{base}/{FIRE}")).body] == [str(town.sandbox.bot_user.id)]
    assert (await api.delete(f"{base}/{FIRE}/@me")).status == 204
    assert "reactions" not in (await api.get(base.removesuffix("/reactions"))).body


async def test_only_the_first_with_an_emoji_needs_the_permission(town: Town, api: Api) -> None:
    base = reactions(town)
    message = next(iter(town.general.messages.values()))
    town.guild.set_bot_permissions(add_reactions=False)
    assert (await api.put(f"{base}/{FIRE}/@me", {})).code == (403, 50013)
    message.reactions = {"🔥": (town.ada.user,)}
    assert (await api.put(f"{base}/{FIRE}/@me", {})).status == 204
    assert (await api.get(f"{base}/{FIRE}?limit=1&after={town.sandbox.bot_user.id}")).body[0]["username"] == "ada"
    town.general.set_bot_permissions(read_message_history=False)
    assert (await api.put(f"{base}/{FIRE}/@me", {})).code == (403, 50013)


async def test_others_reactions_are_for_moderators(town: Town, api: Api) -> None:
    base = reactions(town)
    message = next(iter(town.general.messages.values()))
    message.reactions = {"🔥": (town.ada.user, town.chief.user), "❤️": (town.ada.user,), "a_b:1": (town.ada.user,)}
    for path in (f"{base}/{FIRE}/{town.ada.id}", f"{base}/{FIRE}", base):
        assert (await api.delete(path)).code == (403, 50013)
    town.guild.set_bot_permissions(manage_messages=True)
    assert (await api.delete(f"{base}/{FIRE}/{town.ada.id}")).status == 204
    assert message.reactions["🔥"] == (town.chief.user,)
    assert (await api.delete(f"{base}/{HEART}")).status == 204
    assert list(message.reactions) == ["🔥", "a_b:1"]
    assert (await api.delete(base)).status == 204
    assert message.reactions == {}
    assert (await api.delete(f"{base}/{FIRE}/1")).code == (404, 10013)


async def test_what_is_no_emoji_is_unknown(town: Town, api: Api) -> None:
    base = reactions(town)
    assert (await api.put(f"{base}/fire/@me", {})).code == (400, 10014)
    assert (await api.put(f"{base}/fire:1/@me", {})).status == 204
