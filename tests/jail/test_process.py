"""The wall `process`: what a worker inherits, and that it outlives nobody."""

from __future__ import annotations

import os
import select
import signal
import socket
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from stockade_policies import Wall

if TYPE_CHECKING:
    from tests.jail.conftest import InJail, Jail, StartJail

SIGSYS = int(signal.SIGSYS)
NULL = "1:3"
# A shell that starts the template and waits: the parent whose death is tried. It exports PWD.
PARENT = ("/bin/sh", "-c", 'env -i "$@" & wait', "sh")
END_SECONDS = 1.0


@contextmanager
def treasures() -> Iterator[dict[str, int]]:
    """Open what a careless parent leaves open for its children."""
    with ExitStack() as stack:
        one, other = socket.socketpair()
        stack.callback(one.close)
        stack.callback(other.close)
        fds = {
            "socket": one.fileno(),
            "root": os.open("/", os.O_RDONLY | os.O_DIRECTORY),
            "memory": os.open("/proc/self/mem", os.O_RDWR),
            "pidfd": os.pidfd_open(os.getpid()),
            "high": os.dup2(one.fileno(), 1000),
        }
        for name in ("root", "memory", "pidfd", "high"):
            stack.callback(os.close, fds[name])
        yield fds


def test_nothing_but_five_descriptors_is_inherited(in_jail: InJail) -> None:
    with treasures() as fds:
        ending = in_jail("open_fds", waive=[Wall.SECCOMP], extra_fds=list(fds.values()))
    kinds = ending.value
    assert set(kinds) == {"0", "1", "2", "3", "4"}
    assert [kinds[fd] for fd in "012"] == [NULL] * 3


def test_what_the_template_keeps_does_not_reach_its_workers(in_jail: InJail) -> None:
    with treasures() as fds:
        ending = in_jail("open_fds", waive=[Wall.SECCOMP], keep_fds=list(fds.values()))
    assert set(ending.value) == {"0", "1", "2", "3", "4"}


def test_without_this_wall_the_descriptors_are_there(in_jail: InJail) -> None:
    with treasures() as fds:
        waive = [Wall.PROCESS, Wall.SECCOMP]
        ending = in_jail("open_fds", waive=waive, extra_fds=list(fds.values()))
    assert {str(fd) for fd in fds.values()} < set(ending.value)


def test_without_this_wall_the_filter_still_guards_the_descriptors(in_jail: InJail) -> None:
    with treasures() as fds:
        ending = in_jail("read_fd", fds["high"], waive=[Wall.PROCESS], extra_fds=[fds["high"]])
    assert ending.signal == SIGSYS


def test_a_kept_directory_is_no_way_out(in_jail: InJail) -> None:
    waive = [Wall.SECCOMP, Wall.RLIMITS]
    with treasures() as fds:
        way = ("open_below", fds["root"], "etc/passwd")
        closed = in_jail(*way, waive=waive, extra_fds=[fds["root"]])
        waive += [Wall.PROCESS]
        landlocked = in_jail(*way, waive=waive, extra_fds=[fds["root"]])
        waive += [Wall.LANDLOCK]
        escaped = in_jail(*way, waive=waive, extra_fds=[fds["root"]])
    assert closed.errno == "EBADF"
    assert landlocked.errno == "EACCES"
    assert escaped.value == "opened"


def test_pipes_that_have_each_other_s_number_are_told_apart(in_jail: InJail) -> None:
    assert in_jail("live", crossed=True).value == "go"


def test_the_environment_is_empty(in_jail: InJail) -> None:
    seen = in_jail("identify", waive=[Wall.SECCOMP]).value["environment"]
    assert set(seen) <= {"LC_CTYPE"}  # which Python sets itself


def test_a_template_with_an_environment_is_refused_and_its_secrets_are_not_told(
    in_jail: InJail,
) -> None:
    ending = in_jail("live", environment={"API_TOKEN": "hunter2"})
    assert ending.jail is not None
    step, _, reason, hint = ending.jail
    assert step == "process"
    assert "API_TOKEN" in reason
    assert "hunter2" not in reason + hint


def test_a_template_whose_parent_is_gone_is_refused(in_jail: InJail) -> None:
    ending = in_jail("live", parent_pid=1)
    assert ending.jail is not None
    assert ending.jail[0] == "process"
    assert "parent" in ending.jail[2]


def test_a_worker_template_whose_own_parent_is_gone_is_refused(in_jail: InJail) -> None:
    ending = in_jail("live", arms=[("arm_dead_template",)])
    assert ending.jail is not None
    assert ending.jail[0] == "process"
    assert "template" in ending.jail[2]


def test_all_are_gone_when_the_parent_is_killed(start_jail: StartJail) -> None:
    with start_jail(("hang",), through=PARENT) as jail:
        family = jail.wait_descendants()
        assert len(family) == 3  # the template, pid 1 of its namespace, the worker
        assert_gone_with(jail, family)


def test_all_are_gone_when_the_template_is_killed(start_jail: StartJail) -> None:
    with start_jail(("hang",)) as jail:
        family = jail.wait_descendants()
        assert len(family) == 2
        assert_gone_with(jail, family)


def test_without_namespaces_they_still_die_with_the_parent(start_jail: StartJail) -> None:
    waive = [Wall.NAMESPACES, Wall.ROOT, Wall.PRIVILEGES]
    with start_jail(("hang",), through=PARENT, waive=waive) as jail:
        assert_gone_with(jail, jail.wait_descendants())


def assert_gone_with(jail: Jail, family: list[int]) -> None:
    with ExitStack() as stack:
        pidfds = [os.pidfd_open(pid) for pid in family]
        for pidfd in pidfds:
            stack.callback(os.close, pidfd)
        jail.process.kill()
        for pidfd in pidfds:
            ended, _, _ = select.select([pidfd], [], [], END_SECONDS)
            assert ended, "a process outlived its parent"


def test_the_hosts_oom_killer_takes_a_worker_before_anyone_else(start_jail: StartJail) -> None:
    with start_jail(("hang",)) as jail:
        assert oom_score_adj(jail.wait_descendants()[-1]) == 1000
    with start_jail(("burn", 2.0), waive=[Wall.PROCESS]) as jail:  # it would outlive the test
        assert oom_score_adj(jail.wait_descendants()[-1]) == oom_score_adj(os.getpid()) < 1000


def oom_score_adj(pid: int) -> int:
    return int(Path(f"/proc/{pid}/oom_score_adj").read_text(encoding="ascii"))
