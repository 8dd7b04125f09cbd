"""The jail: seven walls, put up in order, in two stages. Nothing else may issue their system calls.

How a template uses it (single-threaded, exec'ed with an empty environment, everything imported):

    prepared = jail.prepare(policy)         # what needs files and time: the filter, the ruleset
    jail.freeze_code()                      # once the last callback of ctypes exists
    template_fd = jail.enter_namespaces(policy, (control_fd, *prepared.fds))
    if os.fork():                           # the parent only waits
        ...
    jail.enter_root(policy, template_fd)    # pid 1 of the pid namespace; it forks the workers

and how each worker does, once, after its fork:

    jail.seal(prepared, job_fd, event_fd)   # from here on: read JOB_FD, write EVENT_FD

A wall that the policy waives is skipped; `prepared.walls` says which. Every other failure raises
JailError with the step, the errno and what to do about it: there is no half jail, so the caller
exits. After a failure in seal() the event pipe is EVENT_FD, unless the step is `process`.

The order of STEPS is the documentation: each step needs something that a later one takes away.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from typing import Literal, Protocol

from stockade_policies.errors import JailError
from stockade_policies.policy import Policy
from stockade_policies.walls import Wall
from stockade_worker.jail import (
    allocator,
    code_pages,
    landlock,
    namespaces,
    privileges,
    process,
    rlimits,
    root,
    seccomp,
)
from stockade_worker.jail.process import EVENT_FD, JOB_FD

__all__ = [
    "EVENT_FD",
    "JOB_FD",
    "OF_A_WORKER",
    "STEPS",
    "Prepared",
    "enter_namespaces",
    "enter_root",
    "failure",
    "freeze_code",
    "lift",
    "prepare",
    "seal",
]


class _Mechanism(Protocol):
    def hint(self, error: OSError) -> str: ...


STEPS: tuple[tuple[Wall, _Mechanism], ...] = (
    # In the template, once.
    (Wall.PROCESS, process),  # first: what is not inherited needs no other wall
    (Wall.NAMESPACES, namespaces),  # gives the capabilities that the next two use; needs /proc
    (Wall.ROOT, root),  # needs CAP_SYS_ADMIN and a mount namespace; takes every file away
    (Wall.PRIVILEGES, privileges),  # needs CAP_SETPCAP; takes the capabilities away
    # In each worker.
    (Wall.LANDLOCK, landlock),  # needs no_new_privs and a descriptor
    (Wall.RLIMITS, rlimits),  # takes new descriptors away
    (Wall.SECCOMP, seccomp),  # last: it forbids all of the above
)
_MECHANISMS = dict(STEPS)

OF_A_WORKER = frozenset({Wall.LANDLOCK, Wall.RLIMITS, Wall.SECCOMP})
"""Walls that only a worker puts up: any of them can be lifted for one attack on another."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """What the template made for its workers before it dropped anything.

    walls       how each wall of STEPS stands in a sealed worker. It is true once seal() returns,
                since a wall that can't be put up is an error.
    notes       what this kernel or host gives less of, though every wall stands; for the operator.
    fds         descriptors that must survive enter_namespaces(); the template's.
    take_pipes, worker_steps  what seal() calls, with what it takes: bound here, because a worker
                pays for each page that it touches first, and a name costs one or two.
    """

    walls: dict[Wall, Literal["up", "waived"]]
    notes: tuple[str, ...]
    fds: tuple[int, ...]
    take_pipes: Callable[[int, int], None]
    worker_steps: tuple[tuple[Wall, Callable[[], None]], ...]


def prepare(policy: Policy) -> Prepared:
    """Do everything that needs files or costs time: filter, ruleset, limits, malloc, OOM score.

    Raises JailError. Requires: single-threaded, before anything was dropped.
    """
    stands = [wall for wall, _ in STEPS if wall not in policy.waive]
    ruleset_fd: int | None = None
    steps: list[tuple[Wall, Callable[[], None]]] = []
    with _step(Wall.SECCOMP, allocator.HINT):
        allocator.apply()
    if Wall.LANDLOCK in stands:
        with _step(Wall.LANDLOCK):
            ruleset_fd = landlock.prepare()
        steps.append((Wall.LANDLOCK, landlock.apply))
    if Wall.PROCESS in stands:
        steps.insert(0, (Wall.PROCESS, partial(process.apply_worker, ruleset_fd)))
    if Wall.RLIMITS in stands:
        with _step(Wall.RLIMITS):
            steps.append((Wall.RLIMITS, partial(rlimits.apply, rlimits.plan(policy))))
    if Wall.SECCOMP in stands:
        with _step(Wall.SECCOMP):
            steps.append((Wall.SECCOMP, partial(seccomp.apply, seccomp.prepare())))
    notes = list(_shortfalls(policy))
    if Wall.PROCESS in stands and not process.volunteer():
        notes.append(
            "process: no access to /proc/self/oom_score_adj; the host may kill others first"
        )
    return Prepared(
        walls={wall: "up" if wall in stands else "waived" for wall, _ in STEPS},
        notes=tuple(notes),
        fds=() if ruleset_fd is None else (ruleset_fd,),
        take_pipes=partial(process.take_pipes, ruleset_fd),
        worker_steps=tuple(steps),
    )


def freeze_code() -> None:
    """Take the write permission off every executable page (Python 3.11 makes one for callbacks).

    Raises JailError. Requires: after prepare(), before enter_root(); no callback of ctypes is made
    or freed from now on, in workers neither.
    """
    with _step(Wall.PRIVILEGES, code_pages.HINT):
        code_pages.apply()


def enter_namespaces(
    policy: Policy, keep_fds: Iterable[int], *, parent_pid: int | None = None
) -> int:
    """Put up `process` and enter the namespaces; return a pidfd of the caller for enter_root().

    keep_fds    stay open beside 0, 1 and 2 (which become /dev/null): the control socket and
                `prepared.fds`.
    parent_pid  the supervisor's, if it could tell: without it a supervisor that died before this
                call goes unnoticed here (its control socket is at its end, though).
    Raises JailError. Requires: single-threaded, the environment empty. The caller must fork now:
    its first child is pid 1 of the new namespace, and the caller itself only waits for it.
    """
    if parent_pid is None:
        parent_pid = os.getppid()
    with _step(Wall.PROCESS):
        if Wall.PROCESS not in policy.waive:
            process.apply(keep_fds, parent_pid)
    with _step(Wall.NAMESPACES):
        if Wall.NAMESPACES not in policy.waive:
            namespaces.apply()
    with _step(Wall.PROCESS):
        if Wall.PROCESS not in policy.waive:
            process.follow_parent(parent_pid)  # the namespaces changed the credentials
        return os.pidfd_open(os.getpid())


def enter_root(policy: Policy, template_fd: int) -> None:
    """Put up `root` and `privileges`; for pid 1, which forks the workers afterwards.

    template_fd  what enter_namespaces() returned; closed here.
    Raises JailError. Requires: single-threaded, the first child after enter_namespaces().
    """
    with _step(Wall.PROCESS):
        if Wall.PROCESS not in policy.waive:
            process.follow_pidfd(template_fd)
        os.close(template_fd)
    if Wall.NAMESPACES not in policy.waive:
        with _step(Wall.NAMESPACES):
            namespaces.leave_group()
    if Wall.ROOT not in policy.waive:
        if Wall.NAMESPACES in policy.waive:  # it would take the host's own root away
            reason = "there is no mount namespace to change the root of"
            raise JailError(Wall.ROOT, None, reason, "waive `root` too, or keep `namespaces`")
        with _step(Wall.ROOT):
            root.apply()
    with _step(Wall.PRIVILEGES):
        if Wall.PRIVILEGES in policy.waive:
            privileges.forbid_new_privileges()  # the walls of the worker need that much
        else:
            privileges.apply()


def lift(prepared: Prepared, walls: Collection[Wall]) -> Prepared:
    """Return what seals a worker without some of OF_A_WORKER: for an attack on what they hide."""
    steps = tuple(step for step in prepared.worker_steps if step[0] not in walls)
    stands = {wall: "waived" if wall in walls else state for wall, state in prepared.walls.items()}
    return replace(prepared, walls=stands, worker_steps=steps)


def seal(prepared: Prepared, job_fd: int, event_fd: int) -> None:
    """Put up the walls of a worker; its pipes become JOB_FD and EVENT_FD, nothing else stays open.

    Both descriptors are taken over. Raises JailError. Requires: single-threaded, in a fork of the
    process that called enter_root(); every import and first use done.
    """
    wall = Wall.PROCESS
    try:
        prepared.take_pipes(job_fd, event_fd)
        for wall, build in prepared.worker_steps:  # noqa: B007  # the handler names it
            build()
    except OSError as error:
        raise failure(wall, error) from error


def failure(wall: Wall, error: OSError, hint: str = "") -> JailError:
    """Return the JailError for `error` in this wall, with the mechanism's own hint by default."""
    reason = ": ".join(str(part) for part in (error.filename, error.strerror) if part)
    hint = hint or _MECHANISMS[wall].hint(error)
    return JailError(wall, error.errno, reason or str(error), hint)


@contextmanager
def _step(wall: Wall, hint: str = "") -> Iterator[None]:
    """Turn any OSError into a JailError of this wall, see failure()."""
    try:
        yield
    except OSError as error:
        raise failure(wall, error, hint) from error


def _shortfalls(policy: Policy) -> Iterator[str]:
    if Wall.NAMESPACES not in policy.waive:
        with _step(Wall.NAMESPACES):
            if not namespaces.can_forbid_nesting():
                yield "namespaces: /proc/sys is read-only; nested ones are left to seccomp"
    if Wall.PRIVILEGES not in policy.waive:
        with _step(Wall.PRIVILEGES):
            if not privileges.has_mdwe():
                yield "privileges: no MDWE before Linux 6.3; executable memory is left to seccomp"
    if Wall.LANDLOCK not in policy.waive:
        with _step(Wall.LANDLOCK):
            abi = landlock.abi()
        if abi < landlock.SCOPED_ABI:
            yield f"landlock: ABI {abi} does not scope signals and abstract sockets (Linux 6.12)"
    stack, wanted = rlimits.stack_bytes(policy), policy.ceilings.stack_bytes
    if stack < wanted and Wall.RLIMITS not in policy.waive:
        yield f"rlimits: the stack has {stack} bytes, not {wanted}: raise RLIMIT_STACK before exec"
