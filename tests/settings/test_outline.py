from __future__ import annotations

import pytest
from pydantic import BaseModel

from bot.settings.models import DigestSettings, Settings, SourceSettings, WeeklyTime
from bot.settings.outline import dotted, keys, model_at


def test_every_key_is_there_once_each_before_those_below_it() -> None:
    paths = [key.path for key in keys()]
    assert len(paths) == len(set(paths))
    assert {"digests", "digests[].at.weekday", "dataset.sources[].url", "replies.help", "logging.level"} <= set(paths)
    assert paths.index("digests") < paths.index("digests[].at") < paths.index("digests[].at.time")


def test_every_key_says_what_it_means() -> None:
    assert all(key.field.description for key in keys())


def test_lists_and_models_are_told_apart() -> None:
    found = {key.path: (key.many, key.model) for key in keys()}
    assert found["digests"] == (True, DigestSettings)
    assert found["digests[].channels"] == (True, None)
    assert found["digests[].at"] == (False, WeeklyTime)
    assert found["digests[].limit"] == (False, None)


@pytest.mark.parametrize(
    ("path", "model"),
    [
        ((), Settings),
        (("digests",), DigestSettings),
        (("digests", 3), DigestSettings),
        (("digests", 3, "at"), WeeklyTime),
        (("dataset", "sources", 0), SourceSettings),
        (("digests", 0, "limit"), None),
        (("nothing", "here"), None),
    ],
)
def test_the_model_at_a_path(path: tuple[str | int, ...], model: type[BaseModel] | None) -> None:
    assert model_at(path) is model


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ((), ""),
        (("digests", 0, "at", "time"), "digests[0].at.time"),
        (("a", 1, 2), "a[1][2]"),
        (("a\nb", "x" * 100), "a�b." + "x" * 59 + "…"),
    ],
)
def test_a_path_in_dots(path: tuple[str | int, ...], text: str) -> None:
    assert dotted(path) == text
