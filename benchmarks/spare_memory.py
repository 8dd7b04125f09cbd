"""What does an idle spare cost, and how long does it take until there is one?

Memory is the kernel's account (smaps_rollup, see proc_pid_smaps(5)); only root may read it, since
no process of the jail is dumpable. Private memory (USS) is what one spare more costs. PSS adds its
share of what it has in common with the template and the other spares.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

from _processes import templates, wait_sealed
from _report import Report, arguments, progress, summary

from stockade import Policy, PoolLimits, Supervisor
from stockade.doctor import attack_self

SOURCE = "1+1"
USS_BAR_MB = 1.5
START_BAR_SECONDS = 0.5
SELF_ATTACK_BAR_SECONDS = 0.1
SETTLE_SECONDS = 0.5
PRIVATE = ("Private_Clean", "Private_Dirty")


def memory_mb(pid: int) -> tuple[float, float, float]:
    """Return USS, PSS and RSS of a process in MB (10^6 bytes). Raises OSError."""
    sizes = {}
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines()[1:]:
        name, size, *_ = line.split()
        sizes[name.rstrip(":")] = int(size) * 1024 / 1e6
    return sum(sizes[name] for name in PRIVATE), sizes["Pss"], sizes["Rss"]


def measure_memory(spares: int, jobs: int) -> tuple[list[tuple[float, ...]], tuple[float, ...]]:
    """Return the memory of each idle spare, and of their template."""
    with Supervisor(pool=PoolLimits(spares=spares)) as supervisor:
        for _ in range(jobs):  # a template that has served is the usual one
            supervisor.run(SOURCE)
        wait_sealed(spares)
        time.sleep(SETTLE_SECONDS)
        (template,) = templates()
        return [memory_mb(pid) for pid in wait_sealed(spares)], memory_mb(template)


def result_seconds() -> float:
    """Return the time from making a supervisor to the result of its first run."""
    began = time.perf_counter()
    with Supervisor() as supervisor:
        if supervisor.run(SOURCE).value != 2:
            raise RuntimeError("the first run failed")
        return time.perf_counter() - began


def sealed_seconds() -> float:
    """Return the time from making a supervisor to its first sealed spare."""
    began = time.perf_counter()
    with Supervisor(pool=PoolLimits(spares=1)):
        wait_sealed(1)
        return time.perf_counter() - began


def self_attack_seconds() -> float:
    """Return how long a template's attack on itself takes, by its own clock."""
    attack = attack_self(Policy.production())
    if attack.ms is None:
        raise RuntimeError(attack.failure)
    return attack.ms / 1000


def yardstick_seconds() -> float:
    """Return the time of an interpreter that loads the engine and ends."""
    began = time.perf_counter()
    subprocess.run([sys.executable, "-I", "-c", "import _quickjs"], env={}, check=True)
    return time.perf_counter() - began


def measure_starts(rounds: int) -> list[tuple[float, float, float, float]]:
    """Return what the four functions above say, in each round after one that is not counted."""
    starts = []
    for number in range(rounds + 1):
        progress(f"\rstart {number} of {rounds} ")
        starts.append(
            (result_seconds(), sealed_seconds(), self_attack_seconds(), yardstick_seconds())
        )
    progress("\n")
    return starts[1:]


def report_memory(report: Report, spares: int, jobs: int) -> None:
    """Measure and report memory."""
    idle, template = measure_memory(spares, jobs)
    uss, pss, rss = zip(*idle, strict=True)
    rows = [
        ("spare: private (USS)", *summary(uss), max(uss)),
        ("spare: with its share (PSS)", *summary(pss), max(pss)),
        ("spare: resident (RSS)", *summary(rss), max(rss)),
        ("template: private (USS)", 1, template[0], "", ""),
        ("template: with its share (PSS)", 1, template[1], "", ""),
        ("template: resident (RSS)", 1, template[2], "", ""),
    ]
    report.table(("MB (10^6 bytes)", "n", "median", "p99", "most"), rows)
    report.say("")
    report.bar("private memory of a spare, median MB", statistics.median(uss), at_most=USS_BAR_MB)


def report_starts(report: Report, rounds: int) -> None:
    """Measure and report starts."""
    result, sealed, attack, yardstick = zip(*measure_starts(rounds), strict=True)
    rows = [
        ("supervisor made, to first result", *summary(result), max(result)),
        ("supervisor made, to first sealed spare", *summary(sealed), max(sealed)),
        ("of that: the template's attack on itself", *summary(attack), max(attack)),
        ("yardstick: python -I -c 'import _quickjs'", *summary(yardstick), max(yardstick)),
    ]
    report.table(("s", "n", "median", "p99", "most"), rows)
    report.say("")
    for what, seen in (("first result", result), ("first sealed spare", sealed)):
        report.bar(f"{what}, median s", statistics.median(seen), at_most=START_BAR_SECONDS)
    worst = SELF_ATTACK_BAR_SECONDS
    report.bar("attack on itself, median s", statistics.median(attack), at_most=worst)


def main() -> None:
    """Measure and report."""
    parser = arguments("spare_memory", __doc__)
    parser.add_argument("--spares", type=int, default=8)
    parser.add_argument("--jobs", type=int, default=100, help="run before memory is read")
    parser.add_argument("--rounds", type=int, default=10, help="starts, after one not counted")
    options = parser.parse_args()
    question = "what does an idle spare cost, and how long does it take until there is one?"
    report = Report("spare_memory", question, options.save)
    if os.geteuid() == 0:
        report_memory(report, options.spares, options.jobs)
    else:
        report.say("", "skipped: only root may read the memory of a process in the jail")
    report_starts(report, options.rounds)
    report.finish()


if __name__ == "__main__":
    main()
