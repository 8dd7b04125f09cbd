"""Where the words of all rows stand in a text: one pass of RE2, and a look at what follows."""

from __future__ import annotations

import itertools
import re
from collections.abc import Collection, Iterator

import re2

PLACES = 2000
"""Places with a word that are looked at in one piece of code."""

PLACES_OF_WORD = 300

_MEMORY_BYTES = 1 << 20
_LAST_NAME = re.compile(rb"[\w$]+\Z")

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

# What some others must begin, asked before the tree is.
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


class Words:
    """All words, as one expression. Made once, before the fork.

    names    stand in code, and in brackets. phrases  in strings, in any case of their letters.
    """

    def __init__(self, names: Collection[bytes], phrases: Collection[bytes]) -> None:
        self._names = frozenset(names)
        plain = "|".join(re.escape(name.decode()) for name in names if name not in _SPELLED)
        spelled = "|".join(dict.fromkeys(_SPELLED.values()))
        texts = "|".join(re.escape(phrase.decode()) for phrase in phrases)
        options = re2.Options()
        options.log_errors = False
        options.never_capture = True
        options.max_mem = _MEMORY_BYTES
        expression = rf"(?:{spelled})\b|\b(?:{plain})\b|(?i:{texts})"
        self._expression = re2.compile(expression.encode(), options)

    def places(self, source: bytes) -> Iterator[tuple[int, int]]:
        """Yield where words stand, each so many times at most."""
        left: dict[bytes, int] = {}
        for match in itertools.islice(self._expression.finditer(source), PLACES):
            start, end = match.span()
            word = source[start:end]
            left[word] = left.get(word, PLACES_OF_WORD) - 1
            if left[word] >= 0:
                yield start, end

    def name_at(self, source: bytes, start: int, end: int) -> int:
        """Return where the name at the end of a place begins; -1 if none that matters is there."""
        word = _LAST_NAME.search(source, start, end)
        if word is None or word[0] not in self._names:
            return -1
        behind = _BEHIND.get(word[0])
        is_meant = behind is None or behind.match(source, word.start()) is not None
        return word.start() if is_meant else -1
