"""A Discord message drawn in a terminal, from the JSON that is sent or received.

Knows Components V2 as far as this bot sends them, and the plain ``content`` and embeds of other messages:
https://discord.com/developers/docs/components/reference
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from rich.box import HEAVY, ROUNDED
from rich.console import Group, RenderableType
from rich.markdown import Markdown
from rich.padding import Padding
from rich.panel import Panel
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

__all__ = ["draw_message"]

Component = Mapping[str, Any]

_TIMESTAMP = re.compile(r"(?<!\\)<t:(?P<unix>-?\d{1,11})(?::(?P<style>[tTdDfFsSR]))?>")
_HEADING = re.compile(r"^#{1,3} +(?P<text>.+)$")
_NAMED = re.compile(r"(?<!\\)<(?P<sign>[@#])&?(?P<id>\d{1,20})>")
_MARKDOWN = re.compile(r"([\\`*_~\[\]<>])")
_MENTION = re.compile(r"(?<!\\)(?:<(?P<kind>@&|@|#)(?P<id>\d+)>|</(?P<command>[^:>]+):\d+>)")
_BLURPLE = 0x5865F2


def draw_message(
    message: Mapping[str, Any], *, title: str = "", footer: str = "", names: Mapping[int, str] | None = None
) -> RenderableType:
    """Return a message as a member would read it, in a frame; ``footer`` says what a frame cannot show.

    ``names`` holds what is known of channels, roles and members by their ids; a mention of any other shows the id.
    """
    message = _with_names(message, names or {})
    parts: list[RenderableType] = []
    if content := message.get("content"):
        parts.append(_markdown(content))
    parts += [_embed(embed) for embed in message.get("embeds") or ()]
    parts += [_component(component) for component in message.get("components") or ()]
    return Panel(
        Group(*parts), title=Text(title) if title else None, subtitle=Text(footer) if footer else None, box=ROUNDED
    )


def _embed(embed: Component) -> RenderableType:
    parts: list[RenderableType] = []
    if name := embed.get("title"):
        parts.append(_markdown(f"**{name}**"))
    if description := embed.get("description"):
        parts.append(_markdown(description))
    parts += [_markdown(f"**{field['name']}**\n\n{field['value']}") for field in embed.get("fields") or ()]
    return Panel(Group(*parts), box=HEAVY)


def _component(component: Component) -> RenderableType:
    drawn = _DRAWN.get(component["type"])
    return drawn(component) if drawn else Text(f"(component of type {component['type']})", style="dim")


def _container(component: Component) -> RenderableType:
    colour = component.get("accent_color")
    style = f"#{_BLURPLE if colour is None else colour:06x}"
    return Panel(_group(component["components"]), box=HEAVY, border_style=style)


def _section(component: Component) -> RenderableType:
    grid = Table.grid(expand=True, padding=(0, 1))
    grid.add_column(ratio=1)
    grid.add_column(justify="right", vertical="middle", no_wrap=True)
    grid.add_row(_group(component["components"]), _component(component["accessory"]))
    return Padding(grid, (0, 0, 1, 0))


def _button(component: Component) -> Text:
    emoji = (component.get("emoji") or {}).get("name") or ""
    label = " ".join(part for part in (emoji, component.get("label") or "") if part)
    style = "dim" if component.get("disabled") else "bold"
    if url := component.get("url"):
        return Text(f"[ {label} ↗ ]", style=f"{style} link {url}")
    return Text(f"[ {label} ]", style=style)


def _select(component: Component) -> Text:
    options = component.get("options") or ()
    chosen = next((option["label"] for option in options if option.get("default")), component.get("placeholder") or "")
    return Text(f"[ {chosen} ▾ {len(options)} choices ]", style="bold")


def _row(component: Component) -> RenderableType:
    line = Text()
    for inner in component["components"]:
        drawn = _component(inner)
        line.append_text(drawn if isinstance(drawn, Text) else Text(str(inner.get("type"))))
        line.append("  ")
    return line


def _separator(component: Component) -> RenderableType:
    return Rule(style="dim") if component.get("divider", True) else Text("")


def _text(component: Component) -> RenderableType:
    return _markdown(component["content"])


def _group(components: Iterable[Component]) -> Group:
    return Group(*(_component(component) for component in components))


# Numbers: the table "Component Types" of the reference above.
def _file(component: Component) -> Text:
    """Draw a file by its name, which a message that is not sent yet has in its address only."""
    name = component.get("name") or component["file"]["url"].partition("?")[0].rpartition("/")[2]
    return Text(f"[ {name} ⭳ ]", style="bold")


_DRAWN: Mapping[int, Callable[[Component], RenderableType]] = {
    1: _row,
    2: _button,
    3: _select,
    9: _section,
    10: _text,
    13: _file,
    14: _separator,
    17: _container,
}


def _markdown(text: str) -> RenderableType:
    """Draw Discord's Markdown, line by line as Discord does: its headings, subtext and timestamps are not CommonMark's."""
    text = _MENTION.sub(_mention, _TIMESTAMP.sub(_moment, text))
    return Group(*(_line(line) for line in text.split("\n")))


def _line(line: str) -> RenderableType:
    if not line.strip():
        return Text("")
    if line.startswith("-# "):
        return Markdown(line[3:], style="dim")
    if heading := _HEADING.match(line):
        return Markdown(f"**{heading['text']}**", style="bold")
    return Markdown(line)


def _with_names(value: Any, names: Mapping[int, str]) -> Any:
    """Put names in place of the mentions in every text of a message."""
    if isinstance(value, Mapping):
        return {key: _with_names(inner, names) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_with_names(inner, names) for inner in value]
    return _NAMED.sub(lambda match: _name(match, names), value) if isinstance(value, str) else value


def _name(match: re.Match[str], names: Mapping[int, str]) -> str:
    name = names.get(int(match["id"]))
    return match[0] if name is None else match["sign"] + _MARKDOWN.sub(r"\\\1", name)


def _mention(match: re.Match[str]) -> str:
    if match["command"]:
        return f"/{match['command']}"
    return f"{match['kind'][0]}{match['id']}"


def _moment(match: re.Match[str]) -> str:
    """Write a timestamp in the machine's own zone; Discord's relative style becomes a number of days."""
    try:
        moment = datetime.fromtimestamp(int(match["unix"]), UTC)
    except (ValueError, OverflowError, OSError):
        # No calendar has it; Discord shows such a text as it stands, too.
        return match[0]
    if match["style"] == "R":
        days = round((moment - datetime.now(UTC)) / timedelta(days=1))
        return f"in {days} days" if days > 0 else f"{-days} days ago" if days < 0 else "today"
    return moment.astimezone().strftime("%a %d %b %Y %H:%M %Z")
