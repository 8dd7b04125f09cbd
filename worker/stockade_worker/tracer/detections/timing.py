"""Whether a look at the clock becomes a duration that is compared with a number.

Directly, as in `Date.now() - start > 100`, or by way of a variable that is near: `const end =
Date.now(); if (end - start > 100)`.
"""

from __future__ import annotations

import re

from .accesses import Access

NEAR_BYTES = 600
LEVELS = 8
_COMPARED = frozenset(("<", ">", "<=", ">="))
_KEYWORD = re.compile(rb"^(?:const|let|var)\b")
_NAME = re.compile(rb"[\w$]+")

# Of a name, twice: what becomes of a moment, and of a duration.
_SUBTRACTED_LATER = rb"(?:(?<![\w$.])%b\s*-\s*[\w$.]+|-\s*%b(?![\w$]))\s*\)?\s*[<>]=?"
_COMPARED_LATER = rb"(?<![\w$.])%b\s*[<>]=?\s*[\d.]|[\d.]\s*[<>]=?\s*%b(?![\w$])"


def is_duration_compared(access: Access, source: bytes) -> bool:
    """Tell that of a look at the clock."""
    node, parent = access.top, access.top.parent
    is_difference = False
    for _ in range(LEVELS):
        if parent is None:
            return False
        kind = parent.type
        if kind == "binary_expression":
            operator = parent.child_by_field_name("operator")
            sign = "" if operator is None else operator.type
            if is_difference and sign in _COMPARED:
                return True
            if sign not in ("-", "/", "*"):
                return False
            is_difference = is_difference or sign == "-"
        elif kind == "variable_declarator" or (
            kind == "assignment_expression" and parent.start_byte != node.start_byte
        ):
            left = source[parent.start_byte : node.start_byte]
            pattern = _COMPARED_LATER if is_difference else _SUBTRACTED_LATER
            return _is_used(left, pattern, source[node.end_byte : node.end_byte + NEAR_BYTES])
        elif kind not in ("parenthesized_expression", "unary_expression"):
            return False
        node, parent = parent, parent.parent
    return False


def _is_used(left: bytes, pattern: bytes, following: bytes) -> bool:
    """Tell whether a pattern with the name of the variable on the left is found in what follows."""
    found = _NAME.search(_KEYWORD.sub(b"", left[:100]))
    return (
        found is not None
        and re.search(pattern % (2 * (re.escape(found[0]),)), following) is not None
    )
