"""What do one tenant's bombs do to another's latency, while the pool has a free core?

One tenant runs `1+1`, one after another. In every other block a second tenant has one bomb after
another go off in the second worker of the same pool. Blocks take turns, so both kinds see the same
machine; each block's median is compared with that of the quiet block beside it.
"""

from __future__ import annotations

import asyncio
import itertools
import statistics
import time
from collections import Counter

from _processes import YARDSTICK, spawn_ms
from _report import Report, arguments, progress, summary

from stockade import AsyncSupervisor, PoolLimits

BAR_RATIO = 1.5
SOURCE = "1+1"

BOMBS = {
    "endless loop": ("for (;;);", "limit"),
    "memory": ("const a = []; for (;;) a.push(new Array(1000).fill(7));", "limit"),
    "typed arrays": ("const a = []; for (;;) a.push(new Uint8Array(1e6).fill(1));", "limit"),
    "console": ("for (;;) console.log('x'.repeat(100));", "limit"),
    "a large result": ("Array.from({length: 99990}, (_, i) => i % 1000)", "completed"),
    "many objects": ("Array.from({length: 19990}, (_, i) => ({a: i % 9, b: 'x'}))", "completed"),
    "native code without a poll": ("new Array(1e9) + ''", "limit"),
    "promises": ("(function f() { Promise.resolve().then(f) })(); 1", "limit"),
}
BOMB_CPU_SECONDS = 0.3


async def bomb(supervisor: AsyncSupervisor, names: list[str], outcomes: Counter[str]) -> None:
    """Let one bomb after another go off, until cancelled."""
    for name in itertools.cycle(names):
        source, expected = BOMBS[name]
        overrides = {"cpu_seconds": BOMB_CPU_SECONDS, "wall_seconds": 6.0}
        result = await supervisor.run(source, tenant="bomber", overrides=overrides)
        outcomes[f"{name}: {result.outcome}{'' if result.outcome == expected else ' (!)'}"] += 1


async def block(supervisor: AsyncSupervisor, seconds: float, pause: float) -> list[float]:
    """Run the honest tenant's jobs for a while; return what each took, in ms."""
    took: list[float] = []
    until = time.perf_counter() + seconds
    while time.perf_counter() < until:
        began = time.perf_counter()
        result = await supervisor.run(SOURCE, tenant="neighbour")
        took.append((time.perf_counter() - began) * 1000)
        if result.value != 2:
            raise RuntimeError(f"an honest run was not answered: {result}")
        await asyncio.sleep(pause)
    return took


def main() -> None:
    """Measure and report."""
    parser = arguments("neighbours", __doc__)
    parser.add_argument(
        "--rounds", type=int, default=10, help="of a quiet and a loud block for each bomb"
    )
    parser.add_argument("--seconds", type=float, default=1.0, help="of a block")
    parser.add_argument("--pause-ms", type=float, default=5.0, help="between two honest jobs")
    options = parser.parse_args()
    report = Report(
        "neighbours", "what do one tenant's bombs do to another's latency?", options.save
    )
    asyncio.run(measure(report, options.rounds, options.seconds, options.pause_ms / 1000))
    report.finish()


async def measure(report: Report, rounds: int, seconds: float, pause: float) -> None:
    """Run the blocks and print the tables."""
    outcomes: Counter[str] = Counter()
    ratios: dict[str, list[float]] = {name: [] for name in (*BOMBS, "all in turn")}
    quiet_ms: list[float] = []
    loud_ms: list[float] = []
    yardstick: list[float] = []
    async with AsyncSupervisor(pool=PoolLimits(workers=2, spares=2)) as supervisor:
        await block(supervisor, 1.0, pause)
        for number in range(rounds):
            for name, seen in ratios.items():
                quiet = await block(supervisor, seconds, pause)
                names = [name] if name in BOMBS else list(BOMBS)
                bomber = asyncio.create_task(bomb(supervisor, names, outcomes))
                loud = await block(supervisor, seconds, pause)
                bomber.cancel()
                await asyncio.gather(bomber, return_exceptions=True)
                seen.append(statistics.median(loud) / statistics.median(quiet))
                quiet_ms += quiet
                loud_ms += loud
                yardstick.append(spawn_ms())
            progress(f"\rround {number + 1} of {rounds} ")
    progress("\n")
    report.table(
        ("ms", "n", "median", "p99"),
        [
            ("the other tenant is silent", *summary(quiet_ms)),
            ("the other tenant has bombs", *summary(loud_ms)),
            (f"yardstick: spawn and wait {YARDSTICK}", *summary(yardstick)),
        ],
    )
    rows = [(name, len(seen), statistics.median(seen), max(seen)) for name, seen in ratios.items()]
    report.table(("ratio of medians, loud to quiet", "n", "median", "worst"), rows)
    report.say("", *(f"{count:6} {what}" for what, count in sorted(outcomes.items())))
    for name, _, median, _ in rows:
        report.bar(f"{name}, median ratio", median, at_most=BAR_RATIO)


if __name__ == "__main__":
    main()
