"""Whether somebody is online, and what they do."""

from __future__ import annotations

import pytest

from bot.sandbox.world.presences import OFFLINE, ONLINE, STATUSES, Presence
from bot.sandbox.world.world import World

CHESS = ({"name": "chess", "type": 0},)


def test_others_see_status_and_activities() -> None:
    assert Presence("dnd", CHESS).payload(5) == {
        "user": {"id": "5"},
        "status": "dnd",
        "activities": [{"name": "chess", "type": 0}],
        "client_status": {"web": "dnd"},
    }


@pytest.mark.parametrize("status", ["invisible", "offline"])
def test_who_is_invisible_looks_offline(status: str) -> None:
    payload = Presence(status, CHESS).payload(5)
    assert (payload["status"], payload["activities"], payload["client_status"]) == ("offline", [], {})


def test_people_are_online_and_bots_only_when_connected(world: World) -> None:
    assert (world.owner.presence, world.bot.presence) == (ONLINE, OFFLINE)
    assert {ONLINE.status, OFFLINE.status} <= set(STATUSES)
