"""What a position in any generation means to the caller: in the original source, and which node.

Only generation 0 has a place in the caller's world. What `eval` and its kin make has none of its
own: it belongs to the node of the position that made it, and if that was in made code too, to the
one that made that. Each generation's position in generation 0 is worked out once, when it is made,
so a chain of a thousand costs no more than a single one.
"""

from __future__ import annotations

from typing import TypeAlias

from stockade_worker.wire import MAX_TEXT_CHARS, Run

from .correlation import Correlation, CorrelationError
from .sourcemap import SourceMap, SourceMapError, Utf16Columns

MAX_SEGMENTS = 1_000_000
MAX_RANGES = 100_000

SAMPLE = 0
"""The generation that the caller gave."""

Mapping: TypeAlias = tuple[str, int, int]
"""File, line and column in the original source."""


class Places:
    """Where things are, for the caller.

    source       the sample, as UTF-8: what the engine's columns are counted in.
    source_map   None where there is none, or none that can be used.
    correlation  the same.
    """

    def __init__(
        self, source: bytes, source_map: SourceMap | None, correlation: Correlation | None
    ) -> None:
        self._source_map = source_map
        self._correlation = correlation
        self._columns = Utf16Columns(source if source_map else b"")
        self._makers: dict[int, tuple[int, int] | None] = {}

    def made(self, generation: int, parent: int, line: int, column: int) -> None:
        """Note that a position in `parent` has made `generation`.

        parent        -1: nobody knows.
        line, column  1-based; 0: nobody knows.
        """
        self._makers[generation] = self._in_sample(parent, line, column)

    def of(self, generation: int, line: int, column: int) -> tuple[Mapping | None, str | None]:
        """Return the original position, if this one is in the sample and mapped, and the node."""
        position = self._in_sample(generation, line, column)
        mapped = self._mapped(position)
        node = self._node(position, mapped)
        return (mapped if generation == SAMPLE else None), node

    def _in_sample(self, generation: int, line: int, column: int) -> tuple[int, int] | None:
        if generation == SAMPLE:
            return (line, column) if line > 0 and column > 0 else None
        return self._makers.get(generation)

    def _mapped(self, position: tuple[int, int] | None) -> Mapping | None:
        if self._source_map is None or position is None:
            return None
        line, column = position
        found = self._source_map.lookup(line, self._columns.of(line, column))
        return (found.file, found.line, found.column) if found else None

    def _node(self, position: tuple[int, int] | None, mapped: Mapping | None) -> str | None:
        if self._correlation is None:
            return None
        if self._source_map is not None:  # the ranges are in the original source then
            position = mapped[1:] if mapped else None
        return self._correlation.node_at(*position) if position else self._correlation.node_id


def read_places(job: Run) -> tuple[Places, list[str]]:
    """Read what the caller has given of positions; what can't be used is done without."""
    troubles: list[str] = []
    source_map = correlation = None
    if job.source_map is not None:
        try:
            source_map = SourceMap.parse(
                job.source_map, max_bytes=len(job.source_map), max_segments=MAX_SEGMENTS
            )
        except SourceMapError as error:
            troubles.append(f"source map: {error.reason}"[:MAX_TEXT_CHARS])
    if job.correlation is not None:
        try:
            correlation = Correlation.parse(
                job.correlation, max_bytes=len(job.correlation), max_ranges=MAX_RANGES
            )
        except CorrelationError as error:
            troubles.append(f"correlation: {error.reason}"[:MAX_TEXT_CHARS])
    return Places(job.source, source_map, correlation), troubles
