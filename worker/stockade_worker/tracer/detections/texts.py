"""What gives a detection away in strings and patterns, or in the look of the whole text."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from tree_sitter import Node

from .accesses import path_of

NEAR_BYTES, BEFORE_BYTES = 600, 120

CALLERS = 3
"""Levels of the tree between a string and the call that it is an argument of."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """One row: `words` in a string, a template or a pattern.

    kinds   types of node in which it counts.
    callee  must be found in the path of what is called with it; None if it needs no call.
    near    must be found in the text that follows.
    before  must be found in the text before.
    """

    detection: str
    words: tuple[str, ...]
    kinds: frozenset[str]
    callee: re.Pattern[str] | None = None
    near: re.Pattern[bytes] | None = None
    before: re.Pattern[bytes] | None = None


STRINGS = frozenset(("string_fragment", "escape_sequence", "string"))
TEXTS = STRINGS | {"regex_pattern"}

_MAKERS = re.compile(r"constructor|Function|eval|setInterval|setTimeout|execScript")

PHRASES = (
    Phrase("debugger-trap", ("debugger",), frozenset(("debugger", "debugger_statement"))),
    Phrase("debugger-trap", ("debugger",), STRINGS, _MAKERS),
    Phrase("escape-attempt", ("return process", "return this.process"), STRINGS),
    Phrase("escape-attempt", ("nodejs.util.inspect.custom",), STRINGS, near=re.compile(
        rb"\.constructor\s*\(|return\s+process|mainModule")),
    Phrase("tostring-check", ("native code",), TEXTS),
    Phrase("tostring-check", ("(((.+)+)+)+$",), STRINGS),
    Phrase("engine-fingerprinting", (
        "is not a function", "is not defined", "Cannot read propert", "is undefined",
    ), STRINGS, re.compile(r"\.(?:indexOf|includes|startsWith|match|search|test)$")),
    Phrase("environment-check", (
        "wireshark", "vboxservice", "vboxtray", "vmtoolsd", "vmwaretray", "procmon", "procexp",
        "fiddler", "ollydbg", "sbiedll", "joeboxcontrol", "x64dbg", "HeadlessChrome", "PhantomJS",
    ), TEXTS),
    Phrase("engine-fingerprinting", ("unknown",), STRINGS, before=re.compile(
        rb"typeof\s*\(?[^;=]{1,80}={2,3}\s*[\"']\Z")),
    Phrase("obfuscated-code", ("#@~^",), STRINGS),
)  # fmt: skip


def is_fitting(phrase: Phrase, source: bytes, start: int, end: int) -> bool:
    """Tell whether around a phrase there is what must be there."""
    near, before = phrase.near, phrase.before
    if near is not None and near.search(source, end, end + NEAR_BYTES) is None:
        return False
    return before is None or before.search(source[max(0, start - BEFORE_BYTES) : start]) is not None


def is_in_call(node: Node, callee: re.Pattern[str], source: bytes) -> bool:
    """Tell whether a piece of a string is in an argument of a call of such a function."""
    at: Node | None = node
    for _ in range(CALLERS + 1):
        if at is None:
            return False
        if at.type == "arguments":
            call = at.parent
            if call is None:
                return False
            function = call.child_by_field_name("function")
            function = function or call.child_by_field_name("constructor")
            return callee.search(path_of(function, source)) is not None
        at = at.parent
    return False


_CONDITIONAL = re.compile(rb"(?:/\*|//)\s*@cc_on\b|^\s*@cc_on\b", re.MULTILINE)


def conditional_at(source: bytes) -> int:
    """Return where a text begins to be for JScript only; -1 if it does not."""
    if b"@cc_on" not in source:
        return -1
    found = _CONDITIONAL.search(source)
    return -1 if found is None else found.start()


# -- obfuscators, by the look of the whole ---------------------------------------------------------

_LOOK_BYTES = 1 << 20
_ONLY_SIGNS = bytes(set(range(256)) - set(b"[]()!+"))
_MOST_OTHERS = 0.02
_LEAST_SIGNS = 200
_HEX_NAMES = 20


def obfuscator_of(source: bytes) -> str | None:
    """Return the name of the obfuscator that a text shows the hand of."""
    for name, has in _OBFUSCATORS:
        if has(source):
            return name
    return None


def _is_jsfuck(source: bytes) -> bool:
    part = source[:_LOOK_BYTES]
    signs = len(part.translate(None, _ONLY_SIGNS))
    return signs >= _LEAST_SIGNS and len(part) - signs <= _MOST_OTHERS * len(part)


_OBFUSCATORS: tuple[tuple[str, Callable[[bytes], bool]], ...] = (
    ("jsfuck", _is_jsfuck),
    ("packer", lambda source: b"function(p,a,c,k,e," in source),
    ("jjencode", lambda source: b"={___:++" in source),
    ("aaencode", lambda source: "(\uff9f\u0414\uff9f)".encode() in source),
    ("javascript-obfuscator", lambda source: source.count(b"_0x", 0, _LOOK_BYTES) >= _HEX_NAMES),
)
