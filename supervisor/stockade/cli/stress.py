"""`stockade stress`: hostile and honest jobs by the thousand, and what they left behind."""

from __future__ import annotations

import secrets
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from stockade.stress.settings import Mix, Settings
from stockade_policies import PoolLimits

from . import inputs, output, progress
from .exits import ExitCode
from .rows import Row
from .text import printable
from .tools import Tools

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stockade.stress.report import Report

DEFAULT_JOBS = 2000


def stress(
    context: typer.Context,
    jobs: Annotated[
        int | None,
        typer.Option(metavar="N", help=f"How many; default: {DEFAULT_JOBS}, or no bound."),
    ] = None,
    minutes: Annotated[
        float | None,
        typer.Option(metavar="M", help="How long; with --jobs, whichever is first."),
    ] = None,
    mix: Annotated[
        Mix, typer.Option(help="chaos adds cancellations and kills to corpus.")
    ] = Mix.CHAOS,
    seed: Annotated[
        int | None,
        typer.Option(metavar="S", help="Repeats the plan of an earlier run."),
    ] = None,
    workers: Annotated[
        int | None,
        typer.Option(metavar="W", help="Runs at the same time; default: CPUs."),
    ] = None,
    corpus: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="Samples of your own, instead of Stockade's."),
    ] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print the whole report as JSON on standard output.")
    ] = False,
) -> int:
    """Throw the hostile corpus at a pool, among honest jobs, and check what is left.

    17 jobs in 20 are honest, with known answers; 3 are hostile samples, whose files say what must
    become of them. They are dealt in turn; one that only a limit can end costs ten times as much
    as another and comes a quarter as often. All of them take 12,000 jobs. With the mix chaos, one
    job in ten is withdrawn, and every 200 jobs eight workers and a template are killed.

    At the end: every job has exactly one outcome, the expected one; honest jobs are all correct;
    no process, descriptor, file, shared memory or thread is left; memory is flat.

    \b
    Examples:
      stockade stress
      stockade stress --jobs 100000
      stockade stress --minutes 5 --mix corpus --json | jq '.checks[] | select(.holds | not)'

    \b
    Exit codes:
      0  every check holds
      2  usage
      6  this host cannot hold the walls: nothing was run, see `stockade doctor`
     70  a check does not hold: a defect of Stockade's own
    130  interrupted; what was found until then is told
    """
    tools = context.ensure_object(Tools)
    inputs.check_bounds("--jobs", jobs, 1, 10**9)
    inputs.check_bounds("--minutes", minutes, 0.01, 10**6)
    inputs.check_bounds("--seed", seed, 0, 2**63 - 1)
    inputs.check_bounds("--workers", workers, 1, 1024)
    settings = Settings(
        jobs=DEFAULT_JOBS if jobs is None and minutes is None else jobs,
        seconds=None if minutes is None else minutes * 60,
        mix=mix,
        seed=secrets.randbelow(10**9) if seed is None else seed,
        workers=workers or PoolLimits().workers,
        corpus=corpus,
    )
    with progress.shown() as on_progress:
        report = tools.stress(settings, on_progress)
    if as_json:
        output.write_json(report.to_dict())
    else:
        output.write_report(list(rows_of(report)))
    if not report.holds and report.jobs:
        return ExitCode.INTERNAL
    return ExitCode.INTERRUPTED if report.is_interrupted else ExitCode.COMPLETED


def rows_of(report: Report) -> Iterator[Row]:
    """Yield the rows for one run: how runs ended, what was checked, what failed."""
    yield Row(label="outcome", lines=[f"{'':30}{'honest':>10}{'hostile':>10}"], tone="quiet")
    for outcome, rows in groupby(report.rows, key=lambda row: row.outcome):
        lines = [f"{row.cause:30}{row.honest:>10,}{row.hostile:>10,}" for row in rows]
        yield Row(label=printable(outcome), lines=[printable(line) for line in lines])
    for check in report.checks:
        word = "holds" if check.holds else "DOES NOT HOLD"
        yield Row(
            label=check.name,
            lines=[printable(f"{word}: {check.observed}")],
            tone="good" if check.holds else "bad",
        )
    for failure in report.failures:
        where = "" if failure.job is None else f"job {failure.job} ({failure.name}): "
        line = printable(f"{failure.check}: {where}{failure.what}")
        yield Row(label="failure", lines=[line], tone="bad", quoted=True)
    yield Row(label="run", lines=[_run(report)])
    yield Row(label="verdict", lines=[_verdict(report)], tone="good" if report.holds else "bad")


def _run(report: Report) -> str:
    rate = report.jobs / report.seconds if report.seconds else 0.0
    kills = sum(report.kills.values())
    return (
        f"{report.jobs:,} jobs in {report.seconds:,.1f} s ({rate:,.0f} a second, {report.workers} "
        f"workers), {kills:,} kills; repeat its plan with --mix {report.mix} --seed {report.seed} "
        f"--workers {report.workers}"
    )


def _verdict(report: Report) -> str:
    failed = [check.name for check in report.checks if not check.holds]
    if failed:
        text = f"a defect of Stockade's own: {', '.join(failed)}"
    else:
        text = "every check holds" if report.jobs else "no job ended: nothing was checked"
    return f"interrupted; until then: {text}" if report.is_interrupted else text
