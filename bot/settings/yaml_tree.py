"""Nodes to plain data, with the place of every key and value kept beside it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from bot.errors import SettingsProblem
from bot.settings.outline import dotted
from bot.settings.yaml_nodes import ListNode, MapNode, Node, TextNode, UnreadableYamlError, read_nodes

__all__ = ["Place", "Places", "Tree", "read_tree"]

_MAX_VALUES = 100_000  # unfolded; a file of the largest size without aliases stays below it
_NULL = re.compile(r"(?:~|null|Null|NULL|)")
_BOOL = re.compile(r"(?:true|True|TRUE|false|False|FALSE)")
_INT = re.compile(r"[-+]?[0-9]{1,30}")
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+\.[0-9]*|[0-9]+(?=[eE]))(?:[eE][-+]?[0-9]+)?")

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands, counted from 1: its key (for a list's entry the entry itself) and its value.

    ``text`` is a scalar as written, without quotes; None for a list or a mapping.
    """

    key: tuple[int, int]
    value: tuple[int, int]
    text: str | None = None


@dataclass(frozen=True, slots=True)
class Places:
    """The places of a file by path."""

    by_path: Mapping[Path, Place] = field(default_factory=lambda: MappingProxyType({}))

    def find(self, path: Path) -> Place:
        """Return the place of the path, or of the nearest thing above it that is in the file."""
        while path and path not in self.by_path:
            path = path[:-1]
        return self.by_path.get(path, Place((1, 1), (1, 1)))


@dataclass(frozen=True, slots=True)
class Tree:
    """What a file says: plain data, places, and the keys that it says twice (the first one counts)."""

    data: object
    places: Places
    problems: tuple[SettingsProblem, ...] = ()


def read_tree(text: str) -> Tree:
    """Read one YAML document of plain data by YAML 1.2's core rules; None as data where there is none.

    Raises :class:`~bot.settings.yaml_nodes.UnreadableYamlError` where the text is not such a document.
    """
    root = read_nodes(text)
    if root is None:
        return Tree(None, Places())
    walk = _Walk()
    start = (root.line, root.column)
    data = walk.value(root, (), start)
    return Tree(data, Places(MappingProxyType(walk.places)), tuple(walk.problems))


class _Walk:
    """Unfolds a graph of nodes, minding how much comes out of it."""

    def __init__(self) -> None:
        self.places: dict[Path, Place] = {}
        self.problems: list[SettingsProblem] = []
        self._values = 0

    def value(self, node: Node, path: Path, key: tuple[int, int]) -> object:
        self._count(node)
        text = node.text if isinstance(node, TextNode) else None
        # The parser puts an empty value where the next thing begins, often lines below.
        self.places[path] = Place(key, key if _is_empty(node) else (node.line, node.column), text)
        if isinstance(node, TextNode):
            return _scalar(node)
        if isinstance(node, ListNode):
            return [self.value(item, (*path, index), (item.line, item.column)) for index, item in enumerate(node.items)]
        return self._mapping(node, path) if isinstance(node, MapNode) else None

    def _mapping(self, node: MapNode, path: Path) -> dict[str, object]:
        data: dict[str, object] = {}
        for key, value in self._own_pairs(node, path):
            data[key.text] = self.value(value, (*path, key.text), (key.line, key.column))
        for key, value in self._merged_pairs(node):
            if key.text not in data:
                data[key.text] = self.value(value, (*path, key.text), (key.line, key.column))
        return data

    def _own_pairs(self, node: MapNode, path: Path) -> list[tuple[TextNode, Node]]:
        first: dict[str, tuple[TextNode, Node]] = {}
        for key, value in node.pairs:
            if _is_merge(key):
                continue
            if key.text in first:
                line = first[key.text][0].line
                self.problems.append(
                    SettingsProblem(
                        key.line,
                        key.column,
                        dotted((*path, key.text)),
                        f"the key is there twice, first in line {line}.",
                        "Keep one of them.",
                    )
                )
            else:
                first[key.text] = (key, value)
        return list(first.values())

    def _merged_pairs(self, node: MapNode) -> list[tuple[TextNode, Node]]:
        """Return what `<<` brings in, nearest first, merges within merges included."""
        pairs: list[tuple[TextNode, Node]] = []
        for key, value in node.pairs:
            if not _is_merge(key):
                continue
            for source in value.items if isinstance(value, ListNode) else [value]:
                if not isinstance(source, MapNode):
                    raise UnreadableYamlError(
                        SettingsProblem(key.line, key.column, "", "`<<` takes in a mapping, such as `<<: *weekly`.")
                    )
                self._count(key, len(source.pairs) + 1)
                pairs += [pair for pair in source.pairs if not _is_merge(pair[0])] + self._merged_pairs(source)
        return pairs

    def _count(self, node: Node, values: int = 1) -> None:
        self._values += values
        if self._values > _MAX_VALUES:
            raise UnreadableYamlError(
                SettingsProblem(
                    node.line, node.column, "", f"the file has over {_MAX_VALUES:,} values, its aliases unfolded."
                )
            )


def _is_merge(key: TextNode) -> bool:
    return key.plain and key.text == "<<"


def _is_empty(node: Node) -> bool:
    return isinstance(node, TextNode) and node.plain and not node.text


def _scalar(node: TextNode) -> object:
    """Tell text from numbers as YAML 1.2 does; anything else, such as a date or `on`, is text."""
    text = node.text
    if not node.plain:
        return text
    if _NULL.fullmatch(text):
        return None
    if _BOOL.fullmatch(text):
        return text.lower() == "true"
    if _INT.fullmatch(text):
        return int(text)
    return float(text) if _FLOAT.fullmatch(text) else text
