"""Samples memory and CPU of live workers with psutil, and says who has passed a ceiling.

This catches what the limits inside the worker can't see: native code that never polls the engine's
interrupt (RLIMIT_CPU counts whole seconds), resident memory, and the sum over all workers.

A run that ends within the first interval, as most do, is never sampled and pays nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import psutil

from .results import Limit, LimitKind
from .run import Run, cpu_overrun

FIRST_SECONDS = 0.02
LONGEST_SECONDS = 0.25
GROWTH = 1.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A run that has passed a ceiling."""

    run: Run
    limit: Limit


def next_interval(seconds: float, *, found: bool) -> float:
    """Return how long to wait before the next sample: short again when something was just found."""
    return FIRST_SECONDS if found else min(seconds * GROWTH, LONGEST_SECONDS)


def sample(runs: Iterable[Run], *, pool_rss_bytes: int) -> list[Finding]:
    """Look at every run's worker once. Costs about 0.1 ms for each."""
    findings: list[Finding] = []
    resident: list[tuple[int, Run]] = []
    for run in runs:
        usage = _usage(run)
        if usage is None:
            continue
        rss_bytes, cpu_seconds = usage
        if not run.is_decided:  # or a second worker would be ended while the first is dying
            resident.append((rss_bytes, run))
        limit = _passed(run, rss_bytes, cpu_seconds)
        if limit is not None:
            findings.append(Finding(run=run, limit=limit))
    if not findings:
        findings += _passed_together(resident, pool_rss_bytes)
    return findings


def can_watch(pid: int | None) -> bool:
    """Tell whether psutil may see a process of ours; with /proc mounted hidepid=2 it may not."""
    return pid is not None and _figures(pid) is not None


def _usage(run: Run) -> tuple[int, float] | None:
    pid = run.worker.pid if run.worker else None
    return None if pid is None else _figures(pid)


def _figures(pid: int) -> tuple[int, float] | None:
    """Return (resident bytes, CPU seconds) of a process, or None when it is gone or hidden."""
    try:
        process = psutil.Process(pid)
        times = process.cpu_times()
        return process.memory_info().rss, times.user + times.system
    except psutil.Error:
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
    """Pick the largest worker when all together hold too much; the next sample picks the next."""
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
