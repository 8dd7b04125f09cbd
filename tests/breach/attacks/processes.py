"""After other processes: to make them, become them, signal them, read them."""

from __future__ import annotations

import ctypes
import os
import signal
import struct

from tests.breach.native import call, data, peek, poke

STARTER_PID = os.getpid()
SUPERVISOR_PID = os.getppid()
"""Pids of the host, noted by the starter before it enters its namespaces."""

SECRET = ctypes.create_string_buffer(b"the neighbour's secret")
"""At the same address in the template and in all its workers."""

_NEAR = 64
_NEW_USER = 0x10000000  # linux/sched.h: CLONE_NEWUSER
_FAILSAFE_SECONDS = 60


def fork() -> str:
    """Make a child."""
    child = call("clone", int(signal.SIGCHLD), 0, 0, 0, 0)
    if child == 0:
        call("exit_group", 0)
    call("wait4", child, 0, 0, 0)
    return "forked"


def leave_orphan() -> str:
    """Fork twice and start a session, so that nobody waits for the grandchild; return its pid."""
    told, teller = os.pipe()
    child = call("clone", int(signal.SIGCHLD), 0, 0, 0, 0)
    if child == 0:
        call("setsid")
        orphan = call("clone", int(signal.SIGCHLD), 0, 0, 0, 0)
        if orphan == 0:
            signal.alarm(_FAILSAFE_SECONDS)  # in case the test itself is killed
            while True:
                call("ppoll", 0, 0, 0, 0, 8)
        os.write(teller, str(orphan).encode())
        call("exit_group", 0)
    call("wait4", child, 0, 0, 0)
    return os.read(told, 20).decode()


def execute(path: str) -> str:
    """Become another program: the worker's own answer is never sent if that works."""
    call("execve", path, 0, 0)
    return "still here"


def send_signal(pid: int, number: int) -> str:
    """Signal one process; signal 0 asks whether another would get there."""
    call("kill", pid, number)
    return "delivered"


def signal_starter() -> str:
    """Signal a process of the same user outside."""
    return send_signal(STARTER_PID, 0)


def signal_supervisor() -> str:
    """Signal the embedding program."""
    return send_signal(SUPERVISOR_PID, 0)


def signal_pidfd(fd: int) -> str:
    """Signal through a descriptor of a process, which needs no pid of it."""
    call("pidfd_send_signal", fd, 0, 0, 0)
    return "delivered"


def signal_sibling() -> str:
    """Signal the worker next door: pids inside are few, so they can be tried."""
    call("kill", _find_sibling(), 0)
    return "delivered"


def trace_sibling() -> str:
    """Take another worker over by ptrace."""
    attach = 16  # linux/ptrace.h: PTRACE_ATTACH
    call("ptrace", attach, _find_sibling(), 0, 0)
    return "attached"


def read_sibling() -> str:
    """Read another worker's memory."""
    return _move_memory("process_vm_readv")


def write_sibling() -> str:
    """Write to another worker's memory."""
    return _move_memory("process_vm_writev")


def become_root() -> str:
    """Become uid 0."""
    call("setresuid", 0, 0, 0)
    return "root"


def make_user_namespace() -> str:
    """Make a user namespace: its maker has every capability in it."""
    call("unshare", _NEW_USER)
    return "made"


def set_hostname() -> str:
    """Do what only an administrator may."""
    call("sethostname", "owned", 5)
    return "set"


def take_capabilities() -> str:
    """Set every capability that there is."""
    poke(data, struct.pack("=Ii6I", 0x20080522, 0, *(0xFFFFFFFF,) * 6))
    call("capset", data, data + 8)
    return "taken"


def name_the_kernel() -> str:
    """Ask which kernel this is: the first thing that its bugs are looked up by."""
    call("uname", "@data")
    return peek(data, 5).decode()


def _find_sibling() -> int:
    """Return the highest pid near our own, which may be one that started after us."""
    own = os.getpid()
    for pid in range(own + _NEAR, 1, -1):
        if pid != own and _exists(pid):
            return pid
    raise ProcessLookupError(3, "no sibling")


def _exists(pid: int) -> bool:
    try:
        call("getpgid", pid)
    except OSError:
        return False
    return True


def _move_memory(name: str) -> str:
    address = ctypes.addressof(SECRET)
    poke(data, struct.pack("=4Q", data + 1024, len(SECRET), address, len(SECRET)))
    call(name, _find_sibling(), data, 1, data + 16, 1, 0)
    return "moved"
