"""Samples memory and CPU of live workers with psutil, and says who has passed a ceiling.

This catches what the limits inside the worker can't see: native code that never polls the engine's
interrupt (RLIMIT_CPU counts whole seconds), resident memory, and the sum over all workers.

A run that ends within the first interval, as most do, is never sampled and pays nothing.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, field

import psutil

from .account import is_alive
from .results import Limit, LimitKind
from .run import Run
from .verdict import cpu_overrun

FIRST_SECONDS = 0.02
SHORTEST_SECONDS = 0.005
LONGEST_SECONDS = 0.25
GROWTH = 1.5

SLICE_RUNS = 16
"""Runs that are looked at before the loop serves others: at 0.1 ms each, a few ms."""
LOOP_SHARE = 0.2
"""Share of the loop's time that looking may take; a large pool is looked at less often."""

FILL_BYTES_PER_SECOND = 2 << 30
"""What one CPU can fill with new pages (measured: 1.6 GB/s, the kernel's zeroing included)."""
IDLE_BYTES = 16 << 20
"""What a worker holds before its job."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A run that has passed a ceiling."""

    run: Run
    limit: Limit


def next_interval(seconds: float, *, cost_seconds: float, safe_seconds: float) -> float:
    """Return how long to wait before the next round.

    seconds       the wait before this one; it grows while nothing is near.
    cost_seconds  what this round took.
    safe_seconds  how long nothing can pass its ceiling.
    """
    wanted = min(seconds * GROWTH, safe_seconds, LONGEST_SECONDS)
    return max(wanted, SHORTEST_SECONDS, cost_seconds / LOOP_SHARE)


@dataclass(slots=True, kw_only=True)
class Round:
    """One look at every run's worker, in slices.

    runs            to be looked at.
    pool_rss_bytes  the ceiling of all together.
    cpus            how many of them can grow at the same time.
    """

    runs: Sequence[Run]
    pool_rss_bytes: int
    cpus: int
    cost_seconds: float = 0.0
    _next: int = 0
    _resident: list[tuple[int, Run]] = field(default_factory=list)
    _has_found: bool = False

    @property
    def is_done(self) -> bool:
        """Tell whether every run has been looked at."""
        return self._next >= len(self.runs)

    def step(self) -> list[Finding]:
        """Look at the next runs; after the last ones, at the sum too."""
        began = time.perf_counter()
        findings: list[Finding] = []
        runs = self.runs[self._next : self._next + SLICE_RUNS]
        self._next += SLICE_RUNS
        for run in runs:
            usage = _usage(run)
            if usage is None:
                continue
            rss_bytes, cpu_seconds = usage
            self._resident.append((rss_bytes, run))
            limit = _passed(run, rss_bytes, cpu_seconds)
            if limit is not None:
                findings.append(Finding(run=run, limit=limit))
        self._has_found |= bool(findings)
        if self.is_done and not self._has_found:
            findings += _passed_together(self._resident, self.pool_rss_bytes)
        self.cost_seconds += time.perf_counter() - began
        return findings

    def safe_seconds(self, fresh_rss_bytes: int) -> float:
        """Return how long nothing can pass its ceiling, however fast it grows.

        fresh_rss_bytes  the lowest ceiling of a run that may start meanwhile.
        """
        total = sum(rss_bytes for rss_bytes, _ in self._resident)
        together = (self.pool_rss_bytes - total) / self.cpus
        alone = [run.policy.ceilings.rss_bytes - rss_bytes for rss_bytes, run in self._resident]
        headroom = min(together, fresh_rss_bytes - IDLE_BYTES, *alone)
        return max(0.0, headroom / FILL_BYTES_PER_SECOND)


def can_watch(pid: int | None) -> bool:
    """Tell whether psutil may see a process of ours; with /proc mounted hidepid=2 it may not."""
    return pid is not None and _figures(pid) is not None


def _usage(run: Run) -> tuple[int, float] | None:
    worker = run.worker
    figures = None if worker is None or worker.pid is None else _figures(worker.pid)
    # A pid can mean another process by now; while the pidfd's lives, the figures were its.
    return figures if worker is not None and figures and is_alive(worker.pidfd) else None


def _figures(pid: int) -> tuple[int, float] | None:
    """Return (resident bytes, CPU seconds) of a process.

    None when it is gone, hidden, or can't be asked now for want of a descriptor: the next round
    asks again.
    """
    try:
        process = psutil.Process(pid)
        times = process.cpu_times()
        return process.memory_info().rss, times.user + times.system
    except (psutil.Error, OSError):
        return None


def _passed(run: Run, rss_bytes: int, cpu_seconds: float) -> Limit | None:
    ceilings = run.policy.ceilings
    if rss_bytes > ceilings.rss_bytes:
        return Limit(
            kind=LimitKind.MEMORY,
            limit=ceilings.rss_bytes,
            seen=rss_bytes,
            unit="bytes",
            enforced_by="psutil",
        )
    return cpu_overrun(run.policy, cpu_seconds)


def _passed_together(resident: list[tuple[int, Run]], pool_rss_bytes: int) -> list[Finding]:
    """Pick the largest worker when all together hold too much; the next round picks the next.

    A run that is decided is being killed, and what it still holds is on its way back: counted, it
    would cost another run its life.
    """
    resident = [(rss_bytes, run) for rss_bytes, run in resident if not run.is_decided]
    total = sum(rss_bytes for rss_bytes, _ in resident)
    if total <= pool_rss_bytes:
        return []
    _, run = max(resident, key=lambda pair: pair[0])
    limit = Limit(
        kind=LimitKind.MEMORY,
        limit=pool_rss_bytes,
        seen=total,
        unit="bytes",
        enforced_by="psutil (pool)",
    )
    return [Finding(run=run, limit=limit)]
