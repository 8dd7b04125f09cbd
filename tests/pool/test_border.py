"""What a worker in an attacker's hands can't do to its run: fakes on real pipes, no jail needed."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack
from functools import partial

import pytest
from tests.trace_events import EVENTS

from stockade import Policy
from stockade.account import Account, account_of
from stockade.job import Job
from stockade.results import Limit, LimitKind, RunResult
from stockade.run import Run
from stockade.turns import Turns
from stockade.verdict import conclude
from stockade.worker import WorkerLink
from stockade_policies.rules import Rule
from stockade_worker import wire

POLICY = Policy.production(console_entries=3, console_bytes=1000)


@pytest.fixture
def run() -> Iterator[Run]:
    loop = asyncio.new_event_loop()
    job = Job(source="1")
    future: asyncio.Future[RunResult] = loop.create_future()
    yield Run(job=job, policy=POLICY, message=job.message(POLICY, b"1"), future=future)
    loop.close()


def ended(**fields: object) -> wire.Ended:
    honest: dict[str, object] = {
        "ending": "completed",
        "kind": "script",
        "value": wire.pack_table({"root": 1, "heap": []}),
        "thrown": None,
        "passed": None,
        "blocked": None,
        "heap_bytes": 0,
        "dropped": 0,
        "trace_complete": True,
    }
    return wire.Ended(**{**honest, **fields})  # type: ignore[arg-type]  # as a forger would


def test_console_output_beyond_the_ceilings_is_refused(run: Run) -> None:
    line = wire.Console(level="log", text="x")
    assert [run.note_console(line) for _ in range(4)] == [True, True, True, False]
    assert len(run.console) == 3
    run.console.clear()
    assert not run.note_console(wire.Console(level="log", text="x" * 10_000))
    assert run.console == []


def test_the_kernels_cpu_time_overrules_a_worker_that_says_it_completed(run: Run) -> None:
    run.ended = ended()
    assert wire.finish(conclude(run, Account(cpu_seconds=2.0))).outcome == "completed"
    result = wire.finish(conclude(run, Account(cpu_seconds=2.4)))
    assert result.limit is not None
    assert (result.outcome, result.limit.kind, result.limit.seen) == ("limit", "cpu", 2.4)


def test_a_limit_is_told_in_the_policys_numbers_and_the_kernels(run: Run) -> None:
    forged = wire.Passed(kind="cpu", limit=1e9, seen=2**40, unit="seconds")
    run.ended = ended(ending="limit", passed=forged, heap_bytes=2**50)
    account = partial(Account, peak_bytes=1, mapped_bytes=1000)
    result = wire.finish(conclude(run, account(cpu_seconds=2.05)))
    assert result.limit is not None
    assert (result.limit.limit, result.limit.seen) == (2.0, 2.05)
    assert result.memory_stats.heap_used_bytes == 1000
    assert wire.finish(conclude(run, account(cpu_seconds=0.5))).outcome == "crashed"


def guarded(run: Run, kind: str, seen: float, unit: str) -> RunResult:
    """Return the result of a run of three seconds that a guard has ended, as its worker says."""
    run.sent_at, run.ended_at = 100.0, 103.0
    run.ended = ended(
        ending="limit", value=None, passed=wire.Passed(kind=kind, limit=1, seen=seen, unit=unit)
    )
    return wire.finish(conclude(run, Account(cpu_seconds=0.1, peak_bytes=1, mapped_bytes=1)))


@pytest.mark.parametrize(
    ("kind", "seen", "unit", "limit"),
    [("call_depth", 257, "calls", 256), ("loop_iterations", 1e7, "iterations", 10**7)],
)
def test_a_guard_is_told_in_the_policys_numbers(
    run: Run, kind: str, seen: float, unit: str, limit: int
) -> None:
    result = guarded(run, kind, seen, unit)
    assert result.limit == Limit(
        kind=LimitKind(kind), limit=limit, seen=seen, unit=unit, enforced_by="guard"
    )


@pytest.mark.parametrize(("wall_seconds", "is_believed"), [(3.0, True), (3.3, True), (3.5, False)])
def test_a_wall_guard_is_believed_by_our_own_clock(
    run: Run, wall_seconds: float, is_believed: bool
) -> None:
    """It ends a run at nine tenths, so that there is time for its last words."""
    run.policy = Policy.production(wall_seconds=wall_seconds)
    result = guarded(run, "wall", 1e9, "seconds")
    if is_believed:
        assert result.limit == Limit(
            kind=LimitKind.WALL, limit=wall_seconds, seen=3.0, unit="seconds", enforced_by="guard"
        )
    else:
        assert result.cause == "protocol: a limit that was not passed"


@pytest.mark.parametrize(
    ("kind", "seen", "unit"),
    [
        ("call_depth", 255, "calls"),
        ("call_depth", 1e9, "iterations"),
        ("loop_iterations", 9_999_999, "iterations"),
        ("loop_iterations", 1e9, "calls"),
        ("wall", 1e9, "seconds"),
        ("wall", 1e9, "calls"),
    ],
)
def test_a_guard_that_cannot_have_ended_the_run_is_a_crash(
    run: Run, kind: str, seen: float, unit: str
) -> None:
    assert guarded(run, kind, seen, unit).cause == "protocol: a limit that was not passed"


def test_a_run_without_tracing_has_no_guards(run: Run) -> None:
    run.fold = None
    assert guarded(run, "call_depth", 1e9, "calls").outcome == "crashed"


def test_a_value_that_does_not_hold_together_costs_the_run_no_trace(run: Run) -> None:
    wire.finish(run.note_trace(wire.Traced(events=wire.pack_events(EVENTS))))
    run.ended = ended(value=b"")
    result = wire.finish(conclude(run, Account()))
    assert result.outcome == "crashed"
    assert result.trace is not None
    assert (len(result.trace.generations), result.trace.complete) == (2, True)


def test_a_listener_that_raises_costs_the_run_nothing(run: Run) -> None:
    def raises(event: object) -> None:
        raise ValueError(event)

    complaints: list[str] = []
    loop = run.future.get_loop()
    loop.set_exception_handler(lambda _, context: complaints.append(context["message"]))
    listened = Run(
        job=run.job,
        policy=run.policy,
        message=run.message,
        future=run.future,
        on_console=raises,
        on_event=raises,
    )
    assert listened.note_console(wire.Console(level="log", text="x"))
    wire.finish(listened.note_trace(wire.Traced(events=wire.pack_events(EVENTS[:1]))))
    assert complaints == ["on_console raised", "on_event raised"]
    assert len(listened.console) == 1


def test_a_kill_by_the_kernel_s_own_limit_of_cpu_time_is_that_limit(run: Run) -> None:
    """It comes a second after SIGXCPU, to a worker that has blocked that."""
    run.policy = Policy.production(waive=["ceilings"])
    killed = partial(Account, status=signal.SIGKILL)
    result = wire.finish(conclude(run, killed(cpu_seconds=3.99)))
    assert result.limit is not None
    assert (result.limit.kind, result.limit.enforced_by) == ("cpu", "rlimit")
    assert wire.finish(conclude(run, killed(cpu_seconds=2.5))).cause == "signal SIGKILL"
    run.policy = Policy.production(waive=["ceilings", "rlimits"])
    assert wire.finish(conclude(run, killed(cpu_seconds=9.0))).cause == "signal SIGKILL"


@pytest.mark.parametrize(
    "forged",
    [
        ended(value=None),
        ended(value=wire.pack_table({"root": [7], "heap": []})),
        ended(value=wire.pack_table({"root": 1, "heap": [["array", 2**53, []]]})),
        ended(value=b""),
        ended(value=b"\xdd\xff\xff\xff\xff"),
        ended(ending="threw"),
        ended(ending="limit"),
        ended(ending="blocked"),
        ended(ending="blocked", blocked="rule-1"),
    ],
)
def test_an_ending_that_does_not_hold_together_is_a_crash(run: Run, forged: wire.Ended) -> None:
    run.ended = forged
    result = wire.finish(conclude(run, Account()))
    assert result.outcome == "crashed"
    assert result.cause is not None
    assert result.cause.startswith("protocol: ")


RULES = Policy.production(
    custom_security_rules=[
        Rule(id="rule-1", description="it blocks", pattern="x", action="block"),
        Rule(id="rule-2", description="it warns", pattern="x", action="warn"),
    ]
)


@pytest.mark.parametrize(
    ("rule", "outcome", "cause"),
    [
        ("rule-1", "blocked", "rule rule-1"),
        ("rule-2", "crashed", "protocol: blocked by no rule of the policy"),
    ],
)
def test_a_rule_that_ended_a_run_is_one_of_the_policys(
    run: Run, rule: str, outcome: str, cause: str
) -> None:
    run.policy = RULES
    run.ended = ended(ending="blocked", value=None, blocked=rule)
    result = wire.finish(conclude(run, Account(cpu_seconds=0.1)))
    assert (result.outcome, result.cause) == (outcome, cause)


def test_without_a_trace_no_rule_has_ended_a_run(run: Run) -> None:
    run.policy, run.fold = RULES, None
    run.ended = ended(ending="blocked", value=None, blocked="rule-1")
    assert wire.finish(conclude(run, Account(cpu_seconds=0.1))).outcome == "crashed"


def test_what_only_a_worker_says_of_memory_is_held_to_what_there_can_be(run: Run) -> None:
    claimed = wire.Passed(kind="memory", limit=1, seen=1e15, unit="bytes")
    run.ended = ended(ending="limit", passed=claimed, heap_bytes=2**50)
    result = wire.finish(conclude(run, Account(cpu_seconds=0.1, peak_bytes=5000, status=0)))
    assert result.limit is not None
    assert result.limit.seen == POLICY.ceilings.address_bytes
    assert result.memory_stats.heap_used_bytes == 5000  # of a dead one the kernel knows this much


def test_a_death_that_the_kernel_names_is_not_renamed_by_much_cpu_time(run: Run) -> None:
    killed = Account(status=signal.SIGXCPU, cpu_seconds=3.0)
    result = wire.finish(conclude(run, killed))
    assert result.limit is not None
    assert (result.limit.kind, result.limit.enforced_by) == ("cpu", "rlimit")
    died = Account(status=signal.SIGSEGV, cpu_seconds=3.0)
    assert wire.finish(conclude(run, died)).cause == "signal SIGSEGV"


class Heard:
    """The owner of a worker link, and what it was told."""

    def __init__(self) -> None:
        self.messages: list[wire.Message] = []
        self.broken: list[str] = []
        self.trouble = asyncio.Event()

    def on_message(self, worker: WorkerLink, message: wire.Message) -> None:
        self.messages.append(message)

    def on_traced(self, worker: WorkerLink, message: wire.Traced) -> wire.Steps[None]:
        self.messages.append(message)
        yield

    def on_broken(self, worker: WorkerLink, reason: str) -> None:
        self.broken.append(reason)
        self.trouble.set()

    def on_end(self, worker: WorkerLink) -> None:
        self.trouble.set()


def test_a_pid_that_means_another_process_by_now_is_left_alone() -> None:
    """A worker is killed, and asked what it has used, by its pidfd, which can't be reused."""
    with ExitStack() as stack:
        dead, other = (subprocess.Popen(["sleep", "60"]) for _ in range(2))
        for process in (dead, other):
            stack.callback(process.wait)
            stack.callback(process.kill)
        loop = asyncio.new_event_loop()
        stack.callback(loop.close)
        event_read, job_write = os.pipe()
        fds = [job_write, event_read, os.pidfd_open(dead.pid)]
        link = WorkerLink(loop, Turns(loop), 1, fds, POLICY, Heard(), set())
        stack.callback(link.close)
        dead.kill()
        dead.wait()
        link.pid = other.pid
        link.kill()
        with pytest.raises(subprocess.TimeoutExpired):
            other.wait(timeout=0.2)
        assert account_of(link.pid, link.pidfd) is None


SEALED = wire.encode(wire.Sealed(walls={"seccomp": "up"}))
STREAMS = {
    "a result before the seal": wire.encode(ended()),
    "a result before the job": SEALED + wire.encode(ended()),
    "sealed twice": SEALED + SEALED,
    "console before the job": SEALED + wire.encode(wire.Console(level="log", text="x")),
    "a huge length": b"\xff\xff\xff\xff",
    "garbage": b"\0\0\0\x04\xc1\xc1\xc1\xc1",
    "an order": wire.encode(wire.Spawn(worker=1)),
}


@pytest.mark.parametrize("stream", STREAMS.values(), ids=STREAMS.keys())
async def test_bytes_out_of_turn_break_the_worker_and_nothing_else(stream: bytes) -> None:
    heard = Heard()
    job_read, job_write = os.pipe()
    event_read, event_write = os.pipe()
    pidfd = os.pidfd_open(os.getpid())
    held: set[int] = set()
    fds = [job_write, event_read, pidfd]
    loop = asyncio.get_running_loop()
    link = WorkerLink(loop, Turns(loop), 1, fds, POLICY, heard, held)
    assert held == set(fds)
    os.write(event_write, stream)
    await heard.trouble.wait()
    assert len(heard.broken) == 1
    link.close()
    assert held == set()
    for fd in (job_read, event_write):
        os.close(fd)
