"""YAML text to nodes that know their places.

Built from ruamel's events and not by its loader: so every duplicate key is found and not only the first, depth is bounded
before anything recurses, a `%YAML` directive cannot change what `on` or `9:30` means, and nothing but plain data exists.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)
from ruamel.yaml.reader import ReaderError

from bot.errors import SettingsProblem
from bot.settings.yaml_words import beyond_unicode, in_plain_words, unreadable_character

__all__ = ["ListNode", "MapNode", "Node", "TextNode", "UnreadableYamlError", "read_nodes"]

_MAX_DEPTH = 32  # the settings need 5; a parser that recurses needs some bound


class UnreadableYamlError(Exception):
    """The text is not YAML, or not the plain part of it that settings need; nothing after ``problem`` was read."""

    def __init__(self, problem: SettingsProblem) -> None:
        self.problem = problem
        super().__init__(problem.message)


@dataclass(slots=True)
class Node:
    """Anything at a place in the file; ``line`` and ``column`` count from 1."""

    line: int
    column: int


@dataclass(slots=True)
class TextNode(Node):
    """A scalar as written; ``plain`` if it stood without quotes, so that it may mean a number or nothing."""

    text: str
    plain: bool


@dataclass(slots=True)
class ListNode(Node):
    """A sequence."""

    items: list[Node] = field(default_factory=list)


@dataclass(slots=True)
class MapNode(Node):
    """A mapping, in the file's order, duplicates and merge keys still in it."""

    pairs: list[tuple[TextNode, Node]] = field(default_factory=list)


def read_nodes(text: str) -> Node | None:
    """Return the root of the document, None if there is nothing but comments.

    An alias is the very node of its anchor, so the result is a graph without cycles: whoever walks it minds its unfolded size.
    Raises :class:`UnreadableYamlError` with the place and the reason in plain words.
    """
    try:
        return _Builder(text).document()
    except ReaderError as error:
        raise UnreadableYamlError(unreadable_character(text, error)) from error
    except (ValueError, OverflowError) as error:
        # ruamel hands escapes such as "\U00110000" to chr() unchecked.
        raise UnreadableYamlError(beyond_unicode(text)) from error
    except MarkedYAMLError as error:
        raise UnreadableYamlError(in_plain_words(error, text)) from error


class _Builder:
    """Reads one document from the stream of events."""

    def __init__(self, text: str) -> None:
        self._events: Iterator[Any] = YAML(typ="safe", pure=True).parse(text)
        self._anchors: dict[str, Node | None] = {}

    def document(self) -> Node | None:
        root: Node | None = None
        documents = 0
        for event in self._events:
            if isinstance(event, DocumentStartEvent):
                documents += 1
                if documents > 1:
                    raise _refused(event, "a second document begins here; only one is read.", "Remove the line `---`.")
            elif isinstance(event, ScalarEvent | AliasEvent | SequenceStartEvent | MappingStartEvent):
                root = self._node(event, depth=0)
        return root

    def _node(self, event: Any, depth: int) -> Node:
        if isinstance(event, AliasEvent):
            return self._aliased(event)
        if event.tag is not None and not str(event.tag).startswith("tag:yaml.org,2002:"):
            raise _refused(event, f"the tag `{event.tag}` has no meaning in the settings.", "Remove it.")
        if depth > _MAX_DEPTH:
            raise _refused(event, f"more than {_MAX_DEPTH} levels, one in another.")
        if event.anchor is not None:
            self._anchors[event.anchor] = None
        node = self._content(event, depth)
        if event.anchor is not None:
            self._anchors[event.anchor] = node
        return node

    def _content(self, event: Any, depth: int) -> Node:
        line, column = _place(event)
        if isinstance(event, ScalarEvent):
            if any("\ud800" <= character <= "\udfff" for character in event.value):
                raise _refused(
                    event, "the text holds half a character (a surrogate escape).", "Write the character itself."
                )
            return TextNode(line, column, event.value, plain=bool(event.implicit[0]) and event.style in {None, ""})
        if isinstance(event, SequenceStartEvent):
            listed = ListNode(line, column)
            while not isinstance(following := next(self._events), SequenceEndEvent):
                listed.items.append(self._node(following, depth + 1))
            return listed
        mapping = MapNode(line, column)
        while not isinstance(following := next(self._events), MappingEndEvent):
            key = self._key(following, depth)
            mapping.pairs.append((key, self._node(next(self._events), depth + 1)))
        return mapping

    def _key(self, event: Any, depth: int) -> TextNode:
        key = self._node(event, depth + 1)
        if not isinstance(key, TextNode):
            raise _refused(
                event, "a key must be a plain word, not a list or a mapping.", "Put text that holds {} or [] in quotes."
            )
        return key

    def _aliased(self, event: Any) -> Node:
        if event.anchor not in self._anchors:
            raise _refused(
                event,
                f"no `&{event.anchor}` comes before `*{event.anchor}`.",
                "Text that begins with * must be in quotes.",
            )
        node = self._anchors[event.anchor]
        if node is None:
            raise _refused(event, f"`*{event.anchor}` stands within what it refers to.")
        return node


def _place(event: Any) -> tuple[int, int]:
    return event.start_mark.line + 1, event.start_mark.column + 1


def _refused(event: Any, message: str, hint: str = "") -> UnreadableYamlError:
    line, column = _place(event)
    return UnreadableYamlError(SettingsProblem(line, column, "", message, hint))
