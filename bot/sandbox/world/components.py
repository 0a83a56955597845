"""Components as Discord gives them back: each with a number, media with an address to fetch it from."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import count
from typing import Any

from bot.sandbox.limits.components import CONTAINER, FILE, SEPARATOR, THUMBNAIL, walk
from bot.sandbox.limits.selects import SELECT_TYPES
from bot.sandbox.world.attachments import Attachment, by_reference

__all__ = ["received"]


_SHOWN: dict[str, Any] = {"description": None, "spoiler": False}
_DEFAULTS: Mapping[int, Mapping[str, Any]] = {
    **{kind: {"min_values": 1, "max_values": 1} for kind in SELECT_TYPES},
    THUMBNAIL: _SHOWN,
    FILE: {"name": None, "size": None, "spoiler": False},
    SEPARATOR: {"divider": True, "spacing": 1},
    CONTAINER: {"accent_color": None, "spoiler": False},
}


def received(components: Iterable[Mapping[str, Any]], attachments: Collection[Attachment]) -> list[dict[str, Any]]:
    """Return copies of a request's components, completed as Discord completes them."""
    taken = {number for component in walk(list(components)) if (number := component.get("id"))}
    numbers = (number for number in count(1) if number not in taken)
    files = by_reference(attachments)
    return [_complete(component, numbers, files) for component in components]


def _complete(component: Mapping[str, Any], numbers: Iterator[int], files: Mapping[str, Attachment]) -> dict[str, Any]:
    whole = {key: value for key, value in component.items() if value is not None}
    whole["id"] = component.get("id") or next(numbers)
    whole = dict(_DEFAULTS.get(whole["type"], {})) | whole
    _name_by_text(whole)
    if "file" in whole and (named := files.get(whole["file"]["url"])):
        whole |= {"name": named.filename, "size": len(named.data)}
    for key in ("media", "file"):
        if key in whole:
            whole[key] = _media(whole[key], files)
    if "items" in whole:
        whole["items"] = [_SHOWN | item | {"media": _media(item["media"], files)} for item in whole["items"]]
    if "components" in whole:
        whole["components"] = [_complete(one, numbers, files) for one in whole["components"]]
    for key in ("accessory", "component"):
        if key in whole:
            whole[key] = _complete(whole[key], numbers, files)
    return whole


def _name_by_text(component: dict[str, Any]) -> None:
    """Write ids of what a component names as text, which requests may bring as numbers."""
    if "default_values" in component:
        component["default_values"] = [_text_id(one) for one in component["default_values"]]
    if "emoji" in component:
        component["emoji"] = _text_id(component["emoji"])
    if "options" in component:
        options = component["options"]
        component["options"] = [one | {"emoji": _text_id(one["emoji"])} if one.get("emoji") else one for one in options]


def _text_id(named: Mapping[str, Any]) -> dict[str, Any]:
    return {**named, **({"id": str(named["id"])} if named.get("id") is not None else {})}


def _media(media: Mapping[str, Any], files: Mapping[str, Attachment]) -> dict[str, Any]:
    url = media["url"]
    if own := files.get(url):
        return {"id": "0", "attachment_id": str(own.id), **own.media()}
    return {"id": "0", "url": url, "proxy_url": url, "width": None, "height": None, "content_type": None}
