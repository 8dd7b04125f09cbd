"""Positions in a piece of code: from byte offsets, and from the engine's lines and columns.

A position is a line and a column, both from 1, the column in code points. The engine counts columns
in bytes, and lines by \\n, \\r, \\r\\n, U+2028 and U+2029.
"""

from __future__ import annotations

import re
from bisect import bisect_right

_LINE_ENDS = re.compile(rb"\r\n|\n|\r|\xe2\x80[\xa8\xa9]")
_CONTINUATIONS = bytes(range(0x80, 0xC0))
_BLOCK_BYTES = 4096


class Positions:
    """The lines of one text. Made when first asked: most code is never asked about."""

    def __init__(self, text: bytes) -> None:
        self._text = text
        self._starts: list[int] = []
        self._is_ascii = text.isascii()
        self._points: list[int] = []  # code points before each block

    def at(self, offset: int) -> tuple[int, int]:
        """Return line and column of a byte offset."""
        starts = self._line_starts()
        line = bisect_right(starts, offset)
        return line, self._columns(starts[line - 1], offset) + 1

    def of_engine(self, line: int, column: int) -> tuple[int, int]:
        """Return what the engine means by this line and byte column; (0, 0) if it means nothing."""
        starts = self._line_starts()
        if not 0 < line <= len(starts) or column < 1:
            return 0, 0
        start = starts[line - 1]
        # In the first line the engine counts from 0, but calls its first byte 1 all the same.
        offset = start + column - (line > 1)
        if line == 1 and column == 1:
            offset = 0
        return line, self._columns(start, min(offset, len(self._text))) + 1

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


def _count(part: bytes) -> int:
    return len(part.translate(None, _CONTINUATIONS))
