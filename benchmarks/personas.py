"""What does a persona cost: to a warm hand-off, to a spare's memory, to a start, and for each call?

The personas take turns in each round, so that what disturbs one disturbs all. The bars are what a
persona adds to `bare`. Memory: see spare_memory.py.
"""

from __future__ import annotations

import os
import statistics
import time
from contextlib import ExitStack

import psutil
from _report import Report, arguments, progress, summary
from spare_memory import SETTLE_SECONDS, memory_mb

from stockade import Policy, PoolLimits, Supervisor
from stockade_policies import PERSONAS

SOURCE = "1+1"
HANDOFF_BAR_MS = 0.3
MEMORY_BAR_MB = 2.0
WARM_UP_ROUNDS = 20
CALLS = 100_000
USES = {
    "bare": ("clearTimeout(0)", "console.assert(true)"),
    "browser": ("document.getElementById('a')", "navigator.userAgent"),
    "node": ("process.uptime()", "Buffer.byteLength('abc')"),
    "wsh": ("WScript.Sleep(0)", "WScript.Version"),
}
"""Two cheap uses of each, one after the other in a loop."""


def start(persona: str, stack: ExitStack) -> tuple[Supervisor, float]:
    """Return a supervisor that has run once, and the seconds until then."""
    began = time.perf_counter()
    policy = Policy.research(persona=persona, wall_seconds=60, cpu_seconds=20)
    supervisor = stack.enter_context(Supervisor(policy, pool=PoolLimits(workers=1, spares=1)))
    if supervisor.run(SOURCE).value != 2:
        raise RuntimeError(f"{persona}: the first run failed")
    return supervisor, time.perf_counter() - began


def newest_child() -> int:
    """Return the pid of the process below this one that was made last: the newest spare."""
    children = psutil.Process().children(recursive=True)
    return max(children, key=lambda child: child.create_time()).pid


def call_us(supervisor: Supervisor, persona: str) -> float:
    """Return the microseconds of CPU that one use of a stub takes, its loop included."""
    uses = ";".join(USES[persona])
    source = f"for (let i = 0; i < {CALLS}; i++) {{ {uses} }}"
    empty = f"for (let i = 0; i < {CALLS}; i++) {{ }}"
    result, base = supervisor.run(source), supervisor.run(empty)
    if not result.success:
        raise RuntimeError(f"{persona}: {result}")
    return (result.cpu_time_ms - base.cpu_time_ms) * 1000 / (CALLS * len(USES[persona]))


def main() -> None:
    """Measure and report."""
    parser = arguments("personas", __doc__)
    parser.add_argument("--rounds", type=int, default=300)
    parser.add_argument("--pause-ms", type=float, default=10.0, help="before each measurement")
    options = parser.parse_args()
    report = Report("personas", "what does a persona cost?", options.save)
    handoffs: dict[str, list[float]] = {persona: [] for persona in PERSONAS}
    starts, memory, calls = {}, {}, {}
    with ExitStack() as stack:
        supervisors = {}
        for persona in PERSONAS:
            supervisors[persona], starts[persona] = start(persona, stack)
            time.sleep(SETTLE_SECONDS)
            memory[persona] = memory_mb(newest_child())[0] if os.geteuid() == 0 else float("nan")
        for number in range(-WARM_UP_ROUNDS, options.rounds):
            for persona, supervisor in supervisors.items():
                time.sleep(options.pause_ms / 1000)
                began = time.perf_counter()
                result = supervisor.run(SOURCE)
                waited_ms = (time.perf_counter() - began) * 1000
                if number >= 0 and result.worker and result.worker.start == "warm":
                    handoffs[persona].append(waited_ms)
            progress(f"\rround {max(number, 0) + 1} of {options.rounds} ")
        progress("\n")
        for persona, supervisor in supervisors.items():
            calls[persona] = call_us(supervisor, persona)
    report.table(
        ("warm hand-off, ms", "n", "median", "p99"),
        [(persona, *summary(handoffs[persona])) for persona in PERSONAS],
    )
    report.table(
        ("", "start to first result, s", "spare, private MB", "use of a stub, us of CPU"),
        [(persona, starts[persona], memory[persona], calls[persona]) for persona in PERSONAS],
    )
    report.say("")
    medians = {persona: statistics.median(samples) for persona, samples in handoffs.items()}
    for persona in PERSONAS[1:]:
        more_ms = medians[persona] - medians["bare"]
        report.bar(f"{persona}, more at a hand-off, ms", more_ms, at_most=HANDOFF_BAR_MS)
        more_mb = memory[persona] - memory["bare"]
        report.bar(f"{persona}, more private memory, MB", more_mb, at_most=MEMORY_BAR_MB)
    report.finish()


if __name__ == "__main__":
    main()
