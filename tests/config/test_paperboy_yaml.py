"""The file that is shipped: it loads as it is, and its example loads when the admin takes the comment signs off."""

from __future__ import annotations

import re
from pathlib import Path

from bot.settings.loader import category_warnings, load_settings, parse_settings
from bot.settings.models import Settings

CONFIG = Path(__file__).parents[2] / "config"
SHIPPED = CONFIG / "paperboy.yaml"


def uncommented(text: str, signs: str) -> str:
    """Do what the file asks for: remove the empty list, take the signs off the lines of the example."""
    lines = text.replace("digests: []\n", "").splitlines(keepends=True)
    begin = lines.index("#digests:\n")
    end = next(index for index in range(begin, len(lines)) if not lines[index].startswith("#"))
    example = [re.sub(signs, r"\1", line) for line in lines[begin:end]]
    return "".join(lines[:begin] + example + lines[end:])


def test_it_loads_as_it_is_with_every_default_and_no_digest() -> None:
    found = load_settings(SHIPPED)
    assert found.settings == Settings()
    assert found.warnings == ()


def test_the_example_loads_and_posts_every_week() -> None:
    found = parse_settings(uncommented(SHIPPED.read_text("utf-8"), r"^#( *)").encode(), SHIPPED)
    (digest,) = found.settings.digests
    assert digest.nothing_new == "archive"
    assert digest.at is not None
    assert digest.timezone == "Europe/Berlin"
    assert found.warnings == ()


def test_the_example_with_all_its_extras_loads_too() -> None:
    text = uncommented(SHIPPED.read_text("utf-8"), r"^#( *)")
    found = parse_settings(re.sub(r"^( +)# (\w+: )", r"\1\2", text, flags=re.MULTILINE).encode(), SHIPPED)
    (digest,) = found.settings.digests
    assert digest.categories
    assert digest.keywords
    assert digest.mention_role
    assert category_warnings(found, ()) == ()


def test_there_is_no_code_and_no_secret_beside_it() -> None:
    assert {file.suffix for file in CONFIG.rglob("*") if file.is_file()} == {".yaml", ".md"}
    for file in CONFIG.rglob("*.yaml"):
        assert not re.search(r"[\w-]{23,}\.[\w-]{6}\.[\w-]{27,}|://[^\s:]+:[^\s@]+@", file.read_text("utf-8"))


def test_every_yaml_file_beside_it_loads() -> None:
    for file in CONFIG.rglob("*.yaml"):
        assert load_settings(file).warnings == ()
