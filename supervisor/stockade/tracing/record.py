"""All that has been told of a run, within the policy's counts; and the trace that it makes.

Events are kept as they came, by id. One that tells of a growing number replaces the one before it.
So what is kept depends on the events alone, not on how they were cut into batches, and is bounded
by the policy's counts. An id can only refer to one that was told before: nothing dangles, and the
call tree has no cycles. Dataclasses are made of what is left at the end.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from types import MappingProxyType
from typing import TypeVar

from stockade_policies import Ceilings
from stockade_policies.errors import ProtocolError
from stockade_policies.rules import SEVERITIES
from stockade_worker import wire

from .behaviour import Api, Artifact, SideEffect, Violation
from .code import CallNode, Calls, Coverage, ExceptionSite, Function, Generation, Guard, String
from .model import Trace, TraceEvent
from .schema import Event, build

STEP_EVENTS = 50
"""Events between two pauses: some 0.1 ms."""

Kept = dict[int, Event]
T = TypeVar("T", bound=TraceEvent)


class Record:
    """What one run's worker has told. Requires: events that `schema.check` has let through."""

    def __init__(self, ceilings: Ceilings) -> None:
        self._ceilings = ceilings
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
        self._apis: Kept = {}
        self._effects: Kept = {}
        self._effect_again: dict[int, int] = {}
        self._artifacts: Kept = {}
        self._violations: Kept = {}
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
            "api": self._take_api,
            "effect": self._take_effect,
            "effect_again": self._take_effect_again,
            "artifact": self._take_artifact,
            "violation": self._take_violation,
        }

    def take(self, event: Event) -> None:
        """Keep an event. Raises `ProtocolError` if it does not go with those before it."""
        self._takers[event[0]](event)

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

    def _take_api(self, event: Event) -> None:
        self._refer(event, 10, self._generations, or_none=True)
        _put(event, self._apis, wire.MAX_APIS)

    def _take_effect(self, event: Event) -> None:
        self._refer(event, 6, self._artifacts, or_none=True)
        self._refer(event, 7, self._generations, or_none=True)
        self._check_length(event, 4)
        _add(event, self._effects, self._ceilings.trace_effects)

    def _take_effect_again(self, event: Event) -> None:
        self._refer(event, 1, self._effects)
        self._effect_again[event[1]] = event[2]

    def _take_artifact(self, event: Event) -> None:
        size, content, is_cut = event[4], event[6], event[7]
        if len(content) > self._ceilings.artifact_bytes:
            raise ProtocolError("artifact: a content that is longer than the policy allows")
        if len(content) > size or (len(content) < size) != is_cut:
            raise ProtocolError("artifact: a size that is not its content's")
        _add(event, self._artifacts, self._ceilings.artifacts)

    def _take_violation(self, event: Event) -> None:
        self._refer(event, 8, self._generations, or_none=True)
        _put(event, self._violations, wire.MAX_VIOLATIONS)

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
        """Return what has been told, after some steps."""
        strings = sorted(self._strings.values(), key=self._rank)
        violations = sorted(self._violations.values(), key=_severest)
        return Trace(
            generations=(yield from _each(_by_id(self._generations), self._generation)),
            functions=(yield from _each(_by_id(self._functions), self._function)),
            strings=(yield from _each(strings, self._string)),
            exceptions=(yield from _each(_by_id(self._exceptions), _as(ExceptionSite))),
            tree=(yield from _each(_by_id(self._nodes), _as(CallNode))),
            apis=(yield from _each(_by_id(self._apis), _as(Api))),
            effects=(yield from _each(_by_id(self._effects), self._effect)),
            artifacts=(yield from _each(_by_id(self._artifacts), _as(Artifact))),
            violations=(yield from _each(violations, _as(Violation))),
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

    def _effect(self, event: Event) -> SideEffect:
        return build(event, SideEffect, times=self._effect_again.get(event[1], event[10]))

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


def _severest(event: Event) -> tuple[int, int]:
    return -SEVERITIES.index(event[3]), event[1]


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
