"""Finds the chains of `+` that build strings."""

from __future__ import annotations

import re
from collections.abc import Iterator

from stockade_worker.tracer.syntax import Captures
from stockade_worker.tracer.text import Text

# A call as obfuscators write it where a string literal was: `f(0x1f, "key")`.
_DECODES = re.compile(rb"[\w$]+\((?:-?\d|[\"'])")
_QUOTES = frozenset(b"\"'`")
_LAST = 0xFFFFFFFF
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
    signs = captures.ends("sign")
    # Numbers sort faster than tuples: the place, then what starts there, the longest first.
    events = [at << 32 | _LAST for at in captures.ends("plus") if at not in signs]
    events += [start << 32 | _LAST - end for start, end in captures.all_ranges("binary")]
    events.sort()
    opened = [(0, 1 << 32)]
    for event in events:
        at, end = event >> 32, _LAST - (event & _LAST)
        while opened[-1][1] <= at:
            opened.pop()
        if end:
            opened.append((at, end))
        else:
            yield at, *opened[-1]
