"""Messages as JSON and back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import discord

from bot.discord_app.render.blocks import Button, Item, Layout

__all__ = ["layout_from_payload", "payload_of"]

_V2 = discord.MessageFlags(components_v2=True).value


def payload_of(view: discord.ui.LayoutView, *, mention_role: int | None = None) -> dict[str, Any]:
    """Return the JSON body of Create Message for a view; nobody is pinged but the role, if one is given."""
    mentions: dict[str, list[str]] = {"parse": []}
    if mention_role is not None:
        mentions["roles"] = [str(mention_role)]
    components = [item.to_component_dict() for item in view.children]
    return {"flags": _V2, "components": components, "allowed_mentions": mentions}


def layout_from_payload(payload: Mapping[str, Any]) -> discord.ui.LayoutView:
    """Return a view that looks just like a payload made by :func:`payload_of`; ValueError for components of other kinds."""
    return Layout(_item(component) for component in payload["components"])


def _item(component: Mapping[str, Any]) -> Item:
    match component:
        case {"type": 1, "components": buttons}:
            return discord.ui.ActionRow(*(_item(inner) for inner in buttons))
        case {"type": 2}:
            return _button(component)
        case {"type": 9, "components": texts, "accessory": accessory}:
            return discord.ui.Section(*(_item(inner) for inner in texts), accessory=_item(accessory))
        case {"type": 10, "content": content}:
            return discord.ui.TextDisplay(content)
        case {"type": 14, "divider": visible, "spacing": spacing}:
            return discord.ui.Separator(visible=visible, spacing=discord.SeparatorSpacing(spacing))
        case {"type": 17, "components": inside}:
            colour = component.get("accent_color")
            return discord.ui.Container(*(_item(inner) for inner in inside), accent_colour=colour)
    raise ValueError(f"a component of type {component.get('type')} is none of ours")


def _button(component: Mapping[str, Any]) -> Button:
    return discord.ui.Button(
        style=discord.ButtonStyle(component["style"]),
        label=component.get("label"),
        custom_id=component.get("custom_id"),
        url=component.get("url"),
        disabled=component.get("disabled", False),
    )
