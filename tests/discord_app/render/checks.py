"""What holds for every message: Discord takes it, and foreign text in it does nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import discord

from bot.discord_app.custom_ids.kinds import (
    ChosenDigest,
    LookForPapers,
    OpenPaper,
    PickWeek,
    PostAgain,
    SearchPage,
    ShowMonth,
    ShowWeek,
    WeekOfDigest,
)
from bot.discord_app.render.measure import Measure, measure
from bot.discord_app.render.payloads import payload_of
from bot.sandbox.limits import message_problems
from tests.discord_app.markdown import acts, without_own_markup
from tests.discord_schema import assert_valid

KINDS = (OpenPaper, PickWeek, ChosenDigest, PostAgain, SearchPage, ShowMonth, ShowWeek, WeekOfDigest, LookForPapers)


def taken(view: discord.ui.LayoutView, *, schema: bool = False, code: bool = False, points: bool = False) -> Measure:
    """Assert that Discord takes a message, by its limits and if asked by its published schema, and that nothing foreign acts.

    ``code`` allows pieces of our own in backticks, ``points`` the list that a summary's points are.
    """
    payload = payload_of(view)
    problems = message_problems(payload)
    assert not problems, problems
    if schema:
        assert_valid("MessageCreateRequest", payload)
    for content in texts(view):
        bare = re.sub(r"(?<!\\)`[^`\n]+`", "", content) if code else content
        bare = re.sub(r"^- ", "", bare, flags=re.MULTILINE) if points else bare
        assert not acts(without_own_markup(bare)), content
    for one in buttons(view):
        if one.custom_id is not None:
            assert any(kind.PATTERN.fullmatch(one.custom_id) for kind in KINDS), one.custom_id
    assert view.is_persistent()
    return measure(view)


def items(view: discord.ui.LayoutView) -> Iterator[discord.ui.Item[Any]]:
    yield from view.walk_children()


def texts(view: discord.ui.LayoutView) -> list[str]:
    """Return every block of text, in the order of reading."""
    return [item.content for item in items(view) if isinstance(item, discord.ui.TextDisplay)]


def whole(view: discord.ui.LayoutView) -> str:
    """Return all text of a message."""
    return "\n".join(texts(view))


def buttons(view: discord.ui.LayoutView) -> list[discord.ui.Button[Any]]:
    return [item for item in items(view) if isinstance(item, discord.ui.Button)]


def labels(view: discord.ui.LayoutView) -> list[str]:
    return [one.label or "" for one in buttons(view)]


def opened(view: discord.ui.LayoutView) -> list[OpenPaper]:
    """Return the papers that the message's buttons open."""
    ids = [one.custom_id for one in buttons(view) if one.custom_id]
    return [OpenPaper.decode(one) for one in ids if OpenPaper.PATTERN.fullmatch(one)]


def weeks_shown(view: discord.ui.LayoutView) -> list[ShowWeek]:
    """Return the weeks that the message's buttons show and that can be pressed."""
    ids = [one.custom_id for one in buttons(view) if one.custom_id and not one.disabled]
    return [ShowWeek.decode(one) for one in ids if ShowWeek.PATTERN.fullmatch(one)]
