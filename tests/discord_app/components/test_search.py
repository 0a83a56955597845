from __future__ import annotations

from typing import Any

import pytest

from tests.discord_app.stage import Stage, relabel


def ids(message: object) -> list[str]:
    components = message.components_flat()  # type: ignore[attr-defined]
    return [one["custom_id"] for one in components if str(one.get("custom_id", "")).startswith("search:")]


@pytest.mark.parametrize("query", ["study", "study " + "of things " * 18])
async def test_pages_turn_however_long_the_query(stage: Stage, query: str) -> None:
    options: dict[str, Any] = {"category": "Computation and Language", "since": "2023-03-06", "until": "2023-03-26"}
    async with stage.bot():
        found = await stage.reader.slash(stage.papers, "search", query=query[:200], **options)
        first = found.text()
        turned = await stage.reader.press(found.message, custom_id=ids(found.message)[2])
        assert turned.edited
        assert "6 to 9" in found.text()
        await stage.reader.press(found.message, custom_id=ids(found.message)[0])
    assert found.text() == first


async def test_somebody_elses_search_stays_on_its_page(stage: Stage) -> None:
    async with stage.bot():
        found = await stage.reader.slash(stage.papers, "search", query="study")
        turned = await stage.admin.press(found.message, custom_id=ids(found.message)[2])
    assert turned.ephemeral
    assert "6 to 9" in turned.text()
    assert "1 to 5" in found.text()


async def test_pages_turn_after_a_restart(stage: Stage) -> None:
    async with stage.bot():
        found = await stage.reader.slash(stage.papers, "search", query="study")
    async with stage.bot():
        await stage.reader.press(found.message, custom_id=ids(found.message)[2])
    assert "6 to 9" in found.text()


async def test_a_search_that_cannot_be_read_any_more_is_said_kindly(stage: Stage) -> None:
    async with stage.bot():
        found = await stage.reader.slash(stage.papers, "search", query="study")
        first, _, last = ids(found.message)
        relabel(found.message, first, "paper:2023-03-26:2303.01681:lost")
        reply = await stage.reader.press(found.message, custom_id=last)
    assert "run /search again" in reply.text()
    assert reply.ephemeral
    assert "PB-" not in reply.text()
