"""Limits of embeds: https://discord.com/developers/docs/resources/message#embed-object-embed-limits."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from bot.sandbox.limits.form import Form, as_list, as_mapping
from bot.sandbox.limits.unverified import about_length, units

__all__ = ["MAX_EMBEDS", "MAX_EMBED_TEXT", "check_embeds", "embed_text_length", "is_blank", "shown_embeds"]

MAX_EMBEDS = 10
MAX_EMBED_TEXT = 6000
_URL = 2048
_SHOWN = ("title", "description", "fields", "image", "thumbnail", "footer", "author", "timestamp")
_MEDIA_SCHEMES = ("http", "https", "attachment")
_SCHEMES = ("http", "https")


def shown_embeds(embeds: object) -> list[Mapping[str, Any]]:
    """Return the embeds that a reader sees: those that say something, and of several with one ``url`` the first."""
    shown: list[Mapping[str, Any]] = []
    for embed in as_list(embeds):
        url = as_mapping(embed).get("url")
        if not is_blank(embed) and (url is None or url not in [one.get("url") for one in shown]):
            shown.append(embed)
    return shown


def is_blank(embed: object) -> bool:
    """Tell whether an embed has nothing to show."""
    return not any(as_mapping(embed).get(key) for key in _SHOWN)


def check_embeds(message: Form) -> None:
    """Note what is wrong with a message's embeds, each by itself and all together."""
    embeds = message.forms("embeds", MAX_EMBEDS)
    for embed in embeds:
        _check_embed(embed)
    bodies = [embed.body for embed in embeds]
    length = embed_text_length(bodies)
    message.doubts += about_length("embeds", length, embed_text_length(bodies, units), MAX_EMBED_TEXT)
    if length > MAX_EMBED_TEXT:
        message.note("MAX_EMBED_SIZE_EXCEEDED", f"Embed size exceeds maximum size of {MAX_EMBED_TEXT}", "embeds")


def embed_text_length(embeds: Iterable[Mapping[str, Any]], measure: Callable[[str], int] = len) -> int:
    """Return the characters of all embeds that Discord counts together, each text trimmed."""
    return sum(measure(text.strip()) for embed in embeds for text in _texts(embed) if isinstance(text, str))


def _texts(embed: Mapping[str, Any]) -> Iterable[object]:
    yield embed.get("title")
    yield embed.get("description")
    yield as_mapping(embed.get("footer")).get("text")
    yield as_mapping(embed.get("author")).get("name")
    for one in as_list(embed.get("fields")):
        yield as_mapping(one).get("name")
        yield as_mapping(one).get("value")


def _check_embed(embed: Form) -> None:
    embed.text("title", 256, trim=True)
    embed.text("description", 4096, trim=True)
    embed.url("url", _URL, _SCHEMES)
    embed.number("color", 0, 0xFFFFFF)
    embed.time("timestamp")
    if footer := embed.form("footer"):
        footer.text("text", 2048, required=True, trim=True)
        footer.url("icon_url", _URL, _MEDIA_SCHEMES)
    if author := embed.form("author"):
        author.text("name", 256, required=True, trim=True)
        author.url("url", _URL, _SCHEMES)
        author.url("icon_url", _URL, _MEDIA_SCHEMES)
    for picture in ("image", "thumbnail"):
        if media := embed.form(picture):
            media.url("url", _URL, _MEDIA_SCHEMES, required=True)
    for one in embed.forms("fields", 25):
        one.text("name", 256, minimum=1, required=True, trim=True)
        one.text("value", 1024, minimum=1, required=True, trim=True)
        one.truth("inline")
