"""From batches of trace events to a trace, in bounded steps; nothing is kept beyond the ceilings.

Theory of operation. A worker tells of a run in batches, and each is the attacker's to choose. It is
unpacked by `wire.unpack`, and its events are checked and taken one by one, in order. Whatever an
honest worker would not have said raises `ProtocolError`, and what was taken until then stays in the
`Record`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from stockade_policies import Ceilings
from stockade_policies.errors import ProtocolError
from stockade_worker import wire

from .model import Trace, TraceEvent
from .record import STEP_EVENTS, Record
from .schema import build, check

HEADER_BYTES = 5
"""Of a batch, at most; how often there is one does not count, or else the cuts would matter."""


class Fold:
    """The trace of one run, as far as it has been told.

    tell     is given each event as it is taken.
    is_busy  a batch is being taken.
    """

    def __init__(
        self, ceilings: Ceilings, tell: Callable[[TraceEvent], None] | None = None
    ) -> None:
        self.is_busy = False
        self._record = Record(ceilings)
        self._tell = tell
        self._bytes_left = ceilings.trace_bytes

    def take(self, packed: wire.Packed) -> wire.Steps[None]:
        """Take a batch, after some steps. Raises `ProtocolError`.

        Requires: one batch at a time.
        """
        self.is_busy = True
        try:
            self._bytes_left -= max(0, len(packed) - HEADER_BYTES)
            if self._bytes_left < 0:
                raise ProtocolError("more trace than the policy allows")
            most = {"max_items": wire.MAX_BATCH_ITEMS, "max_text_bytes": len(packed)}
            # Given away at once: what is taken from the list is nowhere else, and so freed.
            yield from self._take_all(_reversed((yield from wire.unpack(bytes(packed), **most))))
        finally:
            self.is_busy = False

    def _take_all(self, left: list[Any]) -> wire.Steps[None]:
        """Take events from the end of a list."""
        try:
            while left:
                for event in left[: -STEP_EVENTS - 1 : -1]:
                    self._take_event(event)
                del left[-STEP_EVENTS:]
                yield
        except ProtocolError as error:
            failure = error.with_traceback(None)  # it would keep what is to be released
        else:
            return
        yield from wire.release(left)
        raise failure

    def _take_event(self, event: Any) -> None:
        shape = check(event)
        self._record.take(event)
        if self._tell is not None:
            self._tell(build(event, shape.cls))

    def trace(self, *, is_complete: bool) -> wire.Steps[Trace]:
        """Return what has been told, after some steps; waits for a batch that is being taken."""
        while self.is_busy:
            yield
        return (yield from self._record.trace(is_complete=is_complete))


def _reversed(events: object) -> list[Any]:
    if type(events) is not tuple:
        raise ProtocolError(f"a batch of trace events is {type(events).__name__}, not a list")
    return list(reversed(events))
