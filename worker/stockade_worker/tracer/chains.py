"""Finds the chains of `+` that build strings."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from stockade_worker.tracer.syntax import Captures
from stockade_worker.tracer.text import Text

# A call as obfuscators write it where a string literal was: `f(0x1f, "key")`.
_DECODES = re.compile(rb"[\w$]+\((?:-?\d|[\"'])")
_NUMBER = frozenset(b"0123456789.-")


def find_chains(text: Text, captures: Captures, strings: Mapping[int, int]) -> dict[int, int]:
    """Return start to end of each topmost chain that seems to build a string.

    That is one with a string or template literal as an operand, with a call that looks like a
    decoder's, or `x + …` assigned to `x`. strings: start to end of all literals.
    """
    ends: dict[int, int] = {}
    wanted: set[int] = set()
    for at, start, end in _operators(captures):
        # The parts of a chain lean to the left: all start where the chain does.
        ends[start] = max(end, ends.get(start, 0))
        right = text.skip(at + 1)
        if (
            strings.get(right) == end
            or (start in strings and text.skip(strings[start]) == at)
            or _DECODES.match(text.source, right)
            or (text.source[right] not in _NUMBER and text.is_assigned_to_itself(start))
        ):
            wanted.add(start)
    return {start: ends[start] for start in sorted(wanted)}


def _operators(captures: Captures) -> Iterator[tuple[int, int, int]]:
    """Yield each binary `+` with the expression of which it is the operator: (at, start, end).

    That is the innermost binary expression around it: a smaller one would own it.
    """
    signs = {start for start, _ in captures.ranges("unary")}
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
