"""The same source, policy and seed give the same trace, byte for byte: all samples, twice."""

from __future__ import annotations

import asyncio
import json
import os
from collections import Counter
from pathlib import Path

from stockade import AsyncSupervisor, Outcome, Policy, PoolLimits, RunResult
from stockade.stress.samples import Sample, parse

FOLDER = Path(__file__).parents[1] / "hostile" / "samples"
SAMPLES = {
    str(path.relative_to(FOLDER)): parse(path.read_bytes().decode("utf-8", "surrogatepass"))
    for path in sorted(FOLDER.rglob("*.js"))
}

CPU_SECONDS = 0.25
CLOCKS = {"cpu", "wall", "memory", "stack"}
"""What ends a run at a moment that depends on the machine, or between two looks."""


def text_of(result: RunResult) -> str:
    assert result.trace is not None
    return json.dumps(result.trace.to_dict())


def is_timed(sample: Sample) -> bool:
    """Tell whether only a clock or memory can end it."""
    return all(
        ending.outcome is Outcome.LIMIT and ending.detail in CLOCKS for ending in sample.endings
    )


def has_no_time(result: RunResult) -> bool:
    """Tell whether a clock decided that code was not traced."""
    trace = result.trace
    return trace is not None and any(one.reason in ("time", "memory") for one in trace.generations)


async def compare(supervisor: AsyncSupervisor, sample: Sample) -> str:
    """Run a sample twice; tell what the comparison has shown."""
    policy: Policy = getattr(Policy, sample.preset)().tightened(**sample.lowered)
    policy = policy.tightened(cpu_seconds=min(CPU_SECONDS, policy.ceilings.cpu_seconds))
    results = []
    for _ in range(2):
        result = await supervisor.run(sample.source, kind=sample.kind, policy=policy)
        is_by_clock = result.limit is not None and result.limit.kind in CLOCKS
        if is_by_clock or result.outcome is Outcome.CRASHED or has_no_time(result):
            return "ended by a clock"
        results.append(result)
    first, second = results
    if not (first.trace and first.trace.complete):
        return "incomplete"
    return "same" if text_of(first) == text_of(second) else "different"


async def test_each_sample_has_one_trace() -> None:
    found: Counter[str] = Counter()
    wrong: list[str] = []
    limits = PoolLimits(workers=max(2, os.cpu_count() or 1), spares=2)
    async with AsyncSupervisor(Policy.research(), pool=limits) as supervisor:
        gate = asyncio.Semaphore(2 * limits.workers)

        async def run(name: str, sample: Sample) -> None:
            if "waive" in sample.overrides or is_timed(sample):
                return  # of another policy's template, or compared to nothing
            async with gate:
                kind = await compare(supervisor, sample)
            found[kind] += 1
            if kind not in ("same", "ended by a clock"):
                wrong.append(f"{name}: {kind}")

        await asyncio.gather(*(run(name, sample) for name, sample in SAMPLES.items()))
    assert not wrong
    assert found["same"] > 350, found
