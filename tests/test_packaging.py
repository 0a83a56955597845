"""What is shipped: the wheel, the pinned requirements, the Procfile, and the one command of the checks."""

from __future__ import annotations

import asyncio
import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from zipfile import ZipFile

import pytest
from aiohttp import ClientSession
from honcho.environ import parse_procfile  # type: ignore[import-untyped]
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

from tests.command_line import VARIABLES
from tests.playground.page_client import open_page

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
REQUIREMENTS = (ROOT / "requirements.txt").read_text(encoding="utf-8")
PINS = re.findall(r"^([A-Za-z0-9._-]+)(?:\[[\w,]+\])?==(\S+)(?: ; (.+?))? \\$", REQUIREMENTS, re.MULTILINE)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ZipFile]:
    """Build the wheel as a host does, from a copy without history, with the backend that is installed and no network."""
    folder = tmp_path_factory.mktemp("wheel")
    source = folder / "source"
    shutil.copytree(ROOT / "bot", source / "bot", ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md", ".gitignore"):
        shutil.copy(ROOT / name, source / name)
    subprocess.run(  # noqa: S603 - hatchling, on our own folder
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)],
        cwd=source,
        check=True,
        capture_output=True,
    )
    (path,) = folder.glob("*.whl")
    with ZipFile(path) as opened:
        yield opened


def test_the_wheel_holds_the_whole_package_byte_for_byte(wheel: ZipFile) -> None:
    ours = {
        path.relative_to(ROOT).as_posix(): path.read_bytes()
        for path in (ROOT / "bot").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    theirs = {name: wheel.read(name) for name in wheel.namelist() if ".dist-info/" not in name}
    assert set(theirs) == set(ours)
    assert theirs == ours


@pytest.mark.parametrize(
    "name",
    [
        "bot/dataset/data/papers-of-the-week.md",
        "bot/arxiv/taxonomy.csv",
        "bot/store/migrations/env.py",
        "bot/store/migrations/versions/r0001_first_tables.py",
        "bot/__main__.py",
    ],
)
def test_what_a_bot_cannot_run_without_is_in_the_wheel(wheel: ZipFile, name: str) -> None:
    assert name in wheel.namelist()


def test_an_installed_wheel_answers_and_migrates(wheel: ZipFile, tmp_path: Path) -> None:
    site, work = tmp_path / "site", tmp_path / "work"
    wheel.extractall(site)
    work.mkdir()
    (work / "paperboy.yaml").touch()
    environ = {**os.environ, "PYTHONPATH": str(site), "PAPERBOY_CONFIG": "paperboy.yaml", "PAPERBOY_DATA": "data"}
    environ["PAPERBOY_OFFLINE"] = "1"
    for words in (["check"], ["upgrade"], ["paper", "2303.12712"]):
        subprocess.run(  # noqa: S603 - this very program
            [sys.executable, "-P", "-m", "bot", *words], cwd=work, env=environ, check=True, capture_output=True
        )
    assert (work / "data" / "paperboy.db").exists()


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="a process there is not told to end")
async def test_an_installed_wheel_shows_its_sandbox_without_a_checkout(wheel: ZipFile, tmp_path: Path) -> None:
    site, work = tmp_path / "site", tmp_path / "work"
    wheel.extractall(site)
    work.mkdir()
    command = await asyncio.create_subprocess_exec(
        *(sys.executable, "-P", "-m", "bot", "sandbox", "--no-open", "--port", "0"),
        cwd=work,
        env={**{name: value for name, value in os.environ.items() if name not in VARIABLES}, "PYTHONPATH": str(site)},
        stdout=asyncio.subprocess.PIPE,
    )
    try:
        assert command.stdout is not None
        said = (await command.stdout.readuntil(b"Ctrl-C")).decode()
        assert "so a default file is used" in said
        (address,) = re.findall(r"http://\S+/", said)
        async with open_page(address) as page, ClientSession(address, raise_for_status=True) as session:
            await page.until(lambda: page.text("bot") == "Online.")
            for path in ("/", "/static/js/main.js", "/static/css/shell.css"):
                async with session.get(path) as answer:
                    assert await answer.read()
    finally:
        command.terminate()
        await command.communicate()
    assert list(work.iterdir()) == []


def test_the_installed_command_is_there() -> None:
    module, _, name = PROJECT["project"]["scripts"]["paperboy"].partition(":")
    assert callable(getattr(import_module(module), name))


def test_a_source_archive_names_what_is_there() -> None:
    for name in PROJECT["tool"]["hatch"]["build"]["targets"]["sdist"]["include"]:
        assert (ROOT / name).exists(), name


def test_the_procfile_has_both_phases() -> None:
    processes = parse_procfile((ROOT / "Procfile").read_text(encoding="utf-8")).processes
    assert processes == {"release": "python -m bot upgrade", "worker": "python -m bot run"}


class TestRequirements:
    def test_every_line_is_a_pin_a_hash_or_a_comment(self) -> None:
        lines = [line for line in REQUIREMENTS.splitlines() if line and not line.startswith("#")]
        pins = [line for line in lines if not line.startswith(" ")]
        assert len(pins) == len(PINS) > 20
        for line in lines:
            assert re.fullmatch(r"[A-Za-z0-9._-]+==\S+( ; .+)? \\|    --hash=sha256:[0-9a-f]{64}( \\)?", line), line

    def test_every_pin_has_a_hash(self) -> None:
        blocks = re.split(r"^(?=[A-Za-z0-9])", REQUIREMENTS, flags=re.MULTILINE)[1:]
        assert all("--hash=sha256:" in block for block in blocks)

    def test_no_index_and_no_place_of_a_machine(self) -> None:
        assert not re.search(
            r"--(index|extra-index|find-links|trusted)|https?://|file:|^\s*#\s*via", REQUIREMENTS, re.MULTILINE
        )
        assert not re.search(r"(^|[\s\"'])/(home|root|work|tmp|Users)/|[A-Z]:\\", REQUIREMENTS)

    def test_it_satisfies_what_the_project_depends_on(self) -> None:
        pinned: dict[str, list[Version]] = {}
        for name, version, _ in PINS:
            pinned.setdefault(canonicalize_name(name), []).append(Version(version))
        for wanted in map(Requirement, PROJECT["project"]["dependencies"]):
            versions = pinned.get(canonicalize_name(wanted.name), [])
            assert versions, f"{wanted.name} is not pinned"
            assert all(version in wanted.specifier for version in versions), f"{wanted} against {versions}"

    def test_the_comment_names_the_oldest_python_that_is_promised(self) -> None:
        (oldest,) = re.findall(r"--python-version (\S+)", REQUIREMENTS)
        assert PROJECT["project"]["requires-python"] == f">={oldest}"


@pytest.mark.skipif(sys.platform == "win32", reason="no file is executable there by its mode")
def test_the_checks_are_one_command() -> None:
    script = ROOT / ".ci" / "run"
    assert os.access(script, os.X_OK)
    bash = shutil.which("bash")
    assert bash is not None
    subprocess.run([bash, "-n", str(script)], check=True)  # noqa: S603 - reads our own script, runs nothing
