"""Does what passes untraced pass traced? test262's language and built-ins tests, in every mode.

Each test runs in a jailed worker of its own, first without tracing; those that pass run again with
it. Results are kept in `--state`, so that a run that was interrupted goes on where it was. Start it
in the folder above:  python -m transparency.test262 CHECKOUT
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from _report import Report, arguments

from stockade import AsyncSupervisor, Outcome, PoolLimits, RunResult
from stockade.values import Instance

from ._cases import Case, read_tree
from ._ledger import Ledger
from ._policy import MIB, ample

BAR = 0.999
COMPLETE = "Test262:AsyncTestComplete"
NOTE_SECONDS = 10.0
MAX_WHY = 160


async def run_all(cases: list[Case], ledger: Ledger, *, tracing: bool, workers: int) -> float:
    """Run what the ledger does not have yet, and return the seconds that it took."""
    todo = [case for case in cases if case.key not in ledger.entries]
    left = iter(todo)
    limits = PoolLimits(workers=workers, spares=workers, rss_bytes=4096 * MIB)
    began = noted = time.monotonic()
    done = 0

    async def lane(supervisor: AsyncSupervisor) -> None:
        nonlocal done, noted
        for case in left:
            result = await supervisor.run(case.source(), kind=case.kind)
            ledger.note(case.key, judge(case, result))
            done += 1
            if (now := time.monotonic()) - noted > NOTE_SECONDS:
                noted = now
                _note(f"{done} of {len(todo)}, {done / (now - began):.0f}/s, now {case.key}")

    async with (
        AsyncSupervisor(ample(tracing=tracing), pool=limits) as supervisor,
        asyncio.TaskGroup() as group,
    ):
        for _ in range(workers + 2):  # so that one always waits
            group.create_task(lane(supervisor))
    return time.monotonic() - began


def judge(case: Case, result: RunResult) -> str | None:
    """Return None if the case passed, else why not, in a line."""
    if result.outcome not in (Outcome.COMPLETED, Outcome.THREW):
        return f"{result.outcome}: {result.cause or result.limit}"[:MAX_WHY]
    if case.is_async and case.error is None:
        # Rejections that nobody handles are nothing to test262.
        printed = [entry.text for entry in result.console if entry.text.startswith("Test262:")]
        if printed == [COMPLETE]:
            return None
        return _line("; ".join(printed)) or _thrown(result) or "never called $DONE"
    seen = _name(result)
    if seen == case.error:
        return None
    return _thrown(result) or f"no error, expected {case.error}"


def report_on(cases: list[Case], untraced: Ledger, traced: Ledger, report: Report) -> bool:
    """Report the table and every difference; return whether the bar is met."""
    passed, same = untraced.passed(), traced.passed()
    groups = Counter(_group(case) for case in cases)
    good = Counter(_group(case) for case in cases if case.key in passed)
    kept = Counter(_group(case) for case in cases if case.key in passed and case.key in same)
    rows: list[tuple[object, ...]] = [
        (group, groups[group], good[group], kept[group], _share(kept, good, group))
        for group in sorted(groups)
    ]
    total, kept_total = good.total(), kept.total()
    share = kept_total / total if total else 0.0
    rows.append(("all", groups.total(), total, kept_total, f"{share:.5f}"))
    report.table(("part, mode", "runs", "pass untraced", "of these traced", "share"), rows)
    report.say("")
    report.bar("share that passes traced too", share, at_least=BAR)
    differences = [(case.key, traced.entries[case.key]) for case in cases if case.key in passed]
    for key, why in differences:
        if why is not None:
            report.say(f"differs: {key}: {why}")
    return share >= BAR


def main() -> None:
    """Run and report; exits with 1 when the bar is missed."""
    parser = arguments("test262", __doc__)
    parser.add_argument("checkout", type=Path, help="root of a test262 checkout")
    parser.add_argument(
        "--state",
        type=Path,
        help="folder of the results (default: one in the temporary folder)",
    )
    parser.add_argument("--workers", type=int, default=os.cpu_count())
    parser.add_argument("--sample", type=int, metavar="N", help="run N cases only, by chance")
    parser.add_argument("--seed", type=int, default=0, help="of the sample")
    parser.add_argument("--only", default="", help="run cases whose name contains this")
    parser.add_argument(
        "--again",
        choices=("differing", "all"),
        help="forget these traced results first: for a tracer that was changed",
    )
    options = parser.parse_args()
    report = Report("test262", "does what passes untraced pass traced?", options.save)
    tree = read_tree(options.checkout)
    cases = [case for case in tree.cases if options.only in case.name]
    if options.sample is not None:
        chance = random.Random(options.seed)  # noqa: S311 - a sample that can be taken again
        cases = chance.sample(cases, min(options.sample, len(cases)))
    report.say(
        "", f"{len(cases)} runs; {tree.not_applicable} more load other files, which no run can"
    )
    state = _state_folder(options)
    with Ledger(state / "untraced.jsonl") as untraced, Ledger(state / "traced.jsonl") as traced:
        seconds = asyncio.run(run_all(cases, untraced, tracing=False, workers=options.workers))
        report.say(f"untraced: {seconds:.0f} s")
        passed = untraced.passed()
        if options.again is not None:
            traced.keep(set() if options.again == "all" else traced.passed())
        again = [case for case in cases if case.key in passed]
        seconds = asyncio.run(run_all(again, traced, tracing=True, workers=options.workers))
        report.say(f"traced: {seconds:.0f} s")
        is_met = report_on(cases, untraced, traced, report)
    report.say(f"results are in {state}")
    report.finish()
    sys.exit(not is_met)


def _state_folder(options: argparse.Namespace) -> Path:
    folder: Path = options.state or Path(tempfile.gettempdir()) / "stockade-test262"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _group(case: Case) -> str:
    return f"{case.name.partition('/')[0]} {case.mode}"


def _share(kept: Counter[str], good: Counter[str], group: str) -> str:
    return f"{kept[group] / good[group]:.5f}" if good[group] else "-"


def _name(result: RunResult) -> str | None:
    """Return the name of what was thrown; test262's own error is no Error and has none."""
    error = result.error
    if error is None:
        return None
    return error.value.class_name if isinstance(error.value, Instance) else error.name


def _thrown(result: RunResult) -> str:
    error = result.error
    if error is None:
        return ""
    message = error.message
    if isinstance(error.value, Instance):
        message = str(error.value.properties.get("message", message))
    return _line(f"{_name(result)}: {message}")


def _line(text: str) -> str:
    return " ".join(text.split())[:MAX_WHY]


def _note(text: str) -> None:
    sys.stderr.write(f"{text}\n")
    sys.stderr.flush()


if __name__ == "__main__":
    main()
