"""The kernel's own account of a worker: CPU time, peak memory, and how it ended.

A worker's word on what it used is worth nothing, and to wait until wait4(2) can tell costs more
than a short run. So a worker stays until its result has been read, and the kernel is asked
meanwhile.
"""

from __future__ import annotations

import os
import select
import time
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """What a process has used. All defaults: nothing is known, its template went down with it.

    cpu_seconds   user and system time.
    peak_bytes    the most resident memory that it ever had (VmHWM, ru_maxrss).
    mapped_bytes  the most address space that it ever had (VmPeak): the only measure that counts
                  what was asked for and never touched. None once it is dead.
    status        of wait(2); None while it lives.
    """

    cpu_seconds: float = 0.0
    peak_bytes: int | None = None
    mapped_bytes: int | None = None
    status: int | None = None


def pid_of(pidfd: int) -> int | None:
    """Return the pid, in our namespace, that a pidfd means; None if it is dead or /proc missing.

    Source: the fdinfo of a pidfd, see pidfd_open(2).
    """
    try:
        info = _read(f"/proc/self/fdinfo/{pidfd}")
    except OSError:
        return None
    pid = _field(info, b"Pid:")
    return pid if pid is not None and pid > 0 else None


def cpu_seconds_of(pid: int) -> float:
    """Return the CPU time of a process, 0.0 when it is dead. See clock_getcpuclockid(3)."""
    try:
        return time.clock_gettime(_cpu_clock(pid))
    except OSError:
        return 0.0


def account_of(pid: int, pidfd: int) -> Account | None:
    """Return the account of a live process, or None when it is dead.

    Source: proc_pid_status(5).
    """
    cpu_seconds = cpu_seconds_of(pid)
    try:
        status = _read(f"/proc/{pid}/status")
    except OSError:
        return None
    peak, mapped = _field(status, b"VmHWM:"), _field(status, b"VmPeak:")
    # A pid can mean another process by now, the pidfd can't: while it lives, these are its figures.
    if peak is None or mapped is None or not is_alive(pidfd):
        return None
    return Account(cpu_seconds=cpu_seconds, peak_bytes=peak * 1024, mapped_bytes=mapped * 1024)


def _cpu_clock(pid: int) -> int:
    """Return the id of a process's CPU clock: the kernel's MAKE_PROCESS_CPUCLOCK(pid, SCHED)."""
    return (~pid << 3) | 2


def _read(path: str) -> bytes:
    """Read a small file of procfs. Not with open(): its layers cost more than the kernel's work."""
    fd = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        return os.read(fd, 8192)
    finally:
        os.close(fd)


def _field(text: bytes, label: bytes) -> int | None:
    start = text.find(label)
    if start < 0:  # a process that is exiting has no memory any more
        return None
    return int(text[start + len(label) :].split(None, 1)[0])


def is_alive(pidfd: int) -> bool:
    """Tell whether the process that a pidfd means has not ended."""
    poll = select.poll()
    poll.register(pidfd, select.POLLIN)
    return not poll.poll(0)
