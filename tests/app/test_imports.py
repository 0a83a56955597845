"""What a running bot has in memory: nothing that only a terminal, a migration or another database needs."""

from __future__ import annotations

import asyncio
import json
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.end_to_end.house import House, open_house

# Says at its end, which comes by SIGTERM as on a host, what the bot had loaded by then.
PROGRAM = """
import atexit, gc, json, runpy, sys

def say():
    print(json.dumps({"modules": [*sys.modules], "looks for garbage": gc.isenabled(), "frozen": gc.get_freeze_count()}),
          file=sys.stderr)

atexit.register(say)
sys.argv = ["bot", "run"]
runpy.run_module("bot", run_name="__main__", alter_sys=True)
"""
FOR_A_TERMINAL = {
    "typer",
    "click",
    "rich",
    "pygments",
    "markdown_it",
    "shellingham",
    "bot.cli",
    "bot.terminal",
    "bot.playground",
}
FOR_A_MIGRATION = {"alembic", "mako", "bot.store.migrations"}
FOR_TESTS = {"pytest", "hypothesis", "jsonschema", "bot.sandbox"}
FOR_ADDRESSES = {"httpx", "httpcore", "h11", "bot.dataset.fetch"}
NEVER = FOR_A_TERMINAL | FOR_A_MIGRATION | FOR_TESTS | {"sqlalchemy.orm", "sqlalchemy.ext.asyncio", "bot.checkup"}
FOR_POSTGRESQL = {"psycopg", "psycopg_binary", "sqlalchemy.dialects.postgresql"}
FOR_SQLITE = {"sqlalchemy.dialects.sqlite"}

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="a process there cannot be asked to end")


async def said_by_a_run(house: House) -> dict[str, Any]:
    """Let the bot start, answer and end, and return what its process said of itself."""
    async with house.process(sys.executable, "-c", PROGRAM) as child:
        await house.world.wait_for_ready(within=30)
        await house.reader.slash(house.papers, "search", query="rlhf")
        await house.admin.slash(house.papers, "digest status")
        child.terminate()
        async with asyncio.timeout(30):
            _, log = await child.communicate()
    assert child.returncode == 0, log.decode()
    said: dict[str, Any] = json.loads(log.decode().splitlines()[-1])
    return said


def loaded(said: dict[str, Any], unwanted: set[str]) -> set[str]:
    """Return which of the unwanted packages, or what is in them, were loaded."""
    return {name for name in said["modules"] if any(f"{name}.".startswith(f"{one}.") for one in unwanted)}


async def test_a_bot_on_sqlite_carries_nothing_it_does_not_need(tmp_path: Path, migrated_sqlite_url: str) -> None:
    async with open_house(tmp_path) as house:
        house.environ["DATABASE_URL"] = migrated_sqlite_url
        house.set_up_digest()
        said = await said_by_a_run(house)
    assert not loaded(said, NEVER | FOR_ADDRESSES | FOR_POSTGRESQL)
    assert loaded(said, FOR_SQLITE)


async def test_a_bot_on_postgresql_carries_nothing_it_does_not_need(
    tmp_path: Path, migrated_postgresql_url: str
) -> None:
    async with open_house(tmp_path) as house:
        house.environ["DATABASE_URL"] = migrated_postgresql_url
        house.set_up_digest()
        said = await said_by_a_run(house)
    assert not loaded(said, NEVER | FOR_ADDRESSES | FOR_SQLITE)
    assert loaded(said, FOR_POSTGRESQL)


async def test_what_a_bot_imported_is_not_looked_through_for_garbage(tmp_path: Path) -> None:
    async with open_house(tmp_path) as house:
        said = await said_by_a_run(house)
    assert said["looks for garbage"]
    assert said["frozen"] > 10_000
