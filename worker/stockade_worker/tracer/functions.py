"""Which functions there are, what they are called, and which of them a `return` belongs to."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from tree_sitter import Node

from stockade_worker.tracer.syntax import Captures
from stockade_worker.tracer.text import Text

NAME_BYTES = 100

_DROWEMAN = re.compile(rb"""\]?["']?([\w$\x80-\xff]+)["']?\s*(.?)""")  # a name, backwards


class FunctionSite(NamedTuple):
    """A function in the source.

    name  "" if it has none; bounded. A guess from what it is assigned to, where that is near.
    start, end  byte offsets of the whole node in the original source.
    """

    name: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Functions:
    """All functions of a source, in the order of their starts.

    bodies   (start, end) of each body: a block with its braces, or an arrow's expression.
    returns  each `return` of a function, with the index of that function.
    """

    sites: list[FunctionSite]
    bodies: list[tuple[int, int]]
    returns: list[tuple[Node, int]]


def find_functions(text: Text, captures: Captures) -> Functions:
    """Find them. A `return` outside of all is left out: the engine will refuse it."""
    sites: list[FunctionSite] = []
    bodies: list[tuple[int, int]] = []
    for node in captures.nodes("function"):
        body = node.child_by_field_name("body")
        if body is None:
            continue
        start, end = node.byte_range
        sites.append(FunctionSite(_name(text, node, start), start, end))
        bodies.append(body.byte_range)
    return Functions(sites, bodies, _owners(captures.nodes("return"), bodies))


def _owners(returns: list[Node], bodies: list[tuple[int, int]]) -> list[tuple[Node, int]]:
    """Sweep over the starts of bodies and returns, with a stack of the bodies that are open."""
    found: list[tuple[Node, int]] = []
    opened: list[tuple[int, int]] = []  # (end, index)
    starts = iter(sorted((start, end, index) for index, (start, end) in enumerate(bodies)))
    following = next(starts, None)
    for node in returns:
        at = node.start_byte
        while following is not None and following[0] < at:
            start, end, index = following
            while opened and opened[-1][0] <= start:
                opened.pop()
            opened.append((end, index))
            following = next(starts, None)
        while opened and opened[-1][0] <= at:
            opened.pop()
        if opened:
            found.append((node, opened[-1][1]))
    return found


def _name(text: Text, node: Node, start: int) -> str:
    name = node.child_by_field_name("name")
    if name is not None:
        first, end = name.byte_range
        return _decoded(text.source[first : min(end, first + NAME_BYTES)])
    before = text.before(start)
    if before.endswith(b"async"):
        before = before[: -len(b"async")].rstrip()
    if before[-1:] not in (b"=", b":"):
        return ""
    found = _DROWEMAN.match(before[-2::-1].lstrip())
    # Before a `:` a name stands in an object. Elsewhere it is the middle of a conditional.
    if found is None or (before[-1:] == b":" and found[2] not in (b"{", b",")):
        return ""
    return _decoded(found[1][::-1])


def _decoded(name: bytes) -> str:
    return name.strip(b"\"'").decode(errors="replace")


_PARAMETERS_END = b"\n) {\n"
_COMMENT, _COMMENT_END = b"/*", b"*/"


def is_one_function(text: bytes, functions: Sequence[FunctionSite]) -> bool:
    """Tell whether what a function's constructor has put together is one function, as it must be.

    The engine joins parameters and body before it parses: each could close what the other opens,
    and then go on with code that runs at once. Source: ECMA-262, CreateDynamicFunction.
    """
    if not functions or functions[0].start > 1 or functions[0].end < len(text) - 1:
        return False
    parameters = text[: text.index(_PARAMETERS_END)]
    comment = parameters.rfind(_COMMENT)
    return comment < 0 or _COMMENT_END in parameters[comment:]
