"""A section of the bar as JSON."""

from __future__ import annotations

from bot.sandbox import PanelAction, PanelAnswer, PanelEntry, Tone
from bot.sandbox.page.views.bar import section_view
from bot.sandbox.panel import Section
from tests.sandbox.town import START


async def answer() -> PanelAnswer:
    return PanelAnswer("Done")


def test_an_entry_has_everything_but_the_function() -> None:
    action = PanelAction("deliver", "Deliver it now", answer)
    entry = PanelEntry("weekly", "weekly", "Monday", Tone.GOOD, START, "code", 12345678901234567, [action], True)
    assert section_view("digests", Section("Digests", (entry,)), 2) == {
        "key": "digests",
        "title": "Digests",
        "order": 2,
        "entries": [
            {
                "key": "weekly",
                "title": "weekly",
                "text": "Monday",
                "tone": "good",
                "due": START.isoformat(),
                "code": "code",
                "from_end": True,
                "channel": "12345678901234567",
                "actions": [{"key": "deliver", "label": "Deliver it now"}],
            }
        ],
    }


def test_an_entry_may_have_next_to_nothing() -> None:
    (entry,) = section_view("s", Section("S", (PanelEntry("e", "E"),)), 0)["entries"]
    assert (entry["due"], entry["channel"], entry["actions"], entry["tone"]) == (None, None, [], "plain")
    assert not entry["from_end"]
