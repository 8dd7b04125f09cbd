"""How many jobs per second, each in a fresh jailed process, two at a time, on and on?

In every round each contender works alone for the same time, in turn, so that a slow minute of the
machine hits all of them. A ratio is the median of the ratios within one round.

    stockade         a fresh sealed worker per job, through AsyncSupervisor.map
    bare fork        warm templates without walls or engine work: fork, _exit, wait; no supervisor
    bubblewrap       a fresh interpreter with the same engine per job; see _jails.py
    bubblewrap true  the same walls around /bin/true: what any other engine would pay at least
    nsjail           as bubblewrap
"""

from __future__ import annotations

import asyncio
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

import _jails
import psutil
from _processes import templates
from _report import Report, arguments, progress, summary

import stockade_policies
import stockade_worker
from stockade import AsyncSupervisor, PoolLimits

SOURCE = "1+1"
ANSWER = 2
BARE_BAR = 0.5
JAIL_BAR = 5.0
SETTLE_SECONDS = 0.3
LANE_FILE = Path(__file__).with_name("_lane.py")


@dataclass(frozen=True, slots=True)
class Turn:
    """One contender's work in one round. Jobs are in seconds each."""

    rate: float
    jobs: list[float]


@dataclass(slots=True)
class Contender:
    """Someone who can work for some seconds, and what came of it so far."""

    name: str
    work: Callable[[float], Turn]
    turns: list[Turn] = field(default_factory=list)

    def row(self) -> tuple[object, ...]:
        """Return the row of the table."""
        rates = [turn.rate for turn in self.turns]
        count, median, p99 = summary([job * 1000 for turn in self.turns for job in turn.jobs])
        return self.name, statistics.median(rates), min(rates), max(rates), count, median, p99


class Lanes:
    """Processes of _lane.py that work at the same time. Use as a context manager."""

    def __init__(self, count: int, *kind: str) -> None:
        command = [sys.executable, "-I", str(LANE_FILE), *kind]
        self._lanes = [
            subprocess.Popen(
                command,
                env={},
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
            )
            for _ in range(count)
        ]

    def __enter__(self) -> Self:
        for lane in self._lanes:
            self._answer(lane)
        return self

    def __exit__(self, *_: object) -> None:
        for lane in self._lanes:
            lane.communicate()

    def work(self, seconds: float) -> Turn:
        """Let all lanes work; the rate is the sum of theirs."""
        for lane in self._lanes:
            if lane.stdin is not None:
                lane.stdin.write(f"{seconds}\n")
                lane.stdin.flush()
        accounts = [json.loads(self._answer(lane)) for lane in self._lanes]
        return Turn(
            rate=sum(len(account["jobs"]) / account["seconds"] for account in accounts),
            jobs=[job for account in accounts for job in account["jobs"]],
        )

    @staticmethod
    def _answer(lane: subprocess.Popen[str]) -> str:
        line = lane.stdout.readline() if lane.stdout is not None else ""
        if not line:
            raise RuntimeError("a lane has died; its reason stands above")
        return line


class Stockade:
    """A supervisor that works, and an account of it. Use as a context manager.

    warm, cold   jobs that found a spare, and that did not.
    cpu_seconds  of all jobs so far: of the supervisor, of the template, of the workers.
    """

    def __init__(self, workers: int, spares: int) -> None:
        self._runner = asyncio.Runner()
        self._limits = PoolLimits(workers=workers, spares=spares)
        self._supervisor: AsyncSupervisor | None = None
        self.warm = self.cold = 0
        self.cpu_seconds = [0.0, 0.0, 0.0]

    def __enter__(self) -> Self:
        self._supervisor = self._runner.run(self._open())
        return self

    def __exit__(self, *_: object) -> None:
        if self._supervisor is not None:
            self._runner.run(self._supervisor.close())
        self._runner.close()

    def work(self, seconds: float) -> Turn:
        """Run jobs, as many at a time as there are workers."""
        before = _cpu_seconds()
        turn = self._runner.run(self._work(seconds))
        for index, (old, new) in enumerate(zip(before, _cpu_seconds(), strict=True)):
            self.cpu_seconds[index] += new - old
        return turn

    async def _open(self) -> AsyncSupervisor:
        supervisor = await AsyncSupervisor(pool=self._limits).__aenter__()
        await supervisor.run(SOURCE)
        return supervisor

    async def _work(self, seconds: float) -> Turn:
        if self._supervisor is None:
            raise RuntimeError("enter it first")
        await asyncio.sleep(SETTLE_SECONDS)  # the spares of the last turn are replaced meanwhile
        jobs: list[float] = []
        submitted: deque[float] = deque()
        start = time.perf_counter()

        def sources() -> Iterator[str]:
            while (now := time.perf_counter()) - start < seconds:
                submitted.append(now)
                yield SOURCE

        async for result in self._supervisor.map(sources()):
            worker = result.worker
            if result.value != ANSWER or worker is None:
                raise RuntimeError(f"a run failed: {result}")
            if worker.start == "warm":
                self.warm += 1
            else:
                self.cold += 1
            jobs.append(time.perf_counter() - submitted.popleft())
        return Turn(rate=len(jobs) / (time.perf_counter() - start), jobs=jobs)


def _cpu_seconds() -> tuple[float, float, float]:
    """Return the CPU time so far of this process, of its template, and of the workers it reaped."""
    ours = psutil.Process().cpu_times()
    (template,) = (psutil.Process(pid).cpu_times() for pid in templates())
    workers = template.children_user + template.children_system
    return ours.user + ours.system, template.user + template.system, workers


def contenders(stack: ExitStack, stockade: Stockade, lanes: int, report: Report) -> list[Contender]:
    """Start everyone who can be had on this host, and say who is missing."""
    roots = [
        str(Path(package.__path__[0]).parent) for package in (stockade_policies, stockade_worker)
    ]
    folder = stack.enter_context(tempfile.TemporaryDirectory())
    filter_path = Path(folder) / "filter"
    _jails.write_filter(filter_path)
    job = _jails.interpreter(SOURCE, ANSWER, sets_limits=True)
    limited_job = _jails.interpreter(SOURCE, ANSWER, sets_limits=False)
    commands = {
        "bubblewrap": _jails.bubblewrap(filter_path, job),
        "bubblewrap true": _jails.bubblewrap(filter_path, ["/bin/true"]),
        "nsjail": _jails.nsjail(limited_job),
    }
    bare = stack.enter_context(Lanes(lanes, "fork", *roots))
    found = [Contender("stockade", stockade.work), Contender("bare fork", bare.work)]
    for name, command in commands.items():
        if command is None:
            report.say(f"skipped: {name} is not on PATH")
            continue
        spawners = stack.enter_context(Lanes(lanes, "spawn", json.dumps(command)))
        found.append(Contender(name, spawners.work))
    return found


def compete(found: list[Contender], rounds: int, seconds: float) -> None:
    """Let each work in each round. The first round is only to get warm."""
    for number in range(rounds + 1):
        for contender in found:
            progress(f"\rround {number} of {rounds}: {contender.name:<16}")
            time.sleep(SETTLE_SECONDS)
            turn = contender.work(seconds)
            if number > 0:
                contender.turns.append(turn)
    progress("\n")


def account(stockade: Stockade, spares: int, report: Report) -> None:
    """Report where stockade's jobs went, the first round's included."""
    jobs = stockade.warm + stockade.cold
    parts = zip(("supervisor", "template", "workers"), stockade.cpu_seconds, strict=True)
    times = ", ".join(f"{name} {seconds / jobs * 1000:.2f}" for name, seconds in parts)
    report.say(
        f"stockade, CPU ms per job: {times}",
        f"stockade, {spares} spares: {stockade.warm} jobs found one, {stockade.cold} did not",
    )


def compare(found: list[Contender], report: Report) -> None:
    """Report the ratio of stockade to each of the others, and the bars."""
    ours, *others = found
    ratios = {
        other.name: [
            mine.rate / theirs.rate for mine, theirs in zip(ours.turns, other.turns, strict=True)
        ]
        for other in others
    }
    rows = [
        (f"stockade / {name}", len(each), statistics.median(each), min(each), max(each))
        for name, each in ratios.items()
    ]
    report.table(("ratio of jobs/s", "rounds", "median", "least", "most"), rows)
    report.say("")
    bars = {"bare fork": BARE_BAR, "bubblewrap": JAIL_BAR, "nsjail": JAIL_BAR}
    for name, bar in bars.items():
        if name in ratios:
            report.bar(f"stockade / {name}", statistics.median(ratios[name]), at_least=bar)


def main() -> None:
    """Measure and report."""
    parser = arguments("sustained", __doc__)
    parser.add_argument("--rounds", type=int, default=5, help="after one that is not counted")
    parser.add_argument("--seconds", type=float, default=3.0, help="of each contender's turn")
    parser.add_argument("--lanes", type=int, default=2, help="jobs at a time")
    parser.add_argument("--spares", type=int, default=2)
    options = parser.parse_args()
    question = f"how many jobs per second, each in a fresh jail, {options.lanes} at a time?"
    report = Report("sustained", question, options.save)
    report.say("")
    with ExitStack() as stack:
        stockade = stack.enter_context(Stockade(options.lanes, options.spares))
        found = contenders(stack, stockade, options.lanes, report)
        compete(found, options.rounds, options.seconds)
    head = ("", "jobs/s median", "least", "most", "n jobs", "ms/job median", "p99")
    report.table(head, [contender.row() for contender in found])
    report.say("", f"{options.rounds} rounds of {options.seconds:g} s each, after one not counted")
    account(stockade, options.spares, report)
    compare(found, report)
    report.finish()


if __name__ == "__main__":
    main()
