"""Which attacks each wall has to stop, and by what answer.

A wall is attacked with those lifted that would stop the attack first: the filter kills for nearly
everything, and without a descriptor no file can be opened.
"""

from __future__ import annotations

import os
import resource
import socket
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from errno import (
    EACCES,
    EAGAIN,
    ECONNREFUSED,
    EFBIG,
    EHOSTUNREACH,
    EINVAL,
    EMFILE,
    ENETUNREACH,
    ENOENT,
    ENOMEM,
    ENOSPC,
    EPERM,
    EROFS,
    ESRCH,
    EUSERS,
)
from functools import partial
from mmap import PROT_READ, PROT_WRITE
from signal import SIGSEGV, SIGSYS, Signals

from stockade_policies import Policy, Wall
from stockade_worker.jail import OF_A_WORKER, landlock, privileges, rlimits

from . import attempts
from .targets import Inside, Outside

Walls = frozenset[Wall]

NONE: Walls = frozenset()
_BESIDE_LANDLOCK = OF_A_WORKER - {Wall.LANDLOCK}
_BESIDE_RLIMITS = OF_A_WORKER - {Wall.RLIMITS}
_BESIDE_FSIZE = _BESIDE_RLIMITS | {Wall.PROCESS}  # or there is no descriptor to write to

LIFTED = (NONE, OF_A_WORKER, _BESIDE_LANDLOCK, _BESIDE_RLIMITS, _BESIDE_FSIZE)
"""Every set of walls that an attack here has lifted."""

GOALS = {
    Wall.PROCESS: "use what a worker could inherit",
    Wall.NAMESPACES: "reach the host's processes, users and network",
    Wall.ROOT: "reach files and make one",
    Wall.PRIVILEGES: "use privileges and get them back",
    Wall.LANDLOCK: "use what this kernel's Landlock covers",
    Wall.RLIMITS: "take more than a worker may have",
    Wall.SECCOMP: "make forbidden system calls in a sealed worker",
}

_NEW_USER = 0x10000000  # linux/sched.h: CLONE_NEWUSER
_TCP_ABI = 4  # of Landlock: the first that denies bind and connect


@dataclass(frozen=True, slots=True, kw_only=True)
class Attack:
    """One attempt to get past one wall.

    name    what is tried, in words.
    make    the attempt, see attempts.py.
    errnos  the answers by which this wall stops it; any other is another wall's.
    signal  the signal by which this wall kills it; None if it only refuses.
    lifted  the walls that would stop it first; one of LIFTED.
    """

    name: str
    make: Callable[[], str]
    errnos: tuple[int, ...] = ()
    signal: Signals | None = None
    lifted: Walls = OF_A_WORKER


def plan(policy: Policy, outside: Outside, inside: Inside) -> dict[Wall, tuple[Attack, ...]]:
    """Return the attacks on each wall that `policy` does not waive, in building order."""
    makers: dict[Wall, Callable[[], Iterator[Attack]]] = {
        Wall.PROCESS: _on_process,
        Wall.NAMESPACES: partial(_on_namespaces, outside),
        Wall.ROOT: partial(_on_root, outside),
        Wall.PRIVILEGES: _on_privileges,
        Wall.LANDLOCK: partial(_on_landlock, inside),
        Wall.RLIMITS: partial(_on_rlimits, policy, inside),
        Wall.SECCOMP: _on_seccomp,
    }
    return {wall: tuple(make()) for wall, make in makers.items() if wall not in policy.waive}


def _on_process() -> Iterator[Attack]:
    yield Attack(name="find a descriptor", make=attempts.find_descriptor)
    yield Attack(name="read the environment", make=attempts.read_environment)
    yield Attack(name="outlive the template", make=attempts.outlive)


def _on_namespaces(outside: Outside) -> Iterator[Attack]:
    everyone = partial(attempts.send_signal, -1)
    yield Attack(name="signal every other process", make=everyone, errnos=(ESRCH,))
    yield Attack(name="become the host's root", make=attempts.become_root, errnos=(EINVAL,))
    yield Attack(name="find a network interface that is up", make=attempts.find_interface)
    connect = partial(attempts.connect, socket.AF_UNIX, outside.unix_address)
    yield Attack(name="connect to the host's socket", make=connect, errnos=(ECONNREFUSED,))
    if outside.tcp_address:
        connect = partial(attempts.connect, socket.AF_INET, outside.tcp_address)
        unreachable = (ENETUNREACH, EHOSTUNREACH)
        yield Attack(name="connect to the host's 127.0.0.1", make=connect, errnos=unreachable)
    if outside.can_forbid_nesting:
        unshare = partial(attempts.unshare, _NEW_USER)
        refused = (ENOSPC, EUSERS, EPERM)
        yield Attack(name="make a user namespace", make=unshare, errnos=refused)


def _on_root(outside: Outside) -> Iterator[Attack]:
    for path in outside.paths:
        reach = partial(attempts.open_path, path)
        yield Attack(name=f"open {path}", make=reach, errnos=(ENOENT,))
    yield Attack(name="climb out through ..", make=attempts.climb)
    yield Attack(name="make a file", make=attempts.make_file, errnos=(EROFS, EACCES, EPERM))


def _on_privileges() -> Iterator[Attack]:
    attack = partial(Attack, errnos=(EPERM,))
    yield attack(name="mount a file system", make=attempts.mount)
    yield attack(name="change the root", make=attempts.chroot)
    yield attack(name="take all capabilities", make=attempts.take_capabilities)
    yield attack(name="read another worker's memory", make=attempts.read_memory)
    yield attack(name="find a capability", make=attempts.find_capability)
    yield attack(name="gain by a set-user-ID file", make=attempts.gain_by_exec)
    overwrite = attempts.overwrite_code
    yield Attack(name="overwrite code made at run time", make=overwrite, signal=SIGSEGV)
    if privileges.has_mdwe():
        yield Attack(name="map code", make=attempts.map_code, errnos=(EACCES,))
        yield Attack(name="turn data into code", make=attempts.protect_code, errnos=(EACCES,))


def _on_landlock(inside: Inside) -> Iterator[Attack]:
    attack = partial(Attack, lifted=_BESIDE_LANDLOCK)
    reach = partial(attempts.open_path, "/")
    yield attack(name="list the root", make=reach, errnos=(EACCES,))
    if landlock.abi() >= _TCP_ABI:
        yield attack(name="bind a port", make=attempts.bind, errnos=(EACCES,))
    if landlock.abi() >= landlock.SCOPED_ABI:
        connect = partial(attempts.connect, socket.AF_UNIX, inside.listener.getsockname())
        yield attack(name="connect to the template's socket", make=connect, errnos=(EPERM,))
        yield attack(name="signal the template", make=attempts.signal_parent, errnos=(EPERM,))


def _on_rlimits(policy: Policy, inside: Inside) -> Iterator[Attack]:
    attack = partial(Attack, lifted=_BESIDE_RLIMITS)
    planned = {kind: soft for kind, (soft, _) in rlimits.plan(policy)}
    reach = partial(attempts.open_path, "/")
    yield attack(name="open a descriptor", make=reach, errnos=(EMFILE,))
    if os.getuid() != 0:  # see shortfalls()
        yield attack(name="fork", make=attempts.fork, errnos=(EAGAIN,))
    size = planned[resource.RLIMIT_AS]
    reserve = partial(attempts.map_memory, size, PROT_READ)
    yield attack(name=f"reserve {size} bytes", make=reserve, errnos=(ENOMEM,))
    size = planned[resource.RLIMIT_DATA]
    grow = partial(attempts.map_memory, size, PROT_READ | PROT_WRITE)
    yield attack(name=f"allocate {size} bytes", make=grow, errnos=(ENOMEM,))
    if inside.file_fd is not None:
        write = partial(attempts.write_fd, inside.file_fd)
        name = "write to an inherited file (with process lifted)"
        yield Attack(name=name, make=write, errnos=(EFBIG,), lifted=_BESIDE_FSIZE)
    yield attack(name="set a limit back", make=attempts.set_limit, errnos=(EPERM,))
    wait = partial(attempts.look_at_cpu, planned[resource.RLIMIT_CPU])
    yield attack(name="compute without end", make=wait)


def _on_seccomp() -> Iterator[Attack]:
    makers: dict[str, Callable[[], str]] = {
        "open a file": partial(attempts.open_path, "/"),
        "open a socket": partial(attempts.connect, socket.AF_UNIX, b"\0nobody"),
        "fork": attempts.fork,
        "run a program": partial(attempts.execute, "/stockade-probe"),  # there is no such file
        "trace": attempts.trace,
        "signal": partial(attempts.send_signal, 1),
        "map code": attempts.map_code,
        "turn data into code": attempts.protect_code,
        "read another descriptor": partial(attempts.read_fd, 0),
        "write to another descriptor": partial(attempts.write_fd, 1),
        "set a limit": attempts.set_limit,
        "make a namespace": partial(attempts.unshare, _NEW_USER),
    }
    for name, make in makers.items():
        yield Attack(name=name, make=make, signal=SIGSYS, lifted=NONE)


def shortfalls() -> tuple[str, ...]:
    """Return what a wall can't do here although it stands, each with the wall's name before it.

    Requires: in the jail.
    """
    if os.getuid() == 0:  # only without the namespaces
        return (f"{Wall.RLIMITS}: NPROC does not bind root; forks are left to seccomp",)
    return ()
