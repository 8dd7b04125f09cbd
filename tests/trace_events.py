"""Trace events as an honest worker sends them."""

from __future__ import annotations

from typing import Any

from stockade import Policy
from stockade.tracing import Fold, Trace, TraceEvent
from stockade_policies import Ceilings
from stockade_worker import wire

Event = list[Any]

CEILINGS = Policy.production().ceilings
HASH = "0123456789abcdef" * 4

GENERATION: Event = [
    *("generation", 0, -1, "sample", 0, 0, 21, HASH, "eval('6 * 7')", False, "traced", ""),
    *(None, None),
]
MADE: Event = [
    *("generation", 1, 0, "eval", 1, 1, 5, HASH, "6 * 7", False, "traced", ""),
    *(["src/a.ts", 3, 9], "ir-7"),
]
FUNCTION: Event = ["function", 4, 0, "decode", 2, 1, 80, ["src/a.ts", 1, 1], None]
CALL: Event = ["call", 4, 9, ["1", '"a"'], ['"b"'], "undefined", None, 1]
STRING: Event = ["string", 0, "http://x.test/", False, 14, "atob", 0, 2, 9, 1, 80, None, "ir-1"]
EXCEPTION: Event = ["exception", 2, 0, 3, 1, "throw", "TypeError: no", 5, None, None]
NODE: Event = ["node", 0, -1, 4, 9]
COVERAGE: Event = ["coverage", 0, 2, 1, 100, 60]
GUARD: Event = ["guard", "call_depth", CEILINGS.call_depth, 257, 0, 2, 1, None, None]

API: Event = [
    *("api", 3, "WScript.Shell.Run", "call", 4, 1, ['"calc"'], ['"cmd"', "0"], "0", None),
    *(0, 1, 9, None, None),
]
ARTIFACT: Event = ["artifact", 5, "file", "a.exe", 2, HASH, b"MZ", False]
EFFECT: Event = [
    *("effect", 6, "file", "write", "C:\\a.exe", [["mode", "create"], ["size", "2"]], 5),
    *(0, 4, 2, 1, None, "ir-2"),
]
VIOLATION: Event = [
    *("violation", 7, "drops-a-program", "high", "warn", "effect", "it writes a program", "a.exe"),
    *(0, 4, 2, 1, None, None),
]

EVENTS: list[Event] = [
    GENERATION,
    MADE,
    ["repeat", 1, 3],
    FUNCTION,
    CALL,
    STRING,
    ["string_again", 0, 6],
    EXCEPTION,
    NODE,
    COVERAGE,
    GUARD,
    ["dropped", "string", 12],
    API,
    ARTIFACT,
    EFFECT,
    ["effect_again", 6, 8],
    VIOLATION,
]
"""One of every kind; each refers only to those before it."""


def changed(event: Event, at: int, value: object) -> Event:
    """Return an event with another value in one field."""
    return [*event[:at], value, *event[at + 1 :]]


def folded(
    *batches: list[Event], ceilings: Ceilings = CEILINGS, told: list[TraceEvent] | None = None
) -> Trace:
    """Return the trace of these batches. Raises `ProtocolError`."""
    fold = Fold(ceilings, None if told is None else told.append)
    for batch in batches:
        wire.finish(fold.take(wire.pack_events(batch)))
    return wire.finish(fold.trace(is_complete=True))
