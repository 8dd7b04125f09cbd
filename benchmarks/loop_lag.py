"""How long does hostile output hold the supervisor's event loop?

A callback that schedules itself again runs once in each turn of the loop, and notes the longest
turn: by the clock, and by the CPU time of its thread, which a busy machine does not lengthen.
Meanwhile guests send the most that `production` lets through, in each shape that is dear to check,
several at a time. The same is measured with guests that send next to nothing: what the machine
itself does to the loop. A full pass of Python's garbage collector visits every container that the
program holds, those of the results too, and falls into some turn: turns are told with and without.
"""

from __future__ import annotations

import asyncio
import gc
import statistics
import time
from dataclasses import dataclass, field

from _report import Report, arguments, progress

from stockade import AsyncSupervisor, PoolLimits, RunResult

BAR_MS = 10.0
QUIET = "nothing to speak of"

GUESTS = {
    QUIET: "for (let i = 0; i < 3e5; i++); 1",
    "100,000 numbers": "Array.from({length: 99990}, (_, i) => i % 1000)",
    "44,000 empty lists": "Array.from({length: 43990}, () => [])",
    "15,000 objects": "Array.from({length: 14990}, (_, i) => ({a: i % 9, b: 'x', c: null}))",
    "a map of 40,000": "new Map(Array.from({length: 40000}, (_, i) => [i, i % 9]))",
    "25,000 keys with lone surrogates": "Object.fromEntries("
    "Array.from({length: 25000}, (_, i) => ['\\ud800' + i, i % 9]))",
    "a long string": "'x'.repeat(1e6)",
    "a long string of lone surrogates": "'\\ud800'.repeat(260000)",
    "a large buffer": "new ArrayBuffer(780000)",
    "a bigint of 300,000 digits": "(1n << 1000000n) - 1n",
    "1,000 lines on the console": "for (let i = 0; i < 1000; i++) console.log('x'); 1",
    "a large thrown value": "throw Array.from({length: 99990}, (_, i) => i % 1000)",
}  # fmt: skip


@dataclass(slots=True)
class Turns:
    """The longest turns of each round, in ms: by the clock, of CPU, of CPU without collections."""

    wall: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)
    own: list[float] = field(default_factory=list)


class Heartbeat:
    """Notes the longest turn of the loop, from `with` to the end of it."""

    def __init__(self, turns: Turns) -> None:
        self._turns = turns
        self._longest = (0.0, 0.0, 0.0)
        self._collecting = 0.0
        self._is_stopped = False

    def __enter__(self) -> None:
        gc.callbacks.append(self._note_collection)
        self._last = self._now()
        self._beat()

    def __exit__(self, *_: object) -> None:
        self._is_stopped = True
        gc.callbacks.remove(self._note_collection)
        for longest, seconds in zip(
            (self._turns.wall, self._turns.cpu, self._turns.own), self._longest, strict=True
        ):
            longest.append(seconds * 1000)

    def _now(self) -> tuple[float, float, float]:
        cpu = time.thread_time()
        return time.perf_counter(), cpu, cpu - self._collecting

    def _beat(self) -> None:
        now = self._now()
        turn = (new - old for new, old in zip(now, self._last, strict=True))
        self._longest = tuple(map(max, self._longest, turn))  # type: ignore[assignment]  # three
        self._last = now
        if not self._is_stopped:
            asyncio.get_running_loop().call_soon(self._beat)

    def _note_collection(self, phase: str, _: object) -> None:
        if phase == "start":
            self._began = time.thread_time()
        else:
            self._collecting += time.thread_time() - self._began


async def watch(supervisor: AsyncSupervisor, source: str, at_once: int, turns: Turns) -> None:
    """Note the longest turn while so many runs of `source` are under way."""
    futures = [supervisor.submit(source) for _ in range(at_once)]
    with Heartbeat(turns):
        results = await asyncio.gather(*futures)
    for result in results:
        _check(result)


async def measure(rounds: int, at_once: int) -> dict[str, Turns]:
    """Return the longest turns by kind of guest."""
    turns = {name: Turns() for name in GUESTS}
    async with AsyncSupervisor(pool=PoolLimits(workers=at_once, spares=at_once)) as supervisor:
        for number in range(rounds):
            for name, source in GUESTS.items():
                await watch(supervisor, source, at_once, turns[name])
            progress(f"\rround {number + 1} of {rounds} ")
    progress("\n")
    return turns


def main() -> None:
    """Measure and report."""
    parser = arguments("loop_lag", __doc__)
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--at-once", type=int, default=2, help="runs under way together")
    options = parser.parse_args()
    question = "how long does hostile output hold the supervisor's event loop?"
    report = Report("loop_lag", question, options.save)
    turns = asyncio.run(measure(options.rounds, options.at_once))
    rows = [
        (name, len(seen.wall), *_spread(seen.own), *_spread(seen.cpu), *_spread(seen.wall))
        for name, seen in turns.items()
    ]
    head = ("longest turn, ms", "n", "CPU without GC", "worst", "CPU", "worst", "clock", "worst")
    report.table(head, rows)
    report.say("", f"medians and worst; {options.at_once} runs at once, a worker each")
    loud = [seen for name, seen in turns.items() if name != QUIET]
    for what, sides in (
        ("CPU without GC", [seen.own for seen in loud]),
        ("CPU", [seen.cpu for seen in loud]),
        ("by the clock", [seen.wall for seen in loud]),
    ):
        worst = max(map(statistics.median, sides))
        report.bar(
            f"worst kind of guest, median of the longest turn, {what}, ms", worst, at_most=BAR_MS
        )
    most = max(max(seen.own) for seen in loud)
    report.bar("longest turn of all, CPU without GC, ms", most, at_most=BAR_MS)
    report.finish()


def _spread(longest: list[float]) -> tuple[float, float]:
    return statistics.median(longest), max(longest)


def _check(result: RunResult) -> None:
    if result.outcome not in ("completed", "threw"):
        raise RuntimeError(f"a run did not end as it should: {result}"[:500])


if __name__ == "__main__":
    main()
