"""What a lying worker says: streams of frames, honest ones and all that is nearly so.

Seeded, so that a stream can be made again by its number. A fuzzer of bytes alone would not get past
the first length; here most streams are right up to some point.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from random import Random

import msgpack
from tests.trace_events import EVENTS

from stockade.values import (
    HOLE,
    UNDEFINED,
    ArrayBuffer,
    BigInt,
    Boxed,
    Instance,
    JSDate,
    JSError,
    JSMap,
    JSSet,
    RegExp,
    SparseArray,
    TypedArray,
    encode_value,
)

Plain = dict[str, object]

SEALED: Plain = {"t": "sealed", "walls": {"process": "up", "seccomp": "up", "landlock": "waived"}}
MAX_FRAMES = 24

VALUES: list[object] = [
    *(None, True, -1, 2**53 - 1, 1.5, math.nan, -0.0, BigInt(-(2**70)), UNDEFINED),
    *("", "a\0b", "\ud800x"),
    [1, HOLE, [2, []], "x"],
    {"a": {"b": [JSDate(0.0), RegExp("a+", "gi")]}, "\udc00": JSMap([("k", JSSet([1]))])},
    JSError("TypeError", "no", "at 1", {"cause": Boxed(True)}),
    Instance("Point", {"x": 1, "y": 2.5}),
    TypedArray("Uint16Array", ArrayBuffer(b"\0\1\2\3"), 2, 1),
    SparseArray(1000, {3: "x", 999: None}),
    [list(range(200)), ["x" * 50] * 20],
]
TABLES = [encode_value(value, max_bytes=1 << 20, max_nodes=10_000) for value in VALUES]

LIMITS = [
    *(("cpu", "seconds"), ("memory", "bytes"), ("output", "nodes"), ("output", "depth")),
    *(("call_depth", "calls"), ("loop_iterations", "iterations"), ("wall", "seconds")),
]

JUNK: list[object] = [
    *(None, True, False, 0, 1, -1, 255, 2**31, 2**53, 2**64 - 1, -(2**63)),
    *(1.5, math.nan, math.inf, -1.0, b"", b"x", b"\x80", b"\xdd\xff\xff\xff\xff"),
    *(
        "",
        "x",
        "ended",
        "up",
        "cpu",
        "node",
        "string_again",
        "effect",
        "\0\x1b[2J\n",
        "root",
        "heap",
        "n",
        "w",
        "array",
        "view",
    ),
    *([], [0], ["u"], ["h"], ["w", "d800"], {}, {"t": "ended"}),
    msgpack.ExtType(5, b"x"),
    msgpack.Timestamp(1, 1),
]


def stream(chance: Random) -> list[bytes]:
    """Return the frames of one stream."""
    said = [*(_console(chance) for _ in range(chance.randrange(6))), *_traced(chance)]
    honest = [SEALED, *said, _ended(chance)]
    for _ in range(chance.choice((0, 0, 0, 1, 1, 3))):
        chance.choice(_ORDERS)(chance, honest)
    frames = [_frame(chance, message) for message in honest[:MAX_FRAMES]]
    for _ in range(chance.choice((0, 0, 0, 1))):
        at = chance.randrange(len(frames) + 1)
        frames[at : at + 1] = [_spoilt(chance, frames[at] if at < len(frames) else b"")]
    return frames


def chunks(chance: Random, data: bytes) -> list[bytes]:
    """Return the bytes as reads may bring them: cut anywhere."""
    if chance.random() < 0.5:
        return [data]
    cuts = sorted(chance.randrange(len(data) + 1) for _ in range(chance.randrange(1, 8)))
    return [data[start:end] for start, end in zip([0, *cuts], [*cuts, len(data)], strict=True)]


def _console(chance: Random) -> Plain:
    text = chance.choice(("", "x", "line\nline", "é" * chance.randrange(300), "y" * 5000))
    return {"t": "console", "level": chance.choice(("log", "info", "warn", "error")), "text": text}


def _traced(chance: Random) -> list[Plain]:
    """Return a trace in some batches, one of them perhaps not as it should be."""
    cuts = sorted(chance.randrange(len(EVENTS) + 1) for _ in range(chance.randrange(4)))
    batches: list[object] = [
        EVENTS[start:end] for start, end in zip([0, *cuts], cuts, strict=False)
    ]
    if batches and chance.random() < 0.2:
        at = chance.randrange(len(batches))
        for _ in range(chance.choice((1, 1, 3))):
            batches[at] = _changed(chance, batches[at])
    packed = [bytes(msgpack.packb(batch)) for batch in batches]
    if packed and chance.random() < 0.05:
        packed[-1] = _spoilt(chance, packed[-1])
    return [{"t": "traced", "events": events} for events in packed]


def _ended(chance: Random) -> Plain:
    ending = chance.choice(("completed", "completed", "threw", "limit", "blocked", "starved"))
    thrown: Plain = {"name": "Error", "message": "m", "stack": "s", "value": _value(chance)}
    kind, unit = chance.choice(LIMITS)
    passed: Plain = {
        "kind": kind,
        "limit": chance.choice((0, 1.5, 10**9)),
        "seen": chance.choice((0, 2.5, *(10**9,) * 4)),
        "unit": unit if chance.random() < 0.9 else chance.choice(LIMITS)[1],
    }
    return {
        "t": "ended",
        "ending": ending,
        "kind": chance.choice(("script", "function", "module")),
        "value": _value(chance) if ending == "completed" or chance.random() < 0.1 else None,
        "thrown": thrown if ending in ("threw", "starved") or chance.random() < 0.1 else None,
        "passed": passed if ending == "limit" or chance.random() < 0.1 else None,
        "blocked": "rule-1" if ending == "blocked" or chance.random() < 0.1 else None,
        "heap_bytes": chance.choice((0, 1, 2**40)),
        "dropped": chance.choice((0, 7)),
        "trace_complete": chance.random() < 0.8,
    }


def _value(chance: Random) -> bytes:
    table: object = chance.choice(TABLES)
    for _ in range(chance.choice((0, 0, 1, 4))):
        table = _changed(chance, table)
    packed: bytes = msgpack.packb(table)
    return _spoilt(chance, packed) if chance.random() < 0.1 else packed


def _changed(chance: Random, plain: object) -> object:
    """Return a copy of plain data with one place in it changed."""
    if isinstance(plain, dict) and plain and chance.random() < 0.9:
        key = chance.choice(list(plain))
        return {**plain, key: _changed(chance, plain[key])}
    if isinstance(plain, list) and plain and chance.random() < 0.9:
        at = chance.randrange(len(plain))
        match chance.randrange(4):
            case 0:
                return [*plain[:at], *plain[at + 1 :]]
            case 1:
                return [*plain[:at], plain[at], *plain[at:]]
            case _:
                return [*plain[:at], _changed(chance, plain[at]), *plain[at + 1 :]]
    return chance.choice(JUNK)


def _reorder(chance: Random, messages: list[Plain]) -> None:
    chance.shuffle(messages)


def _repeat(chance: Random, messages: list[Plain]) -> None:
    messages.append(chance.choice(messages))


def _leave_out(chance: Random, messages: list[Plain]) -> None:
    if len(messages) > 1:
        del messages[chance.randrange(len(messages))]


def _change_field(chance: Random, messages: list[Plain]) -> None:
    at = chance.randrange(len(messages))
    message = dict(messages[at])
    key = chance.choice(list(message)) if message else "t"
    match chance.randrange(4):
        case 0:
            message.pop(key, None)
        case 1:
            message[chance.choice(("pid", "traceparent", "", "t"))] = chance.choice(JUNK)
        case 2:
            message[key] = chance.choice(JUNK)
        case _:
            message[key] = _changed(chance, message.get(key))
    messages[at] = message


def _flood(chance: Random, messages: list[Plain]) -> None:
    messages[1:1] = [_console(chance)] * chance.randrange(MAX_FRAMES)


_ORDERS: list[Callable[[Random, list[Plain]], None]] = [
    *(_reorder, _repeat, _leave_out, _flood),
    *(_change_field,) * 4,
]


def _frame(chance: Random, message: Plain) -> bytes:
    body: bytes = msgpack.packb(message)
    length = len(body)
    if chance.random() < 0.02:
        length = chance.choice((0, 1, length - 1, length + 1, 2**31, 2**32 - 1))
    return length.to_bytes(4, "big") + body


def _spoilt(chance: Random, data: bytes) -> bytes:
    """Return bytes that differ: cut, flipped, repeated, or with others put in."""
    at = chance.randrange(len(data) + 1)
    match chance.randrange(5):
        case 0:
            return data[:at]
        case 1:
            return data[at:]
        case 2:
            return data[:at] + bytes((chance.randrange(256),)) + data[at + 1 :]
        case 3:
            return data[:at] + data[max(0, at - chance.randrange(20)) :]
        case _:
            return data[:at] + chance.randbytes(chance.randrange(12)) + data[at:]
