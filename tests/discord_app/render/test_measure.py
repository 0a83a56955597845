from __future__ import annotations

import discord
import pytest

from bot.discord_app.render.blocks import Layout, button, rows, section, text
from bot.discord_app.render.measure import MOST_CHARACTERS, MOST_COMPONENTS, Measure, fits, measure, sizes
from bot.discord_app.render.payloads import payload_of
from bot.errors import MessageTooLargeError
from bot.sandbox.limits import message_problems


def of_length(characters: int) -> Layout:
    return Layout([text("x" * (characters - 1500)), text("y" * 1500)])


def of_components(count: int) -> Layout:
    """Return a message of that many texts, put together past discord.py's own check."""
    view = Layout(text("x") for _ in range(min(count, MOST_COMPONENTS)))
    for _ in range(count - MOST_COMPONENTS):
        view._children.append(discord.ui.TextDisplay("x"))
    return view


def test_everything_nested_counts() -> None:
    view = Layout([section("ab", button("c", "week:2023-03-26:0::")), *rows([button("d", "pick-week:1")])])
    assert measure(view) == Measure(components=5, characters=2)


def test_characters_are_counted_as_utf16_units() -> None:
    assert sizes(Layout([text("👍é")])).characters == 3


@pytest.mark.parametrize("make", [of_length, of_components])
def test_at_the_limit_and_one_above(make: object) -> None:
    most = MOST_CHARACTERS if make is of_length else MOST_COMPONENTS
    just, above = make(most), make(most + 1)  # type: ignore[operator]
    assert fits(just)
    measure(just)
    assert not message_problems(payload_of(just))
    assert not fits(above)
    with pytest.raises(MessageTooLargeError, match=f"has {most + 1} .*takes {most}"):
        measure(above)
    assert message_problems(payload_of(above))
