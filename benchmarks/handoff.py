"""How long does a caller wait for `1+1` when a sealed worker is ready?

Both faces of the supervisor and a yardstick, one after another in each round. Every run has a fresh
worker: a pause before it lets the pool replace the one that was used. Runs that found no spare all
the same are counted, and left out of the figures.
"""

from __future__ import annotations

import asyncio
import statistics
import time
from collections.abc import Iterator
from dataclasses import dataclass, field

from _processes import YARDSTICK, spawn_ms
from _report import Report, arguments, progress, summary

from stockade import AsyncSupervisor, PoolLimits, RunResult, Supervisor

SOURCE = "1+1"
ASYNC_BAR_MS = 0.6
BLOCKING_BAR_MS = 1.0
WARM_UP_ROUNDS = 20


@dataclass(slots=True)
class Samples:
    """Milliseconds of one face: what the caller waited, and the result's own account of it."""

    total: list[float] = field(default_factory=list)
    queue: list[float] = field(default_factory=list)
    execution: list[float] = field(default_factory=list)
    rest: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)
    cold: int = 0

    def note(self, total_ms: float, result: RunResult) -> None:
        """Take one run. Raises RuntimeError if it did not give what it should."""
        if not result.success or result.value != 2 or result.worker is None:
            raise RuntimeError(f"a run failed: {result}")
        if result.worker.start != "warm":
            self.cold += 1
            return
        self.total.append(total_ms)
        self.queue.append(result.queue_time_ms)
        self.execution.append(result.execution_time_ms)
        self.rest.append(total_ms - result.queue_time_ms - result.execution_time_ms)
        self.cpu.append(result.cpu_time_ms)

    def rows(self, face: str) -> Iterator[tuple[object, ...]]:
        """Return the rows of the table."""
        yield face, *summary(self.total)
        yield "  queue: submitted to job sent", *summary(self.queue)
        yield "  execution: job sent to answer here", *summary(self.execution)
        yield "  rest: worker gone, result handed over", *summary(self.rest)
        yield "  (CPU time of the worker)", *summary(self.cpu)


async def measure(rounds: int, pause_seconds: float) -> tuple[Samples, Samples, list[float]]:
    """Return the samples of AsyncSupervisor and Supervisor, and the yardstick's milliseconds."""
    limits = PoolLimits(spares=2)
    faces = Samples(), Samples()
    yardstick: list[float] = []
    with Supervisor(pool=limits) as blocking:
        async with AsyncSupervisor(pool=limits) as supervisor:
            for number in range(-WARM_UP_ROUNDS, rounds):
                if number == 0:
                    faces, yardstick = (Samples(), Samples()), []
                # Between any two measurements, or one pool's refill would run during the other's.
                await asyncio.sleep(pause_seconds)
                began = time.perf_counter()
                result = await supervisor.run(SOURCE)
                faces[0].note(_ms_since(began), result)
                await asyncio.sleep(pause_seconds)
                began = time.perf_counter()
                result = blocking.run(SOURCE)
                faces[1].note(_ms_since(began), result)
                await asyncio.sleep(pause_seconds)
                yardstick.append(spawn_ms())
                progress(f"\rround {max(number, 0) + 1} of {rounds} ")
    progress("\n")
    return *faces, yardstick


def main() -> None:
    """Measure and report."""
    parser = arguments("handoff", __doc__)
    parser.add_argument("--rounds", type=int, default=500)
    parser.add_argument("--pause-ms", type=float, default=5.0, help="before each measurement")
    options = parser.parse_args()
    question = f"how long does a caller wait for `{SOURCE}` when a sealed worker is ready?"
    report = Report("handoff", question, options.save)
    awaited, blocking, yardstick = asyncio.run(measure(options.rounds, options.pause_ms / 1000))
    rows = [
        *awaited.rows("await AsyncSupervisor.run"),
        *blocking.rows("Supervisor.run"),
        (f"yardstick: spawn and wait {YARDSTICK}", *summary(yardstick)),
    ]
    report.table(("ms", "n", "median", "p99"), rows)
    cold = f"{awaited.cold} and {blocking.cold}"
    report.say("", f"pause {options.pause_ms:g} ms; no spare was ready for {cold} runs (left out)")
    base = statistics.median(yardstick)
    for name, samples, bar_ms in (
        ("await AsyncSupervisor.run", awaited, ASYNC_BAR_MS),
        ("Supervisor.run", blocking, BLOCKING_BAR_MS),
    ):
        median = statistics.median(samples.total)
        report.say(f"ratio: {name} to yardstick: {median / base:.2f}")
        report.bar(f"{name}, median ms", median, at_most=bar_ms)
    report.finish()


def _ms_since(began: float) -> float:
    return (time.perf_counter() - began) * 1000


if __name__ == "__main__":
    main()
