"""The messages, field by field. What is not described here is refused.

Three channels: the job pipe (supervisor to worker), the event pipe (worker to supervisor) and the
control socket (supervisor and template). A class is one message type. `SCHEMA` says what each field
of those that the supervisor reads may hold, and is its only way from bytes to a message.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import msgpack

from stockade_policies import Policy, Wall
from stockade_policies.errors import JailError, ProtocolError

from . import events, frames, schema

WallState = Literal["up", "waived"]
Packed = bytes | memoryview
Proofs = Mapping[str, Mapping[str, str]]

NO_CEILING = 2**40
MAX_ITEMS = 1000
"""Items that one message may hold. Guest values are one: they travel as packed bytes."""

MAX_TABLE_BYTES = 2**26
"""Bytes of a packed value table, or batch of trace events; the frame that carries it is mostly held
to less."""

LAST_FRAMES = 16
"""Frames of a worker that are neither console output nor trace: its first word and its last, and
some to spare."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RunCeilings:
    """The ceilings that the worker itself keeps, for one run. Units as in `Ceilings`.

    wall_seconds   the guard of a traced run fires at WALL_GUARD_SHARE of it.
    trace_batches  `Traced` messages that it may send.
    """

    cpu_seconds: float
    wall_seconds: float
    heap_bytes: int
    tracer_bytes: int
    call_depth: int
    loop_iterations: int
    output_bytes: int
    value_nodes: int
    value_depth: int
    console_bytes: int
    console_entries: int
    generations: int
    generation_bytes: int
    trace_bytes: int
    trace_strings: int
    trace_functions: int
    trace_nodes: int
    trace_batches: int

    @classmethod
    def of(cls, policy: Policy) -> RunCeilings:
        """Return what a policy's workers keep; nothing of the engine's if that wall is waived."""
        ceilings = policy.ceilings
        is_waived = Wall.ENGINE in policy.waive
        return cls(
            cpu_seconds=NO_CEILING if is_waived else ceilings.cpu_seconds,
            wall_seconds=NO_CEILING if is_waived else ceilings.wall_seconds,
            heap_bytes=NO_CEILING if is_waived else ceilings.heap_bytes,
            tracer_bytes=ceilings.tracer_bytes,
            call_depth=NO_CEILING if is_waived else ceilings.call_depth,
            loop_iterations=NO_CEILING if is_waived else ceilings.loop_iterations,
            output_bytes=ceilings.output_bytes,
            value_nodes=ceilings.value_nodes,
            value_depth=ceilings.value_depth,
            console_bytes=ceilings.console_bytes,
            console_entries=ceilings.console_entries,
            generations=ceilings.generations,
            generation_bytes=ceilings.generation_bytes,
            trace_bytes=ceilings.trace_bytes,
            trace_strings=ceilings.trace_strings,
            trace_functions=ceilings.trace_functions,
            trace_nodes=ceilings.trace_nodes,
            trace_batches=ceilings.event_frames - ceilings.console_entries - LAST_FRAMES,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Supervisor to worker: run this.

    source       UTF-8, lone surrogates as their three bytes.
    args         a value table as JSON.
    tracing      whether `Traced` is wanted.
    seed         of the virtual clock and chance.
    source_map   as the caller gave it: hostile.
    correlation  JSON of the caller's mapping; what it says is as hostile.
    """

    source: bytes
    kind: str
    args: str | None
    ceilings: RunCeilings
    tracing: bool
    seed: int
    source_map: bytes | None
    correlation: bytes | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sealed:
    """Worker to supervisor: the last wall is up; `walls` maps each wall to "up" or "waived"."""

    walls: Mapping[str, WallState]


@dataclass(frozen=True, slots=True, kw_only=True)
class JailFailed:
    """A wall could not be put up; no guest code runs. Sent by template and worker alike."""

    step: str
    errno: int
    reason: str
    hint: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Console:
    """Worker to supervisor, while the code runs: one console call."""

    level: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Traced:
    """Worker to supervisor, while the code runs: a batch of trace events, see docs/protocol.md.

    events  a packed list: it may be long, and is not looked into by whoever reads the message.
    """

    events: Packed


@dataclass(frozen=True, slots=True, kw_only=True)
class Thrown:
    """What was thrown: text for people, and the value itself, packed, where it could cross."""

    name: str
    message: str
    stack: str
    value: Packed | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Passed:
    """A ceiling that the worker saw passed."""

    kind: str
    limit: float
    seen: float
    unit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """Worker to supervisor: how the run ended.

    ending          completed | threw | limit | starved. `starved` means that the engine reported an
                    exhausted heap; the supervisor decides from the kernel's figures what it was.
    kind            what the source was run as.
    value           a packed value table: large, and not looked into by whoever reads the message.
    heap_bytes      memory that the run's allocations hold at its end.
    dropped         console entries that were not kept.
    trace_complete  all that the trace had to tell has been sent; true also of a run without one.
    """

    ending: str
    kind: str
    value: Packed | None
    thrown: Thrown | None
    passed: Passed | None
    heap_bytes: int
    dropped: int
    trace_complete: bool


STARVED = Ended(
    ending="starved",
    kind="script",
    value=None,
    thrown=None,
    passed=None,
    heap_bytes=0,
    dropped=0,
    trace_complete=False,
)
"""What a worker says that has no memory left to say more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Start:
    """Supervisor to template: the first message. `policy` is `Policy.to_plain()`."""

    policy: dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Spawn:
    """Supervisor to template: fork one worker; `worker` is the supervisor's number for it."""

    worker: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Ready:
    """Template to supervisor: its walls have held against itself, and it serves.

    base_bytes  the size of its address space.
    proofs      what it has tried, with the walls that must stop that and how each has: "SIGSYS", an
                errno's name (with " (host)" if that was there first), or "waived".
    """

    base_bytes: int
    proofs: Proofs
    self_attack_ms: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Spawned:
    """Template to supervisor, with three descriptors: job pipe, event pipe, pidfd."""

    worker: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SpawnFailed:
    """Template to supervisor: the fork or its pipes failed with `errno`."""

    worker: int
    errno: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reaped:
    """Template to supervisor: the kernel's account of a worker that is gone (wait4(2)).

    status is the raw wait status; cpu_seconds user and system time; peak_bytes ru_maxrss.
    """

    worker: int
    status: int
    cpu_seconds: float
    peak_bytes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Examined:
    """Probe to doctor: what the attacks on one wall showed.

    holds     every one of them failed, and at least one because of this wall.
    how       what was tried, and which other walls were lifted for it.
    observed  what became of it.
    """

    wall: str
    holds: bool
    how: str
    observed: str


Message = (
    Run | Sealed | JailFailed | Console | Traced | Ended
    | Start | Spawn | Ready | Spawned | SpawnFailed | Reaped | Examined
)  # fmt: skip

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
        "ending": schema.one_of("completed", "threw", "limit", "starved"),
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

_ORDERS: dict[str, type] = {"run": Run, "start": Start, "spawn": Spawn}
_TAGS = {cls: tag for tag, (cls, _) in SCHEMA.items()} | {cls: tag for tag, cls in _ORDERS.items()}


def jail_failed(error: JailError) -> JailFailed:
    """Return the message that reports `error`."""
    return JailFailed(
        step=str(error.step)[:64],
        errno=error.errno or 0,
        reason=error.reason[:2000],
        hint=error.hint[:2000],
    )


def _plain(value: Any) -> Any:
    """Turn a message, or a record inside one, into a map; leave everything else alone."""
    names = getattr(value, "__slots__", None)
    if names is None:
        return value
    return {name: _plain(getattr(value, name)) for name in names}


def encode(message: Message) -> bytes:
    """Return the frame for `message`."""
    return frames.encode_frame({"t": _TAGS[type(message)], **_plain(message)})


def pack_table(table: Mapping[str, Any]) -> memoryview:
    """Return a value table as it travels: bytes in a message, for `unpack` at the other end."""
    return _packed(table)


def pack_events(batch: Sequence[Sequence[object]]) -> memoryview:
    """Return a batch of trace events as it travels, likewise; see `events.py` for its bounds."""
    return _packed(batch)


def _packed(plain: object) -> memoryview:
    packer = msgpack.Packer(autoreset=False, buf_size=frames.FIRST_BYTES)
    packer.pack(plain)
    packed: memoryview = packer.getbuffer()
    return packed


def encode_ended(ended: Ended) -> tuple[bytes, memoryview]:
    """Return the frame of an ending in two pieces: a large value is not copied."""
    fields = {"t": _TAGS[Ended], **_plain(ended)}
    value = fields.pop("value")
    if value is None:
        return encode(ended), memoryview(b"")
    content = memoryview(value)
    return frames.encode_before(fields, "value", content), content


def decode(body: bytes) -> Message:
    """Return a worker's or template's message. Raises only `ProtocolError`."""
    plain = frames.decode_body(body, max_items=MAX_ITEMS)
    tag = plain.pop("t", None)
    if type(tag) is not str or tag not in SCHEMA:
        raise ProtocolError("a message of no known type")
    cls, checks = SCHEMA[tag]
    message: Message = cls(**schema.check_fields(plain, checks))
    return message


def decode_order(body: bytes | memoryview) -> Message:
    """Return the supervisor's message, unchecked: it is trusted, and checks cost a worker pages.

    A fork pays for every page that it touches, and the checks of `decode` touch as many as the rest
    of a short run.
    """
    plain = msgpack.unpackb(body)
    order = _ORDERS[plain.pop("t")]
    if order is Run:
        plain["ceilings"] = RunCeilings(**plain["ceilings"])
    message: Message = order(**plain)
    return message
