"""What a run has told and whoever reads it has not yet taken: between a run and its stream.

A slow reader must not slow the run, whose clocks go on, and must not make the backlog grow without
end. So an event that replaces an earlier one (a count that has grown) does so here too, while that
waits: a backlog holds what the trace itself may hold at most, and the console.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from itertools import count

from .results import ConsoleEntry, RunResult
from .tracing import TraceEvent

StreamItem = ConsoleEntry | TraceEvent | RunResult


class Backlog:
    """Items in the order in which they came; `wake` is called with each. May be used by threads."""

    def __init__(self, wake: Callable[[], None]) -> None:
        self._wake = wake
        self._lock = threading.Lock()
        self._numbers = count()
        self._items: dict[object, ConsoleEntry | TraceEvent] = {}

    def put(self, item: ConsoleEntry | TraceEvent) -> None:
        """Add an item, in the place of one that it replaces."""
        if isinstance(item, ConsoleEntry):
            key: object = next(self._numbers)
        else:  # the first field of an event says what it is about
            key = (type(item), getattr(item, item.__slots__[0]))
        with self._lock:
            self._items[key] = item
        self._wake()

    def take(self) -> list[ConsoleEntry | TraceEvent]:
        """Return all that is here, and forget it."""
        with self._lock:
            items, self._items = self._items, {}
        return list(items.values())
