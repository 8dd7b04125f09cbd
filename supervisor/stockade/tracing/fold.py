"""From batches of trace events to a trace, in bounded steps; nothing is kept beyond the ceilings.

Theory of operation. A worker tells of a run in batches, and each is the attacker's to choose. It is
unpacked by `wire.unpack`, and its events are checked and taken one by one, in order. Whatever an
honest worker would not have said raises `ProtocolError`, and what was taken until then stays.

Events are kept as they came, by id. One that tells of a growing number replaces the one before it.
So what is kept depends on the events alone, not on how they were cut into batches, and is bounded
by the policy's counts. An id can only refer to one that was told before: nothing dangles, and the
call tree has no cycles. Dataclasses are made of what is left at the end, or one by one for a
listener.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from types import MappingProxyType
from typing import Any, TypeVar

from stockade_policies import Ceilings
from stockade_policies.errors import ProtocolError
from stockade_worker import wire

from .model import (
    CallNode,
    Calls,
    Coverage,
    ExceptionSite,
    Function,
    Generation,
    Guard,
    String,
    Trace,
    TraceEvent,
)
from .schema import Event, build, check

STEP_EVENTS = 50
"""Events between two pauses: some 0.1 ms."""

HEADER_BYTES = 5
"""Of a batch, at most; how often there is one does not count, or else the cuts would matter."""

Kept = dict[int, Event]
T = TypeVar("T", bound=TraceEvent)


class Fold:
    """The trace of one run, as far as it has been told.

    tell     is given each event as it is taken.
    is_busy  a batch is being taken.
    """

    def __init__(
        self, ceilings: Ceilings, tell: Callable[[TraceEvent], None] | None = None
    ) -> None:
        self.is_busy = False
        self._ceilings = ceilings
        self._tell = tell
        self._bytes_left = ceilings.trace_bytes
        self._generations: Kept = {}
        self._repeats: dict[int, int] = {}
        self._functions: Kept = {}
        self._calls: Kept = {}
        self._strings: Kept = {}
        self._again: dict[int, int] = {}
        self._exceptions: Kept = {}
        self._nodes: Kept = {}
        self._coverage: Kept = {}
        self._guard: Event | None = None
        self._dropped: dict[str, int] = {}
        self._takers: dict[str, Callable[[Event], None]] = {
            "generation": self._take_generation,
            "repeat": self._take_repeat,
            "function": self._take_function,
            "call": self._take_calls,
            "string": self._take_string,
            "string_again": self._take_again,
            "exception": self._take_exception,
            "node": self._take_node,
            "coverage": self._take_coverage,
            "guard": self._take_guard,
            "dropped": self._take_dropped,
        }

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
        self._takers[event[0]](event)
        if self._tell is not None:
            self._tell(build(event, shape.cls))

    # -- each kind: what it says of others, and how many there may be ----------------------------

    def _take_generation(self, event: Event) -> None:
        self._refer(event, 2, self._generations, or_none=True)
        self._check_length(event, 8)
        _add(event, self._generations, self._ceilings.generations)

    def _take_repeat(self, event: Event) -> None:
        self._refer(event, 1, self._generations)
        self._repeats[event[1]] = event[2]

    def _take_function(self, event: Event) -> None:
        self._refer(event, 2, self._generations)
        _add(event, self._functions, self._ceilings.trace_functions)

    def _take_calls(self, event: Event) -> None:
        self._refer(event, 1, self._functions)
        self._calls[event[1]] = event

    def _take_string(self, event: Event) -> None:
        self._refer(event, 6, self._generations, or_none=True)
        self._check_length(event, 2)
        _add(event, self._strings, self._ceilings.trace_strings)

    def _take_again(self, event: Event) -> None:
        self._refer(event, 1, self._strings)
        self._again[event[1]] = event[2]

    def _take_exception(self, event: Event) -> None:
        self._refer(event, 2, self._generations, or_none=True)
        _put(event, self._exceptions, wire.MAX_EXCEPTIONS)

    def _take_node(self, event: Event) -> None:
        known = self._nodes.get(event[1])
        if known is None:
            self._refer(event, 2, self._nodes, or_none=True)
        elif known[2] != event[2]:
            raise ProtocolError("node: one that is now elsewhere")
        self._refer(event, 3, self._functions, or_none=True)
        _put(event, self._nodes, self._ceilings.trace_nodes)

    def _take_coverage(self, event: Event) -> None:
        self._refer(event, 1, self._generations)
        if event[3] > event[2] or event[5] > event[4]:
            raise ProtocolError("coverage: more has run than there is")
        self._coverage[event[1]] = event

    def _take_guard(self, event: Event) -> None:
        self._refer(event, 4, self._generations, or_none=True)
        if self._guard is not None:
            raise ProtocolError("guard: a second one")
        if event[2] != limit_of_guard(event[1], self._ceilings):
            raise ProtocolError("guard: a limit that is not the policy's")
        self._guard = event

    def _take_dropped(self, event: Event) -> None:
        self._dropped[event[1]] = event[2]

    @staticmethod
    def _refer(event: Event, at: int, known: Kept, *, or_none: bool = False) -> None:
        number = event[at]
        if number not in known and not (or_none and number == wire.NONE):
            raise ProtocolError(f"{event[0]}: of something that was not told")

    def _check_length(self, event: Event, at: int) -> None:
        if len(event[at]) > self._ceilings.generation_bytes:
            raise ProtocolError(f"{event[0]}: a text that is longer than the policy allows")

    # -- the result ------------------------------------------------------------------------------

    def trace(self, *, is_complete: bool) -> wire.Steps[Trace]:
        """Return what has been told, after some steps; waits for a batch that is being taken."""
        while self.is_busy:
            yield
        strings = sorted(self._strings.values(), key=self._rank)
        return Trace(
            generations=(yield from _each(_by_id(self._generations), self._generation)),
            functions=(yield from _each(_by_id(self._functions), self._function)),
            strings=(yield from _each(strings, self._string)),
            exceptions=(yield from _each(_by_id(self._exceptions), _as(ExceptionSite))),
            tree=(yield from _each(_by_id(self._nodes), _as(CallNode))),
            coverage=(yield from _each(_by_id(self._coverage), _as(Coverage))),
            guard=build(self._guard, Guard) if self._guard else None,
            dropped=MappingProxyType(dict(sorted(self._dropped.items()))),
            complete=is_complete,
        )

    def _generation(self, event: Event) -> Generation:
        return build(event, Generation, times=self._repeats.get(event[1], 1))

    def _function(self, event: Event) -> Function:
        calls = self._calls.get(event[1])
        return build(event, Function, calls=build(calls, Calls) if calls else None)

    def _string(self, event: Event) -> String:
        return build(event, String, times=self._times(event))

    def _rank(self, event: Event) -> tuple[int, int, int]:
        return -event[10], -self._times(event), event[1]

    def _times(self, event: Event) -> int:
        again = self._again.get(event[1])
        times: int = event[9] if again is None else again
        return times


def limit_of_guard(kind: str, ceilings: Ceilings) -> float:
    """Return the ceiling that a guard of this kind keeps."""
    return {
        "call_depth": ceilings.call_depth,
        "loop_iterations": ceilings.loop_iterations,
        "wall": ceilings.wall_seconds,
    }[kind]


def _reversed(events: object) -> list[Any]:
    if type(events) is not tuple:
        raise ProtocolError(f"a batch of trace events is {type(events).__name__}, not a list")
    return list(reversed(events))


def _add(event: Event, kept: Kept, most: int) -> None:
    """Keep an event with a new id."""
    if event[1] in kept:
        raise ProtocolError(f"{event[0]}: an id that was another's")
    _put(event, kept, most)


def _put(event: Event, kept: Kept, most: int) -> None:
    """Keep the newest event with an id."""
    kept[event[1]] = event
    if len(kept) > most:
        del kept[event[1]]
        raise ProtocolError(f"{event[0]}: more than the policy allows")


def _by_id(kept: Kept) -> list[Event]:
    return [kept[number] for number in sorted(kept)]


def _as(cls: Callable[..., T]) -> Callable[[Event], T]:
    return lambda event: build(event, cls)


def _each(events: Iterable[Event], make: Callable[[Event], T]) -> wire.Steps[tuple[T, ...]]:
    made: list[T] = []
    for event in events:
        made.append(make(event))
        if len(made) % STEP_EVENTS == 0:
            yield
    return tuple(made)
