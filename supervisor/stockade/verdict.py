"""The verdict on how a run ended, and its result.

It is made in one place, `conclude`, from what the supervisor itself saw and decided. The order of
the checks is the rule: a cause that we recorded before killing comes first, then a broken protocol,
then what the worker said, and only then the kernel's word on how the process ended.
"""

from __future__ import annotations

import math
import os
import signal
import time
from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from stockade_policies import Policy
from stockade_policies.errors import ProtocolError
from stockade_policies.walls import Wall
from stockade_worker import wire

from .account import Account
from .results import ErrorInfo, Limit, LimitKind, MemoryStats, Outcome, RunResult, WorkerInfo
from .run import Run
from .tracing import Trace, limit_of_guard
from .values import decode_table

ITEMS_PER_NODE = 8
"""Msgpack items that one node of a value may need; the greediest are keys with lone surrogates."""

CLOCK_SHARE = 0.02
"""By how much a CPU time may seem to be less than a ceiling that it has reached."""

GUARD_UNITS = {"call_depth": "calls", "loop_iterations": "iterations", "wall": "seconds"}

CPU_GRACE_SHARE = 0.1
CPU_GRACE_SECONDS = 0.1
"""What a run may use beyond its CPU ceiling: time for the engine's own interrupt to end it well."""

STARVED_SHARE = 0.5
"""Share of the heap ceiling that must really have been mapped for an out-of-memory error to count
as the ceiling reached: one absurd request that was refused is the guest's own error."""

FULL_SHARE = 0.9
FULL_SLACK_BYTES = 512 * 1024
"""The same for a `null`, which the engine throws when not even an error object fits: then all was
mapped, but for what the worker had free before. A guest's own `throw null` is no limit."""


def conclude(run: Run, account: Account) -> wire.Steps[RunResult]:
    """Return the result of a run that has ended, after some steps. Never raises."""
    trace = yield from _trace(run)
    try:
        verdict = yield from _verdict(run, account)
        return _result(run, account, trace=trace, **verdict)
    except ProtocolError as error:  # a value table that does not hold together
        cause = f"protocol: {error.reason}"
        return _result(run, account, trace=trace, outcome=Outcome.CRASHED, cause=cause)


def _trace(run: Run) -> wire.Steps[Trace | None]:
    """Return what the run's worker has told of it, however it ended."""
    if run.fold is None:
        return None
    is_complete = run.ended is not None and run.ended.trace_complete
    trace = yield from run.fold.trace(is_complete=is_complete)
    return replace(trace, correlation=run.job.correlation_ids())


def never_ran(run: Run, **verdict: object) -> RunResult:
    """Return the result of a run that was never given to a worker."""
    return _result(run, Account(), **verdict)


def _verdict(run: Run, account: Account) -> wire.Steps[dict[str, object]]:
    if run.cancelled_because:
        return {"outcome": Outcome.CANCELLED, "cause": run.cancelled_because}
    if run.killed_by:
        return {"outcome": Outcome.LIMIT, "limit": run.killed_by}
    if run.broken:
        return {"outcome": Outcome.CRASHED, "cause": f"protocol: {run.broken}"}
    if run.ended and run.ended.ending == "starved" and account == Account():
        # Whether memory ran out is the kernel's to say, and its word went down with the template.
        return _verdict_of_kernel(run, account)
    has_left = account.status in (0, None)  # otherwise the kernel says who ended it
    overrun = cpu_overrun(run.policy, account.cpu_seconds - run.base_cpu_seconds)
    if overrun is not None and has_left:  # whatever the worker says of itself
        return {"outcome": Outcome.LIMIT, "limit": overrun}
    if run.ended and has_left:
        return (yield from _verdict_of_worker(run, run.ended, account))
    return _verdict_of_kernel(run, account)


def cpu_overrun(policy: Policy, seconds: float) -> Limit | None:
    """Return the limit that a run has passed which has used so much CPU, or None."""
    ceiling = policy.ceilings.cpu_seconds
    if seconds <= ceiling * (1 + CPU_GRACE_SHARE) + CPU_GRACE_SECONDS:
        return None
    if Wall.CEILINGS in policy.waive:
        return None
    return Limit(
        kind=LimitKind.CPU, limit=ceiling, seen=seconds, unit="seconds", enforced_by="psutil"
    )


def _verdict_of_worker(
    run: Run, ended: wire.Ended, account: Account
) -> wire.Steps[dict[str, object]]:
    if ended.ending == "completed" and ended.value is not None:
        return {"outcome": Outcome.COMPLETED, "value": (yield from _value(run, ended.value))}
    if ended.ending == "limit" and ended.passed is not None:
        return {"outcome": Outcome.LIMIT, "limit": _limit_of_worker(run, ended.passed, account)}
    if ended.ending == "blocked" and ended.blocked is not None:
        return {"outcome": Outcome.BLOCKED, "cause": _blocking_rule(run, ended.blocked)}
    mapped = _taken_bytes(run, account)
    if ended.ending == "starved" and _is_starved(run, ended, mapped):
        return {"outcome": Outcome.LIMIT, "limit": _heap_limit(run.policy, mapped)}
    if ended.ending in ("threw", "starved") and ended.thrown is not None:
        thrown = ended.thrown
        value = None if thrown.value is None else (yield from _value(run, thrown.value))
        error = ErrorInfo(name=thrown.name, message=thrown.message, stack=thrown.stack, value=value)
        return {"outcome": Outcome.THREW, "error": error}
    raise ProtocolError(f"an ending of {ended.ending} without what belongs to it")


def _blocking_rule(run: Run, rule: str) -> str:
    """Return the cause of a run that a rule has ended. Raises `ProtocolError`."""
    if run.fold is None or rule not in run.policy.blocking_ids:
        raise ProtocolError("blocked by no rule of the policy")
    return f"rule {rule}"


def _limit_of_worker(run: Run, passed: wire.Passed, account: Account) -> Limit:
    """Return the ceiling that a worker says was passed, in the policy's own numbers.

    Of what was seen, CPU time is the kernel's word and wall time ours. The size of a result that
    was refused, and what a guard has counted, is known to the worker alone, and need only be beyond
    the ceiling. Raises `ProtocolError`.
    """
    if passed.kind in wire.GUARDS:
        return _limit_of_guard(run, passed)
    ceilings, seen = run.policy.ceilings, passed.seen
    limit: float | None = {
        ("cpu", "seconds"): ceilings.cpu_seconds,
        ("memory", "bytes"): ceilings.heap_bytes,
        ("output", "bytes"): ceilings.output_bytes,
        ("output", "nodes"): ceilings.value_nodes,
        ("output", "depth"): ceilings.value_depth,
    }.get((passed.kind, passed.unit))
    if passed.kind == "cpu" and account.peak_bytes is not None:
        seen = account.cpu_seconds - run.base_cpu_seconds
    elif passed.kind == "memory":
        seen = min(seen, ceilings.address_bytes)
    tolerance = CLOCK_SHARE if passed.kind == "cpu" else 0.0
    if limit is None or seen < limit * (1 - tolerance):
        raise ProtocolError("a limit that was not passed")
    return Limit(
        kind=LimitKind(passed.kind),
        limit=limit,
        seen=seen,
        unit=passed.unit,
        enforced_by="engine",
    )


def _limit_of_guard(run: Run, passed: wire.Passed) -> Limit:
    """Return the ceiling that ended a traced run in good order.

    That of the wall clock acts a little before it, so that there is time for the last words.
    """
    limit, seen, share = limit_of_guard(passed.kind, run.policy.ceilings), passed.seen, 1.0
    if passed.kind == "wall":
        seen = (run.ended_at or 0.0) - (run.sent_at or 0.0)
        share = wire.WALL_GUARD_SHARE * (1 - CLOCK_SHARE)
    if run.fold is None or passed.unit != GUARD_UNITS[passed.kind] or seen < limit * share:
        raise ProtocolError("a limit that was not passed")
    return Limit(
        kind=LimitKind(passed.kind), limit=limit, seen=seen, unit=passed.unit, enforced_by="guard"
    )


def _value(run: Run, packed: wire.Packed) -> wire.Steps[object]:
    ceilings = run.policy.ceilings
    most = {
        "max_items": ITEMS_PER_NODE * ceilings.value_nodes + 1000,
        "max_text_bytes": ceilings.output_bytes,
    }
    table = [(yield from wire.unpack(bytes(packed), **most))]  # given away: nothing here keeps it
    return (yield from decode_table(table.pop(), max_nodes=ceilings.value_nodes))


def _taken_bytes(run: Run, account: Account) -> int | None:
    return None if account.mapped_bytes is None else max(0, account.mapped_bytes - run.base_bytes)


def _believable(heap_bytes: int, account: Account) -> int:
    """Return what a worker says of its heap, or what the kernel says at most."""
    # Of a dead worker the kernel tells the resident memory only.
    most = account.peak_bytes if account.mapped_bytes is None else account.mapped_bytes
    return heap_bytes if most is None else min(heap_bytes, most)


def _heap_limit(policy: Policy, mapped_bytes: int | None) -> Limit:
    """Return the limit that an engine out of memory has met: its own, or the process's data."""
    is_own = Wall.ENGINE not in policy.waive
    return Limit(
        kind=LimitKind.MEMORY,
        limit=policy.ceilings.heap_bytes if is_own else policy.ceilings.data_bytes,
        seen=mapped_bytes,
        unit="bytes",
        enforced_by="engine" if is_own else "rlimit",
    )


def _is_starved(run: Run, ended: wire.Ended, mapped_bytes: int | None) -> bool:
    if ended.thrown is None or mapped_bytes is None:
        return True
    ceiling = run.policy.ceilings.heap_bytes
    if ended.thrown.name and ended.thrown.message:
        return mapped_bytes >= STARVED_SHARE * ceiling
    return mapped_bytes >= FULL_SHARE * ceiling - FULL_SLACK_BYTES


def _verdict_of_kernel(run: Run, account: Account) -> dict[str, object]:
    if account.status is None:
        return {"outcome": Outcome.CRASHED, "cause": "the template died"}
    if not os.WIFSIGNALED(account.status):
        code = os.waitstatus_to_exitcode(account.status)
        return {"outcome": Outcome.CRASHED, "cause": f"exited with {code} and no result"}
    number = os.WTERMSIG(account.status)
    if number == signal.SIGXCPU or (number == signal.SIGKILL and _is_past_cpu_rlimit(run, account)):
        return {
            "outcome": Outcome.LIMIT,
            "limit": Limit(
                kind=LimitKind.CPU,
                limit=run.policy.ceilings.cpu_seconds,
                seen=account.cpu_seconds,
                unit="seconds",
                enforced_by="rlimit",
            ),
        }
    if number == signal.SIGSYS:
        return {"outcome": Outcome.CRASHED, "cause": "forbidden_syscall"}
    return {"outcome": Outcome.CRASHED, "cause": f"signal {_signal_name(number)}"}


def _is_past_cpu_rlimit(run: Run, account: Account) -> bool:
    """Tell whether RLIMIT_CPU explains a SIGKILL that we did not send.

    It sends SIGXCPU, as nothing else does, and SIGKILL a second later. A worker in an attacker's
    hands can block the first: a forged return from a signal sets the mask.
    """
    is_waived = Wall.RLIMITS in run.policy.waive
    return not is_waived and account.cpu_seconds > math.ceil(run.policy.ceilings.cpu_seconds) + 1


def _signal_name(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:  # a real-time signal has no name of its own
        return str(number)


def _walls(run: Run) -> Mapping[str, wire.WallState]:
    """Return the worker's walls, and the two that it does not build itself."""
    walls = dict(run.walls)
    if walls:
        for wall in (Wall.CEILINGS, Wall.ENGINE):
            walls[wall.value] = "waived" if wall in run.policy.waive else "up"
    return MappingProxyType(walls)


def _result(run: Run, account: Account, **verdict: object) -> RunResult:
    ended, now = run.ended, time.monotonic()
    sent_at = run.sent_at if run.sent_at is not None else now
    ended_at = run.ended_at if run.ended_at is not None else now
    kind = ended.kind if ended else run.job.kind
    return RunResult(
        kind="script" if kind == "auto" else kind,
        execution_time_ms=(ended_at - sent_at) * 1000 if run.sent_at is not None else 0.0,
        queue_time_ms=(sent_at - run.submitted_at) * 1000,
        cpu_time_ms=max(0.0, account.cpu_seconds - run.base_cpu_seconds) * 1000,
        memory_stats=MemoryStats(
            heap_used_bytes=_believable(ended.heap_bytes, account) if ended else None,
            peak_rss_bytes=account.peak_bytes,
            limit_bytes=run.policy.ceilings.heap_bytes,
            peak_bytes=_taken_bytes(run, account),
        ),
        console=tuple(run.console),
        console_dropped=ended.dropped if ended else 0,
        walls=_walls(run),
        worker=WorkerInfo(start=run.start) if run.sent_at is not None else None,
        **verdict,  # type: ignore[arg-type]  # the functions above name its fields
    )
