"""Does a supervisor stay as it is: cost per job, memory, descriptors and children over many jobs?

The jobs are cut into ten slices. After each slice everything is at rest and counted. A yardstick
runs before and after each slice: a machine that slows down must not look like a supervisor that
does.
"""

from __future__ import annotations

import asyncio
import itertools
import os
import statistics
import time
from dataclasses import dataclass

import psutil
from _processes import YARDSTICK, children, spawn_ms, templates, wait_sealed, workers
from _report import Report, arguments, progress, summary

from stockade import AsyncSupervisor, PoolLimits

SOURCE = "1+1"
SLICES = 10
YARDSTICK_SPAWNS = 100
PROGRESS_JOBS = 100
SETTLE_SECONDS = 0.2
HEAD = (
    *("slice", "jobs", "ms/job", "/ yardstick", "wait median ms", "wait p99 ms"),
    *("supervisor MB", "template MB", "descriptors", "children"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Slice:
    """One slice, and what was there after it. Children: starters, templates and workers."""

    jobs: int
    ms_per_job: float
    median_ms: float
    p99_ms: float
    yardstick_ms: float
    supervisor_mb: float
    template_mb: float
    descriptors: int
    children: int

    @property
    def ratio(self) -> float:
        """Cost per job in units of the yardstick."""
        return self.ms_per_job / self.yardstick_ms


async def measure(jobs: int, limits: PoolLimits) -> list[Slice]:
    """Run the jobs, slice by slice, after one short slice that is not counted."""
    per_slice = max(1, jobs // SLICES)
    async with AsyncSupervisor(pool=limits) as supervisor:
        await run_slice(supervisor, limits, min(per_slice, 500), 0)
        return [
            await run_slice(supervisor, limits, per_slice, number)
            for number in range(1, SLICES + 1)
        ]


async def run_slice(
    supervisor: AsyncSupervisor, limits: PoolLimits, jobs: int, number: int
) -> Slice:
    """Run `jobs` jobs, wait until the pool rests, and count."""
    yardstick = [spawn_ms() for _ in range(YARDSTICK_SPAWNS)]
    took: list[float] = []
    began = time.perf_counter()
    async for result in supervisor.map(itertools.repeat(SOURCE, jobs)):
        if result.value != 2:
            raise RuntimeError(f"a run failed: {result}")
        took.append(result.queue_time_ms + result.execution_time_ms)
        if len(took) % PROGRESS_JOBS == 0:
            progress(f"\rslice {number} of {SLICES}: {len(took)} of {jobs} ")
    seconds = time.perf_counter() - began
    yardstick += [spawn_ms() for _ in range(YARDSTICK_SPAWNS)]
    await asyncio.to_thread(wait_sealed, limits.spares)
    await asyncio.sleep(SETTLE_SECONDS)
    process = psutil.Process()
    _, median_ms, p99_ms = summary(took)
    return Slice(
        jobs=jobs,
        ms_per_job=seconds * 1000 / jobs,
        median_ms=median_ms,
        p99_ms=p99_ms,
        yardstick_ms=statistics.median(yardstick),
        supervisor_mb=process.memory_info().rss / 1e6,
        template_mb=sum(psutil.Process(pid).memory_info().rss for pid in templates()) / 1e6,
        descriptors=process.num_fds(),
        children=len(children(os.getpid())) + len(templates()) + len(workers()),
    )


def slope(values: list[float]) -> float:
    """Return the slope of the least-squares line, per slice."""
    return statistics.linear_regression(range(len(values)), values).slope


def report_slopes(report: Report, slices: list[Slice]) -> None:
    """Report how each figure moves, per slice and over the whole run."""
    columns = {
        "ms per job": [each.ms_per_job for each in slices],
        "ms per job / yardstick": [each.ratio for each in slices],
        "supervisor RSS, MB": [each.supervisor_mb for each in slices],
        "template RSS, MB": [each.template_mb for each in slices],
        "descriptors": [float(each.descriptors) for each in slices],
        "children": [float(each.children) for each in slices],
    }
    rows = [
        (
            name,
            *summary(values),
            f"{slope(values):+.4f}",
            f"{slope(values) * (SLICES - 1) / statistics.median(values):+.1%}",
        )
        for name, values in columns.items()
    ]
    head = ("over the slices", "n", "median", "p99", "slope per slice", "first to last")
    report.table(head, rows)


def main() -> None:
    """Measure and report."""
    parser = arguments("flatness", __doc__)
    parser.add_argument("--jobs", type=int, default=10_000)
    options = parser.parse_args()
    question = f"what changes over {options.jobs} jobs?"
    report = Report("flatness", question, options.save)
    limits = PoolLimits()
    before = psutil.Process().num_fds()
    slices = asyncio.run(measure(options.jobs, limits))
    progress("\n")
    rows = [
        (
            str(number),
            each.jobs,
            each.ms_per_job,
            each.ratio,
            each.median_ms,
            each.p99_ms,
            each.supervisor_mb,
            each.template_mb,
            each.descriptors,
            each.children,
        )
        for number, each in enumerate(slices, 1)
    ]
    report.table(HEAD, rows)
    report_slopes(report, slices)
    left = len(children(os.getpid()))
    opened = psutil.Process().num_fds() - before
    report.say(
        "",
        f"{limits.workers} workers, {limits.spares} spares; yardstick: spawn and wait {YARDSTICK}",
        f"after close: {left} children and {opened} descriptors more than before",
    )
    report.finish()


if __name__ == "__main__":
    main()
