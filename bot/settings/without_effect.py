"""Settings that were written down and do nothing, because of what is set beside them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pydantic import BaseModel

from bot.errors import SettingsProblem
from bot.settings.models import ArxivSettings, DigestSettings, Settings, SourceSettings
from bot.settings.source_values import YEAR_MARK
from bot.settings.wording import problem_at
from bot.settings.yaml_tree import Places

__all__ = ["without_effect"]

_Needs = Mapping[str, tuple[str, bool]]
"""By key: what it needs to have an effect, in words, and whether that is so."""


def without_effect(settings: Settings, places: Places) -> Iterator[SettingsProblem]:
    """Point out each of them, at its key."""
    for path, model, needs in _all_needs(settings):
        for name, (needed, given) in needs.items():
            if name in model.model_fields_set and not given:
                yield problem_at((*path, name), places, f"has no effect without {needed}.", at_key=True)


def _all_needs(settings: Settings) -> Iterator[tuple[tuple[str | int, ...], BaseModel, _Needs]]:
    for index, digest in enumerate(settings.digests):
        yield ("digests", index), digest, _of_digest(digest)
    for index, source in enumerate(settings.dataset.sources):
        yield ("dataset", "sources", index), source, _of_source(source)
    yield ("dataset", "arxiv"), settings.dataset.arxiv, _of_arxiv(settings.dataset.arxiv)


def _of_digest(digest: DigestSettings) -> _Needs:
    return {
        "wait_until": ("`nothing_new: wait`", digest.nothing_new == "wait"),
        "grace": ("`missed: deliver_late`", digest.missed == "deliver_late"),
        "uncategorised": ("`categories`", bool(digest.categories)),
    }


def _of_source(source: SourceSettings) -> _Needs:
    by_year = YEAR_MARK in f"{source.path or ''}{source.url or ''}"
    return {
        "first_year": (f"`{YEAR_MARK}` in the {'path' if source.path else 'address'}", by_year),
        "allow_private": ("`url`", source.url is not None),
    }


def _of_arxiv(arxiv: ArxivSettings) -> _Needs:
    asked = ("`complete: true`", arxiv.complete)
    return {"url": asked, "allow_private": asked}
