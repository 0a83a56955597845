"""The file that is shipped: it loads as it is, and its example loads when the admin takes the comment signs off."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

from bot.settings.loader import category_warnings, load_settings, parse_settings
from bot.settings.models import DatasetSettings, Settings

CONFIG = Path(__file__).parents[2] / "config"
SHIPPED = CONFIG / "paperboy.yaml"


def uncommented(text: str, signs: str) -> str:
    """Do what the file asks for: remove the empty list, take the signs off the lines of the example."""
    lines = text.replace("digests: []\n", "").splitlines(keepends=True)
    begin = lines.index("#digests:\n")
    end = next(index for index in range(begin, len(lines)) if not lines[index].startswith("#"))
    example = [re.sub(signs, r"\1", line) for line in lines[begin:end]]
    return "".join(lines[:begin] + example + lines[end:])


def test_it_loads_as_it_is_with_the_living_list_and_every_other_default() -> None:
    found = load_settings(SHIPPED)
    assert found.warnings == ()
    assert found.settings.model_copy(update={"dataset": DatasetSettings()}) == Settings()
    (source,) = found.settings.dataset.sources
    assert found.settings.dataset.model_copy(update={"sources": ()}) == DatasetSettings()
    assert (source.kind, source.first_year, source.path) == ("weekly pages", 2023, None)
    assert str(source.url).startswith("https://raw.githubusercontent.com/dair-ai/")
    assert str(source.url).endswith("/years/{year}.md")


def test_the_example_loads_and_waits_for_a_late_week_but_not_into_the_next() -> None:
    found = parse_settings(uncommented(SHIPPED.read_text("utf-8"), r"^#( *)").encode(), SHIPPED)
    (digest,) = found.settings.digests
    assert digest.nothing_new == "wait"
    assert timedelta(days=2) < digest.wait_until < timedelta(days=7)
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
    assert not found.settings.dataset.arxiv.complete
    assert category_warnings(found, ()) == ()


def test_there_is_no_code_and_no_secret_beside_it() -> None:
    assert {file.suffix for file in CONFIG.rglob("*") if file.is_file()} == {".yaml", ".md"}
    for file in CONFIG.rglob("*.yaml"):
        assert not re.search(r"[\w-]{23,}\.[\w-]{6}\.[\w-]{27,}|://[^\s:]+:[^\s@]+@", file.read_text("utf-8"))


def test_every_yaml_file_beside_it_loads() -> None:
    for file in CONFIG.rglob("*.yaml"):
        assert load_settings(file).warnings == ()
