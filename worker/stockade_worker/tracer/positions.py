"""Positions in a piece of code: from byte offsets, and from the engine's lines and columns.

A position is a line and a column, both from 1, the column in code points, and a line ends with \\n,
\\r, \\r\\n, U+2028 or U+2029. The engine counts columns in bytes, and does not count every line:
U+2028 and U+2029 end none in a comment, a string or a template, nor \\r in a block comment.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

_LINE_ENDS = re.compile(rb"\r\n|\n|\r|\xe2\x80[\xa8\xa9]")
_ODD_LINE_ENDS = re.compile(rb"\r(?!\n)|\xe2\x80[\xa8\xa9]")
# What the engine does not look for all line ends in, or one of those. A regular expression with a
# quote in it may look like a string; that ends with the line at the latest.
_TOKENS = re.compile(
    rb"""/\*.*?\*/|//(?:(?!\xe2\x80[\xa8\xa9])[^\n\r])*(?:\xe2\x80[\xa8\xa9])?"""
    rb"""|"(?:\\.|[^"\\\n\r])*"|'(?:\\.|[^'\\\n\r])*'|`(?:\\.|[^`\\])*`"""
    rb"""|\r\n|\n|\r|\xe2\x80[\xa8\xa9]""",
    re.DOTALL,
)
_IN_COMMENT = re.compile(rb"\n")
_IN_TEXT = re.compile(rb"\r\n|\n|\r")
_BEFORE_CALLEE = tuple(bytes([byte]) for byte in b" \t\v\f!+-~;,{([&|?:=*/%<>^")
_CONTINUATIONS = bytes(range(0x80, 0xC0))
_BLOCK_BYTES = 4096


class Positions:
    """The lines of one text. Made when first asked: most code is never asked about.

    is_whole  the text is all that the engine compiles; otherwise there are lines before it.
    """

    def __init__(self, text: bytes, *, is_whole: bool = True) -> None:
        self._text = text
        self._is_whole = is_whole
        self._starts: list[int] = []
        self._engine_starts: list[int] = []
        self._is_ascii = text.isascii()
        self._points: list[int] = []  # code points before each block

    def at(self, offset: int) -> tuple[int, int]:
        """Return line and column of a byte offset."""
        starts = self._line_starts()
        line = bisect_right(starts, offset)
        return line, self._columns(starts[line - 1], offset) + 1

    def of_engine(self, line: int, column: int) -> tuple[int, int]:
        """Return what the engine means by this line and byte column; (0, 0) if it means nothing."""
        starts = self._lines_of_engine()
        if not 0 < line <= len(starts) or column < 1:
            return 0, 0
        offset = starts[line - 1] + column - 1
        if line == 1 and self._is_whole:
            # Where it begins to compile, the engine counts from 0, but calls its first byte 1 too.
            is_first = column == 1 and not self._text.startswith(_BEFORE_CALLEE)
            offset += not is_first
        return self.at(min(offset, len(self._text)))

    def offset_of(self, line: int, column: int) -> int:
        """Return the byte offset of a line and column; -1 if there is no such line."""
        starts = self._line_starts()
        if not 0 < line <= len(starts) or column < 1:
            return -1
        start = starts[line - 1]
        if self._is_ascii:
            return min(start + column - 1, len(self._text))
        line_text = self._text[start : start + 4 * column].decode(errors="surrogateescape")
        return start + len(line_text[: column - 1].encode(errors="surrogateescape"))

    def _lines_of_engine(self) -> list[int]:
        if not self._engine_starts:
            is_odd = _ODD_LINE_ENDS.search(self._text) is not None
            self._engine_starts = (
                [0, *_ends_of_engine(self._text)] if is_odd else self._line_starts()
            )
        return self._engine_starts

    def _line_starts(self) -> list[int]:
        if not self._starts:
            self._starts = [0, *(found.end() for found in _LINE_ENDS.finditer(self._text))]
        return self._starts

    def _columns(self, start: int, offset: int) -> int:
        if self._is_ascii:
            return offset - start
        return self._points_before(offset) - self._points_before(start)

    def _points_before(self, offset: int) -> int:
        """Count code points; by blocks, or a question about a long line would read all of it."""
        if not self._points:
            total = 0
            for at in range(0, len(self._text) + 1, _BLOCK_BYTES):
                self._points.append(total)
                total += _count(self._text[at : at + _BLOCK_BYTES])
        block = offset // _BLOCK_BYTES
        return self._points[block] + _count(self._text[block * _BLOCK_BYTES : offset])


def _ends_of_engine(text: bytes) -> Iterator[int]:
    """Yield where the lines end that the engine counts."""
    for token in _TOKENS.finditer(text):
        first = text[token.start() : token.start() + 1]
        if first == b"/":
            yield from (end.end() for end in _IN_COMMENT.finditer(text, *token.span()))
        elif first in (b'"', b"'", b"`"):
            yield from (end.end() for end in _IN_TEXT.finditer(text, *token.span()))
        else:
            yield token.end()


def _count(part: bytes) -> int:
    return len(part.translate(None, _CONTINUATIONS))
