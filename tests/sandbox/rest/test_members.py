"""Members of a server over REST."""

from __future__ import annotations

from bot.sandbox.permissions import INVITED_BOT
from tests.sandbox.town import Api, Town


async def test_members_and_roles(town: Town, api: Api) -> None:
    base = f"/guilds/{town.guild.id}"
    me = await api.get(f"{base}/members/{town.sandbox.bot_user.id}")
    roles = {role["id"]: role for role in (await api.get(f"{base}/roles")).body}
    (own,) = me.body["roles"]
    assert int(roles[own]["permissions"]) == INVITED_BOT
    assert roles[own]["tags"] == {"bot_id": str(town.sandbox.bot_user.id)}
    assert (await api.get(f"/users/@me{base}/member")).body == me.body
    assert (await api.get(f"{base}/members/1")).code == (404, 10007)


async def test_all_are_listed_with_the_intent_of_members_only(town: Town, api: Api) -> None:
    place = f"/guilds/{town.guild.id}/members"
    assert (await api.get(place)).code == (403, 50001)
    town.sandbox.world.privileged_intents = 1 << 1
    everybody = [one["user"]["id"] for one in (await api.get(f"{place}?limit=1000")).body]
    assert everybody == sorted((str(number) for number in town.guild.members), key=int)
    assert len((await api.get(place)).body) == 1
    rest = [one["user"]["id"] for one in (await api.get(f"{place}?limit=9&after={everybody[0]}")).body]
    assert rest == everybody[1:]
    assert (await api.get(f"{place}?limit=1001")).code == (400, 50035)


async def test_they_are_found_by_the_beginning_of_their_names(town: Town, api: Api) -> None:
    place = f"/guilds/{town.guild.id}/members/search"
    found = (await api.get(f"{place}?query=aD&limit=5")).body
    assert [one["user"]["username"] for one in found] == ["ada"]
    assert (await api.get(f"{place}?query=zz")).body == []
    assert (await api.get(place)).code == (400, 50035)


async def test_roles_below_the_bots_are_given_and_taken(town: Town, api: Api) -> None:
    role = town.guild.new_role("Readers", town.guild.everyone.permissions)
    above = town.guild.add_role("Staff")
    base = f"/guilds/{town.guild.id}/members/{town.ada.id}/roles"
    assert (await api.put(f"{base}/{role.id}", {})).code == (403, 50013)
    town.guild.set_bot_permissions(manage_roles=True)
    for _ in range(2):
        assert (await api.put(f"{base}/{role.id}", {})).status == 204
    assert town.ada.roles == [role]
    assert (await api.delete(f"{base}/{role.id}")).status == 204
    assert town.ada.roles == []
    for wrong in (above.id, town.guild.id):
        assert (await api.put(f"{base}/{wrong}", {})).code == (403, 50013)
    assert (await api.put(f"{base}/1", {})).code == (404, 10011)
