"""What a stress run found: the checks, the table of ends, and what failed."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass

from . import census
from .driver import Driver, OnProgress
from .ledger import Failure, Row
from .settings import Settings
from .tasks import load

MAX_GROWTH_BYTES = 8 << 20
"""From the end of warm-up to the end of the run, by the line through all samples. Over 100,000 jobs
it is 100 bytes a job: less than the smallest object that could be left of each. Over a few hundred
it is what the largest results take while they are looked at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One thing that must be so at the end."""

    name: str
    holds: bool
    observed: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A whole run. failures: the first of them, with what it takes to repeat each."""

    mix: str
    seed: int
    workers: int
    jobs: int
    seconds: float
    is_interrupted: bool
    rows: Sequence[Row]
    checks: Sequence[Check]
    failures: Sequence[Failure]
    kills: Mapping[str, int]
    memory: Mapping[str, float]

    @property
    def holds(self) -> bool:
        """Whether every check holds. No job is no proof."""
        return bool(self.jobs) and all(check.holds for check in self.checks)

    def to_dict(self) -> dict[str, object]:
        """Return it all as plain data. Failures may quote what a guest wrote."""
        return {
            "holds": self.holds,
            "interrupted": self.is_interrupted,
            "mix": self.mix,
            "seed": self.seed,
            "workers": self.workers,
            "jobs": self.jobs,
            "seconds": self.seconds,
            "outcomes": [asdict(row) for row in self.rows],
            "checks": [asdict(check) for check in self.checks],
            "failures": [asdict(failure) for failure in self.failures],
            "kills": dict(self.kills),
            "memory": dict(self.memory),
        }


def stress(settings: Settings, on_progress: OnProgress | None = None) -> Report:
    """Run it, and count before and after what this process holds.

    An interrupt (SIGINT, in the main thread) ends it early, with the report so far. Raises
    `InputError` for a corpus that can't be used, and `JailError` or `TemplateError` where no guest
    code can run.
    """
    corpus = load(settings.corpus)
    with census.private_folder() as folder:
        before = census.take(folder)
        driver = Driver(settings, corpus, on_progress)
        asyncio.run(driver.run())
        if driver.error is not None:
            raise driver.error
        gc.collect()  # what only a cycle still holds is not left behind
        left = census.wait_left(before, folder, driver.watch)
    return report_of(driver, left)


def report_of(driver: Driver, left: Mapping[str, Sequence[str]]) -> Report:
    """Return the judgement of a run, and of what is left after it, by kind."""
    settings, ledger, trend = driver.settings, driver.ledger, driver.trend
    checks = [*_of_books(driver), *_of_census(left), _of_memory(driver)]
    return Report(
        mix=settings.mix.value,
        seed=settings.seed,
        workers=settings.workers,
        jobs=ledger.ended,
        seconds=driver.seconds,
        is_interrupted=driver.is_interrupted,
        rows=ledger.rows(),
        checks=checks,
        failures=ledger.failures,
        kills={strike.value: count for strike, count in driver.chaos.fallen.items()},
        memory={
            "supervisor_peak_bytes": trend.peak_bytes,
            "supervisor_last_bytes": trend.last_bytes,
            "supervisor_bytes_per_1000_jobs": trend.slope * 1000,
            "supervisor_growth_bytes": trend.growth_bytes,
            "templates": driver.templates.count,
            "template_growth_bytes": driver.templates.growth_bytes,
        },
    )


def _of_books(driver: Driver) -> Iterator[Check]:
    ledger, failed, chaos = driver.ledger, driver.ledger.failed, driver.chaos
    # A run that ends with an exception of ours is none for the supervisor's counter.
    expected_count = ledger.submitted - ledger.counted("raised")
    yield Check(
        name="one outcome each",
        holds=not failed["one outcome"]
        and ledger.ended == ledger.submitted
        and driver.runs_counted == expected_count,
        observed=f"{ledger.submitted:,} jobs, {ledger.ended:,} outcomes, "
        f"{driver.runs_counted:,} by the supervisor's own count",
    )
    names = [task.name for task in driver.corpus]
    yield Check(
        name="the expected one",
        holds=not failed["expected"],
        observed=f"{failed['expected']:,} hostile jobs or cancellations ended otherwise; "
        f"{len(names)} samples, each ended at least {ledger.fewest_runs(names):,} times",
    )
    yield Check(
        name="honest jobs correct",
        holds=not failed["honest"],
        observed=f"{failed['honest']:,} of {sum(row.honest for row in ledger.rows()):,} were not",
    )
    yield Check(
        name="deaths explained",
        holds=not failed["unexplained"] and driver.template_deaths <= chaos.template_kills,
        observed=f"{sum(chaos.fallen.values()):,} kills, of which "
        f"{sum(chaos.explained.values()):,} are seen in outcomes; "
        f"{driver.template_deaths:,} templates died, {chaos.template_kills:,} were killed",
    )
    yield Check(
        name="workers in bounds",
        holds=not failed["idle"],
        observed=f"{failed['idle']:,} times there were more runs than {driver.settings.workers} "
        "workers, or a run that nobody waited for",
    )


def _of_census(left: Mapping[str, Sequence[str]]) -> Iterator[Check]:
    for kind, lines in left.items():
        shown = "; ".join(lines[:5]) + (f"; {len(lines) - 5} more" if len(lines) > 5 else "")
        yield Check(name=f"no {kind} left", holds=not lines, observed=shown or "none")


def _of_memory(driver: Driver) -> Check:
    trend, templates = driver.trend, driver.templates
    growth = max(trend.growth_bytes, templates.growth_bytes)
    observed = (
        f"the supervisor {trend.last_bytes / 2**20:.1f} MiB, "
        f"{trend.slope * 1000 / 1024:+.1f} KiB per 1,000 jobs, {_mib(trend.growth_bytes)} since "
        f"warm-up; of {templates.count:,} templates the worst {_mib(templates.growth_bytes)}; "
        f"{_mib(MAX_GROWTH_BYTES)} allowed"
    )
    return Check(
        name="memory flat",
        holds=growth <= MAX_GROWTH_BYTES,
        observed=observed if trend.count else "not measured: the run was too short for a sample",
    )


def _mib(amount: float) -> str:
    return f"{amount / 2**20:+.1f} MiB"
