"""Whether a look at the clock becomes a duration that is compared with a number.

Directly, as in `Date.now() - start > 100`, or by way of a variable that is near: `const end =
Date.now(); if (end - start > 100)`.
"""

from __future__ import annotations

import re

from tree_sitter import Node

from .accesses import Access

NEAR_BYTES = 600
_COMPARED = frozenset(("<", ">", "<=", ">="))
_NAME = re.compile(rb"[\w$]+")


def is_duration_compared(access: Access, source: bytes) -> bool:
    """Tell that of a look at the clock."""
    node, parent = access.top, access.top.parent
    for _ in range(8):
        if parent is None:
            return False
        if parent.type == "binary_expression":
            operator = parent.child_by_field_name("operator")
            if operator is None or operator.type != "-":
                return False
            return _is_compared(parent)
        if parent.type == "variable_declarator" or (
            parent.type == "assignment_expression" and parent.start_byte != node.start_byte
        ):
            return _is_used_so(source[parent.start_byte : node.start_byte], source, node.end_byte)
        if parent.type not in ("parenthesized_expression", "unary_expression"):
            return False
        node, parent = parent, parent.parent
    return False


def _is_compared(difference: Node) -> bool:
    parent = difference.parent
    while parent is not None and parent.type == "parenthesized_expression":
        parent = parent.parent
    if parent is None or parent.type != "binary_expression":
        return False
    operator = parent.child_by_field_name("operator")
    return operator is not None and operator.type in _COMPARED


def _is_used_so(left: bytes, source: bytes, end: int) -> bool:
    """Tell whether a variable that is set there becomes such a difference soon."""
    found = _NAME.search(left[:100])
    if found is None:
        return False
    name = re.escape(found[0])
    pattern = rb"(?:(?<![\w$.])%b\s*-\s*[\w$.]+|-\s*%b(?![\w$]))\s*\)?\s*[<>]=?" % (name, name)
    return re.search(pattern, source[end : end + NEAR_BYTES]) is not None
