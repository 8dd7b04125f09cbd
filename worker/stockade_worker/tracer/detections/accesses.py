"""What a name in code is a part of: the chain of properties and calls that it stands in, as a path.

`this["constructor"] . constructor("return process")()` is "this.constructor.constructor()()". White
space, comments and quotes make no difference; what is computed is "[]".
"""

from __future__ import annotations

from dataclasses import dataclass

from tree_sitter import Node

LINKS = 16
"""Of one chain, looked at."""

NAME_BYTES = 100

_NAMES = frozenset(
    ("identifier", "property_identifier", "private_property_identifier", "this", "super", "import")
)
_LITERALS = {
    "array": "<array>",
    "string": "<string>",
    "template_string": "<string>",
    "regex": "<regex>",
    "number": "<number>",
    "object": "<object>",
    "generator_function": "<generator>",
    "class": "<class>",
}
_FUNCTIONS = frozenset(("arrow_function", "function_expression"))
_INNER = {
    "member_expression": "object",
    "subscript_expression": "object",
    "new_expression": "constructor",
}
_COMPARED = frozenset(("==", "===", "!=", "!==", "<", ">", "<=", ">=", "in", "instanceof"))


@dataclass(frozen=True, slots=True)
class Access:
    """A chain, from its beginning to the last link around the name.

    use    write, read, compare, typeof or delete: what is done with its value.
    top    the node of the whole chain.
    calls  the arguments of each call in it, the outermost first.
    """

    path: str
    use: str
    top: Node
    calls: list[Node]


def access_of(node: Node, source: bytes) -> Access:
    """Return the chain that a name stands in. Requires: an identifier, or a string in brackets."""
    top = node
    for _ in range(LINKS):
        parent = top.parent
        if parent is None or not _goes_on(parent, top):
            break
        top = parent
    return Access(path_of(top, source), _use_of(top), top, _calls_of(top))


def _goes_on(parent: Node, node: Node) -> bool:
    """Tell whether the chain goes on in a node's parent."""
    kind = parent.type
    if kind in ("member_expression", "subscript_expression", "parenthesized_expression"):
        if kind != "subscript_expression":
            return True
        # In the brackets only what is the name itself goes on; `a[b.c]` is not b's.
        return parent.start_byte == node.start_byte or _is_string(node)
    if kind == "call_expression":
        return parent.start_byte == node.start_byte
    return kind == "new_expression" and parent.child_by_field_name("constructor") == node


def _calls_of(top: Node) -> list[Node]:
    found: list[Node] = []
    at: Node | None = top
    for _ in range(LINKS):
        if at is None:
            break
        arguments = at.child_by_field_name("arguments")
        if arguments is not None:
            found.append(arguments)
        if at.type == "parenthesized_expression":
            at = child_of(at, 0)
        else:
            at = at.child_by_field_name(_INNER.get(at.type, "function"))
    return found


def path_of(node: Node | None, source: bytes, links: int = LINKS) -> str:
    """Return the path of an expression; what is beyond `links` is "<>"."""
    if node is None or links == 0:
        return "<>"
    kind = node.type
    if kind in _NAMES:
        return text_of(node, source)
    if kind in _LITERALS:
        return _LITERALS[kind]
    if kind in _FUNCTIONS:
        return "<async>" if source.startswith(b"async", node.start_byte) else "<function>"
    if kind == "member_expression":
        name = text_of(node.child_by_field_name("property"), source)
        return f"{_object_of(node, source, links)}.{name}"
    if kind == "subscript_expression":
        index = node.child_by_field_name("index")
        key = f".{string_of(index, source)}" if _is_string(index) else "[]"
        return f"{_object_of(node, source, links)}{key}"
    if kind == "call_expression":
        return f"{path_of(node.child_by_field_name('function'), source, links - 1)}()"
    if kind == "new_expression":
        return f"new {path_of(node.child_by_field_name('constructor'), source, links - 1)}"
    if kind == "parenthesized_expression":
        return path_of(child_of(node, 0), source, links - 1)
    return "<>"


def _object_of(node: Node, source: bytes, links: int) -> str:
    return path_of(node.child_by_field_name("object"), source, links - 1)


def _use_of(top: Node) -> str:
    parent = top.parent
    if parent is None:
        return "read"
    kind = parent.type
    if kind in ("assignment_expression", "augmented_assignment_expression"):
        return "write" if parent.start_byte == top.start_byte else "read"
    if kind == "update_expression":
        return "write"
    operator = parent.child_by_field_name("operator")
    if operator is None:
        return "read"
    if kind == "unary_expression":
        return operator.type if operator.type in ("typeof", "delete") else "read"
    return "compare" if operator.type in _COMPARED else "read"


def child_of(node: Node, index: int) -> Node | None:
    """Return a node's named child; of an argument list that is an argument."""
    return node.named_child(index) if index < node.named_child_count else None


def text_of(node: Node | None, source: bytes) -> str:
    """Return the beginning of a node's text."""
    if node is None:
        return ""
    start, end = node.byte_range
    return source[start : min(end, start + NAME_BYTES)].decode(errors="replace")


def string_of(node: Node | None, source: bytes) -> str:
    """Return what stands between the quotes."""
    if node is None:
        return ""
    start, end = node.byte_range
    return source[start + 1 : min(end - 1, start + NAME_BYTES)].decode(errors="replace")


def _is_string(node: Node | None) -> bool:
    return node is not None and node.type in ("string", "template_string")
