"""The messages: a class is one message type.

Three channels: the job pipe (supervisor to worker), the event pipe (worker to supervisor) and the
control socket (supervisor and template). What each field of a message to the supervisor may hold is
in `fields.py`, the way to bytes and back in `codec.py`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from .ceilings import RunCeilings

WallState = Literal["up", "waived"]
Packed = bytes | memoryview
Proofs = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Supervisor to worker: run this.

    source       UTF-8, lone surrogates as their three bytes.
    args         a value table as JSON.
    tracing      whether `Traced` is wanted.
    seed         of the virtual clock and chance.
    source_map   as the caller gave it: hostile.
    correlation  JSON of the caller's mapping; what it says is as hostile.
    answers      how the persona's world answers, by name; what is not there has its default.
    profile      JSON of what the caller says that the host is; None leaves all to the persona.
    """

    source: bytes
    kind: str
    args: str | None
    ceilings: RunCeilings
    tracing: bool
    seed: int
    source_map: bytes | None
    correlation: bytes | None
    answers: Mapping[str, str]
    profile: str | None


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

    ending          completed | threw | limit | blocked | starved. `starved` means that the engine
                    reported an exhausted heap; the supervisor decides from the kernel's figures
                    what it was.
    kind            what the source was run as.
    value           a packed value table: large, and not looked into by whoever reads the message.
    blocked         the id of the rule that ended the run.
    heap_bytes      memory that the run's allocations hold at its end.
    dropped         console entries that were not kept.
    trace_complete  all that the trace had to tell has been sent; true also of a run without one.
    """

    ending: str
    kind: str
    value: Packed | None
    thrown: Thrown | None
    passed: Passed | None
    blocked: str | None
    heap_bytes: int
    dropped: int
    trace_complete: bool


STARVED = Ended(
    ending="starved",
    kind="script",
    value=None,
    thrown=None,
    passed=None,
    blocked=None,
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
