"""Correlation: from positions in a sample to the nodes of the caller's own representation of it.

The caller says which node an entry of the trace belongs to: with one id for the whole run, with
ranges of the source, or with both (a range wins). As JSON:

    {"node_id": "n1", "scope_id": "s1", "shape_id": "h1",
     "ranges": [[start_line, start_column, end_line, end_column, "node"], ...]}

Lines and columns are 1-based; a range ends before its end. They are positions in the sample, with
columns in code points; or in the original source, if a source map is given, in that map's columns.
Of the ranges around a position the innermost wins: the one that begins last; of those that begin
together, the one that ends first; of equal ones, the last in the list.

Theory of operation. Ranges may nest and overlap in any way, so a search for those around a position
could meet all of them. Instead the answer is worked out once for every stretch between two borders:
a sweep from left to right with a heap of the open ranges, innermost on top; one that has ended is
dropped when it comes to the top. n ranges make at most 2n stretches, in n log n steps, however they
lie. A question is one binary search.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from heapq import heappop, heappush
from typing import TYPE_CHECKING, Any, TypeAlias

from .json_text import UnusableError

if TYPE_CHECKING:
    from typing import NoReturn

MAX_ID_CHARS = 200

_MAX_POSITION = 2**31 - 1
_IDS = ("node_id", "scope_id", "shape_id")
_KNOWN = frozenset({*_IDS, "ranges"})
_MARKS_OF_A_RANGE = 6
"""Brackets, commas and colons in the JSON of one range: `[a,b,c,d,"n"],`."""

_MARKS_BESIDE = 20

_JSON_TEXT = re.compile(rb'"[^"\\]*+(?:\\.[^"\\]*+)*+"', re.DOTALL)

_Range: TypeAlias = tuple[int, int, str]
"""Start, end, node; a position is one number, `_at`."""


class CorrelationError(UnusableError):
    """A correlation that can't be used; `reason` says why."""


class Correlation:
    """The caller's nodes, by position.

    node_id, scope_id, shape_id  of the run as a whole; None where not given.
    """

    def __init__(self, ids: dict[str, str], ranges: list[_Range]) -> None:
        self.node_id = ids.get("node_id")
        self.scope_id = ids.get("scope_id")
        self.shape_id = ids.get("shape_id")
        self._borders, self._nodes = _stretches(ranges)

    @classmethod
    def parse(cls, raw: bytes, *, max_bytes: int, max_ranges: int) -> Correlation:
        """Read the JSON described above. Raises `CorrelationError` and nothing else."""
        try:
            document = _document(raw, max_bytes, max_ranges)
            ids = {key: _id(key, document[key]) for key in _IDS if document.get(key) is not None}
            return cls(ids, _ranges(document.get("ranges"), max_ranges))
        except UnusableError as error:
            raise CorrelationError(error.field, error.value, error.bound) from None

    def node_at(self, line: int, column: int) -> str | None:
        """Return the node of a position, 1-based; `node_id` where no range has one."""
        found = bisect_right(self._borders, _at(line, column)) - 1
        node = self._nodes[found] if found >= 0 else None
        return self.node_id if node is None else node


def _at(line: int, column: int) -> int:
    return line << 32 | column


def _document(raw: bytes, max_bytes: int, max_ranges: int) -> dict[str, Any]:
    if len(raw) > max_bytes:
        raise UnusableError("size", len(raw), f"<= {max_bytes} bytes")
    # Before anything is built: what is built takes many times the room of its text.
    bare = _JSON_TEXT.sub(b"", raw)
    marks = sum(bare.count(mark) for mark in (b"[", b"{", b",", b":"))
    most = _MARKS_OF_A_RANGE * max_ranges + _MARKS_BESIDE
    if marks > most:
        raise UnusableError("marks", marks, f"<= {most}, which {max_ranges} ranges take")
    try:
        document = json.loads(
            raw.decode("utf-8"), object_pairs_hook=_once, parse_constant=_refuse_constant
        )
    except UnusableError:
        raise
    except (ValueError, RecursionError) as error:
        raise UnusableError("correlation", raw, f"JSON in UTF-8 ({type(error).__name__})") from None
    if not isinstance(document, dict):
        raise UnusableError("correlation", document, "an object")
    for key in document:
        if key not in _KNOWN:
            raise UnusableError("member", key, f"one of {', '.join(sorted(_KNOWN))}")
    return document


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members: dict[str, Any] = {}
    for key, value in pairs:
        if key in members:
            raise UnusableError("member", key, "given once")
        members[key] = value
    return members


def _refuse_constant(name: str) -> NoReturn:
    raise UnusableError("number", name, "finite")


def _id(field: str, value: object) -> str:
    if not isinstance(value, str) or not 0 < len(value) <= MAX_ID_CHARS:
        raise UnusableError(field, value, f"text of 1 to {MAX_ID_CHARS} characters")
    try:
        value.encode()
    except UnicodeEncodeError:
        raise UnusableError(field, value, "text without lone surrogates") from None
    return value


def _ranges(given: object, max_ranges: int) -> list[_Range]:
    if given is None:
        return []
    if not isinstance(given, list):
        raise UnusableError("ranges", given, "a list")
    if len(given) > max_ranges:
        raise UnusableError("ranges", f"{len(given)} of them", f"<= {max_ranges}")
    return [_range(f"ranges[{number}]", one) for number, one in enumerate(given)]


def _range(field: str, given: object) -> _Range:
    if not isinstance(given, list) or len(given) != 5:
        raise UnusableError(field, given, "[start_line, start_column, end_line, end_column, node]")
    for number in given[:4]:
        if type(number) is not int or not 1 <= number <= _MAX_POSITION:
            raise UnusableError(field, number, f"a line or column of 1 to {_MAX_POSITION}")
    start, end = _at(given[0], given[1]), _at(given[2], given[3])
    if end < start:
        raise UnusableError(
            field, f"{given[0]}:{given[1]} to {given[2]}:{given[3]}", "a range that ends later"
        )
    return start, end, _id(field, given[4])


def _stretches(ranges: list[_Range]) -> tuple[list[int], list[str | None]]:
    """Return where each stretch begins, ascending, and its node; see the module's note."""
    order = sorted(range(len(ranges)), key=lambda one: ranges[one][0])
    borders = sorted({at for start, end, _ in ranges if start < end for at in (start, end)})
    nodes: list[str | None] = []
    open_ranges: list[tuple[int, int, int]] = []
    following = 0
    for border in borders:
        while following < len(order) and ranges[order[following]][0] <= border:
            number = order[following]
            start, end, _ = ranges[number]
            heappush(open_ranges, (-start, end, -number))
            following += 1
        while open_ranges and open_ranges[0][1] <= border:
            heappop(open_ranges)
        nodes.append(ranges[-open_ranges[0][2]][2] if open_ranges else None)
    return borders, nodes
