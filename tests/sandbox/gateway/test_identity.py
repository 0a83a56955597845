"""What an IDENTIFY may say."""

from __future__ import annotations

from typing import Any

import pytest

from bot.sandbox.gateway.closing import CloseCode, CloseError
from bot.sandbox.gateway.identity import Identity, presence_of, read_identity
from bot.sandbox.gateway.intents import Intent
from bot.sandbox.world.presences import Presence

GRANTED = int(Intent.GUILD_MEMBERS)


def told(**fields: Any) -> dict[str, Any]:
    return {"token": "t", "properties": {}, "intents": 1, **fields}


def test_the_least_is_intents_and_properties() -> None:
    assert read_identity(told(), 0) == Identity(1)


def test_everything_else_is_kept() -> None:
    fields = told(
        intents=3,
        shard=[1, 4],
        large_threshold=200,
        compress=True,
        presence={"status": "dnd", "since": 0, "afk": True, "activities": [{"name": "chess", "type": 0, "id": "x"}]},
    )
    presence = Presence("dnd", ({"name": "chess", "type": 0},), 0, afk=True)
    assert read_identity(fields, GRANTED) == Identity(3, (1, 4), 200, compress=True, presence=presence)


@pytest.mark.parametrize(("stated", "kept"), [(49, 50), (50, 50), (250, 250), (251, 250), ("many", 50), (None, 50)])
def test_large_is_between_50_and_250(stated: object, kept: int) -> None:
    assert read_identity(told(large_threshold=stated), 0).large_threshold == kept


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"properties": None}, CloseCode.DECODE_ERROR),
        ({"intents": None}, CloseCode.INVALID_INTENTS),
        ({"intents": "1"}, CloseCode.INVALID_INTENTS),
        ({"intents": True}, CloseCode.INVALID_INTENTS),
        ({"intents": -1}, CloseCode.INVALID_INTENTS),
        ({"intents": 1 << 17}, CloseCode.INVALID_INTENTS),
        ({"intents": 1 << 26}, CloseCode.INVALID_INTENTS),
        ({"intents": 1 << 8}, CloseCode.DISALLOWED_INTENTS),
        ({"intents": 1 << 15}, CloseCode.DISALLOWED_INTENTS),
        ({"shard": [1, 1]}, CloseCode.INVALID_SHARD),
        ({"shard": [-1, 1]}, CloseCode.INVALID_SHARD),
        ({"shard": [0]}, CloseCode.INVALID_SHARD),
        ({"shard": ["0", "1"]}, CloseCode.INVALID_SHARD),
        ({"shard": {}}, CloseCode.INVALID_SHARD),
        ({"presence": []}, CloseCode.DECODE_ERROR),
        ({"presence": {"status": "away"}}, CloseCode.DECODE_ERROR),
    ],
)
def test_what_is_wrong_has_its_code(fields: dict[str, Any], code: CloseCode) -> None:
    with pytest.raises(CloseError) as refused:
        read_identity(told(**fields), GRANTED)
    assert refused.value.code is code


def test_a_server_is_on_one_shard_and_the_rest_on_the_first() -> None:
    shards = [Identity(1, (number, 3)) for number in range(3)]
    assert [one.is_home_of(5 << 22) for one in shards] == [False, False, True]
    assert [one.is_home_of(None) for one in shards] == [True, False, False]
    assert Identity(1).is_home_of(5 << 22)


def test_one_game_is_still_understood() -> None:
    assert presence_of({"status": None, "game": {"name": "chess", "type": 0}}).activities == (
        {"name": "chess", "type": 0},
    )


@pytest.mark.parametrize(
    "data",
    [
        None,
        "online",
        {"activities": {}},
        {"activities": ["chess"]},
        {"activities": [{"name": "chess"}]},
        {"activities": [{"type": 0}]},
        {"since": "yesterday"},
    ],
)
def test_what_is_no_presence_is_refused(data: object) -> None:
    with pytest.raises(CloseError) as refused:
        presence_of(data)
    assert refused.value.code is CloseCode.DECODE_ERROR
