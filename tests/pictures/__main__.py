"""``python -m tests.pictures``: draw the README's picture from what the bot would really post."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path

from rich.console import Console
from rich.terminal_theme import MONOKAI

from bot.catalog import Catalog
from bot.dataset import Library
from bot.digests.model import DigestContent
from bot.digests.selection import select
from bot.discord_app.render.digest import DigestRenderer
from bot.settings.models import DatasetSettings, DigestSettings
from bot.terminal.discord_message import draw_message

FOLDER = Path(__file__).parent
COLUMNS = 92


def main() -> None:
    """Write ``digest.svg`` beside this file: the newest bundled week, cut to three papers."""
    loaded = Library(DatasetSettings(), base=FOLDER, cache=FOLDER).load_local()
    week = Catalog(loaded.weeks).latest
    assert week is not None
    digest = DigestSettings(name="weekly", channels=("100000000000000000",), limit=3)
    content = DigestContent(
        digest=digest.name,
        week=select(week, digest),
        total=len(week.papers),
        next_due=datetime(2023, 4, 3, 7, tzinfo=UTC),
    )
    (part,) = DigestRenderer().parts(content)
    with StringIO() as nowhere:
        console = Console(record=True, width=COLUMNS, file=nowhere, legacy_windows=False)
        console.print(draw_message(part.payload, title="#papers"))
        svg = console.export_svg(title="the weekly digest, as `python -m bot sandbox` shows it", theme=MONOKAI)
    # A picture within a page loads no fonts from elsewhere; the reader's own monospace serves.
    svg = re.sub(r"@font-face \{.*?\}\s*", "", svg, flags=re.DOTALL).replace("Fira Code", "DejaVu Sans Mono")
    (FOLDER / "digest.svg").write_text(svg, encoding="utf-8")


if __name__ == "__main__":
    main()
