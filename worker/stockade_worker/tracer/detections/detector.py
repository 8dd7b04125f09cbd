"""Looks for everything in one piece of code, on the syntax tree that its hooks were found with.

Theory of operation. The words of all rows are found in one pass over the text (`words.py`), and
each place where one stands is looked at in the tree: whether it is code, in which chain, what is
done with it. So ordinary code costs the pass and little else. How many places are looked at is
bounded.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass

from tree_sitter import Node

from stockade_policies import DETECTIONS
from stockade_worker.tracer.syntax import Captures, Deadline

from .accesses import access_of
from .backtracking import is_exponential
from .loops import takes_memory, wastes_time
from .signs import SIGNS, Sign
from .texts import PHRASES, Phrase, is_fitting, is_in_call, obfuscator_of
from .words import Words

LOOPS = 1000
PATTERNS = 300
"""Loops and regular expressions that are looked at in one piece of code."""

FOUND = 20
"""Places of one detection that are told of one piece of code."""

_NAMES = frozenset(("identifier", "property_identifier", "shorthand_property_identifier"))
_IN_BRACKETS = frozenset(("string_fragment", "string"))
_QUOTES = b"\"'`"


@dataclass(frozen=True, slots=True)
class Found:
    """One detection and the bytes that show it."""

    detection: str
    start: int
    end: int


class Detector:
    """Holds the rows by their words. Made once, before the fork. Requires: one thread at a time."""

    def __init__(self) -> None:
        self._signs: dict[bytes, list[Sign]] = {}
        self._phrases: dict[bytes, list[Phrase]] = {}
        for sign in SIGNS:
            for word in sign.words:
                self._signs.setdefault(word.encode(), []).append(sign)
        for phrase in PHRASES:
            for word in phrase.words:
                self._phrases.setdefault(word.encode().lower(), []).append(phrase)
        self._words = Words(self._signs, self._phrases)

    def look(self, source: bytes, captures: Captures, is_late: Deadline) -> tuple[Found, ...]:
        """Return what is found in a piece of code, by detection and place; when late, no more."""
        found = _Findings()
        for at, end in itertools.takewhile(lambda _: not is_late(), self._words.places(source)):
            self._look_at(source, captures.root, at, end, found)
        for loop in captures.nodes("loop")[:LOOPS]:
            start = loop.start_byte
            if wastes_time(loop, source):
                found.add("time-waster", start, start)
            if takes_memory(loop, source):
                found.add("memory-exhaustion", start, start)
        for start, end in captures.ranges("regex")[:PATTERNS]:
            pattern = source[start + 1 : max(start + 1, source.rfind(b"/", start, end))]
            if not is_late() and is_exponential(pattern.decode(errors="replace")):
                found.add("redos", start, end)
        if obfuscator_of(source) is not None:
            found.add("obfuscated-code", 0, 0)
        return found.all()

    def _look_at(self, source: bytes, root: Node, start: int, end: int, found: _Findings) -> None:
        at = self._words.name_at(source, start, end)
        node = _name_at(root, source, at, end) if at >= 0 else None
        if node is not None:
            _look_for_signs(self._signs[source[at:end]], node, source, found)
        for phrase in self._phrases.get(source[start:end].lower(), ()):
            node = root.descendant_for_byte_range(start, end)
            if node is None or node.type not in phrase.kinds:
                continue
            is_called = phrase.callee is None or is_in_call(node, phrase.callee, source)
            if is_called and is_fitting(phrase, source, start, end):
                found.add(phrase.detection, start, end)


def _name_at(root: Node, source: bytes, start: int, end: int) -> Node | None:
    """Return the node of a name in code, or of a string that is all of one in brackets."""
    node = root.descendant_for_byte_range(start, end)
    if node is None or node.type in _NAMES:
        return node
    if node.type not in _IN_BRACKETS or source[start - 1] not in _QUOTES:
        return None
    string = node.parent if node.type != "string" else node
    outer = None if string is None else string.parent
    return string if outer is not None and outer.type == "subscript_expression" else None


def _look_for_signs(signs: list[Sign], node: Node, source: bytes, found: _Findings) -> None:
    access = access_of(node, source)
    for sign in signs:
        if access.use not in sign.use or sign.path.search(access.path) is None:
            continue
        if sign.check is None or sign.check(access, source):
            found.add(sign.detection, *access.top.byte_range)


class _Findings:
    """What was found, each detection at so many places at most."""

    def __init__(self) -> None:
        self._starts: dict[str, dict[int, int]] = {}

    def add(self, detection: str, start: int, end: int) -> None:
        places = self._starts.setdefault(detection, {})
        if len(places) < FOUND:
            places.setdefault(start, end)

    def all(self) -> tuple[Found, ...]:
        return tuple(
            Found(detection, start, end)
            for detection in DETECTIONS
            for start, end in sorted(self._starts.get(detection, {}).items())
        )
