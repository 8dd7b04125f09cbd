"""The self-attack without a jail: what is tried, and how an end is judged."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys

import pytest

from stockade_policies import JailError, Policy, Wall
from stockade_worker.selfattack import attack
from stockade_worker.selfattack.trials import Aim, Trial, plan

JAIL = [wall for wall in Wall if wall not in {Wall.CEILINGS, Wall.ENGINE}]
OPEN = Trial(
    name="open a file",
    make=lambda: None,
    stops={Wall.ROOT: errno.ENOENT, Wall.NAMESPACES: errno.ENOSPC},
)
CORE_DUMPED = 0x80


def exited(code: int) -> int:
    return code << 8


def trials(pid: int) -> tuple[Trial, ...]:
    aim = Aim(supervisor_pid=pid, can_forbid_nesting=True)
    return plan(Policy.production(), aim, sibling=os.getpid(), bait_fd=0)


@pytest.mark.parametrize(
    ("wall", "status", "answer"),
    [
        (Wall.SECCOMP, signal.SIGSYS, "SIGSYS"),
        (Wall.SECCOMP, signal.SIGSYS | CORE_DUMPED, "SIGSYS"),
        (Wall.ROOT, exited(errno.ENOENT), "ENOENT"),
        (Wall.NAMESPACES, exited(errno.ENOSPC), "ENOSPC"),
        (Wall.ROOT, exited(errno.EPERM), "EPERM (host)"),
        (Wall.ROOT, exited(errno.ENOSYS), "ENOSYS (host)"),
    ],
)
def test_an_answer_that_is_due_is_a_proof(wall: Wall, status: int, answer: str) -> None:
    assert attack.judge(OPEN, wall, status) == answer


@pytest.mark.parametrize(
    ("wall", "status", "reason"),
    [
        (Wall.SECCOMP, exited(0), "it got through, not SIGSYS by seccomp"),
        (Wall.SECCOMP, exited(errno.EPERM), "EPERM, not SIGSYS by seccomp"),
        (Wall.SECCOMP, exited(errno.ENOSYS), "ENOSYS, not SIGSYS by seccomp"),
        (Wall.SECCOMP, signal.SIGKILL, "SIGKILL, not SIGSYS by seccomp"),
        (Wall.SECCOMP, 40, "signal 40, not SIGSYS by seccomp"),
        (Wall.ROOT, exited(0), "it got through, not ENOENT by root"),
        (Wall.ROOT, exited(errno.EACCES), "EACCES, not ENOENT by root"),
        (Wall.ROOT, exited(255), "it ended with 255, not ENOENT by root"),
        (Wall.ROOT, exited(199), "it ended with 199, not ENOENT by root"),
        (Wall.ROOT, signal.SIGSYS, "SIGSYS, not ENOENT by root"),
        (Wall.NAMESPACES, exited(errno.ENOENT), "ENOENT, not ENOSPC by namespaces"),
    ],
)
def test_anything_else_is_a_refusal(wall: Wall, status: int, reason: str) -> None:
    with pytest.raises(JailError) as caught:
        attack.judge(OPEN, wall, status)
    assert (caught.value.step, caught.value.reason) == ("self-attack", f"open a file: {reason}")
    assert caught.value.hint


def test_all_that_an_owned_worker_would_try_is_tried() -> None:
    names = {trial.name for trial in trials(os.getpid())}
    assert names >= {
        *("open a file", "open a socket", "fork", "run a program", "trace a sibling", "map code"),
        *("turn data into code", "read elsewhere", "write elsewhere", "set a limit back"),
        *("signal the supervisor", "signal the template", "make a namespace"),
    }


def test_every_wall_of_the_jail_has_to_stop_something() -> None:
    assert {wall for trial in trials(4000) for wall in trial.walls} == set(JAIL)


def test_the_filter_has_to_stop_everything_but_what_runs_need() -> None:
    passed = [trial.name for trial in trials(4000) if Wall.SECCOMP not in trial.walls]
    assert passed == ["allocate too much"]


def test_a_template_that_is_no_first_process_is_refused() -> None:
    """Here its parent is any process, as in a jail without a pid namespace."""
    with pytest.raises(JailError, match="not 1 of a namespace of its own"):
        attack._check_place(Policy.production())
    attack._check_place(Policy.production(waive=["namespaces", "root", "privileges"]))


@pytest.mark.parametrize(("pid", "is_told"), [(0, False), (1, False), (999, False), (4000, True)])
def test_a_pid_that_could_be_one_of_the_jails_own_proves_nothing_of_namespaces(
    pid: int, is_told: bool
) -> None:
    (trial,) = [trial for trial in trials(pid) if trial.name == "signal the supervisor"]
    assert (Wall.NAMESPACES in trial.stops) is is_told


def test_a_template_imports_nothing_with_a_handler_of_forks() -> None:
    """`random` and `threading` register some, which every worker would pay for."""
    roots = [path for path in sys.path if path.endswith(("worker", "policies", "site-packages"))]
    body = (
        f"import sys; sys.path[:0] = {roots}; import stockade_worker.template;"
        "print({'random', 'threading', 'subprocess'} & sys.modules.keys())"
    )
    ended = subprocess.run(
        [sys.executable, "-I", "-c", body], capture_output=True, text=True, check=True, env={}
    )
    assert ended.stdout == "set()\n"
