"""The books of a stress run: each thing that they are there to notice is noticed."""

from __future__ import annotations

from collections.abc import Callable
from itertools import islice
from pathlib import Path

import pytest

from stockade import Limit, LimitKind, MemoryStats, Outcome, Policy, RunResult
from stockade.stress.chaos import GRACE_SECONDS, Chaos
from stockade.stress.driver import Driver
from stockade.stress.ledger import Ledger
from stockade.stress.memory import Templates, Trend
from stockade.stress.plan import STRIKE_BLOCK, Cancel, Planned, Strike, plan
from stockade.stress.report import MAX_GROWTH_BYTES, report_of
from stockade.stress.samples import parse
from stockade.stress.settings import Mix, Settings
from stockade.stress.tasks import CORPUS, Task, load, of_sample
from stockade_policies import InputError

WORKERS = 2
SAMPLE = "// policy: production\n// outcome: threw RangeError\n// why: x\nthrow RangeError()"


def result(outcome: Outcome, cause: str | None = None, limit: Limit | None = None) -> RunResult:
    stats = MemoryStats(heap_used_bytes=None, peak_rss_bytes=None, limit_bytes=1)
    return RunResult(outcome=outcome, cause=cause, limit=limit, kind="script", memory_stats=stats)


def crashed(cause: str) -> RunResult:
    return result(Outcome.CRASHED, cause)


def by_the_clock() -> RunResult:
    limit = Limit(kind=LimitKind.WALL, limit=2, seen=2, unit="seconds", enforced_by="timer")
    return result(Outcome.LIMIT, limit=limit)


def task(complaint: str | None = None) -> Task:
    """A task that complains of every result, or of none."""
    return Task(
        name="a task", source="1", judge=lambda result: complaint, policy=Policy.production()
    )


def planned(number: int = 0, complaint: str | None = None, cancel: Cancel | None = None) -> Planned:
    return Planned(number=number, task=task(complaint), tenant=None, cancel=cancel)


def books() -> tuple[Ledger, Chaos]:
    chaos = Chaos(WORKERS)
    return Ledger(chaos), chaos


def ended(job: Planned, how: RunResult | Exception | None) -> dict[str, int]:
    """Take down one job that ended so; return the failures by check."""
    ledger, _ = books()
    ledger.note_submitted(job, 1.0)
    ledger.note_ended(job, how, 2.0)
    return dict(ledger.failed)


# -- outcomes --------------------------------------------------------------------------------------


def test_a_right_outcome_is_no_failure() -> None:
    assert ended(planned(), result(Outcome.COMPLETED)) == {}


def test_a_wrong_outcome_is_reported_with_what_repeats_it() -> None:
    ledger, _ = books()
    job = planned(7, "ended as completed 2 and not as completed 1")
    ledger.note_submitted(job, 1.0)
    ledger.note_ended(job, result(Outcome.COMPLETED), 2.0)
    (failure,) = ledger.failures
    assert (failure.check, failure.job, failure.name) == ("honest", 7, "a task")
    assert failure.what == "ended as completed 2 and not as completed 1"


def test_a_hostile_sample_that_ends_otherwise_is_reported() -> None:
    sample = of_sample("a sample", parse(SAMPLE))
    job = Planned(number=1, task=sample, tenant=None)
    assert ended(job, result(Outcome.COMPLETED)) == {"expected": 1}


def test_a_second_outcome_is_reported() -> None:
    ledger, _ = books()
    ledger.note_submitted(planned(), 1.0)
    ledger.note_ended(planned(), result(Outcome.COMPLETED), 2.0)
    ledger.note_ended(planned(), result(Outcome.COMPLETED), 3.0)
    assert (ledger.ended, dict(ledger.failed)) == (1, {"one outcome": 1})


def test_a_job_without_an_outcome_is_reported() -> None:
    ledger, _ = books()
    ledger.note_submitted(planned(), 1.0)
    ledger.note_missing("no outcome")
    assert dict(ledger.failed) == {"one outcome": 1}


def test_an_exception_is_reported() -> None:
    assert ended(planned(), RuntimeError("ours")) == {"expected": 1}


def test_only_a_job_that_was_withdrawn_may_be_cancelled() -> None:
    assert ended(planned(cancel=Cancel.LATER), None) == {}
    assert ended(planned(), None) == {"expected": 1}
    assert ended(planned(complaint="wrong"), result(Outcome.CANCELLED)) == {"honest": 1}


def test_failures_are_counted_when_they_are_too_many_to_keep() -> None:
    ledger, _ = books()
    for number in range(1000):
        ledger.fail("honest", "x" * 10_000, planned(number))
    assert ledger.failed["honest"] == 1000
    assert sum(len(failure.what) for failure in ledger.failures) < 100_000


# -- kills -----------------------------------------------------------------------------------------


def outcomes(chaos: Chaos, *ends: tuple[RunResult, float, float]) -> list[bool]:
    return [chaos.explains(how, submitted, ended) for how, submitted, ended in ends]


def test_a_crash_that_no_kill_explains_is_reported() -> None:
    assert ended(planned(complaint="crashed"), crashed("signal SIGSEGV")) == {
        "unexplained": 1,
        "honest": 1,
    }


def test_a_kill_explains_one_crash_by_its_signal_and_no_other() -> None:
    chaos = Chaos(WORKERS)
    chaos.note(Strike.KILL, 1.5)
    end = crashed("signal SIGKILL"), 1.0, 2.0
    assert outcomes(chaos, (crashed("signal SIGSEGV"), 1.0, 2.0), end, end) == [False, True, False]


def test_a_kill_explains_no_run_that_it_cannot_have_hit() -> None:
    chaos = Chaos(WORKERS)
    chaos.note(Strike.KILL, 10.0)
    ended_before = crashed("signal SIGKILL"), 8.0, 9.0
    submitted_long_after = crashed("signal SIGKILL"), 10.1 + GRACE_SECONDS, 20.0
    assert outcomes(chaos, ended_before, submitted_long_after) == [False, False]


def test_of_two_kills_the_earlier_one_is_used_up_first() -> None:
    chaos = Chaos(WORKERS)
    chaos.note(Strike.KILL, 10.0)
    chaos.note(Strike.KILL, 20.0)
    both_would_do = crashed("signal SIGKILL"), 5.0, 25.0
    only_the_later_one = crashed("signal SIGKILL"), 15.0 + GRACE_SECONDS, 26.0
    assert outcomes(chaos, both_would_do, only_the_later_one) == [True, True]


def test_a_template_takes_no_more_runs_with_it_than_there_are_workers() -> None:
    chaos = Chaos(WORKERS)
    chaos.note(Strike.TEMPLATE, 1.5)
    end = crashed("the template died"), 1.0, 2.0
    assert outcomes(chaos, end, end, end) == [True, True, False]


def test_a_stopped_spare_may_get_its_job_much_later() -> None:
    chaos = Chaos(WORKERS)
    chaos.note(Strike.STOP, 1.0)
    chaos.forget(900.0)
    end = by_the_clock(), 1000.0, 1002.0
    assert outcomes(chaos, end, end) == [True, False]


def test_kills_that_nobody_can_ask_for_are_forgotten() -> None:
    chaos = Chaos(WORKERS)
    chaos.note(Strike.KILL, 1.0)
    chaos.forget(1.0 + 2 * GRACE_SECONDS)
    assert outcomes(chaos, (crashed("signal SIGKILL"), 1.0, 2.0)) == [False]


# -- the plan --------------------------------------------------------------------------------------


def jobs(count: int, seed: int = 1, mix: Mix = Mix.CHAOS) -> list[Planned]:
    return list(islice(plan(seed, mix, load()), count))


def test_a_seed_repeats_a_plan() -> None:
    def told(job: Planned) -> object:
        return job.task.name, job.task.source, job.cancel, job.strike, job.pick

    assert [told(job) for job in jobs(500)] == [told(job) for job in jobs(500)]
    assert [told(job) for job in jobs(500)] != [told(job) for job in jobs(500, seed=2)]


def test_three_jobs_in_twenty_are_hostile_and_each_sample_comes_round() -> None:
    corpus = load()
    copies = sum(1 if sample.is_stopped else 4 for sample in corpus)
    hostile = [job.task.name for job in jobs(copies * 7) if job.task.is_hostile]
    assert len(hostile) >= copies
    assert set(hostile) == {sample.name for sample in corpus}


def test_nothing_is_killed_or_withdrawn_in_the_mix_corpus() -> None:
    plain = jobs(1000, mix=Mix.CORPUS)
    assert all(job.strike is None and job.cancel is None for job in plain)
    falling = {job.strike for job in jobs(2 * STRIKE_BLOCK)}
    assert falling == {*Strike, None}


def test_the_corpus_is_the_one_that_the_tests_run() -> None:
    assert Path(__file__).parents[1].joinpath("hostile/samples").samefile(CORPUS)


def test_a_folder_without_samples_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="a folder with samples"):
        load(tmp_path)


# -- the judgement at the end ----------------------------------------------------------------------


def failing(spoil: Callable[[Driver], object]) -> list[str]:
    """Return the names of the checks that fail when one thing is wrong in a run of one job."""
    driver = Driver(Settings(jobs=1, workers=WORKERS), load())
    driver.ledger.note_submitted(planned(), 1.0)
    driver.ledger.note_ended(planned(), result(Outcome.COMPLETED), 2.0)
    driver.runs_counted = 1
    assert report_of(driver, {"files": []}).holds
    spoil(driver)
    report = report_of(driver, {"files": []})
    assert not report.holds
    return [check.name for check in report.checks if not check.holds]


def grow(driver: Driver) -> None:
    driver.trend.note(0, 0)
    driver.trend.note(1000, MAX_GROWTH_BYTES + 1)


@pytest.mark.parametrize(
    ("spoil", "check"),
    [
        (lambda driver: setattr(driver, "runs_counted", 2), "one outcome each"),
        (lambda driver: driver.ledger.note_submitted(planned(9), 3.0), "one outcome each"),
        (lambda driver: driver.ledger.fail("expected", "x"), "the expected one"),
        (lambda driver: driver.ledger.fail("honest", "x"), "honest jobs correct"),
        (lambda driver: driver.ledger.fail("unexplained", "x"), "deaths explained"),
        (lambda driver: setattr(driver, "template_deaths", 1), "deaths explained"),
        (lambda driver: driver.ledger.fail("idle", "x"), "workers in bounds"),
        (grow, "memory flat"),
    ],
)
def test_each_fault_fails_its_check(spoil: Callable[[Driver], object], check: str) -> None:
    assert check in failing(spoil)


def test_what_is_left_fails_its_check_and_is_named() -> None:
    driver = Driver(Settings(jobs=1, workers=WORKERS), load())
    driver.ledger.note_submitted(planned(), 1.0)
    driver.ledger.note_ended(planned(), result(Outcome.COMPLETED), 2.0)
    driver.runs_counted = 1
    report = report_of(driver, {"files": ["file /left"], "threads": []})
    assert [check.observed for check in report.checks if not check.holds] == ["file /left"]


def test_no_job_is_no_proof() -> None:
    assert not report_of(Driver(Settings(jobs=1, workers=WORKERS), load()), {}).holds


def test_a_trend_is_the_line_and_not_its_last_point() -> None:
    trend = Trend()
    for number in range(100):
        trend.note(1000 + number, 5_000_000 + 3 * number + (10 if number % 2 else -10))
    assert trend.slope == pytest.approx(3, abs=0.05)
    assert trend.growth_bytes == pytest.approx(297, abs=5)
    flat = Trend()
    flat.note(1, 1)
    assert (flat.slope, flat.growth_bytes) == (0, 0)


def test_the_template_that_grew_most_is_told() -> None:
    templates = Templates()
    for pid, rss_bytes in ((1, 100), (2, 100), (1, 150), (2, 90), (1, 130)):
        templates.note(pid, 0, rss_bytes)
    assert (templates.count, templates.growth_bytes) == (2, 30)
