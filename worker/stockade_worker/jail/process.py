"""Wall `process`: what a worker inherits, and whom it outlives.

The template is exec'ed, so it has none of its parent's memory; this module sees to the rest of what
a process inherits: the environment, the descriptors, and a parent that may be gone.

The descriptors are closed first of all, before the namespaces: what is not inherited needs no other
wall. A worker closes them once more after its fork, because the template holds a control socket
and the pipes of other workers. That comes before the rlimits, since with RLIMIT_NOFILE at 0 no
descriptor can be moved to its place any more.

PR_SET_PDEATHSIG has three gaps, see PR_SET_PDEATHSIG(2const). It fires when the parent's *thread*
ends, so the supervisor starts templates from a thread that lives as long as it does. It does not
fire for a parent that has died already, so each arming is followed by a look at the parent. And a
change of credentials clears it, so it is armed again after each one.
"""

from __future__ import annotations

import errno
import os
import select
import signal
from collections.abc import Iterable
from os import dup2

import prctl

from stockade_policies.errors import JailError
from stockade_worker.jail.libc import close_range
from stockade_worker.jail.libc import prctl as raw_prctl

JOB_FD = 3
EVENT_FD = 4
RULESET_FD = 5  # of a worker that has still to put up the wall `landlock`, which closes it

_LAST_FD = 0xFFFFFFFF
# For the worker, where python-prctl and the enum would cost pages that nothing else needs.
_PR_SET_PDEATHSIG = 1
_SIGKILL = int(signal.SIGKILL)
_FIRST_VICTIM = b"1000"  # the highest oom_score_adj
# Python sets the first itself under the C locale (PEP 538); the second is a constant, TZ=UTC.
_HARMLESS = frozenset({"LC_CTYPE", "TZ"})


def apply(keep_fds: Iterable[int], parent_pid: int) -> None:
    """Check the environment, turn 0, 1 and 2 to /dev/null, close the rest, follow the parent.

    keep_fds    descriptors that stay open beside 0, 1 and 2.
    parent_pid  who started this process, as that process sees itself (same pid namespace).
    Raises JailError when the environment is not empty or the parent has died. Requires:
    single-threaded.
    """
    _check_environment()
    _silence()
    _close_all_but(sorted({0, 1, 2, *keep_fds}))
    follow_parent(parent_pid)


def volunteer() -> bool:
    """Make this process and its forks the first that the host's OOM killer takes, the largest one.

    Or it might take the program that embeds us, for memory that a guest has used up. False where
    /proc can't be written. See proc_pid_oom_score_adj(5); to raise one's own takes no privilege.
    """
    try:
        fd = os.open("/proc/self/oom_score_adj", os.O_WRONLY | os.O_CLOEXEC)
    except OSError:
        return False
    try:
        return os.write(fd, _FIRST_VICTIM) > 0
    except OSError:
        return False
    finally:
        os.close(fd)


def follow_parent(parent_pid: int) -> None:
    """Die by SIGKILL when the parent does; JailError if it has died already."""
    prctl.set_pdeathsig(signal.SIGKILL)
    if os.getppid() != parent_pid:
        raise JailError("process", None, "the parent has died", "start the supervisor again")


def follow_pidfd(parent_fd: int) -> None:
    """Die by SIGKILL when the parent does; JailError if it has died already.

    parent_fd  a pidfd of the parent. The first process of a pid namespace sees 0 as its parent's
               pid whether that lives or not; a pidfd tells, and is not fooled by a reused pid.
    """
    prctl.set_pdeathsig(signal.SIGKILL)
    poll = select.poll()
    poll.register(parent_fd, select.POLLIN)
    if poll.poll(0):
        raise JailError("process", None, "the template has died", "start the supervisor again")


def take_pipes(ruleset_fd: int | None, job_fd: int, event_fd: int) -> None:
    """Move a worker's descriptors to the numbers that the filter knows; the old numbers stay open.

    ruleset_fd  from landlock.prepare(), never one of the numbers moved to; None without that wall.
    """
    if event_fd == JOB_FD:
        event_fd = os.dup(event_fd)  # or the job pipe would be moved over it
    dup2(job_fd, JOB_FD)
    dup2(event_fd, EVENT_FD)
    if ruleset_fd is not None:
        dup2(ruleset_fd, RULESET_FD)


def apply_worker(ruleset_fd: int | None) -> None:
    """Close what take_pipes() did not place, and die when the template does."""
    close_range(EVENT_FD + 1 if ruleset_fd is None else RULESET_FD + 1, _LAST_FD)
    raw_prctl(_PR_SET_PDEATHSIG, _SIGKILL)  # a fork starts without


def hint(error: OSError) -> str:
    """Say what an operator can do about `error`."""
    if error.errno == errno.ENOSYS:
        return "close_range needs Linux 5.9, on x86_64 or aarch64"
    return "the template needs /dev/null, and an exec with its own descriptors only"


def _check_environment() -> None:
    extra = sorted(set(os.environ) - _HARMLESS)
    if extra:  # names only: the values are what must not get about
        reason = f"the environment is not empty: {', '.join(extra)}"
        raise JailError("process", None, reason, "exec the template with an empty environment")


def _silence() -> None:
    null = os.open("/dev/null", os.O_RDWR)
    for number in (0, 1, 2):
        dup2(null, number)
    if null > 2:
        os.close(null)


def _close_all_but(kept: list[int]) -> None:
    for before, after in zip(kept, [*kept[1:], _LAST_FD + 1], strict=True):
        if after - before > 1:
            close_range(before + 1, after - 1)
