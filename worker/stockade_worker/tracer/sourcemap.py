"""Source maps, version 3: from positions in the code that ran to positions in the code as written.

A map comes with the sample and is as hostile as the sample is. Reading one is bounded in bytes,
segments and texts before anything of that size exists, and a map that can't be used is a
`SourceMapError`, never the end of a run. Names and files stay as they were written until a lookup
wants one.

An index map is a list of maps, each with the place where it begins; a place belongs to the last one
that has begun before it. A plain map is an index map of one.

Format: ECMA-426, https://tc39.es/ecma426/.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .json_text import Tree, UnusableError, read, text_of
from .mappings import Segments, read_mappings

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_FILE_CHARS = 300
MAX_NAME_CHARS = 200
"""What a lookup gives at most: it goes into every entry of a trace."""

MAX_TOKENS = 300_000
"""Texts, numbers and marks in a map's JSON: two for each source and name."""

MAX_SECTIONS = 1_000
"""Maps in an index map, those of its own index maps counted."""

_MAX_DEPTH = 12
_MAX_POSITION = 2**31 - 1
_KEPT = (
    b"version", b"sources", b"sourceRoot", b"names", b"mappings",
    b"sections", b"offset", b"line", b"column", b"map",
)  # fmt: skip
_ABSOLUTE = re.compile(rb"/|[A-Za-z][A-Za-z0-9+.-]{0,20}:")

_LINE_END = re.compile(rb"\r\n|[\n\r]|\xe2\x80[\xa8\xa9]")
"""What ends a line for the engine."""

_WIDE = re.compile(rb"[\xf0-\xf7]")
_LATER_BYTES = bytes(range(0x80, 0xC0))
"""All bytes of a code point in UTF-8 but its first."""


class SourceMapError(UnusableError):
    """A source map that can't be used; `reason` says why."""


@dataclass(frozen=True, slots=True)
class Mapped:
    """A position in the code as it was written.

    file    as the map names it, under its `sourceRoot`; "" where it gives none.
    line    1-based.
    column  1-based, in UTF-16 code units, as maps count.
    name    what stands there in the original; None where the map doesn't say.
    """

    file: str
    line: int
    column: int
    name: str | None


class SourceMap:
    """A map that has been checked as a whole."""

    def __init__(self, parts: list[_Part]) -> None:
        self._parts = parts
        self._begins = [part.begin for part in parts]

    @classmethod
    def parse(cls, raw: bytes, *, max_bytes: int, max_segments: int) -> SourceMap:
        """Read a map.

        max_bytes     of the whole text.
        max_segments  in all its parts together; also the lines that they may have.

        Raises `SourceMapError` with field, value and bound, and nothing else.
        """
        if len(raw) > max_bytes:
            raise SourceMapError("size", len(raw), f"<= {max_bytes} bytes")
        try:
            tree = read(_unguarded(raw), keep=_KEPT, max_tokens=MAX_TOKENS, max_depth=_MAX_DEPTH)
            return cls(_parts_of(tree, max_segments))
        except UnusableError as error:
            raise SourceMapError(error.field, error.value, error.bound) from None

    def lookup(self, line: int, column: int) -> Mapped | None:
        """Return where the code at this place came from; None if the map doesn't say.

        line    1-based.
        column  1-based, in UTF-16 code units; `Utf16Columns` makes them of the engine's.
        """
        begin = (line - 1, column - 1)
        at = bisect_right(self._begins, begin) - 1
        return self._parts[at].lookup(*begin) if at >= 0 else None


class Utf16Columns:
    """Turn the engine's columns, which count code points, into columns that count UTF-16 units.

    They differ behind characters beyond U+FFFF, four bytes each in UTF-8: where those stand is all
    that is kept, so a source without any costs one search.
    """

    def __init__(self, source: bytes) -> None:
        self._lines: dict[int, array[int]] = {}
        line, at, points = 1, 0, 0
        for found in _WIDE.finditer(source):
            between = source[at : found.start()]
            for line_end in _LINE_END.finditer(between):
                line += 1
                points = 0
                at = found.start() - len(between) + line_end.end()
            points += len(source[at : found.start()].translate(None, _LATER_BYTES))
            self._lines.setdefault(line, array("I")).append(points)
            at = found.start()

    def of(self, line: int, column: int) -> int:
        """Return the 1-based UTF-16 column of a 1-based line and column."""
        wide = self._lines.get(line)
        return column if wide is None else column + bisect_left(wide, column - 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    """One map. begin: its line and column in the generated code, 0-based, as in the format."""

    begin: tuple[int, int]
    prefix: bytes
    sources: list[bytes | None]
    names: list[bytes]
    segments: Segments

    def lookup(self, line: int, column: int) -> Mapped | None:
        line -= self.begin[0]
        found = self.segments.at(line, column if line else column - self.begin[1])
        if found is None:
            return None
        source, original_line, original_column, name = found
        return Mapped(
            file=self._file(self.sources[source]),
            line=original_line + 1,
            column=original_column + 1,
            name=text_of(self.names[name], MAX_NAME_CHARS) if name >= 0 else None,
        )

    def _file(self, written: bytes | None) -> str:
        if written is None:
            return ""
        return text_of(
            written if _ABSOLUTE.match(written) else self.prefix + written, MAX_FILE_CHARS
        )


def _unguarded(raw: bytes) -> bytes:
    """Return `raw` without what keeps a browser from running it as a script."""
    raw = raw.removeprefix(b"\xef\xbb\xbf")
    if not raw.startswith(b")]}"):
        return raw
    guard, line_end, rest = raw.partition(b"\n")
    if not line_end:
        raise UnusableError("prefix", guard, "a line of its own")
    return rest


def _parts_of(tree: Tree, max_segments: int) -> list[_Part]:
    parts: list[_Part] = []
    left = max_segments
    for begin, where, written in _maps_in(tree, (0, 0), ""):
        if len(parts) >= MAX_SECTIONS:
            raise UnusableError("sections", f"more than {MAX_SECTIONS}", f"<= {MAX_SECTIONS}")
        if parts and begin <= parts[-1].begin:
            before = "{}:{}".format(*parts[-1].begin)
            raise UnusableError(f"{where}offset", "{}:{}".format(*begin), f"after {before}")
        part = _part(written, where, begin, left)
        left -= part.segments.size
        parts.append(part)
    return parts


def _maps_in(
    tree: Tree, begin: tuple[int, int], where: str
) -> Iterator[tuple[tuple[int, int], str, dict[bytes, Tree]]]:
    """Yield each plain map in `tree`: its begin, the path to it, and what is written.

    It recurses no deeper than the reader let objects nest.
    """
    if not isinstance(tree, dict):
        raise UnusableError(where.rstrip(".") or "map", tree, "an object")
    version = tree.get(b"version")
    if version != 3 or isinstance(version, bool):
        raise UnusableError(f"{where}version", version, "3")
    if b"sections" not in tree:
        yield begin, where, tree
        return
    for number, section in enumerate(_list(tree, where, b"sections")):
        path = f"{where}sections[{number}]."
        offset = section.get(b"offset") if isinstance(section, dict) else None
        if not isinstance(section, dict) or not isinstance(offset, dict):
            raise UnusableError(path[:-1], section, "an object with an offset and a map")
        line = _position(offset, path, b"line")
        column = _position(offset, path, b"column")
        own = (begin[0] + line, column if line else begin[1] + column)
        yield from _maps_in(section.get(b"map"), own, f"{path}map.")


def _part(
    written: dict[bytes, Tree], where: str, begin: tuple[int, int], max_segments: int
) -> _Part:
    sources: list[bytes | None] = []
    for number, source in enumerate(_list(written, where, b"sources")):
        if source is not None and not isinstance(source, bytes):
            raise UnusableError(f"{where}sources[{number}]", source, "text or null")
        sources.append(source)
    names: list[bytes] = []
    for number, name in enumerate(_list(written, where, b"names") if b"names" in written else ()):
        if not isinstance(name, bytes):
            raise UnusableError(f"{where}names[{number}]", name, "text")
        names.append(name)
    root = b""
    if written.get(b"sourceRoot") is not None:
        root = _text(written, where, b"sourceRoot")
    try:
        segments = read_mappings(
            _text(written, where, b"mappings"),
            sources=len(sources),
            names=len(names),
            max_segments=max_segments,
        )
    except UnusableError as error:
        raise UnusableError(f"{where}{error.field}", error.value, error.bound) from None
    prefix = root + b"/" if root and not root.endswith(b"/") else root
    return _Part(begin=begin, prefix=prefix, sources=sources, names=names, segments=segments)


def _list(tree: dict[bytes, Tree], where: str, key: bytes) -> list[Tree]:
    value = tree.get(key)
    if not isinstance(value, list):
        raise UnusableError(f"{where}{key.decode()}", value, "a list")
    return value


def _text(tree: dict[bytes, Tree], where: str, key: bytes) -> bytes:
    value = tree.get(key)
    if not isinstance(value, bytes):
        raise UnusableError(f"{where}{key.decode()}", value, "text")
    return value


def _position(tree: dict[bytes, Tree], where: str, key: bytes) -> int:
    value = tree.get(key)
    if type(value) is not int or not 0 <= value <= _MAX_POSITION:
        raise UnusableError(f"{where}offset.{key.decode()}", value, f"0 to {_MAX_POSITION}")
    return value
