"""Limits of message components: https://discord.com/developers/docs/components/reference.

Two of them are in neither the reference's tables nor the published schema but are enforced: 40 components and
4000 characters of text in a message with the flag IS_COMPONENTS_V2, everything nested counted.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Any

from bot.sandbox.limits.emoji import check_emoji
from bot.sandbox.limits.form import Form, as_list, as_mapping
from bot.sandbox.limits.selects import SELECT_TYPES, check_select
from bot.sandbox.limits.unverified import about_length, units

__all__ = ["MAX_COMPONENTS", "MAX_TEXT", "check_components", "check_custom_ids", "walk"]

ACTION_ROW, BUTTON, SECTION, TEXT, THUMBNAIL, GALLERY, FILE, SEPARATOR, CONTAINER = 1, 2, 9, 10, 11, 12, 13, 14, 17
MAX_COMPONENTS = 40
MAX_TEXT = 4000
_IN_CONTAINER = (ACTION_ROW, SECTION, TEXT, GALLERY, FILE, SEPARATOR)
_TOP_LEVEL = (*_IN_CONTAINER, CONTAINER)
_LINK, _PREMIUM = 5, 6
_MEDIA_SCHEMES = ("http", "https", "attachment")

Component = Mapping[str, Any]


def walk(components: object) -> Iterator[Component]:
    """Yield every component of a message or modal, outer before inner, whatever its kind."""
    for component in as_list(components):
        if isinstance(component, Mapping):
            yield component
            yield from walk([*as_list(component.get("components")), *_attached(component)])


def _attached(component: Component) -> list[Any]:
    return [component[key] for key in ("accessory", "component") if component.get(key) is not None]


def check_components(message: Form, *, v2: bool, attachments: Collection[str] | None = None) -> None:
    """Note what is wrong with a message's components.

    ``attachments`` names the files that come with the message; None leaves ``attachment://`` references unchecked.
    """
    if v2:
        rows = message.forms("components", MAX_COMPONENTS)
        _check_totals(message)
    else:
        rows = message.forms("components", 5)
    for row in rows:
        _check_one(row, _TOP_LEVEL if v2 else (ACTION_ROW,))
    check_custom_ids(message)
    if attachments is not None:
        _check_references(message, attachments)


def _check_totals(message: Form) -> None:
    everything = list(walk(message.body.get("components")))
    if len(everything) > MAX_COMPONENTS:
        told = f"The total number of components ({len(everything)}) exceeds the maximum of {MAX_COMPONENTS}"
        message.note("COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED", told, "components")
    texts = [str(one.get("content", "")) for one in everything if one.get("type") == TEXT]
    length = sum(map(len, texts))
    message.doubts += about_length("The text of all components", length, sum(map(units, texts)), MAX_TEXT)
    if length > MAX_TEXT:
        told = f"The total text of {length} characters exceeds the maximum of {MAX_TEXT}"
        message.note("COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED", told, "components")


def check_custom_ids(message: Form) -> None:
    """Note custom ids and numeric component ids that occur twice in one message or modal."""
    everything = list(walk(message.body.get("components")))
    custom_ids = [one["custom_id"] for one in everything if one.get("custom_id") is not None]
    if len(custom_ids) > len(set(map(str, custom_ids))):
        told = "Component custom id cannot be duplicated"
        message.note("COMPONENT_CUSTOM_ID_DUPLICATED", told, "components")
    numbers = [one["id"] for one in everything if one.get("id")]
    if len(numbers) > len(set(map(str, numbers))):
        message.note("COMPONENT_ID_DUPLICATED", "Component id cannot be duplicated", "components")


def _check_one(component: Form, allowed: Collection[int]) -> None:
    kind = component.choice("type", allowed, required=True)
    if kind is None:
        return
    component.number("id", 0, 2**31 - 1)
    if kind in SELECT_TYPES:
        component.text("custom_id", 100, minimum=1, required=True)
        check_select(component)
    else:
        _CHECKS[int(kind)](component)


def _check_row(row: Form) -> None:
    inside = row.forms("components", 5, minimum=1, required=True)
    for one in inside:
        _check_one(one, (BUTTON, *SELECT_TYPES))
    if len(inside) > 1 and any(one.body.get("type") in SELECT_TYPES for one in inside):
        told = "The specified component exceeds the maximum width"
        row.note("COMPONENT_LAYOUT_WIDTH_EXCEEDED", told, "components")


def _check_button(button: Form) -> None:
    button.text("label", 80)
    button.truth("disabled")
    button.snowflake("sku_id")
    check_emoji(button)
    style = button.choice("style", range(1, _PREMIUM + 1), required=True)
    if style == _LINK:
        button.url("url", 512, ("http", "https", "discord"), required=True)
        _refuse(button, "custom_id", "sku_id")
    elif style == _PREMIUM:
        button.absent("sku_id", required=True)
        _refuse(button, "custom_id", "url", "label", "emoji")
    else:
        button.text("custom_id", 100, minimum=1, required=True)
        _refuse(button, "url", "sku_id")
    if style != _PREMIUM and not button.body.get("label") and not button.body.get("emoji"):
        button.note("BUTTON_COMPONENT_LABEL_OR_EMOJI_REQUIRED", "A button needs a label or an emoji", "label")


def _refuse(button: Form, *keys: str) -> None:
    for key in keys:
        if button.body.get(key) is not None:
            told = f"A button of style {button.body.get('style')} cannot have {key}"
            button.note("BUTTON_COMPONENT_FIELD_NOT_ALLOWED", told, key)


def _check_section(section: Form) -> None:
    for text in section.forms("components", 3, minimum=1, required=True):
        _check_one(text, (TEXT,))
    if accessory := section.form("accessory", required=True):
        _check_one(accessory, (BUTTON, THUMBNAIL))


def _check_text(text: Form) -> None:
    text.text("content", MAX_TEXT, minimum=1, required=True)


def _check_thumbnail(thumbnail: Form) -> None:
    thumbnail.text("description", 1024, minimum=1)
    thumbnail.truth("spoiler")
    if media := thumbnail.form("media", required=True):
        media.url("url", 2048, _MEDIA_SCHEMES, required=True)


def _check_gallery(gallery: Form) -> None:
    for item in gallery.forms("items", 10, minimum=1, required=True):
        _check_thumbnail(item)


def _check_file(file: Form) -> None:
    file.truth("spoiler")
    if media := file.form("file", required=True):
        media.url("url", 2048, ("attachment",), required=True)


def _check_separator(separator: Form) -> None:
    separator.truth("divider")
    separator.choice("spacing", (1, 2))


def _check_container(container: Form) -> None:
    container.number("accent_color", 0, 0xFFFFFF)
    container.truth("spoiler")
    for one in container.forms("components", MAX_COMPONENTS, minimum=1, required=True):
        _check_one(one, _IN_CONTAINER)


def _check_references(message: Form, attachments: Collection[str]) -> None:
    for component in walk(message.body.get("components")):
        holders = [component, *map(as_mapping, as_list(component.get("items")))]
        urls = [as_mapping(holder.get("media") or holder.get("file")).get("url", "") for holder in holders]
        for url in urls:
            scheme, _, name = str(url).partition("://")
            if scheme == "attachment" and name not in attachments:
                told = f"The referenced attachment was not found: {name}"
                message.note("UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND", told, "components")


_CHECKS: Mapping[int, Callable[[Form], None]] = {
    ACTION_ROW: _check_row,
    BUTTON: _check_button,
    SECTION: _check_section,
    TEXT: _check_text,
    THUMBNAIL: _check_thumbnail,
    GALLERY: _check_gallery,
    FILE: _check_file,
    SEPARATOR: _check_separator,
    CONTAINER: _check_container,
}
