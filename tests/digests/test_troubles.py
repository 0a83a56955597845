from __future__ import annotations

from dataclasses import replace

import pytest

from bot.digests.model import ChannelView, Role
from bot.digests.troubles import Trouble, obstacle, role_trouble, trouble
from tests.digests.fake_publisher import view_of

READERS, WRITERS = Role(70, "Readers", mentionable=False), Role(71, "Writers", mentionable=True)


def make_view(**fields: object) -> ChannelView:
    return replace(view_of(5, name="papers", roles=(READERS, WRITERS)), **fields)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("missing", "named"),
    [
        (("Send Messages",), "the permission Send Messages in #papers"),
        (("View Channel", "Send Messages"), "the permissions View Channel and Send Messages in #papers"),
        (("A", "B", "C"), "the permissions A, B and C in #papers"),
    ],
)
def test_what_is_missing_is_named_with_what_to_do(missing: tuple[str, ...], named: str) -> None:
    said = obstacle(make_view(missing=missing))
    assert said == f"Paperboy lacks {named}. Allow that in the channel's settings, under Permissions."


def test_a_forum_that_asks_for_a_tag_is_named() -> None:
    assert "#papers takes no post without a tag" in obstacle(make_view(tags_required=True))


@pytest.mark.parametrize(
    ("role", "said"),
    [(None, ""), (71, ""), (70, "may not mention the role @Readers in #papers"), (72, "names the role 72, which")],
)
def test_a_role_must_be_there_and_mentionable(role: int | None, said: str) -> None:
    found = role_trouble(make_view(), role)
    assert said in found
    assert bool(found) == bool(said)


def test_what_blocks_is_told_before_what_only_pings_nobody() -> None:
    barred = make_view(missing=("Send Messages",))
    assert trouble(barred, 70) == Trouble(obstacle(barred))
    assert trouble(make_view(), 70) == Trouble(role_trouble(make_view(), 70), blocks=False)
    assert trouble(make_view(), 71) is None
