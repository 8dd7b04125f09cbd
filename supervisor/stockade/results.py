"""What a run gives back.

Guest code going wrong is a value, described here; our own trouble is an exception (see
`stockade_policies.errors`). Every string in a result that came from the guest is as the guest wrote
it: escape it before it meets a terminal, a log or a page.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Literal

from .tracing import SideEffect, Trace, Violation
from .values import to_jsonable

WallState = Literal["up", "waived"]


class Outcome(StrEnum):
    """How a run ended."""

    COMPLETED = "completed"
    """It ran to its end, pending promises included."""

    THREW = "threw"
    """An uncaught exception or an unhandled rejection."""

    LIMIT = "limit"
    """A ceiling; `RunResult.limit` says which."""

    BLOCKED = "blocked"
    """A rule with action `block` stopped it."""

    CRASHED = "crashed"
    """The worker died by a signal or broke the protocol; `RunResult.cause` says how."""

    CANCELLED = "cancelled"
    """The caller withdrew it."""

    REJECTED = "rejected"
    """It never ran; `RunResult.cause` says why."""


class LimitKind(StrEnum):
    """The ceiling that ended a run."""

    WALL = "wall"
    CPU = "cpu"
    MEMORY = "memory"
    STACK = "stack"
    CALL_DEPTH = "call_depth"
    LOOP_ITERATIONS = "loop_iterations"
    OUTPUT = "output"
    TRACE = "trace"
    HOST_CALLS = "host_calls"
    SOURCE_SIZE = "source_size"


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """The ceiling that ended a run: how much was allowed and what was measured.

    limit, seen  in `unit`; seen is None where the ceiling acts before anything can be measured. It
                 is the kernel's word or ours; only how large a refused result would have been, and
                 how many calls or turns of loops there were, is the worker's, and no less than the
                 limit. A guard acts at nine tenths of `wall_seconds`: only then seen is less.
    enforced_by  the mechanism that noticed, as in "engine", "guard", "rlimit", "psutil",
                 "psutil (pool)", "timer", "supervisor".
    """

    kind: LimitKind
    limit: float
    seen: float | None
    unit: str
    enforced_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ErrorInfo:
    """What the guest threw.

    stack  lines of the guest's own source, exact; "" if there is none.
    value  the thrown value itself, as in `stockade.values`; None where it could not cross.
    """

    name: str
    message: str
    stack: str
    value: object = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MemoryStats:
    """Memory of one run, in bytes.

    heap_used_bytes  of the guest's heap, at its end; None when the worker did not live to tell.
    peak_rss_bytes   of the worker, from the kernel's own account; None when it never started.
    limit_bytes      the policy's heap_bytes.
    peak_bytes       what the worker took at most beyond what it has when idle, touched or not, from
                     the kernel's own account: the measure of `limit_bytes`. None when it died.
    """

    heap_used_bytes: int | None
    peak_rss_bytes: int | None
    limit_bytes: int
    peak_bytes: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsoleEntry:
    """One console call; level is log, info, warn, error, debug or trace."""

    level: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkerInfo:
    """Who ran it.

    start      "warm": a spare was waiting; "cold": one had to be forked for this run.
    """

    start: Literal["cold", "warm"]


@dataclass(frozen=True, slots=True, kw_only=True)
class RunResult:
    """How a run ended and what is known about it.

    value              the completion value, as in `stockade.values`; None unless completed.
    error              set when it threw.
    limit              set when a ceiling ended it.
    cause              set when it was blocked, crashed or rejected: "rule ID",
                       "forbidden_syscall", "signal SIGSEGV", "protocol: ...".
    kind               what the source was run as: script, function or module.
    execution_time_ms  from job sent to outcome known; warm-up and waiting are not in it.
    queue_time_ms      from submission to job sent.
    cpu_time_ms        of the worker, from the kernel's own account.
    console_dropped    entries beyond the policy's ceilings: counted, not kept.
    trace              what the code did, as far as it was told, however the run ended; None if the
                       policy has no tracing, or no worker was involved.
    walls              each wall by name, "up" or "waived"; empty when no worker was involved.
    worker             None when no worker was involved.
    """

    outcome: Outcome
    value: object = None
    error: ErrorInfo | None = None
    limit: Limit | None = None
    cause: str | None = None
    kind: str
    execution_time_ms: float = 0.0
    queue_time_ms: float = 0.0
    cpu_time_ms: float = 0.0
    memory_stats: MemoryStats
    console: tuple[ConsoleEntry, ...] = ()
    console_dropped: int = 0
    trace: Trace | None = None
    walls: Mapping[str, WallState] = field(default_factory=lambda: MappingProxyType({}))
    worker: WorkerInfo | None = None

    @property
    def success(self) -> bool:
        """Whether the code ran to its end."""
        return self.outcome is Outcome.COMPLETED

    @property
    def side_effects(self) -> tuple[SideEffect, ...]:
        """What the code would have done to a real host, in order; empty without a trace."""
        return self.trace.effects if self.trace else ()

    @property
    def security_violations(self) -> tuple[Violation, ...]:
        """The rules that it broke, the most severe first; empty without a trace."""
        return self.trace.violations if self.trace else ()

    def to_dict(self) -> dict[str, object]:
        """Return the whole result as plain data that `json.dumps(allow_nan=False)` takes.

        Guest values are written as `stockade.values.to_jsonable` describes them. `value` is null,
        not an undefined, when the code did not complete: look at `success` first. Side effects and
        violations are at the top only, not in the trace again.
        """
        error, limit, worker = self.error, self.limit, self.worker
        trace = self.trace.to_dict() if self.trace else {}
        return {
            "outcome": self.outcome.value,
            "success": self.success,
            "value": to_jsonable(self.value) if self.success else None,
            "error": {
                "name": error.name,
                "message": error.message,
                "stack": error.stack,
                "value": to_jsonable(error.value),
            }
            if error
            else None,
            "limit": {**asdict(limit), "kind": limit.kind.value} if limit else None,
            "cause": self.cause,
            "kind": self.kind,
            "execution_time_ms": self.execution_time_ms,
            "queue_time_ms": self.queue_time_ms,
            "cpu_time_ms": self.cpu_time_ms,
            "memory_stats": asdict(self.memory_stats),
            "console": [asdict(entry) for entry in self.console],
            "console_dropped": self.console_dropped,
            "side_effects": trace.pop("effects", []),
            "security_violations": trace.pop("violations", []),
            "trace": trace or None,
            "walls": dict(self.walls),
            "worker": asdict(worker) if worker else None,
        }
