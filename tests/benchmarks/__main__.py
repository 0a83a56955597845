"""``python -m tests.benchmarks [NAME ...] [--runs N]``: measure the bot against a bare one; see the README beside this."""

from __future__ import annotations

import argparse
import asyncio
import tempfile
from pathlib import Path

from tests.benchmarks.answers import measure_answers
from tests.benchmarks.catalogue import measure_catalogue
from tests.benchmarks.living import measure_living
from tests.benchmarks.memory import measure_memory
from tests.benchmarks.refresh import measure_refresh
from tests.benchmarks.start import measure_start
from tests.benchmarks.tables import draw

MEASURES = {
    "start": measure_start,
    "memory": measure_memory,
    "answers": measure_answers,
    "catalogue": measure_catalogue,
    "living": measure_living,
    "refresh": measure_refresh,
}


def main() -> None:
    """Run the benchmarks that were named, by default all, and print their tables."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description="Measure the bot; Linux only.")
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"one of {', '.join(MEASURES)}; default: all")
    parser.add_argument("--runs", type=int, default=7, help="how often each figure is taken; default: 7")
    chosen = parser.parse_args()
    unknown = set(chosen.names) - set(MEASURES)
    if unknown:
        parser.error(f"there is no {', '.join(sorted(unknown))}")
    # One folder for all: what Python compiled for the first is there for the others.
    with tempfile.TemporaryDirectory(prefix="pb-") as scratch:
        for name, measure in MEASURES.items():
            if name in (chosen.names or MEASURES):
                draw(asyncio.run(measure(Path(scratch), chosen.runs)))


if __name__ == "__main__":
    main()
