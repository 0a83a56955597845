from __future__ import annotations

import pytest

from bot.settings.yaml_nodes import ListNode, MapNode, Node, TextNode, UnreadableYamlError, read_nodes


def plain(node: Node | None) -> object:
    """Return the nodes as plain data, all scalars as text."""
    if isinstance(node, TextNode):
        return node.text
    if isinstance(node, ListNode):
        return [plain(item) for item in node.items]
    return [(key.text, plain(value)) for key, value in node.pairs] if isinstance(node, MapNode) else None


@pytest.mark.parametrize("text", ["", "\n\n", "# only a comment\n", "---\n# x\n...\n", "%YAML 1.1\n---\n"])
def test_nothing_is_none_or_empty_text(text: str) -> None:
    assert plain(read_nodes(text)) in {None, ""}


def test_nodes_are_in_the_file_s_order_with_duplicates() -> None:
    assert plain(read_nodes("a: 1\nb: [x, {c: 'd'}]\na: 2\n")) == [("a", "1"), ("b", ["x", [("c", "d")]]), ("a", "2")]


def test_places_count_from_one() -> None:
    root = read_nodes("# c\na:\n  - x\n  - y: z\n")
    assert isinstance(root, MapNode)
    key, value = root.pairs[0]
    assert (key.line, key.column) == (2, 1)
    assert isinstance(value, ListNode)
    assert [(item.line, item.column) for item in value.items] == [(3, 5), (4, 5)]


def test_quotes_make_text() -> None:
    root = read_nodes("[1, '1', \"1\", !!str 1, !!int 1]")
    assert isinstance(root, ListNode)
    assert [item.plain for item in root.items if isinstance(item, TextNode)] == [True, False, False, False, False]


def test_an_alias_is_the_node_of_its_anchor() -> None:
    root = read_nodes("a: &x {b: c}\nd: *x\n")
    assert isinstance(root, MapNode)
    assert root.pairs[0][1] is root.pairs[1][1]


def test_an_anchor_may_be_given_again() -> None:
    assert plain(read_nodes("a: &x 1\nb: &x 2\nc: *x\n")) == [("a", "1"), ("b", "2"), ("c", "2")]


@pytest.mark.parametrize(
    "text", ["[" * 100_000, "{a: " * 50_000, "- " * 50_000, "\n".join(" " * depth + "a:" for depth in range(500))]
)
def test_depth_is_bounded_before_anything_recurses(text: str) -> None:
    with pytest.raises(UnreadableYamlError, match="more than 32 levels"):
        read_nodes(text)
