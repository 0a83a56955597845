"""What the bar is given to show."""

from __future__ import annotations

import pytest

from bot.sandbox import Panel, PanelAction, PanelAnswer, PanelEntry, Sandbox, Tone
from bot.sandbox.panel import LOG_LINES


class Count:
    def __init__(self) -> None:
        self.calls = 0

    def __call__(self) -> None:
        self.calls += 1


@pytest.fixture
def changed() -> Count:
    return Count()


@pytest.fixture
def panel(changed: Count) -> Panel:
    return Panel(changed)


async def deliver() -> PanelAnswer:
    return PanelAnswer("Delivered")


DELIVER = PanelAction("deliver", "Deliver it now", deliver)


def test_sections_keep_the_place_that_they_first_had(panel: Panel, changed: Count) -> None:
    panel.put("digests", "Digests", [PanelEntry("weekly", "weekly")])
    panel.put("settings", "Settings", [])
    panel.put("digests", "The digests", [PanelEntry("weekly", "weekly", tone=Tone.BAD)])
    assert [(key, one.title) for key, one in panel.sections.items()] == [
        ("digests", "The digests"),
        ("settings", "Settings"),
    ]
    assert panel.sections["digests"].entries[0].tone is Tone.BAD
    assert changed.calls == 3


def test_a_section_can_be_taken_away_and_need_not_be_there(panel: Panel) -> None:
    panel.put("digests", "Digests", [])
    panel.remove("digests")
    panel.remove("digests")
    assert not panel.sections


def test_the_log_keeps_its_end(panel: Panel, changed: Count) -> None:
    panel.log(*(f"line {number}" for number in range(LOG_LINES + 2)))
    assert (panel.log_lines[0], panel.log_lines[-1]) == ("line 2", f"line {LOG_LINES + 1}")
    assert (len(panel.log_lines), changed.calls) == (LOG_LINES, 1)


def test_an_action_is_found_by_its_keys(panel: Panel) -> None:
    panel.put("digests", "Digests", [PanelEntry("weekly", "weekly", actions=[DELIVER]), PanelEntry("daily", "daily")])
    assert panel.action("digests", "weekly", "deliver") is DELIVER
    for keys in (("digests", "weekly", "other"), ("digests", "daily", "deliver"), ("settings", "weekly", "deliver")):
        assert panel.action(*keys) is None


async def test_a_sandbox_has_a_panel_whose_changes_are_heard() -> None:
    heard = Count()
    sandbox = Sandbox()
    sandbox.world.changes.listen(heard)
    sandbox.panel.log("line")
    assert heard.calls == 1
