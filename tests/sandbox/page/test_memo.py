"""Made once, and anew when an attribute is another object."""

from __future__ import annotations

import gc
from dataclasses import dataclass, field

from bot.sandbox.page.memo import Memo


@dataclass(eq=False)
class Thing:
    words: list[str] = field(default_factory=list)
    number: int = 0


class Maker:
    def __init__(self) -> None:
        self.calls = 0

    def __call__(self, thing: Thing) -> str:
        self.calls += 1
        return f"{' '.join(thing.words)} {thing.number}"


def test_a_thing_is_made_once() -> None:
    maker, thing = Maker(), Thing(["a"])
    memo = Memo(maker)
    assert [memo(thing), memo(thing)] == ["a 0", "a 0"]
    assert maker.calls == 1


def test_every_attribute_counts() -> None:
    memo, thing = Memo(Maker()), Thing(["a"])
    memo(thing)
    thing.words = ["b"]
    assert memo(thing) == "b 0"
    thing.number = 7
    assert memo(thing) == "b 7"


def test_an_attribute_that_came_later_counts() -> None:
    maker, thing = Maker(), Thing()
    memo = Memo(maker)
    memo(thing)
    vars(thing)["extra"] = 1
    memo(thing)
    assert maker.calls == 2


def test_things_that_are_gone_are_forgotten() -> None:
    memo, thing = Memo(Maker()), Thing()
    memo(thing)
    del thing
    gc.collect()
    assert not memo._made
