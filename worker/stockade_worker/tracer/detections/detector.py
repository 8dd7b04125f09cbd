"""Looks for everything in one piece of code, on the syntax tree that its hooks were found with.

Theory of operation. RE2 passes over the text once, with all words of all rows, and each place where
one stands is looked at in the tree: whether it is code, in which chain, what is done with it. So
ordinary code costs the pass and little else. How many places are looked at is bounded.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass

import re2
from tree_sitter import Node

from stockade_policies import DETECTIONS
from stockade_worker.tracer.syntax import Captures, Deadline

from .accesses import access_of
from .backtracking import is_exponential
from .loops import takes_memory, wastes_time
from .signs import SIGNS, Sign
from .texts import PHRASES, Phrase, is_fitting, is_in_call, obfuscator_of

PLACES = 2000
"""Places with a word that are looked at in one piece of code."""

PLACES_OF_WORD = 300
LOOPS = 1000
PATTERNS = 300

FOUND = 20
"""Places of one detection that are told of one piece of code."""

_NAMES = frozenset(("identifier", "property_identifier", "shorthand_property_identifier"))
_IN_BRACKETS = frozenset(("string_fragment", "string"))
_QUOTES = b"\"'`"
_LAST_NAME = re.compile(rb"[\w$]+\Z")
_MEMORY_BYTES = 1 << 20

# Frequent names count only behind something; they come at the end, where they are looked for.
_LEFTOVERS = r"RegExp\.\$[1-9]"
_SPELLED = {
    b"constructor": r"""[.\[]\s*["'`]?constructor""",
    b"prototype": r"""(?:Object|Function|Promise|RegExp|Date|XMLHttpRequest|Error)\.prototype"""
    r"""|\[\s*["']prototype""",
    b"Date": r"new\s+Date",
    b"split": r"""\|\d+["']\s*(?:\.|\[\s*["'])\s*split""",
    b"domain": r"document\s*\.\s*domain",
    **{b"$%d" % number: _LEFTOVERS for number in range(1, 10)},
}

# What must stand behind some others, asked before the tree is.
_CALLED = rb"""[\w$]+["'`\]]*\s*\("""
_BEHIND = {
    word.encode(): re.compile(pattern)
    for pattern, words in (
        (_CALLED + rb"\s*[\d(]", (
            "Array ArrayBuffer SharedArrayBuffer Uint8Array Uint16Array Uint32Array Int32Array "
            "Float32Array Float64Array BigUint64Array alloc allocUnsafe repeat padStart padEnd"
        )),
        (_CALLED + rb"\s*[\"'`]", "RegExp search match"),
        (rb"number\s*(?:&\s*(?:0x[fF]{4}\b|65535)|={2,3}\s*-?214\d{7})", "number"),
        (_CALLED + rb"\s*\)|[\w$]+\.call", "toString"),
        (_CALLED, (
            "assign binding defineProperty freeze seal getMonth getDate getDay getFullYear uptime"
        )),
        (_CALLED + rb"|" + rb"""[\w$]+["'`\]]*\s*=[^=>]""", "parse now"),
        (rb"""[\w$]+["'`\]]*\s*=[^=>]""", "random stringify fetch eval Function"),
    )
    for word in words.split()
}  # fmt: skip


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
        options = re2.Options()
        options.log_errors = False
        options.never_capture = True
        options.max_mem = _MEMORY_BYTES
        self._words = re2.compile(self._expression(), options)

    def look(self, source: bytes, captures: Captures, is_late: Deadline) -> tuple[Found, ...]:
        """Return what is found in a piece of code, by detection and place; when late, no more."""
        found = _Findings()
        for at, end in itertools.takewhile(lambda _: not is_late(), self._places(source)):
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

    def _expression(self) -> bytes:
        plain = "|".join(re.escape(name.decode()) for name in self._signs if name not in _SPELLED)
        phrases = "|".join(re.escape(phrase.decode()) for phrase in self._phrases)
        spelled = "|".join(dict.fromkeys(_SPELLED.values()))
        return rf"(?:{spelled})\b|\b(?:{plain})\b|(?i:{phrases})".encode()

    def _places(self, source: bytes) -> Iterator[tuple[int, int]]:
        """Yield where words stand, each so many times at most."""
        left: dict[bytes, int] = {}
        for match in itertools.islice(self._words.finditer(source), PLACES):
            start, end = match.span()
            word = source[start:end]
            left[word] = left.get(word, PLACES_OF_WORD) - 1
            if left[word] >= 0:
                yield start, end

    def _look_at(self, source: bytes, root: Node, start: int, end: int, found: _Findings) -> None:
        word = _LAST_NAME.search(source, start, end)
        if word is not None and word[0] in self._signs:
            behind = _BEHIND.get(word[0])
            if behind is None or behind.match(source, word.start()) is not None:
                node = _name_at(root, source, word.start(), end)
                if node is not None:
                    _look_for_signs(self._signs[word[0]], node, source, found)
        for phrase in self._phrases.get(source[start:end].lower(), ()):
            node = root.descendant_for_byte_range(start, end)
            if (
                node is None
                or node.type not in phrase.kinds
                or not is_fitting(phrase, source, start, end)
            ):
                continue
            if phrase.callee is None or is_in_call(node, phrase.callee, source):
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
