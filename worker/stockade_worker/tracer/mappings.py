"""The `mappings` of a source map: where each stretch of generated code came from.

Theory of operation. `mappings` is one text: `;` ends a line of the generated code, `,` a segment,
and a segment is 1, 4 or 5 numbers in base 64 (VLQ), each the difference to the one before it. All
of it must be read to know any of it, so it is read once, in pieces of PIECE_BYTES, into flat arrays
(20 bytes a segment). The same few segments come again and again: each is decoded once. Whether the
sums stay in bounds is asked of whole arrays at the end, which is faster than asking each.

Everything here is 0-based, as in the format: ECMA-426, https://tc39.es/ecma426/.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from typing import TYPE_CHECKING, TypeAlias

from .json_text import UnusableError

if TYPE_CHECKING:
    from collections.abc import Iterator

PIECE_BYTES = 64 * 1024
MAX_SEGMENT_BYTES = 35
"""Five numbers of seven digits: what 32 bits take."""

_MAX_KNOWN = 20_000
"""Segments whose decoding is remembered."""

_MAX_NUMBER = 2**31 - 1
_NO_DIGIT = 64
_DIGITS = bytearray([_NO_DIGIT]) * 256
for _value, _byte in enumerate(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"):
    _DIGITS[_byte] = _value

_Fields: TypeAlias = tuple[int, int, int, int, int, int]
"""How many there are; then the steps of column, source, original line, its column, and name."""


class Segments:
    """The segments of one map, checked as a whole."""

    def __init__(self) -> None:
        self.starts = array("I", [0])  # the first segment of each line, and the end of the last
        self.columns = array("i")
        self.sources = array("i")  # -1: this stretch came from nowhere
        self.original_lines = array("i")
        self.original_columns = array("i")
        self.names = array("i")  # -1: none

    @property
    def size(self) -> int:
        """What it costs: its segments, or its lines where those are more."""
        return max(len(self.columns), len(self.starts) - 1)

    def at(self, line: int, column: int) -> tuple[int, int, int, int] | None:
        """Return source, original line, original column and name (or -1) of a place, or None."""
        if not 0 <= line < len(self.starts) - 1:
            return None
        first = self.starts[line]
        found = bisect_right(self.columns, column, first, self.starts[line + 1]) - 1
        if found < first or self.sources[found] < 0:
            return None
        return (
            self.sources[found],
            self.original_lines[found],
            self.original_columns[found],
            self.names[found],
        )

    def end_line(self, *, in_order: bool) -> None:
        """Note that a line ends here; put its segments in order by column if they are not."""
        first, end = self.starts[-1], len(self.columns)
        if not in_order:
            order = sorted(range(first, end), key=self.columns.__getitem__)
            for values in self._arrays():
                values[first:end] = array("i", [values[one] for one in order])
        self.starts.append(end)

    def _arrays(self) -> tuple[array[int], ...]:
        return (
            self.columns,
            self.sources,
            self.original_lines,
            self.original_columns,
            self.names,
        )


def read_mappings(text: bytes, *, sources: int, names: int, max_segments: int) -> Segments:
    """Return the segments in `text`, which refers to so many `sources` and `names`.

    Raises `UnusableError` for more than `max_segments` segments or lines, for a segment that is not
    one, and for sums that are negative, above 2**31 - 1 or beyond the last source or name.
    """
    made = Segments()
    try:
        _fill(made, text, sources, names, max_segments)
    except OverflowError:
        raise UnusableError(
            f"{_place(made)}, a position", f"more than {_MAX_NUMBER}", f"<= {_MAX_NUMBER}"
        ) from None
    for what, values in (
        ("column", made.columns),
        ("original line", made.original_lines),
        ("original column", made.original_columns),
    ):
        if values and (lowest := min(values)) < 0:
            raise UnusableError(f"mappings, a segment's {what}", lowest, ">= 0")
    if made.sources and (highest := max(made.sources)) >= sources:
        raise UnusableError("mappings, a segment's source", highest, f"< {sources}, the sources")
    return made


def _fill(  # noqa: C901 - one loop: a call for each segment costs
    made: Segments, text: bytes, sources: int, names: int, max_segments: int
) -> None:
    columns, source_column = made.columns, made.sources
    lines, originals, name_column = made.original_lines, made.original_columns, made.names
    known: dict[bytes, _Fields] = {}
    column = source = line = original = name = 0
    in_order = True
    for piece in _pieces(text):
        # Asked for once a piece: a piece can't hold more than its bytes.
        if made.size > max_segments:
            break
        for segment in piece.replace(b";", b",;,").split(b","):
            if segment == b";":
                made.end_line(in_order=in_order)
                column = 0
                in_order = True
                continue
            if not segment:
                continue
            fields = known.get(segment)
            if fields is None:
                fields = _decoded(segment, made)
                if len(known) < _MAX_KNOWN:
                    known[segment] = fields
            count, to_column, to_source, to_line, to_original, to_name = fields
            if to_column < 0 and len(columns) > made.starts[-1]:
                in_order = False
            column += to_column
            columns.append(column)
            if count == 1:
                source_column.append(-1)
                lines.append(0)
                originals.append(0)
                name_column.append(-1)
                continue
            if to_source:
                source += to_source
                if not 0 <= source < sources:
                    raise UnusableError(f"{_place(made)}, source", source, f"0 to {sources - 1}")
            line += to_line
            original += to_original
            source_column.append(source)
            lines.append(line)
            originals.append(original)
            if count == 4:
                name_column.append(-1)
                continue
            name += to_name
            if not 0 <= name < names:
                raise UnusableError(f"{_place(made)}, name", name, f"0 to {names - 1}")
            name_column.append(name)
    made.end_line(in_order=in_order)
    if made.size > max_segments:
        raise UnusableError("mappings", f"{made.size} segments or lines", f"<= {max_segments}")


def _pieces(text: bytes) -> Iterator[bytes]:
    """Cut `text` between segments, so that no list of all of them is made."""
    at = 0
    while at < len(text):
        end = at + PIECE_BYTES
        if end < len(text):
            cut = max(text.rfind(b",", at, end), text.rfind(b";", at, end)) + 1
            if cut == 0:
                raise UnusableError(
                    "a segment", text[at : at + 40], f"<= {MAX_SEGMENT_BYTES} bytes"
                )
            end = cut
        yield text[at:end]
        at = end


def _decoded(segment: bytes, made: Segments) -> _Fields:
    where = f"{_place(made)}, a segment"
    if len(segment) > MAX_SEGMENT_BYTES:
        raise UnusableError(where, segment, f"<= {MAX_SEGMENT_BYTES} bytes")
    values: list[int] = []
    value = shift = 0
    for byte in segment:
        digit = _DIGITS[byte]
        if digit == _NO_DIGIT:
            raise UnusableError(where, segment, "digits of base 64")
        value |= (digit & 31) << shift
        if digit & 32:
            shift += 5
            continue
        number = -(value >> 1) if value & 1 else value >> 1
        if abs(number) > _MAX_NUMBER:
            raise UnusableError(where, segment, f"numbers of at most {_MAX_NUMBER}")
        values.append(number)
        value = shift = 0
    if shift:
        raise UnusableError(where, segment, "whole numbers: its last digit goes on")
    if len(values) not in (1, 4, 5):
        raise UnusableError(where, segment, f"1, 4 or 5 numbers, not {len(values)}")
    column, source, line, original, name = values + [0] * (5 - len(values))
    return len(values), column, source, line, original, name


def _place(made: Segments) -> str:
    return f"mappings, line {len(made.starts)}"
