from __future__ import annotations

from bot.discord_app.render.help import help_card
from tests.discord_app.render.checks import taken, whole
from tests.discord_app.render.hostile import NASTY
from tests.factories import make_weeks


def test_the_card_says_what_there_is_and_where_it_comes_from() -> None:
    first, last = make_weeks(2)
    view = help_card(
        papers=106,
        weeks=12,
        first=first,
        last=last,
        sources=["bundled: *the list* that comes with Paperboy"],
        commands={"paper": 1, "week": "2", "digest": 3, "help": 4},
    )
    taken(view, schema=True, code=True)
    text = whole(view)
    assert "It knows 106 papers of 12 weeks, from 13 March 2023 to 26 March 2023." in text
    assert r"-# bundled: \*the list\* that comes" in text
    assert "</paper:1> · " in text
    assert "</week:2> · " in text
    # Not synced yet, and a command that cannot be typed without a subcommand: named, not linked.
    assert "**/search** · " in text
    assert "**/digest** · " in text


def test_a_subcommand_is_linked_by_its_full_name() -> None:
    view = help_card(papers=0, weeks=0, first=None, last=None, sources=[], commands={"digest status": 9})
    taken(view, code=True)
    assert "</digest status:9> · " in whole(view)
    assert "It knows 0 papers of 0 weeks." in whole(view)


def test_any_sources() -> None:
    taken(help_card(papers=1, weeks=1, first=None, last=None, sources=NASTY, commands={}), code=True)
