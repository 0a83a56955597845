"""The import table of bot/README.md, held against the imports that are really there."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
BOT = ROOT / "bot"
PLAN = (BOT / "README.md").read_text(encoding="utf-8")

# What is shared by two rooms, or kept to one file of a room; the prose under the table says the same.
SHARED = {
    "sqlalchemy": {"store", "digests"},
    "aiohttp": {"sandbox", "discord_app"},
    "rich": {"terminal", "playground", "cli"},
}
PURE = [
    "catalog",
    *(f"digests/{name}.py" for name in ("due", "selection", "plan", "said", "corrections", "moves", "found")),
]
IMPURE_MODULES = {"asyncio", "httpx", "aiohttp", "socket", "urllib", "http", "time", "os", "pathlib", "sqlalchemy"}


def table() -> dict[str, tuple[set[str], set[str]]]:
    """Return room -> (rooms it may import, libraries that only it may import)."""
    rows = PLAN.split("## Who may import whom")[1]
    found = re.findall(r"^\| ([\w\\]+) \| ([^|]*)\| ?([^|]*)\|$", rows, re.MULTILINE)
    return {
        room.replace("\\", ""): (set(re.findall(r"\w+", rooms)), set(re.findall(r"\w+", libraries)))
        for room, rooms, libraries in found
        if room != "room"
    }


def room_of(path: Path) -> str:
    return path.relative_to(BOT).parts[0].removesuffix(".py")


def imports(path: Path) -> Iterator[str]:
    """Yield the dotted name of everything a file imports, wherever in the file it does so."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno}: write imports in full"
            assert node.module is not None
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


FILES = sorted(path for path in BOT.rglob("*.py") if path != BOT / "__init__.py")
ARROWS = {
    (room_of(path), name.split(".")[1], path)
    for path in FILES
    for name in imports(path)
    if name.startswith("bot.") and name.split(".")[1] != room_of(path)
}


def test_every_room_stands_in_the_table() -> None:
    assert {room_of(path) for path in FILES} <= set(table())


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(BOT).as_posix())
def test_imports_only_what_the_table_allows(path: Path) -> None:
    room = room_of(path)
    allowed, _ = table()[room]
    forbidden = {target for source, target, where in ARROWS if where == path and target not in allowed}
    assert not forbidden, f"{room} may not import {sorted(forbidden)}"


def test_the_rooms_form_no_cycle() -> None:
    graph: dict[str, set[str]] = {}
    for source, target, _ in ARROWS:
        graph.setdefault(source, set()).add(target)
    TopologicalSorter(graph).prepare()


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(BOT).as_posix())
def test_a_library_stays_in_its_room(path: Path) -> None:
    homes = {library: {room} for room, (_, libraries) in table().items() for library in libraries} | SHARED
    strays = {name for name in imports(path) if room_of(path) not in homes.get(name.split(".")[0], {room_of(path)})}
    assert not strays


def test_apscheduler_stays_in_one_file() -> None:
    users = {path for path in FILES for name in imports(path) if name.split(".")[0] == "apscheduler"}
    assert users <= {BOT / "digests" / "schedule.py"}


@pytest.mark.parametrize(
    "path",
    [path for path in FILES if any(path.relative_to(BOT).as_posix().startswith(pure) for pure in PURE)],
    ids=lambda path: path.relative_to(BOT).as_posix(),
)
def test_pure_modules_reach_for_nothing_outside(path: Path) -> None:
    assert not {name for name in imports(path) if name.split(".")[0] in IMPURE_MODULES}
    assert not re.search(r"\.now\(|\.today\(|\.utcnow\(|\bopen\(", path.read_text(encoding="utf-8"))


def test_render_never_awaits() -> None:
    for path in (BOT / "discord_app" / "render").rglob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        assert not any(isinstance(node, ast.AsyncFunctionDef | ast.Await) for node in ast.walk(tree)), path


def test_nothing_of_an_index_or_a_machine_is_committed() -> None:
    assert not (ROOT / "uv.lock").exists()
    assert not (ROOT / ".python-version").exists()
