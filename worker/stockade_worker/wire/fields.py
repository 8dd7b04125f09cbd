"""What each field of a message to the supervisor may hold; what is not described is refused."""

from __future__ import annotations

from stockade_policies import Wall

from . import events, schema
from .messages import (
    Console,
    Ended,
    Examined,
    JailFailed,
    Passed,
    Ready,
    Reaped,
    Sealed,
    Spawned,
    SpawnFailed,
    Thrown,
    Traced,
)

MAX_TABLE_BYTES = 2**26
"""Bytes of a packed value table, or batch of trace events; the frame that carries it is mostly held
to less."""

_WALLS = schema.mapping(schema.text(32), schema.one_of("up", "waived"), at_most=16)

_PROOFS = schema.mapping(
    schema.text(64),
    schema.mapping(schema.one_of(*Wall), schema.text(16), at_most=len(Wall)),
    at_most=32,
)


def _nested(cls: type, **checks: schema.Check) -> schema.Check:
    record = schema.record(**checks)
    return lambda value: cls(**record(value))


SCHEMA: dict[str, tuple[type, dict[str, schema.Check]]] = {
    "sealed": (Sealed, {"walls": _WALLS}),
    "jail_failed": (JailFailed, {
        "step": schema.text(64),
        "errno": schema.integer(0, 4096),
        "reason": schema.text(2000),
        "hint": schema.text(2000),
    }),
    "console": (Console, {
        "level": schema.one_of("log", "info", "warn", "error", "debug", "trace"),
        "text": schema.text(2**24),
    }),
    "traced": (Traced, {"events": schema.binary(MAX_TABLE_BYTES)}),
    "ended": (Ended, {
        "ending": schema.one_of("completed", "threw", "limit", "blocked", "starved"),
        "kind": schema.one_of("script", "function", "module"),
        "value": schema.optional(schema.binary(MAX_TABLE_BYTES)),
        "thrown": schema.optional(_nested(
            Thrown,
            name=schema.text(1000),
            message=schema.text(20_000),
            stack=schema.text(40_000),
            value=schema.optional(schema.binary(MAX_TABLE_BYTES)),
        )),
        "passed": schema.optional(_nested(
            Passed,
            kind=schema.one_of("cpu", "memory", "output", *events.GUARDS),
            limit=schema.number(),
            seen=schema.number(),
            unit=schema.one_of("bytes", "nodes", "depth", "seconds", "calls", "iterations"),
        )),
        "blocked": schema.optional(schema.text(events.MAX_NAME_CHARS)),
        "heap_bytes": schema.integer(),
        "dropped": schema.integer(),
        "trace_complete": schema.boolean,
    }),
    "ready": (Ready, {
        "base_bytes": schema.integer(),
        "proofs": _PROOFS,
        "self_attack_ms": schema.number(),
    }),
    "spawned": (Spawned, {"worker": schema.integer()}),
    "spawn_failed": (SpawnFailed, {
        "worker": schema.integer(),
        "errno": schema.integer(0, 4096),
        "reason": schema.text(2000),
    }),
    "reaped": (Reaped, {
        "worker": schema.integer(),
        "status": schema.integer(0, 0xFFFF),
        "cpu_seconds": schema.number(),
        "peak_bytes": schema.integer(),
    }),
    "examined": (Examined, {
        "wall": schema.one_of(*Wall),
        "holds": schema.boolean,
        "how": schema.text(2000),
        "observed": schema.text(8000),
    }),
}  # fmt: skip
