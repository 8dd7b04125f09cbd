"""Tells how deep a source is nested, before a parser sees it.

What is too deep for the engine's own parser, which works on the C stack, never runs: to find that
out costs a linear look here, and hundreds of bytes of memory per byte in tree-sitter. It keeps its
stacks in the heap, with one exception: where `{a:` may begin a block or an object, both readings
are kept, and to free them takes a C call per level, of about 100 bytes of stack. An 8 MiB stack
ends at 85,000 levels, by SIGSEGV.

All this is a guess about text that may be made to mislead it. What it misses costs a run more of
the time and memory that looking may take, or, for braces that are hidden well, its own worker.
"""

from __future__ import annotations

import re
from array import array
from itertools import accumulate

# Strings and comments, ended or not.
_QUOTED = re.compile(
    rb'"[^"\\\n]*+(?:\\.[^"\\\n]*+)*+"?'
    rb"|'[^'\\\n]*+(?:\\.[^'\\\n]*+)*+'?"
    rb"|/\*[\s\S]*?(?:\*/|\Z)|//[^\n]*+",
    re.DOTALL,
)
# Also short regular expressions, and text of templates up to its first hole.
_ALL_QUOTED = re.compile(
    _QUOTED.pattern
    + rb"|(?<=[(,=:\[!&|?{};])/(?:[^/\\\[\n]|\\.|\[(?:[^\]\\\n]|\\.){0,30}+\]){1,60}+/"
    + rb"|`[^`$\\]{0,10000}+(?:`|\$(?=\{))",
    re.DOTALL,
)
_BRACES, _BRACKETS = (b"{", b"}"), (b"([{", b")]}")

# What nests to the right without brackets. Each run is taken whole, or the look were not linear.
_PREFIXES = re.compile(rb"(?:(?:[!~+-]|\b(?:typeof|void|delete|new|await|yield)\b)\s*+)++")
_PREFIX = re.compile(rb"[!~+-]|\w+")
_HEADS = re.compile(
    rb"(?:(?:\b(?:for|while|if|with)\s*+\([^()]*+\)|\b(?:do|else)\b|(?<![\w$])[\w$]++:)\s*+;?+)++"
)
_HEAD = re.compile(rb"[(:]|\bdo\b")
_SIGNS = b"=?*!~+-:"
_WORDS = (
    *(b"else", b"for", b"while", b"if", b"with", b"do"),
    *(b"typeof", b"void", b"delete", b"new", b"await", b"yield"),
)
_PAUSES = bytes.maketrans(b",{}", b"\n\n\n")
_EXPRESSIONS = re.compile(rb"[^;,{}\n]++")
_TO_THE_RIGHT = re.compile(rb"=>|\*\*|(?<!\?)\?(?![.?])|(?<![=!<>])=(?!=)")
_CLAUSES = re.compile(rb"\b(?:else\s++)?if\b")


def is_nested_deeper(source: bytes, levels: int) -> bool:
    """Tell whether brackets of any kind are nested more than `levels` deep."""
    if sum(map(source.count, (b"(", b"[", b"{"))) <= levels:
        return False
    # Twice for what kills: closing braces can be hidden where one of the looks does not see.
    if source.count(b"{") > levels and _depth(_QUOTED.sub(b"", source), *_BRACES) > levels:
        return True
    return _depth(_ALL_QUOTED.sub(b"", source), *_BRACKETS) > levels


def _depth(code: bytes, opened: bytes, closed: bytes) -> int:
    steps = bytes.maketrans(opened + closed, b"\x01" * len(opened) + b"\xff" * len(closed))
    others = bytes(set(range(256)) - set(opened + closed))
    signed = array("b", code.translate(steps, others))
    depths = array("i", accumulate(signed, initial=0))
    return max(depths) - min(depths)


def is_chained_longer(source: bytes, links: int) -> bool:
    """Tell whether operators, statements or clauses stand in each other more than `links` deep.

    That is where each is the right end of the one before, as in `a=b=c`, `!!a`, `if(a)if(b)c`.
    """
    if not _may_be_chained(source, links):
        return False
    code = _QUOTED.sub(b"_", source)  # an operand, or `'a'+'b'` would be a chain of signs
    return (
        _longest(_PREFIXES, _PREFIX, code, links) > links
        or _longest(_EXPRESSIONS, _TO_THE_RIGHT, code, links) > links
        or _longest(_HEADS, _HEAD, code, links) > links
        or _longest_clauses(code) > links
    )


def _may_be_chained(source: bytes, links: int) -> bool:
    """Tell, in a tenth of the time that the look itself takes, whether it may find a chain."""
    longest = max(map(len, source.translate(_PAUSES).split(b"\n")))
    if longest > links and len(source) - len(source.translate(None, _SIGNS)) > links:
        return True
    return any(source.count(word) > links for word in _WORDS)


def _longest(runs: re.Pattern[bytes], link: re.Pattern[bytes], code: bytes, least: int) -> int:
    """Return how many links the longest run has; those of fewer than `least` bytes don't count."""
    long_runs = (run[0] for run in runs.finditer(code) if run.end() - run.start() > least)
    return max((len(link.findall(run)) for run in long_runs), default=0)


def _longest_clauses(code: bytes) -> int:
    """Return the length of the longest chain of `else if`."""
    longest = length = 0
    for clause in _CLAUSES.finditer(code):
        length = length + 1 if clause[0].startswith(b"else") else 0
        longest = max(longest, length)
    return longest
