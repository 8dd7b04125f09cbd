"""What a template tries on itself, and the walls that must stop each attempt."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from errno import (
    EACCES,
    EAGAIN,
    EBADF,
    EMFILE,
    ENETUNREACH,
    ENOENT,
    ENOMEM,
    ENOSPC,
    EPERM,
    ESRCH,
)
from functools import partial
from mmap import PROT_READ, PROT_WRITE
from resource import RLIMIT_AS, RLIMIT_DATA

from stockade_policies import Policy, Wall
from stockade_worker.jail import JOB_FD, landlock, namespaces, privileges, rlimits
from stockade_worker.probe import attempts

_NEW_USER = 0x10000000  # linux/sched.h: CLONE_NEWUSER
# Below it, a pid of the host's may also be one of the few in the jail's own namespace, or mean a
# whole group: then only the filter's answer proves anything.
_LEAST_FOREIGN_PID = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Aim:
    """What can be seen only from outside the jail.

    supervisor_pid      as the starter sees it.
    can_forbid_nesting  whether the wall `namespaces` forbids nested ones.
    """

    supervisor_pid: int
    can_forbid_nesting: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """One attempt, and the answers of the walls that stop it, each on its own.

    stops        the errno of each wall but the filter, which kills.
    is_filtered  whether the filter has to stop it: everything but a call that runs need as well.
    """

    name: str
    make: Callable[[], object]
    stops: Mapping[Wall, int]
    is_filtered: bool = True

    @property
    def walls(self) -> tuple[Wall, ...]:
        """Every wall that must stop it, in building order."""
        stopping = {*self.stops, Wall.SECCOMP} if self.is_filtered else {*self.stops}
        return tuple(wall for wall in Wall if wall in stopping)


def aim(policy: Policy) -> Aim:
    """Look around. Raises OSError. Requires: the starter, before enter_namespaces()."""
    return Aim(
        supervisor_pid=os.getppid(),
        can_forbid_nesting=Wall.NAMESPACES in policy.waive or namespaces.can_forbid_nesting(),
    )


def plan(policy: Policy, aim: Aim, sibling: int, bait_fd: int) -> tuple[Trial, ...]:
    """Return the trials. Each is harmless even if nothing stops it.

    sibling  the pid of a sealed worker, which writes a byte to the job pipe of this one.
    bait_fd  a descriptor of /dev/null that no worker may inherit.
    Requires: in the jail, a child of the template.
    """
    is_root = os.getuid() == 0  # only without the namespaces
    is_scoped = Wall.LANDLOCK in policy.waive or landlock.abi() >= landlock.SCOPED_ABI
    is_foreign = aim.supervisor_pid >= _LEAST_FOREIGN_PID
    closed = {Wall.PROCESS: EBADF}
    no_file = {Wall.ROOT: ENOENT}
    no_code = {Wall.PRIVILEGES: EACCES} if privileges.has_mdwe() else {}
    no_privilege = {Wall.PRIVILEGES: EPERM}
    no_supervisor = {Wall.NAMESPACES: ESRCH} if is_foreign else {}
    no_nesting = {Wall.NAMESPACES: ENOSPC} if aim.can_forbid_nesting else {}
    no_signal = {Wall.LANDLOCK: EPERM} if is_scoped else {}
    no_descriptor = {Wall.RLIMITS: EMFILE}
    # Neither binds root: see the notes in rlimits.py, and CAP_SYS_RESOURCE in capabilities(7).
    no_process = {} if is_root else {Wall.RLIMITS: EAGAIN}
    is_bound = not is_root or Wall.PRIVILEGES not in policy.waive
    no_raise = {Wall.RLIMITS: EPERM} if is_bound else {}
    no_memory = {Wall.RLIMITS: ENOMEM}
    planned = {kind: soft for kind, (soft, _) in rlimits.plan(policy)}
    address_bytes, data_bytes = planned[RLIMIT_AS], planned[RLIMIT_DATA]
    program = partial(attempts.execute, sys.executable, "-I", "-S", "-c", "")
    made: list[tuple[str, Callable[[], object], Mapping[Wall, int]]] = [
        ("open a file", partial(attempts.open_path, __file__), no_file | no_descriptor),
        ("list the root", partial(attempts.open_path, "/"), {Wall.LANDLOCK: EACCES}),
        (
            "open a socket",
            attempts.reach_network,
            {Wall.NAMESPACES: ENETUNREACH} | no_descriptor,
        ),
        ("fork", attempts.fork, no_process),
        ("run a program", program, no_file),
        ("trace a sibling", partial(_trace, sibling), no_privilege),
        ("mount a file system", attempts.mount, no_privilege),
        ("map code", attempts.map_code, no_code),
        ("turn data into code", attempts.protect_code, no_code),
        ("read elsewhere", partial(attempts.read_fd, bait_fd), closed),
        ("write elsewhere", partial(attempts.write_fd, bait_fd), closed),
        (
            "signal the supervisor",
            partial(attempts.send_signal, aim.supervisor_pid),
            no_supervisor,
        ),
        ("signal the template", partial(attempts.send_signal, os.getppid()), no_signal),
        ("set a limit back", attempts.set_limit, no_raise),
        ("make a namespace", partial(attempts.unshare, _NEW_USER), no_nesting),
        ("reserve too much", partial(attempts.map_memory, address_bytes, PROT_READ), no_memory),
    ]
    if os.uname().machine == "x86_64":
        made.append(("call by x32's numbers", attempts.call_x32, {}))
    allocate = partial(attempts.map_memory, data_bytes, PROT_READ | PROT_WRITE)
    return (
        *(Trial(name=name, make=make, stops=stops) for name, make, stops in made),
        Trial(name="allocate too much", make=allocate, stops=no_memory, is_filtered=False),
    )


def _trace(sibling: int) -> None:
    os.read(JOB_FD, 1)  # its word: it is sealed by now
    attempts.attach(sibling)
