"""A worker in an attacker's hands is alone: it makes no process, becomes none, touches none."""

from __future__ import annotations

import os
import select
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager

import psutil
import pytest
from tests.breach.conftest import forbidden, open_breach
from tests.breach.supervising import Breach, answer_of

from stockade import Outcome
from stockade_policies import Wall
from stockade_worker.jail import landlock

SIGKILL = int(signal.SIGKILL)
SCOPED = pytest.mark.skipif(
    landlock.abi() < landlock.SCOPED_ABI, reason="this kernel's Landlock has no scopes (ABI 6)"
)
ON_THE_HOST = [Wall.NAMESPACES, Wall.ROOT, Wall.PRIVILEGES]

CALLS = [
    # To make a process, or to become another program.
    ("fork",),
    ("vfork",),
    ("clone", int(signal.SIGCHLD), 0, 0, 0, 0),
    ("clone", 0x00010F00, 0, 0, 0, 0),  # a thread
    ("clone3", "@data", 88),
    ("execve", "/bin/sh", 0, 0),
    ("execveat", -100, "/bin/sh", 0, 0, 0),
    # To signal one.
    ("kill", 1, SIGKILL),
    ("kill", -1, SIGKILL),
    ("kill", 0, SIGKILL),
    ("tkill", 1, SIGKILL),
    ("tgkill", 1, 1, SIGKILL),
    ("rt_sigqueueinfo", 1, SIGKILL, "@data"),
    ("rt_tgsigqueueinfo", 1, 1, SIGKILL, "@data"),
    ("pidfd_open", 1, 0),
    ("pidfd_getfd", 3, 0, 0),
    ("pidfd_send_signal", 3, SIGKILL, 0, 0),
    # To read it, write to it, or steer it.
    ("ptrace", 16, 1, 0, 0),
    ("process_vm_readv", 1, "@data", 1, "@data", 1, 0),
    ("process_vm_writev", 1, "@data", 1, "@data", 1, 0),
    ("process_madvise", 3, "@data", 1, 4, 0),
    ("process_mrelease", 3, 0),
    ("kcmp", 1, 1, 0, 0, 0),
    ("move_pages", 1, 1, "@data", 0, "@data", 0),
    ("migrate_pages", 1, 1, "@data", "@data"),
    ("get_robust_list", 1, "@data", "@data"),
    ("prlimit64", 1, 7, 0, "@data"),
    ("sched_setaffinity", 1, 8, "@data"),
    ("sched_setscheduler", 1, 0, "@data"),
    ("sched_setattr", 1, "@data", 0),
    ("setpriority", 0, 1, -20),
    ("ioprio_set", 1, 1, 0),
    ("setpgid", 0, 0),
    ("setsid",),
    ("wait4", -1, 0, 0, 0),
    ("waitid", 0, 0, "@data", 4, 0),
    # To be someone else, or in another namespace.
    ("setuid", 0),
    ("setgid", 0),
    ("setresuid", 0, 0, 0),
    ("setresgid", 0, 0, 0),
    ("setgroups", 0, 0),
    ("setfsuid", 0),
    ("capset", "@data", "@data"),
    ("unshare", 0x10000000),
    ("setns", 3, 0),
    # To share something with one.
    ("shmget", 1, 4096, 0o1666),
    ("shmat", 0, 0, 0),
    ("msgget", 1, 0o1666),
    ("msgsnd", 0, "@data", 1, 0),
    ("semget", 1, 1, 0o1666),
    ("semop", 0, "@data", 1),
    ("mq_open", "/left-behind", 0o102, 0o600, 0),
    ("mq_unlink", "/left-behind"),
    ("add_key", "user", "left-behind", "@data", 1, -3),
    ("request_key", "user", "left-behind", 0, -3),
    ("keyctl", 0, -3, 1),
]


def test_every_call_that_makes_or_touches_a_process_kills(breach: Breach) -> None:
    assert forbidden(breach, CALLS, at_least=50) == {}


@contextmanager
def neighbour(breach: Breach, waive: list[Wall]) -> Iterator[None]:
    """Keep a run in a worker that must be there, unharmed, until the end."""
    waiting = breach.submit("resources.wait", waive=waive)
    breach.wait_running(1)
    yield
    assert not waiting.done()
    waiting.cancel()
    breach.wait_running(0)


def test_the_supervisor_does_not_exist_for_a_worker(breach: Breach) -> None:
    attack = ("processes.signal_supervisor",)
    assert breach.run_all([attack]) == {attack: "forbidden_syscall"}
    for waive in ([Wall.SECCOMP], [Wall.SECCOMP, Wall.LANDLOCK]):
        assert breach.run_all([attack], waive=waive) == {attack: "ESRCH"}


@SCOPED
def test_the_supervisor_is_out_of_reach_even_where_it_can_be_named(breach: Breach) -> None:
    attack = ("processes.signal_supervisor",)
    waive = [Wall.SECCOMP, *ON_THE_HOST]
    assert breach.run_all([attack], waive=waive) == {attack: "EPERM"}


def test_a_template_takes_no_signal_from_its_workers(breach: Breach) -> None:
    """Not even SIGKILL, and not even where nothing forbids to send it: pid 1 is immune inside."""
    waive = [Wall.SECCOMP, Wall.LANDLOCK]
    with neighbour(breach, waive):
        assert answer_of(breach.run("processes.send_signal", 1, SIGKILL, waive=waive)) == (
            "delivered"
        )


@SCOPED
def test_a_signal_to_everyone_reaches_no_one(breach: Breach) -> None:
    """Behind the filter, Landlock: kill(-1) leaves out whom it may not signal."""
    with neighbour(breach, [Wall.SECCOMP]):
        breach.run("processes.send_signal", -1, SIGKILL, waive=[Wall.SECCOMP])


def test_without_both_a_signal_to_everyone_ends_the_neighbours(breach: Breach) -> None:
    waive = [Wall.SECCOMP, Wall.LANDLOCK]
    waiting = breach.submit("resources.wait", waive=waive)
    breach.wait_running(1)
    breach.run("processes.send_signal", -1, SIGKILL, waive=waive)
    assert (waiting.result().outcome, waiting.result().cause) == (
        Outcome.CRASHED,
        "signal SIGKILL",
    )


def wait_family(others: set[psutil.Process], *, size: int) -> list[psutil.Process]:
    """Wait until so many processes live below this one, beside these, and return them."""
    deadline = time.monotonic() + 10.0
    while time.monotonic() < deadline:
        family = set(psutil.Process().children(recursive=True)) - others
        if len(family) == size:
            return list(family)
        time.sleep(0.01)
    raise TimeoutError(f"{size} processes")


def test_an_orphan_of_a_hostile_start_goes_down_with_its_namespace(user: str) -> None:
    """It is left by a worker whose filter and limits are not up: forked twice, its own session."""
    others = set(psutil.Process().children(recursive=True))
    with open_breach(user) as breach:
        left = breach.run("processes.leave_orphan", waive=[Wall.SECCOMP, Wall.RLIMITS])
        assert left.outcome is Outcome.COMPLETED
        # Starter, template, and the orphan, which the template has adopted; no worker any more.
        family = wait_family(others, size=3)
    assert psutil.wait_procs(family, timeout=1.0)[1] == []


def test_without_the_namespace_an_orphan_stays(user: str) -> None:
    with open_breach(user) as breach:
        waive = [Wall.SECCOMP, Wall.RLIMITS, *ON_THE_HOST]
        left = breach.run("processes.leave_orphan", waive=waive)
        orphan = psutil.Process(int(str(left.value)))
    try:
        assert orphan.is_running()
    finally:
        orphan.kill()


@pytest.mark.parametrize(
    ("lacking", "ends_by"),
    [([], "the template died"), ([Wall.PROCESS], "limit wall by timer")],
    ids=["with it", "without it"],
)
def test_the_wall_process_ends_a_worker_with_its_template(
    user: str, lacking: list[Wall], ends_by: str
) -> None:
    """Where no namespace sees to that, and although it never reads from its pipe."""
    with open_breach(user) as breach:
        others = set(psutil.Process().children(recursive=True))
        waive = [*ON_THE_HOST, *lacking]
        asleep = breach.submit("resources.sleep_on_a_lock", waive=waive, wall_seconds=3)
        breach.wait_running(1)
        starter, template, worker = sorted(wait_family(others, size=3), key=lambda p: p.pid)
        assert (template.ppid(), worker.ppid()) == (starter.pid, template.pid)
        pidfd = os.pidfd_open(worker.pid)
        try:
            template.kill()
            ended, _, _ = select.select([pidfd], [], [], 1.0)
        finally:
            os.close(pidfd)
        assert bool(ended) == (not lacking)
        assert answer_of(asleep.result()) == ends_by
