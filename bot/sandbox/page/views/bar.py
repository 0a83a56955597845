"""What whoever started the sandbox shows beside the page."""

from __future__ import annotations

from bot.sandbox.page.shapes import PanelEntryView, PanelSection
from bot.sandbox.panel import PanelEntry, Section

__all__ = ["section_view"]


def section_view(key: str, section: Section, order: int) -> PanelSection:
    """Return a section of the bar."""
    entries = [_entry(entry) for entry in section.entries]
    return {"key": key, "title": section.title, "order": order, "entries": entries}


def _entry(entry: PanelEntry) -> PanelEntryView:
    return {
        "key": entry.key,
        "title": entry.title,
        "text": entry.text,
        "tone": entry.tone.value,
        "due": entry.due.isoformat() if entry.due else None,
        "code": entry.code,
        "from_end": entry.from_end,
        "channel": str(entry.channel_id) if entry.channel_id is not None else None,
        "actions": [{"key": action.key, "label": action.label} for action in entry.actions],
    }
