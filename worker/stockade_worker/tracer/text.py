"""Looking at source text around a syntax node: what stands between two tokens, and what follows."""

from __future__ import annotations

import re

# Whitespace and comments as the engine sees them, in UTF-8. Possessive: it never goes back.
_TRIVIA = re.compile(
    rb"(?:[\t\n\v\f\r ]|\xc2\xa0|\xe1\x9a\x80|\xe2\x80[\x80-\x8a\xa8\xa9\xaf]|\xe2\x81\x9f"
    rb"|\xe3\x80\x80|\xef\xbb\xbf|//(?:(?!\xe2\x80[\xa8\xa9])[^\n\r])*+|/\*[\s\S]*?\*/)*+"
)
_MAY_BE_TRIVIA = frozenset(b"\t\n\v\f\r /\xc2\xe1\xe2\xe3\xef")
_GOES_ON = frozenset(b"([`/+-*.?<>=&|^%!")
_LINE = re.compile(rb"[\n\r]|\xe2\x80[\xa8\xa9]")
_SPACES = frozenset(b"\t\n\v\f\r ")
_BEFORE_SELF = frozenset(b"= \t\n\r")
_WORD = re.compile(rb"[\w$]+")

BEFORE_BYTES = 100


class Text:
    """Source text with questions about places in it."""

    def __init__(self, source: bytes) -> None:
        self.source = source
        self._skipped: dict[int, int] = {}  # or nested nodes that end at one place ask each

    def skip(self, at: int) -> int:
        """Return where the next token behind `at` starts: no whitespace, no comment."""
        if at >= len(self.source) or self.source[at] not in _MAY_BE_TRIVIA:
            return at
        found = self._skipped.get(at)
        if found is None:
            match = _TRIVIA.match(self.source, at)
            self._skipped[at] = found = match.end() if match is not None else at
        return found

    def goes_on(self, at: int) -> bool:
        """Tell whether what follows would go on behind a `)`, on whichever line it stands."""
        token = self.skip(at)
        return token < len(self.source) and self.source[token] in _GOES_ON

    def before(self, at: int) -> bytes:
        """Return the text before `at` without the whitespace at its end; bounded."""
        return self.source[max(0, at - BEFORE_BYTES) : at].rstrip()

    def is_assigned_to_itself(self, start: int) -> bool:
        """Tell whether the identifier at `start` is also on the left, as in `x = x`."""
        if self.source[start - 1] not in _BEFORE_SELF:
            return False
        before = self.before(start)
        word = _WORD.match(self.source, start)
        if word is None or before[-1:] != b"=":
            return False
        left = before[:-1].rstrip()
        return left.endswith(word[0]) and not _WORD.match(left[: -len(word[0])][-1:] or b" ")

    def line_end(self, at: int) -> int:
        """Return a byte of whitespace between `at` and the next token, if a line ends there.

        It can be replaced by a semicolon. 0 if no line ends there, or only a comment is there.
        """
        token = self.skip(at)
        if _LINE.search(self.source, at, token) is None:
            return 0
        return next((byte for byte in (at, token - 1) if self.source[byte] in _SPACES), 0)
