"""Source text to the syntax nodes that matter, with tree-sitter, within bounds.

tree-sitter is C and gets hostile text, in the worker, where a fault of it is one more death of one
worker. What is asked of it here: no error recovery (an error ends the parse, and the code runs
without instruments), and an end when time is up.

Some code is valid and its grammar does not know. That gets a view of the source, as long as it,
in which what confuses the grammar is spelled in another way: NUL in a string, a line that ends with
a carriage return alone, the comments of HTML, a statement that a line ends.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from operator import attrgetter
from typing import Protocol, TypeAlias

from tree_sitter import Node, Parser, Query, QueryCursor, Tree

from stockade_worker.tracer.ambiguous import OPENER, Ambiguities, hide_closers
from stockade_worker.tracer.grammar import load_grammar
from stockade_worker.tracer.nesting import is_chained_longer, is_nested_deeper
from stockade_worker.tracer.queries import QUERY, TYPES
from stockade_worker.tracer.text import Text

Deadline: TypeAlias = Callable[[], bool]


class Room(Protocol):
    """How much memory there is; `memory.Memory` is one."""

    def left(self) -> int:
        """Return how many bytes more may be taken."""
        ...

    def is_short_for_tree(self) -> bool:
        """Tell whether the tree has become too large."""
        ...


class Boundless:
    """Room for everything."""

    def left(self) -> int:
        """Return more than there can be."""
        return 1 << 62

    def is_short_for_tree(self) -> bool:
        """Tell that it is not."""
        return False


_BRACE = ord("}")
_LONE_RETURN = re.compile(rb"\r(?!\n)")

CHUNK_BYTES = 1 << 16
ROUNDS = 8  # of mending a view

LEVELS = 5_000  # of brackets; an engine with 4 MiB of stack gives up before

# Of what nests without brackets. An engine with 512 KiB of stack gives up at 5,500, one with 4 MiB
# at 44,000: what is between could run, but nobody writes it.
LINKS = 12_000

# Deeper nodes are not looked at. Below 65,536 the query loses matches and gets slow, because it
# keeps depths in 16 bits; the engine's own parser gives up long before.
DEPTH = 60_000


class Refused(Exception):  # noqa: N818 - not our error: a property of the code
    """This code runs as it is. reason: `syntax`, `depth`, `time`, `memory` or `size`."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Captures:
    """What the query has found in one source, whose tree is below `root`."""

    def __init__(self, root: Node, nodes: Mapping[str, list[Node]]) -> None:
        self.root = root
        self._nodes = nodes
        self._ends: dict[str, dict[int, int]] = {}

    def count(self, *names: str) -> int:
        """Return how many nodes there are of some captures; without names, of all."""
        return sum(len(self._nodes.get(name, ())) for name in names or self._nodes)

    def nodes(self, name: str) -> list[Node]:
        """Return the nodes of a capture in the order of their starts."""
        # tree-sitter's lists come out of sets: in an order that differs from run to run.
        return sorted(self._nodes.get(name, ()), key=attrgetter("start_byte"))

    def ranges(self, name: str) -> list[tuple[int, int]]:
        """Return (start, end) of the nodes of a capture, in bytes, in order."""
        return sorted(self.all_ranges(name))

    def all_ranges(self, name: str) -> list[tuple[int, int]]:
        """Return (start, end) of the nodes of a capture, in bytes, in no order."""
        return [node.byte_range for node in self._nodes.get(name, ())]

    def ends(self, name: str) -> dict[int, int]:
        """Return start to end of the nodes of a capture, in bytes, in no order."""
        found = self._ends.get(name)
        if found is None:
            self._ends[name] = found = dict(self.all_ranges(name))
        return found


class Syntax:
    """A parser and a query, made once, before the fork. Requires: one thread at a time."""

    def __init__(self, *, has_types: bool = False) -> None:
        language = load_grammar()
        self._parser = Parser(language)
        self._query = Query(language, QUERY + TYPES if has_types else QUERY)
        self._ambiguities = Ambiguities(language)

    def captures(
        self, source: bytes, deadline: Deadline, room: Room, *, is_module: bool = False
    ) -> Captures:
        """Parse the source and run the query over it. Raises Refused."""
        if deadline():
            raise Refused("time")
        if is_nested_deeper(source, LEVELS) or is_chained_longer(source, LINKS):
            raise Refused("depth")
        view = source.replace(b"\0", b"_")  # the end of the text, for the grammar
        view = _LONE_RETURN.sub(b"\n", view)
        if is_module:
            return self._captures(view, deadline, room, view)
        hidden = hide_closers(view)
        if hidden is None:
            raise Refused("syntax")
        if OPENER not in hidden:
            return self._captures(hidden, deadline, room, hidden)
        try:
            return self._captures(hidden.replace(OPENER, b"//--"), deadline, room, hidden)
        except Refused as refused:
            if refused.reason != "syntax":
                raise
            return self._captures(hidden, deadline, room, hidden)  # it was in a pattern

    def _captures(self, view: bytes, deadline: Deadline, room: Room, source: bytes) -> Captures:
        for _ in range(ROUNDS):
            root = self._parse(view, deadline, room).root_node
            if root.has_error:
                break
            # Without a progress callback: that of py-tree-sitter 0.26 reads freed stack. The query
            # takes less time than the parse, whatever the text is.
            cursor = QueryCursor(self._query)
            cursor.set_max_start_depth(DEPTH)
            captures = Captures(root, cursor.captures(root))
            if deadline():
                raise Refused("time")
            ends = missed_ends(Text(view), captures)
            if not ends:
                if self._ambiguities.are_decided(root, source, view, DEPTH):
                    return captures
                break
            mended = bytearray(view)
            for at in ends:
                mended[at : at + 1] = b";"
            view = bytes(mended)
        raise Refused("syntax")

    def _parse(self, source: bytes, deadline: Deadline, room: Room) -> Tree:
        reason = ""

        def read(offset: int, _: object) -> bytes:
            return source[offset : offset + CHUNK_BYTES]

        def is_over(_: int, has_error: bool) -> bool:
            nonlocal reason
            if has_error:
                reason = "syntax"
            elif deadline():
                reason = "time"
            elif room.is_short_for_tree():
                reason = "memory"
            return bool(reason)

        try:
            return self._parser.parse(read, progress_callback=is_over)
        except ValueError:
            if not reason:
                raise
            self._parser.reset()  # or the next parse goes on where this one stopped
            raise Refused(reason) from None


def missed_ends(text: Text, captures: Captures) -> list[int]:
    """Return where a line ends a statement and tree-sitter's grammar goes on to the next line.

    That is behind the block of an arrow function, which nothing can call, and behind `yield`.
    """
    found = []
    for node in captures.nodes("function"):
        end = node.end_byte
        if text.goes_on(end) and node.type == "arrow_function" and text.source[end - 1] == _BRACE:
            found.append(text.line_end(end))
    for start, end in captures.ranges("yield"):
        if start + len(b"yield") < end:
            found.append(text.line_end(start + len(b"yield")))
    return [at for at in found if at]
