"""What a constant expression of numbers comes to, as far as it is a simple one."""

from __future__ import annotations

from tree_sitter import Node

from .accesses import child_of

NODES = 12
HIGHEST = 1e15


def number_of(node: Node | None, source: bytes, nodes: int = NODES) -> float | None:
    """Return the value of a number, or of a few of them with operators; None if it is neither."""
    if node is None or nodes <= 0:
        return None
    if node.type == "number":
        return _literal(source[node.start_byte : min(node.end_byte, node.start_byte + 40)])
    if node.type == "parenthesized_expression":
        return number_of(child_of(node, 0), source, nodes - 1)
    if node.type != "binary_expression":
        return None
    left = number_of(node.child_by_field_name("left"), source, nodes // 2)
    right = number_of(node.child_by_field_name("right"), source, nodes // 2)
    operator = node.child_by_field_name("operator")
    if left is None or right is None or operator is None:
        return None
    return _combined(operator.type, left, right)


def _literal(text: bytes) -> float | None:
    plain = text.replace(b"_", b"").rstrip(b"n")
    try:
        if plain[:2].lower() in (b"0x", b"0o", b"0b"):
            return float(int(plain, 0))
        return float(plain)
    except ValueError:
        return None


def _combined(operator: str, left: float, right: float) -> float | None:
    if operator == "*":
        return min(HIGHEST, left * right)
    if operator == "+":
        return left + right
    if operator == "-":
        return left - right
    if operator == "<<" and 0 <= right < 32:
        return float(int(left) << int(right)) if abs(left) < HIGHEST else None
    if operator == "**" and 0 <= left <= 1e6 and 0 <= right <= 64:
        return min(HIGHEST, float(left**right))
    return None
