"""Loops that are there to take time or memory, by their heads and the beginning of their bodies."""

from __future__ import annotations

import re

from tree_sitter import Node

from .accesses import child_of
from .numbers import number_of

HEAD_BYTES = 300
BODY_BYTES = 400
MANY_TURNS = 1_000_000
TRIVIAL_BYTES = 60
"""A body that is no longer does nothing that takes so many turns."""

_ENDLESS = re.compile(rb"(?:for\s*\(\s*;\s*;\s*\)|while\s*\(\s*(?:1|true|!0|!!\[\])\s*\))")
_ENDS = {"<": "right", "<=": "right", ">": "left", ">=": "left"}
_NUMBER = re.compile(rb"[0-9]")
_CLOCK = re.compile(
    rb"Date\.now\s*\(|new\s+Date\b(?!\s*\(\s*[^)\s])|performance\.now\s*\(|\.getTime\s*\(|\.getSeconds\s*\("
)
# What is on the right of `=` or `+=` in an assignment that doubles what is on the left.
_RIGHT = re.compile(
    rb"(?:(\+)=|=)\s*\[?\s*([\w$]+)(\s*(?:\+|,|\.concat\()\s*\2(?![\w$]))?(?![\w$])"
)
_LEFT_BYTES = 60
_ENDS_NAME = re.compile(rb"[\w$.]\Z")
_PUSHES = re.compile(rb"\.push\(\s*(?:new\s+\w*Array|[^()\s]{0,40}\.repeat\()")


def wastes_time(loop: Node, source: bytes) -> bool:
    """Tell whether a loop waits for the clock, or turns a million times for nothing."""
    body, condition = loop.child_by_field_name("body"), loop.child_by_field_name("condition")
    if body is None or condition is None:
        return False
    start, end = condition.byte_range
    if _CLOCK.search(source, start, min(end, start + HEAD_BYTES)):
        return True
    if body.end_byte - body.start_byte > TRIVIAL_BYTES:
        return False
    if _CLOCK.search(source, *body.byte_range):
        return True
    return _NUMBER.search(source, start, end) is not None and _is_long(condition, source)


def _is_long(condition: Node, source: bytes) -> bool:
    if condition.type == "parenthesized_expression":
        condition = child_of(condition, 0) or condition
    operator = condition.child_by_field_name("operator")
    end = None if operator is None else _ENDS.get(operator.type)
    if end is None:
        return False
    return (number_of(condition.child_by_field_name(end), source) or 0) >= MANY_TURNS


def takes_memory(loop: Node, source: bytes) -> bool:
    """Tell whether an endless loop makes something larger with each turn."""
    if _ENDLESS.match(source, loop.start_byte) is None:
        return False
    body = loop.child_by_field_name("body")
    if body is None:
        return False
    start, end = body.byte_range
    part = source[start : min(end, start + BODY_BYTES)]
    if _PUSHES.search(part) is not None:
        return True
    return any(_doubles(part, found) for found in _RIGHT.finditer(part))


def _doubles(part: bytes, found: re.Match[bytes]) -> bool:
    adds, name, same = found.groups()
    left = part[max(0, found.start() - _LEFT_BYTES) : found.start()].rstrip()
    is_same = left.endswith(name) and not _ENDS_NAME.search(left[: -len(name)])
    return is_same and (adds is not None) != (same is not None)
