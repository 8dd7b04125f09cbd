"""Finds the chains of `+` that build strings."""

from __future__ import annotations

import re
from collections.abc import Iterator

from stockade_worker.tracer.syntax import Captures
from stockade_worker.tracer.text import Text

# A call as obfuscators write it where a string literal was: `f(0x1f, "key")`.
_DECODES = re.compile(rb"[\w$]+\((?:-?\d|[\"'])")
_QUOTES = frozenset(b"\"'`")
_NUMBER = frozenset(b"0123456789.-")


def find_chains(text: Text, captures: Captures) -> list[tuple[int, int]]:
    """Return (start, end) of each topmost chain that seems to build a string, in order.

    That is one with a string or template literal as an operand, with a call that looks like a
    decoder's, or `x + …` assigned to `x`.
    """
    ends: dict[int, int] = {}
    wanted: set[int] = set()
    strings, templates = captures.ends("string"), captures.ends("template")
    for at, start, end in _operators(captures):
        # The parts of a chain lean to the left: all start where the chain does.
        if end > ends.get(start, 0):
            ends[start] = end
        if start in wanted:
            continue
        right = text.skip(at + 1)
        if end in (strings.get(right), templates.get(right)) or _builds(text, start, right):
            wanted.add(start)
        elif text.source[start] in _QUOTES:
            left = strings.get(start) or templates.get(start)
            if left is not None and text.skip(left) == at:
                wanted.add(start)
    return [(start, ends[start]) for start in sorted(wanted)]


def _builds(text: Text, start: int, right: int) -> bool:
    """Tell whether an operand decodes, or the chain goes back to where it begins."""
    if text.source[right] in _NUMBER:
        return False
    decodes = _DECODES.match(text.source, right) is not None
    return decodes or text.is_assigned_to_itself(start)


def _operators(captures: Captures) -> Iterator[tuple[int, int, int]]:
    """Yield each binary `+` with the expression of which it is the operator: (at, start, end).

    That is the innermost binary expression around it: a smaller one would own it.
    """
    signs = {start for start, _ in captures.ranges("sign")}
    events = [(at, 1) for at, _ in captures.ranges("plus") if at not in signs]
    events += ((start, -end) for start, end in captures.ranges("binary"))
    events.sort()
    opened: list[tuple[int, int]] = []
    for at, end in events:
        while opened and opened[-1][1] <= at:
            opened.pop()
        if end < 0:
            opened.append((at, -end))
        elif opened:
            yield at, *opened[-1]
